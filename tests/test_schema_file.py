"""Schema files: what YAML, TOML and JSON say, and what they say when they are wrong."""

from __future__ import annotations

import datetime
import json
import sys

import forgery
import pytest
from forgery import errors
from forgery.schema_file import SchemaFile, load_schema

pytest.importorskip("yaml")

YAML = """
rows: 12
seed: 42
locale: [de_DE, fr_FR]
as_of: 2030-01-31
columns:
  id: uuid
  age: [int, 18, 65]
  phone: {type: phone_number, null: 0.5}
  hired: [date, 2020-01-01, "2020-01-05"]
  status: {type: choice, values: [a, 1, 2.5, true], weights: [1, 2, 3, 4]}
"""
TOML = """
rows = 12
seed = 42
locale = ["de_DE", "fr_FR"]
as_of = 2030-01-31
[columns]
id = "uuid"
age = ["int", 18, 65]
phone = {type = "phone_number", null = 0.5}
hired = ["date", 2020-01-01, "2020-01-05"]
status = {type = "choice", values = ["a", 1, 2.5, true], weights = [1, 2, 3, 4]}
"""
JSON = """{
"rows": 12, "seed": 42, "locale": ["de_DE", "fr_FR"], "as_of": "2030-01-31",
"columns": {
  "id": "uuid",
  "age": ["int", 18, 65],
  "phone": {"type": "phone_number", "null": 0.5},
  "hired": ["date", "2020-01-01", "2020-01-05"],
  "status": {"type": "choice", "values": ["a", 1, 2.5, true], "weights": [1, 2, 3, 4]}
}}"""
COLUMNS = {
    "id": "uuid",
    "age": ("int", 18, 65),
    "phone": {"type": "phone_number", "null": 0.5},
    "hired": ("date", "2020-01-01", "2020-01-05"),
    "status": {"type": "choice", "values": ["a", 1, 2.5, True], "weights": [1, 2, 3, 4]},
}


@pytest.fixture
def load(tmp_path):
    """A function that loads a file of this text."""

    def load(text, name="schema.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_schema(path)

    return load


def columns(load, text):
    return load(f"columns:\n{text}").columns


@pytest.mark.parametrize(
    ("name", "text"), [("a.yaml", YAML), ("a.YML", YAML), ("a.toml", TOML), ("a.json", JSON)]
)
def test_all_formats_say_the_same(load, name, text):
    if name.endswith(".toml") and sys.version_info < (3, 11):
        pytest.importorskip("tomli")
    schema = load(text, name)
    assert (schema.rows, schema.seed, schema.locale) == (12, 42, ["de_DE", "fr_FR"])
    assert list(schema.columns) == list(COLUMNS)
    expected = forgery.table(COLUMNS, 12, 42, ["de_DE", "fr_FR"], "2030-01-31")
    assert schema.table().records() == expected.records()


def test_arguments_win_over_the_file(load):
    schema = load(YAML)
    made = schema.table(rows=3, seed="x", locale="ja_JP", as_of="2000-01-01")
    assert made.records() == forgery.table(COLUMNS, 3, "x", "ja_JP", "2000-01-01").records()
    assert schema.table(rows=0, seed=0).records() == []


def test_what_a_file_need_not_say(load):
    schema = load("columns: {a: int}")
    path = schema.path
    assert schema == SchemaFile(path, {"a": "int"}, None, None, None, None)
    with pytest.raises(errors.InvalidValueError, match="how many rows"):
        schema.table()
    assert len(schema.table(rows=7)) == 7


def test_the_example_of_the_repository(pytestconfig):
    schema = load_schema(pytestconfig.rootpath / "examples" / "customers.yaml")
    row = schema.table(seed=1)[0]
    assert list(row) == list(schema.columns)
    assert 18 <= row["age"] <= 65


# YAML


def test_null_names_the_modifier(load):
    plain = columns(load, "  a: {type: word, null: 1.0}\n  b: {type: word, 'null': 1}\n")
    assert plain == {"a": {"type": "word", "null": 1.0}, "b": {"type": "word", "null": 1}}
    inside = columns(load, "  a: {type: choice, values: {null: 1, b: 2}}\n")
    assert inside == {"a": {"type": "choice", "values": {None: 1, "b": 2}}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("010", 10),
        ("-7", -7),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0o17", 15),
        ("08", 8),
        ("12:30:45", "12:30:45"),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".5", 0.5),
        ("3.", 3.0),
        (".inf", float("inf")),
        ("1.2.3", "1.2.3"),
        ("~", None),
        ("2020-01-31", datetime.date(2020, 1, 31)),
        ("2020-01-31 10:11:12", datetime.datetime(2020, 1, 31, 10, 11, 12)),
        ("'010'", "010"),
    ],
)
def test_scalars_of_yaml_1_2(load, text, value):
    (found,) = columns(load, f"  a: [choice, {text}]\n")["a"][1:]
    assert found == value
    assert type(found) is type(value)


def test_columns_named_like_truth_values(load):
    assert list(columns(load, "  no: int\n  on: int\n  y: int\n")) == ["no", "on", "y"]


def test_merge_keys_may_be_overridden(load):
    text = "  a: &base {type: int, min: 1, max: 5}\n  b: {<<: *base, max: 9}\n"
    assert columns(load, text)["b"] == {"type": "int", "min": 1, "max": 9}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns:\n  a: int\n  a: uuid\n", "line 3, column 3: 'a' stands twice"),
        ("rows: 1\nrows: 2\ncolumns: {a: int}", "line 2, column 1: 'rows' stands twice"),
        ("columns: {a: {type: int, min: 1, min: 2}}", "'min' stands twice"),
        ("columns: {a: {type: int, null: 0, 'null': 0}}", "column 'a': 'null' stands twice"),
        ("columns: {a: [int", "line 1"),
        ("columns: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
        ("--- {columns: {a: int}}\n--- {}", "line 2"),
        ("a: *nowhere", "undefined alias"),
        ("columns: {a: {[1]: 2, {}: 3}}", "unhashable key"),
    ],
)
def test_wrong_yaml(load, text, said):
    with pytest.raises(errors.SchemaError) as caught:
        load(text)
    assert said in str(caught.value)
    assert "schema.yaml: " in str(caught.value)


def test_a_mapping_in_itself_is_an_error(load):
    with pytest.raises(errors.ForgeryError, match=r"schema\.yaml"):
        load("columns: &c {a: *c}").table(rows=1)


# TOML and JSON


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '{"columns": {"a": "int",}}', "a.json: line 1, column"),
        ("a.json", '{"columns": {"a": "int", "a": "uuid"}}', "a.json: 'a' stands twice"),
        ("a.json", '{"columns": {"a": ["float", 0, NaN]}}', "NaN is not JSON"),
        ("a.json", "[" * 100_000, "a.json: nested too deeply"),
        ("a.toml", "rows = ", "a.toml: "),
        ("a.toml", "rows = 1\nrows = 2", "a.toml: "),
        ("a.json", b'\xff{"columns": {}}', "not UTF-8, at byte 0"),
        ("a.txt", "columns: {a: int}", "ends in .yaml, .yml, .toml or .json"),
        ("noending", "columns: {a: int}", "ends in .yaml, .yml, .toml or .json"),
    ],
)
def test_files_that_cannot_be_read(load, name, text, said):
    if name.endswith(".toml") and sys.version_info < (3, 11):
        pytest.importorskip("tomli")
    with pytest.raises(errors.SchemaError) as caught:
        load(text, name)
    assert said in str(caught.value)


def test_a_byte_order_mark_does_no_harm(load):
    assert load(b'\xef\xbb\xbf{"columns": {"a": "int"}}', "a.json").columns == {"a": "int"}
    assert load(b"\xef\xbb\xbfcolumns: {a: int}").columns == {"a": "int"}


def test_times_of_toml_are_values(load):
    if sys.version_info < (3, 11):
        pytest.importorskip("tomli")
    schema = load('columns.a = ["choice", [07:32:00]]', "a.toml")
    assert schema.table(rows=1, seed=1)[0] == {"a": datetime.time(7, 32)}


# What a schema must be


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("", errors.SchemaError, "a schema file is a mapping with 'columns'; this is nothing"),
        ("[1]", errors.SchemaError, "this is a list"),
        ("rows: 1", errors.SchemaError, "'columns' is missing"),
        ("columns: [int]", errors.SchemaError, "'columns' must be a mapping"),
        ("columns:", errors.SchemaError, "not nothing"),
        (
            "columns: {a: int}\nrow: 1",
            errors.SchemaError,
            "unknown key 'row'; did you mean 'rows'?",
        ),
        ("columns: {a: int}\n1: 1", errors.SchemaError, "unknown key '1'; accepted: 'columns'"),
        ("columns: {a: int}\nrows: 1.5", errors.InvalidTypeError, "'rows' must be an integer"),
        ("columns: {a: int}\nrows: true", errors.InvalidTypeError, "'rows' must be an integer"),
        ("columns: {a: int}\nrows: -1", errors.InvalidValueError, "must not be negative"),
        ("columns: {a: int}\nseed: 1.5", errors.InvalidTypeError, "'seed' must be an integer"),
        ("columns: {a: int}\nseed: true", errors.InvalidTypeError, "'seed' must be an integer"),
        ("columns: {a: int}\nlocale: xx", errors.UnknownLocaleError, "unknown locale 'xx'"),
        ("columns: {a: int}\nas_of: soon", errors.ForgeryError, "'as_of'"),
    ],
)
def test_files_that_are_no_schemas(load, text, kind, said):
    with pytest.raises(kind) as caught:
        load(text)
    assert said in str(caught.value)
    assert str(caught.value).partition(": ")[0].endswith("schema.yaml")


def test_an_error_of_a_column_names_file_and_column(load):
    schema = load("columns: {ok: int, wrong: emali}")
    with pytest.raises(errors.UnknownFieldError) as caught:
        schema.table(rows=1)
    assert str(caught.value).startswith(f"{schema.path}: column 'wrong': unknown field 'emali'")
    assert caught.value.column == "wrong"


def test_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_schema(tmp_path / "missing.yaml")


@pytest.mark.parametrize(("name", "text"), [("a.yaml", YAML), ("a.toml", TOML)])
def test_a_missing_library(load, monkeypatch, name, text):
    for module in ("yaml", "tomllib", "tomli"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.MissingExtraError, match="pip install"):
        load(text, name)
    assert load(JSON, "a.json").columns == json.loads(JSON)["columns"]
