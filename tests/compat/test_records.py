"""Records of the drop-in are rows of Faker's calls, whatever the calls change; wrong schemas are refused."""

from __future__ import annotations

import pickle
import random

import pytest
from batching import DAY, LAST, frozen, rows, states  # noqa: F401 frozen is used by all
from calls import provider, seeded
from sides import FAKER, FORGERY, both


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
