"""Datasets as tables of DuckDB, made once for all tests, and queries that say what must hold."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import duckdb
import forgery.schema
import pyarrow as pa
import yaml

FOLDER = Path(forgery.__file__).parent / "datasets"
CATALOGUE: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "catalogue.json").read_text(encoding="utf-8")
)
SEED = 20260101
ROWS = 20_000


def path(name: str) -> Path:
    """The file of a dataset."""
    (found,) = FOLDER.glob(f"*/{name}.yaml")
    return found


@functools.cache
def source(name: str) -> dict[str, Any]:
    """What the file of a dataset says, parameters and all."""
    content: dict[str, Any] = yaml.safe_load(path(name).read_text(encoding="utf-8"))
    return content


@functools.cache
def schema(name: str) -> Any:
    """The schema of a dataset."""
    return forgery.schema.load(path(name), trusted=True)


def data(name: str, seed: Any = SEED, **parameters: Any) -> Any:
    """The tables of a dataset."""
    return schema(name).with_parameters(**parameters).generate(seed=seed)


@functools.cache
def database(name: str, **parameters: Any) -> duckdb.DuckDBPyConnection:
    """A dataset in a database, with the tables that are hidden."""
    return loaded(data(name, **parameters))


def loaded(made: Any) -> duckdb.DuckDBPyConnection:
    """A database with the tables of a dataset, those that are hidden too."""
    connection = duckdb.connect()
    for table, rows in made.all().items():
        connection.register(f"_{table}", pa.table(rows))
        connection.execute(f'CREATE TABLE "{table}" AS SELECT * FROM "_{table}"')
    return connection


def failures(connection: duckdb.DuckDBPyConnection, checks: dict[str, str]) -> list[str]:
    """The checks, each an SQL query of one value, that do not give true."""
    failed = []
    for what, query in checks.items():
        got = connection.execute(query).fetchall()
        if got != [(True,)]:
            failed.append(f"{what}: {got[:3]}")
    return failed


def unique(table: str, *columns: str) -> str:
    """A query for whether no value comes twice."""
    names = ", ".join(columns)
    return f"SELECT count(*) = count(DISTINCT ({names})) FROM {table}"


def refers(table: str, column: str, parent: str, key: str) -> str:
    """A query for whether each value of a column that is not null is a key of the parent."""
    return (
        f"SELECT count(*) = 0 FROM {table} WHERE {column} IS NOT NULL "
        f"AND {column} NOT IN (SELECT {key} FROM {parent})"
    )


def depends(table: str, key: str, *columns: str) -> str:
    """A query for whether some columns are the same wherever another is."""
    counts = " AND ".join(f"max({c}) IS NOT DISTINCT FROM min({c})" for c in columns)
    return f"SELECT bool_and(ok) FROM (SELECT {counts} AS ok FROM {table} GROUP BY {key})"


def share(table: str, condition: str, within: str = "true") -> str:
    """The share of rows that meet a condition, as a part of a query."""
    return f"(SELECT avg(({condition})::INT) FROM {table} WHERE {within})"


def concentrated(table: str, column: str, tenth: float) -> str:
    """A query for whether a tenth of the values of a column have more than a share of the rows."""
    return (
        f"SELECT sum(n) FILTER (place <= total / 10) > {tenth} * sum(n) FROM ("
        f"SELECT count(*) AS n, row_number() OVER (ORDER BY count(*) DESC) AS place, "
        f"count(*) OVER () AS total FROM {table} GROUP BY {column})"
    )


def ascending(table: str, column: str, by: str) -> str:
    """A query for whether values ascend along another column."""
    return (
        f"SELECT bool_and(ok) FROM (SELECT {column} >= lag({column}) OVER (ORDER BY {by}) "
        f"AS ok FROM {table})"
    )
