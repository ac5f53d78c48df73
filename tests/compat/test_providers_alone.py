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
