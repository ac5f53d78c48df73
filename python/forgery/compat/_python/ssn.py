"""Identity numbers of people whom the engine does not understand, or whom Faker refuses."""

from __future__ import annotations

import datetime
import random

from .._parts import ssn as parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _days(self: Any, min_age: Any, max_age: Any) -> datetime.timedelta:
    """An age, by years of 365 days. The highest is never reached."""
    return datetime.timedelta(days=self.generator.random.randrange(min_age * 365, max_age * 365))


def _birthday(self: Any, min_age: Any, max_age: Any) -> datetime.date:
    """The birthday of somebody of an age between two."""
    age = _days(self, min_age, max_age)
    return datetime.date.today() - age


def _rvnr_de_de(self: Any, birthdate: Any = None) -> str:
    """The number in Germany's pension insurance."""
    from string import ascii_uppercase

    born = birthdate or self.generator.date_object()
    number: str = self.bothify(f"##{born:%d%m%y}?##", letters=ascii_uppercase)
    digit: str = self._Provider__get_rvnr_checkdigit(number)
    return number + digit


def _ssn_de_at(self: Any, birthdate: Any = None) -> str:
    """The number in Austria's insurance; some have no check digit and are drawn again."""
    born = birthdate or self.generator.date_object()
    pattern = f"%##{born:%d%m%y}"
    check = 10
    while check > 9:
        number: str = self.numerify(pattern)
        check = self._Provider__get_check_digit(number)
    return f"{number[:3]}{check}{number[3:]}"


def _vat_id_el_gr(self: Any, prefix: Any = True) -> str:
    """The number of a Greek business, whose first digit Faker draws from the `random` module."""
    digits: str = random.choice(("7", "8", "9", "0")) + self.numerify("#######")
    return f"{'EL' if prefix else ''}{digits}{parts.tin_checksum_el_gr(digits)}"


def _ssn_en_us(self: Any, taxpayer_identification_number_type: Any = "SSN") -> str:
    """One of the numbers of the United States."""
    for kind, method in (
        (self.ITIN_TYPE, self.itin),
        (self.EIN_TYPE, self.ein),
        (self.INVALID_SSN_TYPE, self.invalid_ssn),
    ):
        if taxpayer_identification_number_type == kind:
            found: str = method()
            return found
    if taxpayer_identification_number_type != self.SSN_TYPE:
        raise ValueError(
            "taxpayer_identification_number_type must be one of "
            "'SSN', 'EIN', 'ITIN', or 'INVALID_SSN'."
        )
    area = self.random_int(min=1, max=899)
    group, serial = self.random_int(1, 99), self.random_int(1, 9999)
    return f"{area + (area == 666):03d}-{group:02d}-{serial:04d}"


def _rut_es_cl(self: Any, min: Any = 10, max: Any = 99_999_999) -> str:  # noqa: A002
    """A Chilean tax number."""
    number = self.random_int(min, max)
    text: str = self.rut_format.format(number, parts.rut_check_digit_es_cl(number))
    return text.replace(",", ".")


def _nuss_es_es(self: Any, company: Any = False) -> str:  # noqa: ARG001
    """The number in Spain's insurance, which Faker draws from the `random` module."""
    province = random.choice([*range(1, 54), 66])
    digits = [random.randint(0, 9) for _ in range(7 if company else 8)]
    number = f"{province:02d}{''.join(map(str, digits))}"
    return f"{number}{int(number) % 97:02d}"


def _rfc_es_mx(self: Any, natural: Any = True) -> str:
    """The code of a Mexican taxpayer, most of which Faker draws from the `random` module."""
    from ..providers.ssn.es_MX import ALPHABET, ALPHANUMERIC, FORBIDDEN_WORDS, VOWELS

    birthday = self.generator.date_of_birth()
    if natural:
        letters = (ALPHABET, VOWELS, ALPHABET, ALPHABET)
        initials = "".join([random.choice(some) for some in letters])
        initials = FORBIDDEN_WORDS.get(initials, initials)
    else:
        initials = "".join([self.random_uppercase_letter() for _ in range(3)])
    rest = "".join([random.choice(ALPHANUMERIC) for _ in range(3)])
    return f"{initials}{birthday:%y%m%d}{rest}"


def _elector_code_es_mx(self: Any, gender: Any = None) -> str:
    """The code of a Mexican voter, most of which Faker draws from the `random` module."""
    from ..providers.ssn.es_MX import CONSONANTS

    if gender and gender not in ("H", "M"):
        raise ValueError("Gender must be 'H' or 'M'")
    gender = gender or random.choice(["H", "M"])
    consonants = "".join(random.choices(CONSONANTS, k=6))
    birthday = self.generator.date_of_birth()
    entity = random.randint(1, 33)
    digits = "".join(random.choices("0123456789", k=3))
    return f"{consonants}{birthday:%y%m%d}{entity:02d}{gender}{digits}"


def _ssn_et_ee(self: Any, min_age: Any = 16, max_age: Any = 90) -> str:
    """Estonia's personal code."""
    choose = self.generator.random
    birthday = _birthday(self, min_age, max_age)
    century = 0 if birthday.year < 2000 else 1 if birthday.year < 2100 else 2
    sex = choose.choice((("3", "4"), ("5", "6"), ("7", "8"))[century])
    number = f"{sex}{birthday:%y%m%d}{choose.randrange(999):03}"
    return f"{number}{parts.checksum_et_ee([int(digit) for digit in number])}"


def _ssn_fi_fi(self: Any, min_age: Any = 0, max_age: Any = 105, artificial: Any = False) -> str:
    """Finland's identity code."""
    if min_age == max_age:
        birthday = datetime.date.today() - datetime.timedelta(days=min_age * 365)
    else:
        birthday = _birthday(self, min_age, max_age)
    day = f"{birthday.day:02d}{birthday.month:02d}{str(birthday.year)[-2:]}"
    bounds = (900, 999) if artificial is True else (2, 899)
    serial = str(self.generator.random.randrange(*bounds)).zfill(3)
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(day + serial) % 31]
    return f"{day}{self._get_century_code(birthday.year)}{serial}{check}"


def _ssn_hu_hu(self: Any, dob: Any = None, gender: Any = None) -> str:
    """Hungary's personal number."""
    draw = self.generator.random_int
    if dob:
        year, month, day = int(dob[0:2]), int(dob[2:4]), int(dob[4:6])
        century = 2 if year <= 17 else 0
        sex = _sex_hu(gender, ".") if gender else draw(century + 1, century + 2) - century
    else:
        century = 0
        sex = None if gender else draw(1, 2)
        year, month, day = draw(17, 99), draw(1, 12), draw(1, 30)
        # Refused only now.
        sex = _sex_hu(gender, "") if sex is None else sex
    month_, day_ = parts.zfix_hu_hu(month), parts.zfix_hu_hu(day)
    serial = "".join([str(self.generator.random_digit()) for _ in range(3)])
    number = f"{sex + century}{year}{month_}{day_}{serial}"
    first, step = (1, 1) if 17 < year < 97 else (10, -1)
    total = sum(int(digit) * (first + at * step) for at, digit in enumerate(number))
    return f"{number}{total % 11}"


def _sex_hu(gender: Any, stop: str) -> int:
    sex = {"M": 1, "F": 2}.get(gender.upper())
    if sex is None:
        raise ValueError(f"Unknown gender - specify M or F{stop}")
    return sex


def _ssn_lv_lv(self: Any, min_age: Any = 0, max_age: Any = 105) -> str:
    """Latvia's personal code."""
    birthday = _birthday(self, min_age, max_age)
    day = f"{birthday:%d%m%y}"
    century = f"{self._get_century_code(birthday.year):01d}"
    serial = f"{century}{self.generator.random.randrange(111, 999):03d}"
    weights = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = (1 - sum(int(d) * weight for d, weight in zip(day + serial, weights))) % 11 % 10
    return f"{day}-{serial}{check}"


def _ssn_no_no(self: Any, dob: Any = None, gender: Any = None) -> str:
    """Norway's birth number; those without check digits are drawn again."""
    from ..providers.ssn.no_NO import Provider

    choose = self.generator.random
    if dob:
        birthday = datetime.datetime.strptime(dob, "%Y%m%d")
    else:
        age = _days(self, 18, 90)
        birthday = datetime.datetime.now() - age
    if not gender:
        gender = choose.choice(("F", "M"))
    elif gender not in ("F", "M"):
        raise ValueError("Gender must be one of F or M.")
    while True:
        # Others have no number, which shows where it is wanted.
        if 1900 <= birthday.year <= 1999:
            suffix = choose.randrange(0, 49)
        elif 1854 <= birthday.year <= 1899:
            suffix = choose.randrange(50, 74)
        elif 2000 <= birthday.year <= 2039:
            suffix = choose.randrange(50, 99)
        sex = choose.choice((0, 2, 4, 6, 8) if gender == "F" else (1, 3, 5, 7, 9))
        number = f"{birthday:%d%m%y}{suffix:02}{sex}"
        digits = [int(digit) for digit in number]
        first = parts.checksum_no_no(Provider.scale1, digits)
        second = parts.checksum_no_no(Provider.scale2, [*digits, first])
        if first < 10 and second < 10:
            return f"{number}{first}{second}"


def _ssn_sv_se(
    self: Any, min_age: Any = 18, max_age: Any = 90, long: Any = False, dash: Any = True
) -> str:
    """Sweden's personal number."""
    from ..utils.checksums import calculate_luhn

    age = _days(self, min_age, max_age)
    birthday = datetime.datetime.now() - age
    day = birthday.strftime("%Y%m%d" if long else "%y%m%d")
    serial = f"{self.generator.random.randrange(0, 999):03}"
    check = calculate_luhn(int((day[2:] if long else day) + serial))
    return f"{day}{'-' if dash else ''}{serial}{check}"


def _org_id_sv_se(self: Any, long: Any = False, dash: Any = True) -> str:
    """The number of a Swedish organisation, whose first digit Faker draws from the `random` module."""
    from ..utils.checksums import calculate_luhn

    first = list(self.ORG_ID_DIGIT_1)
    random.shuffle(first)
    between = self.generator.random.randrange
    front = f"{first.pop()}{between(0, 9)}{between(20, 99)}{between(0, 99):02}"
    serial = f"{between(0, 999):03}"
    check = calculate_luhn(int(front + serial))
    return f"{'16' if long else ''}{front}{'-' if dash else ''}{serial}{check}"


def _org_and_vat_id_sv_se(self: Any, long: Any = False, dash: Any = True) -> tuple[str, str]:
    """The number of a Swedish organisation, and its tax number."""
    number = self.org_id(long=long, dash=dash)
    return number, parts.OwnSvSe._org_to_vat(number)


def _ssn_uk_ua(self: Any, birthday: Any = None, gender: Any = None) -> str:
    """Ukraine's tax number, whose digit of the sex Faker draws from the `random` module."""
    try:
        given = birthday and datetime.datetime.strptime(birthday, "%d-%m-%Y").date()
        born = given or self.generator.date_object()
    except Exception:
        raise ValueError("Birthday format must be DD-MM-YYYY") from None
    if gender and gender not in ("M", "F"):
        raise ValueError('Gender must be "m" or "f" or None')
    days = parts.calculate_day_count_uk_ua(born)
    serial = self.random_number(3, fix_len=True)
    sex = parts.select_gender_uk_ua(gender) if gender else random.randint(0, 1)
    number = f"{days}{serial}{sex}"
    return f"{number}{parts.calculate_check_sum_uk_ua(number)}"


def _ssn_zh_cn(
    self: Any, min_age: Any = 18, max_age: Any = 90, gender: Any = None, area_code: Any = ""
) -> str:
    """The number of a resident of China."""
    age = datetime.timedelta(days=self.random_int(min_age * 365, max_age * 365))
    birthday = datetime.date.today() - age
    area = area_code if area_code in self.area_codes else self.random_element(self.area_codes)
    number: str = self.numerify(area + birthday.strftime("%Y%m%d") + "##")
    digits = "0123456789"
    if gender:
        odd = {"F": 0, "f": 0, "M": 1, "m": 1}.get(gender)
        if odd is None:
            raise ValueError("Gender must be one of F or M.")
        digits = digits[odd::2]
    number += self.generator.random.choice(digits)
    check = (1 - 2 * int(number, 13)) % 11
    return number + ("X" if check == 10 else str(check))


# The groups of numbers for taxpayers, which would make a number valid.
_TAXPAYERS = frozenset(range(70, 100)) - {89, 93}


def _invalid_ssn_us(self: Any) -> str:
    area = self.random_int(min=0, max=999)
    if area in {0, 666}:
        group, serial = self.random_int(0, 99), self.random_int(0, 9999)
    elif area >= 900:
        group = self.random_element([group for group in range(100) if group not in _TAXPAYERS])
        serial = self.random_int(0, 9999)
    elif self.random_int(min=1, max=1000) <= 500:
        group, serial = 0, self.random_int(0, 9999)
    else:
        group, serial = self.random_int(0, 99), 0
    return f"{area:03d}-{group:02d}-{serial:04d}"


def _vat_id_fr_ch(self: Any) -> str:
    number = self.numerify("########")
    rest = (
        11
        - sum(int(digit) * weight for digit, weight in zip(number, (8, 6, 4, 2, 3, 5, 9, 7))) % 11
    )
    check = {10: 0, 11: 5}.get(rest, rest)
    return f"CHE{number}{check}"


def _vat_id_en_gb(self: Any) -> str:
    form = self.random_element(self.vat_id_formats)
    for body, least, most in (("GBGD", 0, 499), ("GBHA", 500, 999)):
        if form == f"{body}###":
            return f"{body}{self.random_int(min=least, max=most):03}"
    number = self.numerify("#######")
    check = -sum(int(digit) * (8 - at) for at, digit in enumerate(number[:7])) % 97
    branch = f" {self.numerify('###')}" if form == "GB### #### ## ###" else ""
    return f"GB{number[:3]} {number[3:]} {check:02}{branch}"


def _ssn_fr_fr(self: Any) -> str:
    from ..providers.ssn.fr_FR import calculate_checksum

    sex, year, month = (self.random_int(min=a, max=b) for a, b in ((1, 2), (0, 99), (1, 12)))
    department, municipality, *_ = self.random_element(self.departments_and_municipalities)
    order = self.random_int(min=1, max=999)
    number = f"{sex:01}{year:02}{month:02}{department}{municipality}{order:03}"
    return f"{number}{calculate_checksum(number):02}"


LOCAL = {
    "de_AT": {"ssn": _ssn_de_at},
    "de_DE": {"rvnr": _rvnr_de_de},
    "el_GR": {"vat_id": _vat_id_el_gr},
    "en_GB": {"vat_id": _vat_id_en_gb},
    "en_US": {"invalid_ssn": _invalid_ssn_us, "ssn": _ssn_en_us},
    "es_CL": {"rut": _rut_es_cl},
    "es_ES": {"nuss": _nuss_es_es},
    "es_MX": {"rfc": _rfc_es_mx, "elector_code": _elector_code_es_mx},
    "et_EE": {"ssn": _ssn_et_ee},
    "fi_FI": {"ssn": _ssn_fi_fi},
    "fr_CH": {"vat_id": _vat_id_fr_ch},
    "fr_FR": {"ssn": _ssn_fr_fr},
    "hu_HU": {"ssn": _ssn_hu_hu},
    "lv_LV": {"ssn": _ssn_lv_lv},
    "no_NO": {"ssn": _ssn_no_no},
    "sv_SE": {
        "ssn": _ssn_sv_se,
        "org_id": _org_id_sv_se,
        "org_and_vat_id": _org_and_vat_id_sv_se,
    },
    "uk_UA": {"ssn": _ssn_uk_ua},
    "zh_CN": {"ssn": _ssn_zh_cn},
}
