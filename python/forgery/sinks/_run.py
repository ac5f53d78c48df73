"""A run: the parts of tables, one after another, through the pipeline into their sinks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..errors import FileSystemError, ForgeryError, MemoryLimitError, PluginError
from ._files import HashedFile, Pending, digest, naming
from ._formats import Format
from ._manifest import FileEntry
from ._manifest import digest as digest_of
from ._memory import SAMPLE, Budget
from ._partition import Partitioned
from ._pipeline import Pipeline
from ._resume import Journal
from ._table import Source, TableInfo


@dataclass(frozen=True)
class Part:
    """Rows of a table that go to one file of each format.

    Attributes:
        info: The table.
        rows: The rows.
        files: The formats, and the file of each, from the directory.
        size: How many rows a batch has.
        fixed: Whether the files depend on that number.
    """

    info: TableInfo
    rows: range
    files: Sequence[tuple[Format, str]]
    size: int = 0
    fixed: bool = False

    def mark(self, tables: Mapping[str, Source]) -> list[Any]:
        """What the bytes of the files depend on; of the rows, the first and the last ones tell.

        Args:
            tables: The tables.
        """
        table, rows = tables[self.info.name], self.rows
        seen = []
        for start in (rows.start, max(rows.stop - 4, rows.start)):
            with suppress(ForgeryError):
                seen.append(table._rows(start, min(start + 4, rows.stop)).text("jsonl").decode())
        return [
            self.info.name,
            [rows.start, rows.stop],
            [[column.name, column.type] for column in self.info.columns],
            [[found.name, found.options, found.packing, path] for found, path in self.files],
            self.size if self.fixed else 0,
            digest_of(seen),
        ]


class Run:
    """Writes parts of tables.

    Args:
        tables: The tables by name.
        directory: Where to write.
        budget: How much memory there is.
        jobs: How many threads make rows.
        progress: Called with the number of rows written since the last time.
        partition: The columns whose values become folders.
    """

    def __init__(
        self,
        tables: Mapping[str, Source],
        directory: str,
        budget: Budget,
        jobs: int,
        progress: Callable[[int], object] | None,
        partition: Sequence[str],
    ) -> None:
        self._tables = tables
        self._directory = directory
        self._budget = budget
        self._jobs = jobs
        self._progress = progress or (lambda _: None)
        self._partition = partition
        self._rows: dict[str, float] = {}

    def sized(self, part: Part, group: int | None) -> Part:
        """The part with how many rows a batch has: what was asked for, or what fits.

        Args:
            part: The part.
            group: The size of row groups, if somebody said.

        Raises:
            forgery.errors.MemoryLimitError: If nothing fits.
        """
        columnar = any(not found.sink.text for found, _ in part.files if found.own)
        wanted = max(getattr(found.sink, "rows", 16_384) for found, _ in part.files)
        said = [found.options.get("row_group_size") for found, _ in part.files if found.own]
        fixed = group or next((size for size in said if size), None)
        name = part.info.name
        if self._budget.limit is not None and name not in self._rows:
            self._rows[name] = self._row(name)
        row = self._rows.get(name, 0.0) * (1 + len(part.files)) / 2
        while True:
            try:
                size = self._budget.batch(name, row, wanted, self._jobs + 1, fixed)
            except MemoryLimitError:
                # Fewer rows ahead are slower, and the same.
                if self._jobs == 1:
                    raise
                self._jobs -= 1
                continue
            return Part(part.info, part.rows, part.files, size, columnar)

    def _row(self, name: str) -> float:
        """Bytes of a row: those of its text, or more where its columns are wider."""
        table = self._tables[name]
        count = min(SAMPLE, table.num_rows)
        if not count:
            return 1.0
        widths = 9.0 * len(table.column_names)
        try:
            text = len(table._rows(0, count).text("jsonl")) / count
        except ForgeryError:
            text = 40.0 * len(table.column_names)
        return max(text, widths) + widths

    def all(self, parts: Sequence[Part], pending: Pending, journal: Journal) -> list[FileEntry]:
        """Write all parts.

        Args:
            parts: The parts.
            pending: The files.
            journal: What is finished already, and is to be noted.
        """
        entries: list[FileEntry] = []
        with Pipeline(self._jobs, self._budget) as pipeline:
            for part in parts:
                found = [journal.finished(path, pending) for _, path in part.files]
                missing = [each for each, entry in zip(part.files, found) if entry is None]
                made = iter(self._part(part, missing, pending, pipeline) if missing else ())
                if not missing:
                    self._progress(len(part.rows))
                if self._partition:
                    entries.extend(made)
                    continue
                for entry in found:
                    if entry is None:
                        entry = next(made)
                        pending.finished(os.path.join(self._directory, entry.path))
                        journal.add(entry)
                    entries.append(entry)
        return [*entries, *self._single(parts, entries, pending)]

    def _part(
        self,
        part: Part,
        files: Sequence[tuple[Format, str]],
        pending: Pending,
        pipeline: Pipeline,
    ) -> list[FileEntry]:
        table, open_sinks = self._tables[part.info.name], []
        try:
            places = []
            for found, path in files:
                final = os.path.join(self._directory, path)
                if self._partition:
                    sink, place = Partitioned(self._partition, pending, self._directory), path
                else:
                    sink, place = found.sink(), pending.begin(final)
                open_sinks.append(sink)
                places.append((final, place))
                with self._blaming(found, final):
                    sink.open(part.info, place, self._options(found, part))
            batches = pipeline.batches(
                table, part.info.name, part.rows, part.size, open_sinks, part.fixed
            )
            for rows, made in batches:
                for (found, _), (final, _), sink, one in zip(files, places, open_sinks, made):
                    with self._blaming(found, final):
                        sink.write(one)
                self._progress(rows)
            entries: list[FileEntry] = []
            for (found, path), (final, place), sink in zip(files, places, open_sinks):
                with self._blaming(found, final):
                    sink.close()
                if isinstance(sink, Partitioned):
                    entries.extend(sink.entries(found))
                    continue
                entries.append(_entry(part, found, path, place, sink))
            return entries
        except BaseException:
            for sink in open_sinks:
                with suppress(Exception):
                    getattr(sink, "abort", sink.close)()
            raise

    def _options(self, found: Format, part: Part) -> dict[str, Any]:
        if not found.own:
            return dict(found.options)
        return {
            **found.options,
            "packing": found.packing,
            "first": part.rows.start,
            "stop": part.rows.stop,
            "size": part.size,
            "tables": tuple(self._tables),
            "arrow_schema": lambda: _arrow_schema(self._tables[part.info.name]),
        }

    def _blaming(self, found: Format, final: str) -> Any:
        return naming(final) if found.own else _Foreign(found.name)

    def _single(
        self, parts: Sequence[Part], entries: Sequence[FileEntry], pending: Pending
    ) -> list[FileEntry]:
        """All tables' SQL in one file too, where that is asked for."""
        name = next(
            (
                found.options["single"]
                for part in parts
                for found, _ in part.files
                if found.name == "sql" and found.options["single"]
            ),
            None,
        )
        if name is None:
            return []
        final = os.path.join(self._directory, name)
        places = dict(pending)
        with naming(final):
            file = HashedFile(pending.begin(final))
            try:
                for entry in entries:
                    if entry.format == "sql":
                        own = os.path.join(self._directory, entry.path)
                        with open(places.get(own, own), "rb") as source:
                            while block := source.read(1 << 20):
                                file.put(block)
                file.close()
            finally:
                file.abort()
        rows = sum(entry.rows for entry in entries if entry.format == "sql")
        return [FileEntry(name, "", "sql", rows, 0, file.size, file.sha256)]


class _Foreign:
    """What a third party's sink does wrong is said of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, Exception) and not isinstance(error, (ForgeryError, OSError)):
            message = f"sink '{self._name}' failed: {type(error).__name__}: {error}"
            raise PluginError(message) from error
        if isinstance(error, OSError) and not isinstance(error, FileSystemError):
            with naming(error.filename or self._name):
                raise error


def _entry(part: Part, found: Format, path: str, place: str, sink: Any) -> FileEntry:
    file = getattr(sink, "file", None)
    if isinstance(file, HashedFile):
        sha256, size = file.sha256, file.size
    else:
        with naming(place):
            sha256, size = digest(place)
    options = {key: value for key, value in found.options.items() if value is not None}
    if found.packing[0] is not None:
        options["packing"] = found.packing[0]
    return FileEntry(
        path.replace(os.sep, "/"),
        part.info.name,
        found.name,
        len(part.rows),
        part.rows.start,
        size,
        sha256,
        options,
    )


def _arrow_schema(table: Any) -> Any:
    import pyarrow

    return pyarrow.schema(table)
