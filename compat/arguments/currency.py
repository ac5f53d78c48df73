"""Currency symbols by code."""

from __future__ import annotations

from arguments import call, each

CASES = [
    *each(
        "currency_symbol", "code", ["USD", "EUR", "JPY", "XAF", "ZWD", "", "usd", "XXX", None, 5]
    ),
    call("currency_symbol", "GBP"),
    call("currency_code", "USD"),
    call("pricetag", 5),
]
