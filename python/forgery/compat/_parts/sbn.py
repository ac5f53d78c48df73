"""For `forgery.compat.providers.sbn`."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Own:
    """For the class that all locales share."""

    @staticmethod
    def _registrant_publication(reg_pub: str, rules: list[Any]) -> tuple[str, str]:
        """The registrant's and the publication's part of their digits."""
        for rule in rules:
            if rule.min <= reg_pub[:-1] <= rule.max:
                length: int = rule.registrant_length
                return reg_pub[:length], reg_pub[length:]
        raise Exception("Registrant/Publication not found in registrant rule list.")

    def _body(self: Any) -> list[str]:
        """The parts of an SBN before its check digit."""
        rules = import_module(f"{__name__.rpartition('._parts.')[0]}.providers.sbn.rules").RULES
        return [*self._registrant_publication(self.numerify("########"), rules)]
