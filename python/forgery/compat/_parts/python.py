"""For `forgery.compat.providers.python`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, List, Tuple, Type, TypeVar, Union  # noqa: UP035 (as Faker's read)

from .._python import python
from ..exceptions import BaseFakerException

TypesNames = List[str]  # noqa: UP006
TypesSpec = Union[List[Type], Tuple[Type, ...]]  # type: ignore[type-arg]  # noqa: UP006
TEnum = TypeVar("TEnum", bound=Enum)


class EmptyEnumException(BaseFakerException):
    """An enumeration without members was given to pick from."""


class Own:
    """For the class that all locales share."""

    def _check_signature(self, value_types: Any, allowed_types: Any) -> tuple[Any, ...]:
        """The types that were given, in either way."""
        return python._given_types(value_types, allowed_types)

    def _safe_random_int(self: Any, min_value: Any, max_value: Any, positive: Any) -> Any:
        """An integer from a bound to below another; a bound that is None lies at a random distance."""
        low = max_value - self.random_int() if min_value is None else min_value
        high = low + self.random_int() if max_value is None else max_value
        low = max(low, 0) if positive else low
        if low == high:
            if min_value is None or max_value is None:
                return self._safe_random_int(min_value, max_value, positive)
            return int(low)
        low, high = int(low), int(high - 1)
        return self.random_int(low, high + 1 if high < low else high)

    def _random_int_of_length(self: Any, length: int) -> Any:
        """An integer of so many digits."""
        if length < 0:
            raise ValueError("Length must be a non-negative integer.")
        if length == 0:
            return 0
        return self.pyint(min_value=10 ** (length - 1), max_value=10**length - 1)

    def _random_type(self, type_list: Any) -> Any:
        """A value of one of the types."""
        return python._value(self, type_list)

    def _pyiterable(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Values of random types."""
        return python._values(self, *args, **kwargs)
