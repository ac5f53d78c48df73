"""ISBNs with separators."""

from __future__ import annotations

from arguments import call, each

SEPARATORS = ["-", "", " ", "—", "ab", None, 5, ["x"]]

CASES = [
    *each("isbn10", "separator", SEPARATORS),
    *each("isbn13", "separator", SEPARATORS),
    call("isbn10", ""),
    call("isbn13", "."),
]
