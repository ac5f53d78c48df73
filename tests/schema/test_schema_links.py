"""Names of tables and columns across a schema: unknown ones, links, circles."""

from __future__ import annotations

import copy

import pytest
from forgery import errors, schema
from forgery.schema._cycles import cycles
from forgery.schema._expressions import is_moment, names, template_names

pytest.importorskip("pydantic")

BASE = {
    "tables": {
        "customers": {
            "rows": 10,
            "columns": {
                "id": {"type": "key"},
                "city": "place.city",
                "segment": {"type": "choice", "values": ["consumer", "business"]},
            },
        },
        "products": {"rows": 5, "columns": {"id": {"type": "key"}, "price": {"type": "float"}}},
        "orders": {
            "rows": {"per": "customers", "count": 2},
            "columns": {
                "id": {"type": "uuid"},
                "customer_id": {"ref": "customers.id"},
                "total": {"type": "aggregate", "of": "items.amount", "op": "sum"},
            },
        },
        "items": {
            "rows": {"per": "orders", "count": 2},
            "columns": {
                "product": {"ref": "products.id", "as": "product"},
                "quantity": {"type": "int", "min": 1, "max": 3},
                "amount": {"expr": "product.price * quantity"},
            },
        },
    }
}


def changed(table, column, value):
    made = copy.deepcopy(BASE)
    made["tables"][table]["columns"][column] = value
    return made


def said(content):
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(content)
    return str(caught.value)


def test_the_base_is_right():
    data = schema.load(BASE).generate(seed=1)
    assert data["items"].num_rows == 40


@pytest.mark.parametrize(
    ("table", "value", "message"),
    [
        (
            "orders",
            "customers.ctiy",
            "table 'customers' has no column 'ctiy'; did you mean 'city'?",
        ),
        (
            "orders",
            "custmers.city",
            "no table, link or field 'custmers'; did you mean 'customers'?",
        ),
        ("orders", "products.price", "'orders' has no link to 'products': give the table"),
        ("customers", "orders.total", "'customers' has no link to 'orders': an aggregate takes"),
        ("orders", {"ref": "custmers.id"}, "no table 'custmers'; did you mean 'customers'?"),
        ("orders", {"ref": "customers.idd"}, "no column 'idd'; did you mean 'id'?"),
        ("orders", {"ref": "products.id", "roots": 2}, "'roots' is for a tree"),
        (
            "orders",
            {"expr": "totl * 2"},
            "table 'orders' has no column 'totl'; did you mean 'total'?",
        ),
        ("orders", {"expr": "customers.cty || 'x'"}, "did you mean 'city'?"),
        ("orders", {"type": "word", "when": "customers.segmnt = 'x'"}, "did you mean 'segment'?"),
        (
            "orders",
            {"type": "choice", "given": "customers.segmnet", "cases": {"a": ["b"]}},
            "did you mean 'segment'?",
        ),
        (
            "orders",
            {"type": "choice", "given": "customers.segment", "cases": {"consumr": ["b"]}},
            "'customers.segment' is never 'consumr'; did you mean 'consumer'?",
        ),
        (
            "orders",
            {"type": "datetime", "after": "customers.joined", "within": "3d"},
            "table 'customers' has no column 'joined'",
        ),
        (
            "orders",
            {"type": "running", "of": "amount"},
            "table 'orders' has no column 'amount'",
        ),
        ("orders", {"type": "running", "of": "total", "start": "opning"}, "no column 'opning'"),
        (
            "orders",
            {"type": "aggregate", "of": "itmes.amount", "op": "sum"},
            "'itmes' is not a table per 'orders'; did you mean 'items'?",
        ),
        (
            "orders",
            {"type": "aggregate", "of": "items.amuont", "op": "sum"},
            "did you mean 'amount'?",
        ),
        ("items", {"type": "template", "template": "{quantty:03d}"}, "did you mean 'quantity'?"),
        ("items", {"expr": "prodct.price"}, "no table or link 'prodct'; did you mean 'product'?"),
    ],
    ids=str,
)
def test_unknown_names(table, value, message):
    assert message in said(changed(table, "x", value))


def test_links_reach_farther():
    content = changed("items", "city", "customers.city")
    content["tables"]["items"]["columns"]["segment"] = {"expr": "upper(customers.segment)"}
    row = schema.load(content).generate(seed=1)["items"][0]
    assert row["segment"] in {"CONSUMER", "BUSINESS"}


def test_links_of_one_name():
    content = changed("items", "other", {"ref": "products.id", "as": "product"})
    assert "two links are called 'product'" in said(content)
    content = changed("items", "a", {"ref": "customers.id"})
    content["tables"]["products"]["columns"]["b"] = {"ref": "customers.id"}
    content["tables"]["products"]["columns"]["c"] = {"ref": "customers.id"}
    assert "columns 'b' and 'c'; name one of them with 'as'" in said(content)
    content = changed("items", "other", {"ref": "products.id", "as": "orders"})
    assert "'orders' is the name of a table" in said(content)


def test_a_tree():
    content = changed("customers", "boss", {"ref": "customers.id", "as": "boss", "roots": 2})
    rows = schema.load(content).generate(seed=1)["customers"].records()
    assert [row["boss"] for row in rows[:2]] == [None, None]
    assert all(row["boss"] < row["id"] for row in rows[2:])
    assert "cannot refer to itself" in said(changed("customers", "id", {"ref": "customers.id"}))


def test_tables_per_each_other():
    content = copy.deepcopy(BASE)
    content["tables"]["customers"]["rows"] = {"per": "items", "count": 1}
    text = said(content)
    assert "customers -> items -> orders -> customers" in text
    content["tables"]["customers"]["rows"] = {"per": "customers", "count": 1}
    assert "tables cannot be 'per' each other: customers -> customers" in said(content)


def test_circles_are_printed():
    content = changed("items", "amount", {"expr": "quantity * orders.total"})
    assert "orders.total -> items.amount -> orders.total" in said(content)
    content = changed("items", "quantity", {"expr": "quantity + 1"})
    assert "items.quantity -> items.quantity" in said(content)


def test_long_chains_are_no_circles():
    content = {"tables": {"t": {"rows": 1, "columns": {"c0": {"type": "int"}}}}}
    columns = content["tables"]["t"]["columns"]
    for i in range(1, 3000):
        columns[f"c{i}"] = {"expr": f"c{i - 1} + 1"}
    schema.load(content)


def test_cycles():
    assert list(cycles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d", "a"]})) == [
        ["b", "c"],
        ["d"],
    ]
    assert list(cycles({"a": ["b", "unknown"], "b": []})) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("price * quantity", ["price", "quantity"]),
        ("customers.city || ' (' || \"it's\" || ')'", ["customers.city"]),
        ("case when a is not null and b in (1, 2) then c else null end", ["a", "b", "c"]),
        ("round(x, 2) + lookup(y, {'a': 1}, 0.5e3)", ["x", "y"]),
        ("größe > 1", ["größe"]),
        ("'a\\'b' || c", ["c"]),
        ("a .b", ["a.b"]),
        ("", []),
    ],
)
def test_names_in_expressions(text, found):
    assert list(names(text)) == found


def test_names_in_templates():
    assert list(template_names("{a} {b.c:>{width}} {{d}}")) == ["a", "b.c", "width"]
    assert is_moment("2024-01-01")
    assert is_moment("-30d")
    assert not is_moment("joined")


def test_what_is_wrong_in_different_ways_is_said_at_once() -> None:
    """The form of a key, a name in another table, what a field takes, the types of an expression."""
    content = copy.deepcopy(BASE)
    columns = {name: table["columns"] for name, table in content["tables"].items()}
    columns["customers"].update(
        age={"type": "int", "mim": 1}, older={"expr": "age + city"}, mail="person.emial"
    )
    columns["products"].update(
        note={"expr": "price + 'a'"}, many={"type": "int", "min": 5, "max": 1}
    )
    columns["items"].update(where={"expr": "customers.town"})
    found = {path for path, *_ in schema.validate(content)}
    # Not `older`, which depends on a column of which nothing is known.
    assert found == {
        "tables.customers.columns.age.mim",
        "tables.customers.columns.mail",
        "tables.items.columns.where.expr",
        "tables.products.columns.many.min",
        "tables.products.columns.note",
    }


def test_links_that_are_wrong_mislead_nobody() -> None:
    content = copy.deepcopy(BASE)
    content["tables"]["items"]["columns"]["product"]["skeew"] = 1
    content["tables"]["items"]["columns"]["price"] = {"expr": "product.prise"}
    content["tables"]["orders"]["columns"]["bad"] = "person.emial"
    assert [path for path, *_ in schema.validate(content)] == [
        "tables.items.columns.product.skeew",
        "tables.items.columns.price.expr",
    ]
