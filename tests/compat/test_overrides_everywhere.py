"""Every method where something is replaced that rules draw without asking for."""

from __future__ import annotations

import random
from unittest import mock

import pytest
import time_machine
from calls import seeded
from sides import both
from test_overrides_classes import BASE

#: Archives take long, `binary` is large, and nothing can be seen of a generator or of how it is seeded.
LEFT_OUT = {"add_provider", "binary", "image", "seed", "seed_instance", "tar", "zip"}


def everything(m, fake):
    """What every method gives, each from a state of its own."""
    generator = fake.factories[0]
    # Proxies of the drop-in have batch methods too.
    names = sorted(name for name, value in vars(generator).items() if callable(value))
    seen = []
    for name in names:
        if name.startswith("_") or name in LEFT_OUT:
            continue
        fake.random.seed(name)
        random.seed(name)
        seen += [(name, m.attempt(getattr(generator, name)), fake.random.random())]
    return seen


@pytest.fixture(autouse=True)
def still():
    state = random.getstate()
    with time_machine.travel(1_700_000_000.5, tick=False):
        yield
    random.setstate(state)


@both
@pytest.mark.parametrize("name", BASE)
@pytest.mark.parametrize("locale", ["en_US", "ja_JP"])
def test_primitives(m, name, locale):
    fake = seeded(m, locale)
    with mock.patch.object(m.providers.BaseProvider, name, BASE[name]):
        return everything(m, fake)


class Logging(random.Random):
    def __init__(self):
        super().__init__(4)
        self.calls = []

    def choice(self, seq):
        self.calls.append(len(seq))
        return super().choice(seq)

    def randint(self, a, b):
        self.calls.append((a, b))
        return super().randint(a, b)

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        self.calls.append(k)
        return super().choices(population, weights, cum_weights=cum_weights, k=k)


@both
def test_random_of_the_user(m):
    fake = seeded(m)
    fake.random = Logging()
    return everything(m, fake), fake.random.calls


@both
@pytest.mark.parametrize("name", ["choice", "choices", "parse", "format"])
def test_parts_of_the_generator(m, name):
    fake = seeded(m)
    replacements = {
        "choice": lambda elements: elements[0],
        "choices": lambda elements, weights=None, k=1: list(elements)[-1:] * k,
        "parse": lambda text: f"<{text}>",
        "format": lambda name, *args, **kwargs: name,
    }
    owner = fake.random if name.startswith("choice") else fake.factories[0]
    with mock.patch.object(owner, name, replacements[name]):
        return everything(m, fake)
