"""Dates and times: relative, absolute, with time zones."""

from __future__ import annotations

import datetime
import enum
import zoneinfo
from typing import Any

from arguments import call, each, fresh


class Odd(datetime.tzinfo):
    """A time zone of one's own, two hours and a bit ahead."""

    def utcoffset(self, _when: datetime.datetime | None) -> datetime.timedelta:
        """The offset, always the same."""
        return datetime.timedelta(hours=2, minutes=7)

    def dst(self, _when: datetime.datetime | None) -> datetime.timedelta:
        """No summer time."""
        return datetime.timedelta()

    def tzname(self, _when: datetime.datetime | None) -> str:
        """The name."""
        return "ODD"


class Day(datetime.date):
    """A date of one's own kind."""


class Moment(datetime.datetime):
    """A moment of one's own kind."""


class Text(str):
    """A text of one's own kind."""


class Count(enum.IntEnum):
    """Numbers with a name."""

    FEW = 3


UTC = datetime.timezone.utc
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
ZONES = [
    None,
    UTC,
    datetime.timezone(datetime.timedelta(hours=5, minutes=30)),
    datetime.timezone(datetime.timedelta(hours=-11), "far west"),
    NEW_YORK,
    zoneinfo.ZoneInfo("Australia/Lord_Howe"),
    Odd(),
]
WRONG_ZONES = ["UTC", 5]
#: Moments of every type that `_parse_date_time` and `_parse_date` know.
MOMENTS: list[Any] = [
    *(
        "now",
        "-30y",
        "-1w",
        "-5d",
        "-3h",
        "-20m",
        "-10s",
        "+1s",
        "+3d",
        "+2M",
        "+1y",
        "-1y6M2w3d4h",
    ),
    *("+1y-2M", "30d", "-0d", "-1d+2h", "-2d and more", "+007s", "-1M-1w-1d-1h-1m-1s"),
    *("+\u0663d", "-1d-\u0663h"),
    datetime.date(2000, 2, 29),
    datetime.date(1912, 6, 23),
    datetime.date(2150, 1, 1),
    datetime.datetime(1999, 12, 31, 23, 59, 59, 999_999),
    datetime.datetime(2030, 6, 1, 12, tzinfo=UTC),
    datetime.datetime(2024, 11, 3, 1, 30, tzinfo=NEW_YORK, fold=1),
    datetime.datetime(1, 1, 2),
    datetime.timedelta(days=-400, seconds=3),
    datetime.timedelta(weeks=9, microseconds=7),
    datetime.timedelta(0),
    datetime.timedelta(days=-300_000, microseconds=1),
    Day(2001, 2, 3),
    Moment(2001, 2, 3, 4, 5, 6, 7),
    Text("-3d"),
    Count.FEW,
    *(0, 1, -1, 10**9, -(10**9), 4_102_444_800, True),
]
WRONG_MOMENTS: list[Any] = [
    *("", "yesterday", "today", "5", "-5x", " -5d", "2020-01-01", "Now", 1.5, [], b"now"),
    *("+9999y", "-9999y", "+99999999999999999999d", "-30", "+", "-1D", "\ud800"),
    *(2**52, 2**53 + 1, 10**18, -(2**64), 1j, (1, 2), datetime.time(12), UTC),
    datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5))),
]
#: Bounds whose order, distance or types matter.
SPANS = [
    ("-1y", "-1d"),
    ("-5d", "+5d"),
    ("now", "now"),
    ("now", "+1s"),
    ("+1d", "-1d"),
    (0, 1),
    (0, 2),
    (5, 5),
    (-100, 100),
    (datetime.date(2020, 1, 1), datetime.date(2020, 1, 1)),
    (datetime.date(2020, 1, 1), datetime.date(2020, 1, 2)),
    (datetime.date(2020, 2, 28), datetime.datetime(2020, 3, 1, 6)),
    (
        datetime.datetime(2024, 3, 10, tzinfo=NEW_YORK),
        datetime.datetime(2024, 3, 11, tzinfo=NEW_YORK),
    ),
    (datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2020, 1, 1, 0, 0, 1, tzinfo=UTC)),
    (datetime.datetime(1066, 10, 14), datetime.datetime(1914, 7, 28)),
    (datetime.timedelta(days=-2), datetime.timedelta(days=2)),
    (datetime.timedelta(hours=-1), "now"),
    (datetime.date(9_999, 1, 1), datetime.date(9_999, 12, 31)),
    (datetime.date(1, 1, 1), datetime.date(1, 12, 31)),
    (datetime.date(9_999, 12, 31), datetime.datetime(9_999, 12, 31, 23, 59, 59)),
    (datetime.datetime(1969, 12, 31), datetime.datetime(1970, 1, 2)),
    (datetime.datetime(1960, 1, 1, tzinfo=NEW_YORK), datetime.datetime(1961, 1, 1, tzinfo=UTC)),
    ("today", "+30d"),
    ("-1y", "today"),
    ("today", "today"),
    ("+1d", "today"),
    (-30, 30),
    (Count.FEW, 10),
    (2**53 + 1, 2**53 + 3),
    (-(2**52), 2**52),
    (False, True),
    ("-30y", datetime.datetime(2020, 1, 1, tzinfo=UTC)),
    (None, None),
    (None, "+1d"),
    ("-1d", None),
]
PATTERNS = [
    "%d.%m.%Y",
    "%A %B %j %U %p",
    "%y",
    "",
    "no directive",
    "%%",
    "%H:%M:%S.%f %z|%Z",
    "ä %d",
]
WRONG_PATTERNS = [
    *(None, 5, b"%d", ["%", "d"], "%", "%Q", "%E", "%-d %-m", "%5Y|%-j|%^a|%#p", "%s", "%x %X %c"),
    *("%e %k %l %C %D %F %T %R %r %h %n %t %P %g", "\ud800", "a\0b %d", Text("%d")),
]
#: The methods that take one end, and what it is called.
ENDS = {
    "unix_time": "end_datetime",
    "time_delta": "end_datetime",
    "date_time": "end_datetime",
    "date_time_ad": "end_datetime",
    "iso8601": "end_datetime",
    "date": "end_datetime",
    "date_object": "end_datetime",
    "time": "end_datetime",
    "time_object": "end_datetime",
    "future_datetime": "end_date",
    "future_date": "end_date",
    "past_datetime": "start_date",
    "past_date": "start_date",
}
SPANNING = {
    "date_time_between": ("start_date", "end_date"),
    "date_between": ("start_date", "end_date"),
    "date_time_between_dates": ("datetime_start", "datetime_end"),
    "date_between_dates": ("date_start", "date_end"),
    "unix_time": ("start_datetime", "end_datetime"),
    "date_time_ad": ("start_datetime", "end_datetime"),
}
ZONED = (
    *("date_time", "date_time_ad", "date_time_between", "date_time_between_dates"),
    *("date_time_this_century", "date_time_this_decade", "date_time_this_year"),
    *("date_time_this_month", "future_datetime", "past_datetime", "past_date"),
    *("iso8601", "date_of_birth", "time_series"),
)
PERIODS = ("century", "decade", "year", "month")


def squared(when: datetime.datetime) -> float:
    """A distribution for `time_series`."""
    return float(when.day**2)


CASES = [
    *(call(method, **{name: value}) for method, name in ENDS.items() for value in MOMENTS),
    *(
        call(method, **{name: value})
        for method, name in ENDS.items()
        for value in [*WRONG_MOMENTS, None]
    ),
    *(
        call(method, **{names[0]: start, names[1]: end})
        for method, names in SPANNING.items()
        for start, end in SPANS
    ),
    *(
        call(method, **{name: value})
        for method, names in SPANNING.items()
        for name in names
        for value in [*MOMENTS, *WRONG_MOMENTS]
    ),
    *(call(method, start, end) for method in SPANNING for start, end in SPANS[:6]),
    *(call(method, tzinfo=zone) for method in ZONED for zone in [*ZONES, *WRONG_ZONES]),
    *(
        call(method, start, end, zone)
        for method in ("date_time_between", "date_time_between_dates")
        for start, end in SPANS
        for zone in (UTC, NEW_YORK, Odd())
    ),
    *(
        call(method, **{name: value, "tzinfo": NEW_YORK})
        for method, name in ENDS.items()
        if method in ZONED
        for value in MOMENTS
    ),
    *(
        call(f"date_time_this_{period}", before, after, zone)
        for period in PERIODS
        for before in (False, True)
        for after in (False, True)
        for zone in (None, UTC, NEW_YORK)
    ),
    *(
        call(f"date_time_this_{period}", *given)
        for period in PERIODS
        for given in ((1, 0), (0, "yes"), (None, None), ([], [0]), (True, True, Odd()), (1, 1, "x"))
    ),
    *(call(f"date_time_this_{period}", tzinfo=zone) for period in PERIODS for zone in WRONG_ZONES),
    *(
        call(f"date_this_{period}", *given)
        for period in PERIODS
        for given in ((1, 0), (0, "yes"), (None, None))
    ),
    *(
        call(f"date_this_{period}", before, after)
        for period in PERIODS
        for before in (False, True)
        for after in (False, True)
    ),
    *(call(f"date_time_this_{period}", before_now=False, after_now=True) for period in PERIODS),
    *(call(f"date_this_{period}", after_today=True) for period in PERIODS),
    *(
        call(method, pattern)
        for method in ("date", "time")
        for pattern in [*PATTERNS, *WRONG_PATTERNS]
    ),
    call("date", "%Y", "+1w"),
    call("date", "%Y %G %j %U %W %V %u %w", datetime.date(9_999, 12, 31)),
    call("date_object", "-5y"),
    call("time_object", "-5y"),
    call("unix_time", "-1d", "-2d"),
    call("time_delta", "+1d"),
    call("date_time", None, "-5y"),
    call("date_time", Odd(), "-5y"),
    call("date_time_ad", NEW_YORK, "-5y", "-6y"),
    call("date_time_ad", Odd(), datetime.date(1, 1, 2), datetime.date(1, 1, 1)),
    call("future_datetime", "+1d", NEW_YORK),
    call("past_datetime", "-1d", NEW_YORK),
    call("past_date", "-1d", NEW_YORK),
    call("past_date", "-1d", "no zone"),
    call("time", pattern="%I:%M %p", end_datetime="+1h"),
    *each(
        "iso8601", "sep", ["T", " ", "_", "", "ab", None, "é", "\U0001f600", "\ud800", Text("T"), 5]
    ),
    *each(
        "iso8601",
        "timespec",
        ["auto", "hours", "minutes", "seconds", "milliseconds", "microseconds", "days", "", None],
    ),
    call("iso8601", UTC, "-1y", " ", "minutes"),
    *(
        call("date_of_birth", zone, least, most)
        for zone in (None, UTC, NEW_YORK)
        for least, most in (
            *((0, 115), (18, 18), (0, 0), (18, 65), (115, 115), (65, 18), (-1, 5), (5, -1)),
            *((1.5, 20), (0, "99"), (None, 5), (0, 3_000), (True, 9)),
        )
    ),
    *each("date_of_birth", "minimum_age", [0, 1, 50, 114, 115, 116, -1]),
    *each("date_of_birth", "maximum_age", [0, 1, 50, 200]),
    *(call("time_series", start, end) for start, end in SPANS),
    *(
        call("time_series", start, end, tzinfo=zone)
        for start, end in SPANS
        for zone in (UTC, NEW_YORK)
    ),
    *each(
        "time_series",
        "precision",
        [3_600, 86_400.5, 10**9, 0, -5, True, "1d", "+1d", "-1d", "+1w+12h", "x", None, 2j],
    ),
    *each("time_series", "precision", [datetime.timedelta(days=n) for n in (3, 0, -1)]),
    call("time_series", "now", "now", 0),
    call("time_series", "now", "now", -1),
    call("time_series", "+1d", "-1d"),
    call("time_series", -100, 100, 30),
    call("time_series", -100, 100, 30, None, NEW_YORK),
    *each("time_series", "distrib", [squared, len, 5, "x", lambda when: when.isoformat()]),
    call("time_series", "-2d", "now", 7_200, squared, NEW_YORK),
    call("time_series", start_date=fresh(lambda: "-1d"), tzinfo=UTC),
    *each("time_series", "tzinfo", [*ZONES, *WRONG_ZONES]),
    call("pytimezone", 1),
    call("pytimezone", zone="x"),
    *(call("century", thai, era).only("th_TH") for thai in (False, True) for era in (False, True)),
    *(
        call("date", pattern, end, thai, era).only("th_TH")
        for pattern in [
            "%-d %b %Y",
            "%A %B %d %y %G %g %C %D %F %x %c %X %v %p %H:%M",
            *PATTERNS[:5],
        ]
        for end in (None, "-10y")
        for thai in (False, True)
        for era in (False, True)
    ),
    *(
        call("date", pattern=pattern).only("th_TH")
        for pattern in (
            *("%-H", "%_d", "%0d", "%^a", "%#Z", "%E", "%Ey", "%Od", "%Q", "%", "%-", "%+", "%s"),
            "%e %k %l %n %t %r %R %T %u %w %V %W %h %P",
        )
    ),
    *(
        call("time", pattern, None, thai).only("th_TH")
        for pattern in ("%H:%M:%S", "%I.%M %p", "%X")
        for thai in (False, True)
    ),
    call("time", thai_digit=True).only("th_TH"),
    *(
        call(method, 1)
        for method in ("am_pm", "day_of_month", "day_of_week", "month", "month_name", "year")
    ),
    call("century", 1),
    call("timezone", 1),
]
