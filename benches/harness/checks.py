"""What values must be, whoever made them. Nothing here needs a package: peers' environments run it too."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)
COLUMNS = ["id", "name", "email", "age", "joined"]

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-9a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
EMAIL = re.compile(r"[\w.+'-]+@[\w.-]+\.\w+")


class WrongValuesError(Exception):
    """Values are not what they should be."""


def require(true: bool, what: str) -> None:
    if not true:
        raise WrongValuesError(what)


def texts(values: Sequence[Any], shape: str = r"(?s).+", distinct: float = 0.0) -> None:
    """Strings of a shape, of which at least this part is distinct."""
    pattern = re.compile(shape)
    for value in values:
        require(type(value) is str and pattern.fullmatch(value) is not None, f"{value!r}")
    require(len(set(values)) >= distinct * len(values), f"only {len(set(values))} distinct values")


def numbers(values: Sequence[Any], kind: type, least: float, most: float) -> None:
    """Numbers of a type in a range, about evenly spread."""
    require(all(type(value) is kind and least <= value <= most for value in values), "range")
    if len(values) >= 1000:
        middle = sum(values) / len(values) / ((least + most) / 2)
        require(abs(middle - 1) < 0.1, f"mean is {middle:.2f} of the middle")


def rows(values: Sequence[Any]) -> None:
    """Records of the five columns: dicts, or tuples in this order."""
    require(
        all(list(row) == COLUMNS for row in values if type(row) is dict)
        and all(type(row) in (dict, tuple) and len(row) == len(COLUMNS) for row in values),
        "columns",
    )
    cells = [list(row.values()) if type(row) is dict else list(row) for row in values]
    identities, names, emails, ages, joined = (list(column) for column in zip(*cells))
    CHECKS["uuids"](identities)
    CHECKS["names"](names)
    CHECKS["emails"](emails)
    numbers(ages, int, 18, 65)
    days = [day if type(day) is datetime.date else _date(day) for day in joined]
    require(all(FIRST <= day <= LAST for day in days), "dates")


def _date(value: Any) -> datetime.date:
    require(type(value) is str, f"{value!r} is no date")
    return datetime.date.fromisoformat(value)


#: By the key of an operation: raises `WrongValuesError` if values are not of it.
CHECKS: dict[str, Callable[[Sequence[Any]], None]] = {
    "names": lambda v: texts(v, r"\w[\w.'\u2019-]*( [\w.'\u2019-]+)+", 0.25),
    "first_names": lambda v: texts(v, r"[\w'\u2019 -]+", 0.01),
    "jobs": lambda v: texts(v, r".+", 0.005),
    "countries": lambda v: texts(v, r".+", 0.005),
    "emails": lambda v: texts(v, EMAIL.pattern, 0.5),
    "uuids": lambda v: texts(v, UUID.pattern, 1.0),
    "addresses": lambda v: texts(v, r"(?s).{5,}", 0.9),
    "companies": lambda v: texts(v, r".+", 0.1),
    "sentences": lambda v: texts(v, r".+[.?!…'\"”)]", 0.5),
    "small_integers": lambda v: numbers(v, int, 0, 100),
    "integers": lambda v: numbers(v, int, 0, 10**9),
    "floats": lambda v: numbers(v, float, 0, 1),
    "nothing": lambda v: require(set(v) == {None}, "not None"),
    "rows": rows,
}


#: The fields whose words a kind of values is made of.
VOCABULARY = {
    "names": ("first_name", "last_name", "prefix", "suffix"),
    "first_names": ("first_name",),
    "jobs": ("job",),
    "countries": ("country",),
}


def vocabulary(kind: str, values: Sequence[Any], words: Callable[[str], Iterable[str]]) -> None:
    """Raises if values are not made of our words; other kinds pass."""
    known = {word for field in VOCABULARY.get(kind, ()) for word in words(field)}
    for value in values if known else ():
        parts = value.split(" ") if kind == "names" else [value]
        require(known.issuperset(parts), f"{value!r} has a word of nobody's")


def mean_length(values: Sequence[Any]) -> float:
    """Mean length of the values' text; of rows, that of all their cells."""

    def cells(value: Any) -> Iterable[Any]:
        if type(value) is dict:
            return value.values()
        return value if type(value) is tuple else (value,)

    return sum(len(str(cell)) for value in values for cell in cells(value)) / max(1, len(values))


def same_shape(ours: Sequence[Any], floor: Sequence[Any], tolerance: float = 0.1) -> None:
    """Raises if the texts of a floor are not about as long as ours."""
    ratio = mean_length(floor) / mean_length(ours)
    require(abs(ratio - 1) <= tolerance, f"mean length {ratio:.2f} times ours")
