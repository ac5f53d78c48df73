"""Phone numbers: what only the methods of a locale call."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _create_phone_number_ph(self: Any, formats: Any) -> str:
    number: str = self.numerify(self.generator.parse(self.random_element(formats)))
    return number


def _prefix_cn(self: Any) -> Any:
    """A prefix, which is a number in China."""
    return self.random_element(self.phonenumber_prefixes)


ALWAYS = frozenset({"phonenumber_prefix"})
LOCAL = {
    "en_PH": {"_create_phone_number": _create_phone_number_ph},
    "zh_CN": {"phonenumber_prefix": _prefix_cn},
}
