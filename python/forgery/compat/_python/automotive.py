"""Plates by region, state and script."""

from __future__ import annotations

import random
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VIN = "1234567890ABCDEFGHJKLMNPRSTUVWXYZ"


def license_plate(self: Any) -> str:
    """A number plate: its letters, then its digits."""
    pattern = self.random_element(self.license_formats)
    plate: str = self.numerify(re.sub(r"\?", lambda _: self.random_element(_CAPITALS), pattern))
    return plate


def vin(self: Any) -> str:
    """The number of a vehicle, with its check character in the middle."""
    from .._parts.automotive import calculate_vin_str_weight

    front = self.bothify("????????", letters=_VIN)
    rear = self.bothify("????####", letters=_VIN)
    total = calculate_vin_str_weight(front, [8, 7, 6, 5, 4, 3, 2, 10])
    total += calculate_vin_str_weight(rear, [9, 8, 7, 6, 5, 4, 3, 2])
    return f"{front}{'0123456789X'[total % 11]}{rear}"


def _serial_number_jp(self: Any) -> str:
    digits: str = self.numerify(self.random_element(self.serial_number_formats))
    if len(digits) == 4:
        return f"{digits[:2]}{self.DELIMITER}{digits[2:]}"
    padded: str = digits.rjust(4, self.MIDDLE_DOT)
    return padded


def _license_plate_sa(self: Any, ar: Any = True) -> str:
    plate: str = self.license_plate_ar() if ar else self.license_plate_en()
    return plate


def _translate_license_plate_sa(self: Any, license_plate: str) -> str:
    digits, letters = iter(license_plate[:4]), iter(license_plate[5:8][::-1])

    def arabic(found: re.Match[str]) -> str:
        char: str = self.PLATE_MAP[next(digits if found[0] == "#" else letters)]
        return char

    return re.sub(r"[#?]", arabic, self.LICENSE_FORMAT_AR)


def _license_plate_ph(self: Any, license_format: Any) -> str:
    plate: str = self.bothify(self.random_element(license_format), _CAPITALS)
    return plate


def _license_plate_by_province_es(self: Any, province_prefix: Any = None) -> str:
    if province_prefix is None:
        province_prefix = self.random_element(self.province_prefix)
    letters = self.license_plate_old_format_suffix_letters
    suffix = re.sub(r"\?", lambda _: self.random_element(letters), "#### ??")
    plate: str = province_prefix + " " + self.numerify(suffix)
    return plate


def _license_plate_by_state_mx(self: Any, state_abbr: Any = None) -> str:
    if state_abbr is None:
        state_abbr = self.license_plate_state_abbr()
    return f"{state_abbr} {self.license_plate_unified()}"


def _serial_letters_mx(self: Any, count: int) -> str:
    letters = self.license_plate_letters
    return "".join(self.random_elements(letters, length=count, use_weighting=False))


# Ukraine: regions are drawn from Python's own source, as in Faker.


def _region_ua(self: Any, region_name: Any = None) -> tuple[str, str]:
    regions = self.license_region_data
    try:
        if region_name is None:
            region_name = random.choice(list(regions.items()))[0]
        prefixes, number = regions[region_name]
        return random.choice(prefixes), number
    except KeyError:
        raise KeyError(f"Keys name must be only {', '.join(regions)}")  # noqa: B904 (as Faker's)


def _region_of(self: Any, region_name: Any) -> tuple[str, str]:
    region: tuple[str, str] = self._Provider__get_random_region_code(region_name)
    return region


def _license_plate_ua(self: Any, region_name: Any = None, temporary_plate: Any = False) -> str:
    prefix, number = _region_of(self, region_name)
    if temporary_plate:
        return f"{number} {prefix}{self.plate_number()}"
    return f"{prefix}{self.plate_number()}{self.plate_letter_suffix()}"


def _plate_region_code_ua(self: Any, region_name: Any = None) -> str:
    return _region_of(self, region_name)[1]


def _plate_letter_prefix_ua(self: Any, region_name: Any = None) -> str:
    return _region_of(self, region_name)[0]


LOCAL = {
    "ar_SA": {
        "_translate_license_plate": _translate_license_plate_sa,
        "license_plate": _license_plate_sa,
    },
    "en_PH": {"_license_plate": _license_plate_ph},
    "es_ES": {"license_plate_by_province": _license_plate_by_province_es},
    "es_MX": {
        "_serial_letters": _serial_letters_mx,
        "license_plate_by_state": _license_plate_by_state_mx,
    },
    "ja_JP": {"serial_number": _serial_number_jp},
    "uk_UA": {
        "_Provider__get_random_region_code": _region_ua,
        "license_plate": _license_plate_ua,
        "plate_letter_prefix": _plate_letter_prefix_ua,
        "plate_region_code": _plate_region_code_ua,
    },
}
