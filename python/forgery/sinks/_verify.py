"""Whether files are what their manifest says."""

from __future__ import annotations

import os
import random
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
from ._options import whole
from ._profile import profile
from ._read import READ
from ._read import table as read_table
from ._remake import again, remade
from ._report import FAILED, PASSED, SKIPPED, Check, Profile, Report
from ._said import promise
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
    data = _Data(manifest, folder, sound)
    profiles: dict[str, Sequence[Profile]] = {}
    specs = table_specs(manifest.schema, [info.name for info in manifest.tables])
    for info in manifest.tables:
        found.extend(_table(info, manifest, specs.get(info.name), data))
        read = data.get(info.name)
        if read is not None:
            profiles[info.name] = [
                profile(column.name, column.type, read[column.name]) for column in info.columns
            ]
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
    """The tables' rows, each read once, from its files of the best format."""

    def __init__(self, manifest: Manifest, folder: str, entries: Sequence[FileEntry]) -> None:
        self._manifest, self._folder, self._entries = manifest, folder, entries
        self._read: dict[str, Any] = {}
        self.wrong: dict[str, tuple[str, str]] = {}

    def get(self, name: str) -> Any:
        """The rows of a table, or None if they cannot be read."""
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def _full(self, name: str) -> set[str]:
        """The columns without missing values: an empty cell of CSV is an empty text there."""
        names = [info.name for info in self._manifest.tables]
        columns = table_specs(self._manifest.schema, names).get(name, {}).get("columns")
        own = columns if isinstance(columns, Mapping) else {}
        return {column for column, spec in own.items() if promise(spec).null == 0}

    def _load(self, name: str) -> Any:
        for kind in READ:
            own = [entry for entry in self._entries if (entry.table, entry.format) == (name, kind)]
            if not own:
                continue
            packing = own[0].options.get("packing")
            own = [entry for entry in own if entry.options.get("packing") == packing]
            paths = [(entry, os.path.join(self._folder, entry.path)) for entry in own]
            try:
                return read_table(paths, self._manifest.table(name), self._full(name))
            except MissingExtraError as error:
                self.wrong[name] = SKIPPED, str(error)
            except (SerializationError, OSError) as error:
                self.wrong[name] = FAILED, str(error) or type(error).__name__
                return None
        self.wrong.setdefault(name, (SKIPPED, "it has no file of a format that is read"))
        return None


def _table(
    info: TableInfo, manifest: Manifest, spec: Mapping[str, Any] | None, data: _Data
) -> Iterator[Check]:
    own = data.get(info.name)
    if own is None:
        status, why = data.wrong[info.name]
        yield Check("content", status, info.name, detail=why)
        return
    if len(own) != info.rows:
        detail = f"{len(own):,} rows, not {info.rows:,}"
        yield Check("content", FAILED, info.name, detail=detail)
    yield from _checks.keys(info, spec, own)
    for reference in info.references:
        parent = data.get(reference.table) if reference.table != info.name else own
        if parent is not None and len(reference.columns) == 1:
            yield _checks.reference(info, reference, own, parent)

    def sampler(name: str, count: int) -> Any:
        pyarrow: Any = need("pyarrow", "arrow")
        assert spec is not None
        alone = {**spec, "columns": {name: spec["columns"][name]}}
        fresh = again(manifest, alone, count, seed=f"verify {manifest.seed}")
        return pyarrow.table(fresh)[name]

    try:
        yield from _checks.columns(info, spec, own, sampler)
    except ForgeryError as error:
        yield Check("content", FAILED, info.name, detail=str(error))
