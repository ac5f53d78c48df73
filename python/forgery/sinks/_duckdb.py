"""DuckDB, which reads Arrow in place."""

from __future__ import annotations

from typing import Any

from ._target import Target, file_of


class DuckDb(Target):
    """A DuckDB file."""

    rows = 65_536

    def connect(self) -> Any:
        """Open the file."""
        import duckdb

        connection = duckdb.connect(file_of(self.uri))
        connection.execute("BEGIN TRANSACTION")
        return connection

    def execute(self, statement: str) -> None:
        """Run a statement: a cursor would be another connection, with a transaction of its own."""
        self.connection.execute(statement)

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name."""
        statement = "SELECT 1 FROM duckdb_tables() WHERE lower(table_name) = lower(?)"
        return self.connection.execute(statement, [name]).fetchone() is not None

    def write(self, made: Any) -> None:
        """Insert rows from Arrow."""
        import pyarrow

        self.connection.register("forgery_batch", pyarrow.Table.from_batches([made]))
        table, columns = self.quoted([self.info.name]), self.quoted(self.info.names)
        micros = {column.name for column in self.info.columns if column.type == "duration"}
        values = ", ".join(
            f"epoch_us({self.quoted([name])})" if name in micros else self.quoted([name])
            for name in self.info.names
        )
        self.connection.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM forgery_batch"  # noqa: S608
        )
        self.connection.unregister("forgery_batch")
