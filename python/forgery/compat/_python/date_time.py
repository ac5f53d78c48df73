"""Dates and times: in time zones, from what only Python reads as a moment, and where Faker refuses."""

from __future__ import annotations

import datetime

from .._parts.date_time import (
    UTC,
    _get_local_timezone,
    _get_next_month_start,
    _thai,
    change_year,
    convert_timestamp_to_datetime,
    datetime_to_timestamp,
    thai_strftime_th_th,
    timestamp_to_datetime,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

#: Generators and what only Python can make.
ALWAYS = frozenset({"time_series", "pytimezone"})

_YEAR_1 = -62_135_596_800


def _since_1970(seconds: float, tzinfo: Any) -> datetime.datetime:
    """So many seconds after 1970 on the clock of a time zone."""
    return datetime.datetime(1970, 1, 1, tzinfo=tzinfo) + datetime.timedelta(seconds=seconds)


def unix_time(self: Any, end_datetime: Any = None, start_datetime: Any = None) -> float:
    """Seconds from 1970 to a time between two."""
    start = self._parse_start_datetime(start_datetime)
    return float(self._rand_seconds(start, self._parse_end_datetime(end_datetime)))


def time_delta(self: Any, end_datetime: Any = None) -> datetime.timedelta:
    """A distance of at most that from now to the end."""
    start = self._parse_start_datetime("now")
    distance = self._parse_end_datetime(end_datetime) - start
    return datetime.timedelta(seconds=self._rand_seconds(*sorted((0, distance))))


def date_time(self: Any, tzinfo: Any = None, end_datetime: Any = None) -> datetime.datetime:
    """A time since 1970."""
    # A wrong time zone is refused before anything is drawn.
    epoch = datetime.datetime(1970, 1, 1, tzinfo=tzinfo)
    return epoch + datetime.timedelta(seconds=self.unix_time(end_datetime=end_datetime))


def date_time_ad(
    self: Any, tzinfo: Any = None, end_datetime: Any = None, start_datetime: Any = None
) -> datetime.datetime:
    """A time since the year 1."""
    start = _YEAR_1 if start_datetime is None else self._parse_start_datetime(start_datetime)
    seconds = self._rand_seconds(start, self._parse_end_datetime(end_datetime))
    return _since_1970(seconds, tzinfo)


def iso8601(
    self: Any,
    tzinfo: Any = None,
    end_datetime: Any = None,
    sep: str = "T",
    timespec: str = "auto",
) -> str:
    """A time since 1970 as text."""
    text: str = self.date_time(tzinfo, end_datetime=end_datetime).isoformat(sep, timespec)
    return text


def date(self: Any, pattern: str = "%Y-%m-%d", end_datetime: Any = None) -> str:
    """The day of a time since 1970, written by a pattern."""
    text: str = self.date_time(end_datetime=end_datetime).strftime(pattern)
    return text


def date_object(self: Any, end_datetime: Any = None) -> datetime.date:
    """The day of a time since 1970."""
    day: datetime.date = self.date_time(end_datetime=end_datetime).date()
    return day


def time(self: Any, pattern: str = "%H:%M:%S", end_datetime: Any = None) -> str:
    """A time of day, written by a pattern."""
    text: str = self.date_time(end_datetime=end_datetime).time().strftime(pattern)
    return text


def time_object(self: Any, end_datetime: Any = None) -> datetime.time:
    """A time of day."""
    found: datetime.time = self.date_time(end_datetime=end_datetime).time()
    return found


def date_time_between(
    self: Any, start_date: Any = "-30y", end_date: Any = "now", tzinfo: Any = None
) -> datetime.datetime:
    """A time between two."""
    start = self._parse_date_time(start_date, tzinfo=tzinfo)
    end = self._parse_date_time(end_date, tzinfo=tzinfo)
    if start == end:
        seconds: float = start
    elif end - start <= 1:
        seconds = start + self.generator.random.random()
    else:
        seconds = self._rand_seconds(start, end)
    if tzinfo is None:
        return _since_1970(seconds, None)
    return _since_1970(seconds, UTC).astimezone(tzinfo)


def date_between(self: Any, start_date: Any = "-30y", end_date: Any = "today") -> datetime.date:
    """A day between two."""
    start, end = self._parse_date(start_date), self._parse_date(end_date)
    day: datetime.date = self.date_between_dates(date_start=start, date_end=end)
    return day


def future_datetime(self: Any, end_date: Any = "+30d", tzinfo: Any = None) -> datetime.datetime:
    """A time from a second after now on."""
    at: datetime.datetime = self.date_time_between(
        start_date="+1s", end_date=end_date, tzinfo=tzinfo
    )
    return at


def future_date(self: Any, end_date: Any = "+30d") -> datetime.date:
    """A day from tomorrow on."""
    day: datetime.date = self.date_between(start_date="+1d", end_date=end_date)
    return day


def past_datetime(self: Any, start_date: Any = "-30d", tzinfo: Any = None) -> datetime.datetime:
    """A time up to a second before now."""
    at: datetime.datetime = self.date_time_between(
        start_date=start_date, end_date="-1s", tzinfo=tzinfo
    )
    return at


def past_date(
    self: Any,
    start_date: Any = "-30d",
    tzinfo: Any = None,  # noqa: ARG001
) -> datetime.date:
    """A day before today; the time zone does not count, in Faker either."""
    day: datetime.date = self.date_between(start_date=start_date, end_date="-1d")
    return day


def date_time_between_dates(
    self: Any, datetime_start: Any = None, datetime_end: Any = None, tzinfo: Any = None
) -> datetime.datetime:
    """A time between two."""
    bounds = (
        datetime_to_timestamp(datetime.datetime.now(tzinfo))
        if moment is None
        else self._parse_date_time(moment, tzinfo=tzinfo)
        for moment in (datetime_start, datetime_end)
    )
    seconds = self._rand_seconds(*bounds)
    try:
        if tzinfo is not None:
            return datetime.datetime.fromtimestamp(seconds, tzinfo)
        local = convert_timestamp_to_datetime(seconds, _get_local_timezone())
        try:
            return local.astimezone(UTC).replace(tzinfo=None)
        except OSError:
            return local
    except OverflowError:
        raise OverflowError(
            "You specified an end date with a timestamp bigger than the maximum allowed on this "
            "system. Please specify an earlier date."
        ) from None


def date_between_dates(self: Any, date_start: Any = None, date_end: Any = None) -> datetime.date:
    """The day of a time between two."""
    day: datetime.date = self.date_time_between_dates(date_start, date_end).date()
    return day


def _within(draw: Any, now: Any, start: Any, after: Any, includes: tuple[Any, Any]) -> Any:
    """A time of the period from `start` until `after`: of what is before now, or after it, or both."""
    before_now, after_now = includes
    if not before_now and not after_now:
        return now
    return draw(start if before_now else now, after if after_now else now)


def _time_within(self: Any, years: int, includes: tuple[Any, Any], tzinfo: Any) -> Any:
    """A time of the current century or decade."""
    now = datetime.datetime.now(tzinfo)
    start = datetime.datetime(now.year - now.year % years, 1, 1, tzinfo=tzinfo)
    last = min(start.year + years, datetime.MAXYEAR)
    after = datetime.datetime(last, 1, 1, tzinfo=tzinfo)

    def draw(since: Any, until: Any) -> Any:
        return self.date_time_between_dates(since, until, tzinfo)

    return _within(draw, now, start, after, includes)


def date_time_this_century(
    self: Any, before_now: bool = True, after_now: bool = False, tzinfo: Any = None
) -> Any:
    """A time of the current century."""
    return _time_within(self, 100, (before_now, after_now), tzinfo)


def date_time_this_decade(
    self: Any, before_now: bool = True, after_now: bool = False, tzinfo: Any = None
) -> Any:
    """A time of the current decade."""
    return _time_within(self, 10, (before_now, after_now), tzinfo)


def date_time_this_year(
    self: Any, before_now: bool = True, after_now: bool = False, tzinfo: Any = None
) -> Any:
    """A time of the current year."""
    now = datetime.datetime.now(tzinfo)
    start = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    after = datetime.datetime(now.year + 1, 1, 1, tzinfo=tzinfo)

    def draw(since: Any, until: Any) -> Any:
        return self.date_time_between_dates(since, until, tzinfo)

    return _within(draw, now, start, after, (before_now, after_now))


def date_time_this_month(
    self: Any, before_now: bool = True, after_now: bool = False, tzinfo: Any = None
) -> Any:
    """A time of the current month."""
    now = datetime.datetime.now(tzinfo)
    start = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = _get_next_month_start(start)

    def draw(since: Any, until: Any) -> Any:
        return self.date_time_between_dates(since, until, tzinfo)

    return _within(draw, now, start, after, (before_now, after_now))


def _day_within(self: Any, years: int, includes: tuple[Any, Any]) -> Any:
    """A day of the current century, decade or year."""
    today = datetime.date.today()
    start = datetime.date(today.year - today.year % years, 1, 1)
    after = datetime.date(start.year + years, 1, 1)
    return _within(self.date_between_dates, today, start, after, includes)


def date_this_century(self: Any, before_today: bool = True, after_today: bool = False) -> Any:
    """A day of the current century."""
    return _day_within(self, 100, (before_today, after_today))


def date_this_decade(self: Any, before_today: bool = True, after_today: bool = False) -> Any:
    """A day of the current decade."""
    return _day_within(self, 10, (before_today, after_today))


def date_this_year(self: Any, before_today: bool = True, after_today: bool = False) -> Any:
    """A day of the current year."""
    return _day_within(self, 1, (before_today, after_today))


def date_this_month(self: Any, before_today: bool = True, after_today: bool = False) -> Any:
    """A day of the current month."""
    today = datetime.date.today()
    start = today.replace(day=1)
    after = _get_next_month_start(start)
    includes = (before_today, after_today)
    return _within(self.date_between_dates, today, start, after, includes)


def time_series(
    self: Any,
    start_date: Any = "-30d",
    end_date: Any = "now",
    precision: Any = None,
    distrib: Any = None,
    tzinfo: Any = None,
) -> Iterator[tuple[datetime.datetime, Any]]:
    """Times at equal distances, each with a value. A generator: nothing happens before it is asked."""
    at = self._parse_date_time(start_date, tzinfo=tzinfo)
    end = self._parse_date_time(end_date, tzinfo=tzinfo)
    if end < at:
        raise ValueError("`end_date` must be greater than `start_date`.")
    step = self._parse_timedelta((end - at) / 30 if precision is None else precision)
    if step <= 0 and at < end:
        raise ValueError("`precision` must be greater than zero.")

    def even(_when: datetime.datetime) -> Any:
        return self.generator.random.uniform(0, step)

    value_of = even if distrib is None else distrib
    if not callable(value_of):
        raise ValueError(f"`distrib` must be a callable. Got {distrib} instead.")
    while at < end:
        when = timestamp_to_datetime(at, tzinfo)
        at += step
        yield when, value_of(when)


def timezone(self: Any) -> Any:
    """The name of a time zone of any country."""
    return self.generator.random.choice(self.random_element(self.countries).timezones)


def pytimezone(self: Any, *args: Any, **kwargs: Any) -> datetime.tzinfo | None:
    """The time zone of a name that `timezone` gives."""
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(self.timezone(*args, **kwargs))
    except zoneinfo.ZoneInfoNotFoundError as error:
        raise ImportError(
            f"Timezone data not found: {error}. "
            "The 'tzdata' package provides timezone database files needed by Python's zoneinfo "
            "module. While most systems have these files built-in, some minimal environments may "
            "not. Install faker with tzdata support: pip install 'faker[tzdata]'"
        ) from error


def date_of_birth(
    self: Any, tzinfo: Any = None, minimum_age: int = 0, maximum_age: int = 115
) -> datetime.date:
    """The day of birth of someone in a range of ages."""
    for name, age in (("minimum_age", minimum_age), ("maximum_age", maximum_age)):
        if not isinstance(age, int):
            raise TypeError(f"{name} must be an integer.")
    for name, age in (("maximum_age", maximum_age), ("minimum_age", minimum_age)):
        if age < 0:
            raise ValueError(f"{name} must be greater than or equal to zero.")
    if minimum_age > maximum_age:
        raise ValueError("minimum_age must be less than or equal to maximum_age.")
    today = datetime.datetime.now(tzinfo).date()
    first = change_year(today, -(maximum_age + 1))
    last = change_year(today, -minimum_age)
    born: datetime.date
    born = self.date_time_ad(tzinfo=tzinfo, start_datetime=first, end_datetime=last).date()
    # Who was born that day has just turned too old.
    return born + datetime.timedelta(days=1) if born == first else born


def _date_th(
    self: Any,
    pattern: str = "%-d %b %Y",
    end_datetime: Any = None,
    thai_digit: bool = False,
    buddhist_era: bool = True,
) -> str:
    """The day of a time since 1970, in Thai."""
    at = self.date_time(end_datetime=end_datetime)
    return thai_strftime_th_th(at, pattern, thai_digit, buddhist_era)


def _time_th(
    self: Any, pattern: str = "%H:%M:%S", end_datetime: Any = None, thai_digit: bool = False
) -> str:
    """A time of day, in Thai."""
    return thai_strftime_th_th(self.date_time(end_datetime=end_datetime), pattern, thai_digit)


def _century_th(self: Any, thai_digit: bool = False, buddhist_era: bool = True) -> str:
    """A century's number."""
    text = str(self.random_element(range(1, 26 if buddhist_era else 22)))
    return text.translate(_thai("_HA_TH_DIGITS")) if thai_digit else text


LOCAL = {"th_TH": {"date": _date_th, "time": _time_th, "century": _century_th}}
