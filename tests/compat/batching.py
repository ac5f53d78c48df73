"""What tests of batches share: a clock that stands still, and Faker's loops beside the drop-in's batches."""

from __future__ import annotations

import datetime
import sys

import pytest
from sides import FORGERY

if sys.version_info >= (3, 10):
    time_machine = pytest.importorskip("time_machine")
else:
    pytest.skip("needs time-machine", allow_module_level=True)

LOCALES = [
    "en_US",
    "ja_JP",
    "de_DE",
    "el_GR",
    ["fr_FR", "ja_JP", "en_US"],
    {"de_DE": 3, "pl_PL": 1},
]
DAY, LAST = datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(datetime.datetime(2025, 3, 4, 5, 6, 7), tick=False):
        yield


def states(fake):
    """Where the random state of every generator is."""
    inner = [getattr(factory, "factories", [factory])[0] for factory in fake.factories]
    return [generator.random.random() for generator in inner]


def many(m, fake, name, n, *args, **kwargs):
    """A batch, or Faker's loop."""
    if m is FORGERY:
        return m.attempt(fake.batch, name, n, *args, **kwargs)
    return m.attempt(lambda: [getattr(fake, name)(*args, **kwargs) for _ in range(n)])


def rows(m, fake, n, schema, row):
    """Records, or the rows of Faker's loop."""
    if m is FORGERY:
        return m.attempt(fake.records, n, schema)
    return m.attempt(lambda: [row(fake) for _ in range(n)])
