"""Which formats there are, and which one a name or a file's ending means."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .._optional import need
from ..errors import ExportFormatError, InvalidTypeError
from ._columnar import Arrow, Parquet
from ._excel import Excel
from ._files import COMPRESSIONS
from ._options import said, whole
from ._sink import FileSink
from ._sql import Sql
from ._text import Csv, GeoJson, Json, JsonLines

#: The formats that forgery writes itself.
FORMATS: dict[str, type[FileSink]] = {
    "csv": Csv,
    "jsonl": JsonLines,
    "json": Json,
    "parquet": Parquet,
    "arrow": Arrow,
    "xlsx": Excel,
    "geojson": GeoJson,
    "sql": Sql,
}
#: Other names of formats.
ALIASES = {"ndjson": "jsonl", "feather": "arrow", "excel": "xlsx", "ipc": "arrow", "tsv": "csv"}


@dataclass(frozen=True)
class Format:
    """A format with its checked options.

    Attributes:
        name: Its name.
        sink: The class of its sinks.
        options: The options, all of them.
        suffix: What the names of its files end in.
        packing: How text files are compressed as a whole, and how hard; `(None, None)` if not.
    """

    name: str
    sink: Any
    options: dict[str, Any]
    suffix: str
    packing: tuple[str | None, int | None] = (None, None)

    @property
    def own(self) -> bool:
        """Whether it is one of forgery's own."""
        return self.name in FORMATS

    def check_table(self, info: Any, first: int, stop: int) -> None:
        """Raise if the format cannot hold some rows of a table.

        Args:
            info: The table.
            first: The first of the rows.
            stop: The row after the last.
        """
        if self.own:
            self.sink.check_table(info, {**self.options, "first": first, "stop": stop})


def chosen(
    name: str, options: Mapping[str, Any] | None = None, compression: str | None = None
) -> Format:
    """A format by its name, which may say how it is compressed: `csv.gz`.

    Args:
        name: The name.
        options: Options of the format.
        compression: A compression, perhaps with a level: `gzip`, `zstd:9`.

    Raises:
        forgery.errors.ExportFormatError: If there is none, or it has no such options.
        forgery.errors.MissingExtraError: If a library is needed that is not installed.
    """
    if not isinstance(name, str):
        raise InvalidTypeError(f"a format is a text, not {name!r}")
    stem, ending = os.path.splitext(name.lower().lstrip("."))
    if ending in COMPRESSIONS:
        name, compression = stem, COMPRESSIONS[ending]
    lowered = name.lower().lstrip(".")
    if lowered == "tsv":
        options = {"dialect": "tsv", **(options or {})}
    key = ALIASES.get(lowered, lowered)
    if key not in FORMATS:
        return _foreign(key, options)
    sink = FORMATS[key]
    codec, level = _codec(compression)
    given = dict(options or {})
    packing: tuple[str | None, int | None] = (None, None)
    suffix = ".tsv" if lowered == "tsv" else sink.suffixes[0]
    if codec == "none" and (sink.text or sink is Excel):
        codec = None
    if codec is not None and sink.text:
        if codec not in COMPRESSIONS.values():
            both = " and ".join(COMPRESSIONS.values())
            raise ExportFormatError(f"{key} is compressed by {both}, not by '{codec}'")
        packing = (codec, level)
        suffix += next(end for end, named in COMPRESSIONS.items() if named == codec)
        if codec == "zstd":
            need("zstandard", "zstd")
    elif codec is not None:
        if sink is Excel:
            raise ExportFormatError("xlsx is compressed by itself: leave compression out")
        given.setdefault("compression", codec)
        if level is not None and sink is Parquet:
            given.setdefault("level", level)
    checked = sink.check(given)
    if sink.needs is not None:
        need(*sink.needs)
    return Format(key, sink, checked, suffix, packing)


def by_ending(
    path: str, options: Mapping[str, Any] | None = None, compression: str | None = None
) -> Format:
    """The format that the ending of a file's name means.

    Args:
        path: The file.
        options: Options of the format.
        compression: A compression, where the ending does not say.

    Raises:
        forgery.errors.ExportFormatError: If it means none, with those that there are.
    """
    name = os.path.basename(path).lower()
    stem, ending = os.path.splitext(name)
    if ending in COMPRESSIONS:
        compression, name = COMPRESSIONS[ending], stem
    suffix = os.path.splitext(name)[1]
    for key, sink in FORMATS.items():
        if suffix in sink.suffixes:
            given = dict(options or {})
            if suffix == ".arrows":
                given.setdefault("form", "stream")
            found = chosen("tsv" if suffix == ".tsv" else key, given, compression)
            return _packed_as_named(found, path, ending)
    for plugin_name, loaded in _offered():
        if suffix and suffix in getattr(loaded, "suffixes", ()):
            return _foreign(plugin_name, options)
    endings = [suffix for sink in FORMATS.values() for suffix in sink.suffixes]
    raise ExportFormatError(
        f"the ending of '{path}' is that of no format: there are {', '.join(endings)}, "
        "and .gz or .zst after those of text"
    )


def _packed_as_named(found: Format, path: str, ending: str) -> Format:
    if ending in COMPRESSIONS and not found.sink.text:
        message = f"'{path}': {found.name} is not compressed as a whole; leave '{ending}' out"
        raise ExportFormatError(message)
    return found


def _codec(compression: Any) -> tuple[str | None, int | None]:
    if compression is None:
        return None, None
    if not isinstance(compression, str):
        raise InvalidTypeError(f"compression must be a text, not {compression!r}")
    codec, colon, level = compression.partition(":")
    codec = {"gz": "gzip", "zst": "zstd"}.get(codec, codec)
    if not colon:
        return codec, None
    if not level.lstrip("-").isdigit():
        raise ExportFormatError(f"compression '{compression}': '{level}' is no level")
    return codec, whole("a level", int(level), -100)


def _offered() -> list[tuple[str, Any]]:
    """What third parties offer, without what is broken."""
    from ..errors import ForgeryError
    from ..registry import SINKS, registry

    found = []
    for plugin in registry.plugins(SINKS):
        with suppress(ForgeryError):
            found.append((plugin.name, registry.sink(plugin.name)))
    return found


def _foreign(name: str, options: Mapping[str, Any] | None) -> Format:
    from ..registry import SINKS, registry

    try:
        sink = registry.sink(name)
    except KeyError:
        names = [*FORMATS, *ALIASES, *(plugin.name for plugin in registry.plugins(SINKS))]
        raise ExportFormatError(f"unknown format {said(name, names)}") from None
    missing = [
        part for part in ("open", "write", "close") if not callable(getattr(sink, part, None))
    ]
    if missing:
        raise ExportFormatError(f"sink '{name}' has no method {' and no '.join(missing)}")
    given = dict(options or {})
    check = getattr(sink, "check", None)
    if callable(check):
        given = check(given) or given
    suffixes = getattr(sink, "suffixes", ())
    return Format(name, sink, given, suffixes[0] if suffixes else f".{name}")
