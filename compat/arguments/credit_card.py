"""Credit cards by type."""

from __future__ import annotations

import datetime

from arguments import call, each

TYPES = [
    *("maestro", "mastercard", "visa16", "visa13", "visa19", "amex", "discover", "diners"),
    *("jcb15", "jcb16", "jcb", "visa", "mir", "unionpay", "prostir", "uatp"),
    *(None, "", "VISA", "bitcoin", 5, ["visa"], "\ud800"),
]
METHODS = (
    *("credit_card_provider", "credit_card_number", "credit_card_full"),
    "credit_card_security_code",
)

CASES = [
    *(call(method, kind) for method in METHODS for kind in TYPES),
    *(call(method, card_type=kind) for method in METHODS for kind in ("amex", "visa16", None)),
    *each("credit_card_expire", "start", ["now", "-1y", "-30d", "+2y", "today", "", None]),
    *each("credit_card_expire", "end", ["+10y", "+1d", "now", "-3y", 86_400, "soon"]),
    *each(
        "credit_card_expire",
        "date_format",
        ["%m/%y", "%Y-%m", "%-m/%y", "", "%%", "exp %b", "%", None, 5],
    ),
    call("credit_card_expire", "-2y", "+2y", "%m-%Y"),
    call(
        "credit_card_expire",
        start=datetime.date(2020, 1, 1),
        end=datetime.datetime(2021, 6, 1, 12, 30),
    ),
    call("credit_card_expire", start=datetime.timedelta(days=-10), end=datetime.timedelta(days=40)),
    call("credit_card_expire", start=0, end=10**9),
    call("credit_card_expire", datetime.date(900, 1, 1), datetime.date(990, 1, 1), "%Y-%m-%d"),
    call(
        "credit_card_expire",
        datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc),
        datetime.datetime(2024, 2, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=9))),
    ),
    call("credit_card_expire", "+2y", "+1y"),
]
