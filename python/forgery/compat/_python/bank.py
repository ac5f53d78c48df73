"""SWIFT codes and Mexican account numbers."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def swift8(self: Any, use_dataset: Any = False) -> str:
    """A code of eight characters."""
    code: str = self.swift(length=8, use_dataset=use_dataset)
    return code


def swift11(self: Any, primary: Any = False, use_dataset: Any = False) -> str:
    """A code of eleven characters."""
    code: str = self.swift(length=11, primary=primary, use_dataset=use_dataset)
    return code


def swift(self: Any, length: Any = None, primary: Any = False, use_dataset: Any = False) -> str:
    """A code of eight or eleven characters, of parts that the locale knows or of random letters."""
    if length is None:
        length = self.random_element((8, 11))
    if length not in (8, 11):
        raise AssertionError("length can only be 8 or 11")

    def part(table: str, pattern: str, digits: str = "0123456789") -> str:
        made: str
        if use_dataset and hasattr(self, table):
            made = self.random_element(getattr(self, table))
        else:
            made = self.lexify(pattern, letters=_LETTERS + digits)
        return made

    bank = part("swift_bank_codes", "????", "")
    code: str = bank + self.country_code + part("swift_location_codes", "??")
    if length == 11:
        code += "XXX" if primary else part("swift_branch_codes", "???")
    return code


# Bangladesh's class names the one above its instance's class, as Faker's.


def _swift8_bd(self: Any, use_dataset: Any = True) -> str:
    above: Any = super(self.__class__, self)
    code: str = above.swift8(use_dataset=use_dataset)
    return code


def _swift11_bd(self: Any, primary: Any = False, use_dataset: Any = True) -> str:
    above: Any = super(self.__class__, self)
    code: str = above.swift11(primary=primary, use_dataset=use_dataset)
    return code


def _swift_bd(self: Any, length: Any = None, primary: Any = False, use_dataset: Any = True) -> str:
    above: Any = super(self.__class__, self)
    code: str = above.swift(length=length, primary=primary, use_dataset=use_dataset)
    return code


def _clabe_mx(self: Any, bank_code: Any = None) -> str:
    from .._parts.bank import get_clabe_control_digit_es_mx

    bank = bank_code or self.random_element(self.bank_codes)
    city, branch, account = (self.random_int(0, 10**size - 1) for size in (3, 4, 7))
    number = f"{bank:03d}{city:03d}{branch:04d}{account:07d}"
    return f"{number}{get_clabe_control_digit_es_mx(number)}"


def _calculate_mod97_be(self: Any, account_number: str) -> str:  # noqa: ARG001
    return str(int(account_number) % 97 or 97).zfill(2)


def _calculate_iban_check_digits_be(self: Any, bban: str) -> str:
    values = (
        str(ord(char) - 55) if char.isalpha() else char for char in f"{bban}{self.country_code}00"
    )
    return str(98 - int("".join(values)) % 97).zfill(2)


LOCAL = {
    "bn_BD": {"swift": _swift_bd, "swift8": _swift8_bd, "swift11": _swift11_bd},
    "es_MX": {"clabe": _clabe_mx},
    "nl_BE": {
        "_calculate_iban_check_digits": _calculate_iban_check_digits_be,
        "_calculate_mod97": _calculate_mod97_be,
    },
}


def bank(self: Any) -> Any:
    """The name of a bank, where the locale knows any."""
    if not hasattr(self, "banks"):
        raise NotImplementedError(
            f"The {type(self).__name__} provider does not have a 'banks' attribute. Consider contributing to "
            "the project and  adding a 'banks' tuple to enable bank name generation."
        )
    return self.random_element(self.banks)
