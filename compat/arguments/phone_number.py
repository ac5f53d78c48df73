"""Phone numbers take no arguments."""

from __future__ import annotations

from arguments import call

CASES = [
    call("phone_number", 1),
    call("msisdn", country="DE"),
    call("country_calling_code", None),
    call("basic_phone_number", 5),
]
