"""Tables and the outputs of records: rows in any form, at any place, are the same values."""

from __future__ import annotations

import asyncio
import collections.abc
import datetime
import decimal
import itertools
import sys
import tracemalloc
from typing import Any

import forgery
import pytest
from forgery import Faker, Table
from forgery.errors import InvalidTypeError

SCHEMA: dict[str, Any] = {
    "id": "uuid",
    "name": "person.name",
    "age": ("int", 18, 65),
    "score": {"type": "float", "min": 0, "max": 1, "null": 0.2},
    "hired": ("date", "2020-01-01", "2024-12-31"),
    "seen": "datetime",
    "at": "time",
    "price": {"type": "decimal", "min": 0, "max": 10, "scale": 2},
    "active": {"type": "bool", "null": 0.5},
    "key": {"type": "bytes", "length": 4},
    "tier": {"type": "choice", "values": ["a", "b"], "weights": [3, 1]},
    "day": {"type": "date", "format": "iso"},
}
#: More than a chunk, more than a piece, and no multiple of either.
ROWS = 20_011


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return Faker(seed=42).records(ROWS, SCHEMA)


@pytest.fixture
def table() -> Table:
    return Faker(seed=42).table(SCHEMA, rows=ROWS)


def test_types_of_records(rows: list[dict[str, Any]]) -> None:
    kinds = {
        "id": {str},
        "name": {str},
        "age": {int},
        "score": {float, type(None)},
        "hired": {datetime.date},
        "seen": {datetime.datetime},
        "at": {datetime.time},
        "price": {decimal.Decimal},
        "active": {bool, type(None)},
        "key": {bytes},
        "tier": {str},
        "day": {str},
    }
    assert {name: {type(row[name]) for row in rows} for name in SCHEMA} == kinds
    assert [list(row) for row in rows] == [list(SCHEMA)] * ROWS


def test_values_of_records(rows: list[dict[str, Any]]) -> None:
    assert {row["age"] for row in rows} == set(range(18, 66))
    hired = [row["hired"] for row in rows]
    assert min(hired) == datetime.date(2020, 1, 1)
    assert max(hired) == datetime.date(2024, 12, 31)
    assert {row["price"].as_tuple().exponent for row in rows} == {-2}
    assert all(0 <= row["price"] <= 10 for row in rows)
    assert {len(row["key"]) for row in rows} == {4}
    assert all(datetime.date.fromisoformat(row["day"]).isoformat() == row["day"] for row in rows)
    assert len({row["id"] for row in rows}) == ROWS
    # A chi-square of one degree of freedom is below 20 in all but one case in 100,000.
    often = sum(row["tier"] == "a" for row in rows)
    assert chi_square(often, ROWS, 0.75) < 20
    assert chi_square(sum(row["score"] is None for row in rows), ROWS, 0.2) < 20
    assert chi_square(sum(row["active"] is None for row in rows), ROWS, 0.5) < 20


def chi_square(hits: int, n: int, p: float) -> float:
    return (hits - n * p) ** 2 / (n * p) + (n - hits - n * (1 - p)) ** 2 / (n * (1 - p))


def test_rows_by_number(table: Table, rows: list[dict[str, Any]]) -> None:
    for i in (0, 1, 1023, 1024, 16_383, 16_384, ROWS - 1):
        assert table[i] == rows[i]
        assert table[i - ROWS] == rows[i]
    with pytest.raises(IndexError):
        table[ROWS]
    with pytest.raises(IndexError):
        table[-ROWS - 1]


@pytest.mark.parametrize(
    "part",
    [
        slice(None),
        slice(0),
        slice(5),
        slice(1000, 1030),
        slice(16_380, 16_390),
        slice(-3, None),
        slice(None, -ROWS + 2),
        slice(7, 3),
        slice(ROWS, ROWS + 10),
        slice(-(10**6), 10**6),
        slice(-(2**70), 2**70),
        slice(3, 9, 1),
    ],
    ids=str,
)
def test_slices(table: Table, rows: list[dict[str, Any]], part: slice) -> None:
    """As of a list."""
    assert table[part] == rows[part]
    assert table.column("name", part) == [row["name"] for row in rows[part]]


def test_columns(table: Table, rows: list[dict[str, Any]]) -> None:
    assert table.column_names == list(SCHEMA)
    for name in SCHEMA:
        assert table.column(name) == [row[name] for row in rows]


def test_size(table: Table) -> None:
    assert len(table) == table.num_rows == ROWS
    assert repr(Faker().table({"a": "int", "b": "int"}, 7)) == "<forgery.Table of 7 rows: a, b>"


def test_iteration(table: Table, rows: list[dict[str, Any]]) -> None:
    assert list(itertools.islice(table, 3)) == rows[:3]
    assert list(table) == list(table) == rows
    assert rows[3] in table


@pytest.mark.parametrize("size", [1, 7, 1024, 5000, ROWS, ROWS + 1])
def test_batches(table: Table, rows: list[dict[str, Any]], size: int) -> None:
    few = 200 if size < 10 else ROWS
    batches = list(Faker(seed=42).table(SCHEMA, rows=few).batches(size))
    assert {len(batch) for batch in batches[:-1]} <= {size}
    assert [row for batch in batches for row in batch] == rows[:few]


def test_batches_from_the_middle(table: Table, rows: list[dict[str, Any]]) -> None:
    batches = table.batches(6000, start=9000, tuples=True)
    assert isinstance(batches, collections.abc.Iterator)
    made = list(batches)
    assert [len(batch) for batch in made] == [6000, 5011]
    assert [row for batch in made for row in batch] == [tuple(r.values()) for r in rows[9000:]]
    assert list(table.batches(start=ROWS)) == []
    assert [len(batch) for batch in table.batches()] == [ROWS]


def test_outputs_agree(table: Table, rows: list[dict[str, Any]]) -> None:
    fake = Faker(seed=42)
    expected = [tuple(row.values()) for row in rows]
    assert fake.records_tuples(ROWS, SCHEMA) == expected
    fake.seed(42)
    assert list(itertools.chain(*fake.records_batches(ROWS, SCHEMA, 3000))) == rows
    fake.seed(42)
    assert asyncio.run(collected(fake, 3000)) == rows
    assert table.records() == rows
    assert table.records_tuples() == expected
    assert forgery.table(SCHEMA, ROWS, 42).records() == rows
    forgery.seed(42)
    assert forgery.records(ROWS, SCHEMA) == rows


async def collected(fake: Faker, size: int) -> list[dict[str, Any]]:
    return [row async for batch in fake.records_async(ROWS, SCHEMA, size) for row in batch]


def test_async_calls_are_calls() -> None:
    """Two of them give different data: that of two calls of `records_batches`."""
    schema = {"a": "uuid"}

    async def once() -> list[list[dict[str, Any]]]:
        return [batch async for batch in fake.records_async(250, schema, 100)]

    async def both() -> list[list[list[dict[str, Any]]]]:
        return [await once(), await once()]

    fake = Faker(seed=1)
    first, second = asyncio.run(both())
    assert first != second
    assert [len(batch) for batch in first] == [100, 100, 50]
    fake.seed(1)
    assert [list(fake.records_batches(250, schema, 100)) for _ in range(2)] == [first, second]


def test_async_iterators_at_once() -> None:
    """Each has the data of one call, and the event loop runs on."""
    schema = {"a": "uuid"}

    async def run() -> tuple[list[Any], int]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        async def collect() -> list[str]:
            batches = fake.records_async(20_000, schema, 1000)
            return [row["a"] async for batch in batches for row in batch]

        ticking = asyncio.ensure_future(tick())
        made = await asyncio.gather(collect(), collect(), collect())
        ticking.cancel()
        return made, ticks

    fake = Faker(seed=1)
    made, ticks = asyncio.run(run())
    assert ticks > 20
    fake.seed(1)
    calls = [[row["a"] for row in fake.records(20_000, schema)] for _ in range(3)]
    assert sorted(made) == sorted(calls)


def test_async_errors() -> None:
    with pytest.raises(InvalidTypeError, match="'x'"):
        asyncio.run(collected(Faker(), "x"))  # type: ignore[arg-type]


def test_a_very_long_table() -> None:
    table = Faker(seed=42).table({"id": "uuid", "name": "name", "e": "person.email"}, rows=10**15)
    assert len(table) == 10**15
    assert table[10**14] == table[10**14 : 10**14 + 2000][0]
    assert table[-1] == table[10**15 - 1]
    assert table.column("id", slice(10**14, 10**14 + 3)) == [
        row["id"] for row in table[10**14 : 10**14 + 3]
    ]
    ids = [table[10**k]["id"] for k in range(15)]
    assert len(set(ids)) == 15
    batches = table.batches(1000, start=10**15 - 1500)
    assert [len(batch) for batch in batches] == [1000, 500]
    assert len(Faker().table({"a": "int"}, rows=2**53)[2**53 - 3 :]) == 3


def test_a_table_does_not_depend_on_its_length() -> None:
    short, long = (forgery.table(SCHEMA, rows, seed=5) for rows in (3000, 10**12))
    assert short[2000:3000] == long[2000:3000]


def test_no_rows() -> None:
    fake = Faker()
    assert fake.records(0, SCHEMA) == []
    assert fake.records_tuples(0, SCHEMA) == []
    assert list(fake.records_batches(0, SCHEMA)) == []
    table = fake.table(SCHEMA, rows=0)
    assert len(table) == 0
    assert not table
    assert table[:] == []
    assert list(table) == []


def test_memory_is_bounded_by_the_batch() -> None:
    tracemalloc.start()
    try:
        for _ in itertools.islice(Faker().records_batches(10**9, {"a": "uuid"}, 1000), 200):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # 200,000 rows of a dict and a string would be some 60 MB.
    assert peak < 2_000_000


def test_records_share_interned_names() -> None:
    first, second = Faker().records(2, {"some name": "int"})
    assert next(iter(first)) is next(iter(second)) is sys.intern("some name")
