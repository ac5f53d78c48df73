"""Python's own types."""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import enum
import typing
from decimal import Decimal
from typing import Any

from arguments import call, each, fresh


class Size(enum.Enum):
    """An enum with aliases."""

    SMALL = 1
    LARGE = 2
    HUGE = 2  # noqa: PIE796 - an alias


class Flags(enum.IntFlag):
    """Flags."""

    READ = 1
    WRITE = 2
    BOTH = 3


class Empty(enum.Enum):
    """An enum without members."""


#: Bounds of numbers, with and without fractions, small and large.
BOUNDS: list[dict[str, Any]] = [
    {"min_value": 0, "max_value": 1},
    {"min_value": -1, "max_value": 1},
    {"min_value": -100, "max_value": -50},
    {"min_value": 100, "max_value": 200},
    {"min_value": 5},
    {"min_value": -5},
    {"max_value": 5},
    {"max_value": -5},
    {"min_value": 0},
    {"max_value": 0},
    {"min_value": 0.5, "max_value": 0.75},
    {"min_value": 1.5, "max_value": 2.5},
    {"min_value": -2.25, "max_value": 3.125},
    {"min_value": 10**12, "max_value": 10**12 + 10},
    {"min_value": -(10**14), "max_value": 10**14},
    {"min_value": 10, "max_value": 5},
    {"min_value": 5, "max_value": 5},
    {"min_value": "1", "max_value": 5},
    {"min_value": Decimal("1.25"), "max_value": Decimal("7.5")},
    {"min_value": Decimal("-0.001"), "max_value": 1},
    {"min_value": True, "max_value": 9},
    {"min_value": 1e-7, "max_value": 2e-7},
    {"min_value": 1e20},
]
DIGITS: list[dict[str, Any]] = [
    {"left_digits": left, "right_digits": right}
    for left in (None, 0, 1, 3, 15, 16, -1)
    for right in (None, 0, 1, 2, 14, 15, -1)
]
TYPES: list[Any] = [
    [str],
    [int, float],
    (str, "name"),
    [bool, decimal.Decimal],
    ["name", "date_object", "pyint"],
    [datetime.datetime, "uri"],
    [list, dict],
    ["list", "set"],
    ["iterable", "tuple", "dict"],
    [],
    (),
    str,
    "name",
    int,
    {str, int} - {int},
    [None],
    ["no_such_field"],
    [5],
    [typing.Any],
]
COLLECTIONS = ("pylist", "pytuple", "pyset", "pyiterable", "pydict")

CASES = [
    *each("pybool", "truth_probability", [0, 1, 50, 99, 100, 101, -1, 0.5, 50.5, None, "50"]),
    call("pybool", 10),
    *each("pystr", "min_chars", [None, 0, 1, 5, 20, 21, -1, "1", 2.5]),
    *each("pystr", "max_chars", [0, 1, 2, 100, -1, None, "5"]),
    *each("pystr", "prefix", ["", "pre_", "ü", None, 5]),
    *each("pystr", "suffix", ["", "_suf", None]),
    *(call("pystr", least, most) for least in (0, 1, 3) for most in (0, 1, 3, 50)),
    call("pystr", 2, 4, "<", ">"),
    *each(
        "pystr_format",
        "string_format",
        [
            *("", "plain", "##??", "{{name}}", "{{ name }}-##", "{{pyint:small}}"),
            *("{{ pyint : small}}", "{{pyint: small }}", "{{random_element:no_such}}"),
            *("{{no_such}}", "{{}}", "{{name", "{name}", "?#{{last_name}}#?", None, 5),
            "{{first_name}} {{last_name}} {{random_int}}{{pystr}}",
            "%%!!@@$$^^",
        ],
    ),
    *each("pystr_format", "letters", ["ab", "", "ÄÖ", ["x", "y"]]),
    call("pystr_format", "??{{random_letter}}", "Z"),
    *(call("pyfloat", **bounds) for bounds in BOUNDS),
    *(call("pyfloat", **digits) for digits in DIGITS),
    *(
        call("pyfloat", positive=positive, **bounds)
        for positive in (True, False)
        for bounds in [{}, *BOUNDS]
    ),
    *(
        call("pyfloat", positive=positive, **digits)
        for positive in (True, False, None)
        for digits in (
            {"left_digits": 0},
            {"right_digits": 0},
            {"left_digits": 3, "right_digits": 2},
        )
    ),
    *(
        call("pyfloat", left, right, None, low, high)
        for left in (None, 1, 4)
        for right in (None, 0, 2)
        for low, high in ((None, None), (0, 9), (-9, 9), (None, 8), (-8, None), (0, 5_000))
    ),
    *each("pyfloat", "left_digits", ["1", 1.5]),
    *(
        call("pyint", *args)
        for args in ((5,), (0, 0), (-9, 9), (1, 100, 9), (10, 1), (0, 10**40), (1.5, 3), ("1",))
    ),
    *each("pyint", "min_value", [0, 9_999, 10_000, -(10**20)]),
    *each("pyint", "max_value", [0, 1, -1, None]),
    *each("pyint", "step", [2, 10_000, 0, -1]),
    *(call("pydecimal", **bounds) for bounds in BOUNDS),
    *(call("pydecimal", **digits) for digits in DIGITS),
    *(
        call("pydecimal", positive=positive, **bounds)
        for positive in (True, False)
        for bounds in [{}, *BOUNDS]
    ),
    *(
        call("pydecimal", left, right, None, low, high)
        for left in (None, 1, 4)
        for right in (None, 0, 2)
        for low, high in ((None, None), (0, 9), (-9, 9), (None, 8), (-8, None), (0, 5_000))
    ),
    *each("pydecimal", "left_digits", [50, 110, 120, "1", 1.5]),
    *each("pydecimal", "right_digits", [50, 100, 130, "1", 1.5]),
    call("pydecimal", min_value=10**120),
    call("pydecimal", min_value=-(10**120), max_value=-(10**110)),
    *(
        call(method, nb_elements=count)
        for method in COLLECTIONS
        for count in (0, 1, 3, 25, -1, "3", None)
    ),
    *(call(method, 4, variable) for method in COLLECTIONS for variable in (True, False, None)),
    *(call(method, 5, True, types) for method in COLLECTIONS for types in TYPES),
    *(call(method, 3, False, None, types) for method in COLLECTIONS for types in TYPES),
    *(
        call(method, nb_elements=2, value_types=[str], allowed_types=[int])
        for method in (*COLLECTIONS,)
    ),
    call("pydict", 100_000, False, [bool]).only("en_US", "la"),
    call("pylist", fresh(lambda: 3), value_types=fresh(lambda: ["pyint"])),
    *each("pystruct", "count", [0, 1, 3, -1, "2"]),
    *(call("pystruct", 2, types) for types in TYPES),
    *(call("pystruct", 1, None, types) for types in TYPES[:6]),
    *(
        call("pyobject", kind)
        for kind in (
            *(None, bool, str, float, int, tuple, set, list, dict, typing.Iterable),
            *(collections.abc.Iterable, bytes, "str", 5, object, datetime.date),
        )
    ),
    call("pyobject", object_type=int),
    *(call("enum", kind) for kind in (Size, Flags, Empty, None, int, Size.SMALL, "Size")),
    call("enum", enum_cls=Size),
]
