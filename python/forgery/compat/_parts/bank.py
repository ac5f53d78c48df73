"""For `forgery.compat.providers.bank`."""

from __future__ import annotations

import logging
from typing import Any

from ..._forgery import compat_table

logger_en_ph = logging.getLogger("faker.providers.bank.en_PH")


def get_clabe_control_digit_es_mx(clabe: str) -> int:
    """The check digit of a Mexican account number of seventeen digits."""
    digits = zip(map(int, clabe[:17]), (3, 7, 1) * 6)
    return -sum(digit * weight % 10 for digit, weight in digits) % 10


def is_valid_clabe_es_mx(clabe: str) -> bool:
    """Whether a text is a Mexican account number with its check digit."""
    digits = len(clabe) == 18 and clabe.isdigit()
    return digits and get_clabe_control_digit_es_mx(clabe) == int(clabe[-1])


class OwnEsEs:
    """For the class of Spain."""

    @staticmethod
    def _ccc_control_digit(number: str) -> str:
        """A check digit of a Spanish account number."""
        rest = sum(int(digit) << at for at, digit in enumerate(number)) % 11
        return str(rest if rest < 2 else 11 - rest)


class OwnNlBe:
    """For the class of Belgium."""

    def _generate_account_number(self: Any) -> Any:
        """An account number without its check digits."""
        codes = compat_table("nl_BE/bank", "module._VALID_BANK_CODES")
        return self.random_element(codes) + self.numerify("#######")
