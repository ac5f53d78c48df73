"""Runs one program against Faker and against forgery.compat: what it observes must be equal."""

from __future__ import annotations

import functools
import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("faker")

PLAIN = (int, float, complex, bool, str, bytes, type(None))


class Side:
    """One of the two packages; attributes are its own, or its modules."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(import_module(self.name), name)
        except AttributeError:
            return import_module(f"{self.name}.{name}")

    def module(self, path: str) -> Any:
        return import_module(f"{self.name}.{path}")

    def text(self, text: str) -> str:
        """A text that names modules, with Faker's names."""
        return text.replace("forgery.compat", "faker")

    def attempt(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a call returns, or the exception that it raises."""
        try:
            return self.seen(function(*args, **kwargs))
        except Exception as error:
            # pytest rewrites the assertions of Faker, which is a plugin: they have no text of their own.
            text = "" if str(error).startswith("assert ") else self.text(str(error))
            return "raised", type(error).__name__, text

    def seen(self, value: Any) -> Any:
        """A value with the types of everything in it; of the packages' own objects only the types."""
        kind = type(value).__name__
        if isinstance(value, PLAIN):
            return kind, self.text(value) if isinstance(value, str) else value
        if isinstance(value, (list, tuple)):
            return kind, [self.seen(each) for each in value]
        if isinstance(value, (set, frozenset)):
            return kind, sorted(map(self.seen, value))
        if isinstance(value, dict):
            return kind, [(self.seen(key), self.seen(each)) for key, each in value.items()]
        if callable(value) or type(value).__eq__ is object.__eq__:
            return kind
        return kind, value


FAKER = Side("faker")
FORGERY = Side("forgery.compat")


def difference(observed: Any, expected: Any) -> str:
    """Where two observations differ first, and what they are there."""
    ways = [(observed, expected)]
    path = ""
    while isinstance(observed, (tuple, list)) and isinstance(expected, (tuple, list)):
        pairs = enumerate(zip(observed, expected))
        at = next((i for i, (one, other) in pairs if one != other), None)
        if at is None:
            break
        path += f"[{at}]"
        observed, expected = observed[at], expected[at]
        ways.append((observed, expected))
    # An observation has its type before it: what is around stands a few levels above.
    around = ways[max(0, len(ways) - 5)]
    shown = [repr(each)[:600] for each in (observed, expected, *around)]
    return "at {4}\nforgery: {0}\nFaker:   {1}\naround it\nforgery: {2}\nFaker:   {3}".format(
        *shown, path
    )


def both(program: Callable[..., Any]) -> Callable[..., None]:
    """Make a test of a program that takes a `Side` and returns what it observed."""

    @functools.wraps(program)
    def test(*args: Any, **kwargs: Any) -> None:
        expected = FAKER.seen(program(FAKER, *args, **kwargs))
        assert expected != ("NoneType", None), "the program observes nothing"
        observed = FORGERY.seen(program(FORGERY, *args, **kwargs))
        assert observed == expected, difference(observed, expected)

    signature = inspect.signature(program)
    test.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])
    del test.__wrapped__
    return test
