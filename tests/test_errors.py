"""Bad input raises an error of `forgery.errors` that says what was given; nothing is made."""

from __future__ import annotations

import datetime
import decimal
import importlib
import inspect
import math
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from typing import Any

import forgery
import pytest
from forgery import Faker, errors
from forgery.errors import (
    CapacityError,
    InvalidTypeError,
    InvalidValueError,
    MissingExtraError,
    SchemaError,
    UnavailableFieldError,
    UnknownFieldError,
    UnknownLocaleError,
    UnknownParameterError,
)

#: What the calls below may name.
NAMES = {
    "Faker": Faker,
    "forgery": forgery,
    "date": datetime.date,
    "datetime": datetime.datetime,
    "Decimal": decimal.Decimal,
    "inf": math.inf,
    "nan": math.nan,
}

LARGE = "n must be at most 10000000 for a list, not "

#: A call, the class of its error, and parts of the message.
CALLS: list[tuple[str, type[Exception], list[str]]] = [
    # How many.
    ("fake.names(-1)", InvalidValueError, ["n must not be negative", "-1"]),
    ("fake.names(10_000_001)", InvalidValueError, [LARGE + "10000001", "records_batches"]),
    ("fake.names(2**70)", InvalidValueError, ["n must be from 0 to 10000000", str(2**70)]),
    ("fake.names(-(2**70))", InvalidValueError, ["n must be from 0", str(-(2**70))]),
    ("fake.names(None)", InvalidTypeError, ["n must be an integer, not None"]),
    ("fake.names('3')", InvalidTypeError, ["n must be an integer, not '3'"]),
    ("fake.names(1.5)", InvalidTypeError, ["n must be an integer, not 1.5"]),
    ("fake.names(True)", InvalidTypeError, ["n must be an integer, not True"]),
    ("fake.names(nan)", InvalidTypeError, ["n must be an integer, not nan"]),
    ("fake.names([])", InvalidTypeError, ["n must be an integer", "list"]),
    ("fake.names()", InvalidTypeError, ["n must be", "missing"]),
    ("fake.names(3, n=3)", InvalidTypeError, ["n must be"]),
    ("fake.name(1)", InvalidTypeError, ["'name'", "no parameters"]),
    ("fake.names(3, 4)", InvalidTypeError, ["'name'", "no parameters"]),
    ("fake.integers(3, 1, 2, 3)", InvalidTypeError, ["'integer'", "'min', 'max'", "3"]),
    ("fake.names(3, unique='no')", InvalidTypeError, ["unique must be True or False, not 'no'"]),
    ("fake.names(3, unique=1)", InvalidTypeError, ["unique must be True or False, not 1"]),
    ("fake.batch(3, 3)", InvalidTypeError, ["must be a string, not 3"]),
    ("forgery.set_threads(-1)", InvalidValueError, ["-1"]),
    ("forgery.set_threads(5000)", InvalidValueError, ["n must be at most 1024, not 5000"]),
    ("forgery.set_threads('x')", InvalidTypeError, ["'x'"]),
    ("fake.batch('name', -1)", InvalidValueError, ["n must not be negative", "-1"]),
    ("fake.records(-1, {'a': 'name'})", InvalidValueError, ["n must not be negative", "-1"]),
    ("fake.records(10**8, {'a': 'name'})", InvalidValueError, [LARGE + "100000000"]),
    ("fake.records_tuples('3', {'a': 'name'})", InvalidTypeError, ["n must be an integer", "'3'"]),
    ("fake.records_batches(-1, {'a': 'name'})", InvalidValueError, ["must not be negative", "-1"]),
    ("fake.records_batches(5, {'a': 'name'}, 0)", InvalidValueError, ["at least 1 row"]),
    ("fake.records_batches(5, {'a': 'name'}, -1)", InvalidValueError, ["not be negative", "-1"]),
    ("fake.records_batches(5, {'a': 'name'}, 'x')", InvalidTypeError, ["an integer, not 'x'"]),
    ("fake.records_arrow(-1, {'a': 'name'})", InvalidValueError, ["must not be negative", "-1"]),
    ("fake.table({'a': 'name'}, -1)", InvalidValueError, ["must not be negative", "-1"]),
    ("fake.table({'a': 'name'}, 2**53 + 1)", InvalidValueError, ["at most 2**53", str(2**53 + 1)]),
    ("fake.table({'a': 'name'}, 2**70)", InvalidValueError, [str(2**70)]),
    ("forgery.table({'a': 'name'}, rows=1.5)", InvalidTypeError, ["an integer, not 1.5"]),
    # Bounds in the wrong order.
    ("fake.integers(3, 5, 4)", InvalidValueError, ["min (5) must not be greater than max (4)"]),
    ("fake.integer(5, 4)", InvalidValueError, ["min (5) must not be greater than max (4)"]),
    ("fake.floats(3, 5.5, 4)", InvalidValueError, ["min (5.5) must not be greater than max (4)"]),
    ("fake.decimals(3, 5, 4)", InvalidValueError, ["min (5) must not be greater than max (4)"]),
    ("fake.random_ints(3, 5, 4)", InvalidValueError, ["min (5)", "max (4)"]),
    ("fake.pyints(3, min_value=5, max_value=4)", InvalidValueError, ["min_value (5)", "(4)"]),
    ("fake.pyfloats(3, min_value=5, max_value=4)", InvalidValueError, ["min_value (5)", "(4)"]),
    ("fake.pydecimals(3, min_value=5, max_value=4)", InvalidValueError, ["min_value (5)", "(4)"]),
    ("fake.batch('text_between', 3, min=5, max=4)", InvalidValueError, ["min (5)", "max (4)"]),
    ("fake.records(3, {'a': ('int', 5, 4)})", InvalidValueError, ["column 'a'", "(5)", "(4)"]),
    # Bounds that are no numbers, or none that fit.
    ("fake.integers(3, min=2**63)", InvalidValueError, ["'min' must fit in 64 bits", str(2**63)]),
    ("fake.integers(3, min='a')", InvalidTypeError, ["'min' must be an integer, not 'a'"]),
    ("fake.integers(3, min=1.5)", InvalidTypeError, ["'min' must be an integer, not 1.5"]),
    ("fake.integers(3, min=None)", InvalidTypeError, ["'min' must be an integer, not None"]),
    ("fake.floats(3, nan)", InvalidValueError, ["'min' must be a finite number, not nan"]),
    ("fake.floats(3, 0, inf)", InvalidValueError, ["'max' must be a finite number, not inf"]),
    ("fake.floats(3, -inf, 0)", InvalidValueError, ["'min' must be a finite number, not -inf"]),
    (
        "fake.floats(3, -1e308, 1e308)",
        InvalidValueError,
        ["from min (-1e308) to max (1e308) must be finite"],
    ),
    ("fake.floats(3, precision=-1)", InvalidValueError, ["precision", "0 to 17", "-1"]),
    ("fake.floats(3, precision=99)", InvalidValueError, ["precision", "0 to 17", "99"]),
    ("fake.decimals(3, nan, 4)", InvalidValueError, ["'min'", "finite", "nan"]),
    ("fake.decimals(3, Decimal('NaN'), 4)", InvalidValueError, ["'min'", "finite", "nan"]),
    ("fake.decimals(3, 0, Decimal('Infinity'))", InvalidValueError, ["'max'", "finite", "inf"]),
    ("fake.decimals(3, scale=99)", InvalidValueError, ["scale", "0 to 18", "99"]),
    ("fake.pyfloats(3, min_value=nan)", InvalidValueError, ["'min_value'", "finite", "nan"]),
    (
        "fake.records(3, {'a': ('float', 0, inf)})",
        InvalidValueError,
        ["column 'a'", "'max'", "inf"],
    ),
    # Dates.
    (
        "fake.dates_between(3, '2024-01-01', '2020-01-01')",
        InvalidValueError,
        ["start_date ('2024-01-01') must not be after end_date ('2020-01-01')"],
    ),
    (
        "fake.date_times_between(3, '2024-01-01', '2020-01-01')",
        InvalidValueError,
        ["start_date ('2024-01-01') must not be after end_date ('2020-01-01')"],
    ),
    (
        "fake.dates_between(3, '2024-13-01', '2025-01-01')",
        InvalidValueError,
        ["'start_date'", "'2024-13-01' is no date", "YYYY-MM-DD", "'-30d'"],
    ),
    ("fake.dates_between(3, '2023-02-29')", InvalidValueError, ["'2023-02-29' is no date"]),
    ("fake.dates_between(3, 'soon')", InvalidValueError, ["'start_date'", "'soon' is no date"]),
    ("fake.dates_between(3, [])", InvalidTypeError, ["'start_date' must be a date"]),
    (
        "fake.calendar_dates(3, date(2024, 1, 2), date(2024, 1, 1))",
        InvalidValueError,
        ["start (2024-01-02) must not be after end (2024-01-01)"],
    ),
    (
        "fake.timestamps(3, datetime(2024, 1, 1, 12), '2024-01-01')",
        InvalidValueError,
        ["start (2024-01-01 12:00:00) must not be after end (2024-01-01 00:00:00)"],
    ),
    ("fake.calendar_dates(3, nan)", InvalidTypeError, ["'start' must be a date", "not nan"]),
    (
        "fake.records(3, {'a': ('date', '2024-01-01', '2020-01-01')})",
        InvalidValueError,
        ["column 'a'", "start (2024-01-01) must not be after end (2020-01-01)"],
    ),
    (
        "fake.records(3, {'a': ('date', '2024-01-32')})",
        InvalidValueError,
        ["column 'a': 'start': '2024-01-32' is no date"],
    ),
    (
        "fake.dates_of_birth(3, minimum_age=50, maximum_age=20)",
        InvalidValueError,
        ["minimum_age (50) must not be greater than maximum_age (20)"],
    ),
    ("fake.dates_of_birth(3, minimum_age=-1)", InvalidValueError, ["minimum_age", "-1"]),
    ("fake.dates_of_birth(3, maximum_age=10**9)", InvalidValueError, ["maximum_age", "1000000000"]),
    # What does not exist.
    ("Faker('xx_XX')", UnknownLocaleError, ["unknown locale 'xx_XX'"]),
    ("Faker('en_UZ')", UnknownLocaleError, ["unknown locale 'en_UZ'; did you mean 'en_"]),
    ("Faker('jp_JP')", UnknownLocaleError, ["did you mean 'ja_JP'?"]),
    ("Faker('')", UnknownLocaleError, ["unknown locale ''"]),
    ("Faker(['en_US', 'xx'])", UnknownLocaleError, ["unknown locale 'xx'"]),
    ("Faker([])", InvalidTypeError, ["'locale'", "'de_DE'", "a sequence of 0"]),
    ("Faker(5)", InvalidTypeError, ["'locale'", "not 5"]),
    ("Faker({})", InvalidTypeError, ["'locale'", "a mapping"]),
    ("Faker(['en_US', 5])", InvalidTypeError, ["a locale must be a string, not 5"]),
    ("forgery.table({'a': 'name'}, 3, locale='xx')", UnknownLocaleError, ["unknown locale 'xx'"]),
    ("Faker(as_of='2023-02-29')", InvalidValueError, ["'as_of'", "'2026-01-01'", "'2023-02-29'"]),
    ("Faker(as_of=5)", InvalidTypeError, ["'as_of' must be a date", "not 5"]),
    ("fake.batch('nmae', 3)", UnknownFieldError, ["unknown field 'nmae'; did you mean 'name'?"]),
    ("fake.batch('emails', 3)", UnknownFieldError, ["'emails'; did you mean 'email'?"]),
    ("fake.batch('zzzzzzzzz', 3)", UnknownFieldError, ["unknown field 'zzzzzzzzz'"]),
    ("fake.records(3, {'a': 'nmae'})", UnknownFieldError, ["column 'a'", "did you mean 'name'?"]),
    ("fake.records(3, {'a': 'intt'})", UnknownFieldError, ["column 'a'", "did you mean 'int'?"]),
    ("fake.records(3, {'a': 'person.nmae'})", UnknownFieldError, ["did you mean 'person.name'?"]),
    ("fake.records(3, {'a': 'persn.name'})", UnknownFieldError, ["did you mean 'person.name'?"]),
    ("fake.records(3, {'a': 'zzz.zzz'})", UnknownFieldError, ["column 'a'", "'zzz.zzz'"]),
    (
        "fake.emails(3, saef=True)",
        UnknownParameterError,
        ["field 'email' has no parameter 'saef'; did you mean 'safe'?", "'safe', 'domain'"],
    ),
    ("fake.names(3, uniqe=True)", UnknownParameterError, ["'name'", "'uniqe'", "no parameters"]),
    ("fake.name(locale='x')", UnknownParameterError, ["'name'", "'locale'", "no parameters"]),
    ("fake.batch('name', 3, prefix=1)", UnknownParameterError, ["'name'", "'prefix'"]),
    (
        "fake.records(3, {'a': {'type': 'int', 'mni': 3}})",
        UnknownParameterError,
        ["column 'a': field 'integer' has no parameter 'mni'; did you mean 'min'?"],
    ),
    (
        "fake.records(3, {'a': {'type': 'person.name', 'min': 3}})",
        UnknownParameterError,
        ["column 'a': field 'person.name' has no parameter 'min'"],
    ),
    ("fake.records(3, {'a': ('person.name', 3)})", errors.ForgeryError, ["'person.name'", "1"]),
    ("fake.records(3, {'a': ('int', 1, 2, 3)})", errors.ForgeryError, ["'min', 'max', not 3"]),
    (
        "Faker('de_DE').zipcode()",
        UnavailableFieldError,
        ["field 'zipcode' is not available in locale de_DE"],
    ),
    (
        "Faker(['en_US', 'de_DE']).records(3, {'a': 'zipcode'})",
        UnavailableFieldError,
        ["column 'a': field 'zipcode' is not available in locale de_DE"],
    ),
    # Arguments of fields.
    (
        "fake.country_codes(3, representation='alpha2')",
        InvalidValueError,
        ["'representation' must be one of 'alpha-2', 'alpha-3'", "did you mean 'alpha-2'?"],
    ),
    ("fake.emails(3, domain=5)", InvalidTypeError, ["'domain' must be a string or None, not 5"]),
    ("fake.bothifies(3, text=5)", InvalidTypeError, ["'text' must be a string, not 5"]),
    ("fake.binaries(3, length=-1)", InvalidValueError, ["'length' must be from 0", "-1"]),
    ("fake.eans(3, length=7)", InvalidValueError, ["8 or 13, not 7"]),
    ("fake.passwords(3, length=2)", InvalidValueError, ["length (2) must be at least 4"]),
    ("fake.texts(3, max_nb_chars=1)", InvalidValueError, ["max_nb_chars", "at least 5", "1"]),
    ("fake.zipcodes_in_state(3, state_abbr='XX')", InvalidValueError, ["'XX' is not"]),
    ("fake.jsons(3, indent=10**12)", InvalidValueError, ["'indent'", "at most 1000"]),
    # Choices and weights.
    ("fake.choices(3, [])", InvalidValueError, ["'values' must have at least one value"]),
    ("fake.choices(3, {})", InvalidValueError, ["'values' must have at least one value"]),
    ("fake.choices(3)", InvalidValueError, ["'choice' needs 'values'"]),
    ("fake.choices(3, 5)", InvalidTypeError, ["'values' must be a sequence", "not 5"]),
    ("fake.random_elements(3, ())", InvalidValueError, ["'elements'", "at least one value"]),
    ("fake.random_samples(3, ['a'], length=2)", InvalidValueError, ["(1), not 2"]),
    ("fake.choices(3, ['a', 'b'], [1])", InvalidValueError, ["1 weights were given for 2 values"]),
    ("fake.choices(3, ['a', 'b'], [1, -1])", InvalidValueError, ["not negative, and -1.0 is not"]),
    ("fake.choices(3, ['a', 'b'], [0, 0])", InvalidValueError, ["weights must not all be zero"]),
    ("fake.choices(3, ['a', 'b'], [nan, 1])", InvalidValueError, ["finite", "nan is not"]),
    ("fake.choices(3, ['a', 'b'], [inf, 1])", InvalidValueError, ["finite", "inf is not"]),
    ("fake.choices(3, ['a', 'b'], [1e308, 1e308])", InvalidValueError, ["finite sum"]),
    ("fake.choices(3, ['a', 'b'], ['x', 'y'])", InvalidTypeError, ["'weights'", "not 'x'"]),
    ("fake.choices(3, ['a', 'b'], 5)", InvalidTypeError, ["'weights'", "not 5"]),
    ("fake.choices(3, {'a': -1, 'b': 2})", InvalidValueError, ["not negative, and -1.0 is not"]),
    ("fake.choices(3, {'a': 0})", InvalidValueError, ["weights must not all be zero"]),
    ("fake.records(3, {'a': ('choice', [])})", InvalidValueError, ["column 'a'", "one value"]),
    (
        "fake.records(3, {'a': 'choice'})",
        InvalidValueError,
        ["column 'a': 'choice' needs 'values'"],
    ),
    (
        "fake.records(3, {'a': {'type': 'choice', 'values': ['a'], 'weights': [1, 2]}})",
        InvalidValueError,
        ["column 'a': 2 weights were given for 1 values"],
    ),
    # Schemas.
    ("fake.records(3, None)", SchemaError, ["a schema is a mapping", "not None"]),
    ("fake.records(3, 'name')", SchemaError, ["a schema is a mapping", "not 'name'"]),
    ("fake.records(3, [('a', 'name')])", SchemaError, ["a schema is a mapping", "a sequence of 1"]),
    ("fake.records(3, 5)", SchemaError, ["a schema is a mapping", "not 5"]),
    ("fake.records(3, {})", SchemaError, ["at least one column"]),
    ("fake.records(3, {1: 'name'})", SchemaError, ["a column's name must be a string, not 1"]),
    ("fake.records(3, {None: 'name'})", SchemaError, ["name must be a string, not None"]),
    ("fake.records(3, {b'a': 'name'})", SchemaError, ["name must be a string, not bytes"]),
    ("fake.records(3, {('a',): 'name'})", SchemaError, ["name must be a string"]),
    ("fake.records(3, {'a': None})", SchemaError, ["column 'a': a field is a name", "not None"]),
    ("fake.records(3, {'a': 5})", SchemaError, ["column 'a': a field is a name", "not 5"]),
    ("fake.records(3, {'a': ()})", SchemaError, ["column 'a'", "must not be empty"]),
    ("fake.records(3, {'a': (5,)})", SchemaError, ["column 'a'", "starts with its name", "not 5"]),
    ("fake.records(3, {'a': {}})", SchemaError, ["column 'a'", "needs 'type'"]),
    ("fake.records(3, {'a': {'min': 5}})", SchemaError, ["column 'a'", "needs 'type'"]),
    ("fake.records(3, {'a': {'type': 5}})", InvalidTypeError, ["column 'a': 'type'", "not 5"]),
    ("fake.records(3, {'a': {'type': 'int', 5: 5}})", SchemaError, ["column 'a'", "string, not 5"]),
    # Probabilities and other modifiers.
    ("fake.booleans(3, probability=1.5)", InvalidValueError, ["from 0 to 1, not 1.5"]),
    ("fake.booleans(3, probability=-0.1)", InvalidValueError, ["from 0 to 1, not -0.1"]),
    ("fake.booleans(3, probability=nan)", InvalidValueError, ["'probability'", "nan"]),
    ("fake.booleans(3, chance_of_getting_true=101)", InvalidValueError, ["0 to 100, not 101"]),
    (
        "fake.records(3, {'a': {'type': 'int', 'null': 1.5}})",
        InvalidValueError,
        ["column 'a': 'null' must be a probability from 0 to 1, not 1.5"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'null': -0.5}})",
        InvalidValueError,
        ["column 'a': 'null' must be a probability from 0 to 1, not -0.5"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'null': nan}})",
        InvalidValueError,
        ["column 'a': 'null' must be a probability from 0 to 1, not nan"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'null': 'x'}})",
        InvalidTypeError,
        ["column 'a': 'null' must be a probability from 0 to 1, not 'x'"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'unique': 1}})",
        InvalidTypeError,
        ["column 'a': 'unique' must be True or False, not 1"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'format': 'iso'}})",
        InvalidValueError,
        ["column 'a': 'format' is for dates and times"],
    ),
    (
        "fake.records(3, {'a': {'type': 'date', 'format': 'xyz'}})",
        errors.ForgeryError,
        ["column 'a': 'format' must be 'iso' or", "'%d.%m.%Y'", "'xyz'"],
    ),
    (
        "fake.records(3, {'a': {'type': 'int', 'seed': 1.5}})",
        InvalidTypeError,
        ["column 'a': 'seed' must be an integer", "1.5"],
    ),
    # More different values than there are.
    ("fake.integers(10, 1, 5, unique=True)", CapacityError, ["'integer'", "5 distinct", "10 were"]),
    ("fake.booleans(3, unique=True)", CapacityError, ["'boolean'", "2 distinct", "3 were asked"]),
    ("fake.choices(3, ['a', 'b'], unique=True)", CapacityError, ["'choice'", "2 distinct", "3"]),
    (
        "fake.records(10, {'a': {'type': 'int', 'min': 1, 'max': 5, 'unique': True}})",
        CapacityError,
        ["column 'a': 'integer' has 5 distinct values, 10 were asked for"],
    ),
    # Tables.
    ("table.column(3)", InvalidTypeError, ["a column's name must be a string, not 3"]),
    ("table.column('name', 3)", InvalidTypeError, ["rows must be a slice, not 3"]),
    ("table['x':]", InvalidTypeError, ["start must be an integer or None, not 'x'"]),
    ("table['a']", InvalidTypeError, ["an integer or a slice, not 'a'"]),
    ("table[1.5]", InvalidTypeError, ["an integer or a slice, not 1.5"]),
    ("table[::2]", InvalidValueError, ["a table's slice has no step"]),
    ("table.column('nmae')", InvalidValueError, ["no column 'nmae'; did you mean 'name'?"]),
    ("table.batches(0)", InvalidValueError, ["at least 1 row"]),
    ("table.batches(2, start=-1)", InvalidValueError, ["must not be negative", "-1"]),
    ("fake.table({'a': 'name'}, 10**15)[:]", InvalidValueError, ["10000000 rows", "batches()"]),
    ("fake.table({'a': 'name'}, 10**15).records()", InvalidValueError, ["10000000 rows"]),
    ("fake.table({'a': 'name'}, 10**15).column('a')", InvalidValueError, ["10000000 rows"]),
    ("fake.table({'a': 'profile'}, 3).__arrow_c_stream__()", InvalidValueError, ["'a'", "Arrow"]),
    (
        "fake.table({'a': ('choice', [1, 'a'])}, 3).__arrow_c_schema__()",
        InvalidValueError,
        ["column 'a'", "of one type"],
    ),
]


def call(code: str, fake: Faker) -> Any:
    table = Faker(seed=1).table({"name": "name", "age": "int"}, rows=5)
    return eval(code, {**NAMES, "fake": fake, "table": table})


@pytest.mark.parametrize(("code", "kind", "parts"), CALLS, ids=[code for code, _, _ in CALLS])
def test_error(code: str, kind: type[Exception], parts: list[str]) -> None:
    fake = Faker(seed=1)
    start = time.monotonic()
    with pytest.raises(kind) as caught:
        call(code, fake)
    assert time.monotonic() - start < 1
    assert isinstance(caught.value, (ValueError, TypeError))
    assert isinstance(caught.value, errors.ForgeryError)
    message = str(caught.value)
    assert [part for part in parts if part not in message] == [], message
    assert "\n" not in message
    assert len(message) < 1000
    column = re.match(r"column '(\w+)'", message)
    assert caught.value.column == (column[1] if column else None)


#: Calls that fail as a whole. Others make a table, which is a call, and ask it for what it lacks.
WHOLE = [
    code
    for code, kind, _ in CALLS
    if re.match(r"fake\.(?!table|records_batches)", code) and kind is not CapacityError
]


@pytest.mark.parametrize("code", WHOLE)
def test_a_call_that_fails_leaves_no_trace(code: str) -> None:
    """The instance gives the values that it would have given."""
    fake = Faker(seed=1)
    fake.name()
    with pytest.raises(errors.ForgeryError):
        call(code, fake)
    other = Faker(seed=1)
    other.name()
    assert fake.names(3) == other.names(3)


def test_python_says_itself_what_is_missing() -> None:
    with pytest.raises(TypeError, match="'n'"):
        Faker().batch("name")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="sede"):
        Faker(sede=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="rows"):
        forgery.table({"a": "name"})  # type: ignore[call-arg]
    with pytest.raises(IndexError, match="row 5 is outside a table of 5 rows"):
        call("table[5]", Faker())
    with pytest.raises(IndexError, match="outside a table of 5 rows"):
        call("table[2**70]", Faker())
    with pytest.raises(IndexError, match="row -6 is outside a table of 5 rows"):
        call("table[-6]", Faker())


def test_batches_check_when_they_are_asked_for() -> None:
    """Not when the first batch is."""
    with pytest.raises(UnknownFieldError, match="nmae"):
        Faker().records_batches(10**12, {"a": "nmae"})


#: Calls every field with integers beyond anything that fits in memory or in a lifetime.
HUGE = """if True:
    import sys
    sys.path.insert(0, {tests!r})
    from catalogue import FIELDS, arguments
    from forgery import Faker
    from forgery.errors import ForgeryError

    fake = Faker(seed=1)
    for name, field in FIELDS.items():
        parameters = [p["name"] for p in field["params"] if "int" in p["annotation"].split(" ")]
        for parameter in parameters:
            for huge in (10**12, 2**62, 2**63 - 1, 2**63, -1, -(2**63)):
                print(name, parameter, huge, flush=True)
                try:
                    fake.batch(name, 2, **{{**arguments(name), parameter: huge}})
                except ForgeryError as error:
                    assert isinstance(error, (TypeError, ValueError))
    print("done")
"""


def test_huge_arguments() -> None:
    """Whatever the number: a value, or an error of ours, soon. A process may die of it."""
    program = HUGE.format(tests=os.path.dirname(__file__))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as child:
        timer = threading.Timer(30, child.kill)
        timer.start()
        calls = [] if child.stdout is None else child.stdout.read().splitlines()
        timer.cancel()
    assert calls[-1] == "done", f"{calls[-1]} did not end well"
    assert len(calls) > 300


def test_every_class_is_documented_and_pickles() -> None:
    for name in errors.__all__:
        kind = getattr(errors, name)
        assert issubclass(kind, errors.ForgeryError)
        assert inspect.getdoc(kind)
        error = pickle.loads(pickle.dumps(kind("a message")))
        assert (type(error), str(error), error.column) == (kind, "a message", None)


def test_the_column_is_kept() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Faker().records(1, {"fine": "name", "age of": ("int", 2, 1)})
    assert caught.value.column == "age of"
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.column == "age of"


@pytest.mark.parametrize(
    ("method", "module", "extra"),
    [
        ("records_arrow", "pyarrow", "arrow"),
        ("records_polars", "polars", "polars"),
        ("records_pandas", "pandas", "pandas"),
    ],
)
def test_missing_extra(method: str, module: str, extra: str, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        MissingExtraError, match=re.escape(f"pip install 'forgery[{extra}]'")
    ) as caught:
        getattr(Faker(), method)(3, {"a": "name"})
    assert caught.value.name == module
    assert isinstance(caught.value, ImportError)


def test_an_error_within_an_optional_library_is_its_own(monkeypatch: Any) -> None:
    """A library that is there, and lacks one of its own, is not said to be missing."""

    def fail(name: str) -> None:
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(ModuleNotFoundError) as caught:
        Faker().records_polars(3, {"a": "name"})
    assert not isinstance(caught.value, MissingExtraError)


def test_no_panic_reaches_the_user() -> None:
    """Nothing is written on standard error either."""
    code = """if True:
        import contextlib, forgery
        fake = forgery.Faker()
        for call in [
            lambda: fake.names(-1),
            lambda: fake.records(3, {}),
            lambda: fake.floats(3, 2, 1),
        ]:
            with contextlib.suppress(forgery.errors.ForgeryError):
                call()
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
