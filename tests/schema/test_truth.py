"""The column of the truth, which says of each row what the overlays changed; and drift against its definition."""

from __future__ import annotations

import collections
import datetime
import math
import typing

import pytest
from forgery import errors, schema

pytest.importorskip("pydantic")
hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

ROWS = 5_000
SHOPS = [{"name": "Field Fresh", "kind": "food"}, {"name": "Paper and Ink", "kind": "books"}]
COLUMNS: dict[str, typing.Any] = {
    "id": {"type": "key"},
    "amount": {"type": "float", "min": 10, "max": 20},
    "age": {"type": "int", "min": 18, "max": 90},
    "city": {"type": "choice", "values": {"Bonn": 3, "Ulm": 1}},
    "seen": {"type": "datetime", "start": "2024-01-01", "end": "2025-01-01"},
    "twice": {"expr": "amount * 2", "hidden": True},
    "shop": {"type": "sample", "as": "shops", "value": "name", "rows": SHOPS, "hidden": True},
    "kind": {"expr": "shops.kind"},
}
KINDS: dict[str, dict[str, typing.Any]] = {
    "spike": {"anomaly": "spike", "column": "amount", "factor": [5, 20]},
    "duplicate": {"duplicate": "exact", "keep": ["id"]},
    "missing": {"missing": "mcar", "column": "city"},
    "out of range": {"anomaly": "out_of_range", "column": "age"},
    "wrong category": {"anomaly": "category", "column": "city", "values": ["?"]},
    "late": {"late": "seen", "by": ["1h", "5h"]},
    "drift": {"drift": "abrupt", "column": "amount", "from": 0.5, "factor": 3},
}
ALL = [{"rate": 0.02, **each} for each in KINDS.values()]


def made(*overlays: dict[str, typing.Any], overlay: bool = True, **table: typing.Any) -> typing.Any:
    table = {
        "rows": ROWS,
        "columns": COLUMNS,
        "overlays": list(overlays),
        "truth": "truth",
        **table,
    }
    return schema.load({"tables": {"t": table}}).generate(seed=7, overlays=overlay)


def grouped(labels: typing.Iterable[typing.Any]) -> dict[int, str]:
    found = collections.defaultdict(list)
    for label in labels:
        found[label.row].append(f"{label.column}:{label.kind}")
    return {row: ";".join(each) for row, each in found.items()}


def test_it_is_the_last_column_and_says_what_the_labels_say() -> None:
    data = made(*ALL)
    table = data["t"]
    assert table.column_names == ["id", "amount", "age", "city", "seen", "kind", "truth"]
    truth = table.column("truth")
    assert {row: each for row, each in enumerate(truth) if each is not None} == grouped(
        data.labels("t")
    )
    # Some rows have several.
    assert any(each and ";" in each for each in truth)
    assert "amount:anomaly:spike" in truth
    named = made({**ALL[0], "name": "burst"})["t"].column("truth")
    assert set(named) == {None, "amount:burst"}


@hypothesis.settings(max_examples=25, deadline=None)
@hypothesis.given(
    start=st.integers(0, ROWS),
    length=st.integers(0, 1_500),
    kinds=st.sets(st.sampled_from([*KINDS])),
)
def test_any_range_has_the_labels_of_its_rows(start: int, length: int, kinds: set[str]) -> None:
    data = made(*({"rate": 0.1, **KINDS[kind]} for kind in sorted(kinds)))
    stop = min(start + length, ROWS)
    truth = data["t"].column("truth", slice(start, stop))
    labels = grouped(data.labels("t", start, stop))
    assert truth == [labels.get(row) for row in range(start, stop)]


def test_without_overlays_there_is_none_and_nothing_else_changes() -> None:
    clean = made(*ALL, overlay=False)
    none = schema.load({"tables": {"t": {"rows": ROWS, "columns": COLUMNS}}}).generate(seed=7)
    assert clean["t"].column_names == none["t"].column_names
    assert clean["t"]._text(0, ROWS, "csv") == none["t"]._text(0, ROWS, "csv")
    assert "truth" not in clean.schema["tables"]["t"]
    # Nor does it change the others.
    without = schema.load({"tables": {"t": {"rows": ROWS, "columns": COLUMNS, "overlays": ALL}}})
    with_it = [{k: v for k, v in row.items() if k != "truth"} for row in made(*ALL)["t"].records()]
    assert without.generate(seed=7)["t"].records() == with_it
    # Where nothing goes wrong, it is empty.
    assert set(made()["t"].column("truth")) == {None}


def test_all_outputs_have_it(tmp_path: typing.Any) -> None:
    pytest.importorskip("pyarrow")
    from forgery import sinks

    data = made(*ALL)
    rows = data["t"].records()
    assert data["t"].to_arrow().to_pylist() == rows
    data.write(tmp_path, formats=["csv", "jsonl", "parquet", "arrow"])
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",truth")
    read = pytest.importorskip("pyarrow.parquet").read_table(tmp_path / "t.parquet")
    assert read.column("truth").to_pylist() == [row["truth"] for row in rows]
    sinks.verify(tmp_path)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"truth": "age"}, "there is a 'age'"),
        ({"truth": "twice"}, "there is a 'twice'"),
        ({"truth": ""}, "truth"),
        ({"truth": 3}, "truth"),
        ({"overlays": [{**ALL[0], "column": "truth"}]}, "no column 'truth'"),
        ({"overlays": [{**ALL[0], "when": "truth is null"}]}, "truth"),
        ({"columns": {**COLUMNS, "wrong": {"expr": "truth"}}}, "truth"),
    ],
    ids=str,
)
def test_what_is_wrong(table: dict[str, typing.Any], message: str) -> None:
    with pytest.raises(errors.SchemaError) as raised:
        made(**table)
    assert message in str(raised.value)


#: What finds each kind without being told, of the values of a row and those of the rows before.
DETECTORS: dict[str, typing.Callable[[dict[str, typing.Any], set[typing.Any]], bool]] = {
    "spike": lambda row, _: row["amount"] > 20,
    "duplicate": lambda row, seen: (row["amount"], row["seen"]) in seen,
    "missing": lambda row, _: row["city"] is None,
    "out of range": lambda row, _: not 18 <= row["age"] <= 90,
    "wrong category": lambda row, _: row["city"] not in {"Bonn", "Ulm"},
    "late": lambda row, _: False,
}


def score(found: set[int], truth: set[int]) -> tuple[float, float]:
    """Precision and recall."""
    right = len(found & truth)
    return right / max(len(found), 1), right / max(len(truth), 1)


@pytest.mark.parametrize("kind", DETECTORS)
def test_a_detector_can_be_scored(kind: str) -> None:
    data = made({"rate": 0.02, **KINDS[kind]})
    rows = data["t"].records()
    truth = {row for row, each in enumerate(rows) if each["truth"] is not None}
    assert len(truth) == pytest.approx(0.02 * ROWS, abs=4 * math.sqrt(0.02 * ROWS))
    seen: set[typing.Any] = set()
    found = set()
    for number, row in enumerate(rows):
        if DETECTORS[kind](row, seen):
            found.add(number)
        seen.add((row["amount"], row["seen"]))
    # The truth itself is right; so is what cannot miss, and what finds nothing is told apart.
    assert score({label.row for label in data.labels("t")}, truth) == (1, 1)
    assert score(found, truth) == ((0, 0) if kind == "late" else (1, 1))
    assert score(found ^ {0, 1, 2}, truth) != (1, 1)


def pair(item: dict[str, typing.Any], order: str) -> tuple[list[typing.Any], ...]:
    """The times, what was there and what is, of a table whose times are in some order."""
    times = {
        "ascending": {
            "type": "datetime",
            "start": "2024-01-01",
            "end": "2025-01-01",
            "arrivals": True,
        },
        "descending": {"expr": "datetime('2024-12-31') - days(n // 14) - minutes(n)"},
        "in no order": {"type": "datetime", "start": "2024-01-01", "end": "2025-01-01"},
    }
    columns = {
        "n": {"type": "key", "hidden": True},
        "at": times[order],
        "x": {"type": "float", "min": 10, "max": 20},
    }
    given = {"tables": {"t": {"rows": ROWS, "columns": columns, "overlays": [item]}}}
    loaded = schema.load(given)
    dirty, clean = loaded.generate(seed=3), loaded.generate(seed=3, overlays=False)
    times_made = clean["t"].column("at")
    if order == "descending":
        assert times_made == sorted(times_made, reverse=True)
        assert times_made[0].year == 2024
        assert times_made[-1].year == 2024
    return times_made, clean["t"].column("x"), dirty["t"].column("x")


def _at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


ORDERS = ("ascending", "descending", "in no order")


@pytest.mark.parametrize("order", ORDERS)
def test_drift_is_its_definition(order: str) -> None:
    said = {"column": "x", "by": "at", "factor": 1.5, "shift": 2}
    item = {"drift": "abrupt", **said, "from": "2024-03-01", "to": "2024-08-01"}
    for at, old, new in zip(*pair(item, order)):
        inside = _at("2024-03-01") <= at < _at("2024-08-01")
        assert new == (pytest.approx(old * 1.5 + 2) if inside else old)
    item = {"drift": "linear", **said, "from": "2024-03-01", "to": "2024-08-01"}
    first, last = _at("2024-03-01"), _at("2024-08-01")
    for at, old, new in zip(*pair(item, order)):
        p = min(max((at - first) / (last - first), 0), 1)
        assert new == (pytest.approx(old * (1 + 0.5 * p) + 2 * p) if p else old)
    item = {"drift": "seasonal", **said, "from": "2024-02-01", "period": "30d"}
    for at, old, new in zip(*pair(item, order)):
        turns = (at - _at("2024-02-01")) / datetime.timedelta(days=30)
        p = math.sin(2 * math.pi * turns)
        assert new == pytest.approx(old * (1 + 0.5 * p) + 2 * p, abs=1e-6)
