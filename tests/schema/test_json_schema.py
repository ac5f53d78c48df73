"""The language as a JSON Schema: what it says of schemas is what forgery says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from forgery.schema import json_schema
from test_schema_forms import COLUMNS, OVERLAYS, with_column

pytest.importorskip("pydantic")
jsonschema = pytest.importorskip("jsonschema")
yaml = pytest.importorskip("yaml")

DATASETS = Path(__file__).parents[2] / "python" / "forgery" / "datasets"


@pytest.fixture(scope="module")
def validator():
    made = json_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def as_json(value):
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_forms(validator, column):
    validator.validate(as_json(with_column(column)))


def test_overlays(validator):
    made = with_column("email")
    made["tables"]["orders"]["overlays"] = OVERLAYS
    validator.validate(as_json(made))


@pytest.mark.parametrize("path", sorted(DATASETS.glob("*/*.yaml")), ids=lambda path: path.stem)
def test_datasets(validator, path):
    from forgery._yaml import load

    validator.validate(as_json(load(path.read_text(encoding="utf-8"))))


def test_parameters_and_columns_at_the_top(validator):
    validator.validate({"rows": "${n}", "columns": {"a": {"type": "int", "min": "${n * 2}"}}})
    validator.validate({"parameters": {"n": 3}, "columns": {"a": "int"}})


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"tables": {}, "tabels": {}},
        {"tables": {"t": {"columns": {"a": "int"}}}},
        {"tables": {"t": {"rows": -1, "columns": {"a": "int"}}}},
        {"tables": {"t": {"rows": 1, "columns": {"a": {"exprr": "b"}}}}},
        {"tables": {"t": {"rows": 1, "columns": {"a": {"type": "key", "stepp": 3}}}}},
        {"tables": {"t": {"rows": 1, "columns": {"a": {"type": "int", "null": 3}}}}},
        {"tables": {"t": {"rows": 1, "columns": {"a": "int"}, "overlays": [{"x": 1}]}}},
    ],
    ids=str,
)
def test_what_is_no_schema(validator, wrong):
    assert list(validator.iter_errors(wrong))


def test_importing_is_quick():
    code = (
        "import sys, forgery, forgery.schema\n"
        "forgery.schema.load\n"
        "print(sorted({'pydantic', 'yaml', 'typing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "pydantic" not in done.stdout
    assert "yaml" not in done.stdout
    code = "import sys, forgery\nprint('forgery.schema' in sys.modules, 'typing' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_without_pydantic(monkeypatch):
    from forgery import errors, schema

    monkeypatch.setitem(sys.modules, "pydantic", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'forgery\[schema\]'"):
        schema.load(with_column("email"))
    with pytest.raises(errors.MissingExtraError):
        json_schema()
