"""Arrow streams, as pyarrow, polars, DuckDB and pandas read them."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import pytest
from forgery import Faker
from forgery.errors import InvalidValueError
from test_table import ROWS, SCHEMA

pa = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return Faker(seed=42).records(ROWS, SCHEMA)


def test_schema() -> None:
    table = Faker(seed=42).records_arrow(10, {**SCHEMA, "delta": "time_delta"})
    assert dict(zip(table.schema.names, table.schema.types)) == {
        "id": pa.utf8(),
        "name": pa.utf8(),
        "age": pa.int64(),
        "score": pa.float64(),
        "hired": pa.date32(),
        "seen": pa.timestamp("us"),
        "at": pa.time64("us"),
        "price": pa.decimal128(38, 2),
        "active": pa.bool_(),
        "key": pa.binary(),
        "tier": pa.utf8(),
        "day": pa.utf8(),
        "delta": pa.duration("us"),
    }
    assert pa.schema(Faker().table(SCHEMA, rows=1)) == table.schema.remove(len(SCHEMA))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", None], pa.utf8()),
        ([1, 2, None], pa.int64()),
        ([1, 2.5], pa.float64()),
        ([True, False], pa.bool_()),
        ([b"x"], pa.binary()),
        ([datetime.date(2024, 2, 29)], pa.date32()),
        ([datetime.datetime(2024, 2, 29, 1, 2, 3, 4)], pa.timestamp("us")),
        ([None], pa.null()),
    ],
    ids=str,
)
def test_choices(values: list[Any], kind: Any) -> None:
    schema = {"a": ("choice", values)}
    column = Faker(seed=1).records_arrow(500, schema)["a"]
    assert column.type == kind
    assert set(column.to_pylist()) == set(values)
    assert column.to_pylist() == [row["a"] for row in Faker(seed=1).records(500, schema)]


def test_pyarrow(rows: list[dict[str, Any]]) -> None:
    table = Faker(seed=42).records_arrow(ROWS, SCHEMA)
    table.validate(full=True)
    assert table.to_pylist() == rows
    assert table["score"].null_count == sum(row["score"] is None for row in rows)
    assert Faker(seed=42).table(SCHEMA, rows=ROWS).to_arrow() == table
    reader = pa.RecordBatchReader.from_stream(Faker(seed=42).table(SCHEMA, rows=ROWS))
    assert reader.read_all() == table


def test_a_stream_is_made_while_it_is_read() -> None:
    reader = pa.RecordBatchReader.from_stream(Faker(seed=1).table({"a": "int"}, rows=10**15))
    first, second = reader.read_next_batch(), reader.read_next_batch()
    assert first.num_rows == second.num_rows > 0
    n = 2 * first.num_rows
    expected = Faker(seed=1).records_tuples(n, {"a": "int"})
    assert [*first["a"].to_pylist(), *second["a"].to_pylist()] == [a for (a,) in expected]


def test_polars(rows: list[dict[str, Any]]) -> None:
    pl = pytest.importorskip("polars")
    frame = Faker(seed=42).records_polars(ROWS, SCHEMA)
    assert frame.to_dicts() == rows
    assert frame.schema == {
        "id": pl.String,
        "name": pl.String,
        "age": pl.Int64,
        "score": pl.Float64,
        "hired": pl.Date,
        "seen": pl.Datetime("us"),
        "at": pl.Time,
        "price": pl.Decimal(38, 2),
        "active": pl.Boolean,
        "key": pl.Binary,
        "tier": pl.String,
        "day": pl.String,
    }
    assert pl.DataFrame(Faker(seed=42).table(SCHEMA, rows=ROWS)).equals(frame)


def test_duckdb(rows: list[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    # The class is read by name from here; a view of it can be read twice, as a stream cannot.
    made = Faker(seed=42).table(SCHEMA, rows=ROWS)  # noqa: F841
    assert duckdb.sql("select * from made").fetchall() == [tuple(row.values()) for row in rows]
    total, nulls = duckdb.sql("select sum(age), count(*) - count(score) from made").fetchall()[0]
    assert total == sum(row["age"] for row in rows)
    assert nulls == sum(row["score"] is None for row in rows)


def test_pandas(rows: list[dict[str, Any]]) -> None:
    pd = pytest.importorskip("pandas")
    frame = Faker(seed=42).records_pandas(ROWS, SCHEMA)
    assert list(frame.columns) == list(SCHEMA)
    assert len(frame) == ROWS
    assert frame["age"].tolist() == [row["age"] for row in rows]
    assert frame["name"].tolist() == [row["name"] for row in rows]
    assert frame["hired"].tolist() == [row["hired"] for row in rows]
    assert frame["seen"].tolist() == [pd.Timestamp(row["seen"]) for row in rows]
    scores = frame["score"].astype(object).where(frame["score"].notna(), None)
    assert scores.tolist() == [row["score"] for row in rows]
    assert isinstance(frame["price"][0], decimal.Decimal)


def test_no_rows() -> None:
    table = Faker().records_arrow(0, SCHEMA)
    assert (table.num_rows, table.column_names) == (0, list(SCHEMA))
    assert len(Faker().table(SCHEMA, rows=0).to_arrow()) == 0


def test_entities_and_unicode() -> None:
    schema = {"name": "person.name", "mail": "person.email", "city": "place.city"}
    for locale in ("ja_JP", "ar_SA", "ru_RU"):
        table = Faker(locale, seed=1).records_arrow(2000, schema)
        table.validate(full=True)
        assert table.to_pylist() == Faker(locale, seed=1).records(2000, schema)


#: Columns of texts of every origin: picks with and without missing values, repeated choices, composed texts.
TEXTS: dict[str, Any] = {
    "id": "uuid",
    "name": "name",
    "first": "first_name",
    "maybe": {"type": "first_name", "null": 0.3},
    "tier": ("choice", ["gold", "silver", "gold", None, "a text longer than twelve bytes"]),
    "none": ("choice", [None, "x"]),
    "long": "sentence",
    "age": "int",
}
LAYOUTS = {
    "string": pa.string(),
    "large_string": pa.large_string(),
    "string_view": pa.string_view(),
    "dictionary": pa.dictionary(pa.int32(), pa.string()),
}
PICKS = {"first", "maybe", "tier", "none"}


#: More rows than keys of 16 bits count, and than a batch has.
MANY = 70_000


def plain(table: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


@pytest.fixture(scope="module")
def many() -> tuple[Any, Any]:
    """A table, and what it gives as it comes: its rows are those of `records` (`test_layouts`)."""
    table = Faker(seed=1).table(TEXTS, rows=MANY)
    return table, table.to_arrow()


@pytest.mark.parametrize("locale", ["en_US", "ja_JP"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("n", [0, 1, 5, MANY])
def test_layouts(locale: str, layout: Any, n: int) -> None:
    rows = Faker(locale, seed=1).records(n, TEXTS)
    table = Faker(locale, seed=1).records_arrow(n, TEXTS, strings=layout)
    table.validate(full=True)
    assert plain(table) == rows
    assert Faker(locale, seed=1).table(TEXTS, rows=n).to_arrow(strings=layout).equals(table)
    assert table.schema.field("age").type == pa.int64()
    for name in TEXTS.keys() - {"age"}:
        kind = table.schema.field(name).type
        assert kind == LAYOUTS["string" if layout == "dictionary" and name not in PICKS else layout]
    for chunk in table["first"].chunks if layout == "dictionary" else []:
        assert len(set(chunk.dictionary.to_pylist())) == len(chunk.dictionary)
    if layout == "dictionary" and n > 0:
        assert list(table.to_pandas()["tier"].astype(object).fillna("")) == [
            row["tier"] or "" for row in rows
        ]


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="'view' is no layout of texts"):
        Faker().records_arrow(1, {"a": "name"}, strings="view")  # type: ignore[arg-type]


KEYS = [
    pa.int8(),
    pa.int16(),
    pa.int32(),
    pa.int64(),
    pa.uint8(),
    pa.uint16(),
    pa.uint32(),
    pa.uint64(),
]


@pytest.mark.parametrize(
    "kind",
    [
        *LAYOUTS.values(),
        *(pa.dictionary(key, pa.string()) for key in KEYS),
        pa.dictionary(pa.int32(), pa.large_string()),
        pa.int64(),
        pa.binary(),
        pa.list_(pa.string()),
    ],
    ids=str,
)
def test_requested_schemas(kind: Any, many: tuple[Any, Any]) -> None:
    """A stream has the layout that is asked for, or its own; the values are the same."""
    table, own = many
    asked = pa.schema([(name, pa.int64() if name == "age" else kind) for name in TEXTS])
    capsule = table.__arrow_c_stream__(asked.__arrow_c_schema__())
    made = pa.RecordBatchReader._import_from_c_capsule(capsule).read_all()
    made.validate(full=True)
    assert made.cast(own.schema).equals(own)
    narrow = pa.types.is_dictionary(kind) and kind.index_type.bit_width < 32
    texts = kind in LAYOUTS.values() or (pa.types.is_dictionary(kind) and not narrow)
    for name in TEXTS:
        few = name in {"tier", "none"} or (
            name in PICKS and narrow and kind.index_type.bit_width > 8
        )
        honoured = name != "age" and (texts or (narrow and few))
        if name == "age":
            assert made.schema.field(name).type == pa.int64()
        else:
            assert made.schema.field(name).type == (kind if honoured else pa.string())


def test_requests_that_are_none() -> None:
    table = Faker(seed=1).table({"a": "name", "b": "name"}, rows=5)
    view = pa.string_view()
    for asked in (
        pa.schema([("a", view)]),
        pa.schema([("b", view), ("a", view)]),
        pa.schema([("a", view), ("b", view), ("c", view)]),
    ):
        capsule = table.__arrow_c_stream__(asked.__arrow_c_schema__())
        made = pa.RecordBatchReader._import_from_c_capsule(capsule).read_all()
        assert made.equals(table.to_arrow())
    made = pa.table(table, schema=pa.schema([("a", view), ("b", pa.large_string())]))
    assert made.schema.types == [view, pa.large_string()]


def test_layouts_elsewhere() -> None:
    pl = pytest.importorskip("polars")
    for n in (0, 1, 5000):
        rows = Faker(seed=1).records(n, TEXTS)
        frame = Faker(seed=1).records_polars(n, TEXTS)
        assert frame.to_dicts() == rows
        assert frame.schema["first"] == pl.String
        categories = pl.DataFrame(Faker(seed=1).records_arrow(n, TEXTS, strings="dictionary"))
        assert categories.to_dicts() == rows
        assert categories.schema["tier"] == pl.Categorical


def test_parts_have_layouts() -> None:
    rows = Faker(seed=1).records(3000, TEXTS)
    for layout in LAYOUTS:
        part = Faker(seed=1).table(TEXTS, rows=3000)._laid_out(layout)
        read = pa.RecordBatchReader._import_from_c_capsule(part._stream(1000, 2500, 700))
        assert plain(read.read_all()) == rows[1000:2500]
