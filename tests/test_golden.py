"""Golden values: what a seed gives today, it gives for ever."""

from __future__ import annotations

import json
from typing import get_args

import forgery
import pytest
from programs import program

make = program("tests/golden/make.py")

ADVICE = """
If nobody meant to change values, this is a bug. If the change is meant: raise VALUES_VERSION, say
what changes in CHANGELOG.md under Value-breaking, and run `python tests/golden/make.py --write`.
A new field or locale changes no values: then only write the file again."""


def test_golden_values() -> None:
    golden = json.loads(make.PATH.read_text(encoding="utf-8"))
    found = make.differences(golden, make.values())
    assert found == [], f"{len(found)} values differ: {', '.join(found[:40])}{ADVICE}"


def test_a_changed_value_is_noticed() -> None:
    """The hash of a field depends on its seed, locale and order of values."""
    values = forgery.Faker(seed=42).names(50)
    assert make.of_field("en_US", "name") == make.short(values)
    assert make.short(values) != make.short(values[::-1])
    assert make.of_field("en_US", "name") != make.of_field("en_GB", "name")
    assert make.of_field("de_DE", "zipcode") is None
    old = {"version": 1, "fields": {"en_US": {"name": "1", "job": "2"}}}
    new = {"version": 1, "fields": {"en_US": {"name": "9", "job": "2"}, "de_DE": {}}}
    assert make.differences(old, new) == ["fields/de_DE", "fields/en_US/name"]
    assert make.differences(old, old) == []


def test_hashes_do_not_depend_on_the_order_of_sets() -> None:
    assert make.short({"a", "b", ("c", 1)}) == make.short({("c", 1), "b", "a"})
    assert make.short([1, 2]) != make.short((1, 2))


@pytest.mark.parametrize("value", ["\ud800", b"\xff", None, 1.5, float("nan")], ids=repr)
def test_any_value_has_a_hash(value: object) -> None:
    assert len(make.short(value)) == 8


def named(tree: object) -> set[str]:
    """All keys of a schema but the names of its tables and columns, and its texts, which name forms too."""
    if isinstance(tree, dict):
        own = {str(key) for key in tree}
        below = [
            list(value.values())
            if key in {"tables", "columns"} and isinstance(value, dict)
            else value
            for key, value in tree.items()
        ]
        return own | named(below)
    if isinstance(tree, list):
        return {name for value in tree for name in named(value)}
    return {tree} if isinstance(tree, str) else set()


def test_golden_schemas_have_every_form() -> None:
    models = pytest.importorskip("forgery.schema._models")
    from forgery.schema._models import _overlays, _relations, _series

    kinds = {*models.TYPES, *models.DISTRIBUTIONS, *models.KINDS, *_relations.COUNTS}
    kinds |= {*_series.Process.model_fields, *_series.SeriesParts.model_fields}
    for key, form in models.KINDS.items():
        kinds |= set(get_args(form.model_fields[key].annotation)) - {_overlays._Slip}
    kinds |= set(get_args(_overlays._Slip))
    assert kinds - named(list(make.SCHEMAS.values())) == set()
