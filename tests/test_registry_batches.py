"""Registered fields are asked for batches: which rows these have, what they draw from, what ends them."""

from __future__ import annotations

import datetime
import threading
import typing

import forgery
import polars as pl
import pytest
from forgery import Faker
from forgery.errors import (
    InvalidValueError,
    PluginError,
    UnknownFieldError,
    UnknownParameterError,
)
from forgery.registry import Batch, Provider
from registering import one_field


def test_rows_are_addressable(vehicle: Provider) -> None:
    schema = {
        "id": "uuid",
        "title": "vehicle.title",
        "make": "vehicle.make",
        "year": "vehicle.year",
        "name": "person.name",
        "owner": "vehicle.owner",
        "plate": {"type": "vehicle.plate", "country": "DE", "null": 0.2},
        "other": "other:vehicle.title",
        "others": "other:vehicle.make",
    }
    fake = Faker(["en_US", "de_DE"], seed=7)
    fake.add_provider(vehicle)
    table = fake.table(schema, rows=5000)
    rows = table.records()
    for start, stop in [(0, 1), (1023, 1025), (4990, 5000), (17, 2500)]:
        assert table[start:stop] == rows[start:stop]
    try:
        for threads in (1, 4):
            forgery.set_threads(threads)
            assert table.to_arrow().to_pylist() == rows
    finally:
        forgery.set_threads(0)
    for row in rows:
        assert row["title"] == f"{row['make']} {row['year']}"
        assert row["owner"] == row["name"]
        assert row["other"].startswith(row["others"])
    assert [row["title"] for row in rows] != [row["other"] for row in rows]
    # Neither other columns nor the number of rows matter.
    again = Faker(["en_US", "de_DE"], seed=7)
    again.add_provider(vehicle)
    fewer = again.table({"plate": schema["plate"], "title": schema["title"]}, rows=100).records()
    assert fewer == [{key: row[key] for key in ("plate", "title")} for row in rows[:100]]


def test_far_rows(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    table = fake.table({"plate": "vehicle.plate"}, rows=2**53)
    assert table[2**53 - 1]["plate"].startswith("US-")


def test_batches_are_chunks() -> None:
    seen: list[tuple[int, range]] = []

    def make(batch: Batch) -> list[str]:
        seen.append((batch.n, batch.rows))
        return ["a"] * batch.n

    fake = one_field(make)
    table = fake.table({"x": "it.value"}, rows=1500)
    assert seen == []
    table.column("x", slice(1030, 1032))
    assert seen == [(1024, range(1024, 2048))]
    assert len(table.records()) == 1500
    assert len(seen) == 3


def test_sequential_fields_make_no_more_than_is_asked() -> None:
    seen: list[int] = []
    provider = Provider("it")

    @provider.field(returns=float, sequential=True)
    def value(batch: Batch) -> list[float]:
        seen.append(batch.n)
        return [batch.random.random() for _ in batch.rows]

    fake = Faker(seed=1)
    fake.add_provider(provider)
    table = fake.table({"x": "it.value"}, rows=1500)
    assert table.column("x", slice(3, 5)) == table.column("x")[3:5]
    assert seen == [5, 1024, 476]


def test_a_batch() -> None:
    batches: list[Batch] = []

    def make(batch: Batch) -> list[str]:
        batches.append(batch)
        assert batch.random is batch.random
        assert batch.numpy is batch.numpy
        return [f"{batch.random.random()} {batch.numpy.random()}"] * batch.n

    fake = one_field(make)
    Faker("de_DE", seed=1).as_of  # noqa: B018
    first, again = fake.batch("it.value", 1), fake.batch("it.value", 1)
    assert first != again
    batch = batches[0]
    assert (batch.n, batch.rows, batch.locale, batch.label) == (1024, range(1024), "en_US", "")
    assert batch.as_of == datetime.datetime(2026, 1, 1)
    assert len(batch.seed) == 32
    assert batch.seed == batch.seed != batches[1].seed
    assert "rows 0 to 1024" in repr(batch)


def test_a_generator_that_is_kept_stays_as_it_is() -> None:
    kept: list[typing.Any] = []

    def make(batch: Batch) -> list[str]:
        kept.append(batch.numpy)
        return ["a"] * batch.n

    fake = one_field(make)
    fake.batch("it.value", 3000)
    assert len({id(generator) for generator in kept}) == 3
    assert len({generator.random() for generator in kept}) == 3


def test_draws() -> None:
    drawn: dict[str, list[typing.Any]] = {}

    def make(batch: Batch) -> list[str]:
        drawn["name"], drawn["again"] = batch.draw("name"), batch.draw("name")
        drawn["int"] = batch.draw("int", min=5, max=6)
        drawn["person"] = batch.draw("person.email")
        drawn["buyer"] = batch.draw("person.email", "buyer")
        with pytest.raises(UnknownFieldError, match="did you mean 'email'"):
            batch.draw("emali")
        with pytest.raises(UnknownParameterError):
            batch.draw("email", nope=1)
        return ["a"] * batch.n

    fake = one_field(make)
    schema = {"x": "it.value", "name": "name", "e": "person.email", "b": "buyer:person.email"}
    rows = fake.records(1024, schema)
    assert drawn["name"] == drawn["again"] != [row["name"] for row in rows]
    assert set(drawn["int"]) == {5, 6}
    assert drawn["person"] == [row["e"] for row in rows]
    assert drawn["buyer"] == [row["b"] for row in rows]
    # The column's label is that of its draws, unless they have another.
    fake.records(1, {"x": "buyer:it.value"})
    assert drawn["person"] == drawn["buyer"]


def test_fields_that_draw_each_other_without_end() -> None:
    fake = one_field(lambda batch: batch.draw("it.value"))
    with pytest.raises(PluginError, match="without end"):
        fake.batch("it.value", 1)


def test_interrupts_are_not_errors_of_the_plugin() -> None:
    def make(batch: Batch) -> list[str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one_field(make).batch("it.value", 1)


def test_an_exception_in_the_middle_of_a_parallel_run() -> None:
    def make(batch: Batch) -> list[str]:
        if batch.rows.start > 90_000:
            message = "too far"
            raise RuntimeError(message)
        return ["x"] * batch.n

    fake = one_field(make)
    try:
        forgery.set_threads(4)
        table = fake.table({"id": "uuid", "x": "it.value"}, rows=200_000)
        for read in (table.records, table.to_arrow, lambda: pl.DataFrame(table)):
            with pytest.raises(Exception, match="too far"):
                read()
        with pytest.raises(PluginError) as info:
            table.to_arrow()
        assert isinstance(info.value.__cause__, RuntimeError)
        assert len(table[:90_000]) == 90_000
    finally:
        forgery.set_threads(0)


def test_threads_of_the_users_own(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    table = fake.table({"t": "vehicle.title", "o": "vehicle.owner"}, rows=40_000)
    expected, made = table.records(), []
    threads = [threading.Thread(target=lambda: made.append(table.records())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 4


def test_unique(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    plates = fake.batch("vehicle.plate", 2000, unique=True)
    assert len(set(plates)) == 2000
    with pytest.raises(InvalidValueError, match=r"'unique' is not available for 'vehicle\.plate'"):
        fake.table({"x": {"type": "vehicle.plate", "unique": True}}, rows=10)
