"""What writes a table to a file: the contract that forgery's own sinks and third parties' keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._files import HashedFile
    from ._table import TableInfo


class Sink(Protocol):
    """A file of one table that is being written.

    A third party's entry point of the group `forgery.sinks` is a class of this form; its name is
    the format's. It may have `suffixes`, the endings of file names that mean it; `check(options)`,
    which raises what is wrong with the options before a row is made; and `abort()`, called instead
    of `close()` when the run ends early.
    """

    def open(self, table_info: TableInfo, path: str, options: Mapping[str, Any]) -> None:
        """Begin the file.

        Args:
            table_info: The table.
            path: Where to write: a temporary name beside the one that the file will have.
            options: What the user gave for the format.
        """

    def write(self, batch: Rows) -> None:
        """Write the next rows; called once for each batch, in order.

        Args:
            batch: Rows: an Arrow array of structs (`__arrow_c_array__`), or text (`text("jsonl")`).
        """

    def close(self) -> None:
        """Finish the file."""


class FileSink:
    """A sink of forgery's own: rows become bytes on whichever thread makes them.

    Attributes:
        suffixes: The endings of file names that mean the format; the first is given to new files.
        text: Whether the files are text, which may be compressed as a whole.
        rows: How many rows make a batch.
        lines: What the engine calls the text of the rows, if that is all that there is to write.
    """

    suffixes: tuple[str, ...] = ()
    text = True
    rows = 16_384
    lines: str | None = None
    #: The library that is needed, and the extra that brings it.
    needs: tuple[str, str] | None = None

    def __init__(self) -> None:
        self.file: HashedFile | None = None

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        from ._options import known

        return known(cls.suffixes[0].lstrip("."), options, {})

    @classmethod
    def check_table(cls, info: TableInfo, options: Mapping[str, Any]) -> None:
        """Raise if the format cannot hold the table."""

    def open(self, table_info: TableInfo, path: str, options: Mapping[str, Any]) -> None:
        """Begin the file."""
        from ._files import HashedFile

        self.info, self.options = table_info, options
        packing = options.get("packing") or (None, None)
        self.file = HashedFile(path, *packing)
        self.begin()

    def begin(self) -> None:
        """Write what stands before the rows."""

    def prepare(self, batch: Rows) -> Any:
        """Make of rows what is written, on the thread that made them."""
        raise NotImplementedError

    def write(self, batch: Any) -> None:
        """Write what was made of rows."""
        self.put(batch)

    def put(self, data: bytes) -> None:
        """Write bytes."""
        assert self.file is not None
        self.file.put(data)

    def end(self) -> None:
        """Write what stands after the rows."""

    def close(self) -> None:
        """Finish the file."""
        self.end()
        if self.file is not None:
            self.file.close()

    def abort(self) -> None:
        """Close the file as it is."""
        if self.file is not None:
            self.file.abort()
