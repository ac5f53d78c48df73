"""Registered fields: what their functions may return and take."""

from __future__ import annotations

import datetime
import decimal
import typing

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from forgery import Faker
from forgery.errors import (
    InvalidTypeError,
    InvalidValueError,
    PluginError,
    UnknownParameterError,
)
from forgery.registry import Batch, Provider
from forgery.testing import check_provider
from registering import one_field

MICROSECOND = datetime.timedelta(microseconds=1)


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


def test_a_required_parameter_needs_an_argument() -> None:
    provider = Provider("it")

    @provider.field(returns=str)
    def value(batch: Batch, word: str) -> list[str]:
        return [word] * batch.n

    assert check_provider(provider).skipped == ["value"]
    assert check_provider(provider, {"value": {"word": "x"}}).checked == ["value"]
    with pytest.raises(InvalidValueError, match=r"'it\.value' needs 'word'"):
        one_field(value).batch("it.value", 1)
