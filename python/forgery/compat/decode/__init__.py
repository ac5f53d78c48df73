"""Text in ASCII letters."""

from __future__ import annotations

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


def __getattr__(name: str) -> Any:
    """Make the table `codes` when somebody asks for it."""
    if name == "codes":
        from .codes import codes

        globals()[name] = codes
        return codes
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
