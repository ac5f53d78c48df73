"""Text in ASCII letters."""

from __future__ import annotations

import sys
from types import ModuleType

from ... import _forgery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["unidecode"]


def unidecode(txt: str) -> str:
    """Spell a text in ASCII: letters lose their accents, other scripts are transliterated, the rest is dropped.

    Example:
        >>> unidecode("Łódź, Москва")
        'Lodz, Moskva'
    """
    return _forgery.compat_unidecode(txt)


class _Package(ModuleType):
    """This package. Its `codes` is the table even after the module of that name was imported, as in Faker."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "codes" and isinstance(value, ModuleType):
            value = value.codes
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Make the table `codes` when somebody asks for it."""
    if name == "codes":
        from .codes import codes

        globals()[name] = codes
        return codes
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
