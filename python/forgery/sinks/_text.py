"""CSV, JSON Lines, JSON and GeoJSON: the engine writes the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import ExportFormatError, InvalidValueError, SerializationError
from . import _dialect
from ._options import known
from ._sink import FileSink

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import Source, TableInfo


def text(batch: Rows, kind: str, options: dict[str, Any] | None = None) -> bytes:
    """Rows as text.

    Args:
        batch: The rows.
        kind: The kind of text.
        options: The engine's options for it.

    Raises:
        forgery.errors.SerializationError: If there is a value that the kind cannot hold.
    """
    with _told(batch.start):
        return batch.text(kind, options)


def lines(table: Source, start: int, stop: int, kind: str) -> bytes | None:
    """Rows as text that nobody reads in another form.

    Args:
        table: The table.
        start: The first row.
        stop: The row after the last.
        kind: The kind of text.

    Returns:
        The text; nothing if Python makes some of the columns.

    Raises:
        forgery.errors.SerializationError: As `text`.
    """
    with _told(start):
        return table._lines(start, stop, kind)


@contextmanager
def _told(start: int) -> Iterator[None]:
    """Tell which rows hold what the kind of text cannot."""
    try:
        yield
    except InvalidValueError as error:
        raise SerializationError(f"rows from {start} on: {error}") from error


class Csv(FileSink):
    """Comma-separated values."""

    suffixes = (".csv", ".tsv")

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        return _dialect.dialect(options)

    def begin(self) -> None:
        """Write the line with the columns' names."""
        self.put(_dialect.header(self.info.names, self.options))
        self.lines = "csv" if _dialect.is_plain(self.options) else None
        self._engine = _dialect.engine(self.options)

    def prepare(self, batch: Rows) -> bytes:
        """The rows as text."""
        return text(batch, "csv", None if self.lines else self._engine)


class JsonLines(FileSink):
    """An object on each line."""

    suffixes = (".jsonl", ".ndjson")
    lines = "jsonl"

    def prepare(self, batch: Rows) -> bytes:
        """The rows as text."""
        return text(batch, "jsonl")


class Json(FileSink):
    """An array of objects, one on each line."""

    suffixes = (".json",)

    def begin(self) -> None:
        """Write the bracket before all."""
        self.put(b"[\n")

    def prepare(self, batch: Rows) -> bytes:
        """The rows as text, with commas between them."""
        # The end of a line never stands inside a JSON text.
        made = text(batch, "jsonl").replace(b"}\n", b"},\n")
        return made[:-2] + b"\n" if batch.start + len(batch) == self.options["stop"] else made

    def end(self) -> None:
        """Write the bracket after all."""
        self.put(b"]\n")


#: Names of columns that hold a longitude and a latitude, by their order.
_LONGITUDES = ("longitude", "lon", "lng", "long", "x")
_LATITUDES = ("latitude", "lat", "y")


class GeoJson(FileSink):
    """A collection of features, each a point with properties."""

    suffixes = (".geojson",)

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        return known("geojson", options, {"longitude": None, "latitude": None})

    @classmethod
    def check_table(cls, info: TableInfo, options: Mapping[str, Any]) -> None:
        """Raise if there is no longitude or no latitude."""
        points(info, options)

    def begin(self) -> None:
        """Write what stands before the features."""
        self.put(b'{"type": "FeatureCollection", "features": [\n')
        self._engine = dict(zip(("longitude", "latitude"), points(self.info, self.options)))

    def prepare(self, batch: Rows) -> bytes:
        """The rows as features."""
        return text(batch, "geojson", {**self._engine, "first": self.options["first"]})

    def end(self) -> None:
        """Write what stands after the features."""
        self.put(b"\n]}\n" if self.info.rows else b"]}\n")


def points(info: TableInfo, options: Mapping[str, Any]) -> tuple[int, int]:
    """The places of the columns of longitudes and latitudes.

    Args:
        info: The table.
        options: What the user says of them.

    Raises:
        forgery.errors.ExportFormatError: If there is none, with what would do.
    """
    return _place(info, "longitude", options["longitude"], _LONGITUDES), _place(
        info, "latitude", options["latitude"], _LATITUDES
    )


def _place(info: TableInfo, what: str, given: str | None, usual: tuple[str, ...]) -> int:
    names = [name.lower() for name in info.names]
    if given is not None:
        if given in info.names:
            return info.names.index(given)
        raise ExportFormatError(
            f"geojson: table '{info.name}' has no column '{given}' to be the {what}; "
            f"it has {', '.join(info.names)}"
        )
    for ending in usual:
        for at, name in enumerate(names):
            if name == ending or (len(ending) > 1 and name.endswith(("_" + ending, "." + ending))):
                return at
    raise ExportFormatError(
        f"geojson: table '{info.name}' has no column of {what}s ({', '.join(usual)}); "
        f"name one: options={{'geojson': {{'{what}': …}}}}; it has {', '.join(info.names)}"
    )
