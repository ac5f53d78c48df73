"""A table's rows as bytes of a file, a bounded number at a time."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from .._forgery import Table, threads
from .._text import csv_cell, json_default, json_value
from ..errors import InvalidValueError

#: Bytes of text that each thread may make at a time, about.
_BUDGET = 8 << 20
#: Rows of the first piece, from which the size of a row is learned.
_FIRST = 64
#: Rows that one thread makes at a time, at most; the engine makes 16,384 in one go.
_MOST = 4 * 16_384
#: Rows in a piece where Python makes some of the values.
_SLOW = 256

#: The number of rows, and their bytes in parts.
Piece = tuple[int, list[bytes]]


def header(table: Table, kind: str) -> bytes:
    """What stands before the rows: the line with the columns' names in CSV, nothing in JSON Lines.

    Args:
        table: The table.
        kind: `csv` or `jsonl`.
    """
    return _csv([tuple(table.column_names)]) if kind == "csv" else b""


def write(table: Table, kind: str, file: BinaryIO, progress: Callable[[int], object]) -> None:
    """Write the rows to a file, others being made meanwhile where the engine knows all values.

    Args:
        table: The table.
        kind: `csv` or `jsonl`.
        file: Where to.
        progress: Called now and then with the number of rows written since the last time.

    Raises:
        OSError: If it cannot be written.
    """
    number = _number(file)
    if number is None or not _known(table, kind):
        for count, data in pieces(table, kind):
            file.writelines(data)
            progress(count)
        return
    file.flush()
    before = 0

    def after(rows: int) -> None:
        nonlocal before
        progress(rows - before)
        before = rows

    table._write(kind, number, after)


def _number(file: BinaryIO) -> int | None:
    """The file's number where the operating system knows it and the engine can write to it."""
    if os.name != "posix":
        return None
    try:
        return file.fileno()
    except (AttributeError, OSError):
        return None


def _known(table: Table, kind: str) -> bool:
    """Whether the engine knows all values and can write them: some only Python knows."""
    try:
        table._text(0, 1, kind)
    except InvalidValueError:
        return False
    return True


def pieces(table: Table, kind: str) -> Iterator[Piece]:
    """The rows in order, as CSV (RFC 4180) or JSON Lines, in UTF-8.

    Args:
        table: The table.
        kind: `csv` or `jsonl`.

    Yields:
        The number of rows, and their bytes in parts; how rows are divided does not change them.
    """
    yield from (_fast_pieces if _known(table, kind) else slow_pieces)(table, kind)


def _fast_pieces(table: Table, kind: str) -> Iterator[Piece]:
    start, size = 0, _FIRST
    while start < table.num_rows:
        stop = min(start + size, table.num_rows)
        if stop > 1024:
            # The engine makes chunks of 1,024 rows from their beginning.
            stop -= stop % 1024 if stop < table.num_rows else 0
        data = table._text(start, stop, kind)
        yield stop - start, data
        row = max(sum(map(len, data)) // (stop - start), 1)
        size = min(max(_BUDGET // row, 1024), _MOST) * threads()
        start = stop


def slow_pieces(table: Table, kind: str) -> Iterator[Piece]:
    """As `pieces`, by Python's `csv` and `json`; the same bytes for values that the engine knows.

    Args:
        table: The table.
        kind: `csv` or `jsonl`.
    """
    if kind == "csv":
        for rows in table.batches(_SLOW, tuples=True):
            yield len(rows), [_csv(rows)]
    else:
        for dicts in table.batches(_SLOW):
            yield len(dicts), [_json_line(row) for row in dicts]


def _csv(rows: list[tuple[object, ...]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([csv_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _json_line(row: dict[str, object]) -> bytes:
    return (json.dumps(json_value(row), ensure_ascii=False, default=json_default) + "\n").encode()
