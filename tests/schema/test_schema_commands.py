"""The commands for schemas and datasets: what they write, what they say, what they leave."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time

import forgery
import pytest
from forgery.cli._preview import lines
from programs import invoke

pytest.importorskip("pydantic")
pytest.importorskip("yaml")

pytestmark = pytest.mark.usefixtures("all_threads")

SHOP = """\
name: shop
parameters:
  customers: {default: 20, min: 0}
  country: US
seed: 7
tables:
  customers:
    rows: ${customers}
    columns:
      id: {type: key}
      name: person.name
  orders:
    rows: {per: customers, mean: 3}
    columns:
      id: {type: uuid}
      customer_id: {ref: customers.id}
"""
ONE = """\
rows: 12
seed: 7
columns:
  id: {type: key}
  double: {expr: id * 2}
"""


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return str(path)


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(ONE, encoding="utf-8")
    return str(path)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# generate


def test_tables_into_a_folder(shop, tmp_path):
    out = tmp_path / "out"
    result = invoke("generate", shop, "-o", str(out))
    assert result.exit_code == 0, result.stderr
    data = forgery.load_schema(shop).generate()
    assert len(rows(out / "customers.csv")) == 20
    assert [row["id"] for row in rows(out / "orders.csv")] == data["orders"].column("id")
    assert " rows to " in result.stderr
    assert (out / "manifest.json").exists()


def test_several_formats_and_parameters(shop, tmp_path):
    out = tmp_path / "out"
    options = ("-p", "customers=5", "-f", "csv", "-f", "jsonl", "-s", "3", "-q")
    result = invoke("generate", shop, "-o", str(out), *options)
    assert result.exit_code == 0, result.stderr
    assert (result.stdout, result.stderr) == ("", "")
    assert len(rows(out / "customers.csv")) == 5
    assert len((out / "customers.jsonl").read_text(encoding="utf-8").splitlines()) == 5


def test_scale_and_rows(shop, tmp_path):
    out = tmp_path / "out"
    assert invoke("generate", shop, "-o", str(out), "--scale", "0.5").exit_code == 0
    assert len(rows(out / "customers.csv")) == 10
    assert invoke("generate", shop, "-o", str(out), "--rows", "4").exit_code == 0
    assert len(rows(out / "customers.csv")) == 4


def test_one_table_goes_to_standard_output(one):
    result = invoke("generate", one, "-q")
    assert result.stdout.splitlines()[:3] == ["id,double", "1,2", "2,4"]
    assert invoke("generate", one, "-n", "2", "-f", "jsonl", "-q").stdout == (
        '{"id":1,"double":2}\n{"id":2,"double":4}\n'
    ) or json.loads(invoke("generate", one, "-n", "1", "-f", "jsonl", "-q").stdout) == {
        "id": 1,
        "double": 2,
    }


def test_one_table_goes_to_a_file(one, tmp_path):
    path = tmp_path / "a.csv"
    assert invoke("generate", one, "-o", str(path)).exit_code == 0
    assert len(rows(path)) == 12
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    result = invoke("generate", one, "-o", str(path))
    assert result.exit_code == 0, result.stderr
    assert parquet.read_table(path).num_rows == 12


def test_a_dataset(tmp_path):
    path = tmp_path / "sales.csv"
    result = invoke(
        "generate", "sales", "-n", "20", "-s", "42", "-p", "country=GB", "-o", str(path)
    )
    assert result.exit_code == 0, result.stderr
    assert len(rows(path)) == 20
    assert invoke("generate", "sales", "-n", "3", "-s", "1", "-q").stdout.count("\n") >= 4


def test_a_seed_that_was_drawn_is_told():
    result = invoke("generate", "sales", "-n", "3")
    seed = result.stderr.splitlines()[-1].partition("seed: ")[2]
    assert invoke("generate", "sales", "-n", "3", "-s", seed).stdout == result.stdout


def test_a_dry_run_writes_nothing(shop, one, tmp_path):
    out = tmp_path / "out"
    result = invoke("generate", shop, "-o", str(out), "--dry-run", "-f", "parquet")
    assert result.exit_code == 0
    assert "customers: 20 rows, 2 columns" in result.stdout
    assert f"parquet to {out}" in result.stdout
    result = invoke("generate", one, "-o", str(tmp_path / "a.csv"), "--dry-run")
    assert "one: 12 rows, 2 columns" in result.stdout
    assert not out.exists()
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["shop"], 2, "2 tables (customers, orders) cannot go to standard output: give --output"),
        (["shop", "-o", "{out}", "-p", "custmers=3"], 2, "did you mean 'customers'?"),
        (["shop", "-o", "{out}", "-p", "customers=x"], 2, "must be an int, not 'x'"),
        (["shop", "-o", "{out}", "-p", "customers"], 2, "give KEY=VALUE"),
        (["shop", "-o", "{out}", "-f", "cvs"], 2, "cvs"),
        (["shop", "-o", "{out}", "--scale", "0"], 2, "'scale' must be above 0"),
        (["shop", "-o", "{out}", "--memory", "much"], 2, "much"),
        (["shop", "-o", "{out}.parquet"], 2, "2 tables cannot go to one file"),
        (["shop", "-o", "{out}", "-f", "cvs", "--dry-run"], 2, "cvs"),
        (["one", "-f", "parquet"], 2, "standard output takes csv and jsonl"),
        (["one", "-p", "a=1", "-o", "{out}.csv"], 2, "has no parameter 'a'"),
    ],
)
def test_wrong_usage(shop, one, tmp_path, arguments, code, said):
    name = {"shop": shop, "one": one}[arguments[0]]
    given = [each.replace("{out}", str(tmp_path / "out")) for each in arguments[1:]]
    result = invoke("generate", name, *given)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.yaml", "shop.yaml"]


def test_there_are_no_labels_without_overlays(one, tmp_path):
    result = invoke("generate", one, "-o", str(tmp_path / "out.csv"), "--labels")
    assert result.exit_code == 0
    assert "no labels" in result.stderr


def test_resuming_needs_a_seed(tmp_path):
    result = invoke("generate", "sales", "-o", str(tmp_path / "out"), "--resume")
    assert result.exit_code == 2
    assert "give --seed" in result.stderr


def test_resuming(shop, tmp_path):
    out = tmp_path / "out"
    for _ in range(2):
        result = invoke("generate", shop, "-o", str(out), "--resume", "-q")
        assert result.exit_code == 0, result.stderr
        assert len(rows(out / "customers.csv")) == 20


def test_a_folder_does_not_hide_a_dataset(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sales").mkdir()
    (tmp_path / "other").mkdir()
    assert invoke("generate", "sales", "-n", "2", "-s", "1", "-q").stdout.count("\n") == 3
    assert "there is no dataset 'other'" in invoke("info", "other").stderr


def test_files_that_are_not_there(tmp_path):
    for command in (["verify"], ["serve", "--print-config", "--config"], ["info"]):
        missing = str(tmp_path / "missing.json")
        result = invoke(*command, missing)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"error: {missing}: No such file or directory\n"


def test_neither_a_file_nor_a_dataset():
    result = invoke("generate", "slaes")
    assert result.exit_code == 2
    assert "there is no dataset 'slaes'; did you mean 'sales'?" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_leaves_no_half_file(shop, tmp_path):
    out = tmp_path / "out"
    arguments = ["generate", shop, "-p", "customers=100000000", "-o", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "forgery", *arguments], stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while not (out.exists() and any(path.stat().st_size > 1e5 for path in out.rglob("*"))):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert not out.exists() or list(out.iterdir()) == []


# validate


def test_valid_schemas(shop, one):
    for path in (shop, one):
        result = invoke("validate", path)
        assert (result.exit_code, result.stdout) == (0, f"{path}: valid\n")


def test_all_errors_a_line_each(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP.replace("mean: 3", "maen: 3").replace("ref:", "reff:"), encoding="utf-8")
    result = invoke("validate", str(path))
    assert result.exit_code == 1
    first, *_ = result.stdout.splitlines()
    assert first.startswith(f"{path}:13:")
    assert "'maen' is not a key of 'rows'; did you mean 'mean'?" in result.stdout
    assert "did you mean 'ref'?" in result.stdout
    done = subprocess.run(
        [sys.executable, "-m", "forgery", "validate", str(path)], capture_output=True, check=False
    )
    assert done.returncode == 1


def test_what_cannot_be_validated(tmp_path):
    result = invoke("validate", str(tmp_path / "none.yaml"))
    assert result.exit_code == 2
    assert "No such file" in result.stderr
    path = tmp_path / "old.yaml"
    path.write_text("columns: {a: emali}\n", encoding="utf-8")
    result = invoke("validate", str(path))
    assert result.exit_code == 1
    assert "did you mean 'email'?" in result.stdout


# preview


def test_preview(shop):
    result = invoke("preview", shop, "-n", "3")
    assert result.exit_code == 0
    assert "customers: 20 rows" in result.stdout
    data = forgery.load_schema(shop).generate()
    assert data["customers"][2]["name"] in result.stdout
    only = invoke("preview", shop, "--table", "orders", "-n", "1").stdout
    assert "customers: " not in only
    assert "did you mean 'orders'?" in invoke("preview", shop, "-t", "ordesr").stderr


def test_wide_tables_come_in_parts():
    result = invoke("preview", "sales", "-s", "1", "-n", "2", "--width", "60")
    assert result.exit_code == 0, result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 60
    names = forgery.dataset("sales", seed=1)["sales"].column_names
    assert all(name[:20] in result.stdout for name in names)


def test_rows_are_aligned():
    records = [{"id": 1, "name": "Ada"}, {"id": 23, "name": "山田"}, {"id": None, "name": "a\nb"}]
    assert list(lines(["id", "name"], records, 80)) == [
        "  id  name",
        "   1  Ada",
        "  23  山田",
        "null  a·b",
    ]
    assert list(lines(["a", "b"], [{"a": "x" * 99, "b": True}], 40)) == [
        "a" + " " * 33 + "b",
        "x" * 31 + "…  true",
    ]
    assert list(lines(["a", "b"], [{"a": "x" * 19, "b": "y" * 19}], 20)) == [
        "a",
        "x" * 19,
        "",
        "b",
        "y" * 19,
    ]


def test_preview_of_columns_alone(tmp_path):
    path = tmp_path / "old.yaml"
    path.write_text("columns: {a: int, b: uuid}\n", encoding="utf-8")
    assert len(invoke("preview", str(path), "-s", "1", "-n", "4").stdout.splitlines()) == 5
    result = invoke("preview", str(path), "--table", "old")
    assert result.exit_code == 2
    assert "leave --table" in result.stderr


# datasets, info, init, schema


def test_datasets():
    text = invoke("datasets").stdout
    assert "finance\n" in text
    assert "  sales " in text
    found = json.loads(invoke("datasets", "--json", "--category", "iot").stdout)
    assert {entry["category"] for entry in found} == {"iot"}
    assert "bank" in invoke("datasets", "--search", "bank").stdout
    result = invoke("datasets", "--search", "slaes")
    assert result.exit_code == 2
    assert "did you mean 'sales'?" in result.stderr


@pytest.mark.parametrize("name", [info.name for info in forgery.datasets()])
def test_info(name):
    result = invoke("info", name)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(name)
    assert f"forgery generate {name}" in result.stdout
    told = json.loads(invoke("info", name, "--json").stdout)
    assert told["description"]


def test_info_of_a_file(shop):
    text = invoke("info", shop).stdout
    assert "customers  20 rows" in text
    assert "(int, default 20, from 0)" in text or "int, default 20, from 0" in text
    assert "ref customers.id" in text


def test_init(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = invoke("init", "mine")
    assert result.exit_code == 0
    assert invoke("validate", "mine.yaml").exit_code == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8").count("#") > 5
    assert "--force replaces it" in invoke("init", "mine").stderr
    assert invoke("init", "mine", "--force").exit_code == 0
    assert invoke("init", "sales", "-o", "copy.yaml").exit_code == 0
    result = invoke("validate", "copy.yaml")
    assert result.exit_code == 0, result.stdout
    assert invoke("init", "a b").exit_code == 2
    out = tmp_path / "out"
    assert invoke("generate", "mine.yaml", "-o", str(out), "-p", "customers=9").exit_code == 0
    assert len(rows(out / "customers.csv")) == 9


def test_schema():
    made = json.loads(invoke("schema", "--json-schema").stdout)
    assert made["title"] == "forgery schema"
    assert "--json-schema" in invoke("schema").stdout
