"""Addresses: codes of countries, states and provinces, and what of them is unknown."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def country_code(self: Any, representation: Any = "alpha-2") -> str:
    """A country's code of two or three letters."""
    for form, table in ((self.ALPHA_2, "alpha_2"), (self.ALPHA_3, "alpha_3")):
        if representation == form:
            code: str = self.random_element(getattr(self, f"{table}_country_codes"))
            return code
    raise ValueError("`representation` must be one of `alpha-2` or `alpha-3`.")


_UNKNOWN_STATE = "State Abbreviation not found in list"
_UNKNOWN_PROVINCE = "Province Abbreviation not found in list"


def _drawn(self: Any, code: Any, table: str) -> Any:
    """The code that was given, or one of a table's."""
    return self.random_element(getattr(self, table)) if code is None else code


def _state_abbr_us(
    self: Any, include_territories: Any = True, include_freely_associated_states: Any = True
) -> str:
    codes = self.states_abbr
    if include_territories:
        codes += self.territories_abbr
    if include_freely_associated_states:
        codes += self.freely_associated_states_abbr
    code: str = self.random_element(codes)
    return code


def _postcode_in_state_us(self: Any, state_abbr: Any = None) -> str:
    state = _drawn(self, state_abbr, "states_abbr")
    if state not in self.known_usps_abbr:
        raise Exception(_UNKNOWN_STATE)
    first, last = self.states_postcode[state][:2]
    return str(self.generator.random.randint(first, last)).zfill(5)


def _other_postcode_in_state_us(self: Any, state_abbr: Any = None) -> str:
    code: str = self.postcode_in_state(state_abbr)
    return code


def _postcode_in_state_hy(self: Any, state_abbr: Any = None) -> str:
    state = _drawn(self, state_abbr, "states_abbr")
    if state not in self.states_abbr:
        raise Exception(_UNKNOWN_STATE)
    first, last = self.states_postcode[state][:2]
    code = str(self.generator.random.randint(first, last))
    return f"0{code}" if len(code) == 3 else code


def _postcode_in_state_ms(self: Any, state_abbr: Any = None) -> str:
    state = self.random_element(self.states.keys()) if state_abbr is None else state_abbr
    try:
        bounds = self.generator.random.choice(self.states_postcode[state])
        return str(self.generator.random.randint(*bounds)).zfill(5)
    except KeyError as error:
        raise KeyError(_UNKNOWN_STATE) from error


def _postcode_in_state_vi(self: Any, state_abbr: Any = None) -> str:
    province = _drawn(self, state_abbr, "provinces_abbr")
    if province not in self.provinces_abbr:
        raise ValueError(_UNKNOWN_PROVINCE)
    bounds = self.random_element(self.provinces_postcode[province])
    return f"{self.generator.random.randint(*bounds):05d}"


# India.


def _pincode_in_state_in(
    self: Any, state_abbr: Any = None, include_union_territories: Any = False
) -> int:
    known, codes = self.states_abbr, self.state_pincode
    if include_union_territories:
        known += self.union_territories_abbr
    state = self.random_element(known) if state_abbr is None else state_abbr
    if state not in known:
        raise ValueError(_UNKNOWN_STATE)
    if include_union_territories:
        codes = {**codes, **self.union_territories_pincode}
    code: int = self.generator.random.randint(*self.random_element(codes[state]))
    return code


def _other_pincode_in_state_in(
    self: Any, state_abbr: Any = None, include_union_territories: Any = False
) -> int:
    code: int = self.pincode_in_state(state_abbr, include_union_territories)
    return code


# Canada.


def _postcode_replace_ca(self: Any, postal_code_format: str) -> str:
    letters = re.sub(r"\?", lambda _: self.postal_code_letter(), postal_code_format)
    code: str = self.numerify(letters)
    return code


def _postcode_in_province_ca(self: Any, province_abbr: Any = None) -> str:
    province = _drawn(self, province_abbr, "provinces_abbr")
    if province not in self.provinces_abbr:
        raise Exception(_UNKNOWN_PROVINCE)
    pattern = self.random_element(self.postal_code_formats)
    first = self.generator.random_element(self.provinces_postcode_prefixes[province])
    code: str = self._postcode_replace(pattern.replace("?", first, 1))
    return code


def _postalcode_in_province_ca(self: Any, province_abbr: Any = None) -> str:
    code: str = self.postcode_in_province(province_abbr)
    return code


# Brazil, the Philippines.


def _postcode_br(self: Any, formatted: Any = True) -> str:
    formats = self.postcode_all_formats if formatted else self.postcode_raw_formats
    code: str = self.bothify(self.random_element(formats))
    return code


def _ordinal_string_ph(self: Any, num: Any) -> str:  # noqa: ARG001
    if isinstance(num, str):
        num = int(num)
    last = num % 10
    teen = 11 <= num % 100 <= 13
    return f"{num}{'th' if teen or not 1 <= last <= 3 else ('st', 'nd', 'rd')[last - 1]}"


def _create_postcode_ph(self: Any, postcodes: Any) -> str:
    return f"{self.random_element(postcodes):04d}"


def _create_address_ph(self: Any, address_formats: Any) -> str:
    address: str = self.generator.parse(self.random_element(address_formats))
    return address


# Chile: what its templates name is kept on the generator; the engine does the rest.


def _road_name_cl(self: Any) -> Any:
    self.generator.set_arguments("kilometer", {"min": 1, "max": 35})
    return NotImplemented


def _highway_name_cl(self: Any) -> Any:
    self.generator.set_arguments("big_kilometer", {"min": 1, "max": 1000})
    return NotImplemented


ALWAYS = frozenset({"highway_name", "road_name"})

LOCAL = {
    "en_CA": {
        "_postcode_replace": _postcode_replace_ca,
        "postcode_in_province": _postcode_in_province_ca,
        "postalcode_in_province": _postalcode_in_province_ca,
    },
    "en_IN": {
        "pincode_in_state": _pincode_in_state_in,
        "postcode_in_state": _other_pincode_in_state_in,
        "zipcode_in_state": _other_pincode_in_state_in,
    },
    "en_MS": {"postcode_in_state": _postcode_in_state_ms},
    "en_PH": {
        "_create_address": _create_address_ph,
        "_create_postcode": _create_postcode_ph,
        "_ordinal_string": _ordinal_string_ph,
    },
    "en_US": {
        "postalcode_in_state": _other_postcode_in_state_us,
        "postcode_in_state": _postcode_in_state_us,
        "state_abbr": _state_abbr_us,
        "zipcode_in_state": _other_postcode_in_state_us,
    },
    "es_CL": {"highway_name": _highway_name_cl, "road_name": _road_name_cl},
    "hy_AM": {"postcode_in_state": _postcode_in_state_hy},
    "pt_BR": {"postcode": _postcode_br},
    "vi_VN": {"postcode_in_state": _postcode_in_state_vi},
}


def current_country_code(self: Any) -> Any:
    """The country in the name of the provider's locale."""
    parts = self.__lang__.split("_")
    if len(parts) < 2:
        raise AttributeError("Country code cannot be determined from locale")
    return parts[1]


def current_country(self: Any) -> Any:
    """The country of the locale, where the engine does not know it for sure."""
    from ..providers.date_time import Provider

    code = self.current_country_code()
    names = [country.name for country in Provider.countries if country.alpha_2_code == code]
    if len(names) > 1:
        raise ValueError(f"Ambiguous country for country code {code}: {names}")
    if not names:
        raise ValueError(f"No appropriate country for country code {code}")
    return names[0]
