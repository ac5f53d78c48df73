"""PostgreSQL by COPY, whose text the engine writes (psycopg)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ._target import Target
from ._text import text

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo


class Copy(Target):
    """A PostgreSQL server."""

    def connect(self) -> Any:
        """Open a connection."""
        import psycopg

        scheme, _, rest = self.uri.partition("://")
        return psycopg.connect(f"{scheme.partition('+')[0]}://{rest}")

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name where tables are looked for."""
        found = self.connection.execute("SELECT to_regclass(%s)", (self.quoted([name]),)).fetchone()
        return found is not None and found[0] is not None

    @contextmanager
    def filling(self, info: TableInfo) -> Iterator[Target]:
        """Let batches go into a table, as one COPY."""
        self.info = info
        statement = f"COPY {self.quoted([info.name])} ({self.quoted(info.names)}) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            self._copy = copy
            yield self

    def prepare(self, batch: Rows) -> bytes:
        """The rows as COPY reads them."""
        return text(batch, "copy", {})

    def write(self, made: Any) -> None:
        """Send rows."""
        self._copy.write(made)
