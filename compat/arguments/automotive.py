"""Plates by region, state and script."""

from __future__ import annotations

from arguments import call, each

CASES = [
    *(call("license_plate", ar=ar).only("ar_SA", "en_US") for ar in (True, False, 0, None)),
    call("license_plate", False).only("ar_SA"),
    *(
        call("license_plate_by_province", prefix).only("es_ES")
        for prefix in (None, "M", "B", "TF", "", "XYZ", 5)
    ),
    call("license_plate_by_province", province_prefix="GC").only("es_ES"),
    *(
        call("license_plate_by_state", state).only("es_MX")
        for state in (None, "AGU", "CMX", "MEX", "ZAC", "agu", "", "XX", 7)
    ),
    call("license_plate_by_state", state_abbr="YUC").only("es_MX"),
    *(
        call("license_plate", region_name=region, temporary_plate=temporary).only("uk_UA")
        for region in (None, "Київ", "Крим", "Київська", "Вінницька", "Kyiv", "", 5)
        for temporary in (False, True)
    ),
    *(
        call(method, region).only("uk_UA")
        for method in ("plate_letter_prefix", "plate_region_code")
        for region in (None, "Київ", "Севастополь", "Волинська", "Atlantis", "")
    ),
    *each("license_plate", "region_name", ["Львівська"]),
    call("vin", "too much"),
]
