"""How long the registrant's part of an SBN is, by its first digits."""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RegistrantRule = namedtuple("RegistrantRule", ["min", "max", "registrant_length"])


def __getattr__(name: str) -> Any:
    if name == "RULES":
        # The rules are objects of the class above: they are made when this module is there.
        from forgery._forgery import compat_table

        rules = globals()["RULES"] = compat_table("base/sbn", "module.rules.RULES")
        return rules
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
