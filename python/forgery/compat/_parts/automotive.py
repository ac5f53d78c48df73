"""For `forgery.compat.providers.automotive`."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any


def calculate_vin_str_weight(s: str, weight_factor: list[int]) -> int:
    """The weighted sum of the characters of a vehicle's identification number."""
    return sum(_value(char) * weight for char, weight in zip(s, weight_factor))


def _value(char: str) -> int:
    """A digit's value; letters count from 1 to 9 three times, the last time from 2."""
    if char <= "@":
        return int(char)
    if char <= "I":
        return ord(char) - ord("A") + 1
    return ord(char) - ord("J") + 1 if char <= "R" else ord(char) - ord("S") + 2


class OwnArSa:
    """For the class of Saudi Arabia."""

    PLATE_MAP: dict[str, str]
    LICENSE_FORMAT_AR: str

    def _translate_license_plate(self, license_plate: str) -> str:
        """A plate in Arabic: its digits, then its letters from the last."""
        signs = {"#": iter(license_plate[:4]), "?": iter(license_plate[7:4:-1])}
        places = self.LICENSE_FORMAT_AR
        return "".join(self.PLATE_MAP[next(signs[c])] if c in signs else c for c in places)


class OwnEnPh:
    """For the class of the Philippines."""

    def _license_plate(self: Any, license_format: list[str]) -> Any:
        """A plate of one of the formats."""
        return self.bothify(self.random_element(license_format), ascii_uppercase)


class OwnEsMx:
    """For the class of Mexico."""

    def _serial_letters(self: Any, count: int) -> str:
        """Letters of a plate."""
        letters = self.license_plate_letters
        return "".join(self.random_elements(letters, length=count, use_weighting=False))
