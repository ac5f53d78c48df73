"""Proxies with the providers of `toys`, for the tests of several files."""

from __future__ import annotations

TOYS = ["toys.plain", "toys.localized"]
THREE = ["en_US", "de_DE", "fr_FR"]


def toys(m, locale=None, seed=1, **options):
    fake = m.Faker(locale, providers=TOYS, **options)
    fake.seed_instance(seed)
    return fake
