"""Labels: what the overlays of a table changed, and where."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from .._optional import need
from ..errors import ExportFormatError, FileSystemError

if TYPE_CHECKING:
    import pyarrow as pa

    from .._forgery import Table

#: The formats of files of labels.
FORMATS = ("csv", "jsonl", "json", "parquet", "arrow")
#: How many rows of the table are looked at at once.
_ROWS = 1 << 16


class Label(NamedTuple):
    """A value that was changed.

    Attributes:
        row: The number of the row, from 0.
        column: The name of the column.
        kind: What happened: the overlay's name, or its kind, such as `anomaly:spike`.
        old: The value before as text; None if it was missing.
        new: What is there instead; None if nothing is.
        source: The row that it was taken from, if the row repeats one.
    """

    row: int
    column: str
    kind: str
    old: str | None
    new: str | None
    source: int | None


def batches(table: Table, start: int = 0, stop: int | None = None) -> Iterator[list[Label]]:
    """The labels of a table's rows, some at a time; no batch is empty.

    Args:
        table: The table.
        start: The first row.
        stop: The row before which to stop; by default there is none.
    """
    end = table.num_rows if stop is None else min(stop, table.num_rows)
    if not table._overlaid():
        return
    for at in range(max(start, 0), end, _ROWS):
        found = table._labels(at, min(at + _ROWS, end))
        if found:
            yield list(map(Label._make, found))


def arrow_schema() -> pa.Schema:
    """The columns of labels in Arrow and Parquet."""
    arrow: Any = need("pyarrow", "arrow")
    text, number = arrow.string(), arrow.int64()
    kinds = [number, text, text, text, text, number]
    made: pa.Schema = arrow.schema([arrow.field(*each) for each in zip(Label._fields, kinds)])
    return made


def _record_batch(labels: Sequence[Label], schema: Any) -> Any:
    pa = need("pyarrow", "arrow")
    columns = [list(column) for column in zip(*labels)]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema)]
    return pa.record_batch(arrays, schema=schema)


def to_arrow(table: Table) -> pa.Table:
    """All labels of a table.

    Args:
        table: The table.
    """
    arrow: Any = need("pyarrow", "arrow")
    schema = arrow_schema()
    made = (_record_batch(labels, schema) for labels in batches(table))
    whole: pa.Table = arrow.Table.from_batches(made, schema=schema)
    return whole


def check_format(name: str) -> None:
    """Check that labels can be written so.

    Args:
        name: The format.

    Raises:
        forgery.errors.ExportFormatError: If they cannot.
    """
    if name not in FORMATS:
        message = f"labels are written as one of {', '.join(FORMATS)}, not as '{name}'"
        raise ExportFormatError(message)


def write(table: Table, path: str | os.PathLike[str], format: str = "csv") -> int:  # noqa: A002
    """Write the labels of a table to a file, which appears when it is whole.

    Args:
        table: The table.
        path: The file.
        format: csv, jsonl, json, parquet or arrow.

    Returns:
        How many there are.

    Raises:
        forgery.errors.ExportFormatError: If they cannot be written so.
        forgery.errors.FileSystemError: If the file cannot be written.
    """
    check_format(format)
    place = os.fspath(path)
    new = f"{place}.part"
    try:
        try:
            count = _write(table, new, format)
            os.replace(new, place)
        finally:
            if os.path.exists(new):
                os.unlink(new)
    except OSError as error:
        if isinstance(error, FileSystemError):
            raise
        raise FileSystemError(error.errno, error.strerror or str(error), place) from error
    return count


def _write(table: Table, path: str, kind: str) -> int:
    if kind in {"parquet", "arrow"}:
        return _columnar(table, path, kind)
    with open(path, "w", encoding="utf-8", newline="") as file:
        if kind == "csv":
            return _csv(table, file)
        return _lines(table, file, kind == "json")


def _csv(table: Table, file: TextIO) -> int:
    writer, count = csv.writer(file), 0
    writer.writerow(Label._fields)
    for labels in batches(table):
        writer.writerows(labels)
        count += len(labels)
    return count


def _lines(table: Table, file: TextIO, whole: bool) -> int:
    count = 0
    between = ",\n" if whole else "\n"
    file.write("[" if whole else "")
    for labels in batches(table):
        lines = [json.dumps(label._asdict(), ensure_ascii=False) for label in labels]
        file.write(between if count else "")
        file.write(between.join(lines))
        count += len(labels)
    file.write("]\n" if whole else "\n" if count else "")
    return count


def _columnar(table: Table, path: str, kind: str) -> int:
    pa = need("pyarrow", "arrow")
    schema, count = arrow_schema(), 0
    if kind == "parquet":
        writer = need("pyarrow.parquet", "arrow").ParquetWriter(path, schema)
    else:
        writer = pa.ipc.new_file(path, schema)
    with writer:
        for labels in batches(table):
            writer.write_batch(_record_batch(labels, schema))
            count += len(labels)
    return count
