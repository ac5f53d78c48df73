"""Arrow streams, as pyarrow, polars, DuckDB and pandas read them."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import pytest
from forgery import Faker
from test_table import ROWS, SCHEMA

pa = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return Faker(seed=42).records(ROWS, SCHEMA)


def test_schema() -> None:
    table = Faker(seed=42).records_arrow(10, {**SCHEMA, "delta": "time_delta"})
    assert dict(zip(table.schema.names, table.schema.types)) == {
        "id": pa.utf8(),
        "name": pa.utf8(),
        "age": pa.int64(),
        "score": pa.float64(),
        "hired": pa.date32(),
        "seen": pa.timestamp("us"),
        "at": pa.time64("us"),
        "price": pa.decimal128(38, 2),
        "active": pa.bool_(),
        "key": pa.binary(),
        "tier": pa.utf8(),
        "day": pa.utf8(),
        "delta": pa.duration("us"),
    }
    assert pa.schema(Faker().table(SCHEMA, rows=1)) == table.schema.remove(len(SCHEMA))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None], pa.utf8()),
        ([1, 2, None], pa.int64()),
        ([1, 2.5], pa.float64()),
        ([True, False], pa.bool_()),
        ([b"x"], pa.binary()),
        ([datetime.date(2024, 2, 29)], pa.date32()),
        ([datetime.datetime(2024, 2, 29, 1, 2, 3, 4)], pa.timestamp("us")),
        ([None], pa.null()),
    ],
    ids=str,
)
def test_choices(values: list[Any], kind: Any) -> None:
    schema = {"a": ("choice", values)}
    column = Faker(seed=1).records_arrow(500, schema)["a"]
    assert column.type == kind
    assert set(column.to_pylist()) == set(values)
    assert column.to_pylist() == [row["a"] for row in Faker(seed=1).records(500, schema)]


def test_pyarrow(rows: list[dict[str, Any]]) -> None:
    table = Faker(seed=42).records_arrow(ROWS, SCHEMA)
    table.validate(full=True)
    assert table.to_pylist() == rows
    assert table["score"].null_count == sum(row["score"] is None for row in rows)
    assert Faker(seed=42).table(SCHEMA, rows=ROWS).to_arrow() == table
    reader = pa.RecordBatchReader.from_stream(Faker(seed=42).table(SCHEMA, rows=ROWS))
    assert reader.read_all() == table


def test_a_stream_is_made_while_it_is_read() -> None:
    reader = pa.RecordBatchReader.from_stream(Faker(seed=1).table({"a": "int"}, rows=10**15))
    first, second = reader.read_next_batch(), reader.read_next_batch()
    assert first.num_rows == second.num_rows > 0
    n = 2 * first.num_rows
    expected = Faker(seed=1).records_tuples(n, {"a": "int"})
    assert [*first["a"].to_pylist(), *second["a"].to_pylist()] == [a for (a,) in expected]


def test_polars(rows: list[dict[str, Any]]) -> None:
    pl = pytest.importorskip("polars")
    frame = Faker(seed=42).records_polars(ROWS, SCHEMA)
    assert frame.to_dicts() == rows
    assert frame.schema == {
        "id": pl.String,
        "name": pl.String,
        "age": pl.Int64,
        "score": pl.Float64,
        "hired": pl.Date,
        "seen": pl.Datetime("us"),
        "at": pl.Time,
        "price": pl.Decimal(38, 2),
        "active": pl.Boolean,
        "key": pl.Binary,
        "tier": pl.String,
        "day": pl.String,
    }
    assert pl.DataFrame(Faker(seed=42).table(SCHEMA, rows=ROWS)).equals(frame)


def test_duckdb(rows: list[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    # The class is read by name from here; a view of it can be read twice, as a stream cannot.
    made = Faker(seed=42).table(SCHEMA, rows=ROWS)  # noqa: F841
    assert duckdb.sql("select * from made").fetchall() == [tuple(row.values()) for row in rows]
    total, nulls = duckdb.sql("select sum(age), count(*) - count(score) from made").fetchall()[0]
    assert total == sum(row["age"] for row in rows)
    assert nulls == sum(row["score"] is None for row in rows)


def test_pandas(rows: list[dict[str, Any]]) -> None:
    pd = pytest.importorskip("pandas")
    frame = Faker(seed=42).records_pandas(ROWS, SCHEMA)
    assert list(frame.columns) == list(SCHEMA)
    assert len(frame) == ROWS
    assert frame["age"].tolist() == [row["age"] for row in rows]
    assert frame["name"].tolist() == [row["name"] for row in rows]
    assert frame["hired"].tolist() == [row["hired"] for row in rows]
    assert frame["seen"].tolist() == [pd.Timestamp(row["seen"]) for row in rows]
    scores = frame["score"].astype(object).where(frame["score"].notna(), None)
    assert scores.tolist() == [row["score"] for row in rows]
    assert isinstance(frame["price"][0], decimal.Decimal)


def test_no_rows() -> None:
    table = Faker().records_arrow(0, SCHEMA)
    assert (table.num_rows, table.column_names) == (0, list(SCHEMA))
    assert len(Faker().table(SCHEMA, rows=0).to_arrow()) == 0


def test_entities_and_unicode() -> None:
    schema = {"name": "person.name", "mail": "person.email", "city": "place.city"}
    for locale in ("ja_JP", "ar_SA", "ru_RU"):
        table = Faker(locale, seed=1).records_arrow(2000, schema)
        table.validate(full=True)
        assert table.to_pylist() == Faker(locale, seed=1).records(2000, schema)
