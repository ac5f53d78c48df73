"""For `forgery.compat.providers.isbn`."""

from __future__ import annotations


class Own:
    """For the class that all locales share."""

    @staticmethod
    def _registrant_publication(reg_pub: str, rules: list[tuple[str, str, int]]) -> tuple[str, str]:
        """The registrant's and the publication's part of their digits."""
        for low, high, length in rules:
            if low <= reg_pub[:-1] <= high:
                return reg_pub[:length], reg_pub[length:]
        raise Exception(f"Registrant/Publication '{reg_pub}' not found in registrant rule list.")
