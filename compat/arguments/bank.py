"""Bank codes."""

from __future__ import annotations

from arguments import call, each

CASES = [
    *each("swift", "length", [None, 8, 11, 0, 9, -1, "8", 8.0]),
    *(
        call("swift", length, primary, dataset)
        for length in (None, 8, 11)
        for primary in (False, True)
        for dataset in (False, True)
    ),
    *each("swift", "primary", [True, False, 1]),
    *each("swift", "use_dataset", [True, False, None]),
    *(
        call("swift11", primary=primary, use_dataset=dataset)
        for primary in (False, True)
        for dataset in (False, True)
    ),
    *each("swift8", "use_dataset", [True, False]),
    call("swift8", True),
    *(call(method, use_dataset=None) for method in ("swift8", "swift11")),
    *(
        call("clabe", code).only("es_MX")
        for code in (None, 2, 6, 12, 137, 902, 0, 1, 999, 1_000, 12_345, -1, "12", "abc", 2.5)
    ),
    call("clabe", bank_code=44).only("es_MX"),
    call("iban", 5),
    call("bban", length=5),
]
