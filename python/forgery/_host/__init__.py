"""Fields that Python makes: archives, documents, pictures, and values of the user's own classes.

The engine draws a seed for each row; a function here makes the row's value from it. So these
fields are as addressable as any other.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ._source import Make, Source

#: Where the function of each field is, which takes a source and the field's parameters.
_PLACES = {
    "zip": "archives",
    "tar": "archives",
    "csv": "tables",
    "dsv": "tables",
    "psv": "tables",
    "tsv": "tables",
    "fixed_width": "tables",
    "json": "documents",
    "json_bytes": "documents",
    "xml": "documents",
    "enum": "objects",
    "image": "objects",
    "time_series": "objects",
}


def function(field: str) -> Callable[..., Make]:
    """The function that prepares a field: it takes a `Source`, then the field's parameters by name.

    Args:
        field: The field's name.

    Raises:
        KeyError: If Python does not make this field.
    """
    module = importlib.import_module(f"._{_PLACES[field]}", __name__)
    found: Callable[..., Make] = getattr(module, f"make_{field}")
    return found


def maker(
    field: str, locales: Sequence[str], as_of: datetime.datetime, kwargs: Mapping[str, Any]
) -> Make:
    """Prepare a field: check its arguments, and give the function from a row's seed to its value.

    Args:
        field: The field's name.
        locales: The locales of the values inside.
        as_of: The moment from which relative dates count.
        kwargs: The field's arguments; the engine has checked their names and simple types.

    Raises:
        forgery.errors.ForgeryError: If an argument is wrong.
        forgery.errors.MissingExtraError: If the field needs a library that is not installed.

    Example:
        >>> make = maker("csv", ["en_US"], datetime.datetime(2026, 1, 1), {"num_rows": 2})
        >>> make(42) == make(42)
        True
    """
    return function(field)(Source(locales, as_of), **kwargs)
