"""Schemas: tables that belong together, in YAML, TOML, JSON or a mapping.

`docs/schemas.md` has the language. Checking a schema of a user's needs the extra `forgery[schema]`; pydantic is
imported when the first one is checked, not before.

Example:
    >>> schema = forgery.load_schema("shop.yaml")
    >>> data = schema.generate(seed=42, customers=100)
    >>> data["orders"][0]
    >>> forgery.schema.validate("shop.yaml")
    []
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._data import Data
    from ._json_schema import json_schema
    from ._parameters import Parameter
    from ._problems import Problem
    from ._schema import Schema, load, validate

__all__ = ["Data", "Parameter", "Problem", "Schema", "json_schema", "load", "validate"]

_WHERE = {
    "Data": "_data",
    "Parameter": "_parameters",
    "Problem": "_problems",
    "Schema": "_schema",
    "json_schema": "_json_schema",
    "load": "_schema",
    "validate": "_schema",
}

if not TYPE_CHECKING:

    def __getattr__(name):
        """Import what is asked for."""
        import importlib

        if name not in _WHERE:
            message = f"module 'forgery.schema' has no attribute '{name}'"
            raise AttributeError(message)
        return getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)


def __dir__() -> list[str]:
    """List what can be imported."""
    return sorted({*globals(), *__all__})
