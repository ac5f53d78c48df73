"""The catalogue, as the compiled module tells it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypedDict

from forgery import Faker, _forgery
from forgery.errors import UnavailableFieldError

#: Arguments for the fields that need some.
REQUIRED: dict[str, Any] = {"choice": {"values": ["a", "b"]}}


class Param(TypedDict):
    """A parameter: `default` is Python source, None if the parameter must be given."""

    name: str
    annotation: str
    default: str | None
    doc: str


class Field(TypedDict):
    """A field."""

    name: str
    plural: str
    provider: str
    returns: str
    params: list[Param]
    doc: str
    ours: bool


@cache
def fields() -> tuple[Field, ...]:
    """List the fields in the catalogue's order."""
    return tuple(_forgery.fields())


def available(locale: str) -> list[str]:
    """List the names of the fields that a locale has.

    Args:
        locale: Such as "de_DE".
    """
    fake = Faker(locale, seed=0)
    found = []
    for field in fields():
        try:
            fake.batch(field["name"], 0, **REQUIRED.get(field["name"], {}))
        except UnavailableFieldError:
            continue
        found.append(field["name"])
    return found
