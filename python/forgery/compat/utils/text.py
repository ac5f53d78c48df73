"""Slugs."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slugify"]

_NOT_WORD = re.compile(r"[^\w\s-]")
_NOT_WORD_OR_DOT = re.compile(r"[^.\w\s-]")
_GAP = re.compile(r"[-\s]+")


def slugify(value: str, allow_dots: bool = False, allow_unicode: bool = False) -> str:
    """Make a text fit for a name in a URL: lower case, words joined by hyphens, nothing but letters, digits and `_`.

    Args:
        value: The text; anything else is made one.
        allow_dots: Whether dots stay.
        allow_unicode: Whether letters beyond ASCII stay, instead of losing their accents or being dropped.
    """
    value = str(value)
    if allow_unicode:
        value = unicodedata.normalize("NFKC", value)
    else:
        value = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode("ascii")
    unwanted = _NOT_WORD_OR_DOT if allow_dots else _NOT_WORD
    return _GAP.sub("-", unwanted.sub("", value).strip().lower())
