"""Single values of third parties' fields: `fake.vin()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import UnknownFieldError
from ._registry import registry

if TYPE_CHECKING:
    from .._faker import Faker


def single(fake: Faker, name: str) -> Any:
    """What makes single values of a field, for an instance that has no such attribute.

    Raises:
        AttributeError: There is no such field, or several providers have one.
    """
    try:
        found = (fake._registry or registry).field(name)
    except UnknownFieldError as error:
        raise AttributeError(str(error)) from error
    if found is None:
        message = f"'{type(fake).__name__}' object has no attribute '{name}'"
        raise AttributeError(message)

    def values(**params: Any) -> Any:
        return fake.batch(name, 1, **params)[0]

    values.__name__ = name
    return values
