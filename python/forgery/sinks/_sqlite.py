"""SQLite through the standard library."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ._target import Target, file_of

if TYPE_CHECKING:
    from .._forgery import Rows


class Sqlite(Target):
    """A SQLite file."""

    def connect(self) -> Any:
        """Open the file."""
        import sqlite3

        # Statements that define tables are part of the transaction too.
        connection = sqlite3.connect(file_of(self.uri), isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        return connection

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name."""
        statement = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)"
        return self.connection.execute(statement, (name,)).fetchone() is not None

    def prepare(self, batch: Rows) -> Any:
        """The columns as lists of what SQLite holds."""
        import pyarrow

        return [_held(column.to_pylist()) for column in pyarrow.record_batch(batch).columns]

    def write(self, made: Any) -> None:
        """Insert rows."""
        table = self.quoted([self.info.name])
        marks = ", ".join("?" for _ in self.info.columns)
        statement = f"INSERT INTO {table} ({self.quoted(self.info.names)}) VALUES ({marks})"  # noqa: S608
        self.connection.executemany(statement, zip(*made))


def _held(values: list[Any]) -> list[Any]:
    first = next((value for value in values if value is not None), None)
    if isinstance(first, datetime.datetime):
        return [value and value.isoformat(" ") for value in values]
    if isinstance(first, (datetime.date, datetime.time)):
        return [None if value is None else value.isoformat() for value in values]
    if isinstance(first, datetime.timedelta):
        micro = datetime.timedelta(microseconds=1)
        return [None if value is None else value // micro for value in values]
    if type(first).__name__ == "Decimal":
        return [None if value is None else str(value) for value in values]
    return values
