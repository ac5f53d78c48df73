"""The methods of `Faker` and the functions of the module: one value, batches, by name."""

from __future__ import annotations

import datetime
import decimal
import random
import sys

import forgery
import pytest
from catalogue import FIELDS, HOSTED, USUAL, arguments, lacks
from forgery import Faker, _forgery
from forgery.errors import CapacityError

TYPES = {
    "bool": bool,
    "bytes": bytes,
    "datetime.date": datetime.date,
    "datetime.datetime": datetime.datetime,
    "datetime.time": datetime.time,
    "datetime.timedelta": datetime.timedelta,
    "decimal.Decimal": decimal.Decimal,
    "float": float,
    "int": int,
    "str": str,
}

#: Of the 110 locales times the fields of en_US, how many pairs do not exist. It may only go down.
UNAVAILABLE = 1198


@pytest.mark.parametrize("field", USUAL)
def test_field(field: str) -> None:
    """One value, a batch, and a batch by name are the same values, of the declared type."""
    entry, kwargs = FIELDS[field], arguments(field)
    one = getattr(Faker(seed=42), field)(**kwargs)
    some = getattr(Faker(seed=42), entry["plural"])(3, **kwargs)
    many = Faker(seed=42).batch(field, 8 if field in HOSTED else 1100, **kwargs)
    assert [one] == some[:1]
    assert some == many[:3]
    kind = TYPES.get(entry["returns"])
    if kind is not None:
        assert {type(value) for value in many} == {kind}
    assert getattr(Faker(), entry["plural"])(0, **kwargs) == []


@pytest.mark.parametrize(
    "field", ["name", "email", "integer", "address", "date", "uuid", "sentence"]
)
def test_a_batch_is_a_prefix_of_a_longer_one(field: str) -> None:
    longest = Faker(seed=7).batch(field, 40_000)
    for n in (1, 10, 1000, 1023, 1024, 1025, 16_384, 16_385, 33_000):
        assert Faker(seed=7).batch(field, n) == longest[:n]


def test_values_differ_within_and_between_calls() -> None:
    fake = Faker(seed=1)
    first, second = fake.uuids(10_000), fake.uuids(10_000)
    assert len({*first, *second}) == 20_000


def test_arguments_by_position_and_by_name() -> None:
    expected = Faker(seed=3).integers(50, min=5, max=9)
    assert Faker(seed=3).integers(50, 5, 9) == expected
    assert Faker(seed=3).integers(n=50, max=9, min=5) == expected
    assert Faker(seed=3).batch("integer", 50, max=9, min=5) == expected
    assert set(expected) == {5, 6, 7, 8, 9}
    assert Faker(seed=3).integer(5, max=9) == expected[0]


def test_choices_are_the_users_own_objects() -> None:
    class Colour:
        pass

    values = [Colour(), Colour(), None, "red", 2**100, (1, [2])]
    made = Faker(seed=1).choices(1000, values)
    assert all(any(value is own or value == own for own in values) for value in made)
    assert {id(value) for value in made if isinstance(value, Colour)} == {id(v) for v in values[:2]}
    assert {value for value in made if isinstance(value, int)} == {2**100}


def test_choices_in_their_own_types() -> None:
    values = [True, 1.5, b"x", datetime.date(2024, 2, 29), decimal.Decimal("1.10")]
    made = Faker(seed=1).choices(1000, values)
    assert {(type(v), str(v)) for v in made} == {(type(v), str(v)) for v in values}


def test_unique() -> None:
    fake = Faker(seed=1)
    assert sorted(fake.integers(100, 1, 100, unique=True)) == list(range(1, 101))
    assert len(set(fake.names(20_000, unique=True))) == 20_000
    assert fake.integers(0, 1, 100, unique=True) == []
    assert len(set(fake.ean8s(50_000, unique=True))) == 50_000
    assert sorted(fake.choices(3, ["a", "b", "c"], unique=True)) == ["a", "b", "c"]
    with pytest.raises(CapacityError, match="101"):
        fake.integers(101, 1, 100, unique=True)


@pytest.mark.parametrize("field", ["city", "name", "sentence", "ean8", "first_name", "job"])
def test_a_unique_batch_is_a_prefix_of_a_longer_one(field: str) -> None:
    """Repeated draws are dropped; once that would take long, the rest of the domain comes in some order."""
    longest = Faker(seed=7).batch(field, 500, unique=True)
    assert len(set(longest)) == 500
    for n in (1, 10, 400):
        assert Faker(seed=7).batch(field, n, unique=True) == longest[:n]


@pytest.mark.parametrize("locale", ["de_DE", "ja_JP", "ru_RU", "ar_SA", "hi_IN", "zh_CN"])
def test_locales_have_words_of_their_own(locale: str) -> None:
    assert not set(Faker(locale, seed=1).names(200)) & set(Faker(seed=1).names(200))


def test_several_locales() -> None:
    fake = Faker(["en_US", "ja_JP"], seed=1)
    assert fake.locales == ["en_US", "ja_JP"]
    names = fake.names(1000)
    assert 400 < sum(name.isascii() for name in names) < 600
    assert names[:10] == Faker(["en_US", "ja_JP"], seed=1).names(10)


def test_locale_names_in_other_forms() -> None:
    assert Faker("de-DE").locales == ["de_DE"]
    assert Faker(None).locales == ["en_US"]
    assert Faker(("de_DE", "de_DE", "en_US")).locales == ["de_DE", "en_US"]


def test_every_locale_has_what_it_should() -> None:
    assert len(_forgery.locales()) == 110
    missing = {locale: sorted(lacks(locale) & set(USUAL)) for locale in _forgery.locales()}
    pairs = sum(map(len, missing.values()))
    summary = "\n".join(
        f"{locale}: {', '.join(names)}" for locale, names in missing.items() if names
    )
    assert pairs <= UNAVAILABLE, f"{pairs} fields of en_US are not available elsewhere:\n{summary}"


@pytest.mark.parametrize("locale", ["de_DE", "en_GB", "es_ES", "fr_FR", "hu_HU", "ja_JP", "pt_BR"])
def test_locales_have_the_fields_that_faker_has(locale: str) -> None:
    faker = pytest.importorskip("faker")
    theirs = faker.Faker(locale)
    ours = {name for name, field in FIELDS.items() if field["ours"]}
    known = set(dir(theirs)) & set(FIELDS) - ours
    assert len(known) > 250
    missing = lacks(locale)
    assert set(FIELDS) - missing - ours <= known
    for name in known & missing:
        # Faker has the method in every locale, which fails where a table is missing.
        with pytest.raises((AttributeError, NotImplementedError)):
            getattr(theirs, name)()


def test_functions_of_the_module() -> None:
    forgery.seed(42)
    names, email = forgery.names(5), forgery.email()
    fake = Faker("en_US", seed=42)
    assert names == fake.names(5)
    assert email == fake.email()
    forgery.seed(42)
    assert forgery.fake.names(5) == names
    from forgery import emails, records

    assert len(emails(3)) == 3
    assert records(2, {"a": ("int", 1, 1)}) == [{"a": 1}, {"a": 1}]
    assert forgery.fake.locales == ["en_US"]
    with pytest.raises(AttributeError, match="no attribute 'nmaes'"):
        forgery.nmaes  # noqa: B018
    with pytest.raises(ImportError):
        from forgery import nmaes  # noqa: F401


def test_versions() -> None:
    assert isinstance(forgery.VALUES_VERSION, int)
    assert forgery.__version__ == _forgery.__version__
    assert sys.version_info >= (3, 9)


def test_pythons_own_random_numbers_are_left_alone() -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    Faker().records(10, {"a": "name", "b": "uuid", "c": "zip"} if False else {"a": "name"})
    forgery.seed(3)
    assert random.random() == expected
