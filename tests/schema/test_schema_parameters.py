"""Parameters: declared, filled in, given, and what is wrong with them."""

from __future__ import annotations

import copy
import datetime

import forgery
import pytest
from forgery import errors, schema

pytest.importorskip("pydantic")

BASE = {
    "name": "shop",
    "parameters": {
        "customers": 20,
        "country": {"default": "US", "values": ["US", "GB", "DE"], "doc": "ISO 3166 code"},
        "orders": {"default": "${customers * 3}", "min": 0, "max": 1000},
        "start": {"default": datetime.date(2024, 1, 1)},
        "share": {"default": 0.5, "type": "float"},
        "strict": False,
    },
    "tables": {
        "customers": {
            "rows": "${customers}",
            "columns": {
                "id": {"type": "key", "prefix": "${country}-"},
                "note": {"type": "constant", "value": "in ${country}: ${customers} of ${share}"},
                "day": {"type": "date", "start": "${start}", "end": "${start}"},
                "plain": {"type": "constant", "value": "$${country}"},
                "flag": {"type": "constant", "value": "${strict}"},
            },
        },
        "orders": {"rows": "${orders}", "columns": {"n": {"expr": "${customers} + 1"}}},
    },
}


def test_values_are_filled_in():
    data = schema.load(BASE).generate(seed=1)
    assert data["customers"].num_rows == 20
    assert data["orders"].num_rows == 60
    assert data["orders"][0] == {"n": 21}
    assert data["customers"][0] == {
        "id": "US-1",
        "note": "in US: 20 of 0.5",
        "day": datetime.date(2024, 1, 1),
        "plain": "${country}",
        "flag": False,
    }
    assert data.parameters["orders"] == 60


def test_given_values():
    loaded = schema.load(BASE)
    data = loaded.generate(seed=1, customers=5, country="DE", start="2025-06-01")
    assert data["customers"].num_rows == 5
    assert data["customers"][0]["id"] == "DE-1"
    assert data["customers"][0]["day"] == datetime.date(2025, 6, 1)
    # A schema is never changed.
    assert loaded.generate(seed=1)["customers"].num_rows == 20
    again = loaded.with_parameters(customers=5).with_parameters(country="GB")
    assert again.values["customers"] == 5
    assert again.values["country"] == "GB"
    assert again.hash() != loaded.hash()


def test_the_locale_is_the_country_s():
    assert schema.load(BASE).generate(seed=1, country="DE").locale == "de_DE"
    assert schema.load(BASE).generate(seed=1, country="DE", locale="fr_FR").locale == "fr_FR"
    said = {**copy.deepcopy(BASE), "locale": "ja_JP"}
    assert schema.load(said).generate(seed=1).locale == "ja_JP"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"custmers": 3}, "'shop' has no parameter 'custmers'; did you mean 'customers'?"),
        ({"xyz": 3}, "it takes customers, country, orders, start, share, strict"),
        ({"customers": "3"}, "parameter 'customers' must be an int, not '3'"),
        ({"customers": True}, "must be an int, not true"),
        ({"country": "FR"}, "parameter 'country' must be one of US, GB, DE, not 'FR'"),
        ({"country": "UK"}, "must be one of US, GB, DE"),
        ({"orders": 1001}, "must be at most 1000, not 1001"),
        ({"orders": -1}, "must be at least 0, not -1"),
        ({"start": "soon"}, "must be a date such as 2026-01-31, not 'soon'"),
        ({"share": "half"}, "must be a float, not 'half'"),
        ({"strict": 1}, "must be a bool, not 1"),
    ],
)
def test_wrong_values(given, said):
    with pytest.raises(errors.InvalidParameterError) as caught:
        schema.load(BASE).generate(seed=1, **given)
    assert said in str(caught.value)


def test_all_wrong_values_are_said():
    with pytest.raises(errors.InvalidParameterError) as caught:
        schema.load(BASE).with_parameters(customers="3", country="FR")
    assert "customers" in str(caught.value)
    assert "country" in str(caught.value)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ([], "must be a mapping from names to values"),
        ({"a b": 1}, "letters, digits and '_' only"),
        (
            {"a": {"typ": "int", "default": 1}},
            "'typ' is not a key of a parameter; did you mean 'type'?",
        ),
        ({"a": {"type": "int"}}, "'default' is missing"),
        (
            {"a": {"default": 1, "type": "integer"}},
            "'type' must be one of int, float, str, bool, date",
        ),
        ({"a": {"default": 1, "values": 3}}, "must be a list of values"),
        ({"a": {"default": 5, "max": 3}}, "the default: parameter 'a' must be at most 3"),
        ({"a": {"default": "x", "type": "int"}}, "the default: parameter 'a' must be an int"),
        ({"a": "${b}", "b": 1}, "unknown parameter 'b'"),
        ({"a": {"default": 1, "doc": 3}}, "must be a text, not 3"),
    ],
)
def test_wrong_declarations(parameters, said):
    content = {"parameters": parameters, "tables": {"t": {"rows": 1, "columns": {"x": "int"}}}}
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(content)
    assert said in str(caught.value)
    assert caught.value.errors[0][0].startswith("parameters")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("${custmers}", "unknown parameter 'custmers' in '${custmers}'; did you mean 'customers'?"),
        ("${customers *}", "'${customers *}': "),
        ("${customers / 0}", "'${customers / 0}' has no value"),
        ("${open('x')}", "'${open('x')}': "),
        ("${__import__('os')}", "__import__"),
        ("${}", "'${}': "),
    ],
)
def test_wrong_uses(text, said):
    content = copy.deepcopy(BASE)
    content["tables"]["orders"]["rows"] = text
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(content)
    assert said in str(caught.value)
    # What follows from it is not said too.
    assert [path for path, *_ in caught.value.errors] == ["tables.orders.rows"]


def test_a_value_that_does_not_fit_its_place():
    with pytest.raises(errors.SchemaError, match="must be an integer, or a mapping") as caught:
        schema.load(
            {
                "parameters": {"n": {"default": 10}},
                "tables": {"t": {"rows": "${n / 4}", "columns": {"x": "int"}}},
            }
        )
    assert caught.value.errors[0][0] == "tables.t.rows"


def test_scale_and_rows():
    loaded = schema.load(BASE)
    assert loaded.scaled(10).generate(seed=1)["customers"].num_rows == 200
    assert loaded.scaled(10).generate(seed=1)["orders"].num_rows == 600
    assert (
        loaded.with_parameters(customers=7).scaled(10).generate(seed=1)["customers"].num_rows == 7
    )
    assert loaded.scaled(0.001).generate(seed=1)["customers"].num_rows == 1
    # At most 1000.
    assert loaded.scaled(100).generate(seed=1)["orders"].num_rows == 1000
    assert loaded.scaled(rows=3).generate(seed=1)["customers"].num_rows == 3
    plain = schema.load({"tables": {"t": {"rows": 10, "columns": {"x": "int"}}}})
    assert plain.scaled(0.5).generate(seed=1)["t"].num_rows == 5
    for scale, rows in ((0, None), (-1, None), (float("nan"), None), (1, -1)):
        with pytest.raises(errors.InvalidParameterError):
            plain.scaled(scale, rows)
    for scale, rows in (("2", None), (True, None), (1, "3")):
        with pytest.raises(errors.InvalidTypeError):
            plain.scaled(scale, rows)


def test_data():
    data = forgery.load_schema(BASE).generate(seed=42)
    assert list(data) == ["customers", "orders"]
    assert data.seed == 42
    assert "20 rows" in data.summary()
    with pytest.raises(KeyError, match="did you mean 'orders'"):
        data["order"]
    assert forgery.load_schema(BASE).generate().seed != forgery.load_schema(BASE).generate().seed
    arrow = pytest.importorskip("pyarrow")
    assert data.to_arrow()["orders"].schema.field("n").type == arrow.int64()


def test_hidden_tables():
    content = copy.deepcopy(BASE)
    content["tables"]["customers"]["hidden"] = True
    data = schema.load(content).generate(seed=1)
    assert list(data) == ["orders"]
    assert set(data.all()) == {"customers", "orders"}
    assert data["customers"].num_rows == 20


def test_hashes_are_of_what_counts():
    loaded = schema.load(BASE)
    told = copy.deepcopy(BASE)
    told["tables"]["orders"]["description"] = "Orders."
    told["tables"]["orders"]["columns"]["n"]["doc"] = "A number."
    assert schema.load(told).hash() == loaded.hash()
    turned = copy.deepcopy(BASE)
    columns = turned["tables"]["customers"]["columns"]
    turned["tables"]["customers"]["columns"] = dict(reversed(list(columns.items())))
    assert schema.load(turned).hash() != loaded.hash()


def test_describe():
    told = schema.load(BASE).describe()
    assert told["name"] == "shop"
    assert told["parameters"]["country"] == {
        "default": "US",
        "type": "str",
        "values": ["US", "GB", "DE"],
        "doc": "ISO 3166 code",
    }
    assert told["tables"]["orders"]["rows"] == "60"
    assert told["tables"]["customers"]["columns"]["id"]["kind"] == "key"
