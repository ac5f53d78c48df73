"""Files read back, by readers that have nothing to do with what wrote them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from .._optional import need
from ..errors import SerializationError
from ._excel import cell
from ._files import reading
from ._manifest import FileEntry
from ._table import TableInfo

#: The formats that are read, the best for whole columns first.
READ = ("parquet", "arrow", "csv", "jsonl", "json", "xlsx")
_BATCH = 16_384
#: How many cells of text are objects of Python at a time.
_CELLS = 100_000


def rows(entry: FileEntry, path: str, info: TableInfo) -> Iterator[list[Any]]:
    """The rows of a file as it has them: texts in CSV, JSON's values, Python's of columns.

    Args:
        entry: What the manifest says of the file.
        path: Where it is.
        info: The table.

    Raises:
        forgery.errors.SerializationError: If it is not of its format.
    """
    try:
        yield from _READERS[entry.format](entry, path, info)
    except (csv.Error, UnicodeDecodeError, json.JSONDecodeError, KeyError, EOFError) as error:
        raise SerializationError(f"{entry.path} is no {entry.format}: {error}") from error


def parsed(entry: FileEntry, data: bytes, info: TableInfo) -> list[list[Any]]:
    """Rows of text as `rows` would give them from a file.

    Args:
        entry: What the manifest says of the file.
        data: The text of the rows, without header.
        info: The table.
    """
    if entry.format == "csv":
        return list(_csv_rows(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""), entry))
    return [_object(json.loads(line), info) for line in data.decode().split("\n") if line]


def _csv_rows(text: Any, entry: FileEntry) -> Iterator[list[Any]]:
    options = entry.options
    # Cells may be longer than the module thinks is good.
    csv.field_size_limit(sys.maxsize)
    escape, quote = options.get("escape"), options["quote"]
    none = options["quoting"] == "none"
    yield from csv.reader(
        text,
        delimiter=options["delimiter"],
        quotechar=quote,
        escapechar=escape,
        doublequote=escape is None,
        quoting=csv.QUOTE_NONE if none else csv.QUOTE_MINIMAL,
        strict=True,
    )


def _csv(entry: FileEntry, path: str, info: TableInfo) -> Iterator[list[Any]]:
    encoding = "utf-8-sig" if entry.options["bom"] else "utf-8"
    with reading(path) as file, io.TextIOWrapper(file, encoding, newline="") as text:
        found = _csv_rows(text, entry)
        if entry.options["header"]:
            names = next(found, None)
            if names != info.names:
                raise SerializationError(f"{entry.path}: its columns are {names}, not {info.names}")
        yield from found


def _jsonl(_: FileEntry, path: str, info: TableInfo) -> Iterator[list[Any]]:
    with reading(path) as file:
        for line in file:
            yield _object(json.loads(line), info)


def _json(_: FileEntry, path: str, info: TableInfo) -> Iterator[list[Any]]:
    with reading(path) as file:
        for each in json.load(file):
            yield _object(each, info)


def _geojson(_: FileEntry, path: str, __: TableInfo) -> Iterator[list[Any]]:
    with reading(path) as file:
        for each in json.load(file)["features"]:
            yield [each["geometry"], each["properties"]]


def _object(value: Mapping[str, Any], info: TableInfo) -> list[Any]:
    return [value[name] for name in info.names]


def _columns(entry: FileEntry, path: str, _: TableInfo) -> Iterator[list[Any]]:
    for batch in batches(entry, path):
        yield from (list(row) for row in zip(*(column.to_pylist() for column in batch.columns)))


def batches(entry: FileEntry, path: str) -> Iterator[Any]:
    """The record batches of a Parquet or Arrow file.

    Args:
        entry: What the manifest says of the file.
        path: Where it is.
    """
    pyarrow = need("pyarrow", "arrow")
    try:
        if entry.format == "parquet":
            parquet = need("pyarrow.parquet", "arrow")
            # Else all that is to be read is in memory before the first batch.
            with parquet.ParquetFile(path, pre_buffer=False) as file:
                yield from file.iter_batches(_BATCH)
            return
        ipc = need("pyarrow.ipc", "arrow")
        with pyarrow.OSFile(path) as source:
            if entry.options.get("form") == "stream":
                yield from ipc.open_stream(source)
                return
            file = ipc.open_file(source)
            for at in range(file.num_record_batches):
                yield file.get_batch(at)
    except pyarrow.ArrowException as error:
        raise SerializationError(f"{entry.path} is no {entry.format}: {error}") from error


def _xlsx(entry: FileEntry, path: str, info: TableInfo) -> Iterator[list[Any]]:
    openpyxl = need("openpyxl", "excel")
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        width = len(info.columns)
        for sheet in book.worksheets:
            found = sheet.iter_rows(values_only=True)
            if entry.options["header"]:
                next(found, None)
            for row in found:
                cells = list(row)[:width]
                yield [cell(value) for value in cells + [None] * (width - len(cells))]
    finally:
        book.close()


_READERS: dict[str, Callable[[FileEntry, str, TableInfo], Iterator[list[Any]]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "json": _json,
    "geojson": _geojson,
    "parquet": _columns,
    "arrow": _columns,
    "xlsx": _xlsx,
}


def same(one: Any, other: Any, loose: bool = False) -> bool:
    """Whether two values are the same; a NaN is the same as another.

    Args:
        one: A value.
        other: Another.
        loose: Whether numbers may differ as those of a workbook do, which have fifteen digits.
    """
    if isinstance(one, float) and isinstance(other, float) and one != one and other != other:
        return True
    numbers = (int, float)
    if loose and isinstance(one, numbers) and isinstance(other, numbers):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=2e-8)
    if loose and (one or None) is None and (other or None) is None:
        return one in (None, "") and other in (None, "")
    return type(one) is type(other) and bool(one == other)


def tables(
    entries: Sequence[tuple[FileEntry, str]], info: TableInfo, full: Collection[str] = ()
) -> Iterator[Any]:
    """The rows of a table as `pyarrow.Table`s of some at a time, with the types that the manifest says.

    Args:
        entries: Its files of one format.
        info: The table.
        full: The columns that have no missing values.

    Raises:
        forgery.errors.SerializationError: If they are not of their format, or have other columns.
    """
    first = entries[0][0]
    if first.format in {"parquet", "arrow"}:
        for entry, path in entries:
            for batch in batches(entry, path):
                yield _typed(batch, entry, info)
        return
    pyarrow = need("pyarrow", "arrow")
    converts: list[Callable[[Any], Any]] = [
        str if column.type == "string" and column.name in full else _converter(column.type, first)
        for column in info.columns
    ]
    size = max(_CELLS // max(len(converts), 1), 1)

    def made(values: list[list[Any]], entry: FileEntry) -> Any:
        arrays = [
            pyarrow.array(
                _converted(column, convert, f"{entry.path}, column '{said.name}'"),
                arrow_type(said.type),
            )
            for column, convert, said in zip(zip(*values), converts, info.columns)
        ]
        return pyarrow.table(arrays, names=info.names)

    for entry, path in entries:
        found: list[list[Any]] = []
        for row in rows(entry, path, info):
            if len(row) != len(converts):
                message = f"{entry.path}: a row has {len(row)} cells, not {len(converts)}"
                raise SerializationError(message)
            found.append(row)
            if len(found) == size:
                yield made(found, entry)
                found = []
        if found:
            yield made(found, entry)


def _typed(batch: Any, entry: FileEntry, info: TableInfo) -> Any:
    """A batch with the columns of the table, none of them a dictionary or without type."""
    pyarrow = need("pyarrow", "arrow")
    made = _partitioned(pyarrow.Table.from_batches([batch]), entry, info)
    if not set(info.names) <= set(made.column_names):
        names = ", ".join(made.column_names)
        raise SerializationError(
            f"{entry.path}: its columns are {names}, not {', '.join(info.names)}"
        )
    made = made.select(info.names)
    for at, (field, column) in enumerate(zip(made.schema, info.columns)):
        if pyarrow.types.is_dictionary(field.type):
            made = made.set_column(at, field.name, made[at].cast(field.type.value_type))
        elif pyarrow.types.is_null(field.type):
            made = made.set_column(at, field.name, made[at].cast(arrow_type(column.type)))
    return made


def _converted(values: Sequence[Any], convert: Callable[[Any], Any], where: str) -> list[Any]:
    try:
        return [convert(value) for value in values]
    except (ValueError, TypeError, ArithmeticError) as error:
        raise SerializationError(f"{where}: {error}") from error


def _partitioned(made: Any, entry: FileEntry, info: TableInfo) -> Any:
    if not entry.partition:
        return made
    pyarrow = need("pyarrow", "arrow")
    kinds = {column.name: column.type for column in info.columns}
    for name, value in entry.partition.items():
        kind = arrow_type(kinds[name])
        value = value if not isinstance(value, str) else _converter(kinds[name], entry)(value)
        made = made.append_column(name, pyarrow.repeat(pyarrow.scalar(value, kind), made.num_rows))
    return made


def arrow_type(kind: str) -> Any:
    """The type of a column in Arrow.

    Args:
        kind: Its type, as manifests name it.
    """
    pyarrow = need("pyarrow", "arrow")
    if kind.startswith("decimal"):
        digits, scale = (int(part) for part in kind[8:-1].split(","))
        return pyarrow.decimal128(digits, scale)
    return {
        "int64": pyarrow.int64(),
        "float64": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "datetime": pyarrow.timestamp("us"),
        "time": pyarrow.time64("us"),
        "binary": pyarrow.binary(),
    }.get(kind, pyarrow.string())


def _converter(kind: str, entry: FileEntry) -> Callable[[Any], Any]:
    """What makes a value of a column's type of what a file has."""
    options = entry.options
    null = options.get("null") if entry.format == "csv" else None
    if null and options.get("escape"):
        # What the reader makes of it.
        null = null.replace(options["escape"], "")
    point = options.get("decimal", ".")

    def text(value: str) -> str:
        return value.replace(point, ".") if point != "." else value

    kinds: dict[str, Callable[[Any], Any]] = {
        "int64": int,
        "float64": lambda value: float(text(value)) if isinstance(value, str) else float(value),
        "bool": lambda value: (
            value if isinstance(value, bool) else value == options.get("true", "true")
        ),
        "date": lambda value: _moment(value, options.get("date"), False),
        "datetime": lambda value: _moment(value, options.get("datetime"), True),
        "time": lambda value: _time(value),
        "binary": lambda value: value if isinstance(value, bytes) else bytes.fromhex(value),
    }
    if kind.startswith("decimal"):
        scale = int(kind[8:-1].split(",")[1])
        unit = Decimal(1).scaleb(-scale)
        convert: Callable[[Any], Any] = lambda value: Decimal(  # noqa: E731
            text(value) if isinstance(value, str) else repr(value)
        ).quantize(unit)
    else:
        convert = kinds.get(kind, str)
    return lambda value: None if value is None or value == null else convert(value)


def _moment(value: Any, pattern: str | None, timed: bool) -> Any:
    if isinstance(value, (int, float)):
        made = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=value)
        return made if timed else made.date()
    if pattern is not None:
        made = datetime.datetime.strptime(value, pattern)
        return made if timed else made.date()
    return datetime.datetime.fromisoformat(value) if timed else datetime.date.fromisoformat(value)


def _time(value: Any) -> datetime.time:
    if isinstance(value, (int, float)):
        return (datetime.datetime(2000, 1, 1) + datetime.timedelta(days=value)).time()
    return datetime.time.fromisoformat(value)
