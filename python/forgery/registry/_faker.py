"""Providers in Faker's style as fields: each value is a call of a method, so they are slower than batch functions."""

from __future__ import annotations

import copy
import re
import threading
from typing import Any

from ._provider import Field, Provider
from ._signature import hints, parameters, returned, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .._forgery import Batch

_kept = threading.local()


def is_faker_style(given: Any) -> bool:
    """Whether an object is a provider class of Faker's or of the drop-in, or an instance of one.

    Args:
        given: The object.
    """
    cls = given if isinstance(given, type) else type(given)
    return any(
        base.__name__ == "BaseProvider" and base.__module__ in _BASES for base in cls.__mro__[1:]
    )


_BASES = {"faker.providers", "forgery.compat.providers"}


def faker_style(given: Any, name: str | None = None) -> Provider:
    """The provider whose fields are the methods of a Faker-style one.

    Args:
        given: The class or an instance.
        name: What the provider is to be called; by default after its class.
    """
    if type(given).__name__ == "DynamicProvider":
        return _dynamic(given, name)
    cls = given if isinstance(given, type) else type(given)
    provider = Provider(name or _name(cls), doc=summary(cls))
    provider.faker_style = given  # type: ignore[attr-defined]
    base = next(each for each in cls.__mro__ if each.__name__ == "BaseProvider")
    for method in sorted(set(dir(cls)) - set(dir(base))):
        function = getattr(cls, method)
        if method.startswith("_") or not callable(function) or isinstance(function, type):
            continue
        provider.add(_field(given, method, function))
    return provider


def _field(given: Any, method: str, function: Any) -> Field:
    try:
        params = parameters(function, method, skip=1, strict=False)
        annotation = hints(function).get("return", object)
    except (TypeError, ValueError):
        params, annotation = [], object
    try:
        kind = returned(annotation, method)
    except TypeError:
        kind = "object", True

    def make(batch: Batch, **kwargs: Any) -> list[Any]:
        one = getattr(_provider(given, batch), method)
        return [one(**kwargs) for _ in range(batch.n)]

    # Methods may give None whatever they say.
    return Field(method, (kind[0], True), summary(function), params, make, sequential=True)


def _dynamic(given: Any, name: str | None) -> Provider:
    provider = Provider(name or given.provider_name, doc="Values from a list.")
    provider.faker_style = given  # type: ignore[attr-defined]
    kinds = {type(element) for element in given.elements}
    kind = "str" if kinds <= {str} else "object"

    def make(batch: Batch) -> list[Any]:
        pick = _provider(given, batch).get_random_value
        return [pick() for _ in range(batch.n)]

    doc = "One of the provider's elements."
    provider.add(Field(given.provider_name, (kind, True), doc, [], make, sequential=True))
    return provider


def _name(cls: type) -> str:
    """`CreditScoreProvider` is `credit_score`; a class that is just `Provider` is called as its module."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
    short = words.removesuffix("_provider") if hasattr(words, "removesuffix") else words
    if short == "provider":
        parts = [
            part for part in cls.__module__.split(".") if part not in {"provider", "providers"}
        ]
        short = parts[-1] if parts else short
    return short.strip("_") or "provider"


def _provider(given: Any, batch: Batch) -> Any:
    """The provider on a generator of the batch's locale that draws from the batch."""
    made: dict[Any, Any] = _kept.__dict__.setdefault("made", {})
    key = (id(given), batch.locale)
    held = made.get(key)
    if held is None or held[0] is not given:
        if len(made) > 256:
            made.clear()
        held = made[key] = given, _instance(given, _generator(batch.locale))
    provider = held[1]
    provider.generator.random = batch.random
    return provider


def _instance(given: Any, generator: Any) -> Any:
    if isinstance(given, type):
        provider = given(generator)
    else:
        provider = copy.copy(given)
        provider.generator = generator
    generator.add_provider(provider)
    return provider


def _generator(locale: str) -> Any:
    from ..compat.factory import Factory

    make: Callable[[str], Any] = Factory.create
    return make(locale)
