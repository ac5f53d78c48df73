r"""The text form of Python values: what `extract.py` writes for a table.

    >>> table((("Bonn", "DE"), ("Graz", "AT")))
    Table(kind='rows', pytype='tuple/tuple', lines=('Bonn\tDE', 'Graz\tAT'))

A value without a text form raises `UnknownValueError`; nothing is approximated.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import ipaddress
import json
import math
import re
import typing
from collections import OrderedDict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Callable

DICT_VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}


class UnknownValueError(TypeError):
    """A value that has no text form yet: add one to `TAGS`, or skip it with a reason."""


# Values: the tagged JSON of `tree` tables.


def _pairs(value: dict[Any, Any]) -> list[list[Any]]:
    return [[tree(key), tree(item)] for key, item in value.items()]


def _sequence(value: Iterable[object]) -> list[Any]:
    return [tree(item) for item in value]


def _sorted(value: Iterable[object]) -> list[Any]:
    return _sequence(sorted(value, key=repr))


def _datetime(value: dt.datetime) -> dict[str, Any]:
    if value.tzinfo is not None:
        raise UnknownValueError("a datetime with a time zone")
    return {"datetime": [*value.timetuple()[:6], value.microsecond]}


TAGS: dict[type, Callable[[Any], dict[str, Any]]] = {
    tuple: lambda v: {"tuple": _sequence(v)},
    dict: lambda v: {"dict": _pairs(v)},
    OrderedDict: lambda v: {"OrderedDict": _pairs(v)},
    set: lambda v: {"set": _sorted(v)},
    frozenset: lambda v: {"set": _sorted(v)},
    bytes: lambda v: {"bytes": v.hex()},
    range: lambda v: {"range": [v.start, v.stop, v.step]},
    re.Pattern: lambda v: {"re": [v.pattern, int(v.flags)]},
    Decimal: lambda v: {"Decimal": str(v)},
    dt.timedelta: lambda v: {"timedelta": [v.days, v.seconds, v.microseconds]},
    dt.date: lambda v: {"date": [v.year, v.month, v.day]},
    dt.datetime: _datetime,
    ipaddress.IPv4Network: lambda v: {"IPv4Network": str(v)},
}


def tree(value: object) -> Any:
    """Gives the tagged form of a value, ready for `json.dumps`."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": repr(value)}
    if isinstance(value, type):
        return {"class": f"{value.__module__}:{value.__qualname__}"}
    if kind is list:
        return _sequence(typing.cast("list[object]", value))
    if kind in TAGS:
        return TAGS[kind](value)
    if kind in DICT_VIEWS:
        return {DICT_VIEWS[kind]: _sequence(typing.cast("Iterable[object]", value))}
    if kind.__module__.startswith("faker."):
        name = f"{kind.__module__}.{kind.__qualname__}"
        return {"object": [name, {key: tree(item) for key, item in _attributes(value).items()}]}
    raise UnknownValueError(f"{kind.__module__}.{kind.__qualname__}")


def _attributes(value: Any) -> dict[str, object]:
    if isinstance(value, enum.Enum):
        return {"name": value.name, "value": value.value}
    if isinstance(value, tuple):  # a NamedTuple
        return dict(zip(value._fields, value))  # type: ignore[attr-defined]
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dict(vars(value))


# Tables: a header and its lines.


class Table(typing.NamedTuple):
    """What one attribute or constant holds, as text."""

    kind: str
    pytype: str
    lines: tuple[str, ...]

    def text(self, name: str) -> str:
        """Gives the header and the item lines."""
        return "\n\t".join([f"{name} {self.kind} {self.pytype}", *self.lines]) + "\n"


def escape(text: str) -> str:
    """Keeps a string on one line and in one cell."""
    for char, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(char, code)
    return text


def _json(value: object) -> str:
    return json.dumps(tree(value), ensure_ascii=False, allow_nan=False)


def _all_str(items: Iterable[object]) -> bool:
    return all(type(item) is str for item in items)


def table(value: Any) -> Table:
    """Chooses the plainest kind of table that keeps everything of a value."""
    kind = type(value)
    if kind is str:
        return Table("text", "str", (escape(value),))
    if kind is OrderedDict and all(
        type(key) is str and type(weight) in (int, float) for key, weight in value.items()
    ):
        weights = (f"{escape(key)}\t{weight!r}" for key, weight in value.items())
        return Table("weights", "OrderedDict", tuple(weights))
    if kind in (dict, OrderedDict):
        return Table("tree", kind.__name__, tuple(_json([k, v]) for k, v in value.items()))
    if kind not in (list, tuple, set, frozenset, *DICT_VIEWS):
        return Table("tree", kind.__name__, (_json(value),))
    items = sorted(value, key=repr) if kind in (set, frozenset) else list(value)
    if _all_str(items):
        return Table("strings", kind.__name__, tuple(map(escape, items)))
    types = {type(item) for item in items}
    if types in ({list}, {tuple}) and all(map(len, items)) and all(map(_all_str, items)):
        rows = ("\t".join(map(escape, row)) for row in items)
        return Table("rows", f"{kind.__name__}/{type(items[0]).__name__}", tuple(rows))
    return Table("tree", kind.__name__, tuple(map(_json, items)))
