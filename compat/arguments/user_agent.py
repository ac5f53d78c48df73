"""Chrome's versions."""

from __future__ import annotations

from arguments import call, each

CASES = [
    *each("chrome", "version_from", [0, 13, 63, 64, -5, None, "13", 1.5]),
    *each("chrome", "version_to", [13, 100, 12, "63"]),
    *each("chrome", "build_from", [0, 899, 900]),
    *each("chrome", "build_to", [800, 10_000, 799]),
    call("chrome", 80, 90, 4_000, 4_500),
    call("chrome", version_from=100, version_to=120, build_from=1, build_to=2),
    call("firefox", 5),
    call("user_agent", browser="x"),
]
