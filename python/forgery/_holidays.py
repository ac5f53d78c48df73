"""Holidays of a country and days of trade such as Black Friday, as the dates that the engine wants.

The engine knows no countries: what stands in a schema under `arrivals: {holidays: …}` is turned into dates with their
factors here, before anything is generated.
"""

from __future__ import annotations

import calendar
import datetime
import re
import typing

from ._nearest import near
from ._optional import need
from .errors import InvalidTypeError, InvalidValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["SPECIAL_DAYS", "SPECIAL_SPANS", "nth_weekday", "resolve"]

#: What a holiday multiplies the rate by, unless it is said.
FACTOR = 0.3
MONDAY, THURSDAY, SUNDAY = 0, 3, 6
ONE = datetime.timedelta(days=1)
#: The years that the rule of Easter, and dates, are good for.
FIRST, LAST = 1583, 9999


def nth_weekday(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th of a weekday (Monday is 0) in a month; the last for n = -1."""
    if n > 0:
        first = datetime.date(year, month, 1)
        return first + ONE * ((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - ONE
    return last - ONE * ((last.weekday() - weekday) % 7 + 7 * (-n - 1))


def easter(year: int) -> datetime.date:
    """Easter Sunday of the western churches: the first Sunday after the ecclesiastical full moon from 21 March on."""
    century = year // 100
    # Days by which the tables of the moon have been moved since 1583, for leap days left out and for its true length.
    moved = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * (year % 19) + moved + 15) % 30
    # The tables never say 19 April, nor 18 April twice in a cycle.
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - year % 19) // 11))
    full = datetime.date(year, 3, 21) + ONE * moon
    return full + ONE * (7 - (full.weekday() + 1) % 7)


def thanksgiving(year: int) -> datetime.date:
    """The fourth Thursday of November, which is not always the last."""
    return nth_weekday(year, 11, THURSDAY, 4)


def fixed(month: int, day: int) -> Callable[[int], datetime.date]:
    """A day that has the same date each year."""
    return lambda year: datetime.date(year, month, day)


#: Days that are no holidays of a state, by rule.
SPECIAL_DAYS: Mapping[str, Callable[[int], datetime.date]] = {
    "black_friday": lambda year: thanksgiving(year) + ONE,
    "boxing_day": fixed(12, 26),
    "christmas_day": fixed(12, 25),
    "christmas_eve": fixed(12, 24),
    "cyber_monday": lambda year: thanksgiving(year) + 4 * ONE,
    "easter_monday": lambda year: easter(year) + ONE,
    "easter_sunday": easter,
    "fathers_day": lambda year: nth_weekday(year, 6, SUNDAY, 3),
    "good_friday": lambda year: easter(year) - 2 * ONE,
    "halloween": fixed(10, 31),
    "labor_day": lambda year: nth_weekday(year, 9, MONDAY, 1),
    "memorial_day": lambda year: nth_weekday(year, 5, MONDAY, -1),
    "mothers_day": lambda year: nth_weekday(year, 5, SUNDAY, 2),
    "new_years_day": fixed(1, 1),
    "new_years_eve": fixed(12, 31),
    "singles_day": fixed(11, 11),
    "small_business_saturday": lambda year: thanksgiving(year) + 2 * ONE,
    "thanksgiving": thanksgiving,
    "valentines_day": fixed(2, 14),
}

#: Days that belong together, by their first and their last.
SPECIAL_SPANS: Mapping[
    str, tuple[Callable[[int], datetime.date], Callable[[int], datetime.date]]
] = {
    "cyber_week": (thanksgiving, SPECIAL_DAYS["cyber_monday"]),
    "easter_weekend": (SPECIAL_DAYS["good_friday"], SPECIAL_DAYS["easter_monday"]),
    "holiday_season": (SPECIAL_DAYS["black_friday"], fixed(12, 23)),
    "year_end": (fixed(12, 24), lambda year: datetime.date(year + 1, 1, 1)),
}


def resolve(given: Mapping[str, typing.Any], years: Iterable[int]) -> dict[str, typing.Any]:
    """Turn `holidays: {country: US, factor: 0.3, days: {black_friday: 1.6}}` into dates with their factors.

    Args:
        given: `country` (ISO 3166), `subdivision` (a state or region of it), `factor` (of its public holidays), `days`
            (names of `SPECIAL_DAYS` or `SPECIAL_SPANS`, names of the country's holidays in snake_case, "MM-DD" or
            "MM-DD..MM-DD", each with its factor), `dates` (a list of dates, which have `factor`, or a mapping from
            dates to factors). What is more special wins: `dates`, then single `days`, then spans of them, then the
            country's.
        years: The years for which dates are wanted.

    Returns:
        `{"dates": {"2024-11-29": 1.6, …}, "factor": 0.3}`, the dates ascending: what the engine takes.

    Raises:
        InvalidValueError: An unknown country, subdivision, day or option, or a factor below zero.
        MissingExtraError: A country is given and the package holidays is not installed.
    """
    known = ("country", "subdivision", "factor", "days", "dates")
    for option in given:
        if option not in known:
            raise InvalidValueError(f"'holidays' has no {option!r}{near(option, known)}")
    span = sorted({year for year in years if FIRST <= year <= LAST})
    factor = _factor("factor", given.get("factor", FACTOR))
    named = _of_country(given.get("country"), given.get("subdivision"), span)
    dates = {day: factor for days in named.values() for day in days}
    days = given.get("days") or {}
    if not hasattr(days, "items"):
        raise InvalidTypeError(f"'days' of 'holidays' maps names to factors; it is {days!r}")
    factors = {str(name): _factor(str(name), value) for name, value in days.items()}
    for name in sorted(factors, key=lambda name: not _is_span(name)):
        for day in _special(name, span, named):
            dates[day] = factors[name]
    own = given.get("dates") or []
    for day in own:
        dates[_date(day)] = _factor(str(day), own[day]) if hasattr(own, "items") else factor
    return {"dates": {day.isoformat(): dates[day] for day in sorted(dates)}, "factor": factor}


def _special(
    name: str, years: list[int], named: Mapping[str, list[datetime.date]]
) -> list[datetime.date]:
    """The dates of a day that is named."""
    # What the country itself calls so comes first: its Mother's Day or Labor Day may be another.
    if name in named:
        return named[name]
    if name in SPECIAL_DAYS:
        return [SPECIAL_DAYS[name](year) for year in years]
    if name in SPECIAL_SPANS:
        first, last = SPECIAL_SPANS[name]
        return [day for year in years if year < LAST for day in _from_to(first(year), last(year))]
    match = re.fullmatch(r"(\d\d)-(\d\d)", name)
    if match:
        month, day = _day_of_year(name, match[1], match[2])
        has = [year for year in years if day <= calendar.monthrange(year, month)[1]]
        return [datetime.date(year, month, day) for year in has]
    match = _SPAN.fullmatch(name)
    if match:
        begin, end = _day_of_year(name, match[1], match[2]), _day_of_year(name, match[3], match[4])
        # From December on a span may end in the year after.
        later = int(end < begin)
        reach = [year for year in years if year + later <= LAST]
        pairs = ((_latest(year, *begin), _latest(year + later, *end)) for year in reach)
        return [day for pair in pairs for day in _from_to(*pair)]
    hint = near(name, [*SPECIAL_DAYS, *SPECIAL_SPANS, *named])
    raise InvalidValueError(
        f"'days' of 'holidays' knows no {name!r}{hint}, or give 'MM-DD', or 'MM-DD..MM-DD'"
    )


_SPAN = re.compile(r"(\d\d)-(\d\d)\s*\.\.\s*(\d\d)-(\d\d)")


def _is_span(name: str) -> bool:
    return name in SPECIAL_SPANS or _SPAN.fullmatch(name) is not None


def _day_of_year(name: str, month: str, day: str) -> tuple[int, int]:
    made = int(month), int(day)
    # 2000 has a 29 February, as only some years do.
    if not (1 <= made[0] <= 12 and 1 <= made[1] <= calendar.monthrange(2000, made[0])[1]):
        raise InvalidValueError(f"'days' of 'holidays': {name!r} is no day of the year")
    return made


def _latest(year: int, month: int, day: int) -> datetime.date:
    """A day of a year, 28 February for the 29th where there is none."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _from_to(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + ONE * i for i in range((last - first).days + 1)]


def _of_country(
    country: object, subdivision: object, years: list[int]
) -> dict[str, list[datetime.date]]:
    """The public holidays of a country, by their names in snake_case."""
    if country is None:
        if subdivision is not None:
            raise InvalidValueError(
                "'subdivision' of 'holidays' is one of a 'country', and none is given"
            )
        return {}
    holidays = need("holidays", "holidays")
    code = str(country).upper()
    supported: Mapping[str, list[str]] = holidays.list_supported_countries(include_aliases=True)
    if code not in supported:
        hint = near(code, supported)
        raise InvalidValueError(
            f"'country' of 'holidays' knows no {country!r}{hint}; give an ISO 3166 code such as 'US'"
        )
    if subdivision is not None and str(subdivision) not in supported[code]:
        hint = near(subdivision, supported[code])
        names = ", ".join(supported[code]) or "none"
        raise InvalidValueError(
            f"'subdivision' of 'holidays' knows no {subdivision!r} in {code}{hint}; it knows {names}"
        )
    languages = holidays.list_localized_countries().get(code, [])
    language = "en_US" if "en_US" in languages else None
    found = holidays.country_holidays(code, subdiv=subdivision, years=years, language=language)
    named: dict[str, list[datetime.date]] = {}
    # Asked for some years, the package may bring days of the years around them.
    for day, names in sorted(found.items()):
        if day.year in years:
            for name in str(names).split("; "):
                named.setdefault(_snake(name), []).append(day)
    return named


def _snake(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "").replace("\u2019", "")).strip(
        "_"
    )


def _factor(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidTypeError(
            f"the factor of {name!r} in 'holidays' must be a number, not {value!r}"
        )
    if not 0 <= value < float("inf"):
        raise InvalidValueError(
            f"the factor of {name!r} in 'holidays' must be zero or more, not {value!r}"
        )
    return float(value)


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise InvalidValueError(
            f"'dates' of 'holidays': {value!r} is no date; write it as 'YYYY-MM-DD'"
        ) from None
