"""Copies and pickles of the proxy, and of what it gives out."""

from __future__ import annotations

import copy
import pickle

import pytest
from proxies import THREE, TOYS, toys
from sides import both


@both
@pytest.mark.parametrize("locale", ["de_DE", THREE])
def test_copy(m, locale):
    fake = toys(m, locale)
    fake.extra = [1]
    copied = copy.copy(fake)
    return (
        copied.factories is fake.factories,
        copied.extra is fake.extra,
        copied.unique is fake.unique,
        [copied.said(), fake.said(), copied.number(), fake.number()],
        copied.locales,
    )


@both
@pytest.mark.parametrize("locale", ["de_DE", THREE, {"en_US": 1, "de_DE": 5}])
def test_deepcopy(m, locale):
    fake = toys(m, locale)
    fake.extra = [1]
    fake.unique.digit()
    fake.unique.number(1, high=3)
    copied = copy.deepcopy(fake)
    seen = [
        sorted(vars(copied)),
        copied.locales,
        copied.weights,
        copied.unique is fake.unique,
        copied.unique._proxy is copied,
        copied.optional._proxy is copied,
        sorted(copied.unique._seen),
        [len(each) for each in copied.unique._seen.values()],
        [fake.composed() for _ in range(4)],
        [copied.composed() for _ in range(4)],
        copied.items()[0][1] is copied.factories[0],
    ]
    copied.seed_instance(3)
    return [*seen, copied.number(), fake.number()]


@both
def test_deepcopy_of_shared_random(m):
    fake = m.Faker(THREE, providers=TOYS)
    m.Faker.seed(3)
    copied = copy.deepcopy(fake)
    return (
        copied["en_US"].random is copied["de_DE"].random,
        copied["en_US"].random is m.generator.random,
        [copied.said() for _ in range(5)],
        [fake.said() for _ in range(5)],
    )


@both
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("locale", ["de_DE", THREE, {"en_US": 1, "de_DE": 5}])
def test_pickle(m, locale, protocol):
    return pickled(m, locale, protocol)


@both
@pytest.mark.parametrize("protocol", [0, 1])
def test_pickle_by_old_protocols(m, protocol):
    # Of several locales Faker draws one for an attribute that these protocols ask for.
    return pickled(m, "de_DE", protocol)


def pickled(m, locale, protocol):
    fake = toys(m, locale)
    fake.extra = {"a": [1]}
    fake.unique.digit()
    copied = pickle.loads(pickle.dumps(fake, protocol))
    return (
        type(copied) is type(fake),
        sorted(vars(copied)),
        copied.extra,
        [fake.composed() for _ in range(4)],
        [copied.composed() for _ in range(4)],
        [fake.unique.digit() for _ in range(4)],
        [copied.unique.digit() for _ in range(4)],
        copied.unique._proxy is copied,
        copied.locales,
    )


@both
def test_pickle_of_parts(m):
    fake = toys(m)
    fake.unique.digit()
    number, unique, optional = pickle.loads(pickle.dumps((fake.number, fake.unique, fake.optional)))
    return (
        [number() for _ in range(3)],
        [fake.number() for _ in range(3)],
        [unique.digit() for _ in range(5)],
        [fake.unique.digit() for _ in range(5)],
        [optional.digit() for _ in range(5)],
    )
