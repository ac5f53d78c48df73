"""What several commands take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import click

if TYPE_CHECKING:
    from ..schema import Schema


def _seed(ctx: click.Context, param: click.Parameter, value: str | None) -> int | str | None:
    """An integer where the text is one, as `seed=42` in Python; any other text as it is."""
    del ctx, param
    if value is None:
        return None
    try:
        return int(value)
    except ValueError:
        return value


def _locales(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> list[str] | None:
    del ctx, param
    return [name for given in value for name in given.split(",")] or None


def parameter_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--param`, of parameters of schemas."""
    return click.option(
        "-p",
        "--param",
        "params",
        multiple=True,
        metavar="KEY=VALUE",
        help="A parameter of the schema, such as country=DE; `forgery info` lists them.",
    )(command)


def values_of(schema: Schema, params: tuple[str, ...]) -> dict[str, Any]:
    """The parameters that were given, with their types.

    Args:
        schema: The schema.
        params: Texts of the form KEY=VALUE.

    Raises:
        click.BadParameter: If one is not of that form.
    """
    values = {}
    for given in params:
        key, equals, text = given.partition("=")
        if not equals:
            message = f"'{given}' is no parameter: give KEY=VALUE"
            raise click.BadParameter(message, param_hint="--param")
        declared = schema.parameters.get(key)
        values[key] = declared.read(text) if declared else text
    return values


def random_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--seed`, `--locale` and `--as-of`."""
    options = [
        click.option(
            "-s",
            "--seed",
            callback=_seed,
            metavar="SEED",
            help="The seed: an integer or any text. Without one the values are others each time.",
        ),
        click.option(
            "-l",
            "--locale",
            "locale",
            callback=_locales,
            multiple=True,
            metavar="LOCALE",
            help="A locale such as de_DE; give several for values from all of them.",
        ),
        click.option(
            "--as-of",
            metavar="DATE",
            help="The moment from which relative dates count, such as 2026-01-01.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command
