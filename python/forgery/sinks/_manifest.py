"""What was written, in a file beside it: `manifest.json`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .._forgery import VALUES_VERSION, __version__
from .._text import json_default, json_value
from ..errors import FileSystemError, SerializationError
from ._files import digest as file_digest
from ._files import naming, write_atomically
from ._json_schema import from_json, to_json
from ._keys import Reference
from ._table import ColumnInfo, TableInfo

#: The version of the form of manifests.
FORM = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class FileEntry:
    """A file that was written.

    Attributes:
        path: Where it is, from the manifest's folder.
        table: The table whose rows it has; empty if it has several tables', or labels.
        format: The format's name.
        rows: How many rows it has.
        first: The number of its first row in the table.
        bytes: Its length.
        sha256: Its digest.
        options: The options of the format.
        partition: The values that its folder stands for.
    """

    path: str
    table: str
    format: str
    rows: int
    first: int
    bytes: int
    sha256: str
    options: Mapping[str, Any] = field(default_factory=dict)
    partition: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Manifest:
    """What was written, from what.

    Attributes:
        tables: The tables, those that others refer to first.
        files: The files.
        schema: The schema as a dict, if it is known.
        schema_hash: Its digest.
        parameters: The schema's parameters.
        seed: The seed.
        locale: The locale or locales.
        as_of: The moment from which relative dates count.
        forgery: The version that wrote them.
        values_version: Its `VALUES_VERSION`.
        run: The digest of all that the files' bytes depend on.
        path: Where the manifest is; None if it is in no file.
    """

    tables: tuple[TableInfo, ...]
    files: tuple[FileEntry, ...]
    schema: Mapping[str, Any] | None = field(default=None, repr=False)
    schema_hash: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: Any = None
    locale: Any = None
    as_of: Any = None
    forgery: str = __version__
    values_version: int = VALUES_VERSION
    run: str = ""
    path: str | None = None

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def bytes(self) -> int:
        """The length of all files."""
        return sum(file.bytes for file in self.files)

    def table(self, name: str) -> TableInfo:
        """A table by its name."""
        return next(table for table in self.tables if table.name == name)

    def to_dict(self) -> dict[str, Any]:
        """What the file has."""
        return {
            "manifest": FORM,
            "forgery": self.forgery,
            "values_version": self.values_version,
            "schema": to_json(self.schema),
            "schema_hash": self.schema_hash,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "locale": self.locale,
            "as_of": self.as_of,
            "run": self.run,
            "tables": [_table(table) for table in self.tables],
            "files": [
                {key: value for key, value in asdict(file).items() if key != "partition" or value}
                for file in self.files
            ],
        }

    def write(self, path: str) -> Manifest:
        """Write it to a file, whole or not at all.

        Args:
            path: The file.

        Returns:
            The manifest that knows where it is.
        """
        write_atomically(path, text(self.to_dict()).encode())
        return Manifest(**{**self.__dict__, "path": path})

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Manifest:
        """Read one from a file, or from a folder that has one.

        Args:
            path: The file or the folder.

        Raises:
            forgery.errors.FileSystemError: If it cannot be read.
            forgery.errors.SerializationError: If it is no manifest.
        """
        place = Path(path)
        if place.is_dir():
            place = place / NAME
        with naming(place):
            content = place.read_bytes()
        try:
            found = json.loads(content)
            if found.get("manifest") != FORM:
                raise ValueError(f"its form is {found.get('manifest')!r}, not {FORM}")
            return cls(
                tables=tuple(_read_table(table) for table in found["tables"]),
                files=tuple(FileEntry(**file) for file in found["files"]),
                path=str(place),
                **{
                    key: found.get(key) for key in ("schema_hash", "seed", "locale", "as_of", "run")
                },
                schema=from_json(found.get("schema")),
                parameters=found.get("parameters") or {},
                forgery=found["forgery"],
                values_version=found["values_version"],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SerializationError(f"{place} is no manifest of forgery: {error}") from error


def add_files(
    directory: str, files: Mapping[str, int], kind: str, schema: Mapping[str, Any], seed: Any
) -> None:
    """Add files, which are no table's rows, to the manifest of a folder, if it has one of this schema and seed.

    Args:
        directory: The folder.
        files: How many rows each file has, by their names.
        kind: Their format.
        schema: The schema.
        seed: The seed.
    """
    place = os.path.join(directory, NAME)
    if not os.path.exists(place):
        return
    found = Manifest.read(place)
    if (found.schema_hash, found.seed) != (digest(schema), seed):
        return
    entries = [entry for entry in found.files if entry.path not in files]
    for name, rows in files.items():
        sha256, size = file_digest(os.path.join(directory, name))
        entries.append(FileEntry(name, "", kind, rows, 0, size, sha256))
    Manifest(**{**found.__dict__, "files": tuple(entries)}).write(place)


def _table(table: TableInfo) -> dict[str, Any]:
    made = {
        "name": table.name,
        "rows": table.rows,
        "columns": [asdict(column) for column in table.columns],
        "primary_key": list(table.primary_key),
        "references": [asdict(reference) for reference in table.references],
    }
    return {key: value for key, value in made.items() if value or key in {"rows", "columns"}}


def _read_table(table: Mapping[str, Any]) -> TableInfo:
    return TableInfo(
        table["name"],
        table["rows"],
        tuple(ColumnInfo(**column) for column in table["columns"]),
        tuple(table.get("primary_key", ())),
        tuple(
            Reference(tuple(said["columns"]), said["table"], tuple(said["to"]))
            for said in table.get("references", ())
        ),
    )


def text(value: Any) -> str:
    """JSON that is the same for the same value.

    Args:
        value: Anything that JSON has something for.
    """
    return json.dumps(_plain(value), indent=2, ensure_ascii=False, default=json_default) + "\n"


def _plain(value: Any) -> Any:
    return json_value(value)


def digest(value: Any) -> str:
    """The SHA-256 of a value's JSON.

    Args:
        value: Anything that JSON has something for.
    """
    made = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, default=_any)
    return hashlib.sha256(made.encode()).hexdigest()


def _any(value: Any) -> Any:
    try:
        return json_default(value)
    except TypeError:
        return repr(value)


def present(directory: str, names: Sequence[str]) -> None:
    """Raise if any of some files is there.

    Args:
        directory: The folder.
        names: The files.

    Raises:
        forgery.errors.FileSystemError: With the first that is there.
    """
    for name in names:
        path = os.path.join(directory, name)
        if os.path.exists(path):
            message = "it is there already; let overwrite=True replace it, or resume=True go on"
            raise FileSystemError(17, message, path)
