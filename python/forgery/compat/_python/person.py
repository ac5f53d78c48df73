"""Polish numbers, Ukrainian names with arguments, and Japanese names, which are drawn in all scripts at once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: What is added to the month in each century from 1800 on.
_CENTURIES = (80, 0, 20, 40, 60)
_SEXES = (None, "F", "M")

ALWAYS = frozenset({"pesel"})


def _pesel_compute_check_digit_pl(self: Any, pesel: Any) -> int:  # noqa: ARG001
    weights = (9, 7, 3, 1, 9, 7, 3, 1, 9, 7)
    return sum(int(digit) * weight for digit, weight in zip(pesel, weights)) % 10


def _pesel_pl(self: Any, date_of_birth: Any = None, sex: Any = None) -> Any:
    # The engine understands more than dates, unlike Faker.
    if date_of_birth is None and sex in _SEXES:
        return NotImplemented
    born = self.generator.date_of_birth() if date_of_birth is None else date_of_birth
    if not 1800 <= born.year <= 2299:
        raise ValueError("Date of birth is out of supported range 1800-2299")
    month = born.month + _CENTURIES[born.year // 100 - 18]
    start = f"{born.year % 100:02d}{month:02d}{born.day:02d}"
    start += "".join(str(self.random_digit()) for _ in range(3))
    last = self.random_digit()
    # Odd for men.
    if sex == ("F" if last % 2 else "M"):
        last = (last + 1) % 10
    number = f"{start}{last}"
    return f"{number}{self.pesel_compute_check_digit(number)}"


def _pwz_doctor_compute_check_digit_pl(self: Any, x: Any) -> int:  # noqa: ARG001
    number: int = sum(place * digit for place, digit in enumerate(x, 1)) % 11
    return number


def _pwz_nurse_pl(self: Any, kind: Any = "nurse") -> str:
    region = self.random_int(1, 45)
    digits = "".join([str(self.random_digit()) for _ in range(5)])
    return f"{region:02d}{digits}{'A' if kind == 'midwife' else 'P'}"


def _full_name_ua(self: Any, gender: Any = None, short: Any = False) -> str:
    if gender and gender not in ("M", "F"):
        raise ValueError('Gender must be "m" or "f" or None')
    sex = "male" if (gender or self.random_element(elements=["M", "F"])) == "M" else "female"
    first, last, middle = (
        getattr(self, f"{part}_name_{sex}")() for part in ("first", "last", "middle")
    )
    if short:
        return f"{last} {first[0]}.{middle[0]}."
    return f"{last} {first} {middle}"


def _pwz_doctor_pl(self: Any) -> str:
    digits = [self.random_digit() for _ in range(6)]
    check = self.pwz_doctor_compute_check_digit(digits)
    if check == 0:
        digits[5] = (digits[5] + 1) % 10
        check = self.pwz_doctor_compute_check_digit(digits)
    return "".join(map(str, [check, *digits]))


def _pair_jp(name: str) -> Callable[[Any], Any]:
    """Draws a name in all scripts."""
    return lambda self: self.random_element(getattr(self, f"{name}_pairs"))


def _script_jp(name: str, place: int) -> Callable[[Any], Any]:
    """Draws a name and gives it in one script."""
    return lambda self: getattr(self, f"{name}_pair")()[place]


def _names_jp() -> dict[str, Callable[[Any], Any]]:
    functions = {}
    for which in ("first{}_name", "first{}_name_male", "first{}_name_female", "last{}_name"):
        name = which.format("")
        functions[f"{name}_pair"] = _pair_jp(name)
        for place, script in enumerate(("", "_kana", "_romanized")):
            functions[which.format(script)] = _script_jp(name, place)
    return functions


def _civil_status_de(self: Any) -> Any:
    return self.random_element(self.civil_status_list)


LOCAL = {
    "de_DE": {"civil_status": _civil_status_de},
    "ja_JP": _names_jp(),
    "pl_PL": {
        "pesel": _pesel_pl,
        "pesel_compute_check_digit": _pesel_compute_check_digit_pl,
        "pwz_doctor": _pwz_doctor_pl,
        "pwz_doctor_compute_check_digit": _pwz_doctor_compute_check_digit_pl,
        "pwz_nurse": _pwz_nurse_pl,
    },
    "uk_UA": {"full_name": _full_name_ua},
}
