"""Definitions of tables in the SQL of each database."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import ExportFormatError
from ._table import TableInfo

#: The databases, by their names and the ways to call them.
DATABASES = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "duckdb": "duckdb",
}
_TYPES = {
    "postgres": {
        "string": "text",
        "int64": "bigint",
        "float64": "double precision",
        "bool": "boolean",
        "date": "date",
        "datetime": "timestamp",
        "time": "time",
        "duration": "bigint",
        "binary": "bytea",
        "null": "text",
        "mixed": "text",
        "decimal": "numeric({p}, {s})",
    },
    "mysql": {
        "string": "LONGTEXT",
        "int64": "BIGINT",
        "float64": "DOUBLE",
        "bool": "BOOLEAN",
        "date": "DATE",
        "datetime": "DATETIME(6)",
        "time": "TIME(6)",
        "duration": "BIGINT",
        "binary": "LONGBLOB",
        "null": "LONGTEXT",
        "mixed": "LONGTEXT",
        "decimal": "DECIMAL({p}, {s})",
    },
    "sqlite": {
        "string": "TEXT",
        "int64": "INTEGER",
        "float64": "REAL",
        "bool": "INTEGER",
        "date": "TEXT",
        "datetime": "TEXT",
        "time": "TEXT",
        "duration": "INTEGER",
        "binary": "BLOB",
        "null": "TEXT",
        "mixed": "TEXT",
        "decimal": "NUMERIC",
    },
    "duckdb": {
        "string": "VARCHAR",
        "int64": "BIGINT",
        "float64": "DOUBLE",
        "bool": "BOOLEAN",
        "date": "DATE",
        "datetime": "TIMESTAMP",
        "time": "TIME",
        "duration": "BIGINT",
        "binary": "BLOB",
        "null": "VARCHAR",
        "mixed": "VARCHAR",
        "decimal": "DECIMAL({p}, {s})",
    },
}
#: The longest name of each database, in bytes; others have no such limit that matters.
_LONGEST = {"postgres": 63, "mysql": 64}


#: What stands behind a definition. MySQL's own collations take keys for the same that differ in case or accents.
_END = {"mysql": " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"}


def identifier(name: str, database: str) -> str:
    """A name in the quotes that the database has for names.

    Args:
        name: The name.
        database: One of the values of `DATABASES`.

    Raises:
        forgery.errors.ExportFormatError: If the database cannot have such a name.
    """
    longest = _LONGEST.get(database)
    if longest is not None and len(name.encode()) > longest:
        message = f"'{name}' is too long for a name in {database}: at most {longest} bytes"
        raise ExportFormatError(message)
    if not name or "\0" in name:
        raise ExportFormatError(f"{name!r} cannot be a name in {database}")
    mark = "`" if database == "mysql" else '"'
    return mark + name.replace(mark, 2 * mark) + mark


def type_of(kind: str, database: str, key: bool = False) -> str:
    """The database's type for one of ours.

    Args:
        kind: The type, as manifests name it.
        database: One of the values of `DATABASES`.
        key: Whether the column is part of a key: MySQL's texts need a length then.
    """
    types = _TYPES[database]
    if kind.startswith("decimal"):
        digits, scale = re.findall(r"-?\d+", kind)
        return types["decimal"].format(p=digits, s=scale)
    if key and database == "mysql" and kind in {"string", "mixed", "null"}:
        return "VARCHAR(255)"
    return types[kind]


def create(
    info: TableInfo, database: str, *, name: str | None = None, known: Iterable[str] = ()
) -> str:
    """The statement that makes a table.

    Args:
        info: The table.
        database: One of the values of `DATABASES`.
        name: The name it is to have, if that is another.
        known: The tables that are there before, which foreign keys may refer to.
    """
    known = set(known)
    foreign = [reference for reference in info.foreign if reference.table in known]
    keys = {
        *info.primary_key,
        *info.unique,
        *(column for reference in foreign for column in reference.columns),
    }
    lines = []
    for column in info.columns:
        kind = type_of(column.type, database, column.name in keys)
        lines.append(f"{identifier(column.name, database)} {kind}")

    def listed(columns: Iterable[str]) -> str:
        return ", ".join(identifier(column, database) for column in columns)

    if info.primary_key:
        lines.append(f"PRIMARY KEY ({listed(info.primary_key)})")
    lines += [f"UNIQUE ({identifier(column, database)})" for column in info.unique]
    for reference in foreign:
        if reference.table == info.name and database == "duckdb":
            # DuckDB checks each row as it comes, and a tree's rows come in one statement.
            continue
        to = identifier(reference.table, database)
        lines.append(
            f"FOREIGN KEY ({listed(reference.columns)}) REFERENCES {to} ({listed(reference.to)})"
        )
    body = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {identifier(name or info.name, database)} (\n{body}\n){_END.get(database, '')};\n"
