"""For `forgery.compat.providers.person`."""

# Letters of other alphabets look like ours.
# ruff: noqa: RUF001

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from .._tables import peek

_BENGALI = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


def translate_to_bengali_digits_bn_bd(en_digit: str = "0") -> str:
    """A text with Bengali digits in the place of ours."""
    return en_digit.translate(_BENGALI)


def checksum_identity_card_number_pl_pl(characters: Sequence[str | int]) -> int:
    """The check digit of a Polish identity card's letters and digits."""
    values = [ord(char) - 55 if isinstance(char, str) else char for char in characters]
    return sum(a * b for a, b in zip((7, 3, 1, 0, 7, 3, 1, 7, 3), values)) % 10


def _letters(small: str, latin: str) -> dict[str, str]:
    """Small letters and capitals in Latin ones; `_` stands for none."""
    pairs = [(letter, "" if text == "_" else text) for letter, text in zip(small, latin.split())]
    return {**dict(pairs), **{letter.upper(): text.capitalize() for letter, text in pairs}}


# As Faker's, down to what it leaves out: the capitals of the signs, and of Ё, which is spelt with a Latin E.
_RUSSIAN = _letters(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
)
_RUSSIAN.update({"Е": "Ye", "\u00cb": "E"})
for _sign in "ЁЪЬ":
    del _RUSSIAN[_sign]
_UKRAINIAN = _letters(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia",
)
_UKRAINIAN.update({"Є": "Ye", "Ї": "Yi", "Й": "Y", "Ю": "Yu", "Я": "Ya", "ʼ": ""})


def _translit(text: str, letters: dict[str, str]) -> str:
    return "".join(letters[char] if char.isalpha() else char for char in text)


def translit_ru_ru(text: str) -> str:
    """Russian in Latin letters."""
    return _translit(text, _RUSSIAN)


def translit_uk_ua(text: str) -> str:
    """Ukrainian in Latin letters."""
    return _translit(text, _UKRAINIAN)


class OwnEsCl:
    """For the class of Chile."""

    @property
    def first_names(self) -> OrderedDict[str, float]:
        """The first names of men and women in turn, each with half its weight."""
        if not hasattr(self, "_first_names"):
            names: OrderedDict[str, float] = OrderedDict()
            tables = (peek(self, f"first_names_{sex}") for sex in ("male", "female"))
            for pair in zip_longest(*(table.items() for table in tables)):
                names.update((name, weight / 2) for name, weight in filter(None, pair))
            self._first_names = names
        return self._first_names


class OwnFrQc:
    """For the class of Quebec."""

    def __init__(self, generator: Any) -> None:
        warnings.warn("fr_QC locale is deprecated. Please use fr_CA.", stacklevel=2)
        self.generator = generator
