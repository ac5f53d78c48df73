"""Providers on a generator of the drop-in: each field is a formatter, which draws its seed from the generator."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from ..errors import AmbiguousFieldError, UnknownFieldError
from ._registry import registry

_EPOCH = datetime.datetime(1970, 1, 1)


def formatters(generator: Any, provider: Any) -> dict[str, Any]:
    """The formatters of a provider's fields, by name.

    Args:
        generator: The generator that they draw from.
        provider: The provider.
    """
    return {
        field.name: functools.partial(
            _one, generator, field.declared(provider.name, "add_provider")
        )
        for field in provider
    }


def found(generator: Any, name: str) -> Any:
    """The formatter of a field that is installed or registered, or None.

    Args:
        generator: The generator.
        name: The field's name, without a provider's.

    Raises:
        AttributeError: Several providers have it.
    """
    try:
        field = registry.field(name)
    except AmbiguousFieldError as error:
        raise AttributeError(str(error)) from error
    except UnknownFieldError:
        # Some provider is broken, and nobody else has it.
        return None
    if field is None:
        return None
    provider = registry.provider(field.name.partition(".")[0])
    style = getattr(provider, "faker_style", None)
    if style is not None:
        # As if the user had added it: its values are then those that it gives in Faker.
        generator.add_provider(style)
        return getattr(generator, name)
    return functools.partial(_one, generator, field)


def _one(generator: Any, field: Any, **params: Any) -> Any:
    seed = generator.random.getrandbits(256).to_bytes(32, "little")
    now = datetime.datetime.now() - _EPOCH
    locale = generator._Generator__config.get("locale", "en_US")
    micros = now // datetime.timedelta(microseconds=1)
    return field.values(seed, 1, locale, micros, params, True, None)[0]
