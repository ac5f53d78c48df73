"""Which locales and providers there are.

Providers have Faker's names here, `faker.providers.address`: programs compare these, and give them to
`Faker(providers=...)`, which takes them with and without Faker installed.
"""

from __future__ import annotations

from .. import _forgery

__all__ = ["AVAILABLE_LOCALES", "DEFAULT_LOCALE", "META_PROVIDERS_MODULES", "PROVIDERS"]

DEFAULT_LOCALE = "en_US"

META_PROVIDERS_MODULES = ["faker.providers"]

PROVIDERS = [
    f"faker.providers.{name}"
    for name in (
        "address",
        "automotive",
        "bank",
        "barcode",
        "color",
        "company",
        "credit_card",
        "currency",
        "date_time",
        "doi",
        "emoji",
        "file",
        "geo",
        "internet",
        "isbn",
        "job",
        "lorem",
        "misc",
        "passport",
        "person",
        "phone_number",
        "profile",
        "python",
        "sbn",
        "ssn",
        "user_agent",
    )
]

AVAILABLE_LOCALES = list(_forgery.locales())
