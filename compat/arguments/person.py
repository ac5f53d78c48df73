"""Polish and Ukrainian methods with parameters; everything else takes none."""

from __future__ import annotations

import datetime

from arguments import call

BIRTHDAYS = [
    None,
    *(datetime.datetime(year, 2, 28) for year in (1800, 1899, 1900, 1999, 2000, 2100, 2200, 2299)),
    datetime.datetime(1799, 12, 31),
    datetime.datetime(2300, 1, 1),
    datetime.date(1985, 7, 9),
    "1990-01-01",
    5,
]

CASES = [
    *(
        call("pesel", birthday, sex).only("pl_PL")
        for birthday in BIRTHDAYS
        for sex in (None, "M", "F", "X", "")
    ),
    call("pesel", date_of_birth=datetime.datetime(1970, 1, 1), sex="F").only("pl_PL"),
    *(
        call("pesel_compute_check_digit", pesel).only("pl_PL")
        for pesel in ("0123456789", "9001011234", "", "12", "90010112345", "abcdefghij", 5, None)
    ),
    *(
        call("pwz_doctor_compute_check_digit", digits).only("pl_PL")
        for digits in ((1, 2, 3, 4, 5, 6), [0] * 6, [9] * 7, [], ["1", "2"], "123456", None)
    ),
    call("pwz_doctor_compute_check_digit", x=[6, 5, 4, 3, 2, 1]).only("pl_PL"),
    *(
        call("pwz_nurse", kind).only("pl_PL")
        for kind in ("nurse", "midwife", "", "Midwife", None, 5)
    ),
    call("pwz_nurse", kind="midwife").only("pl_PL"),
    *(
        call("full_name", gender, short).only("uk_UA")
        for gender in (None, "M", "F", "m", "f", "X", "", 5)
        for short in (False, True, None)
    ),
    call("full_name", gender="F", short=True).only("uk_UA"),
    call("name", "too much"),
    call("first_name", sex="F"),
    call("last_name_female", None),
]
