"""Deep comparison of two values: equal, of the same type, all the way down.

A class of the drop-in counts as the class of Faker that stands at the same place of the other package.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import inspect
import ipaddress
import itertools
import uuid
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Types whose `==` says all, once the types are the same.
PLAIN = (
    str,
    int,
    bool,
    bytes,
    bytearray,
    type(None),
    range,
    datetime.timedelta,
    uuid.UUID,
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
    ipaddress.IPv4Network,
    ipaddress.IPv6Network,
)
#: No iterator that Faker gives is longer; a longer one is cut.
LONGEST = 5_000
#: How deep values are compared: deeper than any value of Faker.
DEEPEST = 12


@dataclass(frozen=True)
class Raised:
    """An exception as a value: what kind it was, and what it said."""

    kind: str
    message: str

    def __repr__(self) -> str:
        return f"raises {self.kind}: {self.message}"


@dataclass(frozen=True)
class Expanded:
    """What an iterator gave."""

    kind: str
    items: list[Any]

    def __repr__(self) -> str:
        return f"{self.kind} of {self.items!r}"


class Comparer:
    """Compares Faker's values with those of another package that has its structure."""

    def __init__(self, package: str) -> None:
        self.prefix = package + "."

    def type_name(self, kind: type) -> str:
        """The full name of a type; one of the other package is named as Faker's."""
        return self.as_fakers(f"{kind.__module__}.{kind.__qualname__}")

    def as_fakers(self, text: str) -> str:
        """A text with the names of the other package's modules replaced by Faker's."""
        return text if self.prefix == "faker." else text.replace(self.prefix, "faker.")

    def signature(self, method: Any) -> str:
        """The signature of a method as text."""
        try:
            return self.as_fakers(f"{method.__qualname__}{inspect.signature(method)}")
        except Exception as error:
            return repr(self.raised(error))

    def raised(self, error: BaseException) -> Raised:
        """An exception as a value."""
        # pytest rewrites the assertions of packages that are plugins of it, Faker's among them: it adds what failed.
        text = str(error).partition("\nassert ")[0] if type(error) is AssertionError else str(error)
        return Raised(self.type_name(type(error)), self.as_fakers(text))

    def expanded(self, value: Any) -> Any:
        """A value; an iterator drawn to its end."""
        if isinstance(value, Iterator):
            items = list(itertools.islice(value, LONGEST))
            return Expanded(self.type_name(type(value)), items)
        return value

    def difference(self, theirs: Any, ours: Any, depth: int = 0) -> str:
        """Where and how two values differ; empty where they are equal."""
        kind = type(theirs)
        if (kind is Raised) != (type(ours) is Raised):
            return f"only {'Faker' if kind is Raised else 'ours'} raises"
        if kind is type(ours):
            if kind in PLAIN:
                return "" if theirs == ours else "value"
        elif self.type_name(kind) != self.type_name(type(ours)):
            return f"type {self.type_name(kind)} != {self.type_name(type(ours))}"
        if theirs is ours:
            return ""
        if depth > DEEPEST:
            return "too deep to compare"
        return self._structured(theirs, ours, depth + 1)

    def _structured(self, theirs: Any, ours: Any, depth: int) -> str:
        """The difference of two values of one type that `==` does not judge alone."""
        kind = type(theirs)
        if isinstance(theirs, float):
            return "" if repr(theirs) == repr(ours) else "value"
        if isinstance(theirs, decimal.Decimal):
            return "" if theirs.as_tuple() == ours.as_tuple() else "value"
        if isinstance(theirs, (datetime.datetime, datetime.time)):
            return self._moment(theirs, ours)
        if isinstance(theirs, (datetime.date, *PLAIN)) and not hasattr(theirs, "__dict__"):
            return "" if theirs == ours else "value"
        if isinstance(theirs, datetime.tzinfo):
            return self._zone(theirs, ours)
        if isinstance(theirs, enum.Enum):
            return self.difference((theirs.name, theirs.value), (ours.name, ours.value), depth)
        if kind is Expanded:
            return self.difference((theirs.kind, theirs.items), (ours.kind, ours.items), depth)
        if kind is Raised:
            return "" if theirs == ours else "exception"
        if isinstance(theirs, (set, frozenset)):
            found = self._items(sorted(theirs, key=in_order), sorted(ours, key=in_order), depth)
        elif isinstance(theirs, dict):
            found = self._items(list(theirs.items()), list(ours.items()), depth)
        elif isinstance(theirs, (list, tuple, collections.deque)):
            found = self._items(theirs, ours, depth)
        elif isinstance(theirs, type):
            return (
                "" if self.type_name(theirs) == self.type_name(ours) else "another type as a value"
            )
        elif isinstance(theirs, PLAIN):
            found = "" if theirs == ours else "value"
        else:
            found = self._opaque(theirs, ours)
        return found or self._attributes(theirs, ours, depth)

    def _moment(self, theirs: Any, ours: Any) -> str:
        """The difference of two datetimes or times of the day."""
        if theirs.replace(tzinfo=None) != ours.replace(tzinfo=None) or theirs.fold != ours.fold:
            return "value"
        found = self.difference(theirs.tzinfo, ours.tzinfo)
        return found and f"tzinfo: {found}"

    def _zone(self, theirs: Any, ours: Any) -> str:
        """The difference of two time zones of one type."""
        if isinstance(theirs, zoneinfo.ZoneInfo):
            return "" if theirs.key == ours.key else "value"
        return "" if theirs == ours or repr(theirs) == repr(ours) else "value"

    def _items(self, theirs: Any, ours: Any, depth: int) -> str:
        """The first difference between the items of two sequences."""
        if len(theirs) != len(ours):
            return f"length {len(theirs)} != {len(ours)}"
        for index, (their, our) in enumerate(zip(theirs, ours)):
            if found := self.difference(their, our, depth):
                return f"[{index}]: {found}"
        return ""

    def _opaque(self, theirs: Any, ours: Any) -> str:
        """The difference of two objects beside their attributes: functions and modules have a name."""
        names = [getattr(side, "__qualname__", None) for side in (theirs, ours)]
        return "" if names[0] == names[1] else "another object"

    def _attributes(self, theirs: Any, ours: Any, depth: int) -> str:
        """The difference of what two objects carry in their `__dict__`."""
        attributes = [getattr(side, "__dict__", None) for side in (theirs, ours)]
        if not isinstance(attributes[0], dict):
            return ""
        found = self.difference(attributes[0], attributes[1], depth)
        return found and f"attributes: {found}"


def in_order(value: Any) -> tuple[str, str]:
    """The key by which the items of a set are put in order."""
    return type(value).__qualname__, repr(value)


def shown(value: Any, longest: int = 240) -> str:
    """A value as it is printed: not too long."""
    text = repr(value)
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"
