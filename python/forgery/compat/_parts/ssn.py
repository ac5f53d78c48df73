"""For `forgery.compat.providers.ssn`: the check digits of countries' personal and tax numbers."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, datetime
from functools import cache
from itertools import cycle
from string import ascii_uppercase
from typing import Any

from ..._forgery import compat_table


@cache
def _table(class_id: str, name: str) -> Any:
    return compat_table(class_id, name)


def _weighted(digits: Any, weights: Any) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))


def tin_checksum_el_gr(tin: str) -> int:
    """The check digit of a Greek tax number's first eight digits."""
    return sum(int(tin[at]) << (8 - at) for at in range(8)) % 11 % 10


def checksum_en_ca(sin: str) -> int:
    """The check digit of a Canadian insurance number, whose last digit does not count."""
    digits = [int(digit) for digit in sin.replace(" ", "")][:-1]
    return (
        -sum(sum(divmod(digit * 2, 10)) if at % 2 else digit for at, digit in enumerate(digits))
        % 10
    )


def calculate_gstin_checksum_en_in(gstin_without_checksum: str) -> str:
    """The check character of an Indian tax number's first fourteen."""
    alphabet: str = _table("en_IN/ssn", "module.GSTIN_CHECKSUM_ALPHABET")
    base: int = _table("en_IN/ssn", "module.GSTIN_CHECKSUM_BASE")
    factors = cycle((2, 1))
    values = (alphabet.index(char) * next(factors) for char in reversed(gstin_without_checksum))
    return alphabet[-sum(sum(divmod(value, base)) for value in values) % base]


def rut_check_digit_es_cl(number: int) -> str:
    """The check digit of a Chilean tax number."""
    digits = str(number)[::-1] if number else ""
    rest = -_weighted(digits, cycle(range(2, 8))) % 11
    return "K" if rest == 10 else str(rest)


def nit_check_digit_es_co(nit: str) -> str:
    """The check digit of a Colombian tax number."""
    weights = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
    rest = _weighted(nit[::-1], weights) % 11
    return str(rest if rest < 2 else 11 - rest)


def _reduce_digits_es_mx(number: int) -> int:
    """The sum of a number's digits, summed again until it is one digit."""
    return (number - 1) % 9 + 1 if number else 0


def ssn_checksum_es_mx(digits: Any) -> int:
    """The check digit of a Mexican insurance number."""
    return -sum(_reduce_digits_es_mx(digit << at % 2) for at, digit in enumerate(digits)) % 10


def curp_checksum_es_mx(characters: str) -> int:
    """The check digit of a Mexican population register's code."""
    alphabet: str = _table("es_MX/ssn", "module.CURP_CHARACTERS")
    return -sum((18 - at) * alphabet.index(char) for at, char in enumerate(characters)) % 10


def checksum_et_ee(digits: list[int]) -> int:
    """The check digit of an Estonian personal code: by a second scale if the first gives 10."""
    rest = _weighted(digits, _table("et_EE/ssn", "scale1")) % 11
    return rest if rest < 10 else _weighted(digits, _table("et_EE/ssn", "scale2")) % 11 % 10


def calculate_checksum_fr_fr(ssn_without_checksum: int | str) -> int:
    """The check digits of a French register number; Corsica's letters count as digits."""
    digits = str(ssn_without_checksum).replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97


def checksum_hr_hr(digits: list[int]) -> int:
    """The check digit of a Croatian personal number (ISO 7064, MOD 11,10)."""
    rest = 10
    for digit in digits:
        rest = ((rest + digit) % 10 or 10) * 2 % 11
    return (11 - rest) % 10


def zfix_hu_hu(d: int) -> str:
    """A number of at least two digits."""
    return f"0{d}" if d < 10 else str(d)


def checksum_it_it(value: str) -> str:
    """The check letter of an Italian tax code."""
    columns = _table("it_IT/ssn", "module.CHECKSUM_TABLE")
    places = _table("it_IT/ssn", "module.ALPHANUMERICS_DICT")
    total = sum(columns[at % 2][places[char]] for at, char in enumerate(value))
    return chr(ord("A") + total % 26)


def checksum_no_no(digits: Any, scale: list[int]) -> int:
    """A check digit of a Norwegian personal number; there is no such number where it is 10."""
    return (11 - _weighted(digits, scale) % 11) % 11


def checksum_pl_pl(digits: list[int]) -> int:
    """The check digit of a PESEL."""
    return sum(digits[at] * weight for at, weight in enumerate([9, 7, 3, 1, 9, 7, 3, 1, 9, 7])) % 10


def calculate_month_pl_pl(birth_date: datetime) -> int:
    """The month as a PESEL has it, which tells the century too."""
    return birth_date.month + (birth_date.year // 100 - 14) % 5 * 20


def checksum_pt_br(digits: list[int]) -> int:
    """A check digit of a CPF."""
    rest = _weighted(digits, range(len(digits) + 1, 1, -1)) % 11
    return 0 if rest < 2 else 11 - rest


def ssn_checksum_ro_ro(number: str) -> int:
    """The check digit of a Romanian personal number."""
    rest = _weighted(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return 1 if rest == 10 else rest


def vat_checksum_ro_ro(number: str) -> int:
    """The check digit of a Romanian tax number."""
    return 10 * _weighted(number.rjust(9, "0"), (7, 5, 3, 2, 1, 7, 5, 3, 2)) % 11 % 10


def calculate_checksum_sr_ba(ssn_without_checksum: str) -> int | None:
    """The check digit of a personal number of Bosnia; None where there is none."""
    digits = [int(digit) for digit in ssn_without_checksum]
    rest = _weighted(digits, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return None if rest == 1 else -rest % 11


def select_gender_uk_ua(gender: Any) -> int:
    """An even digit for `F`, an odd one otherwise, drawn from the `random` module."""
    return random.choice(range(0 if gender.lower() == "f" else 1, 10, 2))


def calculate_day_count_uk_ua(birthday: date) -> int:
    """The days since the end of 1899."""
    return (birthday - date(1899, 12, 31)).days


def calculate_check_sum_uk_ua(val: str) -> int:
    """The check digit of a Ukrainian tax number."""
    return _weighted(val, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10


def checksum_zh_tw(s: str) -> int:
    """The weighted sum of a Taiwanese identity number, a multiple of 10 if its check digit is right."""
    total = 0
    for at, char in enumerate(s):
        if at == 0:
            tens, ones = divmod("ABCDEFGHJKLMNPQRSTUVXYWZIO".index(char) + 10, 10)
            total = ones * 9 + tens
        else:
            total += int(char) * (9 - at if at < 9 else 1)
    return total


class OwnBgBg:
    """For the class of Bulgaria."""

    @staticmethod
    def _vat_check_digit_legal(number: str) -> str:
        """The check digit of a company's tax number: by a second scale if the first gives 10."""
        rest = _weighted(number, range(1, len(number) + 1)) % 11
        return str(rest if rest < 10 else _weighted(number, range(3, len(number) + 3)) % 11 % 10)

    @staticmethod
    def _vat_check_digit_other(number: str) -> str:
        """The check digit of a person's tax number; there is no such number where it is 10."""
        return str((11 - _weighted(number, (4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11)


class OwnDeAt:
    """For the class of Austria."""

    def _Provider__get_check_digit(self, ssn_without_checkdigit: str) -> int:  # noqa: N802
        """The check digit of an insurance number; there is no such number where it is 10."""
        digits = [int(digit) for digit in ssn_without_checkdigit]
        return _weighted(digits, (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11


class OwnDeDe:
    """For the class of Germany."""

    def _Provider__letter_to_digit_string(self, letter: str) -> str:  # noqa: N802
        """The place of a letter in the alphabet, as two digits."""
        return f"{ascii_uppercase.index(letter) + 1:02}"

    def _Provider__get_rvnr_checkdigit(self: Any, rvnr: str) -> str:  # noqa: N802
        """The check digit of a number in the pension insurance: from the digits' products, digit by digit."""
        letter = self._Provider__letter_to_digit_string(rvnr[8])
        weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
        products = [int(digit) * w for digit, w in zip(rvnr[:8] + letter + rvnr[9:], weights)]
        return str(sum(sum(divmod(product, 10)) for product in products) % 10)

    def _Provider__get_vat_checkdigit(self, digits: str) -> str:  # noqa: N802
        """The check digit of a tax number (ISO 7064, MOD 11,10)."""
        return str(checksum_hr_hr([int(digit) for digit in digits]))


class OwnEsEs:
    """For the class of Spain."""

    @staticmethod
    def _calculate_control_doi(doi: str) -> str:
        """The check letter of an identity number."""
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int(doi) % 23]

    @classmethod
    def _calculate_control_cif(cls, cif: str) -> str:
        """The check character of a company's tax number: a digit or a letter, by its first letter."""
        kind, digits = cif[0], [int(digit) for digit in cif[1:]]
        total = sum(d if at % 2 else sum(divmod(d * 2, 10)) for at, d in enumerate(digits))
        check = 10 - total % 10
        if kind in "FJKNPQRSUVW":
            return chr(ord("@") + check)
        if kind in "ABCDEGHLM":
            return str(check % 10)
        return cls._calculate_control_doi(cif)


class OwnFiFi:
    """For the class of Finland."""

    @staticmethod
    def _get_century_code(year: int) -> str:
        """The sign of a century."""
        if not 1800 <= year < 3000:
            raise ValueError(
                "Finnish SSN do not support people born before the year 1800 or after the year 2999"
            )
        return "+-A"[min(year // 100 - 18, 2)]


class OwnItIt:
    """For the class of Italy."""

    @staticmethod
    def is_leap_year(year: int) -> bool:
        """Whether a year has 366 days."""
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def _random_vat_office(self: Any) -> int:
        """A province's tax office."""
        office: int = self.random_int(1, 104)
        return {101: 120, 102: 121, 103: 888, 104: 999}.get(office, office)

    def _get_name_letters(self: Any, sex: int) -> Any:
        """The three letters of a first name: of four consonants and more, not the second nor the rest."""
        formatter = "first_name_male" if sex == 1 else "first_name_female"
        name = self._transliterate_name(getattr(self.generator, formatter)().upper())
        consonants = self._get_consonants(name)
        if len(name) >= 3 and len(consonants) >= 4:
            return consonants[0] + consonants[1] + consonants[3]
        return _three_letters(self, name, consonants)

    def _get_surname_letters(self: Any) -> Any:
        """The three letters of a family name."""
        name = self._transliterate_name(self.generator.last_name().upper())
        return _three_letters(self, name, self._get_consonants(name))

    def _transliterate_name(self, name: str) -> str:
        """A name without accents."""
        letters = unicodedata.normalize("NFKD", name)
        return "".join(char for char in letters if not unicodedata.combining(char))

    def _get_vowels(self, sequence: str) -> list[str]:
        """The vowels of a name."""
        return [char for char in sequence if char in _table("it_IT/ssn", "module.VOWELS")]

    def _get_consonants(self, sequence: str) -> list[str]:
        """The consonants of a name."""
        return [char for char in sequence if char in _table("it_IT/ssn", "module.CONSONANTS")]

    def _pad_shorter(self, sequence: str) -> str:
        """A short name with X behind it."""
        return sequence.ljust(3, "X")

    def _get_max_day(self, is_leap_year: bool, month: str) -> int:
        """The last day of a month by its letter."""
        if month == "B":
            return 29 if is_leap_year else 28
        return 30 if month in ("D", "H", "P", "S") else 31


def _three_letters(provider: Any, name: str, consonants: list[str]) -> Any:
    """The first consonants of a name, then its vowels."""
    if len(name) < 3:
        return provider._pad_shorter(name)
    letters = consonants if len(consonants) >= 3 else consonants + provider._get_vowels(name)
    return "".join(letters[:3])


class OwnLvLv:
    """For the class of Latvia."""

    @staticmethod
    def _get_century_code(year: int) -> int:
        """The digit of a century."""
        if not 1800 <= year < 3000:
            raise ValueError(
                "SSN do not support people born before the year 1800 or after the year 2999"
            )
        return min(year // 100 - 18, 2)


class OwnMkMk:
    """For the class of North Macedonia."""

    @staticmethod
    def _checksum(digits: list[int]) -> int:
        """The check digit of a personal number."""
        rest = -_weighted(digits, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        return rest % 10


class OwnSvSe:
    """For the class of Sweden."""

    @staticmethod
    def _org_to_vat(org_id: str) -> str:
        """The tax number of an organisation."""
        digits = org_id.replace("-", "")
        return f"SE{'16' if len(digits) == 10 else ''}{digits}01"


class OwnArDz:
    """For the class of Algeria."""

    def _control_key(self, base: str) -> str:
        """The check digit of a number (Luhn), with a zero before it."""
        digits = enumerate(map(int, reversed(base)))
        return f"{-sum(sum(divmod(digit << at % 2, 10)) for at, digit in digits) % 10:02}"
