"""Which generators take the short way through the engine: those whose formatters, tables and classes are the pack's.

Each test is a process of its own: a table that was once looked at may be changed in place at any time after.
"""

from __future__ import annotations

import copy
import functools
import pickle
import subprocess
import sys
from unittest import mock

from forgery.compat import Faker, Generator
from forgery.compat.providers import BaseProvider
from forgery.compat.providers.address.en_US import Provider as Address
from forgery.compat.providers.person.en_US import Provider as Person

LOCALES = ["en_US", "ja_JP", "it_IT", "fr_CA", "es_ES", "de", "es_CL"]


def alone(program):
    @functools.wraps(program)
    def test():
        if __name__ == "__main__":
            return program()
        command = [sys.executable, "-W", "ignore", __file__, program.__name__]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return None

    return test


def pristine(fake):
    fake.first_name()
    generator = fake.factories[0] if isinstance(fake, Faker) else fake
    return generator._is_pristine()


@alone
def test_new_ones():
    for locale in LOCALES:
        assert pristine(Faker(locale)), locale
        assert pristine(Faker(locale, use_weighting=False)), locale
        assert pristine(Faker([locale, "en_GB"])[locale]), locale


@alone
def test_used_ones():
    fake = Faker()
    fake.seed_instance(1)
    fake.unique.name()
    fake.optional.name()
    fake.set_arguments("group", "min", 5)
    fake.parse("{{random_int:group}} {{name}}")
    fake.del_arguments("group")
    fake.random = copy.copy(fake.random)
    Faker.seed(1)
    dir(fake)
    assert pristine(fake)
    assert pristine(Faker())


@alone
def test_copies():
    fake = Faker()
    assert pristine(copy.deepcopy(fake))
    assert pristine(pickle.loads(pickle.dumps(fake)))
    assert pristine(pickle.loads(pickle.dumps(fake.name)).__self__.generator)
    several = copy.deepcopy(Faker(["en_US", "de_DE"]))
    assert pristine(several["de_DE"])


@alone
def test_copies_of_generators():
    copied = copy.deepcopy(Faker().factories[0])
    assert pristine(copied)
    # The providers of a shallow copy draw from the generator that it was made of.
    assert not pristine(copy.copy(copied))
    assert pristine(copied)


@alone
def test_tables_looked_at():
    fake = Faker()
    assert len(Address.city_formats) > 1
    assert pristine(fake)
    assert len(Person.last_names) > 10
    assert not pristine(fake)
    assert pristine(Faker("ja_JP"))


@alone
def test_changes_and_back():
    fake = Faker()
    own = fake.last_name
    fake.set_formatter("last_name", lambda: "X")
    assert not pristine(fake)
    fake.set_formatter("last_name", own)
    assert pristine(fake)
    with mock.patch.object(Person, "last_names", ("X",)):
        assert not pristine(fake)
        assert not pristine(Faker())
    assert pristine(fake)
    assert pristine(Faker())
    with mock.patch.object(Person, "first_name"):
        assert not pristine(fake)
        assert not pristine(Faker())
    assert pristine(fake)
    assert pristine(Faker())


@alone
def test_additions():
    fake = Faker()
    fake.add_provider(type("Mine", (BaseProvider,), {"mine": lambda self: "mine"}))
    # The methods of the base belong to the new provider now, for which weights do not count.
    assert not pristine(fake) or fake.random_element.__self__ is fake.get_providers()[0]


@alone
def test_generators_made_by_hand():
    generator = Generator()
    generator.add_provider(Person)
    assert not pristine(generator)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
