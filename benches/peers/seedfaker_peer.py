"""seedfaker: compiled records, and one field at a time."""

from __future__ import annotations

from collections.abc import Callable

from common import loop, report
from seedfaker import SeedFaker

fake = SeedFaker(seed="bench", locale="en")


def column(field: str) -> Callable[[int], list[str]]:
    """A batch of one field: its records, of which each is a dict."""
    return lambda n: [row[field] for row in fake.records([field], n=n)]


report(
    "seedfaker",
    {
        "seedfaker": {
            "names": column("name"),
            "first_names": column("first-name"),
            "jobs": column("job-title"),
            "countries": column("country"),
            "emails": column("email"),
            "uuids": column("uuid"),
            "addresses": column("address"),
            "companies": column("company-name"),
            "dicts": lambda n: fake.records(
                ["uuid", "name", "email", "integer:18..65", "date:2020..2024"], n=n
            ),
            "name()": loop(lambda: fake.field("name")),
            "first_name()": loop(lambda: fake.field("first-name")),
        }
    },
)
