"""The types that methods take and give, under the names that Faker's have."""

# No `from __future__ import annotations`: `dataclasses.fields(Country)` gives types, as in Faker. For the same reason
# these are spelled as Faker spells them: `typing.Sequence[str]` is not equal to `collections.abc.Sequence[str]`.
# ruff: noqa: UP006, UP035
import dataclasses
from collections import OrderedDict as OrderedDictType
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import List, Literal, Sequence, TypeVar, Union

__all__ = [
    "CardType",
    "Country",
    "CreditCard",
    "DateParseType",
    "HueType",
    "OrderedDictType",
    "SeedType",
    "SexLiteral",
]


class CreditCard:
    """A kind of credit card.

    Attributes:
        name: Its name.
        prefixes: How its numbers begin.
        length: How many digits its numbers have.
        security_code: What its security code is called.
        security_code_length: How many digits that has.
    """

    def __init__(
        self,
        name: str,
        prefixes: List[str],
        length: int = 16,
        security_code: str = "CVC",
        security_code_length: int = 3,
    ) -> None:
        self.name = name
        self.prefixes = prefixes
        self.length = length
        self.security_code = security_code
        self.security_code_length = security_code_length


@dataclasses.dataclass
class Country:
    """A country, with codes of ISO 3166-1 and time zones of the tz database."""

    name: str
    timezones: Sequence[str]
    alpha_2_code: str
    alpha_3_code: str
    continent: str
    capital: str


BasicNumber = Union[float, int, Decimal]
CardType = TypeVar("CardType", "CreditCard", str)
DateParseType = Union[date, datetime, timedelta, str, int]
HueType = Union[str, float, int, Sequence[int]]
SeedType = Union[int, float, str, bytes, bytearray, None]
SexLiteral = Literal["M", "F", "X"]
