"""For `forgery.compat.providers.address`."""

from __future__ import annotations

import re
from typing import Any, Tuple  # noqa: UP035 (as Faker's read)

Range_en_in = Tuple[int, int]  # noqa: UP006


def getcities_it_it(fulldict: dict[Any, Any]) -> list[str]:
    """The cities of all provinces, each once and in no order."""
    return list({city[0] for cities in fulldict.values() for city in cities})


class OwnEnCa:
    """For the class of Canada."""

    def _postcode_replace(self: Any, postal_code_format: str) -> Any:
        """A postcode of a format."""
        letters = re.sub(r"\?", lambda _: self.postal_code_letter(), postal_code_format)
        return self.numerify(letters)


class OwnEnPh:
    """For the class of the Philippines."""

    def _ordinal_string(self, num: int | str) -> str:
        """A number such as `1st`."""
        number = int(num)
        teens = 11 <= number % 100 <= 13
        return f"{number}{'th' if teens else ('th', 'st', 'nd', 'rd', 'th')[min(number % 10, 4)]}"

    def _create_postcode(self: Any, postcodes: Any) -> str:
        """One of the postcodes."""
        return f"{self.random_element(postcodes):04d}"

    def _create_address(self: Any, address_formats: Any) -> Any:
        """An address of one of the formats."""
        return self.generator.parse(self.random_element(address_formats))
