"""The catalogue, for tests that go through all of it."""

from __future__ import annotations

import contextlib
import enum
from typing import Any

from forgery import Faker, _forgery
from forgery.errors import InvalidValueError, UnavailableFieldError, UnknownFieldError

#: Every field by its name.
FIELDS: dict[str, dict[str, Any]] = {field["name"]: field for field in _forgery.fields()}


class Direction(enum.Enum):
    """For the field that picks a member."""

    NORTH = 1
    SOUTH = 2


#: Arguments of fields that need some, and of those whose defaults make large values.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "binary": {"length": 64},
    "choice": {"values": ["a", "b", 3]},
    "enum": {"enum_cls": Direction},
    "image": {"size": (8, 8)},
    "tar": {"uncompressed_size": 4096, "min_file_size": 1024},
    "xml": {"nb_elements": 2},
    "zip": {"uncompressed_size": 4096, "min_file_size": 1024},
}


#: Fields that Python makes from other fields: slow ones, of which a few values must do.
HOSTED = {
    "csv",
    "dsv",
    "fixed_width",
    "image",
    "json",
    "json_bytes",
    "psv",
    "tar",
    "tsv",
    "xml",
    "zip",
}


def text(value: object) -> str:
    """A value as text that does not depend on the hashes of strings."""
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(text, value)))}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{text(key)}: {text(item)}' for key, item in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({', '.join(map(text, value))})"
    return repr(value)


def arguments(field: str) -> dict[str, Any]:
    """Keyword arguments with which a field can be called."""
    return ARGUMENTS.get(field, {})


def lacks(locale: str) -> set[str]:
    """The fields that a locale does not have."""
    fake = Faker(locale, seed=0)
    missing = set()
    for field in FIELDS:
        # What raises another error is there, and fails as it does in Faker.
        with contextlib.suppress(InvalidValueError, UnknownFieldError):
            if not has(fake, field):
                missing.add(field)
    return missing


def has(fake: Faker, field: str) -> bool:
    """Whether an instance has a field."""
    try:
        fake.batch(field, 0, **arguments(field))
    except UnavailableFieldError:
        return False
    return True


#: The fields of en_US.
USUAL = sorted(set(FIELDS) - lacks("en_US"))
