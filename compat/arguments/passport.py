"""Passports."""

from __future__ import annotations

import datetime

from arguments import call, each

BIRTHDAYS = [
    datetime.date(900, 1, 1),
    datetime.date(1950, 1, 1),
    datetime.date(2000, 2, 29),
    datetime.date(2005, 3, 14),
    datetime.date(2012, 12, 31),
    datetime.date(2022, 6, 1),
    datetime.date(2026, 3, 14),
    datetime.date(2040, 1, 1),
]

CASES = [
    *each("passport_owner", "gender", ["M", "F", "X", "", "m", None, 5, ["F"], "\ud800"]),
    call("passport_owner", "F"),
    *each("passport_dates", "birthday", BIRTHDAYS),
    *(
        call("passport_dates", birthday)
        for birthday in (datetime.datetime(1990, 5, 5), "1990-05-05", None, 7)
    ),
    *each("passport_gender", "seed", [0, 1, 17, -4, 2**65, "text", 1.5, 0.0, False, b"x", (1,)]),
    call("passport_gender", 5),
    call("passport_number", 5),
    call("passport_dob", minimum_age=5),
]
