"""For `forgery.compat.providers.date_time`: moments from what users write for them, and Thai dates."""

from __future__ import annotations

import datetime
import re
import warnings
from calendar import timegm
from collections.abc import Callable
from functools import cache
from typing import Any

from ..._forgery import compat_table

UTC = datetime.timezone.utc


class ParseError(ValueError):
    """A text is no date or distance."""

    # It may be raised before anybody has looked into that module.
    __module__ = "forgery.compat.providers.date_time"


def _get_local_timezone() -> datetime.tzinfo | None:
    """The time zone of this computer."""
    return datetime.datetime.now().astimezone().tzinfo


def _get_next_month_start(dt: Any) -> Any:
    """The same day of the next month."""
    if dt.month == 12:
        return dt.replace(year=dt.year + 1, month=1)
    return dt.replace(month=dt.month + 1)


def datetime_to_timestamp(dt: datetime.date | datetime.datetime) -> int:
    """The seconds since 1970 of a moment, which is UTC unless it has a time zone."""
    if isinstance(dt, datetime.datetime) and getattr(dt, "tzinfo", None) is not None:
        dt = dt.astimezone(UTC)
    return timegm(dt.timetuple())


def timestamp_to_datetime(timestamp: float, tzinfo: datetime.tzinfo | None) -> datetime.datetime:
    """The moment so many seconds after 1970, in a time zone or without one in UTC."""
    if tzinfo is not None:
        return convert_timestamp_to_datetime(timestamp, tzinfo)
    local = convert_timestamp_to_datetime(timestamp, _get_local_timezone())
    return local.astimezone(UTC).replace(tzinfo=None)


def convert_timestamp_to_datetime(
    timestamp: float, tzinfo: datetime.tzinfo | None
) -> datetime.datetime:
    """The moment so many seconds after 1970 in a time zone; before 1970 whole seconds of that zone's clock."""
    if timestamp >= 0:
        return datetime.datetime.fromtimestamp(timestamp, tzinfo)
    epoch = datetime.datetime(1970, 1, 1, tzinfo=tzinfo)
    return epoch + datetime.timedelta(seconds=int(timestamp))


def change_year(current_date: datetime.date, year_diff: int) -> datetime.date:
    """The same day some years later; 1 March where there is no 29 February."""
    year = current_date.year + year_diff
    try:
        return current_date.replace(year=year)
    except ValueError:
        if year == 0 or (current_date.month, current_date.day) != (2, 29):
            raise
    return current_date.replace(year=year, month=3, day=1)


class Own:
    """For the class that all locales share."""

    regex: re.Pattern[str]

    @classmethod
    def _parse_start_datetime(cls, value: Any) -> int:
        """Seconds since 1970; None is 1970 itself."""
        return 0 if value is None else cls._parse_date_time(value)

    @classmethod
    def _parse_end_datetime(cls, value: Any) -> int:
        """Seconds since 1970; None is now."""
        if value is None:
            return datetime_to_timestamp(datetime.datetime.now())
        return cls._parse_date_time(value)

    @classmethod
    def _parse_date_string(cls, value: str) -> dict[str, float]:
        """The arguments of a `timedelta` for a distance such as ``-30y``."""
        found = cls.regex.match(value)
        given = found.groupdict() if found else {}
        parts: dict[str, float] = {name: int(count) for name, count in given.items() if count}
        for unit, days in (("years", 365.24), ("months", 30.42)):
            if unit in parts:
                parts["days"] = parts.get("days", 0) + days * parts.pop(unit)
        if not parts:
            raise ParseError(f"Can't parse date string `{value}`")
        return parts

    @classmethod
    def _parse_timedelta(cls, value: Any) -> float:
        """Seconds."""
        if isinstance(value, str):
            value = datetime.timedelta(**cls._parse_date_string(value))
        if isinstance(value, datetime.timedelta):
            return value.total_seconds()
        if isinstance(value, (int, float)):
            return value
        raise ParseError(f"Invalid format for timedelta {value!r}")

    @classmethod
    def _parse_date_time(cls, value: Any, tzinfo: datetime.tzinfo | None = None) -> int:
        """Seconds since 1970 of a moment, or of a distance from now."""
        if isinstance(value, (datetime.datetime, datetime.date)):
            return datetime_to_timestamp(value)
        now = datetime.datetime.now(tzinfo)
        if isinstance(value, str):
            distance = {} if value == "now" else cls._parse_date_string(value)
            return datetime_to_timestamp(now + datetime.timedelta(**distance))
        if isinstance(value, datetime.timedelta):
            return datetime_to_timestamp(now + value)
        if isinstance(value, int):
            return value
        raise ParseError(f"Invalid format for date {value!r}")

    @classmethod
    def _parse_date(cls, value: Any) -> datetime.date:
        """The day of a moment, or of a distance from today; a number is one of days."""
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        today = datetime.date.today()
        if isinstance(value, str):
            distance = {} if value in ("today", "now") else cls._parse_date_string(value)
            return today + datetime.timedelta(**distance)
        if isinstance(value, int):
            value = datetime.timedelta(value)
        if isinstance(value, datetime.timedelta):
            return today + value
        raise ParseError(f"Invalid format for date {value!r}")

    def _rand_seconds(self: Any, start_datetime: int, end_datetime: int) -> float:
        """A moment between two, in seconds since 1970."""
        if start_datetime > end_datetime:
            raise ValueError(
                "empty range for _rand_seconds: start datetime must be before than end datetime"
            )
        drawn: float = self.generator.random.uniform(start_datetime, end_datetime)
        return drawn


# Thai dates.


@cache
def _thai(name: str) -> Any:
    return compat_table("th_TH/date_time", f"module.{name}")


def _std_strftime_th_th(dt_obj: datetime.datetime, fmt_char: str) -> str:
    """What Python writes for a directive; one that it does not know is its own letter."""
    directive = f"%{fmt_char}"
    try:
        text = dt_obj.strftime(directive)
    except ValueError as error:  # on Windows
        warnings.warn(
            f"String format directive unknown/not support: {directive}"
            f"The system raises this ValueError: {error}",
            UserWarning,
            stacklevel=2,
        )
        return fmt_char
    return fmt_char if text in ("", directive) else text


# What a directive writes for a moment and its year in the era that counts.
_DIRECTIVES: dict[str, Callable[[datetime.datetime, int], str]] = {
    "A": lambda at, _: str(_thai("_TH_FULL_WEEKDAYS")[at.weekday()]),
    "a": lambda at, _: str(_thai("_TH_ABBR_WEEKDAYS")[at.weekday()]),
    "B": lambda at, _: str(_thai("_TH_FULL_MONTHS")[at.month - 1]),
    "b": lambda at, _: str(_thai("_TH_ABBR_MONTHS")[at.month - 1]),
    "C": lambda _, year: f"{int(year / 100) + 1:02}",
    "c": lambda at, year: f"{_day(at)} {at:%H:%M:%S} {year:04}",
    "D": lambda at, year: f"{at:%m/%d}/{year % 100:02}",
    "F": lambda at, year: f"{year:04}-{at:%m-%d}",
    "G": lambda at, year: f"{_iso_year(at, year):04}",
    "g": lambda at, year: f"{_iso_year(at, year) % 100:02}",
    "v": lambda at, year: f"{at.day:>2}-{_DIRECTIVES['b'](at, year)}-{year:04}",
    "X": lambda at, _: f"{at:%H:%M:%S}",
    "x": lambda at, year: f"{at:%d/%m}/{year:04}",
    "Y": lambda _, year: f"{year:04}",
    "y": lambda _, year: f"{year % 100:02}",
    "+": lambda at, year: f"{_day(at)} {year} {at:%H:%M:%S}",
}


def _day(at: datetime.datetime) -> str:
    return f"{_DIRECTIVES['a'](at, 0):<2} {at.day:>2} {_DIRECTIVES['b'](at, 0)}"


def _iso_year(at: datetime.datetime, year: int) -> int:
    """The year that has most of the moment's week, in the era of `year`."""
    return int(at.strftime("%G")) + year - at.year


def _thai_strftime_th_th(
    dt_obj: datetime.datetime, fmt_char: str, buddhist_era: bool = True
) -> str:
    """What a directive of Thai's own writes; nothing for another."""
    year = dt_obj.year + (_thai("_BE_AD_DIFFERENCE") if buddhist_era else 0)
    write = _DIRECTIVES.get(fmt_char)
    return write(dt_obj, year) if write else ""


_DIRECTIVE = re.compile(r"%(?:(?P<flag>[EO\-_0^#])(?P<flagged>.)|(?P<plain>.?))", re.DOTALL)


def thai_strftime_th_th(
    dt_obj: datetime.datetime,
    fmt: str = "%-d %b %Y",
    thai_digit: bool = False,
    buddhist_era: bool = True,
) -> str:
    """Writes a moment as `strftime` does, with Thai names and years.

    Args:
        dt_obj: The moment.
        fmt: The format.
        thai_digit: Whether digits are Thai too.
        buddhist_era: Whether years count from the death of the Buddha.
    """

    def write(found: re.Match[str]) -> str:
        flag, char = found["flag"], found["flagged"] or found["plain"]
        if not char:
            return "%"
        if not flag and char in _thai("_EXTENSIONS"):
            return char
        if char in _thai("_NEED_L10N"):
            text = _thai_strftime_th_th(dt_obj, char, buddhist_era)
        else:
            text = _std_strftime_th_th(dt_obj, char)
        return _flagged(flag, text)

    # Any sequence of characters will do, as in Faker.
    pattern = fmt if isinstance(fmt, str) else "".join([fmt[at] for at in range(len(fmt))])
    text = _DIRECTIVE.sub(write, pattern)
    return text.translate(_thai("_HA_TH_DIGITS")) if thai_digit else text


def _flagged(flag: str | None, text: str) -> str:
    """What the C library's flags between `%` and the directive do."""
    if flag == "-" and text[0] in " 0":
        return text[1:]
    if flag == "_" and text[0] == "0":
        return " " + text[1:]
    if flag == "0" and text[0] == " ":
        return "0" + text[1:]
    if flag == "^":
        return text.upper()
    if flag == "#":
        return text.swapcase()
    return text.translate(_thai("_HA_TH_DIGITS")) if flag == "O" else text
