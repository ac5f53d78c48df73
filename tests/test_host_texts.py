"""Texts that Python makes: tables and documents, as the standard library reads them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from forgery import Faker, _forgery, errors
from hosted import Color, make

# Tables


@pytest.mark.parametrize(
    ("field", "delimiter"), [("csv", ","), ("psv", "|"), ("tsv", "\t"), ("dsv", ",")]
)
def test_delimited(field, delimiter):
    text = make(
        field,
        header=["Name", "Letters", "Address"],
        data_columns=["{{name}}", "x-??-##", "{{address}}"],
        num_rows=25,
        include_row_ids=True,
    )
    assert text.startswith(delimiter.join(['"ID"', '"Name"', '"Letters"', '"Address"']) + "\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [row["ID"] for row in rows] == [str(i) for i in range(1, 26)]
    assert all(re.fullmatch("x-[A-Za-z]{2}-[0-9]{2}", row["Letters"]) for row in rows)
    assert all("\n" in row["Address"] for row in rows)
    assert len({row["Name"] for row in rows}) > 20


def test_dialects():
    text = make("dsv", dialect="excel-tab", data_columns=["a", "b c"], num_rows=1)
    assert text == "a\tb c\r\n"

    class Semicolons(csv.excel):
        delimiter = ";"

    assert make("dsv", dialect=Semicolons, data_columns=["a", "b"], num_rows=1) == "a;b\r\n"


@pytest.mark.parametrize(
    ("field", "arguments", "kind", "said"),
    [
        ("csv", {"header": ["a"]}, errors.InvalidValueError, "they have 1 and 2 entries"),
        ("csv", {"header": "ab"}, errors.InvalidTypeError, "header"),
        ("csv", {"num_rows": 0}, errors.InvalidValueError, "num_rows"),
        ("csv", {"data_columns": ["{{nme}}"]}, errors.UnknownFieldError, "nme"),
        ("dsv", {"dialect": "exel"}, errors.InvalidValueError, "did you mean 'excel'?"),
        ("dsv", {"dialect": 5}, errors.InvalidTypeError, "dialect"),
        ("fixed_width", {"data_columns": [5]}, errors.InvalidTypeError, "not 5"),
        ("fixed_width", {"data_columns": [("5", "name")]}, errors.InvalidTypeError, "not '5'"),
        ("fixed_width", {"data_columns": [(0, "name")]}, errors.InvalidValueError, "at least 1"),
        ("fixed_width", {"data_columns": [(5, "nme")]}, errors.UnknownFieldError, "nme"),
        ("fixed_width", {"data_columns": [(5, "name", 3)]}, errors.InvalidTypeError, "arguments"),
        ("fixed_width", {"data_columns": [(5, "name", {3: 3})]}, errors.InvalidTypeError, "dict"),
        ("fixed_width", {"data_columns": [(5, 5)]}, errors.InvalidTypeError, "not by 5"),
        ("fixed_width", {"data_columns": "name"}, errors.InvalidTypeError, "'name'"),
        ("fixed_width", {"num_rows": -1}, errors.InvalidValueError, "num_rows"),
        ("fixed_width", {"align": "center"}, errors.InvalidValueError, "align"),
        (
            "fixed_width",
            {"data_columns": [(5, "pyint", {"mix": 1})]},
            errors.UnknownParameterError,
            "mix",
        ),
    ],
)
def test_wrong_tables(field, arguments, kind, said):
    with pytest.raises(kind) as caught:
        Faker().batch(field, 0, **arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize(("align", "pattern"), [("left", "(1?[0-9]) *"), ("right", " *(1?[0-9])")])
def test_fixed_width(align, pattern):
    columns = [(10, "name"), (4, "pyint", {"max_value": 19}), (3, "@ab"), (12, "address")]
    lines = make("fixed_width", data_columns=columns, num_rows=40, align=align).split("\n")
    assert len(lines) == 40
    assert {len(line) for line in lines} == {29}
    assert all(re.fullmatch(pattern, line[10:14]) for line in lines)
    assert {line[14:17] for line in lines} == {"ab " if align == "left" else " ab"}


def test_fixed_width_in_the_middle():
    assert (
        make("fixed_width", data_columns=[[5, "@a"]], num_rows=2, align="middle") == "  a  \n  a  "
    )
    assert make("fixed_width", data_columns=[[5, "@a"]], num_rows=0) == ""


# Documents


def test_json_by_a_dict():
    columns = {
        "spec": "@1.0",
        "id": "pyint",
        "text": "{{word}}-##",
        "details": {"names": ["name", {"job": "job"}, 5], "flag": True, "share": 1.5},
        "set": {"@b", "@a"},
    }
    rows = json.loads(make("json", data_columns=columns, num_rows=5))
    assert len(rows) == 5
    for row in rows:
        assert list(row) == ["spec", "id", "text", "details", "set"]
        assert row["spec"] == "1.0"
        assert isinstance(row["id"], int)
        assert re.fullmatch("[A-Za-z]+-[0-9]{2}", row["text"])
        name, job, five = row["details"]["names"]
        assert isinstance(name, str)
        assert list(job) == ["job"]
        assert five == 5
        assert row["details"]["flag"] is True
        assert row["details"]["share"] == 1.5
        assert row["set"] == ["a", "b"]
    assert len({row["id"] for row in rows}) > 1


def test_json_by_a_list():
    columns = [
        ("points", "pyint", {"min_value": 50, "max_value": 51}),
        ("inner", (("a", "@x"), ("b", "pybool"))),
        ("many", [(None, "@one"), (None, "pyint", {"max_value": 0}), ("named", "@two")]),
    ]
    row = json.loads(make("json", data_columns=columns, num_rows=1))
    assert row["points"] in (50, 51)
    assert row["inner"]["a"] == "x"
    assert isinstance(row["inner"]["b"], bool)
    assert row["many"] == ["one", 0, {"named": "two"}]


def test_json_of_values_that_it_lacks():
    columns = {"day": "date_object", "number": "pydecimal", "set": "pyset"}
    row = json.loads(make("json", data_columns=columns, num_rows=1))
    assert datetime.date.fromisoformat(row["day"])
    assert float(row["number"]) is not None
    member = [("level", "enum", {"enum_cls": Color})]
    assert json.loads(make("json", data_columns=member, num_rows=1))["level"] in (1, "g", None)


def test_json_forms():
    assert json.loads(make("json", num_rows=0)) == []
    assert make("json", data_columns={"a": "@b"}, num_rows=1, indent=2) == '{\n  "a": "b"\n}'
    assert make("json_bytes", 3) == make("json", 3).encode()
    assert [list(row) for row in json.loads(make("json", num_rows=2))] == [
        ["name", "residency"]
    ] * 2

    class Shouting(json.JSONEncoder):
        def encode(self, o):
            return super().encode(o).upper()

    assert make("json", data_columns={"a": "@b"}, num_rows=1, cls=Shouting) == '{"A": "B"}'


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"data_columns": 5}, errors.InvalidTypeError, "must be a dict, or a list"),
        ({"data_columns": [5]}, errors.InvalidTypeError, "an entry of 'data_columns'"),
        ({"data_columns": ["name"]}, errors.InvalidTypeError, "not 'name'"),
        ({"data_columns": {"a": object}}, errors.InvalidTypeError, "not by <class"),
        ({"data_columns": {"a": "nme"}}, errors.UnknownFieldError, "unknown field 'nme'"),
        (
            {"data_columns": [("a", "name", 5)]},
            errors.InvalidTypeError,
            "must be a dict by parameter",
        ),
        ({"data_columns": [("a", "pyint", {"mix": 1})]}, errors.UnknownParameterError, "mix"),
        ({"num_rows": -1}, errors.InvalidValueError, "num_rows"),
        ({"indent": -1}, errors.InvalidValueError, "indent"),
        ({"cls": 5}, errors.InvalidTypeError, "'cls' must be a class"),
        (
            {"data_columns": {"a": "date_object"}, "cls": json.JSONEncoder},
            errors.InvalidTypeError,
            "not JSON serializable",
        ),
    ],
)
def test_wrong_json(arguments, kind, said):
    with pytest.raises(kind) as caught:
        Faker().batch("json", 0, **arguments)
    assert said in str(caught.value)


def test_xml():
    text = make("xml", nb_elements=30, variable_nb_elements=False)
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<')
    root = ET.fromstring(text.encode())
    assert len(root) == 30
    assert len({child.tag for child in root}) == 30
    assert all(child.text for child in root)


def test_xml_of_types():
    root = ET.fromstring(make("xml", value_types=[int], allowed_types=["pybool"], nb_elements=40))
    texts = {child.text for child in root}
    assert texts - {"true", "false"}
    assert all(text in ("true", "false") or text.isdigit() for text in texts)
    assert {"true", "false"} <= texts
    nested = ET.fromstring(
        make("xml", value_types="profile", nb_elements=1, variable_nb_elements=False)
    )
    assert nested[0].find("username").text
    assert len(nested[0].findall("current_location")) == 2


@pytest.mark.parametrize("locale", _forgery.locales())
def test_xml_of_every_alphabet(locale):
    """Words are names of elements, whatever letters they have."""
    text = make("xml", locales=[locale], nb_elements=200, value_types=["str"])
    assert len(ET.fromstring(text.encode())) > 50


def test_xml_of_what_it_lacks():
    from forgery._host._documents import _element

    out = []
    value = {"a b": "x\x00<\r&", "1": None, "": [True, {"ä:ö": {2}}], "²": "\ud800"}
    _element("root", value, out)
    root = ET.fromstring("".join(out))
    assert [(child.tag, child.text) for child in root] == [
        ("a_b", "x<\r&"),
        ("_1", None),
        ("_", "true"),
        ("_", None),
        ("_", None),
    ]
    assert root[3][0].tag == "ä_ö"
    assert root[3][0].text == "2"


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"value_types": [3]}, errors.InvalidTypeError, "value_types"),
        ({"allowed_types": 3}, errors.InvalidTypeError, "allowed_types"),
        ({"value_types": ["nme"]}, errors.UnknownFieldError, "nme"),
        ({"nb_elements": -1}, errors.InvalidValueError, "nb_elements"),
    ],
)
def test_wrong_xml(arguments, kind, said):
    with pytest.raises(kind) as caught:
        Faker().batch("xml", 0, **arguments)
    assert said in str(caught.value)
