"""A table's rows as bytes of a file, a bounded number at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from threading import Thread

from .._forgery import Table, threads
from .._text import csv_cell, json_default, json_value
from ..errors import InvalidValueError

#: Bytes of text that all threads make at a time, about; twice that is held, and their columns.
_BUDGET = 32 << 20
#: Rows of the first piece, from which the size of a row is learned.
_FIRST = 64
#: Rows that the engine makes in one go, on one thread; and its chunks, of which these are made.
_PIECE, _CHUNK = 16_384, 1024
#: Pieces that each thread makes at a time, at most.
_MOST = 2
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


def pieces(table: Table, kind: str) -> Iterator[Piece]:
    """The rows in order, as CSV (RFC 4180) or JSON Lines, in UTF-8.

    Args:
        table: The table.
        kind: `csv` or `jsonl`.

    Yields:
        The number of rows, and their bytes in parts; how rows are divided does not change them.
    """
    try:
        table._text(0, 1, kind)
    except InvalidValueError:
        # Some values only Python knows.
        yield from slow_pieces(table, kind)
    else:
        yield from _fast_pieces(table, kind)


def _fast_pieces(table: Table, kind: str) -> Iterator[Piece]:
    """While a piece is written, the next is made."""
    start, stop = 0, min(_FIRST, table.num_rows)
    ahead = _Ahead(table, start, stop, kind)
    while start < stop:
        data = ahead.made()
        count = stop - start
        start = stop
        if start < table.num_rows:
            stop = _stop(table, start, sum(map(len, data)) // count)
            ahead = _Ahead(table, start, stop, kind)
        yield count, data


def _stop(table: Table, start: int, row: int) -> int:
    """Where a piece ends that starts at a row, if a row takes so many bytes."""
    size = min(max(_BUDGET // max(row, 1), _CHUNK), _MOST * _PIECE * threads())
    stop = start + size
    if stop >= table.num_rows:
        return table.num_rows
    # The engine makes whole pieces and chunks, from their beginning.
    return stop - stop % (_PIECE if size >= 2 * _PIECE else _CHUNK)


class _Ahead:
    """Rows as text that a thread makes meanwhile."""

    def __init__(self, table: Table, start: int, stop: int, kind: str) -> None:
        self._data: list[bytes] = []
        self._error: BaseException | None = None
        self._thread = Thread(target=self._make, args=(table, start, stop, kind))
        self._thread.start()

    def _make(self, table: Table, start: int, stop: int, kind: str) -> None:
        try:
            self._data = table._text(start, stop, kind)
        except BaseException as error:
            self._error = error

    def made(self) -> list[bytes]:
        """The text, once it is made.

        Raises:
            Exception: What making it raised.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._data


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
