"""Phone numbers: what only the methods of a locale call."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _create_phone_number_ph(self: Any, formats: Any) -> str:
    number: str = self.numerify(self.generator.parse(self.random_element(formats)))
    return number


LOCAL = {"en_PH": {"_create_phone_number": _create_phone_number_ph}}
