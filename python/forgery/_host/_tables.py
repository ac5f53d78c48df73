"""Rows of values as text: with delimiters, and in columns of fixed width."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from .._nearest import near
from ..errors import InvalidTypeError, InvalidValueError
from ._source import Make, Source, column, template, whole

_TEMPLATES = ("{{name}}", "{{address}}")
_FIXED = ((20, "name"), (3, "pyint", {"max_value": 20}))
_ALIGN = {"left": "<", "middle": "^", "right": ">"}


class _Quoted(csv.excel):
    """Faker's dialect `faker-csv`: every value in quotes."""

    quoting = csv.QUOTE_ALL


class _QuotedTabs(_Quoted):
    delimiter = "\t"


class _QuotedBars(_Quoted):
    delimiter = "|"


def make_csv(source: Source, **arguments: Any) -> Make:
    """Prepare rows of values with commas between them."""
    return make_dsv(source, _Quoted, **arguments)


def make_tsv(source: Source, **arguments: Any) -> Make:
    """Prepare rows of values with tabs between them."""
    return make_dsv(source, _QuotedTabs, **arguments)


def make_psv(source: Source, **arguments: Any) -> Make:
    """Prepare rows of values with bars between them."""
    return make_dsv(source, _QuotedBars, **arguments)


def make_dsv(
    source: Source,
    dialect: Any = "faker-csv",
    header: Sequence[str] | None = None,
    data_columns: Sequence[str] = _TEMPLATES,
    num_rows: int = 10,
    include_row_ids: bool = False,
) -> Make:
    """Prepare rows of values in a dialect of Python's `csv`."""
    dialect = _dialect(dialect)
    count = whole("num_rows", num_rows, 1)
    columns = [template(pattern) for pattern in data_columns]
    if header is not None and len(header) != len(columns):
        message = (
            f"'header' and 'data_columns' must be of one length: "
            f"they have {len(header)} and {len(columns)} entries"
        )
        raise InvalidValueError(message)
    for made in columns:
        made(source.fake(0), 1)
    ids = ["ID"] if include_row_ids else []

    def make(seed: int) -> str:
        fake = source.fake(seed)
        buffer = io.StringIO()
        writer = csv.writer(buffer, dialect)
        if header:
            writer.writerow([*ids, *header])
        values = [made(fake, count) for made in columns]
        if include_row_ids:
            values.insert(0, list(range(1, count + 1)))
        writer.writerows(zip(*values))
        return buffer.getvalue()

    return make


def _dialect(given: Any) -> Any:
    if given == "faker-csv":
        return _Quoted
    if isinstance(given, str):
        known = ["faker-csv", *csv.list_dialects()]
        if given not in known:
            names = ", ".join(f"'{name}'" for name in known)
            message = f"'dialect' must be one of {names}, not '{given}'{near(given, known)}"
            raise InvalidValueError(message)
        return given
    kind = given if isinstance(given, type) else type(given)
    if not issubclass(kind, csv.Dialect):
        message = f"'dialect' must be a name or a subclass of csv.Dialect, not {given!r}"
        raise InvalidTypeError(message)
    try:
        csv.writer(io.StringIO(), given)
    except (csv.Error, TypeError) as error:
        message = f"'dialect' is no dialect that Python's csv can write: {error}"
        raise InvalidValueError(message) from error
    return given


def make_fixed_width(
    source: Source,
    data_columns: Sequence[Sequence[Any]] | None = None,
    num_rows: int = 10,
    align: str = "left",
) -> Make:
    """Prepare rows of values, each filled up to the width of its column or cut to it."""
    count = whole("num_rows", num_rows, 0)
    given = _FIXED if data_columns is None else data_columns
    if isinstance(given, (str, dict)) or not isinstance(given, Sequence):
        message = f"'data_columns' must be a list of widths and fields, not {given!r}"
        raise InvalidTypeError(message)
    columns = [_fixed(entry) for entry in given]
    for _, made in columns:
        made(source.fake(0), 1)

    def make(seed: int) -> str:
        fake = source.fake(seed)
        values = [
            [_fill(value, width, _ALIGN[align]) for value in made(fake, count)]
            for width, made in columns
        ]
        return "\n".join(map("".join, zip(*values)))

    return make


def _fixed(entry: Any) -> tuple[int, Any]:
    if isinstance(entry, str) or not isinstance(entry, Sequence) or len(entry) not in (2, 3):
        message = (
            f"an entry of 'data_columns' is a width, a field and perhaps its arguments, "
            f"such as (3, 'pyint', {{'max_value': 20}}), not {entry!r}"
        )
        raise InvalidTypeError(message)
    return whole("data_columns", entry[0], 1), column(*entry[1:])


def _fill(value: Any, width: int, align: str) -> str:
    # A row is a line, so a value's own lines (an address) become words.
    text = " ".join(str(value).splitlines())
    return f"{text:{align}{width}}"[:width]
