"""For `forgery.compat.providers.python`."""

from __future__ import annotations

from enum import Enum
from typing import List, Tuple, Type, TypeVar, Union  # noqa: UP035 (as Faker's read)

from ..exceptions import BaseFakerException

TypesNames = List[str]  # noqa: UP006
TypesSpec = Union[List[Type], Tuple[Type, ...]]  # type: ignore[type-arg]  # noqa: UP006
TEnum = TypeVar("TEnum", bound=Enum)


class EmptyEnumException(BaseFakerException):
    """An enumeration without members was given to pick from."""
