"""Options of formats, checked before a row is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._forgery import compat_nearest
from ..errors import ExportFormatError, InvalidTypeError, InvalidValueError


def known(
    what: str, given: Mapping[str, Any] | None, defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """The options with those that were not given.

    Args:
        what: What they are options of.
        given: The options that were given.
        defaults: All options with what stands for each.

    Raises:
        forgery.errors.ExportFormatError: If there is no such option.
    """
    made = dict(defaults)
    if given is not None and not isinstance(given, Mapping):
        message = f"options of {what} must be a mapping, not {type(given).__name__}"
        raise InvalidTypeError(message)
    for name, value in (given or {}).items():
        if name not in made:
            raise ExportFormatError(f"{what} has no option {said(name, made)}")
        made[name] = value
    return made


def said(given: Any, names: Iterable[str]) -> str:
    """A name that nobody knows, with the nearest that somebody does, or all of them.

    Args:
        given: What was given.
        names: What would do.
    """
    names = list(names)
    near = compat_nearest(str(given), names)
    hint = f"did you mean '{near}'?" if near else f"there are {', '.join(names) or 'none'}"
    return f"'{given}'; {hint}"


def one_of(what: str, value: Any, names: Iterable[str]) -> str:
    """A value that must be one of some names.

    Args:
        what: What it is.
        value: What was given.
        names: What would do.

    Raises:
        forgery.errors.InvalidValueError: If it is none of them.
    """
    names = list(names)
    if value not in names:
        raise InvalidValueError(f"{what} must be one of {', '.join(names)}, not {value!r}")
    return str(value)


def whole(what: str, value: Any, least: int = 1) -> int:
    """A value that must be an integer.

    Args:
        what: What it is.
        value: What was given.
        least: The smallest that will do.

    Raises:
        forgery.errors.InvalidTypeError: If it is no integer.
        forgery.errors.InvalidValueError: If it is too small.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidTypeError(f"{what} must be an integer, not {value!r}")
    if value < least:
        raise InvalidValueError(f"{what} must be at least {least}, not {value}")
    return value


def flag(what: str, value: Any) -> bool:
    """A value that must be true or false.

    Args:
        what: What it is.
        value: What was given.

    Raises:
        forgery.errors.InvalidTypeError: If it is neither.
    """
    if not isinstance(value, bool):
        raise InvalidTypeError(f"{what} must be True or False, not {value!r}")
    return value
