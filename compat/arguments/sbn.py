"""SBNs with separators."""

from __future__ import annotations

from arguments import call, each

CASES = [*each("sbn9", "separator", ["-", "", " ", "abc", None, 7]), call("sbn9", "/")]
