"""ISBNs with separators of any kind."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _body(self: Any) -> list[str]:
    """The parts of a number but for the check digit."""
    ean: str = self.random_element(self.rules.keys())
    group: str = self.random_element(self.rules[ean].keys())
    rest = self.numerify("#" * (12 - len(ean) - len(group)))
    registrant, publication = self._registrant_publication(rest, self.rules[ean][group])
    return [ean, group, registrant, publication]


def _numbers() -> Any:
    return import_module(f"{__name__.rpartition('._python.')[0]}.providers.isbn.isbn")


def isbn13(self: Any, separator: Any = "-") -> str:
    """A number of thirteen digits."""
    text: str = _numbers().ISBN13(*self._body()).format(separator)
    return text


def isbn10(self: Any, separator: Any = "-") -> str:
    """A number of ten digits."""
    text: str = _numbers().ISBN10(*self._body()).format(separator)
    return text
