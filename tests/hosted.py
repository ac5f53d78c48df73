"""Values of the fields that Python makes, without an instance or a table."""

from __future__ import annotations

import datetime
import enum

import pytest
from forgery import _host

AS_OF = datetime.datetime(2026, 1, 1)


class Color(enum.Enum):
    RED = 1
    GREEN = "g"
    BLUE = None


def needs(field):
    if field == "image":
        pytest.importorskip("PIL")


def make(field, seed=1, locales=("en_US",), as_of=AS_OF, **arguments):
    needs(field)
    return _host.maker(field, locales, as_of, arguments)(seed)
