"""The argument sets of the parity matrix: for every method that takes parameters, a spread of calls.

Each module is named as its provider (`base` for what every provider has) and holds `CASES`, a list of calls:

    call("bothify", "##-??", letters="xyz")
    call("random_element", fresh(lambda: OrderedDict([("a", 1), ("b", 3)])))
    call("ssn", dob="900131").only("no_NO", "hu_HU")

A case runs wherever its method exists, unless it is kept to some locales. Values that Faker refuses are cases as
well: the error and its message must be Faker's.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import Any


@dataclasses.dataclass(frozen=True)
class Fresh:
    """An argument that is made anew for each call, since a call may change it or use it up."""

    make: Callable[[], Any]


@dataclasses.dataclass(frozen=True)
class Case:
    """One way of calling a method."""

    method: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    locales: frozenset[str] = frozenset()

    def only(self, *locales: str) -> Case:
        """The same case, for these locales only."""
        return dataclasses.replace(self, locales=frozenset(locales))

    def build(self) -> tuple[list[Any], dict[str, Any]]:
        """The arguments of one call."""
        return (
            [made(value) for value in self.args],
            {name: made(value) for name, value in self.kwargs.items()},
        )

    @functools.cached_property
    def changing(self) -> bool:
        """Whether a call may change the arguments."""
        return any(isinstance(value, Fresh) for value in (*self.args, *self.kwargs.values()))

    def __str__(self) -> str:
        args, kwargs = self.build()
        parts = [text_of(value) for value in args]
        parts += [f"{name}={text_of(value)}" for name, value in kwargs.items()]
        return f"{self.method}({', '.join(parts)})"


def call(method: str, /, *args: Any, **kwargs: Any) -> Case:
    """A case."""
    return Case(method, args, kwargs)


def fresh(make: Callable[[], Any]) -> Fresh:
    """An argument that `make` makes anew for each call."""
    return Fresh(make)


def each(method: str, parameter: str, values: Iterable[Any], /, **others: Any) -> list[Case]:
    """A case for each value of one parameter, given by keyword."""
    return [call(method, **{parameter: value}, **others) for value in values]


def made(value: Any) -> Any:
    """An argument, made now if it is made anew for each call."""
    return value.make() if isinstance(value, Fresh) else value


def text_of(value: Any) -> str:
    """An argument as it is printed: functions and classes by their names."""
    name = getattr(value, "__qualname__", None)
    text = name if isinstance(name, str) else repr(value)
    return text if len(text) <= 120 else text[:120] + "…"


@functools.cache
def all_cases() -> dict[str, list[Case]]:
    """All cases by the name of their method, in the order of the modules."""
    found: dict[str, list[Case]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        for case in importlib.import_module(f"{__name__}.{module}").CASES:
            found.setdefault(case.method, []).append(case)
    return found
