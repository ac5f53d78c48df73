"""What `inspect`, `typing`, `copy`, `pickle`, `pydoc` and `mock` make of methods, which are functions to them."""

from __future__ import annotations

import contextlib
import copy
import functools
import inspect
import logging
import pickle
import pydoc
import types
import typing
import warnings
from unittest import mock

import pytest
from sides import both

METHODS = [
    ("person.en_US", "name"),
    ("person.en_US", "random_int"),
    ("person.ja_JP", "first_name_pair"),
    ("date_time", "time_series"),
    ("misc", "csv"),
    ("internet.zh_CN", "domain_name"),
    ("ssn.sv_SE", "org_id"),
]
methods = pytest.mark.parametrize(("path", "name"), METHODS)

QUESTIONS = [
    inspect.isfunction,
    inspect.ismethod,
    inspect.isroutine,
    inspect.isbuiltin,
    inspect.ismethoddescriptor,
    inspect.isgeneratorfunction,
    inspect.iscoroutinefunction,
    callable,
]


def function(m, path, name):
    return getattr(m.module(f"providers.{path}").Provider, name)


def bound(m, path, name):
    return getattr(m.module(f"providers.{path}").Provider(m.Generator()), name)


@both
@methods
def test_what_inspect_says(m, path, name):
    both_forms = function(m, path, name), bound(m, path, name)
    return [[question(form) for question in QUESTIONS] for form in both_forms]


@both
@methods
def test_signatures_and_annotations(m, path, name):
    forms = function(m, path, name), bound(m, path, name)
    return [
        m.text(repr(read(form)))
        for form in forms
        for read in (inspect.signature, inspect.getfullargspec, typing.get_type_hints)
    ]


@both
@methods
def test_attributes_of_functions(m, path, name):
    form = bound(m, path, name)
    code = form.__code__
    return (
        [form.__name__, form.__qualname__, m.text(form.__module__)],
        [m.text(repr(form.__defaults__)), form.__kwdefaults__, form.__closure__],
        [code.co_name, code.co_argcount, code.co_varnames[: code.co_argcount]],
        m.text(form.__globals__["__name__"]),
        vars(function(m, path, name)),
        repr(function(m, path, name)).partition(" at ")[0],
        m.attempt(lambda: form.anything),
        isinstance(function(m, path, name), types.FunctionType),
    )


@both
def test_members_that_are_functions(m):
    provider = m.module("providers.person.ja_JP").Provider
    names = [name for name, _ in inspect.getmembers(provider, inspect.isfunction)]
    return [name for name in names if not name.startswith("__")]


@both
@methods
def test_copies_are_the_function(m, path, name):
    form = function(m, path, name)
    kept = pickle.loads(pickle.dumps(form))
    return copy.copy(form) is form, copy.deepcopy(form) is form, kept.__qualname__


@both
def test_functions_take_attributes(m):
    form = function(m, "person.fi_FI", "name")
    form.mark = [1]
    try:
        wrapped = functools.wraps(form)(lambda self: "wrapped")
        return form.mark, wrapped.mark, wrapped.__qualname__, wrapped.__wrapped__ is form
    finally:
        del form.mark


@both
@methods
def test_help(m, path, name):
    form = function(m, path, name)
    page = pydoc.render_doc(form, renderer=pydoc.plaintext).splitlines()
    return [m.text(line) for line in page[:3]]


@both
def test_mocks_with_the_signature(m):
    provider = m.module("providers.person.en_US").Provider
    made = provider(m.Generator())
    with mock.patch.object(provider, "first_name", autospec=True, return_value="Ada") as first_name:
        given = made.first_name()
        refused = m.attempt(made.first_name, 1)
        calls = first_name.call_count
    return given, refused, calls, type(mock.create_autospec(provider)).__name__


@both
def test_files_of_functions(m):
    # Faker's are there to be read. Where they are not, `inspect` says so as it does of any missing file.
    with contextlib.suppress(OSError):
        inspect.getsource(function(m, "person.en_US", "name"))
    return inspect.getfile(function(m, "person.en_US", "name")).rpartition("providers")[2]


@both
@pytest.mark.parametrize("locale", ["en_PH", "fil_PH", "tl_PH"])
def test_numbers_of_philippine_banks_are_said_to_be_hypothetical(m, locale, caplog):
    caplog.clear()
    fake = m.Faker(locale)
    fake.seed_instance(4)
    made = [fake.bban(), fake.iban(), fake.parse("{{iban}}"), fake.swift()]
    return made, [
        (r.name, r.levelno, r.getMessage()) for r in caplog.records if r.levelno > logging.DEBUG
    ]


@both
def test_the_deprecated_locale_warns_once_for_each(m):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fakes = [m.Faker("fr_QC"), m.Faker("fr_QC")]
    fakes[1].seed_instance(2)
    values = (
        fakes[1].name(),
        fakes[1].pydict(3, False, ["str"]),
        fakes[1].xml(3, value_types=["str"]),
    )
    return values, [(str(w.message), w.category.__name__) for w in caught]


@both
def test_words_of_a_generator_that_was_not_made_by_a_factory_alone(m):
    fake = m.Faker("de_DE", generator=m.Generator())
    fake.seed_instance(2)
    return fake.pydict(4, True, ["str", "int"])


@both
@pytest.mark.parametrize("count", [100, 700, 5000])
def test_too_few_words_are_warned_of(m, count):
    fake = m.Faker()
    fake.seed_instance(5)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = fake.pydict(count, True, ["int"])
        listed = fake.pylist(2, False, int)
    return (
        len(made),
        list(made)[:5],
        listed,
        [(str(w.message), w.category.__name__) for w in caught],
    )


@both
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_providers_by_every_protocol(m, protocol):
    fake = m.Faker("de_DE")
    fake.seed_instance(6)
    kept = pickle.loads(pickle.dumps(fake.name.__self__, protocol))
    return kept.name(), fake.name(), kept.__lang__


@both
def test_countries_that_a_program_adds(m):
    dates = m.module("providers.date_time").Provider
    twice = [*dates.countries, *dates.countries]
    addresses = m.module("providers.address").Provider
    code = mock.patch.object(addresses, "current_country_code", return_value="ZZ")
    seen = [m.Faker("de_DE").current_country()]
    with mock.patch.object(dates, "countries", twice):
        seen.append(m.attempt(m.Faker("de_DE").current_country))
    with code:
        seen.append(m.attempt(m.Faker("de_DE").current_country))
    return seen


@both
@pytest.mark.parametrize("locale", ["en_US", "zh_CN"])
def test_domains_of_fewer_levels_are_asked_for(m, locale):
    fake = m.Faker(locale)
    fake.seed_instance(8)
    cls = type(fake.domain_name.__self__)
    own = cls.domain_name
    asked = []

    def counted(self, levels=1):
        asked.append(levels)
        return own(self, levels)

    with mock.patch.object(cls, "domain_name", counted):
        fake = m.Faker(locale)
        fake.seed_instance(8)
        made = fake.domain_name(5), fake.hostname(3)
    return made, asked
