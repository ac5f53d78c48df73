"""Addresses: codes by state or province."""

from __future__ import annotations

from arguments import call, each

#: Abbreviations of states and provinces, of several countries; each is wrong in most locales.
STATES = [
    *("AL", "CA", "NY", "TX", "WY", "DC", "PR", "GU", "FM", "MH"),
    *("AB", "BC", "ON", "QC", "NT", "YT"),
    *("MH", "KA", "DL", "TN", "UP", "LD", "AN"),
    *("JHR", "KUL", "LBN", "PJY"),
    *("ER", "TV", "SY", "HN", "SG", "DN"),
    *("", "ny", "XX", None, 5),
]
BY_STATE = {
    "postcode_in_state": ("en_US", "en_IN", "en_MS", "hy_AM", "vi_VN"),
    "postalcode_in_state": ("en_US",),
    "zipcode_in_state": ("en_US", "en_IN"),
    "pincode_in_state": ("en_IN",),
}

CASES = [
    *each(
        "country_code",
        "representation",
        ["alpha-2", "alpha-3", "ALPHA-2", "", "numeric", None, 3],
    ),
    call("country_code", "alpha-3"),
    *(
        call(method, state).only(*locales)
        for method, locales in BY_STATE.items()
        for state in STATES
    ),
    *(call("zipcode_in_state", state_abbr=state).only("en_US") for state in ("AK", "VI", None)),
    *(
        call(method, province_abbr=province).only("en_CA")
        for method in ("postcode_in_province", "postalcode_in_province")
        for province in STATES
    ),
    *(
        call(method, state_abbr=state, include_union_territories=territories).only("en_IN")
        for method in ("postcode_in_state", "pincode_in_state", "zipcode_in_state")
        for state in (None, "KA", "LD", "DL", "XX")
        for territories in (False, True)
    ),
    *(
        call("state_abbr", territories, associated)
        for territories in (False, True)
        for associated in (False, True)
    ),
    *each("state_abbr", "include_territories", [False, True, None]),
    *each("state_abbr", "include_freely_associated_states", [False, True]),
    *(call("postcode", formatted=formatted) for formatted in (True, False, 0, None)),
    call("postcode", False).only("pt_BR"),
    call("city", "too much"),
    call("address", lines=2),
    call("street_address", None),
]
