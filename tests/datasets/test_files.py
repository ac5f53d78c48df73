"""What holds for every dataset: its file, its columns, and that its rows are the same in any parts."""

from __future__ import annotations

import re
from typing import Any

import forgery.schema
import pyarrow as pa
import pytest
from forgery.errors import MissingExtraError
from made import CATALOGUE, FOLDER, SEED, data, source

FILES = sorted(FOLDER.glob("*/*.yaml"))
NAMES = [path.stem for path in FILES]
#: Datasets of several tables that the catalogue does not have.
RELATED = {"shop", "bank", "hospital", "bnpl"}
#: Categories whose tables have exactly the rows that are asked for.
EXACT = {"business", "finance"}
SMALL: dict[str, dict[str, Any]] = {"shop": {"customers": 40}, "bank": {"customers": 40}}


def small(name: str) -> dict[str, Any]:
    return SMALL.get(name, {"rows": 1500} if "rows" in source(name)["parameters"] else {})


def columns(name: str) -> list[str]:
    table = source(name)["tables"][name]
    return [
        column
        for column, given in table["columns"].items()
        if not (isinstance(given, dict) and given.get("hidden"))
    ]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_heads(path: Any) -> None:
    content = source(path.stem)
    assert content["name"] == path.stem
    assert content["version"] == 1
    assert content["category"] == path.parent.name
    assert content["description"].endswith(".")
    assert content["tags"]
    assert path.read_text(encoding="utf-8").startswith("# ")
    for name, parameter in content["parameters"].items():
        assert re.fullmatch("[a-z_]+", name)
        assert set(parameter) >= {"default", "doc"}, name


@pytest.mark.parametrize("name", NAMES)
def test_every_column_says_what_it_is(name: str) -> None:
    for table, content in source(name)["tables"].items():
        for column, given in content["columns"].items():
            assert re.fullmatch("[a-z][a-z0-9_]*", column), (table, column)
            assert str(given.get("doc", "")).strip(), (table, column)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in RELATED])
def test_the_columns_of_the_catalogue_are_there(name: str) -> None:
    assert sorted(set(CATALOGUE[name]) - set(columns(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_those_of_the_whole(name: str) -> None:
    parameters = small(name)
    try:
        whole = data(name, **parameters)
    except MissingExtraError as error:
        pytest.skip(str(error))
    again = data(name, **parameters)
    for table, rows in whole.all().items():
        made = pa.table(rows)
        assert made.num_rows == len(rows)
        step = max(1, len(rows) // 3)
        for start in (0, step, len(rows) - 7):
            start = max(0, start)
            part = again.all()[table][start : start + 61]
            assert part == made.slice(start, 61).to_pylist(), (table, start)


@pytest.mark.parametrize(
    "name", [p.stem for p in FILES if p.parent.name in EXACT and p.stem not in RELATED]
)
def test_rows_are_as_many_as_asked_for(name: str) -> None:
    for rows in (1, 7, 1001):
        assert len(data(name, rows=rows)[name]) == rows


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_form_is_that_of_the_language(path: Any) -> None:
    pytest.importorskip("pydantic")
    assert forgery.schema.validate(path) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_gives_other_rows(name: str) -> None:
    try:
        one, other = data(name, SEED, **small(name)), data(name, SEED + 1, **small(name))
    except MissingExtraError as error:
        pytest.skip(str(error))
    table = name if name in one else next(iter(one))
    assert one[table][:5] != other[table][:5]


@pytest.mark.parametrize("country", ["GB", "DE", "JP"])
@pytest.mark.parametrize("name", ["sales", "employees", "banking", "loans"])
def test_other_countries(name: str, country: str) -> None:
    rows = data(name, rows=50, country=country)[name][:]
    assert len(rows) == 50
    places = {row["country"] for row in rows}
    assert "United States" not in places
