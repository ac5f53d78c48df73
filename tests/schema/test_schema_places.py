"""Places in files: the line and the column of what is wrong, in YAML, JSON and TOML."""

from __future__ import annotations

import json
import sys

import forgery
import pytest
from forgery import errors, schema
from forgery.schema._places import locate
from forgery.schema._problems import parsed, spelled

pytest.importorskip("pydantic")
pytest.importorskip("yaml")

YAML = """\
# A shop.
tables:
  customers:
    rows: 10
    columns:
      id: {type: key, stepp: 3}
      city: place.city
  orders:
    rows: {per: custmers, mean: 3}
    columns:
      customer_id: {ref: customers.idd}
      total: {exprr: "price * 3"}
      "a b": {type: choice, values: {null: 1, 2: -1}}
    overlays:
      - {missing: mcar, column: total, rate: 0.1}
      - {missing: mcar, column: totl, rate: 2}
"""


def problems(path):
    with pytest.raises(errors.SchemaError) as caught:
        forgery.load_schema(path)
    return caught.value


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_yaml(write):
    error = problems(write("shop.yaml", YAML))
    found = {path: (line, column) for path, line, column, _ in error.errors}
    assert found == {
        "tables.customers.columns.id.stepp": (6, 23),
        "tables.orders.columns.total": (12, 7),
        "tables.orders.columns.a b.values": (13, 29),
        "tables.orders.overlays[1].rate": (16, 39),
    }
    lines = str(error).splitlines()
    assert lines[1].endswith(
        "shop.yaml:12:7: tables.orders.columns.total: "
        "'exprr' is not a key of a column; did you mean 'expr'?"
    )
    assert [line.split("shop.yaml:")[1].split(":")[0] for line in lines] == ["6", "12", "13", "16"]


def test_names_in_yaml(write):
    text = YAML.replace("stepp", "step").replace('exprr: "price * 3"', "expr: 1 + 1")
    error = problems(write("shop.yaml", text.replace("-1", "1").replace("rate: 2", "rate: 0.2")))
    found = {path: (line, column) for path, line, column, _ in error.errors}
    assert found == {
        "tables.orders.rows.per": (9, 12),
        "tables.orders.columns.customer_id.ref": (11, 21),
        "tables.orders.overlays[1].column": (16, 25),
    }


def test_what_anchors_bring_in(write):
    text = """\
base: &base {type: int, mim: 3}
tables: {}
"""
    assert locate(text, ".yaml", ("base", "mim")) == (1, 25)
    text = "a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\nc: [*a, {z: 3}]\n"
    assert locate(text, ".yaml", ("b", "x")) == (1, 8)
    assert locate(text, ".yaml", ("b", "y")) == (4, 3)
    assert locate(text, ".yaml", ("c", 1, "z")) == (5, 10)
    assert locate(text, ".yaml", ("b", "nothing", "below")) == (2, 1)


def test_json(write):
    content = {
        "name": 'a "quoted, [text] {',
        "tables": {
            "t": {
                "rows": 3,
                "columns": {
                    "first": ["int", 1, 3],
                    "é": {"type": "int", "mim": 1},
                    "last": True,
                },
            }
        },
    }
    text = json.dumps(content, indent=2)
    error = problems(write("t.json", text))
    lines = text.splitlines()
    for path, line, column, _ in error.errors:
        key = json.dumps(path.rpartition(".")[2])
        assert lines[line - 1][column - 1 :].startswith(key)
    assert [path for path, *_ in error.errors] == [
        "tables.t.columns.é.mim",
        "tables.t.columns.last",
    ]


def test_toml(write):
    if sys.version_info < (3, 11):
        pytest.importorskip("tomli")
    text = """\
name = "t"
[tables.t]
rows = 3
[tables.t.columns]
first = ["int", 1, 2]
second = {type = "int", mim = 1}
[tables.t.columns.third]
type = "key"
stepp = 2
"""
    error = problems(write("t.toml", text))
    found = {path: (line, column) for path, line, column, _ in error.errors}
    assert found == {
        "tables.t.columns.second.mim": (6, 25),
        "tables.t.columns.third.stepp": (9, 1),
    }


def test_columns_at_the_top(write):
    path = write("people.yaml", "rows: 3\ncolumns:\n  a: {type: key}\n  b: {type: key, stepp: 1}\n")
    error = problems(path)
    assert [tuple(each[:3]) for each in error.errors] == [("tables.people.columns.b.stepp", 4, 18)]


def test_a_mapping_has_no_places():
    with pytest.raises(errors.SchemaError) as caught:
        forgery.load_schema({"name": "shop", "tables": {"t": {"columns": {"a": "int"}}}})
    ((path, line, column, message),) = caught.value.errors
    assert (path, line, column) == ("tables.t", None, None)
    assert message.startswith("'rows' is missing")
    assert str(caught.value) == f"shop: tables.t: {message}"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.yaml", "tables:\n  a: [\n", (3, 1)),
        ("a.yaml", "tables:\n  a: 1\n  a: 2\n", (3, 3)),
        ("a.json", '{"tables":\n {"a": }}', (2, 8)),
    ],
)
def test_what_cannot_be_read(write, name, text, place):
    error = problems(write(name, text))
    ((path, line, column, _),) = error.errors
    assert path == ""
    assert line == place[0]
    assert column in (place[1], place[1] - 1)


def test_what_is_in_itself(write):
    with pytest.raises(errors.SchemaError, match="nested too deeply, or in itself"):
        forgery.load_schema(write("a.yaml", "tables: &a\n  b: *a\n"))
    deep = "a: " + "[" * 200 + "]" * 200
    with pytest.raises(errors.SchemaError, match="nested too deeply"):
        forgery.load_schema(write("a.yaml", f"tables:\n  t: {{{deep}}}\n"))


def test_aliases_that_explode(write):
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    with pytest.raises(errors.SchemaError, match="more than 1,000,000 values"):
        forgery.load_schema(write("a.yaml", "\n".join([*lines, "tables: *a9"])))


@pytest.mark.parametrize(
    "path", [(), ("tables", "a", "overlays", 0, "rate"), ("tables", "t", "correlations", 2)]
)
def test_paths_are_spelled_and_read(path):
    assert parsed(spelled(path)) == path


def test_errors_of_the_engine_have_places(write):
    text = "tables:\n  t:\n    rows: 3\n    columns:\n      a: emali\n      b: {expr: 1 + 'a' * }\n"
    path = write("t.yaml", text)
    found = {each[0]: each[1:3] for each in schema.validate(path)}
    assert found["tables.t.columns.a"] == (5, 7)
    assert found["tables.t.columns.b"] == (6, 7)
