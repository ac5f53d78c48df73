"""Parquet files in folders that are named after values: `orders/country=US/part-0.parquet`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .._optional import need
from ..errors import ExportFormatError
from ._columnar import Parquet
from ._files import Pending
from ._manifest import FileEntry
from ._table import TableInfo

if TYPE_CHECKING:
    from ._formats import Format

#: The folder of missing values, as Hive has it.
NULL = "__HIVE_DEFAULT_PARTITION__"
#: The most files at a time, each of which is open.
_MOST = 512
#: After how many batches' rows the largest file that waits is written to.
_WAITING = 2


class Partitioned(Parquet):
    """Divides rows among Parquet files, in the order of the rows.

    Args:
        columns: The columns whose values become folders.
        pending: The run's files.
        directory: The run's directory.
    """

    def __init__(self, columns: Sequence[str], pending: Pending, directory: str) -> None:
        super().__init__()
        self._columns = list(columns)
        self._pending = pending
        self._directory = directory
        self._files: dict[tuple[Any, ...], _Open] = {}

    def open(self, table_info: TableInfo, path: str, options: Mapping[str, Any]) -> None:
        """Begin the folder."""
        self.info, self.options, self._path = table_info, options, path
        kept = tuple(each for each in table_info.columns if each.name not in self._columns)
        self._inner = replace(table_info, columns=kept)

    def write(self, batch: Any) -> None:
        """Divide a batch."""
        for values, rows in divided(batch, self._columns):
            file = self._files.get(values)
            if file is None:
                file = self._files[values] = self._begin(values)
            file.waiting.append(rows)
            file.rows += rows.num_rows
        size = self.options["size"]
        while sum(file.rows for file in self._files.values()) > _WAITING * size:
            fullest = max(self._files.values(), key=lambda file: file.rows)
            fullest.write()

    def _begin(self, values: tuple[Any, ...]) -> _Open:
        if len(self._files) == _MOST:
            raise ExportFormatError(
                f"partition_by: table '{self.info.name}' has more than {_MOST} different values of "
                f"{', '.join(self._columns)}; choose columns with fewer"
            )
        folders = [f"{quote(name)}={_folder(value)}" for name, value in zip(self._columns, values)]
        path = "/".join([self._path, *folders, "part-0.parquet"])
        final = os.path.join(self._directory, path)
        sink = Parquet()
        file = _Open(sink, path, dict(zip(self._columns, values)))
        sink.open(self._inner, self._pending.begin(final), self.options)
        return file

    def close(self) -> None:
        """Finish all files."""
        for file in self._files.values():
            file.write()
            file.sink.close()

    def abort(self) -> None:
        """Close all files as they are."""
        for file in self._files.values():
            file.sink.abort()

    def entries(self, found: Format) -> Iterator[FileEntry]:
        """What the manifest says of the files.

        Args:
            found: The format.
        """
        options = {key: value for key, value in found.options.items() if value is not None}
        for file in self._files.values():
            written = file.sink.file
            assert written is not None
            partition = {
                name: value if value is None or isinstance(value, (bool, int, str)) else str(value)
                for name, value in file.values.items()
            }
            yield FileEntry(
                file.path,
                self.info.name,
                found.name,
                file.total,
                0,
                written.size,
                written.sha256,
                options,
                partition,
            )


class _Open:
    """A file that is being written, and the rows that wait for it."""

    def __init__(self, sink: Parquet, path: str, values: Mapping[str, Any]) -> None:
        self.sink, self.path, self.values = sink, path, values
        self.waiting: list[Any] = []
        self.rows = self.total = 0

    def write(self) -> None:
        """Write what waits as a row group."""
        if self.rows:
            import pyarrow

            table = pyarrow.Table.from_batches(self.waiting).combine_chunks()
            for batch in table.to_batches():
                self.sink.write(batch)
            self.total += self.rows
            self.waiting, self.rows = [], 0


def divided(batch: Any, columns: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The rows of a record batch by the values of some columns, without these.

    Args:
        batch: The record batch.
        columns: The columns.

    Yields:
        The values, and the rows that have them, in their order.
    """
    pyarrow, compute = need("pyarrow", "arrow"), need("pyarrow.compute", "arrow")
    table = pyarrow.Table.from_batches([batch])
    codes: Any = None
    names: list[list[Any]] = []
    for column in columns:
        entries = table[column].combine_chunks().dictionary_encode(null_encoding="encode")
        values = entries.dictionary.to_pylist()
        own = entries.indices.cast("int64")
        names.append(values)
        codes = own if codes is None else compute.add(compute.multiply(codes, len(values)), own)
    rest = table.drop_columns(list(columns)).combine_chunks().to_batches()
    if codes is None or not rest:
        return
    order = compute.sort_indices(codes)
    ordered = codes.take(order)
    ends = compute.run_end_encode(ordered)
    start = 0
    for end, code in zip(ends.run_ends.to_pylist(), ends.values.to_pylist()):
        found = []
        for values in reversed(names):
            code, at = divmod(code, len(values))
            found.append(values[at])
        yield tuple(reversed(found)), rest[0].take(order[start:end])
        start = end


def _folder(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    return quote(str(value), safe="")
