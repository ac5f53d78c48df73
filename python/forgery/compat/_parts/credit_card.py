"""For `forgery.compat.providers.credit_card`."""

from __future__ import annotations

from typing import Any


class Own:
    """For the class of all."""

    def _credit_card_type(self: Any, card_type: Any = None) -> Any:
        """The kind of a card that a name stands for, or any kind."""
        from ..typing import CreditCard

        if card_type is None:
            card_type = self.random_element(self.credit_card_types.keys())
        return card_type if isinstance(card_type, CreditCard) else self.credit_card_types[card_type]

    def _generate_number(self: Any, prefix: str, length: int) -> str:
        """A number that begins with a prefix and ends with its check digit."""
        number: str = self.numerify(prefix + "#" * (length - len(prefix) - 1))
        backwards = number[::-1][: max(length - 1, 0)]
        total = sum(self.luhn_lookup[digit] for digit in backwards[::2])
        return number + str(-(total + sum(map(int, backwards[1::2]))) % 10)
