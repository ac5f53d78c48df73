"""Luhn's check digits."""

from __future__ import annotations

__all__ = ["calculate_luhn", "luhn_checksum"]


def luhn_checksum(number: float) -> int:
    """Compute Luhn's checksum: 0 where the number is valid.

    Args:
        number: Digits, as a number or a string.
    """
    digits = [int(digit) for digit in str(number)]
    # From the right, every second digit counts twice, 9 less where that has two digits.
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (doubled + sum(digits[::-2])) % 10


def calculate_luhn(partial_number: float) -> int:
    """Compute the digit that makes a number valid when it is put behind.

    Args:
        partial_number: All digits but the last, as a number or a string.
    """
    return -luhn_checksum(int(partial_number) * 10) % 10
