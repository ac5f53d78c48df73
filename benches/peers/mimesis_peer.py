"""mimesis: its providers, and its own loop over a schema."""

from __future__ import annotations

from typing import Any

from common import loop, report
from harness.checks import FIRST, LAST
from mimesis import Address, Cryptographic, Datetime, Finance, Numeric, Person, Text
from mimesis.locales import Locale
from mimesis.schema import Schema

person, address, text = Person(Locale.EN), Address(Locale.EN), Text(Locale.EN)
finance, crypto, date, number = Finance(Locale.EN), Cryptographic(), Datetime(), Numeric()


def row() -> dict[str, Any]:
    return {
        "id": crypto.uuid(),
        "name": person.full_name(),
        "email": person.email(),
        "age": number.integer_number(18, 65),
        "joined": date.date(start=FIRST.year, end=LAST.year),
    }


report(
    "mimesis",
    {
        "mimesis": {
            "names": loop(person.full_name),
            "first_names": loop(person.first_name),
            "jobs": loop(person.occupation),
            "countries": loop(address.country),
            "emails": loop(person.email),
            "uuids": loop(crypto.uuid),
            "addresses": loop(address.address),
            "companies": loop(finance.company),
            "sentences": loop(text.sentence),
            "small_integers": lambda n: number.integers(0, 100, n),
            "integers": lambda n: number.integers(0, 10**9, n),
            "floats": lambda n: number.floats(0, 1, n),
            "dicts": lambda n: Schema(row, iterations=n).create(),
            "name()": loop(person.full_name),
            "first_name()": loop(person.first_name),
        }
    },
)
