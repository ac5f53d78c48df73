"""Faker's own interface and values: change the import, keep every value.

    from forgery.compat import Faker

    fake = Faker("ja_JP")
    fake.seed_instance(42)
    fake.name()

The modules of this package are those of Faker, name by name; `install` makes ``import faker`` mean them.
"""

from __future__ import annotations

from importlib import import_module

from .factory import Factory
from .generator import Generator
from .proxy import Faker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._alias import install as install
    from ._alias import uninstall as uninstall

# The release of Faker whose values these are.
VERSION = "40.54.0"

__all__ = ("Factory", "Generator", "Faker")  # noqa: RUF022

# What Faker has imported once it is imported itself.
_MODULES = frozenset({"decode", "exceptions", "providers", "typing", "utils"})


def __getattr__(name: str) -> Any:
    if name in ("install", "uninstall"):
        return getattr(import_module("._alias", __name__), name)
    if name in _MODULES:
        return import_module("." + name, __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
