"""Datasets by name, in code: listed, scaled, written, and referring to each other."""

from __future__ import annotations

import csv
import sys

import forgery
import pytest
from forgery import errors
from forgery.registry import registry

pytest.importorskip("yaml")
pytest.importorskip("pydantic")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_listing():
    found = forgery.datasets()
    assert len(found) >= 40
    assert {"sales", "bank", "weather"} <= {info.name for info in found}
    assert all(info.description for info in found)
    assert all(info.error is None for info in found)
    finance = forgery.datasets(category="finance")
    assert {info.category for info in finance} == {"finance"}
    assert "banking" in {info.name for info in forgery.datasets("bank")}
    with pytest.raises(errors.InvalidParameterError, match="did you mean 'finance'"):
        forgery.datasets(category="finanze")


def test_a_dataset():
    data = forgery.dataset("sales", rows=50, seed=42)
    assert data["sales"].num_rows == 50
    assert forgery.dataset("sales", rows=50, seed=42)["sales"][7] == data["sales"][7]
    assert forgery.dataset("sales", rows=50, seed=43)["sales"][7] != data["sales"][7]
    assert forgery.dataset("sales", seed=1, scale=0.1)["sales"].num_rows == 100
    assert forgery.dataset("sales", seed=1, country="DE").locale == "de_DE"


def test_datasets_need_no_pydantic(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydantic", None)
    assert forgery.dataset("sales", rows=5, seed=42)["sales"].num_rows == 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("slaes",), "there is no dataset 'slaes'; did you mean 'sales'?"),
        (("nothing-like-it",), "`forgery datasets` lists them"),
    ],
)
def test_datasets_that_there_are_not(arguments, said):
    with pytest.raises(errors.InvalidParameterError) as caught:
        forgery.dataset(*arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rowz": 3}, "did you mean 'rows'?"),
        ({"rows": -3}, "-3"),
        ({"country": "XX"}, "no locale is of 'XX'"),
        ({"start": "soon"}, "must be a date"),
    ],
)
def test_wrong_parameters(given, said):
    with pytest.raises(errors.InvalidParameterError) as caught:
        forgery.dataset("sales", seed=1, **given)
    assert said in str(caught.value)


def test_create_dataset(tmp_path):
    path = tmp_path / "sales.csv"
    made = forgery.create_dataset(path, rows=20, seed=42, country="GB")
    assert made.rows == 20
    found = rows(path)
    assert len(found) == 20
    expected = forgery.dataset("sales", rows=20, seed=42, country="GB")["sales"]
    assert list(found[0]) == expected.column_names
    other = tmp_path / "first quarter.jsonl"
    forgery.create_dataset(
        other, rows=9, seed=1, dataset="sales", start_date="2025-01-01", end_date="2025-04-01"
    )
    assert len(other.read_text(encoding="utf-8").splitlines()) == 9
    assert [each.name for each in tmp_path.iterdir() if each not in (path, other)] == []


def test_several_formats(tmp_path):
    forgery.create_dataset(tmp_path / "sales", rows=9, seed=1, formats=["csv", "jsonl"])
    names = {path.name for path in tmp_path.iterdir()}
    assert {"sales.csv", "sales.jsonl"} <= names


def test_a_set_of_tables(tmp_path):
    forgery.create_dataset(tmp_path / "shop.csv", seed=1, scale=0.01)
    assert {"customers.csv", "orders.csv"} <= {path.name for path in (tmp_path / "shop").iterdir()}


def test_files_that_cannot_be_made(tmp_path):
    with pytest.raises(errors.InvalidParameterError, match="which format"):
        forgery.create_dataset(tmp_path / "sales")
    with pytest.raises(errors.InvalidParameterError, match="has no 'interval'"):
        forgery.create_dataset(tmp_path / "sales.csv", interval="1h")
    with pytest.raises(errors.ForgeryError):
        forgery.create_dataset(tmp_path / "sales.nothing", rows=1)
    assert list(tmp_path.iterdir()) == []


def test_intervals(tmp_path):
    forgery.create_dataset(tmp_path / "weather.csv", rows=10, seed=1, interval="1hour")
    assert rows(tmp_path / "weather.csv")


BATCH = [
    {"filename": "customers.csv", "rows": 30},
    {"filename": "sales.csv", "rows": 200, "relationships": ["customers"]},
]


@pytest.mark.parametrize(
    "relationship",
    [
        "customers",
        {"column": "customer_id", "references": "customers.customer_id"},
        {
            "source_dataset": "customers",
            "source_column": "customer_id",
            "target_column": "customer_id",
            "relationship_type": "one_to_many",
        },
    ],
)
def test_create_batch(tmp_path, relationship):
    batch = [BATCH[0], {**BATCH[1], "relationships": [relationship]}]
    made = forgery.create_batch(batch, seed=42, country="DE", directory=tmp_path)
    assert [manifest.rows for manifest in made] == [30, 200]
    keys = {row["customer_id"] for row in rows(tmp_path / "customers.csv")}
    found = rows(tmp_path / "sales.csv")
    assert len(found) == 200
    assert {row["customer_id"] for row in found} <= keys
    # What belongs to a customer stays with the key.
    names = {(row["customer_id"], row["customer_name"]) for row in found}
    assert len(names) == len({row["customer_id"] for row in found})


def test_relationships_beside_the_datasets(tmp_path):
    batch = [{"filename": "customers.csv", "rows": 3}, {"filename": "reviews.csv", "rows": 50}]
    relationship = {
        "source_dataset": "customers",
        "source_column": "customer_id",
        "target_dataset": "reviews",
        "target_column": "customer_id",
    }
    forgery.create_batch(batch, seed=1, relationships=[relationship], directory=tmp_path)
    keys = {row["customer_id"] for row in rows(tmp_path / "customers.csv")}
    assert {row["customer_id"] for row in rows(tmp_path / "reviews.csv")} <= keys


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"relationships": ["custmers"]}, "did you mean 'customers'?"),
        ({"relationships": [3]}, "the name of a dataset or a mapping"),
        (
            {"relationships": [{"column": "custmer_id", "references": "customers.customer_id"}]},
            "did you mean 'customer_id'?",
        ),
        (
            {"relationships": [{"column": "customer_id", "references": "customers.email"}]},
            "is no column of type 'key'",
        ),
        ({"relationships": ["sales"]}, "in a circle"),
        ({"row": 3}, "unknown key 'row'; did you mean 'rows'?"),
        ({"filename": "customers.csv"}, "two datasets are called 'customers'"),
    ],
)
def test_wrong_batches(tmp_path, change, said):
    with pytest.raises(errors.InvalidParameterError) as caught:
        forgery.create_batch([BATCH[0], {**BATCH[1], **change}], seed=1, directory=tmp_path)
    assert said in str(caught.value)
    assert list(tmp_path.iterdir()) == []


MINE = {
    "name": "mine",
    "description": "Mine.",
    "category": "own",
    "parameters": {"rows": 5},
    "tables": {"mine": {"rows": "${rows}", "columns": {"id": {"type": "key"}}}},
}


class Entry:
    """An entry point as `importlib.metadata` gives it."""

    class dist:
        name = "forgery-mine"
        version = "1.0"

    value = "forgery_mine:schema"

    def __init__(self, name, loaded):
        self.name = name
        self._loaded = loaded

    def load(self):
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


@pytest.fixture
def offered(monkeypatch):
    """A function that installs datasets of third parties."""
    from forgery.registry import _installed

    def offer(**datasets):
        entries = [Entry(name, loaded) for name, loaded in datasets.items()]
        monkeypatch.setattr(
            _installed,
            "_entry_points",
            lambda group: entries if group == "forgery.datasets" else [],
        )
        registry.refresh()

    yield offer
    monkeypatch.undo()
    registry.refresh()


def test_datasets_of_third_parties(offered, tmp_path):
    path = tmp_path / "filed.yaml"
    path.write_text("rows: 3\ncolumns: {id: {type: key}}\n", encoding="utf-8")
    offered(
        mapped=MINE, called=lambda: MINE, filed=path, broken=ImportError("no"), odd={"tables": 3}
    )
    assert forgery.dataset("mapped", seed=1, scale=2)["mine"].num_rows == 10
    assert forgery.dataset("called", seed=1)["mine"][4] == {"id": 5}
    assert forgery.dataset("filed", seed=1)["filed"].num_rows == 3
    found = {info.name: info for info in forgery.datasets()}
    assert found["mapped"].distribution == "forgery-mine 1.0"
    assert found["mapped"].category == "own"
    assert "no" in found["broken"].error
    for name in ("broken", "odd"):
        with pytest.raises(errors.PluginError, match="forgery-mine"):
            forgery.dataset(name)


@pytest.mark.parametrize("options", [{}, {"formats": ["csv", "parquet"]}])
def test_a_folder_that_cannot_be_made(options, tmp_path):
    """One file, and several formats at a time, say alike what is in the way."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("mine")
    with pytest.raises(errors.FileSystemError, match="file"):
        forgery.create_dataset(in_the_way / "sales.csv", rows=5, **options)
    assert in_the_way.read_text() == "mine"


def test_errors_of_datasets_name_the_file_without_where_it_is():
    with pytest.raises(errors.InvalidValueError, match=r"^sales\.yaml: 'as_of' must be"):
        forgery.dataset("sales", as_of="someday")
    with pytest.raises(errors.SchemaError, match=r"^sales\.yaml:\d+:\d+: tables\.sales"):
        forgery.dataset("sales", start="2027-01-01", end="2026-01-01")
