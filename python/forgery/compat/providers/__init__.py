"""The providers: a module for each, and in it one for each locale that it knows, made from the packs.

from forgery.compat.providers import BaseProvider
from forgery.compat.providers.person.en_US import Provider
"""

from __future__ import annotations

import copyreg

from ..._forgery import ProviderBase
from .. import _finder
from .._classes import ProviderMeta, namespace, register
from .._heads import head
from ..generator import Generator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._parts.base import ElementsType, T

__all__ = ["BaseProvider", "DynamicProvider", "ElementsType", "Generator", "ProviderMeta", "T"]


class BaseProvider(ProviderBase, metaclass=ProviderMeta):
    """What all providers derive from: random numbers, letters and elements, and patterns."""

    vars().update(namespace(head("base/base")))

    __provider__ = "base"

    def __init__(self, generator: Any) -> None:
        """Make a provider for a generator."""
        self.generator = generator

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "generator": self.generator}

    def __reduce__(self) -> tuple[Any, ...]:
        # Otherwise the two oldest protocols refuse a class with a native base.
        return copyreg.__newobj__, (type(self),), self.__getstate__()  # type: ignore[attr-defined]

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


register("base/base", BaseProvider)


class DynamicProvider(BaseProvider):
    """A provider with one method, which picks from a list that is given when it is made.

    Example:
        >>> fake.add_provider(DynamicProvider("ward", ["surgery", "maternity"]))
        >>> fake.ward()
    """

    def __init__(
        self,
        provider_name: str,
        elements: list[Any] | None = None,
        generator: Any | None = None,
    ) -> None:
        """Make a provider.

        Args:
            provider_name: The name of the method.
            elements: What it picks from.
            generator: The generator that it draws from; a new one if none is given.

        Raises:
            ValueError: The name begins with two underscores, so that no generator would have it.
        """
        super().__init__(generator or Generator())
        if provider_name.startswith("__"):
            raise ValueError("Provider name cannot start with __ as it would be ignored by Faker")
        self.provider_name = provider_name
        self.elements = elements or []
        setattr(self, provider_name, self.get_random_value)

    def add_element(self, element: str) -> None:
        """Add an element."""
        self.elements.append(element)

    def get_random_value(self, use_weighting: bool = True) -> Any:
        """One of the elements.

        Args:
            use_weighting: Whether the weights of an `OrderedDict` of elements count.

        Raises:
            ValueError: There are none.
        """
        if not self.elements:
            raise ValueError("Elements should be a list of values the provider samples from")
        return self.random_elements(self.elements, length=1, use_weighting=use_weighting)[0]


def __getattr__(name: str) -> Any:
    try:
        value = globals()[name] = _finder.attribute("base/base", name)
    except LookupError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_finder.attributes("base/base")})


_finder.install()
