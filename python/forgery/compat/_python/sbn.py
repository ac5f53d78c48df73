"""SBNs with separators of any kind."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sbn9(self: Any, separator: Any = "-") -> str:
    """A number of nine digits."""
    numbers: Any = import_module(f"{__name__.rpartition('._python.')[0]}.providers.sbn.sbn")
    text: str = numbers.SBN9(*self._body()).format(separator)
    return text
