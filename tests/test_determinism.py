"""A seed gives the same values with any number of threads, for any rows, in any process."""

from __future__ import annotations

import datetime
import json
import os
import random
import subprocess
import sys
import time
from typing import Any

import forgery
import pytest
from catalogue import USUAL, arguments, text
from forgery import Faker
from hypothesis import given, settings
from hypothesis import strategies as st

SCHEMA: dict[str, Any] = {
    "id": "uuid",
    "name": "name",
    "person": "person.name",
    "mail": "person.email",
    "city": "place.city",
    "age": {"type": "int", "min": 0, "max": 99, "null": 0.3},
    "born": "date_of_birth",
    "note": ("text", 20, 60),
    "kind": {"type": "choice", "values": ["a", "b", "c"], "weights": [5, 3, 2]},
}
ROWS = 20_000
TABLE = forgery.table(SCHEMA, rows=ROWS, seed=42)
ALL = TABLE.records()


@pytest.mark.usefixtures("all_threads")
@pytest.mark.parametrize("n", [1, 2, 3, 8])
def test_threads(n: int) -> None:
    forgery.set_threads(n)
    assert forgery.threads() == n
    assert TABLE.records() == ALL
    assert Faker(seed=1).addresses(50_000) == ADDRESSES
    assert Faker(seed=1).uuids(20_000, unique=True) == UUIDS


ADDRESSES = Faker(seed=1).addresses(50_000)
UUIDS = Faker(seed=1).uuids(20_000, unique=True)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, ROWS), max_size=6), st.randoms(use_true_random=False))
def test_parts_make_the_whole(cuts: list[int], order: random.Random) -> None:
    """However the rows are cut, and in whatever order the parts are made."""
    bounds = [0, *sorted(cuts), ROWS]
    parts = list(zip(bounds, bounds[1:]))
    order.shuffle(parts)
    made = {start: TABLE[start:stop] for start, stop in parts if stop > start}
    assert [row for start in sorted(made) for row in made[start]] == ALL


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**53 - 3000), st.integers(1, 2500), st.integers(0, 2499))
def test_rows_far_away(start: int, n: int, at: int) -> None:
    table = forgery.table({"a": "uuid", "b": "person.email"}, rows=2**53, seed=3)
    at %= n
    part = table[start : start + n]
    assert len(part) == n
    assert part[at] == table[start + at]
    assert part[at:] == table[start + at : start + n]


@settings(max_examples=40, deadline=None)
@given(st.permutations(list(SCHEMA)), st.integers(1, len(SCHEMA)))
def test_columns_are_independent(order: list[str], n: int) -> None:
    """Other columns may come, go and change their places."""
    some = forgery.table({name: SCHEMA[name] for name in order[:n]}, rows=3000, seed=42)
    expected = [{name: row[name] for name in order[:n]} for row in ALL[:3000]]
    assert some.records() == expected


def test_new_columns_leave_the_others() -> None:
    more = {"before": "name", **SCHEMA, "after": "person.email"}
    made = forgery.table(more, rows=3000, seed=42).records()
    assert [{name: row[name] for name in SCHEMA} for row in made] == ALL[:3000]
    assert [row["after"] for row in made] == [row["mail"] for row in made]
    assert [row["before"] for row in made] != [row["name"] for row in made]


def test_columns_of_one_field_differ() -> None:
    rows = forgery.table({"a": "uuid", "b": "uuid"}, rows=1000, seed=1).records()
    assert all(row["a"] != row["b"] for row in rows)


def test_a_seed_of_its_own_keeps_a_column() -> None:
    schema = {"a": {"type": "uuid", "seed": 7}, "b": "uuid"}
    first, second = (forgery.table(schema, rows=100, seed=seed).records() for seed in (1, 2))
    assert [row["a"] for row in first] == [row["a"] for row in second]
    assert all(one["b"] != two["b"] for one, two in zip(first, second))


PROGRAM = """
import json, sys
sys.path.insert(0, {tests!r})
from catalogue import USUAL, arguments, text
from forgery import Faker
values = {{field: text(Faker(seed=42).batch(field, 3, **arguments(field))) for field in USUAL}}
print(json.dumps(values))
"""


def in_a_process(**environment: str) -> dict[str, str]:
    """The values of all fields, as another process makes them."""
    program = PROGRAM.format(tests=os.path.dirname(__file__))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    values: dict[str, str] = json.loads(done.stdout)
    return values


def test_processes() -> None:
    """Neither hashes of strings nor the clock, the time zone or the locale of the system matter."""
    first = in_a_process(PYTHONHASHSEED="1", TZ="UTC")
    time.sleep(1.1)
    second = in_a_process(PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    assert list(first) == USUAL
    assert {field: value for field, value in first.items() if second[field] != value} == {}
    here = {field: text(Faker(seed=42).batch(field, 3, **arguments(field))) for field in USUAL}
    assert first == here


def test_the_clock_is_frozen() -> None:
    """Relative dates count from 2026-01-01 unless another moment is given."""
    fake = Faker(seed=1)
    # As in Faker, the last day is only reached at its first second.
    assert max(fake.past_dates(2000)) == datetime.date(2025, 12, 30)
    assert min(fake.future_dates(2000)) == datetime.date(2026, 1, 2)
    assert {str(day) for day in fake.dates_between(2000, "-1d", "+1d")} == {
        "2025-12-31",
        "2026-01-01",
    }
    assert {d.year for d in fake.dates_this_year(2000)} <= {2026}
    fake = Faker(seed=1, as_of="2000-06-15T12:00:00")
    assert max(fake.past_dates(2000)) == datetime.date(2000, 6, 13)
    assert fake.as_of == datetime.datetime(2000, 6, 15, 12)
    assert max(fake.past_datetimes(2000)) < datetime.datetime(2000, 6, 15, 12)
    assert Faker(as_of=datetime.date(2000, 6, 15)).as_of == datetime.datetime(2000, 6, 15)


def test_ages_count_from_the_moment() -> None:
    rows = Faker(seed=1, as_of="2010-03-01").records(
        3000, {"age": "person.age", "born": "person.birth_date"}
    )
    assert all(years(row["born"], datetime.date(2010, 3, 1)) == row["age"] for row in rows)


def years(born: datetime.date, today: datetime.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
