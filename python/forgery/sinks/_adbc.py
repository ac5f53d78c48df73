"""PostgreSQL and SQLite through ADBC, which takes Arrow."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._target import Target, file_of

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo


class Adbc(Target):
    """A database with an ADBC driver."""

    rows = 65_536

    def connect(self) -> Any:
        """Open a connection, which is a transaction from the start."""
        if self.database == "sqlite":
            driver = importlib.import_module("adbc_driver_sqlite.dbapi")
            return driver.connect(file_of(self.uri))
        driver = importlib.import_module("adbc_driver_postgresql.dbapi")
        scheme, _, rest = self.uri.partition("://")
        return driver.connect(f"{scheme.partition('+')[0]}://{rest}")

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name."""
        literal = self.quoted([name]).replace("'", "''")
        with self.connection.cursor() as cursor:
            if self.database == "sqlite":
                plain = name.replace("'", "''")
                cursor.execute(
                    f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = lower('{plain}')"  # noqa: S608
                )
                return cursor.fetchone() is not None
            cursor.execute(f"SELECT to_regclass('{literal}')::text")
            found = cursor.fetchone()
            return found is not None and found[0] is not None

    def create(self, info: TableInfo, known: Sequence[str]) -> None:
        """Make a table."""
        super().create(info, known)

    def prepare(self, batch: Rows) -> Any:
        """The rows as Arrow, with types that the driver binds."""
        import pyarrow

        made = pyarrow.record_batch(batch)
        arrays = [self._bound(column) for column in made.columns]
        return pyarrow.record_batch(arrays, names=made.schema.names)

    def _bound(self, column: Any) -> Any:
        import pyarrow.types as types

        kind = column.type
        if types.is_duration(kind):
            return column.cast("int64")
        if self.database == "sqlite":
            if types.is_boolean(kind):
                return column.cast("int64")
            if types.is_timestamp(kind):
                return _moments(column)
            if types.is_time(kind):
                return _whole(column.cast("string"))
            if types.is_date(kind) or types.is_decimal(kind):
                return column.cast("string")
        return column

    def write(self, made: Any) -> None:
        """Insert rows."""
        with self.connection.cursor() as cursor:
            cursor.adbc_ingest(self.info.name, made, mode="append")


def _moments(column: Any) -> Any:
    """Moments as the text that others write, without a fraction where there is none."""
    import pyarrow.compute as compute

    return _whole(compute.strftime(column, "%Y-%m-%d %H:%M:%S"))


def _whole(text: Any) -> Any:
    import pyarrow.compute as compute

    return compute.replace_substring_regex(text, r"\.0+$", "")
