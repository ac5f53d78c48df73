"""Providers that a program makes itself, for a generator that has others: their methods call their own."""

from __future__ import annotations

import pytest
from sides import both

PROVIDERS = ["person", "person.ja_JP", "address", "internet.zh_CN", "company.de_DE", "lorem.la"]


@both
@pytest.mark.parametrize("path", PROVIDERS)
def test_providers_of_another_generator(m, path):
    cls = m.module(f"providers.{path}").Provider
    names = [name for name in dir(cls) if name[0] != "_" and callable(getattr(cls, name))]
    names = sorted(set(names) - set(dir(m.module("providers").BaseProvider)))
    # Its own generator's provider of the same class was asked before.
    own = m.Faker(path.partition(".")[2] or "en_US")
    fake = m.Faker("es_MX")
    seen = []
    for name in names:
        for each in (own, fake):
            each.seed_instance(9)
        m.attempt(getattr(own, name, int))
        other, proxied = cls(fake.factories[0]), cls(fake)
        made = [m.attempt(getattr(provider, name)) for provider in (other, proxied, other)]
        seen.append((name, made, fake.name()))
    return seen


@both
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("person.pl_PL", "pwz_doctor"),
        ("company.it_IT", "company_vat"),
        ("ssn.en_GB", "vat_id"),
        ("ssn.fr_CH", "vat_id"),
        ("ssn.fr_FR", "ssn"),
    ],
)
def test_helpers_of_a_users_class_are_asked(m, path, name):
    asked = []

    class Own(m.module(f"providers.{path}").Provider):
        def numerify(self, *args, **kwargs):
            asked.append(("numerify", args, kwargs))
            return super().numerify(*args, **kwargs)

        def random_int(self, *args, **kwargs):
            asked.append(("random_int", args, kwargs))
            return super().random_int(*args, **kwargs)

        def random_digit(self):
            asked.append("random_digit")
            return super().random_digit()

    fake = m.Faker(path.partition(".")[2])
    fake.add_provider(Own)
    fake.seed_instance(12)
    values = [getattr(fake, name)() for _ in range(40)]
    kinds = {each if isinstance(each, str) else each[0] for each in asked}
    return values, kinds, fake.random.getstate()
