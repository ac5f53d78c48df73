"""Passports of people whose gender or birthday the engine does not understand."""

from __future__ import annotations

import datetime

from .._signatures import TODAY

#: Faker's default birthday is the day on which the program started; the engine's is today. A seed is
#: one of Python's own generator.
ALWAYS = frozenset({"passport_dates", "passport_gender"})

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAMES = {"M": "{{first_name_male}}", "F": "{{first_name_female}}"}
#: In Russian: surname, given name, patronymic. Nobody is a woman but with an F.
_RUSSIAN = {
    gender: "{{last_name_%s}} {{first_name_%s}} {{middle_name_%s}}" % ((sex,) * 3)
    for gender, sex in (("F", "female"), ("M", "male"), ("X", "male"))
}


def passport_owner(self: Any, gender: Any = "X") -> tuple[str, str]:
    """Given name and surname."""
    parse = self.generator.parse
    template = next((name for sex, name in _NAMES.items() if gender == sex), None)
    return parse(template or "{{first_name_nonbinary}}"), parse("{{last_name}}")


def _passport_owner_ru(self: Any, gender: Any = "M") -> tuple[str, str]:
    """Surname, then given name and patronymic."""
    surname, given, patronymic = self.generator.parse(_RUSSIAN[gender]).split()
    return surname, f"{given} {patronymic}"


def passport_gender(self: Any, seed: Any = 0) -> Any:  # noqa: ARG001
    """The marker in a passport. Faker draws it from the `random` module, which any seed but 0 seeds anew."""
    import random

    if seed == 0:
        if type(seed) is int:
            return NotImplemented
    else:
        random.seed(seed)
    return random.choices(["M", "F", "X"], weights=[0.493, 0.493, 0.014], k=1)[0]


def passport_dates(self: Any, birthday: Any = TODAY) -> Any:
    """The days of birth, issue and expiry. A year has 365 days here, in Faker too."""
    today = datetime.date.today()
    if birthday is TODAY and today == TODAY:
        return NotImplemented
    born = f"{birthday:%d %b %Y}"
    age = (today - birthday).days // 365

    def since(years: int) -> datetime.date:
        return today - datetime.timedelta(days=years * 365 - 1)

    def between(first: Any, last: Any) -> Any:
        return self.generator.date_time_between(first, last)

    years = 10 if age >= 21 else 5
    if age < 16 or age >= 26:
        issued = between(since(10 if age >= 26 else 5), today)
        # Nobody has a passport before being born; what was drawn first is lost.
        issued = between(birthday, today) if age < 5 else issued
    else:
        issued = between(since(5), birthday + datetime.timedelta(days=16 * 365 - 1))
        issued = between(since(5), today) if age >= 21 else issued
    if (issued.month, issued.day) == (2, 29):
        issued -= datetime.timedelta(days=1)
    expires = issued.replace(year=issued.year + years)
    return born, f"{issued:%d %b %Y}", f"{expires:%d %b %Y}"


def _passport_full_us(self: Any) -> str:
    """All that stands in a passport, a line each."""
    born, issued, expires = self.passport_dates(self.passport_dob())
    gender = self.passport_gender()
    given, surname = self.passport_owner(gender=gender)
    lines = (given, surname, gender, born, issued, expires, self.passport_number())
    return "".join([f"{line}\n" for line in lines])


LOCAL = {
    "en_US": {
        "passport_dates": passport_dates,
        "passport_full": _passport_full_us,
        "passport_gender": passport_gender,
    },
    "ru_RU": {"passport_owner": _passport_owner_ru},
}
