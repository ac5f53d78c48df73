"""The catalogue, as the compiled module tells it."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, TypedDict

from forgery import Faker, _forgery
from forgery.errors import InvalidValueError, UnavailableFieldError, UnknownFieldError

#: Arguments for the fields that need some.
REQUIRED: dict[str, Any] = {"choice": {"values": ["a", "b"]}, "enum": {"enum_cls": Enum("E", "A")}}


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
    return [field["name"] for field in fields() if has(fake, field["name"])]


def has(fake: Faker, field: str) -> bool:
    """Try whether an instance has a field.

    Args:
        fake: The instance.
        field: The field's name.
    """
    try:
        fake.batch(field, 0, **REQUIRED.get(field, {}))
    except UnavailableFieldError:
        return False
    except (InvalidValueError, UnknownFieldError):
        # It is there, and fails as it does in Faker: a template names a formatter that is not.
        return True
    return True
