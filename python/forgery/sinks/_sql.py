"""SQL files: the definition of a table, and its rows as `INSERT` or `COPY`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import ExportFormatError, InvalidTypeError, InvalidValueError
from ._ddl import DATABASES, create, identifier
from ._options import flag, known, one_of, said, whole
from ._sink import FileSink
from ._text import text

if TYPE_CHECKING:
    from .._forgery import Rows
    from ._table import TableInfo

_DEFAULTS: dict[str, Any] = {
    "database": "postgres",
    "form": "insert",
    "rows_per_statement": 500,
    "create": True,
    "drop": False,
    "transaction": True,
    "table": None,
    "single": None,
}


class Sql(FileSink):
    """Statements that make a table and fill it."""

    suffixes = (".sql",)

    @classmethod
    def check(cls, options: Mapping[str, Any] | None) -> dict[str, Any]:
        """The options with those that were not given; raises if one is wrong."""
        made = known("sql", options, _DEFAULTS)
        if made["database"] not in DATABASES:
            raise ExportFormatError(f"unknown database {said(made['database'], DATABASES)}")
        made["database"] = DATABASES[made["database"]]
        one_of("form", made["form"], ("insert", "copy"))
        whole("rows_per_statement", made["rows_per_statement"])
        for name in ("create", "drop", "transaction"):
            flag(name, made[name])
        for name in ("table", "single"):
            if made[name] is not None and not isinstance(made[name], str):
                raise InvalidTypeError(f"{name} must be a text, not {made[name]!r}")
        if made["form"] == "copy" and made["database"] != "postgres":
            message = f"form 'copy' is PostgreSQL's; {made['database']} takes form 'insert'"
            raise InvalidValueError(message)
        return made

    @classmethod
    def check_table(cls, info: TableInfo, options: Mapping[str, Any]) -> None:
        """Raise if the database cannot have such names."""
        if not info.columns:
            raise ExportFormatError(f"sql: table '{info.name}' has no columns")
        create(info, options["database"], name=options["table"])

    def begin(self) -> None:
        """Write the definition."""
        options, database = self.options, self.options["database"]
        name = options["table"] or self.info.name
        quoted = identifier(name, database)
        columns = ", ".join(identifier(column, database) for column in self.info.names)
        # What the file is in, whatever the program that reads it takes for usual.
        made = "SET NAMES utf8mb4;\n" if database == "mysql" else ""
        if options["transaction"]:
            made += "START TRANSACTION;\n" if database == "mysql" else "BEGIN;\n"
        first = options["first"] == 0
        if options["drop"] and first:
            made += _drop(quoted, database)
        if options["create"] and first:
            tables = options.get("tables", ())
            made += create(self.info, database, name=name, known={*tables, self.info.name})
        if options["form"] == "copy":
            made += f"COPY {quoted} ({columns}) FROM stdin;\n"
        self.put(made.encode())
        self._engine = self.engine(self.info, options)

    @staticmethod
    def engine(info: TableInfo, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options as the engine takes them."""
        database = options["database"]
        quoted = identifier(options["table"] or info.name, database)
        columns = ", ".join(identifier(column, database) for column in info.names)
        return {
            "database": database,
            "head": f"INSERT INTO {quoted} ({columns}) VALUES\n",
            "per": options["rows_per_statement"],
            "first": options["first"],
            "stop": options["stop"],
        }

    def prepare(self, batch: Rows) -> bytes:
        """The rows as text."""
        if self.options["form"] == "copy":
            return text(batch, "copy", {})
        return text(batch, "insert", self._engine)

    def end(self) -> None:
        """Write what stands after the rows."""
        made = "\\.\n" if self.options["form"] == "copy" else ""
        self.put((made + ("COMMIT;\n" if self.options["transaction"] else "")).encode())


def _drop(table: str, database: str) -> str:
    """What removes a table, and the references of others to it, which their own files make again."""
    statement = f"DROP TABLE IF EXISTS {table}"
    if database == "postgres":
        return f"{statement} CASCADE;\n"
    if database == "mysql":
        return f"SET FOREIGN_KEY_CHECKS = 0;\n{statement};\nSET FOREIGN_KEY_CHECKS = 1;\n"
    return f"{statement};\n"
