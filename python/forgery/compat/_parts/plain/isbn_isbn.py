"""ISBNs: their check digits, and their parts joined."""

from __future__ import annotations

MAX_LENGTH = 13


class ISBN:
    """The parts of an ISBN."""

    def __init__(
        self,
        ean: str | None = None,
        group: str | None = None,
        registrant: str | None = None,
        publication: str | None = None,
    ) -> None:
        self.ean = ean
        self.group = group
        self.registrant = registrant
        self.publication = publication


class ISBN13(ISBN):
    """An ISBN of thirteen digits."""

    def __init__(self, *args: str | None, **kwargs: str | None) -> None:
        super().__init__(*args, **kwargs)
        self.check_digit = self._check_digit()

    def _check_digit(self) -> str:
        digits = map(int, "".join(_given(self.ean, self.group, self.registrant, self.publication)))
        total = sum(digit * (3 if at % 2 else 1) for at, digit in zip(range(12), digits))
        return str(-total % 10)

    def format(self, separator: str = "") -> str:
        """Join the parts."""
        parts = (self.ean, self.group, self.registrant, self.publication, self.check_digit)
        return separator.join(_given(*parts))


class ISBN10(ISBN):
    """An ISBN of ten digits."""

    def __init__(self, *args: str | None, **kwargs: str | None) -> None:
        super().__init__(*args, **kwargs)
        self.check_digit = self._check_digit()

    def _check_digit(self) -> str:
        digits = map(int, "".join(_given(self.group, self.registrant, self.publication)))
        total = sum(digit * weight for weight, digit in zip(range(1, 10), digits)) % 11
        return "X" if total == 10 else str(total)

    def format(self, separator: str = "") -> str:
        """Join the parts."""
        return separator.join(
            _given(self.group, self.registrant, self.publication, self.check_digit)
        )


def _given(*parts: str | None) -> list[str]:
    return [part for part in parts if part is not None]
