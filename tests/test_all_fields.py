"""Every field in every locale: whatever is made holds no trace of how it was made."""

from __future__ import annotations

import inspect
import typing

import pytest
from catalogue import HOSTED, arguments, has
from forgery import Faker, _forgery
from forgery.errors import InvalidValueError, UnavailableFieldError, UnknownFieldError

N = 20
#: How many of the fields that take long: the first shows how it was made as well as the last.
FEW = 3

#: Fields that Faker itself cannot make in a locale, with the error for them here.
#: es_AR: its templates name formatters that do not exist. en_MS: no country has this code.
FAILS = {
    ("es_AR", "name_female"): UnknownFieldError,
    ("es_AR", "name_male"): UnknownFieldError,
    ("es_AR", "profile"): UnknownFieldError,
    ("es_AR", "simple_profile"): UnknownFieldError,
    ("en_MS", "current_country"): InvalidValueError,
}

#: Faker gives this locale's templates as they are.
UNFILLED = {("fil_PH", "catch_phrase"), ("tl_PH", "catch_phrase")}

#: Fields of which some values are empty: parts that come before or after others, or may be missing.
MAY_BE_EMPTY = {
    "building_prefix",
    "city_name_suffix",
    "city_part",
    "city_suffix",
    "company_suffix",
    "prefix",
    "prefix_female",
    "prefix_male",
    "prefix_nonbinary",
    "random_digit_not_null_or_empty",
    "random_digit_or_empty",
    "section_number",
    "street_suffix",
    "suffix",
    "suffix_female",
    "suffix_male",
    "suffix_nonbinary",
}


def texts(value: object) -> typing.Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, (list, tuple, set)):
        for item in value:
            yield from texts(item)


def faults(locale: str, field: str, value: object) -> typing.Iterator[str]:
    for text in texts(value):
        if "{{" in text and (locale, field) not in UNFILLED:
            yield f"a template is left in {text!r}"
        if "None" in text.split():
            yield f"a missing value is written as text in {text!r}"
        if any("\ud800" <= c <= "\udfff" for c in text):
            yield f"half a character is in {text!r}"
        if "\0" in text or "\ufffd" in text:
            yield f"a character is broken in {text!r}"
    if value == "" and field not in MAY_BE_EMPTY:
        yield "it is empty"


@pytest.mark.parametrize("locale", _forgery.locales())
def test_every_field(locale: str) -> None:
    fake = Faker(locale, seed="all fields")
    found = []
    for entry in _forgery.fields():
        field = entry["name"]
        n = FEW if field in HOSTED else N
        try:
            values = fake.batch(field, n, **arguments(field))
        except UnavailableFieldError as error:
            if "not ported" in str(error):
                found.append(f"{field}: {error}")
            continue
        except (InvalidValueError, UnknownFieldError) as error:
            if FAILS.get((locale, field)) is not type(error):
                found.append(f"{field}: {error!r}")
            continue
        if len(values) != n:
            found.append(f"{field}: {len(values)} values, not {n}")
        found += [f"{field}: {fault}" for value in values for fault in faults(locale, field, value)]
    assert not found, "\n".join(found[:20])


#: The annotations of the catalogue, as types.
TYPES = {
    "bool": "bool",
    "bytes": "bytes",
    "datetime.date": "date",
    "datetime.datetime": "datetime",
    "datetime.time": "time",
    "datetime.timedelta": "timedelta",
    "decimal.Decimal": "Decimal",
    "float": "float",
    "int": "int",
    "str": "str",
}


@pytest.mark.parametrize("locale", ["en_US", "ja_JP", "de_DE", "fa_IR", "pl_PL", "en_IN"])
def test_values_have_the_type_that_the_catalogue_says(locale: str) -> None:
    fake = Faker(locale, seed="types")
    wrong = {}
    for entry in _forgery.fields():
        field = entry["name"]
        if entry["returns"] not in TYPES or not has(fake, field):
            continue
        types = {type(value).__name__ for value in fake.batch(field, N, **arguments(field))}
        if types != {TYPES[entry["returns"]]}:
            wrong[field] = types
    assert not wrong


#: Methods of Faker that make lists, of words or of other values: here these are batches.
LISTS = {
    "get_words_list",
    "nic_handles",
    "paragraphs",
    "random_elements",
    "random_letters",
    "sentences",
    "texts",
    "words",
}


def test_every_method_of_faker_is_a_field() -> None:
    faker = pytest.importorskip("faker")
    methods = {
        name
        for provider in faker.Faker("en_US").providers
        for name, _ in inspect.getmembers(type(provider), callable)
        if not name.startswith("_")
    }
    assert len(methods) > 250
    fields = {entry["name"] for entry in _forgery.fields()}
    assert methods - LISTS - fields == set()
    fake = Faker("en_US", seed=1)
    assert all(len(fake.batch(name, 1, **arguments(name))) == 1 for name in methods & fields)
