"""Numbers of old books."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sbn9(self: Any, separator: str = "-") -> str:
    """A number of nine digits."""
    from importlib import import_module

    sbn = import_module(f"{__package__.rpartition('.')[0]}.providers.sbn.sbn")
    number: str = sbn.SBN9(*self._body()).format(separator)
    return number
