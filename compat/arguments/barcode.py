"""Barcodes with prefixes."""

from __future__ import annotations

from typing import Any

from arguments import call, each

PREFIXES: list[Any] = [
    (),
    ("00",),
    ("45", "49"),
    ((4, 5), (4, 9)),
    ((0,), (1, "2", 3)),
    ("1234567",),
    ("123456789012",),
    ("1234567890123456",),
    ["978", "979"],
    "45",
    ("x",),
    (45,),
    {},
    None,
]

CASES = [
    *each("ean", "length", [8, 13, 0, 12, -1, "13", None, 13.0]),
    *each("ean", "prefixes", PREFIXES),
    *(call("ean", length, prefixes) for length in (8, 13) for prefixes in PREFIXES),
    *each("ean8", "prefixes", PREFIXES),
    *each("ean13", "prefixes", PREFIXES),
    call("ean13", ("590",)),
    *each("localized_ean", "length", [8, 13, 9, None]),
    call("localized_ean", 8),
    *each("ean13", "leading_zero", [None, True, False, 1, 0]),
    *(
        call("ean13", prefixes, leading)
        for prefixes in ((), ("12",), ((0, 0),))
        for leading in (None, True, False)
    ),
    *(call("upc_a", upc_ae_mode=mode) for mode in (True, False, 1)),
    *(
        call("upc_a", True, base, digit)
        for base in (None, "123456", "120003", "000000", "999995", "12345", "abcdef", 123456)
        for digit in (None, 0, 1, 2, "1")
    ),
    call("upc_a", base="123456", number_system_digit=1),
    *(
        call("upc_e", base, digit, safe)
        for base in (None, "123456", "120003", "120004", "000000", "999999", "12", "abc", 5, "")
        for digit in (None, 0, 1, 7)
        for safe in (True, False)
    ),
    *each("upc_e", "safe_mode", [True, False, None]),
    *(call("jan", length).only("ja_JP") for length in (8, 13, 10)),
    call("jan", length=8).only("ja_JP"),
]
