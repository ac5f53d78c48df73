"""Seeds of the proxy: of the class, of an instance, of a locale; and `fake.random`."""

from __future__ import annotations

import random
from unittest import mock

import pytest
from proxies import THREE, TOYS, toys
from sides import both


@both
def test_seed_of_the_class(m):
    first, second = m.Faker(providers=TOYS), m.Faker(THREE, providers=TOYS)
    m.Faker.seed(7)
    seen = [first.number(), second.number(), second.said(), first.said()]
    seen += [first.random is second["de_DE"].random is m.generator.random]
    m.Faker.seed("seven")
    seen += [second.said(), first.number(), m.Faker(providers=TOYS).number()]
    seen += [first._is_seeded, first._global_seed, m.Generator._global_seed]
    return [
        *seen,
        m.attempt(lambda: first.seed),
        m.attempt(lambda: first.seed(5)),
        m.attempt(hasattr, second, "seed"),
    ]


@both
@pytest.mark.parametrize("locale", [None, THREE])
def test_seed_instance(m, locale):
    fake = m.Faker(locale, providers=TOYS)
    seen = [fake.seed_instance(5)]
    seen += [fake.number(), fake.number()]
    fake.seed_instance(5)
    seen += [fake.number(), fake.said(), m.attempt(fake.seed_instance, object)]
    fake.seed_instance()
    return seen


@both
def test_seed_locale(m):
    fake = toys(m, THREE)
    fake.seed_locale("de-DE", 9)
    seen = [fake["de_DE"].number(), [fake.said() for _ in range(10)]]
    one = toys(m, "de_DE")
    one.seed_locale("de-DE", 9)
    return [
        *seen,
        one.number(),
        m.attempt(one.seed_locale, "en_US", 9),
        m.attempt(one.seed_locale, None),
    ]


@both
def test_random(m):
    fake = toys(m)
    seen = [fake.random is fake.factories[0].random, fake.random.random(), fake.number()]
    own = fake.random = random.Random(5)
    seen += [fake.random is own, fake.number(), fake.random.choice("abc"), own.random()]
    state = fake.random.getstate()
    seen += [fake.number()]
    fake.random.setstate(state)
    seen += [fake.number()]
    fake.seed_instance(1)
    seen += [own is fake.random, fake.number(), own.random()]
    with mock.patch(f"{m.name}.Faker.random", new_callable=mock.PropertyMock) as patched:
        fake.random = 5
        patched.assert_called_once_with(5)
        patched.return_value = "patched"
        seen += [fake.random]
    return [*seen, fake.number()]
