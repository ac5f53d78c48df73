"""Profiles by fields and sex."""

from __future__ import annotations

from arguments import call, each, fresh

CASES = [
    *each(
        "profile",
        "fields",
        [
            None,
            [],
            ["job"],
            ["ssn", "name", "birthdate"],
            ("mail",),
            {"sex"},
            ["nothing"],
            "job",
            {"job": 1, "mail": 2},
            ["job", "job", 5],
            fresh(lambda: iter(["job"])),
            "",
            5,
        ],
    ),
    *each("profile", "sex", ["M", "F", None, "X", "", "m", 1, ["M"]]),
    call("profile", ["username", "website"], "F"),
    *each("simple_profile", "sex", ["M", "F", None, "X", "", 0]),
    call("simple_profile", "M"),
]
