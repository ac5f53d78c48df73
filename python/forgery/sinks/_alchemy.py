"""Any database that SQLAlchemy reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .._optional import need
from . import _ddl
from ._target import Target

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo


class Alchemy(Target):
    """A database behind SQLAlchemy."""

    rows = 4096

    def connect(self) -> Any:
        """Open a connection with a transaction."""
        import sqlalchemy

        uri = self.uri
        scheme, _, rest = uri.partition("://")
        if self.database == "postgres" and "+" not in scheme:
            uri = f"postgresql+psycopg://{rest}"
        self._engine = sqlalchemy.create_engine(uri)
        connection = self._engine.connect()
        self._transaction = connection.begin()
        return connection

    def execute(self, statement: str) -> None:
        """Run a statement."""
        self.connection.exec_driver_sql(
            statement.replace("%", "%%") if self._percent else statement
        )

    @property
    def _percent(self) -> bool:
        return self.connection.dialect.paramstyle in {"format", "pyformat"}

    def exists(self, name: str) -> bool:
        """Whether there is a table of that name."""
        import sqlalchemy

        return bool(sqlalchemy.inspect(self.connection).has_table(name))

    def create(self, info: TableInfo, known: Sequence[str]) -> None:
        """Make a table."""
        self.execute(_ddl.create(info, self.database, known=known).rstrip(";\n"))

    def prepare(self, batch: Rows) -> Any:
        """The rows as dicts by the columns' places."""
        pyarrow: Any = need("pyarrow", "arrow")
        made = pyarrow.record_batch(batch)
        arrays = [
            column.cast("int64") if pyarrow.types.is_duration(column.type) else column
            for column in made.columns
        ]
        if self.database == "sqlite":
            from ._sqlite import _held

            lists = [_held(array.to_pylist()) for array in arrays]
        else:
            lists = [array.to_pylist() for array in arrays]
        names = [f"c{at}" for at in range(len(lists))]
        return [dict(zip(names, row)) for row in zip(*lists)]

    def write(self, made: Any) -> None:
        """Insert rows."""
        sqlalchemy: Any = need("sqlalchemy", "sql")
        if made:
            columns = [sqlalchemy.column(name) for name in self.info.names]
            table = sqlalchemy.table(self.info.name, *columns)
            values = {
                column.name: sqlalchemy.bindparam(f"c{at}") for at, column in enumerate(columns)
            }
            self.connection.execute(sqlalchemy.insert(table).values(values), made)

    def commit(self) -> None:
        """End the transaction: all is there."""
        self._transaction.commit()

    def rollback(self) -> None:
        """End the transaction: nothing has changed."""
        self._transaction.rollback()

    def close(self) -> None:
        """Close the connection and what made it."""
        self.connection.close()
        self._engine.dispose()
