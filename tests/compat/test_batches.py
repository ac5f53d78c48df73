"""Batches and records of the drop-in are what Faker's calls give in a loop, and leave the state as that loop does."""

from __future__ import annotations

import datetime
import gc
import pickle
import random
import signal
import sys
import time
from collections import OrderedDict

import pytest
from calls import provider, seeded
from sides import FAKER, FORGERY, both
from toys import plain

if sys.version_info >= (3, 10):
    time_machine = pytest.importorskip("time_machine")
else:
    pytest.skip("needs time-machine", allow_module_level=True)

LOCALES = [
    "en_US",
    "ja_JP",
    "de_DE",
    "el_GR",
    ["fr_FR", "ja_JP", "en_US"],
    {"de_DE": 3, "pl_PL": 1},
]
DAY, LAST = datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)
NOON, LATER = datetime.datetime(2020, 1, 1, 12), datetime.datetime(2021, 1, 1)
NAMES = sorted(name for name in vars(FAKER.Faker().factories[0]) if not name.startswith("_"))
#: Attributes that are no methods, what takes long, and what depends on the day on which the program began.
LEFT_OUT = {"binary", "image", "passport_dates", "providers", "tar", "zip"}


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(datetime.datetime(2025, 3, 4, 5, 6, 7), tick=False):
        yield


def states(fake):
    """Where the random state of every generator is."""
    inner = [getattr(factory, "factories", [factory])[0] for factory in fake.factories]
    return [generator.random.random() for generator in inner]


def many(m, fake, name, n, *args, **kwargs):
    """A batch, or Faker's loop."""
    if m is FORGERY:
        return m.attempt(fake.batch, name, n, *args, **kwargs)
    return m.attempt(lambda: [getattr(fake, name)(*args, **kwargs) for _ in range(n)])


def rows(m, fake, n, schema, row):
    """Records, or the rows of Faker's loop."""
    if m is FORGERY:
        return m.attempt(fake.records, n, schema)
    return m.attempt(lambda: [row(fake) for _ in range(n)])


@both
@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEFT_OUT])
def test_every_method(m, name):
    fake = seeded(m)
    random.seed(5)
    return many(m, fake, name, 4), states(fake), random.random()


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_locales(m, locale):
    fake = seeded(m, locale)
    names = ["name", "address", "ssn", "random_int", "phone_number", "words", "company", "boolean"]
    return [many(m, fake, name, 7) for name in names], states(fake)


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_arguments(m, locale):
    fake = seeded(m, locale)
    return (
        many(m, fake, "random_int", 9, 18, 65),
        many(m, fake, "random_int", 9, min=18, max=65, step=3),
        many(m, fake, "date_between", 9, DAY, end_date=LAST),
        many(m, fake, "words", 3, nb=2, ext_word_list=["a", "b", "c"]),
        many(m, fake, "random_element", 9, OrderedDict(a=1, b=5)),
        many(m, fake, "random_elements", 9, elements="abc", length=2, unique=True),
        many(m, fake, "pyfloat", 9, min_value=1, max_value=2),
        many(m, fake, "text", 2, 40),
        many(m, fake, "parse", 2, "{{name}} {{random_int}}") if isinstance(locale, str) else 0,
        states(fake),
    )


@both
@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("name", (1,), {}),
        ("name", (), {"nonsense": 1}),
        ("random_int", (65, 18), {}),
        ("random_int", ("a",), {}),
        ("random_element", ([],), {}),
        ("passport_number", (), {"x": 1}),
        ("date_between", ("nonsense",), {}),
    ],
)
def test_wrong_arguments(m, name, args, kwargs):
    fake = seeded(m)
    return (
        many(m, fake, name, 3, *args, **kwargs),
        many(m, fake, name, 0, *args, **kwargs),
        states(fake),
    )


def test_plurals():
    ours, theirs = seeded(FORGERY), seeded(FAKER)
    assert ours.names(5) == [theirs.name() for _ in range(5)]
    assert ours.random_ints(5, 1, max=6) == [theirs.random_int(1, max=6) for _ in range(5)]
    assert ours.cities(5) == [theirs.city() for _ in range(5)]
    assert ours.dates(5, "%d") == [theirs.date("%d") for _ in range(5)]
    # Fields that Faker does not have are the types of schemas.
    assert ours.uuids(5) == [theirs.uuid4() for _ in range(5)]
    assert ours.integers(5, 1, 6) == [theirs.random_int(1, 6) for _ in range(5)]
    assert ours.choices(5, ["a", "b"]) == [theirs.random_element(["a", "b"]) for _ in range(5)]
    assert ours.batch("int", 5, max=7) == [theirs.random_int(max=7) for _ in range(5)]
    # The names of Faker's own methods stay Faker's.
    for name in ("words", "sentences", "paragraphs", "texts", "random_letters", "random_elements"):
        assert getattr(ours, name)() == getattr(theirs, name)(), name
    assert ours.date() == theirs.date()
    assert states(ours) == states(theirs)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_nothing_is_hidden(locale):
    ours, theirs = FORGERY.Faker(locale), FAKER.Faker(locale)
    names = [[name for name in dir(fake) if not name.startswith("_")] for fake in (ours, theirs)]
    assert names[0] == names[1]
    for name in ("nams", "batches", "table", "_names", "__names__"):
        assert FORGERY.attempt(getattr, ours, name) == FAKER.attempt(getattr, theirs, name)
    state = [factory.random.getstate() for factory in ours.factories]
    assert ours.names.__name__ == "names"
    assert callable(ours.records)
    # To look does not draw.
    assert [factory.random.getstate() for factory in ours.factories] == state
    assert ours["ja_JP"].names(2) if "ja_JP" in ours.locales else True


@pytest.mark.parametrize("name", ["names", "records", "batch"])
def test_a_formatter_hides_ours(name):
    for locale in ("en_US", ["en_US", "de_DE"]):
        fake = FORGERY.Faker(locale)
        last = fake.factories[-1]
        getattr(last, "factories", [last])[0].set_formatter(name, lambda: "own")
        assert getattr(fake, name)() == "own"

    class Own(FORGERY.Faker):
        pass

    setattr(Own, name, lambda self: "own")
    assert getattr(Own(), name)() == "own"
    assert getattr(Own(["en_US", "de_DE"]), name)() == "own"


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_unique_and_optional(m, locale):
    fake = seeded(m, locale)
    first = fake.unique.random_int(1, 60)
    seen = (
        first,
        many(m, fake.unique, "random_int", 20, 1, 60),
        fake.unique.random_int(1, 60),
        many(m, fake.unique.exclude_types([int]), "random_int", 5, 1, 2),
        many(m, fake.unique, "random_int", 3, 1, 2),
        many(m, fake.optional, "name", 20, prob=0.3),
        many(m, fake.optional, "name", 20),
        many(m, fake.optional, "name", 2, prob=0),
    )
    return seen, states(fake)


def test_plurals_of_unique_and_optional():
    ours, theirs = seeded(FORGERY), seeded(FAKER)
    assert ours.unique.random_ints(9, 1, 9) == [theirs.unique.random_int(1, 9) for _ in range(9)]
    assert ours.optional.names(9, prob=0.5) == [theirs.optional.name(prob=0.5) for _ in range(9)]
    with pytest.raises(AttributeError, match="'UniqueProxy' object has no attribute 'records'"):
        _ = ours.unique.records
    assert states(ours) == states(theirs)


class Counting(random.Random):
    """A source that only its own methods know."""

    def random(self):
        return super().random() / 2


@both
@pytest.mark.parametrize("source", [random.Random, Counting, random.SystemRandom], ids=str)
def test_sources(m, source):
    fake = m.Faker()
    fake.random = source(7)
    made = [many(m, fake, name, 5) for name in ("name", "random_int", "uuid4", "words")]
    return "made" if source is random.SystemRandom else (made, states(fake))


@both
def test_patched_source(m):
    fake = seeded(m)
    fake.random.random = lambda: 0.25
    return many(m, fake, "first_name", 5), many(m, fake, "uuid4", 2)


@both
@pytest.mark.parametrize("locale", ["en_US", "ja_JP", ["en_US", "ja_JP"]], ids=str)
def test_customised(m, locale):
    fake = seeded(m, locale)
    for factory in fake.factories:
        getattr(factory, "factories", [factory])[0].set_formatter("last_name", lambda: "Last")
    names = ["name", "last_name", "email", "random_int", "address"]
    return [many(m, fake, name, 5) for name in names], states(fake)


@both
def test_added_provider(m):
    fake = seeded(m)
    fake.add_provider(plain.Provider)
    names = [
        "number",
        "digit",
        "few",
        "name",
        "random_int",
        "fixed",
        "composed",
        "boolean",
    ]
    return [many(m, fake, name, 5) for name in names], states(fake)


@both
def test_subclasses(m):
    class Person(provider(m, "person.en_US")):
        def first_name(self):
            return self.random_element(["A", "B"])

    class Own(m.Faker):
        def shout(self):
            return self.name().upper()

        def __getattr__(self, name):
            if name == "anything":
                return lambda: self.random.randint(1, 9)
            return super().__getattr__(name)

    fake = seeded(m)
    fake.add_provider(Person)
    own = Own()
    own.seed_instance(2)
    return (
        [many(m, fake, name, 5) for name in ("name", "first_name", "email")],
        [many(m, own, name, 5) for name in ("shout", "anything", "name")],
        states(fake),
    )


@both
@pytest.mark.parametrize("locale", ["en_US", ["en_US", "ja_JP"]], ids=str)
def test_formatters_that_change_things(m, locale):
    """What a call changes holds for the next one, also in another column."""
    fake = seeded(m, locale)
    generators = [getattr(factory, "factories", [factory])[0] for factory in fake.factories]
    calls = []

    def meddle():
        calls.append(1)
        for generator in generators:
            if len(calls) == 3:
                generator.set_formatter("last_name", lambda: "Late")
            elif len(calls) == 5:
                generator.random = random.Random(99)
            elif len(calls) == 7:
                generator.random.random = lambda: 0.5
            elif len(calls) == 9:
                generator.seed_instance(4)
                generator.set_formatter("random_int", lambda low, high: (low, high))
            elif len(calls) == 11:
                generator.set_formatter("last_name", generator.first_name)
                generator.set_formatter("uuid4", lambda: "changed")
            elif len(calls) == 13:
                fake.name = lambda: "mine"
            elif len(calls) == 15:
                raise LookupError("enough")
        return len(calls)

    for generator in generators:
        generator.set_formatter("meddle", meddle)
    schema = {
        "id": "uuid4",
        "name": "name",
        "n": {"type": "last_name", "null": 0.2},
        "m": "meddle",
        "i": ("random_int", 1, 9),
        "u": {"type": "random_number", "digits": 5, "unique": True},
    }
    made = [
        rows(
            m,
            fake,
            n,
            schema,
            lambda f: {
                "id": f.uuid4(),
                "name": f.name(),
                "n": f.optional.last_name(prob=0.8),
                "m": f.meddle(),
                "i": f.random_int(1, 9),
                "u": f.unique.random_number(digits=5),
            },
        )
        for n in (2, 2, 9, 2)
    ]
    return made, len(calls), states(fake)


@both
def test_a_class_that_changes(m):
    fake = seeded(m)
    cls = provider(m, "person.en_US")
    before = cls.first_name
    calls = []

    def change():
        calls.append(1)
        if len(calls) == 2:
            cls.first_name = lambda self: "Changed"
            fake.add_provider(cls)
        return len(calls)

    fake.set_formatter("change", change)
    try:
        return rows(
            m,
            fake,
            4,
            {"c": "change", "name": "name", "first": "first_name"},
            lambda f: {"c": f.change(), "name": f.name(), "first": f.first_name()},
        )
    finally:
        cls.first_name = before


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


def test_forms_of_rows():
    schema = {"name": "name", "age": ("random_int", 18, 65), "when": ("date", DAY, LAST)}

    def row(fake):
        return fake.name(), fake.random_int(18, 65), fake.date_between(DAY, LAST)

    theirs = seeded(FAKER)
    expected = [row(theirs) for _ in range(50)]
    dicts = [dict(zip(schema, each)) for each in expected]
    assert seeded(FORGERY).records_tuples(50, schema) == expected
    assert seeded(FORGERY).records(50, schema) == dicts
    batches = list(seeded(FORGERY).records_batches(50, schema, batch_size=20))
    assert [len(batch) for batch in batches] == [20, 20, 10]
    assert [row for batch in batches for row in batch] == dicts
    assert pickle.loads(pickle.dumps(seeded(FORGERY).records))(50, schema) == dicts
    theirs = seeded(FAKER)
    assert pickle.loads(pickle.dumps(seeded(FORGERY).names))(3) == [theirs.name() for _ in range(3)]

    pyarrow = pytest.importorskip("pyarrow")
    assert seeded(FORGERY).records_arrow(50, schema).equals(pyarrow.Table.from_pylist(dicts))
    pandas = pytest.importorskip("pandas")
    assert seeded(FORGERY).records_pandas(50, schema).equals(pandas.DataFrame(dicts))
    polars = pytest.importorskip("polars")
    assert seeded(FORGERY).records_polars(50, schema).equals(polars.DataFrame(dicts))


def test_no_rows():
    fake = seeded(FORGERY)
    schema = {
        "a": "name",
        "b": ("random_int", 1, 2),
        "c": "date",
        "d": {"type": "float", "null": 0.5},
    }
    assert fake.names(0) == fake.records(0, schema) == fake.records_tuples(0, schema) == []
    assert list(fake.records_batches(0, schema)) == []
    pa = pytest.importorskip("pyarrow")
    more = {
        "e": {"type": "uuid4", "cast_to": None},
        "f": ("choice", [1, 2]),
        "g": {"type": "date", "format": "iso"},
        "h": "boolean",
        "i": {"type": "md5", "raw_output": True},
        "j": "datetime",
        "k": "own",
        "l": ("bytes", 4),
    }
    fake.set_formatter("own", lambda: 1)
    fake.set_formatter("boolean", lambda: 1)
    types = fake.records_arrow(0, {**schema, **more}).schema.types
    assert types == [
        pa.string(),
        pa.int64(),
        pa.date32(),
        pa.float64(),
        pa.null(),
        pa.int64(),
        pa.string(),
        pa.null(),
        pa.null(),
        pa.timestamp("us"),
        pa.null(),
        pa.binary(),
    ]
    assert states(fake) == states(seeded(FAKER))


@pytest.mark.parametrize(
    ("spec", "error", "message"),
    [
        ("emali", "UnknownFieldError", "unknown field 'emali'; did you mean 'email'?"),
        ("names", "UnknownFieldError", "unknown field 'names'; did you mean 'name'?"),
        ("xyzzy", "UnknownFieldError", "unknown field 'xyzzy'"),
        ("", "UnknownFieldError", "unknown field ''"),
        ("seed_instance", "UnknownFieldError", "unknown field"),
        ("providers", "UnknownFieldError", "unknown field"),
        ("__class__", "UnknownFieldError", "unknown field"),
        ("_select_factory", "UnknownFieldError", "unknown field"),
        ("cpf", "UnavailableFieldError", "field 'cpf' is not available in en_US"),
        ("person.name", "UnavailableFieldError", "forgery.Faker"),
        ("buyer:person.name", "UnavailableFieldError", "forgery.Faker"),
        ("vehicle.vin", "UnavailableFieldError", "forgery.Faker"),
        (("text", 50, 200), "UnavailableFieldError", "fake.text(200)"),
        ({"type": "text", "min": 50}, "UnavailableFieldError", "forgery.Faker"),
        ("text_between", "UnavailableFieldError", "forgery.Faker"),
        (5, "SchemaError", "not 5"),
        (None, "SchemaError", "not None"),
        ([], "SchemaError", "empty"),
        ((1, 2), "SchemaError", "starts with its name"),
        ({}, "SchemaError", "needs 'type'"),
        ({"type": 1}, "InvalidTypeError", "'type' must be"),
        ({"type": "name", 1: 2}, "SchemaError", "parameter's name"),
        (("name", 1), "InvalidTypeError", "too many positional arguments; it takes no parameters"),
        (
            {"type": "int", "mni": 1},
            "UnknownParameterError",
            "did you mean 'min'?; it takes 'min', 'max'",
        ),
        (
            {"type": "random_int", "mni": 1},
            "UnknownParameterError",
            "field 'random_int' has no parameter 'mni'; did you mean 'min'?; it takes 'min', 'max', 'step'",
        ),
        ({"type": "name", "weights": [1]}, "UnknownParameterError", "no parameter 'weights'"),
        ({"type": "bool", "probability": 0.5}, "UnknownParameterError", "'chance_of_getting_true'"),
        (("int", 1, 2, 3), "InvalidTypeError", "not 3 values"),
        ("choice", "InvalidValueError", "needs 'values'"),
        (("choice", []), "InvalidValueError", "at least one"),
        (("choice", 5), "InvalidTypeError", "'values' must be a sequence, not int"),
        (("choice", ["a"], 5), "InvalidTypeError", "'weights' must be a sequence, not int"),
        (("choice", {"a": 1}, [1]), "InvalidValueError", "weights already"),
        (("choice", ["a"], [1, 2]), "InvalidValueError", "2 weights were given for 1 values"),
        (("choice", ["a", "a"], [1, 2]), "InvalidValueError", "different"),
        (("choice", [[], {}], [1, 2]), "InvalidValueError", "hashable"),
        (("date", "2020-13-01"), "InvalidValueError", "'2020-13-01' is no date"),
        ({"type": "name", "seed": 1}, "SchemaError", "'seed'"),
        ({"type": "name", "unique": 1}, "InvalidTypeError", "True or False"),
        ({"type": "name", "null": "x"}, "InvalidTypeError", "'null'"),
        ({"type": "name", "null": True}, "InvalidTypeError", "'null'"),
        ({"type": "name", "null": 1}, "InvalidValueError", "less than 1"),
        ({"type": "name", "null": float("nan")}, "InvalidValueError", "less than 1"),
        ({"type": "name", "null": 0.5, "unique": True}, "SchemaError", "exclude each other"),
        ({"type": "name", "format": "iso"}, "InvalidValueError", "dates and times only"),
        ({"type": "date", "format": "Y"}, "InvalidTypeError", "strftime"),
    ],
    ids=str,
)
@pytest.mark.parametrize("locale", ["en_US", ["en_US", "de_DE"]], ids=str)
def test_wrong_columns(locale, spec, error, message):
    """They are refused, by column, before anything is drawn."""
    from forgery import errors

    fake = seeded(FORGERY, locale)
    for make in (fake.records, fake.records_tuples, fake.records_batches, fake.records_arrow):
        for n in (0, 3):
            with pytest.raises(getattr(errors, error)) as raised:
                make(n, {"first": "name", "x": spec})
            assert str(raised.value).startswith("column 'x': ")
            assert message in str(raised.value)
            assert raised.value.column == "x"
    assert states(fake) == states(seeded(FAKER, locale))


def test_wrong_schemas_and_numbers():
    from forgery import errors

    fake = seeded(FORGERY)
    for schema in ([], "name", None, {}):
        with pytest.raises(errors.SchemaError):
            fake.records(3, schema)
    with pytest.raises(errors.SchemaError, match="must be a string, not 1"):
        fake.records(3, {1: "name"})
    for n in (-1, 10_000_001, 10**30):
        with pytest.raises(errors.InvalidValueError):
            fake.names(n)
        with pytest.raises(errors.InvalidValueError):
            fake.batch("name", n)
        with pytest.raises(errors.InvalidValueError):
            fake.records(n, {"a": "name"})
    for n in ("3", 3.5, None, True):
        with pytest.raises(errors.InvalidTypeError):
            fake.names(n)
    with pytest.raises(errors.InvalidValueError):
        fake.records_batches(3, {"a": "name"}, batch_size=0)
    with pytest.raises(errors.UnknownFieldError, match="did you mean 'email'") as raised:
        fake.batch("emial", 3)
    assert raised.value.column is None
    with pytest.raises(errors.InvalidTypeError):
        fake.batch(3, "name")
    with pytest.raises(TypeError):
        fake.names()
    assert states(fake) == states(seeded(FAKER))


# A signal may come while coverage holds its lock, which it then never lets go.
@pytest.mark.no_cover
def test_a_long_batch_can_be_interrupted():
    if not hasattr(signal, "setitimer"):
        pytest.skip("needs timers")

    def stop(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    fake = FORGERY.Faker()
    many = FORGERY.Faker(["en_US", "de_DE"])
    jobs = [
        lambda: fake.names(10_000_000),
        lambda: fake.batch("text", 10_000_000, 1000),
        lambda: fake.records(10_000_000, {"a": "name", "b": "pyint"}),
        lambda: many.names(10_000_000),
    ]
    try:
        for job in jobs:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            start = time.process_time()
            with pytest.raises(KeyboardInterrupt):
                job()
            assert time.process_time() - start < 2
            assert gc.isenabled()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_collector_is_put_back():
    fake = FORGERY.Faker()
    fake.set_formatter("broken", lambda: 1 // 0)
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        fake.batch("broken", 3)
    assert gc.isenabled()
    gc.disable()
    try:
        fake.names(3)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("locale", ["en_US", ["en_US", "de_DE"]], ids=str)
def test_what_a_formatter_raises_comes_out_unchanged(locale):
    class Own(Exception):
        pass

    error = Own("mine")
    fake = seeded(FORGERY, locale)
    calls = []

    def third():
        calls.append(1)
        if len(calls) == 3:
            raise error
        return len(calls)

    for factory in fake.factories:
        getattr(factory, "factories", [factory])[0].set_formatter("third", third)
    for make in (
        lambda: fake.batch("third", 9),
        lambda: fake.records(9, {"n": "name", "t": "third"}),
    ):
        calls.clear()
        with pytest.raises(Own) as raised:
            make()
        assert raised.value is error
        assert len(calls) == 3
