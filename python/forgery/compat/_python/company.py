"""Companies' numbers, of France, Italy and Brazil."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _is_catch_phrase_valid_fr(self: Any, catch_phrase: str) -> bool:
    def is_repeated(word: str) -> bool:
        at = catch_phrase.find(word)
        return at != -1 and catch_phrase.find(word, at + 1) != at

    # As Faker: a word that is there once counts as well, since the second one is found elsewhere, at -1.
    return not any(is_repeated(word) for word in self.words_which_should_not_appear_twice)


def _siret_fr(self: Any, max_sequential_digits: Any = 2) -> str:
    from ..utils.checksums import calculate_luhn

    if max_sequential_digits > 4 or max_sequential_digits <= 0:
        max_sequential_digits = 2
    number = str(self.random_number(max_sequential_digits)).zfill(4)
    code = self.siren().replace(" ", "") + number
    # The check digit is that of the number as a float, as in Faker.
    digit = calculate_luhn(float(code))
    return f"{code[:3]} {code[3:6]} {code[6:9]} {code[9:]}{digit}"


def _company_vat_fr(self: Any, siren: Any = "") -> str:
    siren = siren or self.siren()
    number = int("".join(char for char in siren if char.isdigit()))
    return f"FR {(12 + 3 * (number % 97)) % 97:02} {siren}"


def _ape_code_fr(self: Any, version: Any = "naf-2003") -> str:
    if version is None:
        return f"{self.numerify('##.##')}{self.random_uppercase_letter()}"
    for year in (2003, 2025):
        if version == f"naf-{year}":
            code: str = self.random_element(getattr(self, f"ape_codes_naf_{year}"))
            return code
    raise ValueError("Unsupported NAF version. Set version=None to a truly random number.")


def _rcs_number_fr(self: Any, city: Any = "", letter: Any = "", siren: Any = "") -> str:
    city = city or self.generator.city()
    letter = letter or self.random_element("AB")
    return f"RCS {city} {letter} {siren or self.siren()}"


def _company_id_base_br(self: Any, use_alphanumeric: Any) -> str:
    if use_alphanumeric:
        return "".join(self.random_choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", length=12))
    return "".join(map(str, self.random_choices(range(10), length=8))) + "0001"


def _company_id_br(self: Any, use_alphanumeric: Any = False) -> str:
    from .._parts.company import company_id_checksum_pt_br

    base: str = self._company_id_base(use_alphanumeric)
    digits = company_id_checksum_pt_br([ord(char) - ord("0") for char in base])
    return base + "".join(map(str, digits))


def _cnpj_br(self: Any, use_alphanumeric: Any = False) -> str:
    number = self.company_id(use_alphanumeric)
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"


def _company_vat_it(self: Any) -> str:
    from ..utils.checksums import calculate_luhn

    number = f"{self.bothify('#######')}{self._random_vat_office():03}"
    return f"IT{number}{calculate_luhn(int(number))}"


LOCAL = {
    "fr_FR": {
        "_is_catch_phrase_valid": _is_catch_phrase_valid_fr,
        "ape_code": _ape_code_fr,
        "company_vat": _company_vat_fr,
        "rcs_number": _rcs_number_fr,
        "siret": _siret_fr,
    },
    "it_IT": {"company_vat": _company_vat_it},
    "pt_BR": {
        "_company_id_base": _company_id_base_br,
        "cnpj": _cnpj_br,
        "company_id": _company_id_br,
    },
}
