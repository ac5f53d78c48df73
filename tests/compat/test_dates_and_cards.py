"""Dates and cards beyond the argument sets: local time, lazy series, a passport's default, the user's own cards."""

from __future__ import annotations

import datetime as dt
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import time_machine
from calls import seeded
from sides import both

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.timezone.utc)
BEFORE_1970 = [
    ("date_time_between_dates", -(10**9), -(10**6)),
    ("date_time_between_dates", dt.date(1, 1, 1), dt.datetime(1, 1, 1, 1)),
    ("date_between_dates", dt.date(1950, 1, 1), dt.date(1950, 1, 2)),
    ("date_between", "-100y", "-90y"),
    ("date_this_century",),
    ("date_time_this_century",),
    ("date_time_between_dates", dt.datetime(9999, 12, 31, 1), dt.datetime(9999, 12, 31, 23, 59)),
    ("date_between", "today", "+2d"),
    ("date_of_birth",),
]


@contextmanager
def zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = name
        time.tzset()
        with time_machine.travel(NOW, tick=False):
            yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the process cannot be set here")
@pytest.mark.parametrize(
    "name", ["America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"]
)
@both
def test_local_time_before_1970_and_at_the_ends_of_the_calendar(m, name):
    fake = seeded(m)
    with zone(name):
        calls = [(call, n) for call in BEFORE_1970 for n in range(5)]
        return [m.attempt(getattr(fake, method), *args) for (method, *args), _ in calls]


@both
def test_series_are_made_when_they_are_asked_for(m):
    fake = seeded(m)
    with time_machine.travel(NOW, tick=False):
        refused = fake.time_series(start_date="+1d", end_date="-1d")
        asked = []
        series = fake.time_series("-3d", "now", 86_400, asked.append)
        seen = [type(series).__name__, fake.random_int(), m.attempt(next, refused)]
        first = next(series)
        return [*seen, first, fake.random_int(), len(asked), len(list(series)), len(asked)]


@both
def test_passports_of_those_who_are_born_today_when_the_day_has_changed(m):
    fake = seeded(m)
    values = []
    today = dt.datetime.now(dt.timezone.utc).replace(hour=12)
    for days in (0, 1, 400, 9_000, -400):
        with time_machine.travel(today + dt.timedelta(days=days), tick=False):
            values += [m.attempt(fake.passport_dates) for _ in range(3)]
    return values


@pytest.mark.parametrize("locale", ["en_US", "zh_CN", "ru_RU", "uk_UA", "fa_IR"])
@both
def test_cards_of_the_users_own_types(m, locale):
    card = m.typing.CreditCard
    cards = [
        card("Mine", ["42", "9##"]),
        card("Short", ("1234",), 5, "PIN", 12),
        card("{{last_name}} & Co", ["%", "@!"], length=8, security_code="{{year}}"),
        card("None", []),
        card("Nought", ["12345678"], length=4),
    ]
    fake = seeded(m, locale)
    methods = ("provider", "number", "security_code", "full")
    with time_machine.travel(NOW, tick=False):
        return [
            m.attempt(getattr(fake, f"credit_card_{method}"), each)
            for each in cards
            for method in methods
        ]


class Number(int):
    """A number of one's own kind."""


class Text(str):
    """A text of one's own kind."""


AWARE = dt.datetime(2020, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5)))


@pytest.mark.parametrize(
    "value", [AWARE, AWARE.timetz(), Number(3), Text("x"), "\ud800", 2**80, [1]]
)
@both
def test_values_of_the_users_own_formatters_stay_what_they_are(m, value):
    fake = seeded(m)
    fake.set_formatter("date_of_birth", lambda: value)
    found = fake.simple_profile()["birthdate"]
    return type(found).__name__, m.attempt(lambda: found.tzinfo), found == value
