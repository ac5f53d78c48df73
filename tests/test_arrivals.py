"""Arrivals: counts of days and hours against the model as it is defined, worked out here once more."""

from __future__ import annotations

import collections
import datetime
import doctest
import math
import typing

import forgery.arrivals
import pytest
from forgery import errors
from forgery.arrivals import PRESETS, ArrivalModel

START, END = datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)
DAYS = [START + datetime.timedelta(days=i) for i in range((END - START).days)]
#: Berlin's clocks skip 2:00 on the one and have it twice on the other.
SPRING, AUTUMN = datetime.date(2024, 3, 31), datetime.date(2024, 10, 27)
MODEL: dict[str, typing.Any] = {
    "hours": "business",
    "weekdays": {"fri": 1.2},
    "weekday": 1.1,
    "weekend": 0.4,
    "months": {"dec": 1.4},
    "holidays": {
        "days": {"black_friday": 1.6, "year_end": 0.3, "08-01..08-15": 0.7},
        "dates": {"2024-05-01": 0.1},
    },
    "growth": "0.02/mo",
    "timezone": "Europe/Berlin",
}
#: 70 % from 9 to 18, 20 % until 23, 10 % at night.
HOURS = [0.01 if h < 9 or h == 23 else 0.7 / 9 if h < 18 else 0.2 / 5 for h in range(24)]


def factor(day: datetime.date) -> float:
    """How much MODEL says of a day, by the definition."""
    made = 0.4 if day.weekday() >= 5 else 1.1
    made *= 1.2 if day.weekday() == 4 else 1
    made *= 1.4 if day.month == 12 else 1
    made *= 1.6 if day == datetime.date(2024, 11, 29) else 1
    year_end = (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)
    made *= 0.3 if year_end else 1
    made *= 0.7 if day.month == 8 and day.day <= 15 else 1
    made *= 0.1 if (day.month, day.day) == (5, 1) else 1
    return made * 1.02 ** ((day - START).days / (365.2425 / 12))


def hours_of(day: datetime.date) -> list[float]:
    twice = {SPRING: 0, AUTUMN: 2}.get(day, 1)
    return [share * (twice if hour == 2 else 1) for hour, share in enumerate(HOURS)]


#: What is expected of MODEL: the share of each day, and of each hour of it.
CELLS = {day: [factor(day) * share for share in hours_of(day)] for day in DAYS}
TOTAL = sum(map(sum, CELLS.values()))
DAILY = [sum(CELLS[day]) / TOTAL for day in DAYS]
HOURLY = [sum(cell[hour] for cell in CELLS.values()) / TOTAL for hour in range(24)]


def unlike(counts: typing.Sequence[int], shares: typing.Sequence[float]) -> float:
    """Pearson's chi-square as a normal deviate (Wilson and Hilferty): beyond 4 the shares are others."""
    n = sum(counts)
    assert all(c == 0 for c, share in zip(counts, shares) if share == 0)
    used = [(c, n * share) for c, share in zip(counts, shares) if share > 0]
    assert min(e for _, e in used) > 5, "too few to tell"
    k = len(used) - 1
    each = sum((c - e) ** 2 / e for c, e in used) / k
    return (each ** (1 / 3) - (1 - 2 / (9 * k))) / math.sqrt(2 / (9 * k))


def by_day(moments: typing.Iterable[datetime.datetime]) -> list[int]:
    counted = collections.Counter(moment.date() for moment in moments)
    return [counted[day] for day in DAYS]


def by_hour(moments: typing.Iterable[datetime.datetime]) -> list[int]:
    counted = collections.Counter(moment.hour for moment in moments)
    return [counted[hour] for hour in range(24)]


def made(model: typing.Any = MODEL, **more: typing.Any) -> ArrivalModel:
    return ArrivalModel(model, start=START, end=END, **more)


@pytest.fixture(scope="module")
def moments() -> list[datetime.datetime]:
    return made().moments(200_000, seed=8)


def test_days_and_hours_follow_the_model(moments: list[datetime.datetime]) -> None:
    assert len(moments) == 200_000
    assert moments == sorted(moments)
    assert unlike(by_day(moments), DAILY) < 4
    assert unlike(by_hour(moments), HOURLY) < 4
    # Nor do they follow it too well: they are drawn.
    assert unlike(by_day(moments), DAILY) > -4
    weekday = [sum(DAILY[i] for i, day in enumerate(DAYS) if day.weekday() == w) for w in range(7)]
    counted = collections.Counter(moment.weekday() for moment in moments)
    assert unlike([counted[w] for w in range(7)], weekday) < 4


@pytest.mark.parametrize(
    "other",
    [
        {"weekend": 0.45},
        {"weekday": 1},
        {"weekdays": {}},
        {"months": {"dec": 1}},
        {"growth": 0},
        {"growth": "0.02/q"},
        {"holidays": {"days": {"black_friday": 1.6, "08-01..08-15": 0.7}}},
        {"holidays": {"days": {"year_end": 0.3, "08-01..08-15": 0.7}}},
    ],
    ids=str,
)
def test_the_same_test_tells_another_model(other: dict[str, typing.Any]) -> None:
    moments = made({**MODEL, **other}).moments(200_000, seed=8)
    assert unlike(by_day(moments), DAILY) > 5


def test_the_same_test_tells_other_hours() -> None:
    hours = {"9-18": 0.69, "18-23": 0.21, "23-9": 0.1}
    moments = made({**MODEL, "hours": hours}).moments(200_000, seed=8)
    assert unlike(by_hour(moments), HOURLY) > 5


@pytest.mark.parametrize(("day", "expected"), [(SPRING, 0), (AUTUMN, 2)])
def test_hours_that_clocks_skip_or_repeat(day: datetime.date, expected: int) -> None:
    hours = [1] * 24
    end = day + datetime.timedelta(days=1)
    model = ArrivalModel({"hours": hours}, start=day, end=end, timezone="Europe/Berlin")
    shares = [(expected if hour == 2 else 1) / (23 + expected) for hour in range(24)]
    assert model.hourly() == pytest.approx(shares)
    assert unlike(by_hour(model.moments(48_000, seed=3)), shares) < 4
    plain = ArrivalModel({"hours": hours}, start=day, end=end)
    assert unlike(by_hour(plain.moments(48_000, seed=3)), [1 / 24] * 24) < 4


def dispersion(counts: list[int], expected: list[float]) -> float:
    return sum((c - e) ** 2 / e for c, e in zip(counts, expected)) / len(counts)


def test_the_number_of_events_is_poissons() -> None:
    model = made(per_day=20)
    # Over seeds: the variance of the number is its mean.
    numbers = [model.table(seed=seed).num_rows for seed in range(400)]
    mean = 20 * len(DAYS)
    assert abs(sum(numbers) / 400 - mean) < 4 * math.sqrt(mean / 400)
    assert abs(dispersion(numbers, [mean] * 400) - 1) < 4 * math.sqrt(2 / 400)
    # Days: each is Poisson's, and says nothing of the next.
    expected = [mean * share for share in DAILY]
    days = [by_day(made(per_day=20).moments(seed=seed)) for seed in range(5)]
    n = len(days) * len(DAYS)
    total = sum(dispersion(each, expected) for each in days) / len(days)
    assert abs(total - 1) < 4 * math.sqrt(2.2 / n)
    off = [[(c - e) / math.sqrt(e) for c, e in zip(each, expected)] for each in days]
    next_day = sum(a * b for each in off for a, b in zip(each, each[1:])) / n
    assert abs(next_day) < 4 / math.sqrt(n)


def test_a_fixed_number_does_not_vary() -> None:
    assert {made().table(5_000, seed=seed).num_rows for seed in range(3)} == {5_000}


@pytest.mark.parametrize(("noise", "variance"), [(0.3, 0.09), ({"day": 0.2, "week": 0.2}, 0.08)])
def test_noise_makes_days_vary_more(noise: typing.Any, variance: float) -> None:
    model = ArrivalModel({"noise": noise}, start=START, end=END, per_day=100)
    expected = [100.0] * len(DAYS)
    counted = [by_day(model.moments(seed=seed)) for seed in range(8)]
    total = sum(dispersion(each, expected) for each in counted) / len(counted)
    # The variance of a Poisson number whose mean is lognormal.
    assert total == pytest.approx(1 + 100 * (math.exp(variance) - 1), rel=0.25)
    assert total > 5


def test_noise_of_weeks_is_shared_by_their_days() -> None:
    model = ArrivalModel({"noise": {"week": 0.3}}, start=START, end=END, per_day=400)
    counts = by_day(model.moments(seed=4))
    # 1 January 2024 is a Monday.
    within = [abs(counts[i] - counts[i + 1]) for i in range(364) if i % 7 < 6]
    across = [abs(counts[i] - counts[i + 1]) for i in range(364) if i % 7 == 6]
    assert sum(across) / len(across) > 2.5 * sum(within) / len(within)


def test_what_the_model_says_is_the_definition() -> None:
    model = made()
    assert list(model.daily()) == DAYS
    assert list(model.daily().values()) == pytest.approx(DAILY, rel=1e-9)
    assert model.hourly() == pytest.approx(HOURLY, rel=1e-9)
    assert sum(model.weekdays()) == pytest.approx(1)
    cells = [(day, hour) for day in DAYS[::17] for hour in (3, 10, 20)]
    moments = [datetime.datetime(day.year, day.month, day.day, hour, 30) for day, hour in cells]
    hours = len(DAYS) * 24
    expected = [CELLS[day][hour] / TOTAL * hours for day, hour in cells]
    assert model.rate(moments) == pytest.approx(expected, rel=1e-9)
    per_day = made(per_day=86_400 / 2).rate(moments)
    assert per_day == pytest.approx([each / 2 for each in expected], rel=1e-9)
    # With a time zone of their own they are read on the walls of the model's: 9:30 in summer in Berlin.
    utc = datetime.datetime(2024, 7, 2, 7, 30, tzinfo=datetime.timezone.utc)
    assert model.rate([utc]) == model.rate(["2024-07-02T09:30"])
    assert model.rate(["2023-12-31", END]) == [0, 0]


def test_presets_and_what_is_laid_over_them() -> None:
    for name in PRESETS:
        assert sum(made(name).hourly()) == pytest.approx(1)
    shopping = made("shopping").rate(["2024-11-29T12:30", "2024-11-22T12:30"])
    assert shopping[0] / shopping[1] == pytest.approx(1.6)
    office = made("office").rate(["2024-12-27T12:30", "2024-12-20T12:30"])
    assert office[0] / office[1] == pytest.approx(0.3)
    given = {"preset": "office", "weekend": 0.5, "holidays": {"days": {"12-27": 0.1}}}
    model = made(given)
    assert model.model["weekdays"] == {"sat": 0.05, "sun": 0.02}
    rates = model.rate(["2024-12-27T12:30", "2024-12-20T12:30", "2024-12-30T12:30"])
    assert [rates[0] / rates[1], rates[2] / rates[1]] == pytest.approx([0.1, 0.3])
    saturday = made(given).weekdays()[5] / made("office").weekdays()[5]
    assert saturday == pytest.approx(0.5, rel=0.02)


def test_a_table_has_the_moments_of_the_model_and_any_range_of_them() -> None:
    table = made(per_day=30).table(seed=5)
    whole = table.column("at")
    assert whole == made(per_day=30).moments(seed=5)
    for start, stop in [(0, 1), (1_000, 1_050), (table.num_rows - 3, table.num_rows)]:
        assert table.column("at", slice(start, stop)) == whole[start:stop]


def schema(rows: dict[str, typing.Any], **more: typing.Any) -> typing.Any:
    pytest.importorskip("pydantic")
    columns = {"at": {"type": "tick", "precision": "us"}, "second": {"type": "tick"}, **more}
    tables = {"shops": {"rows": 300, "columns": {"id": {"type": "key"}}}}
    return forgery.load_schema({"tables": {**tables, "events": {"rows": rows, "columns": columns}}})


ROWS = {"arrivals": MODEL, "per_day": 30, "start": "2024-01-01", "end": "2025-01-01"}


def test_rows_that_are_events() -> None:
    found = schema({**ROWS, "arrivals": {**MODEL, "holidays": MODEL["holidays"]}})
    data = found.generate(seed=5)
    # The same as the model's, which has a table of that name and no other.
    assert data["events"].column("at") == made(per_day=30).moments(seed=5)
    second = data["events"].column("second", slice(0, 500))
    exact = data["events"].column("at", slice(0, 500))
    assert second == [each.replace(microsecond=0) for each in exact]
    assert found.scaled(2).generate(seed=5)["events"].num_rows == pytest.approx(
        2 * 30 * len(DAYS), rel=0.05
    )
    assert schema({**ROWS, "total": 100}).generate(seed=5)["events"].num_rows == 100
    count = {key: value for key, value in ROWS.items() if key != "per_day"}
    assert schema({**count, "count": 77}).generate(seed=5)["events"].num_rows == 77


def test_rows_that_are_events_of_each_parent() -> None:
    rows = {**ROWS, "per": "shops", "per_day": 0.5}
    data = schema(rows, shop={"ref": "shops.id"}).generate(seed=6)
    events = data["events"]
    mean = 0.5 * len(DAYS)
    counts = collections.Counter(events.column("shop"))
    assert len(counts) == 300
    assert events.num_rows / 300 == pytest.approx(mean, rel=0.02)
    assert dispersion(list(counts.values()), [mean] * 300) == pytest.approx(1, abs=0.35)
    rows_of = events.records()
    assert unlike(by_hour([row["at"] for row in rows_of]), HOURLY) < 4
    assert all(a["at"] <= b["at"] for a, b in zip(rows_of, rows_of[1:]) if a["shop"] == b["shop"])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({**ROWS, "count": 3}, "either 'per_day' or 'count'"),
        ({**ROWS, "arrivals": "shoping"}, "did you mean 'shopping'?"),
        ({**ROWS, "arrivals": {"preset": "offices"}}, "did you mean 'office'?"),
        ({**ROWS, "arrivals": {"growth": "0.2/parsec"}}, "a share per year"),
        ({**ROWS, "arrivals": {"growth": -2}}, "above -1"),
        ({**ROWS, "arrivals": {"noise": {"hour": 1}}}, "hour"),
        ({**ROWS, "arrivals": {"weekend": -1}}, "weekend"),
        ({**ROWS, "per_day": 1e15}, "would give some"),
        ({**ROWS, "end": "2023-01-01"}, "must be after their start"),
        ({**ROWS, "every": "1h"}, "arrivals"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_rows(rows: dict[str, typing.Any], message: str) -> None:
    with pytest.raises(errors.SchemaError) as raised:
        schema(rows).generate(seed=1)
    assert message in str(raised.value)


def test_the_module_shows_what_runs() -> None:
    assert doctest.testmod(forgery.arrivals, report=True).failed == 0


def test_datasets_have_the_days_of_their_trade() -> None:
    pytest.importorskip("yaml")

    def days(name: str, column: str, wanted: typing.Sequence[str]) -> list[int]:
        found = forgery.dataset_schema(name).generate(seed=1, rows=300_000)
        ((_, table),) = [(key, each) for key, each in found.items() if column in each.column_names]
        counted = collections.Counter(str(at)[:10] for at in table.column(column))
        return [counted[day] for day in wanted]

    sales = days("ecommerce", "transaction_date", ["2024-11-22", "2024-11-29"])
    assert sales[1] / sales[0] == pytest.approx(1.6, rel=0.2)
    quiet = days("crm", "account_creation_date", ["2024-12-20", "2024-12-27"])
    assert quiet[1] / quiet[0] == pytest.approx(0.3, rel=0.3)


def test_what_is_wrong_with_models() -> None:
    with pytest.raises(errors.InvalidValueError, match="did you mean 'web'"):
        made("wep")
    with pytest.raises(errors.InvalidValueError, match="must be a date"):
        ArrivalModel(start="soon", end="2024-01-01")
    with pytest.raises(errors.InvalidValueError, match="'per_day' must be a number"):
        made(per_day=-1)
    with pytest.raises(errors.InvalidValueError, match="Give 'n'"):
        made().moments()
    with pytest.raises(errors.InvalidValueError, match="must be after their start"):
        ArrivalModel(start="2024-01-01", end="2024-01-01")
    with pytest.raises(errors.InvalidValueError, match="time zone"):
        made(timezone="Europe/Bonn")
