"""Whether files are what their manifest says."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .._optional import need
from ..errors import ForgeryError, MissingExtraError, SerializationError
from . import _checks
from ._compare import values
from ._files import digest, naming, write_atomically
from ._manifest import FileEntry, Manifest
from ._manifest import digest as digest_of
from ._measure import Measured
from ._options import whole
from ._read import READ
from ._read import tables as read_tables
from ._remake import again, is_set, remade, together
from ._report import FAILED, PASSED, SKIPPED, Check, Profile, Report
from ._said import overlaid, promises
from ._table import Source, TableInfo, table_specs


def verify(
    manifest_path: str | os.PathLike[str],
    *,
    rows: int = 1000,
    html: str | os.PathLike[str] | None = None,
    tables: Mapping[str, Source] | None = None,
) -> Report:
    """Check the files of a manifest: that they are as they were written, and that they are what the schema says.

    Files are read back by other libraries than those that wrote them, where there are some. Random rows are made again
    and compared. Keys, references, uniqueness, ranges, nulls, shares and distributions are those of the schema.

    Args:
        manifest_path: The manifest, or the folder that has one.
        rows: How many random rows of each file are made again.
        html: A file to write a report to, with plots; it needs nothing else.
        tables: The tables, where they cannot be made from the manifest's schema.

    Returns:
        The report: `report.ok`, `report.checks`, and `print(report)`.

    Raises:
        forgery.errors.FileSystemError: If there is no manifest.
        forgery.errors.SerializationError: If it is no manifest.

    Example:
        >>> sinks.verify("out/manifest.json", html="report.html").ok
    """
    whole("rows", rows, 0)
    manifest = Manifest.read(manifest_path)
    assert manifest.path is not None
    folder = str(Path(manifest.path).parent)
    made, missing = remade(manifest)
    if tables is not None:
        made.update(tables)
    found = [*_whole(manifest)]
    sound = []
    for entry in manifest.files:
        check = _hash(entry, os.path.join(folder, entry.path))
        found.append(check)
        if check.detail != _GONE:
            sound.append(entry)
    for entry in sound:
        found.extend(_made_again(manifest, entry, folder, rows, made, missing))
    profiles: dict[str, Sequence[Profile]] = {}
    # What memory does not hold: keys of large tables.
    with tempfile.TemporaryDirectory(prefix="forgery-") as scratch:
        data = _Data(manifest, folder, sound, scratch)
        for info in manifest.tables:
            found.extend(_table(info, manifest, data))
            read = data.get(info.name)
            if read is not None:
                profiles[info.name] = [column.profile() for column in read.columns.values()]
    report = Report(manifest, tuple(found), profiles)
    if html is not None:
        from ._html import page

        with naming(html):
            write_atomically(os.fspath(html), page(report).encode())
    return report


_GONE = "there is no such file"


def _whole(manifest: Manifest) -> Iterator[Check]:
    if manifest.schema is not None:
        ok = digest_of(manifest.schema) == manifest.schema_hash
        yield Check("schema", PASSED if ok else FAILED, detail="" if ok else "its hash is another")
    for info in manifest.tables:
        # A partitioned table has no order, and several formats have the rows each.
        counts: dict[str, int] = {}
        for entry in manifest.files:
            if entry.table == info.name:
                key = f"{entry.format} {entry.options.get('packing', '')} {entry.options.get('dialect', '')}"
                counts[key] = counts.get(key, 0) + entry.rows
        wrong = [
            f"{count:,} in {key.split()[0]}" for key, count in counts.items() if count != info.rows
        ]
        detail = f"{', '.join(wrong)}, not {info.rows:,}" if wrong else ""
        yield Check("rows", FAILED if wrong else PASSED, info.name, detail=detail)


def _hash(entry: FileEntry, path: str) -> Check:
    try:
        sha256, size = digest(path)
    except OSError as error:
        gone = _GONE if isinstance(error, FileNotFoundError) else str(error.strerror)
        return Check("hash", FAILED, entry.table, file=entry.path, detail=gone)
    if size != entry.bytes:
        detail = f"{size:,} bytes, not {entry.bytes:,}"
    else:
        detail = "" if sha256 == entry.sha256 else "its content is another"
    return Check("hash", FAILED if detail else PASSED, entry.table, file=entry.path, detail=detail)


def _made_again(
    manifest: Manifest,
    entry: FileEntry,
    folder: str,
    rows: int,
    made: Mapping[str, Source],
    missing: Mapping[str, str],
) -> Iterator[Check]:
    if not entry.table or not rows:
        return
    table, info = made.get(entry.table), manifest.table(entry.table)
    if table is None:
        why = missing.get(entry.table, "it cannot be made again")
        yield Check("values", SKIPPED, entry.table, file=entry.path, detail=why)
        return
    # Which rows are looked at is another question each time the file is another, and else the same.
    wanted = random.Random(entry.sha256)
    chosen = sorted(wanted.sample(range(entry.rows), min(rows, entry.rows)))
    try:
        wrong = values(entry, os.path.join(folder, entry.path), info, table, chosen)
    except (SerializationError, OSError) as error:
        wrong = str(error) or type(error).__name__
    except MissingExtraError as error:
        yield Check("values", SKIPPED, entry.table, file=entry.path, detail=str(error))
        return
    if wrong is None:
        yield Check(
            "values", SKIPPED, entry.table, file=entry.path, detail="the format is not read"
        )
        return
    detail = wrong or f"{len(chosen):,} rows"
    yield Check("values", FAILED if wrong else PASSED, entry.table, file=entry.path, detail=detail)


class _Data:
    """The tables in numbers, each read once, from its files of the best format."""

    def __init__(
        self, manifest: Manifest, folder: str, entries: Sequence[FileEntry], scratch: str
    ) -> None:
        self._manifest, self._folder, self._entries = manifest, folder, entries
        self._scratch = scratch
        names = [info.name for info in manifest.tables]
        self.specs = table_specs(manifest.schema, names)
        self._read: dict[str, Measured | None] = {}
        self.wrong: dict[str, tuple[str, str]] = {}

    def get(self, name: str) -> Measured | None:
        """A table in numbers, or None if it cannot be read."""
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def _full(self, name: str) -> set[str]:
        """The columns without missing values: an empty cell of CSV is an empty text there."""
        said = promises(self.specs.get(name))
        return {column for column, own in said.items() if own.null == 0}

    def _keys(self, info: TableInfo) -> Iterator[_checks.Key]:
        """What is looked up in a table, or in others for its sake."""
        kinds = {
            table.name: {column.name: column.type for column in table.columns}
            for table in self._manifest.tables
        }
        yield from _checks.looked_up(info, self.specs.get(info.name))
        for table in self._manifest.tables:
            for key in table.references:
                to = tuple(kinds.get(key.table, {}).get(name, "string") for name in key.to)
                if table.name == info.name:
                    yield key.columns, to
                if key.table == info.name:
                    yield key.to, to

    def _load(self, name: str) -> Measured | None:
        info = self._manifest.table(name)
        for kind in READ:
            own = [entry for entry in self._entries if (entry.table, entry.format) == (name, kind)]
            if not own:
                continue
            packing = own[0].options.get("packing")
            own = [entry for entry in own if entry.options.get("packing") == packing]
            paths = [(entry, os.path.join(self._folder, entry.path)) for entry in own]
            try:
                measured = Measured(info, self.specs.get(name), self._keys(info), self._scratch)
                for batch in read_tables(paths, info, self._full(name)):
                    measured.add(batch)
                measured.close()
                return measured
            except MissingExtraError as error:
                self.wrong[name] = SKIPPED, str(error)
            except (ForgeryError, OSError) as error:
                self.wrong[name] = FAILED, str(error) or type(error).__name__
                return None
        self.wrong.setdefault(name, (SKIPPED, "it has no file of a format that is read"))
        return None


def _table(info: TableInfo, manifest: Manifest, data: _Data) -> Iterator[Check]:
    own = data.get(info.name)
    if own is None:
        status, why = data.wrong[info.name]
        yield Check("content", status, info.name, detail=why)
        return
    if own.rows != info.rows:
        detail = f"{own.rows:,} rows, not {info.rows:,}"
        yield Check("content", FAILED, info.name, detail=detail)
    spec = data.specs.get(info.name)
    yield from _checks.keys(info, spec, own)
    names = {table.name: table.names for table in manifest.tables}
    for reference in info.references:
        if not set(reference.to) <= set(names.get(reference.table, ())):
            continue
        changed = overlaid(spec) & {*reference.columns}
        if changed or overlaid(data.specs.get(reference.table)) & {*reference.to}:
            continue
        parent = data.get(reference.table)
        if parent is not None:
            yield _checks.reference(info, reference, own, parent)
    drawn: dict[int, Any] = {}

    def sampler(name: str, count: int) -> Any:
        pyarrow: Any = need("pyarrow", "arrow")
        if is_set(manifest):
            if count not in drawn:
                other = together(manifest, seed=f"verify {manifest.seed}")[info.name]
                drawn[count] = pyarrow.record_batch(other._rows(0, min(count, other.num_rows)))
            return drawn[count].column(name)
        assert spec is not None
        alone = {**spec, "columns": {name: spec["columns"][name]}}
        fresh = again(manifest, alone, count, seed=f"verify {manifest.seed}")
        return pyarrow.table(fresh)[name]

    try:
        yield from _checks.columns(info, own, sampler)
    except ForgeryError as error:
        yield Check("content", FAILED, info.name, detail=str(error))
