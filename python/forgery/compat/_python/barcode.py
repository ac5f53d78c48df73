"""Barcodes with prefixes of the caller's own, and those that have a short form."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _ean(self: Any, length: Any = 13, prefixes: Any = ()) -> str:
    if length not in (8, 13):
        raise AssertionError("length can only be 8 or 13")
    code = [self.random_digit() for _ in range(length - 1)]
    if prefixes:
        prefix = self.random_element(prefixes)
        code[: len(prefix)] = map(int, prefix)
    # A prefix may be longer than the code: what is too much has no weight.
    weights = (3, 1) * 4 if length == 8 else (1, 3) * 6
    return "".join(map(str, [*code, _check_digit(code, weights[: length - 1])]))


def _check_digit(code: list[int], weights: tuple[int, ...]) -> int:
    return -sum(digit * weight for digit, weight in zip(code, weights)) % 10


def ean(self: Any, length: Any = 13, prefixes: Any = ()) -> str:
    """A code of eight or thirteen digits."""
    code: str = self._ean(length, prefixes=prefixes)
    return code


def ean8(self: Any, prefixes: Any = ()) -> str:
    """A code of eight digits."""
    code: str = self._ean(8, prefixes=prefixes)
    return code


def ean13(self: Any, prefixes: Any = ()) -> str:
    """A code of thirteen digits."""
    code: str = self._ean(13, prefixes=prefixes)
    return code


def localized_ean8(self: Any) -> Any:
    """A number of eight digits with a prefix of the locale."""
    return self.localized_ean(8)


def localized_ean13(self: Any) -> Any:
    """A number of thirteen digits with a prefix of the locale."""
    return self.localized_ean(13)


def localized_ean(self: Any, length: Any = 13) -> str:
    """A code that begins as those of the locale."""
    code: str = self._ean(length, prefixes=self.local_prefixes)
    return code


def _jan_jp(self: Any, length: Any = 13) -> str:
    code: str = self.localized_ean(length)
    return code


# North America.


def _ean13_us(self: Any, prefixes: Any = (), leading_zero: Any = None) -> str:
    if not prefixes and leading_zero is True:
        prefixes = ((0,),)
    elif not prefixes and leading_zero is False:
        prefixes = ((self.random_int(1, 9),),)
    # What the class above makes of it.
    code: str = self._ean(13, prefixes=prefixes)
    return code


def _upc_ae_us(self: Any, base: Any = None, number_system_digit: Any = None) -> str:
    if isinstance(base, str) and self.upc_e_base_pattern.match(base):
        digits = [int(digit) for digit in base]
    else:
        digits = [self.random_int(0, 9) for _ in range(6)]
    if number_system_digit not in (0, 1):
        number_system_digit = self.random_int(0, 1)
    *most, last = digits
    if last <= 2:
        code = [*most[:2], last, 0, 0, 0, 0, *most[2:]]
    elif last <= 4:
        code = [*most[:last], 0, 0, 0, 0, 0, *most[last:]]
    else:
        code = [*most, 0, 0, 0, 0, last]
    code.insert(0, number_system_digit)
    return "".join(map(str, [*code, _check_digit(code, (3, 1) * 6)]))


def _convert_upc_a2e_us(self: Any, upc_a: Any) -> str:
    if not isinstance(upc_a, str):
        raise TypeError("`upc_a` is not a string")
    patterns = (self.upc_ae_pattern1, self.upc_ae_pattern2, self.upc_ae_pattern3)
    found = next(filter(None, (pattern.match(upc_a) for pattern in patterns)), None)
    if found is None:
        raise ValueError("`upc_a` has an invalid value")
    parts = {"product_code": "", **found.groupdict()}
    maker = parts["mfr_code"]
    last = parts.get("extra", str(len(maker)))
    return (
        f"{parts['number_system_digit']}{maker}{parts['product_code']}{last}{parts['check_digit']}"
    )


def _upc_a_us(
    self: Any, upc_ae_mode: Any = False, base: Any = None, number_system_digit: Any = None
) -> str:
    code: str
    if upc_ae_mode is True:
        code = self._upc_ae(base=base, number_system_digit=number_system_digit)
        return code
    code = self.ean13(leading_zero=True)
    return code[1:]


def _upc_e_us(
    self: Any, base: Any = None, number_system_digit: Any = None, safe_mode: Any = True
) -> str:
    code: str = self._upc_ae(base=base, number_system_digit=number_system_digit)
    if safe_mode is not False:
        short: str = self._convert_upc_a2e(code)
        return short
    # As Faker: the base as it was given, whatever the code was made of.
    return "".join([code[0], *map(str, base or ""), code[-1]])


LOCAL = {
    "en_US": {
        "_convert_upc_a2e": _convert_upc_a2e_us,
        "_upc_ae": _upc_ae_us,
        "ean13": _ean13_us,
        "upc_a": _upc_a_us,
        "upc_e": _upc_e_us,
    },
    "ja_JP": {
        "jan": _jan_jp,
        "jan8": lambda self: self.localized_ean8(),
        "jan13": lambda self: self.localized_ean13(),
    },
}
