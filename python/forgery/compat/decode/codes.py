"""The ASCII spelling of each character up to U+FFFF, as a table."""

from __future__ import annotations

from . import unidecode

__all__ = ["codes"]

codes = tuple(unidecode(chr(code)) for code in range(0x10000))
