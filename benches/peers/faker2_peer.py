"""faker2: a compiled package with some of Faker's methods."""

from __future__ import annotations

from common import loop, report
from faker2 import Faker

fake = Faker(42)
report(
    "faker2",
    {
        "faker2": {
            "names": loop(fake.name),
            "first_names": loop(fake.first_name),
            "emails": loop(fake.email),
            "addresses": loop(fake.address),
            "companies": loop(fake.company),
            "sentences": loop(lambda: fake.sentence(6)),
            "name()": loop(fake.name),
            "first_name()": loop(fake.first_name),
        }
    },
)
