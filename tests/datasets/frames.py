"""A dataset to be asked in SQL step by step, and what every dataset is checked for."""

from __future__ import annotations

import functools
import typing

import forgery
from made import CATALOGUE, loaded

SEED = 20240229


class Frames:
    """The tables of a dataset, hidden ones too, to be asked in SQL."""

    def __init__(self, name: str, **parameters: typing.Any) -> None:
        self.name = name
        self.data = forgery.dataset(name, seed=SEED, **parameters)
        self.connection = loaded(self.data)

    def rows(self, sql: str) -> list[tuple]:
        """The rows of a query."""
        return self.connection.execute(sql).fetchall()

    def row(self, sql: str) -> tuple:
        """The only row of a query."""
        (found,) = self.rows(sql)
        return found

    def one(self, sql: str) -> typing.Any:
        """The only value of a query."""
        (value,) = self.row(sql)
        return value

    def holds(self, *conditions: str, table: str | None = None) -> None:
        """Check that conditions are true in every row; null is not true."""
        table = table or self.name
        for condition in conditions:
            sql = f"SELECT * FROM {table} WHERE NOT coalesce(({condition}), false) LIMIT 3"
            assert not self.rows(sql), f"{table}: not always {condition}"

    def share(self, condition: str, where: str = "true", table: str | None = None) -> float:
        """How often a condition is true."""
        sql = f"SELECT avg(({condition})::INT) FROM {table or self.name} WHERE {where}"
        return self.one(sql)

    def shares(self, column: str, table: str | None = None) -> dict[typing.Any, float]:
        """How often each value of a column comes."""
        sql = f"SELECT {column}, count(*) / sum(count(*)) OVER () FROM {table or self.name} GROUP BY 1"
        return dict(self.rows(sql))

    def spearman(self, x: str, y: str, where: str = "true", table: str | None = None) -> float:
        """The rank correlation of two columns."""
        ranks = (
            f"SELECT rank() OVER (ORDER BY {x}) AS a, rank() OVER (ORDER BY {y}) AS b "
            f"FROM {table or self.name} WHERE {where}"
        )
        return self.one(f"SELECT corr(a, b) FROM ({ranks})")

    def unique(self, column: str, table: str | None = None) -> None:
        """Check that a column is a key: no value comes twice, none is missing."""
        sql = f"SELECT count(*), count(DISTINCT {column}) FROM {table or self.name}"
        rows, values = self.row(sql)
        assert rows == values > 0

    def refers(self, column: str, key: str, table: str | None = None) -> None:
        """Check a foreign key: every value is one of `table.column`."""
        there, name = key.split(".")
        sql = (
            f"SELECT count(*) FROM {table or self.name} AS child "
            f"WHERE child.{column} NOT IN (SELECT {name} FROM {there})"
        )
        assert self.one(sql) == 0


@functools.lru_cache(maxsize=4)
def frames(name: str, **parameters: typing.Any) -> Frames:
    """The tables of a dataset; those of the last calls are kept."""
    return Frames(name, **parameters)


def near(value: float, expected: float, by: float) -> None:
    """Check that a value is at most so far from another."""
    assert abs(value - expected) <= by, f"{value} is not {expected} ± {by}"


def has_catalogue(found: Frames, rows: int) -> None:
    """Check that the main table has the catalogue's columns, and as many rows as asked for."""
    plan = found.data[found.name]
    assert set(CATALOGUE[found.name]) <= set(plan.column_names)
    assert found.one(f"SELECT count(*) FROM {found.name}") == plan.num_rows == rows
    described = found.data.schema["tables"][found.name]["columns"]
    assert all(described[column]["doc"] for column in plan.column_names)


def same_in_parts(name: str, **parameters: typing.Any) -> None:
    """Check that any part of a table, and any row, is that of the whole."""
    for table, plan in forgery.dataset(name, seed=SEED, **parameters).all().items():
        whole = plan.to_arrow().to_pylist()
        n = len(whole)
        for start, stop in ((0, n), (n // 3, 2 * n // 3), (n - 1, n), (n // 7, n // 7 + 1)):
            assert plan[start:stop] == whole[start:stop], f"{table}: rows {start} to {stop}"
        assert plan[n // 2] == whole[n // 2]
        column = plan.column_names[-1]
        assert plan.column(column, slice(n // 5, n // 2)) == [
            row[column] for row in whole[n // 5 : n // 2]
        ]
    again = forgery.dataset(name, seed=SEED, **parameters)[name if name in CATALOGUE else table]
    parts = [row for batch in again.batches(997) for row in batch]
    assert parts == again[: again.num_rows]
