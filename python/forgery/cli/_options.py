"""What several commands take."""

from __future__ import annotations

from typing import Any, Callable

import click


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
