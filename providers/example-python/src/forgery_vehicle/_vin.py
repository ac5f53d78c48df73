"""Vehicle identification numbers: ISO 3779, with the check digit of North America (49 CFR 565)."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from ._models import WMI

#: Letters and digits of a VIN: no I, O or Q.
ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
#: The codes of model years, of which the first stands for 1980 and 2010.
YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9))),
    **dict(zip("JKLMN", range(1, 6))),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10))),
}


def check_digit(vin: str) -> str:
    """The ninth character that makes a VIN valid.

    Args:
        vin: 17 characters; the ninth does not matter.
    """
    total = sum(weight * VALUES[c] for weight, c in zip(WEIGHTS, vin))
    return "0123456789X"[total % 11]


def vins(draw: Random, makes: Iterable[str], years: Iterable[int]) -> list[str]:
    """A VIN for each vehicle.

    Args:
        draw: What is drawn from.
        makes: Who made it.
        years: Its model year.
    """
    found = []
    for make, year in zip(makes, years):
        head = draw.choice(WMI[make]) + "".join(draw.choices(ALPHABET, k=5))
        code = YEARS[(year - 1980) % len(YEARS)]
        tail = f"{code}{draw.choice(ALPHABET)}{draw.randrange(10**6):06}"
        found.append(f"{head}{check_digit(f'{head}0{tail}')}{tail}")
    return found
