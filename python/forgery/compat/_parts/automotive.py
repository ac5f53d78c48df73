"""For `forgery.compat.providers.automotive`."""

from __future__ import annotations


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
