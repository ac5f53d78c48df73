"""Each type of a schema, with its arguments and modifiers, is the call of Faker that the documentation names."""

from __future__ import annotations

import datetime
from collections import OrderedDict

import pytest
from batching import DAY, LAST, frozen, rows, states  # noqa: F401 frozen is used by all
from calls import seeded
from sides import both

NOON, LATER = datetime.datetime(2020, 1, 1, 12), datetime.datetime(2021, 1, 1)


#: Every type of the schemas, and the call that the documentation says it equals.
TYPES = [
    ("int", lambda f: f.random_int()),
    (("int", 18, 65), lambda f: f.random_int(18, 65)),
    ({"type": "int", "max": 65}, lambda f: f.random_int(max=65)),
    (("integer", 18, 65), lambda f: f.random_int(18, 65)),
    (("float", 1, 2.5), lambda f: f.pyfloat(min_value=1, max_value=2.5)),
    (
        {"type": "float", "min": 1, "max": 5, "precision": 2},
        lambda f: f.pyfloat(min_value=1, max_value=5, right_digits=2),
    ),
    (
        ("decimal", 1, 9, 2),
        lambda f: f.pydecimal(min_value=1, max_value=9, right_digits=2),
    ),
    ("bool", lambda f: f.boolean()),
    (("bool", 20), lambda f: f.boolean(20)),
    ({"type": "bool", "chance_of_getting_true": 9}, lambda f: f.boolean(9)),
    ("date", lambda f: f.date_between()),
    (("date", DAY, LAST), lambda f: f.date_between(DAY, LAST)),
    (("date", "2020-01-01", "2024-12-31"), lambda f: f.date_between(DAY, LAST)),
    ({"type": "date", "start": "-3y"}, lambda f: f.date_between(start_date="-3y")),
    (("calendar_date", DAY, LAST), lambda f: f.date_between(DAY, LAST)),
    ({"type": "date", "pattern": "%Y"}, lambda f: f.date(pattern="%Y")),
    (
        {"type": "date", "start": DAY, "format": "%d.%m.%Y"},
        lambda f: f.date_between(start_date=DAY).strftime("%d.%m.%Y"),
    ),
    ({"type": "date_of_birth", "format": "iso"}, lambda f: f.date_of_birth().isoformat()),
    ("datetime", lambda f: f.date_time_between()),
    (("datetime", NOON, LATER), lambda f: f.date_time_between(NOON, LATER)),
    (
        {"type": "datetime", "start": "2020-01-01T12:00:00", "end": "2021-01-01"},
        lambda f: f.date_time_between(NOON, LATER),
    ),
    (("timestamp", "-3d", "now"), lambda f: f.date_time_between("-3d", "now")),
    ("time", lambda f: f.time_object()),
    ("clock_time", lambda f: f.time_object()),
    ({"type": "time", "end_datetime": NOON}, lambda f: f.time_object(NOON)),
    ({"type": "time", "pattern": "%H"}, lambda f: f.time(pattern="%H")),
    ({"type": "time", "format": "%H:%M"}, lambda f: f.time_object().strftime("%H:%M")),
    ("uuid", lambda f: f.uuid4()),
    (("bytes", 5), lambda f: f.binary(5)),
    ("text", lambda f: f.text()),
    (("text", 60), lambda f: f.text(60)),
    (("text", 60, ["ab", "c"]), lambda f: f.text(60, ["ab", "c"])),
    ({"type": "text", "max": 60}, lambda f: f.text(max_nb_chars=60)),
    ({"type": "text", "ext_word_list": ["ab"]}, lambda f: f.text(ext_word_list=["ab"])),
    (("pattern", "##-??"), lambda f: f.bothify("##-??")),
    ({"type": "pattern", "text": "??", "letters": "xy"}, lambda f: f.bothify("??", letters="xy")),
    (("choice", ["a", 2, None]), lambda f: f.random_element(["a", 2, None])),
    (("choice", ["a", "b"], [9, 1]), lambda f: f.random_element(OrderedDict(a=9, b=1))),
    (("choice", {"a": 9, "b": 1}), lambda f: f.random_element(OrderedDict(a=9, b=1))),
    ({"type": "choice", "values": "xyz"}, lambda f: f.random_element("xyz")),
]
#: Methods with arguments, in every form, and the modifiers.
COLUMNS = [
    ("name", lambda f: f.name()),
    (["name"], lambda f: f.name()),
    ({"type": "name"}, lambda f: f.name()),
    (("random_int", 18, 65), lambda f: f.random_int(18, 65)),
    (["random_int", 18], lambda f: f.random_int(18)),
    ({"type": "random_int", "min": 18, "max": 65}, lambda f: f.random_int(min=18, max=65)),
    ({"type": "name", "null": 0.3}, lambda f: f.optional.name(prob=1 - 0.3)),
    ({"type": "name", "null": 0}, lambda f: f.optional.name(prob=1.0)),
    ({"type": "name", "unique": True}, lambda f: f.unique.name()),
    ({"type": "name", "unique": False}, lambda f: f.name()),
    (
        {"type": "int", "min": 1, "max": 90, "unique": True},
        lambda f: f.unique.random_int(min=1, max=90),
    ),
    (
        {"type": "int", "min": 1, "max": 9, "null": 0.9},
        lambda f: f.optional.random_int(min=1, max=9, prob=1 - 0.9),
    ),
    (
        {"type": "date", "start": DAY, "end": LAST, "null": 0.5, "format": "%j"},
        lambda f: (
            lambda d: d and d.strftime("%j")  # a value of None stays
        )(f.optional.date_between(start_date=DAY, end_date=LAST, prob=0.5)),
    ),
    # A method's own parameter is no modifier.
    ({"type": "words", "nb": 2, "unique": True}, lambda f: f.words(nb=2, unique=True)),
    ({"type": "passport_gender", "seed": 3}, lambda f: f.passport_gender(seed=3)),
]


@both
@pytest.mark.parametrize(
    ("spec", "call"),
    TYPES + COLUMNS,
    ids=lambda value: "call" if callable(value) else str(value)[:50],
)
@pytest.mark.parametrize("locale", ["en_US", "ja_JP", ["en_US", "de_DE"]], ids=str)
def test_columns(m, locale, spec, call):
    fake = seeded(m, locale)
    schema = {"a": "first_name", "x": spec, "b": "random_digit"}
    made = rows(
        m,
        fake,
        12,
        schema,
        lambda f: {"a": f.first_name(), "x": call(f), "b": f.random_digit()},
    )
    return made, states(fake)


def test_every_type_is_tested_or_refused():
    from forgery import _forgery
    from forgery.compat._types import TYPES as KNOWN

    ours = {field["name"] for field in _forgery.fields() if field["ours"]}
    tested = {
        spec if isinstance(spec, str) else spec[0]
        for spec, _ in TYPES
        if not isinstance(spec, dict)
    }
    assert tested | {"text_between"} == set(KNOWN) == ours | {name for name, _ in _forgery.types()}
