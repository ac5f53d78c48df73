"""For `forgery.compat.providers.phone_number`."""

from __future__ import annotations

from typing import Any


class OwnEnPh:
    """For the class of the Philippines."""

    def _create_phone_number(self: Any, formats: Any) -> Any:
        """A number of one of the formats."""
        return self.numerify(self.generator.parse(self.random_element(formats)))
