"""What `verify` finds: nothing in what was written, and each thing that was made wrong."""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import forgery
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from forgery import _forgery, sinks
from forgery.errors import DataQualityError, FileSystemError, SerializationError
from forgery.sinks import _read, _spill, _stats

COLUMNS: dict[str, dict[str, Any]] = {
    "customers": {
        "id": {"type": "int", "min": 1, "max": 3000, "unique": True},
        "name": "person.name",
        "age": ("int", 18, 65),
        "segment": {"type": "choice", "values": ["a", "b", "c"], "weights": [5, 3, 2], "null": 0.1},
        "joined": ("date", "2020-01-01", "2024-12-31"),
        "score": {"type": "float", "min": 0, "max": 1, "null": 0.2},
        "price": ("decimal", 0, 100, 2),
        "ok": "bool",
        "latitude": "latitude",
        "longitude": "longitude",
        "blob": ("binary", 3),
        "note": {"type": "choice", "values": ["x,y", 'q"', "n\nl", ""]},
    },
    "orders": {
        "id": "uuid",
        "customer": {"type": "int", "min": 1, "max": 3000, "check": {"min": 1, "max": 3000}},
        "at": ("datetime", "2020-01-01", "2024-12-31"),
    },
}
ROWS = {"customers": 3000, "orders": 5000}
SCHEMA: dict[str, Any] = {
    "seed": 42,
    "tables": {name: {"columns": columns, "rows": ROWS[name]} for name, columns in COLUMNS.items()},
}


def tables() -> dict[str, Any]:
    return _forgery._tables(SCHEMA, seed=SCHEMA["seed"])


def write(folder: Path, formats: Any = ("parquet",), **options: Any) -> Path:
    sinks.write(tables(), folder, formats, schema=SCHEMA, **options)
    refer(folder)
    return folder / "manifest.json"


def refer(folder: Path) -> None:
    """Lets the manifest know of the foreign key, which the records DSL cannot say."""
    place = folder / "manifest.json"
    content = json.loads(place.read_text())
    for table in content["tables"]:
        if table["name"] == "orders":
            table["references"] = [{"columns": ["customer"], "table": "customers", "to": ["id"]}]
        else:
            table["primary_key"] = ["id"]
    place.write_text(json.dumps(content))


def rewrite(folder: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Changes a table's Parquet file, and its hash in the manifest, as if it had been written so."""
    file = folder / f"{name}.parquet"
    changed = change(pq.read_table(file))
    pq.write_table(changed, file)
    content = json.loads((folder / "manifest.json").read_text())
    for entry in content["files"]:
        if entry["path"] == file.name:
            data = file.read_bytes()
            entry.update(
                bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), rows=len(changed)
            )
    (folder / "manifest.json").write_text(json.dumps(content))


def column(table: pa.Table, name: str, change: Callable[[list[Any]], list[Any]]) -> pa.Table:
    at = table.schema.get_field_index(name)
    field = table.schema.field(at)
    return table.set_column(at, field, pa.array(change(table[name].to_pylist()), field.type))


def failed(report: sinks.Report) -> set[tuple[str, str, str]]:
    return {(check.name, check.table, check.column) for check in report.failed}


@pytest.mark.parametrize(
    ("formats", "options"),
    [
        (["parquet"], {}),
        (["csv"], {}),
        (["csv.gz", "jsonl.zst"], {}),
        (["jsonl", "json", "arrow"], {}),
        (["csv", "parquet"], {"rows_per_file": 1111}),
        (["csv"], {"options": {"csv": {"dialect": "excel"}}}),
        (["csv"], {"options": {"csv": {"dialect": "postgres"}}}),
        (
            ["csv"],
            {
                "options": {
                    "csv": {"quoting": "none", "escape": "\\", "delimiter": ";", "decimal": ","}
                }
            },
        ),
        (["sql", "parquet"], {"options": {"sql": {"database": "mysql"}}}),
        (["sql", "arrow"], {"options": {"sql": {"form": "copy"}, "arrow": {"form": "stream"}}}),
        (["xlsx"], {}),
    ],
    ids=str,
)
def test_what_was_written_is_right(tmp_path: Path, formats: list[str], options: Any) -> None:
    report = sinks.verify(write(tmp_path, formats, **options), rows=200)
    assert report.ok, report
    names = {check.name for check in report.checks if check.status == "passed"}
    expected = {"hash", "rows", "values", "schema", "primary key", "reference", "range", "nulls",
                "shares", "distribution", "check"}  # fmt: skip
    assert expected <= names
    assert report.count("skipped") == 0
    report.raise_for_failures()
    assert "ok" in str(report)


def test_partitions_and_points(tmp_path: Path) -> None:
    own = {"customers": tables()["customers"]}
    schema = {"seed": 42, "tables": {"customers": SCHEMA["tables"]["customers"]}}
    sinks.write(own, tmp_path / "a", partition_by=["segment", "ok"], schema=schema)
    report = sinks.verify(tmp_path / "a")
    assert report.ok, report
    assert sum(check.name == "values" for check in report.checks) == 8
    sinks.write(own, tmp_path / "b", ["geojson"], schema=schema)
    report = sinks.verify(tmp_path / "b")
    assert report.ok, report
    assert [check.status for check in report.checks if check.name == "content"] == ["skipped"]


def test_a_changed_byte(tmp_path: Path) -> None:
    place = write(tmp_path, ["csv"])
    file = tmp_path / "customers.csv"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    report = sinks.verify(place)
    assert ("hash", "customers", "") in failed(report)
    assert not report.ok
    with pytest.raises(DataQualityError, match="checks failed: failed hash customers"):
        report.raise_for_failures()


def test_a_missing_file(tmp_path: Path) -> None:
    place = write(tmp_path)
    (tmp_path / "customers.parquet").unlink()
    report = sinks.verify(place)
    assert ("hash", "customers", "") in failed(report)


def test_a_changed_row(tmp_path: Path) -> None:
    place = write(tmp_path)
    rewrite(tmp_path, "customers", lambda t: column(t, "name", lambda v: ["Nobody", *v[1:]]))
    report = sinks.verify(place, rows=3000)
    assert failed(report) == {("values", "customers", "")}
    assert "column 'name': 'Nobody', not" in report.failed[0].detail
    # A row in three thousand is not seen by everybody who looks at ten.
    assert len(failed(sinks.verify(place, rows=10))) <= 1


def test_a_broken_reference(tmp_path: Path) -> None:
    place = write(tmp_path)
    rewrite(tmp_path, "orders", lambda t: column(t, "customer", lambda v: [99_999, *v[1:]]))
    found = failed(sinks.verify(place, rows=0))
    assert found == {("reference", "orders", "customer"), ("range", "orders", "customer"),
                     ("check", "orders", "customer")}  # fmt: skip


#: Lines of orders, whose key is of two columns, and what came back of them.
LINES: dict[str, Any] = {
    "seed": 1,
    "tables": {
        "orders": {"rows": 60, "columns": {"id": {"type": "key"}}},
        "lines": {
            "rows": {"per": "orders", "min": 1, "max": 4},
            "primary_key": ["order_id", "line"],
            "columns": {"order_id": {"ref": "orders.id"}, "line": {"type": "ordinal"}},
        },
        "returns": {
            "rows": 80,
            "columns": {
                "id": {"type": "key"},
                "order_id": {"ref": "lines.order_id", "as": "sold"},
                "line": "sold.line",
            },
        },
    },
}


def test_references_of_several_columns(tmp_path: Path) -> None:
    forgery.load_schema(LINES).generate().write(tmp_path, ["parquet", "sql"])
    report = sinks.verify(tmp_path)
    assert report.ok, report
    assert {check.column for check in report.checks if check.name == "reference"} == {
        "order_id",
        "order_id, line",
    }
    assert 'FOREIGN KEY ("order_id", "line") REFERENCES "lines" ("order_id", "line")' in (
        tmp_path / "returns.sql"
    ).read_text("utf-8")
    # Each number is one of a line, but not of a line of this order.
    short = [order for order, (_, last) in enumerate(last_lines(tmp_path), 1) if last < 4]

    def change(t: pa.Table) -> pa.Table:
        t = column(t, "order_id", lambda v: [short[0], *v[1:]])
        return column(t, "line", lambda v: [4, *v[1:]])

    rewrite(tmp_path, "returns", change)
    report = sinks.verify(tmp_path, rows=0)
    assert failed(report) == {("reference", "returns", "order_id, line")}
    assert report.failed[0].detail == "1 of 80 are not in lines.(order_id, line)"


def last_lines(folder: Path) -> list[tuple[int, int]]:
    lines = pq.read_table(folder / "lines.parquet")
    last = dict(zip(lines["order_id"].to_pylist(), lines["line"].to_pylist()))
    return sorted(last.items())


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "arrow"])
def test_files_are_read_in_batches(tmp_path: Path, kind: str) -> None:
    rows = 70_000
    table = forgery.table({"id": "uuid", "n": ("int", 0, 9)}, rows=rows, seed=1)
    manifest = sinks.write({"t": table}, tmp_path, [kind])
    (entry,) = manifest.files
    batches = _read.tables([(entry, str(tmp_path / entry.path))], manifest.tables[0])
    assert sum(counts := [batch.num_rows for batch in batches]) == rows
    assert max(counts) <= 65_536


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    # Nothing but texts that are all different, and keys that are referred to: the worst there is.
    ids = {"type": "uuid"}
    schema = {
        "seed": 1,
        "tables": {
            "a": {"rows": 300_000, "columns": {"id": ids, "other": ids}},
            "b": {"rows": 300_000, "columns": {"id": ids, "a_id": {"ref": "a.id"}}},
        },
    }
    forgery.load_schema(schema).generate().write(tmp_path, ["parquet"])
    values = 4 * 300_000 * 36
    pool = pa.proxy_memory_pool(pa.default_memory_pool())
    before = pa.default_memory_pool()
    pa.set_memory_pool(pool)
    try:
        report = sinks.verify(tmp_path, rows=0)
    finally:
        pa.set_memory_pool(before)
    assert report.ok, report
    assert report.count("skipped") == 0
    assert pool.max_memory() < 1.2 * values


@pytest.mark.parametrize("most", [1 << 20, 100])
def test_keys_in_memory_and_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(_spill, "_MOST", most)
    monkeypatch.setattr(_spill, "_REST", most)
    draw = random.Random(1)
    values = [[f"{draw.choice('äß語 ')}{draw.randrange(600)}" for _ in range(999)] for _ in "ab"]
    values[0] += ["", "x"]
    own, other = made = [_spill.Texts(str(tmp_path / name)) for name in "ab"]
    for texts, each in zip(made, values):
        for at in range(0, len(each), 100):
            texts.add(pa.array(each[at : at + 100]))
        texts.close()
        assert texts.count == len(each)
        assert texts.distinct() == len(set(each))
    assert own.missing(other) == sum(value not in set(values[1]) for value in values[0])
    assert bool(list(tmp_path.iterdir())) == (most == 100)


def test_keys(tmp_path: Path) -> None:
    place = write(tmp_path)
    rewrite(tmp_path, "customers", lambda t: column(t, "id", lambda v: [v[1], *v[1:]]))
    rewrite(tmp_path, "orders", lambda t: column(t, "id", lambda v: [v[1], *v[1:]]))
    found = failed(sinks.verify(place, rows=0))
    assert {("primary key", "customers", "id"), ("primary key", "orders", "id")} <= found
    rewrite(tmp_path, "customers", lambda t: column(t, "id", lambda v: [None, *v[1:]]))
    report = sinks.verify(place, rows=0)
    assert any(
        check.name == "primary key" and "1 are null" in check.detail for check in report.failed
    )


def test_changed_shares(tmp_path: Path) -> None:
    place = write(tmp_path)
    rewrite(tmp_path, "customers", lambda t: column(
        t, "segment", lambda v: ["c" if x == "a" and i % 3 == 0 else x for i, x in enumerate(v)]
    ))  # fmt: skip
    assert failed(sinks.verify(place, rows=0)) == {("shares", "customers", "segment")}
    rewrite(tmp_path, "customers", lambda t: column(t, "segment", lambda v: ["z", *v[1:]]))
    assert "'z' is none of the values" in str(sinks.verify(place, rows=0))


def test_nulls_ranges_and_distributions(tmp_path: Path) -> None:
    place = write(tmp_path)

    def change(t: pa.Table) -> pa.Table:
        t = column(t, "score", lambda v: [None if i % 4 == 0 else x for i, x in enumerate(v)])
        t = column(t, "age", lambda v: [17, *v[1:]])
        return column(
            t, "price", lambda v: [x if i % 3 else Decimal("1.00") for i, x in enumerate(v)]
        )

    rewrite(tmp_path, "customers", change)
    found = failed(sinks.verify(place, rows=0))
    assert found == {("nulls", "customers", "score"), ("range", "customers", "age"),
                     ("distribution", "customers", "price")}  # fmt: skip


def test_missing_rows(tmp_path: Path) -> None:
    place = write(tmp_path)
    rewrite(tmp_path, "orders", lambda t: t.slice(0, 4000))
    found = failed(sinks.verify(place, rows=10))
    assert {("rows", "orders", ""), ("content", "orders", "")} <= found


def test_another_schema(tmp_path: Path) -> None:
    place = write(tmp_path)
    content = json.loads(place.read_text())
    content["schema"]["seed"] = content["seed"] = 43
    place.write_text(json.dumps(content))
    found = failed(sinks.verify(place, rows=20))
    assert {("schema", "", ""), ("values", "customers", ""), ("values", "orders", "")} <= found


def test_rows_that_cannot_be_made_again(tmp_path: Path) -> None:
    own = tables()
    sinks.write(own, tmp_path, ["parquet"])
    report = sinks.verify(tmp_path)
    assert report.ok
    assert {check.detail for check in report.checks if check.status == "skipped"} == {
        "the manifest has no schema"
    }
    assert sinks.verify(tmp_path, tables=own).count("skipped") == 0
    own["customers"] = forgery.table(COLUMNS["customers"], rows=3000, seed=1)
    assert failed(sinks.verify(tmp_path, tables=own)) == {("values", "customers", "")}


def test_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(FileSystemError, match=r"manifest\.json"):
        sinks.verify(tmp_path / "manifest.json")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(SerializationError, match="no manifest of forgery"):
        sinks.verify(tmp_path)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.seen.append(tag)
        if tag not in {"meta", "br", "rect"}:
            self.open.append(tag)
        self.outside += [v for k, v in attributes if k in {"src", "href"}]

    def handle_startendtag(self, tag: str, attributes: Any) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "rect":
            return
        assert self.open.pop() == tag


def test_the_page(tmp_path: Path) -> None:
    report = sinks.verify(write(tmp_path), html=tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text()
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.outside == []
    assert "script" not in page.seen
    assert page.seen.count("svg") >= 10
    assert "http" not in text.replace("http-equiv", "")
    assert re.search(r"customers: 3,000 rows", text)
    assert all(check.name in text for check in report.checks)
    # Nothing of the data is taken for markup.
    odd = forgery.table({"<b>": {"type": "choice", "values": ["<script>", "&"]}}, rows=9, seed=1)
    sinks.write({"t": odd}, tmp_path / "odd", "jsonl")
    sinks.verify(tmp_path / "odd", html=tmp_path / "odd.html")
    assert "<script>" not in (tmp_path / "odd.html").read_text()


def test_the_command(tmp_path: Path) -> None:
    place = write(tmp_path)
    command = [sys.executable, "-m", "forgery", "verify", str(place), "--rows", "50"]
    page = tmp_path / "r.html"
    done = subprocess.run(
        [*command, "--html", str(page)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("ok")
    assert page.exists()
    rewrite(tmp_path, "orders", lambda t: column(t, "customer", lambda v: [99_999, *v[1:]]))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "reference" in done.stdout
    assert done.stdout.rstrip().endswith("FAILED")
    done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 3
    missing = [*command[:4], str(tmp_path / "no.json")]
    done = subprocess.run(missing, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_statistics() -> None:
    # Values of tables: the chi-square distribution, Kolmogorov's, the binomial one.
    assert _stats.chi_square([90, 110], [100, 100])[1] == pytest.approx(0.157299, abs=1e-6)
    assert _stats.chi_square([40, 30, 30], [100 / 3] * 3)[1] == pytest.approx(
        math.exp(-1), abs=1e-6
    )
    assert _stats.chi_square([0, 100, 1], [50, 50, 0])[1] < 1e-20
    assert _stats._kolmogorov(1.3581) == pytest.approx(0.05, abs=1e-4)
    assert _stats._kolmogorov(1.6276) == pytest.approx(0.01, abs=1e-4)
    draw = random.Random(1)
    same = [[draw.gauss(0, 1) for _ in range(2000)] for _ in range(2)]
    assert _stats.kolmogorov_smirnov(*same)[1] > 0.001
    assert _stats.kolmogorov_smirnov(same[0], [x + 0.3 for x in same[1]])[1] < 1e-9
    assert _stats.binomial(500, 1000, 0.5) == 1.0
    assert _stats.binomial(600, 1000, 0.5) < 1e-8
    assert _stats.binomial(1, 1000, 0.0) == 0.0
    assert _stats.binomial(3, 1000, 0.001) > 0.01
