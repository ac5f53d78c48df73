"""What can be a provider: a `Provider`, a compiled one, Faker's classes, or a function that gives one of them."""

from __future__ import annotations

import json
from typing import Any

from .. import _forgery
from ..errors import InvalidTypeError
from ._provider import Field, Provider
from ._signature import Parameter


def adapted(given: Any, name: str | None = None) -> Provider:
    """The provider that an object is or stands for.

    Args:
        given: The object.
        name: What a Faker-style provider is to be called; by default after its class.

    Raises:
        InvalidTypeError: If it is no provider.
    """
    if isinstance(given, Provider):
        return given
    native = _forgery._native_provider(given)
    if native is not None:
        return compiled(native)
    from ._faker import faker_style, is_faker_style

    if is_faker_style(given):
        return faker_style(given, name)
    if callable(given) and not isinstance(given, type):
        made = given()
        if isinstance(made, Provider) or is_faker_style(made) or _forgery._native_provider(made):
            return adapted(made, name)
    message = (
        "a provider is a forgery.registry.Provider, a Faker-style provider or a compiled one, "
        f"not {given!r}"
    )
    raise InvalidTypeError(message)


def compiled(native: _forgery.NativeProvider) -> Provider:
    """The provider that a compiled one describes.

    Args:
        native: Its table.
    """
    described = json.loads(native.description)
    provider = Provider(
        described["name"], replaces=described.get("replaces", ()), doc=described.get("doc", "")
    )
    for number, function in enumerate(described["functions"]):
        params = [
            Parameter(
                param["name"],
                param["kind"],
                param.get("choices", []),
                param.get("required", False),
                param.get("default"),
                param.get("doc", ""),
            )
            for param in function.get("params", [])
        ]
        fields, entity = function["fields"], function.get("entity")
        parts = [
            (field["name"], field["returns"], field.get("nullable", False)) for field in fields
        ]
        for field in fields:
            provider.add(
                Field(
                    field["name"],
                    (field["returns"], field.get("nullable", False)),
                    field.get("doc", ""),
                    params,
                    (native, number),
                    parts,
                    entity,
                    f"entity {entity}" if entity else None,
                    function.get("sequential", False),
                )
            )
    return provider
