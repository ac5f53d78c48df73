"""Fields of third parties that are registered in the process: what they may return, and what holds of them."""

from __future__ import annotations

import copy
import datetime
import decimal
import pickle
import random
import threading
import typing
from pathlib import Path

import forgery
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from click.testing import CliRunner
from forgery import Faker
from forgery.cli import cli
from forgery.compat import Faker as Compat
from forgery.compat.providers import BaseProvider, DynamicProvider
from forgery.errors import (
    AmbiguousFieldError,
    InvalidTypeError,
    InvalidValueError,
    PluginError,
    UnknownFieldError,
    UnknownParameterError,
)
from forgery.registry import Batch, Provider, Registry, registry
from forgery.testing import CheckError, check_provider

MICROSECOND = datetime.timedelta(microseconds=1)


def one_field(make: typing.Callable[..., typing.Any], returns: typing.Any = str) -> Faker:
    """An instance with a provider of one field, `it.value`."""
    provider = Provider("it")
    provider.field(returns=returns, name="value")(make)
    fake = Faker(seed=1)
    fake.add_provider(provider)
    return fake


@pytest.fixture
def vehicle() -> Provider:
    provider = Provider("vehicle", version=1)

    @provider.entity(returns={"make": str, "year": int}, doc={"make": "Who made it."})
    def model(batch: Batch, *, first: int = 1990) -> dict[str, typing.Any]:
        years = batch.numpy.integers(first, 2026, batch.n)
        return {"make": batch.random.choices(["Volvo", "Fiat"], k=batch.n), "year": years}

    @provider.field(returns=str, entity="model")
    def title(batch: Batch) -> list[str]:
        """Make and year."""
        pairs = zip(batch.draw("vehicle.make"), batch.draw("vehicle.year"))
        return [f"{make} {year}" for make, year in pairs]

    @provider.field()
    def owner(batch: Batch) -> list[str]:
        """Who owns it."""
        return batch.draw("person.name")

    @provider.field(returns=str)
    def plate(
        batch: Batch,
        *,
        country: typing.Literal["US", "DE"] = "US",
        digits: int = 4,
        prefix: str | None = None,
    ) -> list[str]:
        """A number plate.

        Args:
            country: Where it is registered,
                by its code.
        """
        most = 10**digits
        return [f"{prefix or country}-{batch.random.randrange(most):0{digits}}" for _ in batch.rows]

    return provider


@pytest.mark.parametrize(
    ("returns", "values", "arrow"),
    [
        (str, ["a", "bé", ""], pa.string()),
        (int, [1, -(2**63), 2**63 - 1], pa.int64()),
        (float, [0.5, 1.0, -1e300], pa.float64()),
        (bool, [True, False, True], pa.bool_()),
        (bytes, [b"a", b"\0\xff", b""], pa.binary()),
        (datetime.date, [datetime.date(1, 1, 1), datetime.date(2024, 2, 29)], pa.date32()),
        (datetime.datetime, [datetime.datetime(2024, 2, 29, 1, 2, 3, 4)], pa.timestamp("us")),
        (datetime.time, [datetime.time(23, 59, 59, 999_999)], pa.time64("us")),
        (datetime.timedelta, [datetime.timedelta(days=-1, microseconds=1)], pa.duration("us")),
        (decimal.Decimal, [decimal.Decimal("1.50"), decimal.Decimal("-7")], pa.string()),
        (object, [(1, 2), {"a": [1]}, {1, 2}], None),
    ],
)
def test_types(returns: typing.Any, values: list[typing.Any], arrow: typing.Any) -> None:
    def make(batch: Batch) -> list[typing.Any]:
        return [values[i % len(values)] for i in range(batch.n)]

    fake = one_field(make, returns)
    assert fake.batch("it.value", len(values)) == values
    if arrow is not None:
        column = fake.records_arrow(len(values), {"x": "it.value"})["x"]
        assert column.type == arrow
        expected = [str(v) for v in values] if returns is decimal.Decimal else values
        assert column.to_pylist() == expected


@pytest.mark.parametrize(
    ("returns", "make", "first"),
    [
        (int, lambda n: np.arange(n), [0, 1]),
        (int, lambda n: np.arange(n, dtype="uint8"), [0, 1]),
        (int, lambda n: np.arange(2 * n)[::2], [0, 2]),
        (int, lambda n: np.arange(n, dtype=">i4"), [0, 1]),
        (int, lambda n: np.arange(n, dtype="uint64"), [0, 1]),
        (float, lambda n: np.arange(n, dtype="float32"), [0.0, 1.0]),
        (float, lambda n: np.arange(n), [0.0, 1.0]),
        (bool, lambda n: np.arange(n) % 2 == 0, [True, False]),
        (str, lambda n: np.array(["a", "b"] * (n // 2)), ["a", "b"]),
        (str, lambda n: np.array(["a", "b"] * (n // 2), dtype=object), ["a", "b"]),
        (
            datetime.date,
            lambda n: np.datetime64("2024-01-01") + np.arange(n),
            [datetime.date(2024, 1, 1), datetime.date(2024, 1, 2)],
        ),
        (
            datetime.datetime,
            lambda n: np.datetime64("2024-01-01T00:00:01", "ns") + np.arange(n) * 1000,
            [datetime.datetime(2024, 1, 1, 0, 0, 1, us) for us in (0, 1)],
        ),
        (
            datetime.timedelta,
            lambda n: np.arange(n) * np.timedelta64(1, "us"),
            [0 * MICROSECOND, MICROSECOND],
        ),
        (int, lambda n: pa.array(range(n), pa.int16()), [0, 1]),
        (int, lambda n: pa.chunked_array([[7], range(n - 1)]), [7, 0]),
        (str, lambda n: pa.array(["a", "b"] * (n // 2)).dictionary_encode(), ["a", "b"]),
        (str, lambda n: pa.array(["a", "b"] * (n // 2), pa.large_string()), ["a", "b"]),
        (str, lambda n: pa.array(["x", *["a", "b"] * (n // 2)])[1:], ["a", "b"]),
        (str, lambda n: pl.Series(["a", "b"] * (n // 2)), ["a", "b"]),
        (float, lambda n: pl.Series(range(n), dtype=pl.Float32), [0.0, 1.0]),
        (
            datetime.datetime,
            lambda n: pa.array([0, 1] * (n // 2), pa.timestamp("ms")),
            [datetime.datetime(1970, 1, 1), datetime.datetime(1970, 1, 1, 0, 0, 0, 1000)],
        ),
        (str, lambda n: (str(i) for i in range(n)), ["0", "1"]),
        (str, lambda n: tuple(str(i) for i in range(n)), ["0", "1"]),
    ],
)
def test_what_a_function_may_return(
    returns: typing.Any, make: typing.Callable[[int], typing.Any], first: list[typing.Any]
) -> None:
    assert one_field(lambda batch: make(batch.n), returns).batch("it.value", 2) == first


@pytest.mark.parametrize(
    ("returns", "make", "why"),
    [
        (str, lambda n: ["a"], "returned 1 values for 1024 rows"),
        (str, lambda n: ["a"] * (n + 1), "returned 1025 values for 1024 rows"),
        (str, lambda n: iter(lambda: "a", "b"), "returned 1025 values for 1024 rows"),
        (int, lambda n: np.arange(3), "returned 3 values for 1024 rows"),
        (int, lambda n: pa.array([1]), "returned 1 values for 1024 rows"),
        (str, lambda n: [*["a"] * 5, 7] * n, "returned 6144 values"),
        (str, lambda n: [*["a"] * (n - 1), 7], "returned 7 of type int in row 1023"),
        (int, lambda n: [True] * n, "returned True of type bool in row 0"),
        (int, lambda n: [1.5] * n, "returned 1.5 of type float in row 0"),
        (int, lambda n: [2**63] * n, "raised OverflowError"),
        (int, lambda n: np.full(n, 2**63, dtype="uint64"), "raised OverflowError"),
        (int, lambda n: np.zeros((n, 2), dtype=int), "returned an array of 2 dimensions"),
        (datetime.date, lambda n: [datetime.datetime(2024, 1, 1)] * n, "declares datetime.date"),
        (str, lambda n: [None] * n, "returned None for row 0 of the batch"),
        (str, lambda n: pa.array([None] * n, pa.string()), "returned None for row 0 of the batch"),
        (str, lambda n: pa.array(range(n)), "returned an Arrow array of Int64, and declares str"),
        (str, lambda n: "a" * n, "returned str, and not one value for each row"),
        (str, lambda n: None, "returned NoneType, and not one value for each row"),
        (str, lambda n: ["\ud800"] * n, "raised UnicodeEncodeError"),
        (str, lambda n: 1 // 0, "raised ZeroDivisionError"),
    ],
)
def test_what_it_may_not(
    returns: typing.Any, make: typing.Callable[[int], typing.Any], why: str
) -> None:
    fake = one_field(lambda batch: make(batch.n), returns)
    with pytest.raises(
        PluginError, match=r"column 'x': field 'it\.value' of this instance"
    ) as info:
        fake.records(3, {"id": "uuid", "x": "it.value"})
    assert why in str(info.value)
    error = info.value
    assert (error.column, error.field, error.provider) == ("x", "it.value", "it")
    assert (error.__cause__ is not None) == ("raised" in why)
    # The rest goes on working.
    assert len(fake.records(3, {"id": "uuid"})) == 3


def test_missing_values() -> None:
    def make(batch: Batch) -> list[str | None]:
        return [None if row % 3 == 0 else str(row) for row in batch.rows]

    fake = one_field(make, typing.Optional[str])
    rows = [None if row % 3 == 0 else str(row) for row in range(3000)]
    assert fake.batch("it.value", 3000) == rows
    assert fake.records_arrow(3000, {"x": "it.value"})["x"].null_count == 1000
    halved = fake.records(3000, {"x": {"type": "it.value", "null": 0.5}})
    kept = [row["x"] for row in halved]
    assert all(value in (None, row) for value, row in zip(kept, rows))
    assert 800 < sum(value is not None for value in kept) < 1200
    nat = one_field(
        lambda batch: np.array(["NaT"] * batch.n, "M8[D]"), typing.Optional[datetime.date]
    )
    assert nat.batch("it.value", 1) == [None]


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


def test_parameters_are_checked(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    assert fake.batch("vehicle.plate", 1, country="DE", digits=2, prefix="B")[0].startswith("B-")
    for wrong, error, why in [
        ({"country": "FR"}, InvalidValueError, "'country' must be one of 'US', 'DE', not 'FR'"),
        ({"digits": "4"}, InvalidTypeError, "'digits' must be an integer, not '4'"),
        ({"prefix": 1}, InvalidTypeError, "'prefix' must be a string or None, not 1"),
        ({"countri": "US"}, UnknownParameterError, "did you mean 'country'"),
    ]:
        with pytest.raises(error, match=f"column 'p': .*{why}"):
            fake.records(1, {"p": {"type": "vehicle.plate", **wrong}})
    assert fake.records(1, {"p": ("vehicle.plate", "DE", 1)})[0]["p"].startswith("DE-")
    # Columns of an entity agree where their arguments are the same.
    new = {"type": "vehicle.year", "first": 2025}
    assert fake.records(1, {"y": new})[0]["y"] == 2025


def test_kinds_of_parameters() -> None:
    given: dict[str, typing.Any] = {}

    def make(
        batch: Batch,
        flag: bool = False,
        share: float = 0.5,
        words: typing.Sequence[str] = ("a",),
        day: datetime.date = datetime.date(2020, 1, 2),
        start: datetime.datetime | None = None,
        what: typing.Any = None,
        own: typing.Any = (1, 2),
        plain=3,
    ) -> list[str]:
        given.update(locals())
        return ["x"] * batch.n

    fake = one_field(make)
    fake.batch("it.value", 1)
    assert (given["flag"], given["share"], list(given["words"])) == (False, 0.5, ["a"])
    assert (given["day"], given["start"], given["what"]) == (datetime.date(2020, 1, 2), None, None)
    assert (given["own"], given["plain"]) == ((1, 2), 3)
    own = object()
    fake.batch(
        "it.value", 1, flag=True, share=1, words=["b", "c"], day="-1d", start="2024-01-01", what=own
    )
    assert (given["flag"], given["share"], given["words"]) == (True, 1.0, ["b", "c"])
    assert given["day"] == datetime.date(2025, 12, 31)
    assert given["start"] == datetime.datetime(2024, 1, 1)
    assert given["what"] is own
    fake.batch("it.value", 1, what={"a": [1.5]})
    assert given["what"] == {"a": [1.5]}
    with pytest.raises(InvalidTypeError, match="'words' must be a sequence of strings"):
        fake.batch("it.value", 1, words=[1])
    with pytest.raises(InvalidTypeError, match="'plain' must be an integer"):
        fake.batch("it.value", 1, plain="3")


def test_declarations(vehicle: Provider) -> None:
    plate = vehicle.fields["plate"]
    assert plate.doc == "A number plate."
    assert [param.name for param in plate.params] == ["country", "digits", "prefix"]
    assert plate.params[0].doc == "Where it is registered, by its code."
    assert vehicle.fields["make"].doc == "Who made it."
    for name in ("person", "not a name", "_x", "class"):
        with pytest.raises(InvalidValueError):
            Provider(name)
    with pytest.raises(PluginError, match="version 99 of the contract"):
        Provider("x", version=99)
    with pytest.raises(InvalidTypeError, match="returns must be one of"):
        vehicle.field(returns=complex)(lambda batch: [])
    with pytest.raises(InvalidTypeError, match="must say what it returns"):
        vehicle.field()(lambda batch: [])
    with pytest.raises(InvalidValueError, match="two fields called 'plate'"):
        vehicle.field(returns=str, name="plate")(lambda batch: [])
    with pytest.raises(InvalidTypeError, match=r"\*args"):
        vehicle.field(returns=str, name="x")(lambda batch, *args: [])

    def wrong(batch: Batch, digits: int = "4") -> list[str]:  # type: ignore[assignment]
        return []

    with pytest.raises(InvalidTypeError, match="the default of 'digits'"):
        vehicle.field()(wrong)


def test_names(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    assert fake.batch("plate", 3) != fake.batch("vehicle.plate", 3)
    assert fake.plate(country="DE").startswith("DE-")
    with pytest.raises(UnknownFieldError, match=r"did you mean 'vehicle\.plate'"):
        fake.batch("vehicle.plat", 1)
    with pytest.raises(UnknownFieldError, match="did you mean 'plate'"):
        fake.batch("plat", 1)
    with pytest.raises(AttributeError):
        fake.no_such_thing  # noqa: B018
    other = Provider("other")
    other.field(returns=str, name="plate")(lambda batch: ["x"] * batch.n)
    fake.add_provider(other)
    with pytest.raises(AmbiguousFieldError, match=r"'vehicle\.plate' of .* and 'other\.plate'"):
        fake.records(1, {"p": "plate"})
    assert fake.batch("other.plate", 1) == ["x"]
    with pytest.raises(UnknownFieldError):
        Faker().batch("vehicle.plate", 1)


def test_built_in_fields_are_replaced_only_openly() -> None:
    def provider(**options: typing.Any) -> Provider:
        made = Provider("mine", **options)
        made.field(returns=str, name="name")(lambda batch: ["me"] * batch.n)
        return made

    fake = Faker(seed=1)
    fake.add_provider(provider())
    assert fake.batch("name", 1) != ["me"]
    assert fake.batch("mine.name", 1) == ["me"]
    fake.add_provider(provider(replaces=["name"]))
    assert fake.batch("name", 1) == ["me"]
    assert fake.records(1, {"x": "name"}) == [{"x": "me"}]
    assert Faker(seed=1).batch("name", 1) != ["me"]
    other = Faker(seed=1)
    other.add_provider(provider(), replaces=["name"])
    assert other.batch("name", 1) == ["me"]


def test_registered_for_the_process(vehicle: Provider) -> None:
    forgery.register(vehicle)
    try:
        assert forgery.fake.batch("vehicle.plate", 1)[0].startswith("US-")
        assert forgery.table({"x": "plate"}, rows=1, seed=1)[0]["x"].startswith("US-")
        assert registry.provider("vehicle") is vehicle
    finally:
        registry.remove("vehicle")
    with pytest.raises(UnknownFieldError):
        forgery.fake.batch("vehicle.plate", 1)
    with pytest.raises(InvalidTypeError, match="a provider is"):
        forgery.register(3)


class Cloud(BaseProvider):
    """Clouds."""

    def region(self, prefix: str = "eu") -> str:
        """A region."""
        return f"{prefix}-{self.random_int(1, 9)}"

    def machine(self):
        return {"region": self.region(), "owner": self.generator.first_name()}

    def _hidden(self) -> str:
        return ""


def test_providers_in_fakers_style() -> None:
    fake = Faker(["en_US", "de_DE"], seed=3)
    fake.add_provider(Cloud)
    fake.add_provider(DynamicProvider("ward", ["surgery", "maternity"]))
    schema = {"r": {"type": "cloud.region", "prefix": "us"}, "m": "machine", "w": "ward"}
    table = fake.table(schema, rows=2000)
    rows = table.records()
    assert rows[0]["r"].startswith("us-")
    assert set(rows[0]["m"]) == {"region", "owner"}
    assert {row["w"] for row in rows} == {"surgery", "maternity"}
    assert table[1500:1503] == rows[1500:1503]
    with pytest.raises(UnknownFieldError):
        fake.batch("cloud._hidden", 1)
    with pytest.raises(InvalidTypeError):
        fake.batch("cloud.region", 1, prefix=3)


def test_community_providers() -> None:
    faker_edu = pytest.importorskip("faker_edu")
    fake = Faker(seed=1)
    fake.add_provider(faker_edu.Provider)
    assert isinstance(fake.batch("institution_name", 1)[0], str)


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


def test_the_checker(vehicle: Provider) -> None:
    report = check_provider(vehicle, {"plate": {"country": "DE"}})
    assert report.checked == ["make", "year", "title", "owner", "plate"]
    assert report.problems == []

    def problems(make: typing.Callable[..., typing.Any], **options: typing.Any) -> str:
        provider = Provider("it")
        provider.field(returns=float, name="value", **options)(make)
        with pytest.raises(CheckError) as info:
            check_provider(provider, locales=["en_US"])
        return str(info.value)

    calls = iter(range(10**9))
    assert "draws global random numbers" in problems(lambda b: [random.random() for _ in b.rows])
    assert "draws global random numbers" in problems(lambda b: np.random.random(b.n))
    assert "other values the second time" in problems(lambda b: [float(next(calls))] * b.n)
    sequential = problems(lambda b: b.numpy.random((2, b.n)).sum(axis=0), sequential=True)
    assert "made alone" in sequential
    assert "returned 1 values" in problems(lambda b: [1.0])
    with pytest.raises(LookupError):
        check_provider("nobody")
    with pytest.raises(LookupError):
        check_provider(vehicle, {"nope": {}})


def test_a_required_parameter_needs_an_argument() -> None:
    provider = Provider("it")

    @provider.field(returns=str)
    def value(batch: Batch, word: str) -> list[str]:
        return [word] * batch.n

    assert check_provider(provider).skipped == ["value"]
    assert check_provider(provider, {"value": {"word": "x"}}).checked == ["value"]
    with pytest.raises(InvalidValueError, match=r"'it\.value' needs 'word'"):
        one_field(value).batch("it.value", 1)


def test_a_registry_of_its_own(vehicle: Provider) -> None:
    own = Registry(registry)
    own.register(vehicle)
    assert next(provider.name for provider, _ in own.providers()) == "vehicle"
    assert own.nearest("vehicle.plat") == "vehicle.plate"
    with pytest.raises(ValueError, match="no group"):
        own.plugins("forgery.nothing")


def test_the_drop_in_takes_providers(vehicle: Provider) -> None:
    fake = Compat("de_DE")
    fake.seed_instance(1)
    fake.add_provider(vehicle)
    first = [fake.plate(country="DE") for _ in range(3)]
    assert all(plate.startswith("DE-") for plate in first)
    fake.seed_instance(1)
    assert [fake.plate(country="DE") for _ in range(3)] == first
    assert isinstance(fake.make(), str)


def test_the_drop_in_finds_registered_providers(vehicle: Provider) -> None:
    forgery.register(vehicle)
    forgery.register(Cloud)
    try:
        for locale in ("en_US", ["en_US", "de_DE"]):
            fake = Compat(locale)
            fake.seed_instance(1)
            first = [fake.plate(digits=2), fake.region(), fake.plate()]
            fake.seed_instance(1)
            assert [fake.plate(digits=2), fake.region(), fake.plate()] == first
            assert not hasattr(fake, "no_such_field")
    finally:
        registry.remove("vehicle")
        registry.remove("cloud")
    # As if the class had been added, which gives Faker's values.
    added = Compat()
    added.add_provider(Cloud)
    added.seed_instance(5)
    expected = added.region()
    forgery.register(Cloud)
    try:
        fake = Compat()
        fake.seed_instance(5)
        assert fake.region() == expected
    finally:
        registry.remove("cloud")


def test_copies_have_the_providers(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    for copied in (copy.copy(fake), copy.deepcopy(fake)):
        expected = copy.copy(fake).batch("vehicle.plate", 3)
        assert copied.batch("vehicle.plate", 3) == expected
    with pytest.raises(UnknownFieldError):
        pickle.loads(pickle.dumps(fake)).batch("vehicle.plate", 3)


def test_the_command_line_in_this_process(vehicle: Provider, tmp_path: Path) -> None:
    forgery.register(vehicle)
    try:
        runner = CliRunner()
        checked = runner.invoke(cli, ["providers", "check", "vehicle"])
        assert (checked.exit_code, checked.output.count("ok ")) == (0, 5)
        unknown = runner.invoke(cli, ["providers", "check", "nobody"])
        assert (unknown.exit_code, "no provider 'nobody'" in unknown.output) == (2, True)
        assert runner.invoke(cli, ["providers", "--json"]).exit_code == 0
        assert runner.invoke(cli, ["providers"]).exit_code == 0
        fields = runner.invoke(cli, ["fields", "--provider", "vehicle"])
        assert "vehicle.plate(country: choice = 'US'" in fields.output
    finally:
        registry.remove("vehicle")
    for kind in ([], ["--rust"]):
        folder = tmp_path / "".join(["new", *kind])
        new = ["new-provider", "ticket", *kind, "-o", str(folder)]
        assert runner.invoke(cli, new).exit_code == 0
        assert "@" not in (folder / "pyproject.toml").read_text()
        again = runner.invoke(cli, new)
        assert (again.exit_code, "not empty" in again.output) == (2, True)
