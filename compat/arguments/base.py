"""What every provider has: choosing elements, filling in patterns, numbers."""

from __future__ import annotations

import enum
import string
from collections import Counter, OrderedDict, deque

from arguments import call, each, fresh


class Colour(enum.Enum):
    """An enum to choose from."""

    RED = 1
    GREEN = "g"
    BLUE = (0, 0, 255)


class Name(str):
    """A string that is not exactly one."""

    __slots__ = ()


def weighted() -> OrderedDict[str, float]:
    """Elements with weights; Faker keeps their keys on the object."""
    return OrderedDict([("a", 0.45), ("b", 0.35), ("c", 0.15), ("d", 0.05)])


def counts() -> OrderedDict[int, int]:
    """Elements with whole weights, one of them zero."""
    return OrderedDict([(1, 10), (2, 0), (3, 5), (4, 1)])


#: Elements of every kind that can be chosen from.
ELEMENTS = [
    ("x", "y", "z"),
    ["one"],
    [1, 2.5, None, True, ("t",)],
    "abcdef",
    Name("ghi"),
    range(10, 1_000, 7),
    b"bytes",
    Colour,
    list(Colour),
    deque([4, 5, 6]),
    fresh(weighted),
    fresh(counts),
    fresh(lambda: OrderedDict([("only", 3)])),
    fresh(lambda: OrderedDict([("big", 10**20), ("small", 1)])),
    [f"word {number}" for number in range(300)],
    {"a": 1}.keys(),
]
#: Elements that Faker refuses, or that it takes although it should not.
WRONG_ELEMENTS = [
    [],
    (),
    "",
    {"a": 1, "b": 2},
    fresh(lambda: Counter("aab")),
    fresh(lambda: OrderedDict()),
    fresh(lambda: OrderedDict([("a", 0), ("b", 0)])),
    fresh(lambda: OrderedDict([("a", -1), ("b", 2)])),
    fresh(lambda: OrderedDict([("a", "1"), ("b", "2")])),
    5,
    None,
    fresh(lambda: iter([1, 2, 3])),
    fresh(lambda: (number for number in range(3))),
]
#: Sets of numbers are in the same order in every process.
SETS = [{1, 2, 3}, frozenset({7, 8}), set()]

#: Patterns with every placeholder, and with what is none.
PATTERNS = [
    "",
    "###",
    "%%%-#",
    "!!!!",
    "@@@@",
    "$$$$",
    "?#%$!@^",
    "no placeholder",
    "??-## %! ä€😀 #?",
    "\\#\\?",
    "{{name}}",
    "#" * 200,
]

CASES = [
    *(call("random_element", elements) for elements in [*ELEMENTS, *WRONG_ELEMENTS, *SETS]),
    *each("random_element", "elements", ELEMENTS),
    *(
        call(method, elements, length)
        for method in ("random_choices", "random_sample")
        for elements in [*ELEMENTS, *WRONG_ELEMENTS, *SETS]
        for length in (None, 1, 2)
    ),
    *(
        call(method, ("a", "b", "c"), length)
        for method in ("random_elements", "random_choices", "random_sample")
        for length in (0, 3, 4, 25, -1, "2", 1.5, True)
    ),
    *each("random_choices", "length", [0, 1, 5]),
    *each("random_sample", "length", [0, 1, 3, 5]),
    *(
        call("random_elements", elements, length, unique, weighting)
        for elements in (
            ("a", "b", "c"),
            fresh(weighted),
            fresh(counts),
            fresh(lambda: OrderedDict((f"item {n}", n + 0.1) for n in range(40))),
        )
        for length in (None, 0, 1, 3, 40)
        for unique in (False, True)
        for weighting in (None, False, True)
    ),
    *each("random_elements", "unique", [True, False, 1, 0, "yes"]),
    *each("random_elements", "use_weighting", [True, False, None, 1]),
    call("random_elements", elements=[f"word {n}" for n in range(100)], length=30, unique=True),
    call("random_elements", elements=range(5), length=5, unique=True),
    call("random_elements", elements={1, 2}, unique=True),
    *(
        call("random_int", *args)
        for args in (
            (5,),
            (0, 0),
            (-5, 5),
            (1, 100, 7),
            (0, 9, 10),
            (0, 10**30),
            (-(2**70), 2**70, 3),
            (10, 1),
            (0, 5, 0),
            (9, 0, -1),
            (0, 255),
            (0, 256),
            (0, 2**32 - 1),
            (0, 2**32),
            (True, 3),
            (1.0, 4.0),
            (1.5, 4),
            ("1", 4),
            (None,),
            (0, None),
            (1, 2, 3, 4),
        )
    ),
    *each("random_int", "min", [9_999, 10_000, -1]),
    *each("random_int", "max", [0, 1, -1, 10**18]),
    *each("random_int", "step", [2, 9_999, 10_000, -1, 0]),
    call("random_int", minimum=3),
    *each("random_number", "digits", [None, 0, 1, 2, 9, 10, 19, 20, 60, -1, "3", 1.5, True]),
    *each("random_number", "fix_len", [True, False]),
    *(call("random_number", digits, True) for digits in (None, 0, 1, 5, 25, -2)),
    *each("random_letters", "length", [0, 1, 2, 16, 100, None, -1, "4"]),
    call("random_letters", 5),
    *each("numerify", "text", PATTERNS),
    call("numerify", "## %%"),
    *each("numerify", "text", [None, 5, b"##", Name("##")]),
    *each("lexify", "text", PATTERNS),
    *each("lexify", "letters", ["x", "abc", "äöü😀", ["yes", "no"], ("a",), string.digits, ""]),
    call("lexify", "??", "AB"),
    call("lexify", None),
    *each("bothify", "text", PATTERNS),
    *each("bothify", "letters", ["Q", "ABCDEFGHJ", "éè", "", ["1", "#"]]),
    call("bothify", "##??##??", "xyz"),
    call("bothify", text=7),
    *each("hexify", "text", [*PATTERNS, "^^^^:^^^^", "^" * 40]),
    *each("hexify", "upper", [True, False, 1]),
    call("hexify", "MAC ^^:^^", True),
    *each("randomize_nb_elements", "number", [0, 1, 5, 10, 1_000, -3, 2.5, 10**12]),
    *(
        call("randomize_nb_elements", 20, le=le, ge=ge, min=minimum, max=maximum)
        for le in (False, True)
        for ge in (False, True)
        for minimum, maximum in ((None, None), (18, None), (None, 19), (20, 22), (0, 0), (30, 5))
    ),
    call("randomize_nb_elements", 10, True),
    call("randomize_nb_elements", "10"),
    *(
        call(name, "too much")
        for name in (
            "random_digit",
            "random_digit_not_null",
            "random_digit_above_two",
            "random_digit_or_empty",
            "random_digit_not_null_or_empty",
            "random_letter",
            "random_lowercase_letter",
            "random_uppercase_letter",
            "locale",
            "language_code",
        )
    ),
]
