"""Identity numbers by birthday, age and gender."""

from __future__ import annotations

import datetime

from arguments import call

BIRTHDAYS = [
    None,
    datetime.date(1900, 1, 1),
    datetime.date(1899, 12, 31),
    datetime.date(1987, 6, 5),
    datetime.date(2000, 2, 29),
    datetime.date(2024, 12, 31),
    datetime.datetime(1975, 8, 9, 10, 11),
]
#: Ages that make sense, are the same, are the wrong way round, or are of another type.
AGES = [
    *((0, 1), (18, 19), (30, 30), (50, 20), (0, 120), (-1, 5), (-20, -10), (10, 400), (200, 210)),
    *(
        (1, 2_000),
        (2_010, 2_020),
        (1.5, 20),
        (20.0, 30.0),
        (30, 30.0),
        ("1", 2),
        (True, 2),
        ([], 1),
    ),
    (2**40, 2**41),
]
#: Dates as Hungary and Norway write them, and not.
DIGITS = [
    *(None, "900131", "000229", "991231", "050505", "170101", "180101", "960101", "970101", ""),
    *(
        "abcdef",
        "1",
        "-1-1-1",
        " 1 1 1",
        "19900131",
        "18991231",
        "18530101",
        "20391231",
        "20400101",
    ),
    *("1990131", "19900230", "90-01-31", "\u0661990131", 900131, datetime.date(1990, 1, 31)),
]
GENDERS = [None, "M", "F", "m", "f", "X", "", 5]

CASES = [
    *(call("ssn", birthday).only("de_AT") for birthday in [*BIRTHDAYS, "1990-01-01", 5]),
    *(call("rvnr", birthday).only("de_DE") for birthday in [*BIRTHDAYS, "1990-01-01", 5]),
    call("ssn", birthdate=datetime.date(1960, 1, 2)).only("de_AT", "en_US"),
    call("rvnr", birthdate=datetime.date(1960, 1, 2)).only("de_DE"),
    *(call("vat_id", prefix=prefix).only("el_GR", "de_DE") for prefix in (True, False, None)),
    call("vat_id", False).only("el_GR"),
    *(
        call("ssn", kind).only("en_US")
        for kind in ("SSN", "EIN", "ITIN", "INVALID_SSN", "ATIN", "ssn", "", None, 5, ["SSN"])
    ),
    *(
        call("ssn", taxpayer_identification_number_type=kind).only("en_US")
        for kind in ("EIN", "ITIN", "INVALID_SSN")
    ),
    *(
        call("rut", *given).only("es_CL")
        for given in ((10,), (0, 0), (10, 11), (99_999_999,), (5, 1), (1.5, 3), ("1",))
    ),
    # Not below zero: Faker's check digit would never be done.
    call("rut", min=1_000_000, max=2_000_000).only("es_CL"),
    *(call("nuss", company).only("es_ES", "es_CA") for company in (True, False, None, 1)),
    call("nuss", company=True).only("es_ES", "es_CA"),
    *(
        call("elector_code", gender).only("es_MX")
        for gender in (None, "H", "M", "F", "h", "", 5, 0, ["H"])
    ),
    call("elector_code", gender="H").only("es_MX"),
    *(call("rfc", natural).only("es_MX") for natural in (True, False, None, 1)),
    call("rfc", natural=False).only("es_MX"),
    *(
        call("ssn", *ages).only("et_EE", "fi_FI", "lv_LV", "sv_SE", "zh_CN")
        for ages in [*AGES, (18,), (None, None)]
    ),
    *(
        call("ssn", **ages).only("et_EE", "fi_FI", "lv_LV", "sv_SE", "zh_CN")
        for ages in (
            {"min_age": 20},
            {"max_age": 30},
            {"min_age": 21, "max_age": 22},
            {"min_age": 91},
        )
    ),
    *(call("ssn", 18, 80, artificial).only("fi_FI", "lv_LV") for artificial in (True, False, None)),
    call("ssn", artificial=True).only("fi_FI"),
    *(
        call("ssn", dob, gender).only("hu_HU", "no_NO")
        for dob in DIGITS
        for gender in (None, "M", "F")
    ),
    *(call("ssn", gender=gender).only("hu_HU", "no_NO", "zh_CN", "uk_UA") for gender in GENDERS),
    *(call("ssn", "900131", gender).only("hu_HU", "no_NO") for gender in GENDERS),
    call("ssn", dob="010203", gender="F").only("hu_HU", "no_NO", "en_US"),
    call("is_leap_year", 2_000).only("it_IT"),
    *(
        call("is_leap_year", year=year).only("it_IT")
        for year in (1_900, 2_024, 2_023, 0, -4, 2.5, "2000", None)
    ),
    *(
        call(method, long, dash).only("sv_SE")
        for method in ("org_id", "org_and_vat_id")
        for long in (False, True)
        for dash in (False, True)
    ),
    *(call(method, long=True, dash=False).only("sv_SE") for method in ("org_id", "org_and_vat_id")),
    *(
        call("ssn", 18, 90, long, dash).only("sv_SE")
        for long in (False, True)
        for dash in (False, True)
    ),
    call("ssn", long=True, dash=False).only("sv_SE"),
    *(
        call("ssn", birthday, gender).only("uk_UA")
        for birthday in (
            *(None, "22-06-1990", "01-01-1900", "31-12-1899", "30-12-1899", "01-01-0900"),
            *("1-1-1990", "01-01-1990 ", "29-02-1900", "1990-06-22", "", "x", 5),
        )
        for gender in GENDERS
    ),
    call("ssn", birthday="22-06-1990", gender="F").only("uk_UA"),
    *(
        call("ssn", 18, 60, gender, area).only("zh_CN")
        for gender in (None, "M", "F", "X")
        for area in ("", "110101", "1", "999999", None, 5, ["110101"])
    ),
    call("ssn", area_code="654225").only("zh_CN"),
    *(call("ssn", *given) for given in (("too", "much", "of", "all", "that"), (None,))),
    call("ssn", min_age=5),
    call("vat_id", 1, 2),
]
