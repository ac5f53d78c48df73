"""What the tests of overriding call after each change: methods that lead to many others."""

from __future__ import annotations

NAMES = (
    "name",
    "name_female",
    "first_name",
    "last_name",
    "email",
    "user_name",
    "company",
    "company_email",
    "address",
    "city",
    "street_address",
    "sentence",
    "phone_number",
    "credit_card_full",
    "simple_profile",
    "license_plate",
    "postcode",
)


def values(m, fake, names=NAMES, rounds=3):
    """The values of some calls, or the exceptions that they raise, and where the random state is after them."""
    seen = [(name, m.attempt(getattr(fake, name))) for _ in range(rounds) for name in names]
    return [*seen, fake.random.random()]


def seeded(m, locale="en_US", seed=1, **options):
    fake = m.Faker(locale, **options)
    fake.seed_instance(seed)
    return fake


def provider(m, path):
    """The class of a provider such as ``person.en_US``."""
    return m.module(f"providers.{path}").Provider
