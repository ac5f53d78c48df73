"""What the ways into a database have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from . import _ddl

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo


class Target:
    """A database in a transaction.

    Args:
        uri: Where it is.
        database: Which it is.
    """

    #: How many rows a batch has.
    rows = 16_384

    def __init__(self, uri: str, database: str) -> None:
        self.uri, self.database = uri, database
        self.connection = self.connect()

    def connect(self) -> Any:
        """Open a connection with a transaction."""
        raise NotImplementedError

    def execute(self, statement: str) -> None:
        """Run a statement."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(statement)
        finally:
            cursor.close()

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name."""
        raise NotImplementedError

    def drop(self, name: str) -> None:
        """Remove a table."""
        self.execute(f"DROP TABLE {_ddl.identifier(name, self.database)}")

    def create(self, info: TableInfo, known: Sequence[str]) -> None:
        """Make a table."""
        self.execute(_ddl.create(info, self.database, known=known).rstrip(";\n"))

    @contextmanager
    def filling(self, info: TableInfo) -> Iterator[Target]:
        """Let batches go into a table."""
        self.info = info
        yield self

    def prepare(self, batch: Rows) -> Any:
        """Make of rows what is written, on the thread that made them."""
        import pyarrow

        return pyarrow.record_batch(batch)

    def write(self, made: Any) -> None:
        """Write what was made of rows."""
        raise NotImplementedError

    def commit(self) -> None:
        """End the transaction: all is there."""
        self.connection.commit()

    def rollback(self) -> None:
        """End the transaction: nothing has changed."""
        self.connection.rollback()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def quoted(self, names: Sequence[str]) -> str:
        """Names in the database's quotes, with commas."""
        return ", ".join(_ddl.identifier(name, self.database) for name in names)


def file_of(uri: str) -> str:
    """The file that a URI such as `sqlite:///file.db` means: three slashes before a relative path, four before another.

    Args:
        uri: The URI.
    """
    path = unquote(urlsplit(uri).path)
    return path[1:] or ":memory:"
