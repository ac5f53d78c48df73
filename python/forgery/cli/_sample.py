"""`forgery sample`: some values of a field."""

from __future__ import annotations

import json
from typing import Any

import click

from .._text import csv_cell
from ._options import random_options


@click.command()
@click.argument("field", metavar="FIELD")
@click.option(
    "-n",
    "--rows",
    "count",
    type=click.IntRange(0),
    default=5,
    metavar="N",
    help="How many; 5 if not given.",
)
@random_options
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="KEY=VALUE",
    help='A parameter of the field: min=18, values=\'["a", "b"]\'. Values are JSON, or else text.',
)
def sample(field: str, count: int, params: tuple[str, ...], **options: Any) -> None:
    """Show some values of a field.

    FIELD is what stands in a schema: a field such as email, a type such as int, or person.name.
    A value of more than one line is shown as JSON.
    """
    from .._faker import table
    from ..errors import ForgeryError

    column: Any = {"type": field, **dict(map(_param, params))}
    try:
        made = table({field: column}, count, **options).column(field)
    except ForgeryError as error:
        # The column is of our own making.
        error.args = (str(error).replace(f"column '{field}': ", "", 1), *error.args[1:])
        raise
    for value in made:
        click.echo(_line(value))


def _param(given: str) -> tuple[str, Any]:
    key, equals, text = given.partition("=")
    if not equals:
        message = f"'{given}' is no parameter: give KEY=VALUE"
        raise click.BadParameter(message, param_hint="--param")
    try:
        return key, json.loads(text)
    except ValueError:
        return key, text


def _line(value: Any) -> str:
    text = "None" if value is None else csv_cell(value)
    return json.dumps(text, ensure_ascii=False) if len(text.splitlines()) > 1 else text
