"""Currencies' symbols by code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def currency(self: Any) -> Any:
    """The code and the name of a currency."""
    return self.random_element(self.currencies)


def currency_code(self: Any) -> Any:
    """The code of a currency."""
    return self.currency()[0]


def currency_name(self: Any) -> Any:
    """The name of a currency."""
    return self.currency()[1]


def cryptocurrency(self: Any) -> Any:
    """The code and the name of a currency without a country."""
    return self.random_element(self.cryptocurrencies)


def cryptocurrency_code(self: Any) -> Any:
    """The code of a currency without a country."""
    return self.cryptocurrency()[0]


def cryptocurrency_name(self: Any) -> Any:
    """The name of a currency without a country."""
    return self.cryptocurrency()[1]


def currency_symbol(self: Any, code: Any = None) -> str:
    """The symbol of a currency; the generic one where it has none."""
    if code is None:
        code = self.random_element(self.currency_symbols.keys())
    elif code not in [currency[0] for currency in self.currencies]:
        raise KeyError("The supplied code is not valid")
    symbol: str = self.currency_symbols.get(code, "\N{CURRENCY SIGN}")
    return symbol


def _pricetag_bd(self: Any) -> str:  # noqa: ARG001
    """Bangladesh has no symbol for its currency."""
    raise KeyError("The supplied code is not valid")


LOCAL = {"bn_BD": {"pricetag": _pricetag_bd}}
