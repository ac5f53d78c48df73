"""For `forgery.compat.providers.internet`."""

# Letters of other alphabets look like ours.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from ipaddress import IPv4Network
from typing import Any

from ..._forgery import compat_table


def _networks(name: str) -> Any:
    return compat_table("base/internet", f"module._IPv4Constants.{name}")


class _IPv4Constants:
    """Networks by class; those for private use; those of which no address is given out."""

    _network_classes: dict[str, IPv4Network] = _networks("_network_classes")
    _private_networks: list[IPv4Network] = _networks("_private_networks")
    _excluded_networks: list[IPv4Network] = _networks("_excluded_networks")


_ACCENTED, _PLAIN = "ΆΈΉΊΌΎΏάέήίόύώΪϊΐϋΰ", "ΑΕΗΙΟΥΩαεηιουωΙιιυυ"
_LETTERS = str.maketrans(
    "ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩαβγδεζηικλμνξοπρσςτυφω",
    "AVGDEZIIKLMNXOPRSTUFOavgdeziiklmnxoprsstyfo",
)
_DOUBLE = re.compile("[ΘΧΨθχψ]+|ΟΥ|ΑΥ|ΕΥ|Ου|Αυ|Ευ|ου|αυ|ευ")
_DOUBLES = dict(
    zip(
        ["Θ", "Χ", "Ψ", "θ", "χ", "ψ", "ΟΥ", "ΑΥ", "ΕΥ", "Ου", "Αυ", "Ευ", "ου", "αυ", "ευ"],
        ["TH", "CH", "PS", "th", "ch", "ps", "OU", "AU", "EU", "Ou", "Au", "Eu", "ou", "au", "eu"],
    )
)


def remove_accents_el_gr(value: str) -> str:
    """Greek without accents."""

    def plain(found: re.Match[str]) -> str:
        # As Faker: several with accents that follow one another stay as they are, but for neighbours in this list.
        at = _ACCENTED.find(found[0])
        return _PLAIN[at] if at >= 0 else found[0]

    return re.sub(f"[{_ACCENTED}]+", plain, value)


def latinize_el_gr(value: str) -> str:
    """Greek in Latin letters."""
    plain = remove_accents_el_gr(value)
    # As Faker: several of the letters that become two stay as they are when they follow one another.
    doubled = _DOUBLE.sub(lambda found: _DOUBLES.get(found[0], found[0]), plain)
    return doubled.translate(_LETTERS)
