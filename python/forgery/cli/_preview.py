"""`forgery preview`: some rows in the terminal."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import click

from ._options import parameter_option, random_options, values_of

#: Columns of the terminal that a value takes at most.
_MOST = 32


@click.command()
@click.argument("schema", metavar="SCHEMA_OR_DATASET")
@click.option(
    "-n",
    "--rows",
    type=click.IntRange(1, 1000),
    default=5,
    metavar="N",
    help="How many rows of each table; 5 if not given.",
)
@click.option("-t", "--table", metavar="TABLE", help="Only this table; hidden ones too.")
@random_options
@parameter_option
@click.option("--width", type=click.IntRange(20), help="Columns of the terminal.")
def preview(
    schema: str,
    rows: int,
    table: str | None,
    params: tuple[str, ...],
    width: int | None,
    **options: Any,
) -> None:
    """Show some rows of each table.

    A table that is wider than the terminal is shown in parts, one below the other.
    """
    from ..schema_file import SchemaFile
    from ._load import load

    loaded = load(schema)
    width = width or shutil.get_terminal_size((100, 24)).columns
    if isinstance(loaded, SchemaFile):
        if params:
            message = f"{schema} has no parameters: leave --param"
            raise click.UsageError(message)
        if table:
            message = f"{schema} has one table, without a name: leave --table"
            raise click.UsageError(message)
        records = loaded.table(rows, **options).records()
        _show([], records, width)
        return
    values = values_of(loaded, params)
    data = loaded.generate(**options, **values)
    for name in [table] if table else data:
        if name not in data:
            from .._nearest import near

            message = f"there is no table '{name}'{near(name, data.all())}"
            raise click.UsageError(message)
        found = data[name]
        click.secho(f"{name}: {found.num_rows:,} rows", bold=True)
        _show(found.column_names, found[:rows], width)
        click.echo()


def _show(names: Sequence[str], records: list[dict[str, Any]], width: int) -> None:
    for line in lines(names or list(records[0] if records else ()), records, width):
        click.echo(line)


def lines(names: Sequence[str], records: list[dict[str, Any]], width: int) -> Iterator[str]:
    """The lines of a table, in as many parts as the width asks for.

    Args:
        names: The columns.
        records: The rows.
        width: The columns of the terminal.

    Example:
        >>> list(lines(["id", "name"], [{"id": 1, "name": "Ada"}], 80))
        ['id  name', ' 1  Ada']
    """
    columns = [_column(name, records) for name in names]
    part: list[list[str]] = []
    used = 0
    for column in columns:
        wide = _width(column[0])
        if part and used + 2 + wide > width:
            yield from _joined(part)
            yield ""
            part, used = [], 0
        part.append(column)
        used += wide + (2 if used else 0)
    if part:
        yield from _joined(part)


def _joined(part: list[list[str]]) -> Iterator[str]:
    for row in zip(*part):
        yield "  ".join(row).rstrip()


def _column(name: str, records: list[dict[str, Any]]) -> list[str]:
    values = [record[name] for record in records]
    cells = [_cut(_text(value)) for value in values]
    numbers = [value for value in values if value is not None]
    right = bool(numbers) and all(
        (isinstance(value, (int, float)) and not isinstance(value, bool))
        or type(value).__name__ == "Decimal"
        for value in numbers
    )
    title = _cut(name)
    wide = max(map(_width, [title, *cells]))
    return [_padded(title, wide, right), *(_padded(cell, wide, right) for cell in cells)]


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat(" ") if hasattr(value, "hour") and hasattr(value, "year") else str(value)
    return "".join(sign if sign.isprintable() else "·" for sign in text)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: signs of East Asia take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _cut(text: str) -> str:
    if _width(text) <= _MOST:
        return text
    short = text[: _MOST - 1]
    while _width(short) > _MOST - 1:
        short = short[:-1]
    return f"{short}…"


def _padded(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - _width(text))
    return space + text if right else text + space
