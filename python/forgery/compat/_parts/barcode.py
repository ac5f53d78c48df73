"""For `forgery.compat.providers.barcode`."""

from __future__ import annotations

from itertools import cycle
from typing import Any, Tuple, Union  # noqa: UP035 (as Faker's read)

PrefixType = Tuple[Union[int, str, Tuple[Union[int, str], ...]], ...]  # noqa: UP006


class OwnEnUs:
    """For the class of the United States."""

    def _convert_upc_a2e(self: Any, upc_a: str) -> str:
        """The short form of a UPC that has one."""
        if not isinstance(upc_a, str):
            raise TypeError("`upc_a` is not a string")
        patterns = self.upc_ae_pattern1, self.upc_ae_pattern2, self.upc_ae_pattern3
        matches = [pattern.match(upc_a) for pattern in patterns]
        found = next(filter(None, matches), None)
        if found is None:
            raise ValueError("`upc_a` has an invalid value")
        parts = {"product_code": "", **found.groupdict()}
        if found is matches[1]:
            parts["extra"] = str(len(parts["mfr_code"] or ""))
        names = ("number_system_digit", "mfr_code", "product_code", "extra", "check_digit")
        return "".join(parts[name] for name in names)

    def _upc_ae(self: Any, base: str | None = None, number_system_digit: int | None = None) -> str:
        """A UPC that has a short form."""
        if isinstance(base, str) and self.upc_e_base_pattern.match(base):
            digits = [int(digit) for digit in base]
        else:
            digits = [self.random_int(0, 9) for _ in range(6)]
        if number_system_digit not in (0, 1):
            number_system_digit = self.random_int(0, 1)
        *first, last = digits
        if last <= 2:
            code = [*first[:2], last, 0, 0, 0, 0, *first[2:]]
        elif last <= 4:
            code = [*first[:last], 0, 0, 0, 0, 0, *first[last:]]
        else:
            code = [*first, 0, 0, 0, 0, last]
        code.insert(0, number_system_digit)
        check = -sum(digit * weight for digit, weight in zip(code, cycle((3, 1)))) % 10
        return "".join(map(str, [*code, check]))
