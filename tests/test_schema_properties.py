"""Any valid schema makes rows of its types in every output; any other raises an error of ours."""

from __future__ import annotations

import datetime
import itertools
import math
import typing
from decimal import Decimal

import pytest
from forgery import Faker
from forgery.errors import CapacityError, ForgeryError, InvalidValueError
from hypothesis import given, settings
from hypothesis import strategies as st

pyarrow = pytest.importorskip("pyarrow")
pl = pytest.importorskip("polars")

#: The same examples each time, so that a failure is not chance.
SETTINGS = settings(deadline=None, derandomize=True, max_examples=100)

date, time = datetime.date, datetime.datetime


class Column(typing.NamedTuple):
    """A column's field and what its values must be."""

    spec: typing.Any
    #: Whether a value that is not null is right.
    right: typing.Callable[[typing.Any], bool]
    #: The Arrow type, or None if Arrow has none for it.
    arrow: pyarrow.DataType | None
    null: float = 0


def between(kind: type, low: typing.Any, high: typing.Any) -> typing.Callable[[typing.Any], bool]:
    return lambda value: type(value) is kind and low <= value <= high


def ordered(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(strategy, strategy).map(sorted)


def forms(name: str, arguments: dict[str, typing.Any]) -> st.SearchStrategy:
    """Every way to write a field with all its arguments given."""
    return st.sampled_from(
        [
            (name, *arguments.values()),
            [name, *arguments.values()],
            {"type": name, **arguments},
            {**dict(reversed(arguments.items())), "type": name},
        ]
    )


INT64 = st.integers(-(2**63), 2**63 - 1)
FLOATS = st.floats(-1e300, 1e300)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
SECONDS = st.datetimes(time(1, 1, 2), time(9999, 12, 30)).map(lambda t: t.replace(microsecond=0))


@st.composite
def ints(draw: st.DrawFn) -> Column:
    low, high = draw(ordered(INT64))
    name = draw(st.sampled_from(["int", "integer"]))
    spec = draw(forms(name, {"min": low, "max": high}))
    return Column(spec, between(int, low, high), pyarrow.int64())


@st.composite
def floats(draw: st.DrawFn) -> Column:
    low, high = draw(ordered(FLOATS))
    precision = draw(st.none() | st.integers(0, 17))
    spec = draw(forms("float", {"min": low, "max": high, "precision": precision}))
    return Column(spec, between(float, low, high), pyarrow.float64())


@st.composite
def decimals(draw: st.DrawFn) -> Column:
    scale = draw(st.integers(0, 18))
    step = Decimal(1).scaleb(-scale)
    units = st.integers(-(10**18), 10**18)
    low, high = (step * n for n in draw(ordered(units)))
    spec = draw(forms("decimal", {"min": low, "max": high, "scale": scale}))

    def right(value: typing.Any) -> bool:
        return between(Decimal, low, high)(value) and value.as_tuple().exponent == -scale

    return Column(spec, right, pyarrow.decimal128(38, scale))


@st.composite
def dates(draw: st.DrawFn) -> Column:
    low, high = draw(ordered(DAYS))
    write = draw(st.sampled_from([lambda day: day, date.isoformat]))
    spec = draw(forms("date", {"start": write(low), "end": write(high)}))
    if draw(st.booleans()) and isinstance(spec, dict):
        spec["format"] = "iso"
        return Column(
            spec,
            lambda v: type(v) is str and low <= date.fromisoformat(v) <= high,
            pyarrow.string(),
        )
    return Column(spec, between(date, low, high), pyarrow.date32())


@st.composite
def datetimes(draw: st.DrawFn) -> Column:
    low, high = draw(ordered(SECONDS))
    spec = draw(forms("datetime", {"start": low, "end": high}))
    return Column(spec, between(time, low, high), pyarrow.timestamp("us"))


@st.composite
def texts(draw: st.DrawFn) -> Column:
    low, high = draw(ordered(st.integers(0, 500)))
    spec = draw(forms("text", {"min": low, "max": high}))

    def right(value: typing.Any) -> bool:
        return type(value) is str and low <= len(value) <= high

    return Column(spec, right, pyarrow.string())


def equal(a: typing.Any, b: typing.Any) -> bool:
    return type(a) is type(b) and a == b


@st.composite
def choices(draw: st.DrawFn) -> Column:
    kind, arrow = draw(
        st.sampled_from(
            [
                (st.text(st.characters(exclude_categories=["Cs"])), pyarrow.string()),
                (INT64, pyarrow.int64()),
                (FLOATS, pyarrow.float64()),
                (st.booleans(), pyarrow.bool_()),
                (st.binary(), pyarrow.binary()),
                (DAYS, pyarrow.date32()),
                (st.tuples(st.integers(), st.text("ab")), None),
                (st.one_of(st.just("a"), st.just(1)), "mixed"),
            ]
        )
    )
    values = draw(st.lists(kind, min_size=1, max_size=5))
    if arrow == "mixed":
        same = {type(value) for value in values}
        arrow = (
            {str: pyarrow.string(), int: pyarrow.int64()}[same.pop()] if len(same) == 1 else None
        )
    count = len(values)
    weights = draw(st.none() | st.lists(st.integers(0, 9), min_size=count, max_size=count))
    if weights is not None and not any(weights):
        weights = None
    spec = draw(forms("choice", {"values": values, "weights": weights}))
    allowed = [v for i, v in enumerate(values) if weights is None or weights[i]]
    return Column(spec, lambda value: any(equal(value, other) for other in allowed), arrow)


PLAIN: list[tuple[str, type, pyarrow.DataType]] = [
    *(
        (name, str, pyarrow.string())
        for name in ("name", "email", "address", "uuid", "text", "iban")
    ),
    ("pattern", str, pyarrow.string()),
    ("bool", bool, pyarrow.bool_()),
    ("boolean", bool, pyarrow.bool_()),
    ("random_int", int, pyarrow.int64()),
    ("date", date, pyarrow.date32()),
    ("date_of_birth", date, pyarrow.date32()),
    ("datetime", time, pyarrow.timestamp("us")),
    ("time", datetime.time, pyarrow.time64("us")),
    ("bytes", bytes, pyarrow.binary()),
    ("decimal", Decimal, pyarrow.decimal128(38, 2)),
    ("person.age", int, pyarrow.int64()),
    ("person.birth_date", date, pyarrow.date32()),
    ("place.latitude", float, pyarrow.float64()),
    *(
        (f"{label}{attribute}", str, pyarrow.string())
        for label in ("", "buyer:", "the seller:")
        for attribute in (
            "person.name",
            "person.email",
            "place.city",
            "company.url",
            "payment.number",
        )
    ),
]


@st.composite
def plain(draw: st.DrawFn) -> Column:
    name, kind, arrow = draw(st.sampled_from(PLAIN))
    spec = draw(st.sampled_from([name, (name,), [name], {"type": name}]))
    return Column(spec, lambda value: type(value) is kind, arrow)


MODIFIERS = st.fixed_dictionaries(
    {},
    optional={
        "null": st.floats(0, 1) | st.sampled_from([0, 1]),
        "seed": st.integers(-(2**63), 2**63 - 1) | st.text("abc") | st.binary(max_size=4),
        "unique": st.just(False),
    },
)


@st.composite
def columns(draw: st.DrawFn) -> Column:
    kinds = [ints(), floats(), decimals(), dates(), datetimes(), texts(), choices(), plain()]
    column = draw(st.one_of(kinds))
    if not isinstance(column.spec, dict):
        return column
    modifiers = draw(MODIFIERS)
    return column._replace(spec={**column.spec, **modifiers}, null=modifiers.get("null", 0))


# Arrow's C interface cannot carry a name with a NUL.
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
SCHEMAS = st.dictionaries(NAMES, columns(), min_size=1, max_size=5)
LOCALES = st.sampled_from(["en_US", "de_DE", "ja_JP", ["en_US", "ru_RU"]])


@SETTINGS
@given(SCHEMAS, st.integers(0, 40), st.integers(), LOCALES)
def test_any_valid_schema_makes_the_same_rows_in_every_output(
    described: dict[str, Column], n: int, seed: int, locale: typing.Any
) -> None:
    schema = {name: column.spec for name, column in described.items()}
    table = Faker(locale, seed).table(schema, rows=n)
    rows = Faker(locale, seed).records(n, schema)
    assert len(rows) == n
    for row in rows:
        assert list(row) == list(schema)
        for name, column in described.items():
            if row[name] is None:
                assert column.null > 0
            else:
                assert column.null < 1
                assert column.right(row[name]), (name, row[name])
    assert table.records() == rows
    assert table[:] == rows
    assert [table[i] for i in range(n)] == rows
    assert list(itertools.chain(*table.batches(7))) == rows
    tuples = [tuple(row.values()) for row in rows]
    assert Faker(locale, seed).records_tuples(n, schema) == tuples
    if all(column.arrow is not None for column in described.values()):
        check_arrow(table, described, tuples)
    else:
        with pytest.raises(InvalidValueError, match="column"):
            table.to_arrow()


def check_arrow(table: typing.Any, described: dict[str, Column], rows: list[tuple]) -> None:
    arrow = table.to_arrow()
    assert arrow.num_rows == len(rows)
    assert arrow.column_names == list(described)
    assert arrow.schema.types == [column.arrow for column in described.values()]
    arrow.validate(full=True)
    made = list(zip(*(column.to_pylist() for column in arrow.columns)))
    assert made == rows
    frame = pl.DataFrame(table)
    assert frame.columns == list(described)
    assert frame.height == len(rows)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.binary(max_size=3),
    st.just(object()),
)


@st.composite
def broken(draw: st.DrawFn) -> typing.Any:
    """The field of a column with one thing wrong."""
    low, high = draw(st.tuples(st.integers(0, 99), st.integers(100, 200)))
    wrong = [
        # Names.
        *("nmae", "", ".", "person.", ".name", "person.nmae", "nobody.name", "a:b:person.name"),
        # Forms.
        *(draw(JUNK), [], (), {}, ["name", "extra"], ("int", low, high, 3), {"min": low}),
        *({"type": draw(JUNK)}, [draw(JUNK)], {"type": "int", 1: 2}, ("person.name", 1)),
        *({"type": "person.name", "min": 1}, {"type": "int", "mx": high}, "int.min"),
        # Arguments.
        *(("int", high, low), ("int", "a", "b"), ("int", None), ("int", 0.5), ("int", 0, 2**63)),
        *(("float", high, low), ("float", 0, math.inf), ("float", math.nan)),
        *(("float", -1.7e308, 1.7e308), ("float", 0, 1, 18), ("float", 0, 1, -1)),
        *(("date", "2024-13-01"), ("date", "2024-02-30"), ("date", "2024-01-02", "2024-01-01")),
        *(("date", "soon"), ("date", True), ("datetime", "2024-01-01T25:00:00")),
        *(("text", high, low), ("text", -1, 5), ("text", 0, 10**9)),
        *(("decimal", 0, 1, 19), ("decimal", 1, 0), ("decimal", 0, 1, -1)),
        *(("choice",), ("choice", []), ("choice", {}), ("choice", 5), ("choice", "")),
        *(("choice", ["a"], [1, 2]), ("choice", ["a", "b"], [0, 0]), ("choice", ["a"], [-1])),
        *(("choice", ["a"], [math.nan]), ("choice", ["a"], ["b"])),
        *(("choice", {"a": -1}), ("choice", {"a": "b"})),
        *(("bytes", -1), ("mime_type", "nothing"), ("password", 3)),
        # Modifiers.
        {"type": "int", "null": draw(st.floats().filter(lambda p: not 0 <= p <= 1))},
        *({"type": "int", "null": null} for null in ("half", None)),
        *({"type": "int", "seed": seed} for seed in (None, 1.5)),
        *({"type": "date", "format": form} for form in ("ymd", 1)),
        *({"type": "int", "unique": 1}, {"type": "int", "format": "iso"}),
    ]
    return draw(st.sampled_from(wrong))


SIZES = st.integers(1, 60)


@SETTINGS
@given(SIZES, SIZES, st.integers(), st.sampled_from(["int", "date", "decimal", "pattern"]))
def test_a_unique_column_repeats_nothing_or_says_how_many_values_there_are(
    has: int, asked: int, seed: int, kind: str
) -> None:
    first = date(2024, 2, 1)
    arguments, has = {
        "int": ({"min": 1, "max": has}, has),
        "date": ({"start": first, "end": first + datetime.timedelta(has - 1)}, has),
        "decimal": ({"min": 0, "max": Decimal(has - 1) / 10, "scale": 1}, has),
        "pattern": ({"text": "a#"}, 10),
    }[kind]
    table = {"a": "uuid", "b": {"type": kind, **arguments, "unique": True}}
    fake = Faker("en_US", seed)
    if asked <= has:
        values = [row["b"] for row in fake.records(asked, table)]
        assert len(set(values)) == len(values) == asked
    else:
        with pytest.raises(CapacityError, match=f"column 'b': .* {has} .* {asked} ") as caught:
            fake.records(asked, table)
        assert caught.value.column == "b"


@pytest.mark.parametrize("name", ["uuid", "name", "email", "user_name", "phone_number", "company"])
def test_unique_columns_of_a_large_table_repeat_nothing_and_can_be_made_in_parts(name: str) -> None:
    table = Faker("en_US", 1).table({"a": {"type": name, "unique": True}}, rows=20_000)
    values = table.column("a")
    assert len(set(values)) == len(values) == 20_000
    assert [row["a"] for row in table[15_000:15_010]] == values[15_000:15_010]


def test_a_unique_column_whose_values_cannot_be_counted_is_refused() -> None:
    for name in ("float", "ssn", "person.email"):
        with pytest.raises(InvalidValueError, match="column 'a': 'unique' is not available for"):
            Faker("en_US", 1).records(2, {"a": {"type": name, "unique": True}})


def test_a_name_that_arrow_cannot_carry_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="NUL"):
        Faker("en_US", 1).records_arrow(1, {"a\0": "int"})
    assert list(Faker("en_US", 1).records(1, {"a\0": "int"})[0]) == ["a\0"]


@SETTINGS
@given(SCHEMAS, broken(), st.integers(0, 5))
def test_any_broken_column_raises_an_error_that_names_it(
    described: dict[str, Column], wrong: typing.Any, at: int
) -> None:
    pairs = [(name, column.spec) for name, column in described.items() if name != "bad one"]
    pairs.insert(at % (len(pairs) + 1), ("bad one", wrong))
    for make in (
        Faker("en_US", 1).records,
        Faker("en_US", 1).records_tuples,
        Faker("en_US", 1).records_arrow,
    ):
        with pytest.raises(ForgeryError) as caught:
            make(3, dict(pairs))
        assert isinstance(caught.value, (ValueError, TypeError))
        assert caught.value.column == "bad one"
        assert "column 'bad one'" in str(caught.value)


WORDS = st.sampled_from(["int", "name", "date", "choice", "type", "min", "null", "unique"])


def nested(inner: st.SearchStrategy) -> st.SearchStrategy:
    keys = st.text(max_size=3) | st.sampled_from(["type", "min", "null", "values"])
    return st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
        st.dictionaries(st.integers() | st.none(), inner, max_size=2),
        st.frozensets(st.integers(), max_size=2),
    )


ANYTHING = st.recursive(JUNK | st.text(max_size=4) | WORDS, nested, max_leaves=8)


def made(make: typing.Callable[[], typing.Any]) -> typing.Any:
    """What is made, or None if an error of ours is raised; another, a panic too, fails the test."""
    try:
        return make()
    except ForgeryError as error:
        if not isinstance(error, (ValueError, TypeError)) or not str(error):
            raise AssertionError(repr(error)) from error
        return None


@settings(SETTINGS, max_examples=500)
@given(ANYTHING)
def test_whatever_is_given_makes_rows_or_raises_an_error_of_ours(anything: typing.Any) -> None:
    for schema in (anything, {"a": anything}):
        rows = made(lambda schema=schema: Faker("en_US", 1).records(3, schema))
        assert rows is None or len(rows) == 3


@SETTINGS
@given(JUNK | st.text(max_size=3) | st.integers(-5, 5))
def test_a_wrong_number_of_rows_raises_an_error_of_ours(n: typing.Any) -> None:
    fake = Faker("en_US", 1)
    for make, most in (
        (lambda: fake.records(n, {"a": "int"}), n),
        (lambda: fake.batch("name", n), n),
        (lambda: fake.table({"a": "int"}, rows=n)[:3], 3),
    ):
        rows = made(make)
        assert rows is None or len(rows) == min(n, most)
