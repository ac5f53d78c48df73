"""Rows of files beside the same rows, made again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import ForgeryError
from . import _dialect
from ._excel import cell
from ._files import reading
from ._manifest import FileEntry
from ._partition import divided
from ._read import batches, parsed, rows, same
from ._sql import Sql
from ._table import Source, TableInfo
from ._text import points, text

#: How many rows are made at a time to compare the beginning of a file with.
_FIRST = 4096


def values(
    entry: FileEntry, path: str, info: TableInfo, table: Source, chosen: Sequence[int]
) -> str | None:
    """What is wrong with some rows of a file: nothing if they are the same.

    Args:
        entry: What the manifest says of the file.
        path: Where it is.
        info: The table.
        table: The table, made again.
        chosen: The rows, counted from the file's first, in order.

    Returns:
        What is wrong, an empty text, or None if the format is not read.
    """
    if list(table.column_names) != info.names:
        return f"columns are {', '.join(table.column_names)}, not {', '.join(info.names)}"
    if entry.partition is not None:
        return _beginning(entry, path, info, table)
    if entry.format in {"sql", "geojson"}:
        return _contained(entry, path, info, table, chosen)
    if entry.format in {"parquet", "arrow", "csv", "jsonl", "json", "xlsx"}:
        return _each(entry, path, info, table, chosen)
    return None


def _each(
    entry: FileEntry, path: str, info: TableInfo, table: Source, chosen: Sequence[int]
) -> str:
    loose = entry.format == "xlsx"
    wanted = iter(chosen)
    at = next(wanted, None)
    found = _picked(entry, path, chosen) if entry.format in {"parquet", "arrow"} else None
    for number, row in found or enumerate(rows(entry, path, info)):
        if number != at:
            continue
        expected = _row(entry, info, table, entry.first + number)
        if len(row) != len(expected):
            return f"row {number:,} has {len(row)} values, not {len(expected)}"
        for column, got, want in zip(info.names, row, expected):
            if not same(got, want, loose):
                return f"row {number:,}, column '{column}': {got!r}, not {want!r}"
        at = next(wanted, None)
        if at is None:
            return ""
    return "" if at is None else f"there is no row {at:,}"


def _picked(entry: FileEntry, path: str, chosen: Sequence[int]) -> Iterator[tuple[int, list[Any]]]:
    """Rows of a file of columns, of which the others are not made objects."""
    start, at = 0, 0
    for batch in batches(entry, path):
        stop = start + batch.num_rows
        own = []
        while at < len(chosen) and chosen[at] < stop:
            own.append(chosen[at])
            at += 1
        if own:
            taken = batch.take([number - start for number in own])
            lists = [column.to_pylist() for column in taken.columns]
            yield from ((number, list(row)) for number, row in zip(own, zip(*lists)))
        start = stop


def _row(entry: FileEntry, info: TableInfo, table: Source, number: int) -> list[Any]:
    batch = table._rows(number, number + 1)
    if entry.format == "csv":
        plain = _dialect.is_plain({**_dialect.DEFAULTS, **entry.options})
        options = None if plain else _dialect.engine({**_dialect.DEFAULTS, **entry.options})
        return parsed(entry, text(batch, "csv", options), info)[0]
    if entry.format in {"jsonl", "json"}:
        return parsed(entry, text(batch, "jsonl"), info)[0]
    import pyarrow

    row = [column[0].as_py() for column in pyarrow.record_batch(batch).columns]
    return [cell(value) for value in row] if entry.format == "xlsx" else row


def _contained(
    entry: FileEntry, path: str, info: TableInfo, table: Source, chosen: Sequence[int]
) -> str:
    """Rows as text, which must stand in the file."""
    stop = entry.first + entry.rows
    with reading(path) as file:
        content = file.read()
    if entry.format == "geojson":
        try:
            count = len(json.loads(content)["features"])
        except (ValueError, KeyError) as error:
            return f"it is no GeoJSON: {error}"
        if count != entry.rows:
            return f"there are {count:,} features, not {entry.rows:,}"
    for number in chosen:
        at = entry.first + number
        batch = table._rows(at, at + 1)
        if entry.format == "geojson":
            given = {"longitude": None, "latitude": None, **entry.options}
            own = dict(zip(("longitude", "latitude"), points(info, given)))
            want = text(batch, "geojson", {**own, "first": at})
        elif entry.options["form"] == "copy":
            want = text(batch, "copy", {})
        else:
            options = {"table": None, **entry.options, "first": entry.first, "stop": stop}
            made = text(batch, "insert", {**Sql.engine(info, options), "head": ""})
            want = made.rstrip(b",;\n")
        if want not in content:
            return f"row {number:,} is not in the file"
    return ""


def _beginning(entry: FileEntry, path: str, info: TableInfo, table: Source) -> str:
    """The first rows of a part, which are the first of the table that belong there."""
    import pyarrow

    columns = list(entry.partition or {})
    expected: list[dict[str, Any]] = []
    try:
        batch = pyarrow.record_batch(table._rows(0, min(_FIRST, info.rows)))
    except ForgeryError as error:
        return str(error)
    wanted = [str(value) for value in (entry.partition or {}).values()]
    for found, part in divided(batch, columns):
        if [str(value) for value in found] == wanted:
            expected = part.to_pylist()
    at = 0
    for batch in batches(entry, path):
        for row in batch.to_pylist():
            if at == len(expected):
                return ""
            want = expected[at]
            for column, value in want.items():
                if not same(row.get(column), value):
                    return f"row {at:,}, column '{column}': {row.get(column)!r}, not {value!r}"
            at += 1
    return "" if at == len(expected) else f"there is no row {at:,}"
