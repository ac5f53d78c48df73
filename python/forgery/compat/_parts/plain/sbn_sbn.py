"""SBNs, from before there were ISBNs: their check digit, and their parts joined."""

from __future__ import annotations


class SBN:
    """The parts of an SBN."""

    MAX_LENGTH = 9

    def __init__(self, registrant: str | None = None, publication: str | None = None) -> None:
        self.registrant = registrant
        self.publication = publication


class SBN9(SBN):
    """An SBN with its check digit."""

    def __init__(self, *args: str | None, **kwargs: str | None) -> None:
        super().__init__(*args, **kwargs)
        self.check_digit = self._check_digit()

    def _check_digit(self) -> str:
        digits = map(int, "".join(_given(self.registrant, self.publication)))
        total = sum(digit * weight for weight, digit in zip(range(1, 9), digits)) % 11
        return "X" if total == 10 else str(total)

    def format(self, separator: str = "") -> str:
        """Join the parts."""
        return separator.join(_given(self.registrant, self.publication, self.check_digit))


def _given(*parts: str | None) -> list[str]:
    return [part for part in parts if part is not None]
