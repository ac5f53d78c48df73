"""polyfactory: rows of a typed dict, with the fields that Faker gives it."""

from __future__ import annotations

import datetime
from typing import TypedDict

from common import report
from harness.checks import FIRST, LAST
from polyfactory import Use
from polyfactory.factories import TypedDictFactory


class Row(TypedDict):
    id: str
    name: str
    email: str
    age: int
    joined: datetime.date


class Rows(TypedDictFactory[Row]):
    __model__ = Row
    id = Use(lambda: Rows.__faker__.uuid4())
    name = Use(lambda: Rows.__faker__.name())
    email = Use(lambda: Rows.__faker__.email())
    age = Use(lambda: Rows.__random__.randint(18, 65))
    joined = Use(lambda: Rows.__faker__.date_between(FIRST, LAST))


report("polyfactory", {"polyfactory": {"dicts": lambda n: Rows.batch(n)}})
