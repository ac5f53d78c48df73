"""Dates of holidays and special days, against calendars and against what others say."""

from __future__ import annotations

import calendar
import datetime

import pytest
from forgery import errors
from forgery._holidays import SPECIAL_DAYS, easter, nth_weekday, resolve


def of(name: str, *years: int) -> list[str]:
    return [SPECIAL_DAYS[name](year).isoformat() for year in years]


def test_days_of_trade() -> None:
    # 2018, 2019, 2024 and 2029: Novembers that begin on Thursday, Friday, Friday and Thursday.
    assert of("thanksgiving", 2018, 2019, 2024, 2029) == [
        "2018-11-22",
        "2019-11-28",
        "2024-11-28",
        "2029-11-22",
    ]
    assert of("black_friday", 2018, 2019, 2023, 2024) == [
        "2018-11-23",
        "2019-11-29",
        "2023-11-24",
        "2024-11-29",
    ]
    assert of("cyber_monday", 2018, 2019, 2023, 2024) == [
        "2018-11-26",
        "2019-12-02",
        "2023-11-27",
        "2024-12-02",
    ]
    assert of("mothers_day", 2024, 2025) == ["2024-05-12", "2025-05-11"]
    assert of("fathers_day", 2024, 2025) == ["2024-06-16", "2025-06-15"]
    assert of("memorial_day", 2024, 2025) == ["2024-05-27", "2025-05-26"]
    assert of("labor_day", 2024, 2025) == ["2024-09-02", "2025-09-01"]


def test_nth_weekdays_of_every_month() -> None:
    for year in (*range(1999, 2032), 1900, 2100):
        for month in range(1, 13):
            weeks = calendar.Calendar().monthdatescalendar(year, month)
            for weekday in range(7):
                days = [week[weekday] for week in weeks if week[weekday].month == month]
                for n, day in enumerate(days, 1):
                    assert nth_weekday(year, month, weekday, n) == day
                assert nth_weekday(year, month, weekday, -1) == days[-1]
                assert nth_weekday(year, month, weekday, -2) == days[-2]


def test_easter() -> None:
    known = {
        1583: "04-10",
        1818: "03-22",
        1943: "04-25",
        1954: "04-18",
        1981: "04-19",
        2000: "04-23",
        2008: "03-23",
    }
    known |= {
        2019: "04-21",
        2024: "03-31",
        2025: "04-20",
        2038: "04-25",
        2049: "04-18",
        2076: "04-19",
        2285: "03-22",
    }
    for year, day in known.items():
        assert easter(year).isoformat() == f"{year}-{day}"


def test_easter_as_dateutil() -> None:
    other = pytest.importorskip("dateutil.easter")
    assert all(easter(year) == other.easter(year) for year in range(1583, 4100))


def test_resolve_without_a_country() -> None:
    given = {
        "days": {"black_friday": 1.6, "12-24": 0.5, "02-29": 2},
        "dates": {"2024-12-24": 0.1},
        "factor": 0.2,
    }
    assert resolve(given, range(2023, 2025)) == {
        "dates": {
            "2023-11-24": 1.6,
            "2023-12-24": 0.5,
            "2024-02-29": 2.0,
            "2024-11-29": 1.6,
            "2024-12-24": 0.1,
        },
        "factor": 0.2,
    }
    own = {"dates": [datetime.date(2024, 7, 1), datetime.datetime(2024, 7, 2, 9), "2024-07-03"]}
    assert resolve(own, [2024])["dates"] == {
        "2024-07-01": 0.3,
        "2024-07-02": 0.3,
        "2024-07-03": 0.3,
    }
    assert resolve({}, [2024]) == {"dates": {}, "factor": 0.3}


def test_spans_of_days() -> None:
    days = {"year_end": 0.3, "new_years_eve": 0.1, "02-27..02-29": 2, "cyber_week": 1.2}
    dates = resolve({"days": {**days, "black_friday": 1.6}}, [2023, 2024])["dates"]
    of_2023 = [day for day in dates if "2023-12-23" < day < "2024-02-01"]
    assert of_2023 == [*(f"2023-12-{day}" for day in range(24, 32)), "2024-01-01"]
    # A single day is more special than a span, wherever it stands.
    assert dates["2023-12-30"] == 0.3
    assert dates["2023-12-31"] == 0.1
    assert [dates[f"2024-11-{day}"] for day in (28, 29, 30)] == [1.2, 1.6, 1.2]
    assert [day for day in dates if "-02-" in day] == [
        "2023-02-27",
        "2023-02-28",
        "2024-02-27",
        "2024-02-28",
        "2024-02-29",
    ]


def test_resolve_with_a_country() -> None:
    pytest.importorskip("holidays")
    dates = resolve({"country": "us", "days": {"black_friday": 1.6, "christmas_day": 0}}, [2024])[
        "dates"
    ]
    assert dates["2024-07-04"] == 0.3
    assert dates["2024-11-28"] == 0.3
    assert dates["2024-11-29"] == 1.6
    assert dates["2024-12-25"] == 0
    assert all(day.startswith("2024") for day in dates)
    german = resolve({"country": "DE", "subdivision": "BY"}, [2024, 2025])["dates"]
    assert "2024-05-30" in german
    assert "2025-10-03" in german
    assert "2024-05-30" not in resolve({"country": "DE"}, [2024])["dates"]
    # The rules agree with the package where both know a day.
    american = resolve({"country": "US"}, range(1971, 2100))["dates"]
    for year in range(1971, 2100):
        for name in ("thanksgiving", "labor_day", "memorial_day"):
            assert SPECIAL_DAYS[name](year).isoformat() in american


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"contry": "US"}, "'holidays' has no 'contry'; did you mean 'country'?"),
        ({"days": {"black_fryday": 2}}, "did you mean 'black_friday'?"),
        ({"days": {"13-01": 2}}, "'13-01' is no day of the year"),
        ({"days": {"12-24..01-32": 2}}, "is no day of the year"),
        ({"days": {"yearend": 2}}, "did you mean 'year_end'?"),
        ({"days": {"black_friday": -1}}, "must be zero or more, not -1"),
        ({"dates": ["2024-13-01"]}, "write it as 'YYYY-MM-DD'"),
        ({"subdivision": "CA"}, "none is given"),
    ],
)
def test_errors(given: dict[str, object], message: str) -> None:
    with pytest.raises(errors.InvalidValueError, match=r".") as raised:
        resolve(given, [2024])
    assert message in str(raised.value)


def test_wrong_types() -> None:
    with pytest.raises(errors.InvalidTypeError, match="must be a number, not 'many'"):
        resolve({"factor": "many"}, [2024])
    with pytest.raises(errors.InvalidTypeError, match="maps names to factors"):
        resolve({"days": ["black_friday"]}, [2024])


def test_unknown_countries() -> None:
    pytest.importorskip("holidays")
    with pytest.raises(errors.InvalidValueError, match="give an ISO 3166 code such as 'US'"):
        resolve({"country": "USSR"}, [2024])
    with pytest.raises(
        errors.InvalidValueError, match="'subdivision' of 'holidays' knows no 'XX' in US"
    ):
        resolve({"country": "US", "subdivision": "XX"}, [2024])
