"""For `forgery.compat.providers.company`."""

from __future__ import annotations

from operator import mul
from typing import Any


def _weighted(digits: list[int], weights: list[int]) -> int:
    return sum(weight * digits[at] for at, weight in enumerate(weights))


def regon_checksum_pl_pl(digits: list[int]) -> int:
    """The check digit of a REGON of nine digits."""
    return _weighted(digits, [8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10


def local_regon_checksum_pl_pl(digits: list[int]) -> int:
    """The check digit of a REGON of fourteen digits."""
    return _weighted(digits, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10


def company_vat_checksum_pl_pl(digits: list[int]) -> int:
    """The check digit of a NIP; there is no such number where it is 10."""
    return _weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11


def company_id_checksum_pt_br(values: list[int]) -> list[int]:
    """The two check digits of a CNPJ."""
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    digits = list(values)
    for first in (1, 0):
        rest = -sum(map(mul, weights[first:], digits)) % 11
        digits.append(rest if rest < 10 else 0)
    return digits[-2:]


def calculate_checksum_ru_ru(value: str) -> str:
    """The check digit of the digits of an INN."""
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8][-len(value) :]
    return str(sum(int(digit) * weight for digit, weight in zip(value, weights)) % 11 % 10)


def calculate_snils_checksum_ru_ru(numbers: str) -> str:
    """The two check digits of a SNILS."""
    return f"{sum(int(digit) * (9 - at) for at, digit in enumerate(numbers)) % 101 % 100:02}"


class OwnItIt:
    """For the class of Italy."""

    def _random_vat_office(self: Any) -> int:
        """A province's tax office."""
        office: int = self.random_int(1, 104)
        return {101: 120, 102: 121, 103: 888, 104: 999}.get(office, office)
