"""What `forgery.compat.providers` defines beside its classes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Collection, TypeVar, Union  # noqa: UP035 (as Faker's read)

T = TypeVar("T")
ElementsType = Union[Collection[T], OrderedDict[T, float]]
