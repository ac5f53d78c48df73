"""Parquet and Arrow files, written by pyarrow."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .._optional import need
from ..errors import (
    ExportFormatError,
    ForgeryError,
    InvalidTypeError,
    InvalidValueError,
    SerializationError,
)
from ._options import flag, known, one_of, whole
from ._sink import FileSink

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo

_CODECS = ("none", "snappy", "zstd", "gzip", "lz4", "brotli")
_DEFAULTS: dict[str, Any] = {
    "compression": "zstd",
    "level": None,
    "dictionary": True,
    "statistics": True,
    "row_group_size": None,
}


class Columnar(FileSink):
    """A file of batches of columns."""

    text = False
    rows = 65_536
    needs = ("pyarrow", "arrow")

    @classmethod
    def check_table(cls, info: TableInfo, options: Mapping[str, Any]) -> None:  # noqa: ARG003
        """Raise if a column has no Arrow type."""
        for column in info.columns:
            if column.type == "mixed":
                raise ExportFormatError(
                    f"{cls.suffixes[0][1:]}: column '{column.name}' of table '{info.name}' holds tuples, "
                    "lists, dicts or values of several types, which have no Arrow type; use jsonl"
                )

    def abort(self) -> None:
        """Close the file as it is, and the library's writer, which would do so by itself at some time."""
        super().abort()
        writer = getattr(self, "_writer", None)
        if writer is not None:
            with suppress(Exception):
                writer.close()

    def prepare(self, batch: Rows) -> Any:
        """The rows as a record batch."""
        import pyarrow

        try:
            return pyarrow.record_batch(batch)
        except ForgeryError:
            raise
        except (pyarrow.ArrowException, ValueError) as error:
            raise SerializationError(f"rows from {batch.start} on: {error}") from error


class Parquet(Columnar):
    """Parquet, a row group for each batch."""

    suffixes = (".parquet", ".pq")

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        made = known("parquet", options, _DEFAULTS)
        made["compression"] = one_of("compression", made["compression"] or "none", _CODECS)
        if made["level"] is not None:
            whole("level", made["level"], -100)
            if made["compression"] in {"none", "snappy", "lz4"}:
                message = (
                    f"compression '{made['compression']}' has no levels; zstd, gzip and brotli have"
                )
                raise InvalidValueError(message)
        if not isinstance(made["dictionary"], (bool, list, tuple)):
            message = (
                f"dictionary must be True, False or a list of columns, not {made['dictionary']!r}"
            )
            raise InvalidTypeError(message)
        flag("statistics", made["statistics"])
        if made["row_group_size"] is not None:
            whole("row_group_size", made["row_group_size"])
        return made

    def begin(self) -> None:
        """Wait for the first batch, which has the schema."""
        self._writer: Any = None

    def _open(self, schema: Any) -> Any:
        parquet = need("pyarrow.parquet", "arrow")
        options = self.options
        codec = options["compression"]
        return parquet.ParquetWriter(
            self.file,
            schema,
            compression="NONE" if codec == "none" else codec.upper(),
            compression_level=options["level"],
            use_dictionary=options["dictionary"],
            write_statistics=options["statistics"],
        )

    def write(self, batch: Any) -> None:
        """Write a row group."""
        if self._writer is None:
            self._writer = self._open(batch.schema)
        self._writer.write_batch(batch, row_group_size=max(batch.num_rows, 1))

    def end(self) -> None:
        """Write the footer."""
        if self._writer is None:
            self._writer = self._open(self.options["arrow_schema"]())
        self._writer.close()


class Arrow(Columnar):
    """Arrow IPC, as a file that is read in any order, or as a stream."""

    suffixes = (".arrow", ".feather", ".arrows")

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        made = known("arrow", options, {"form": "file", "compression": "none"})
        one_of("form", made["form"], ("file", "stream"))
        made["compression"] = one_of(
            "compression", made["compression"] or "none", ("none", "lz4", "zstd")
        )
        return made

    def begin(self) -> None:
        """Wait for the first batch, which has the schema."""
        self._writer: Any = None

    def _open(self, schema: Any) -> Any:
        ipc = need("pyarrow.ipc", "arrow")
        codec = self.options["compression"]
        options = ipc.IpcWriteOptions(
            compression=None if codec == "none" else codec, use_threads=False
        )
        new = ipc.new_stream if self.options["form"] == "stream" else ipc.new_file
        return new(self.file, schema, options=options)

    def write(self, batch: Any) -> None:
        """Write a record batch."""
        if self._writer is None:
            self._writer = self._open(batch.schema)
        self._writer.write_batch(batch)

    def end(self) -> None:
        """Write the footer."""
        if self._writer is None:
            self._writer = self._open(self.options["arrow_schema"]())
        self._writer.close()
