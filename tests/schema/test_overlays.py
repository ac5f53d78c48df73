"""Overlays: what goes wrong, how often, where, and what the labels say of it."""

import copy
import json
import math

import forgery
import pytest
from forgery import errors, schema, sinks

pytest.importorskip("pydantic")

ROWS = 20_000
COLUMNS = {
    "id": {"type": "key", "prefix": "C", "width": 6},
    "amount": {"type": "decimal", "distribution": {"lognormal": {"mean": 3, "sigma": 0.5}}},
    "score": {"type": "float", "distribution": {"normal": {"mean": 50, "sd": 10}}},
    "age": {"type": "int", "min": 18, "max": 90},
    "name": "person.name",
    "city": "city",
    "segment": {"type": "choice", "values": {"a": 0.6, "b": 0.3, "c": 0.1}},
    "active": "bool",
    "joined": {"type": "date", "start": "2024-01-01", "end": "2024-12-31"},
    "seen": {"type": "datetime", "start": "2024-01-01", "end": "2024-12-31"},
    "first": "person.first_name",
    "last": "person.last_name",
}
KINDS = {
    "spike": {"anomaly": "spike", "column": "amount", "factor": [5, 20]},
    "drop": {"anomaly": "drop", "column": "amount", "factor": 10},
    "outlier": {"anomaly": "outlier", "column": "score", "sd": 6},
    "out_of_range": {"anomaly": "out_of_range", "column": "age"},
    "category": {"anomaly": "category", "column": "segment", "values": ["x", "y"]},
    "other": {"anomaly": "category", "column": "segment"},
    "stuck": {"anomaly": "duplicate", "column": "score"},
    "flip": {"anomaly": "flip", "column": "active"},
    "minus": {"anomaly": "flip", "column": "amount"},
    "swap": {"anomaly": "swap", "columns": ["first", "last"]},
    "mcar": {"missing": "mcar", "column": "age"},
    "mcar as text": {"missing": "mcar", "columns": ["age", "joined"], "as": "N/A"},
    "mcar as number": {"missing": "mcar", "column": "age", "as": -999},
    "mar": {"missing": "mar", "column": "score", "given": "age"},
    "mnar": {"missing": "mnar", "column": "score"},
    "keyboard": {"typo": "keyboard", "column": "name"},
    "typos": {"typo": ["ocr", "swap", "drop", "double", "space"], "columns": ["name"], "most": 3},
    "case": {"typo": "case", "column": "city"},
    "date": {"format": "date", "column": "joined", "forms": ["%d/%m/%Y", "%Y%m%d"]},
    "number": {"format": "number", "column": "amount", "forms": ["zeros", "dollar"]},
    "exact": {"duplicate": "exact", "keep": ["id"], "within": 50},
    "near": {"duplicate": "near", "keep": ["id"], "columns": ["name", "score", "joined"]},
    "drift": {"drift": "abrupt", "column": "score", "from": 0, "shift": 10},
    "late": {"late": "seen", "by": ["1h", "5h"]},
    "late by days": {"late": "joined", "by": {"exponential": {"mean": 3}}, "unit": "d"},
}
RATE = 0.03


def made(*overlays, rows=ROWS, **options):
    table = {"rows": rows, "columns": COLUMNS, "overlays": list(overlays)}
    loaded = schema.load({"name": "t", "tables": {"t": copy.deepcopy(table)}})
    return loaded.generate(seed=11, as_of="2026-01-01", **options)


def pair(*overlays, rows=ROWS):
    """The table and its clean twin, as columns."""
    dirty, clean = made(*overlays, rows=rows), made(*overlays, rows=rows, overlays=False)
    return dirty, columns(dirty), columns(clean)


def columns(data, start=None, stop=None):
    table = data["t"]
    return {name: table.column(name, slice(start, stop)) for name in table.column_names}


def text(value):
    return None if value is None else str(value)


def differences(dirty, clean):
    return {
        (row, name): (text(old), text(new))
        for name in dirty
        for row, (old, new) in enumerate(zip(clean[name], dirty[name]))
        if (old != new or type(old) is not type(new)) and text(old) != text(new)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_labels_are_what_differs_and_as_much_as_was_asked(kind):
    data, dirty, clean = pair({"rate": RATE, **KINDS[kind]})
    wrong = differences(dirty, clean)
    labels = data.labels("t")
    assert {(each.row, each.column): (each.old, each.new) for each in labels} == wrong
    assert len(labels) == len(wrong)
    places = list(dirty)
    assert labels == sorted(labels, key=lambda each: (each.row, places.index(each.column)))
    column = "age" if kind == "mcar as text" else next(iter(wrong))[1]
    if kind == "near" or kind == "exact":
        column = "seen"  # the same as another's only where it is repeated
    count = sum(1 for _, name in wrong if name == column)
    # Some changes come to nothing: a typo of spaces never, a swap of equal letters is not made.
    spread = math.sqrt(ROWS * RATE * (1 - RATE))
    assert abs(count - ROWS * RATE) < 4.5 * spread


@pytest.mark.parametrize("kind", KINDS)
def test_rows_and_labels_do_not_depend_on_how_they_are_asked_for(kind):
    data = made({"rate": 0.2, **KINDS[kind]}, rows=3_000)
    rows, labels = data["t"].records(), data.labels("t")
    for start, stop in [(0, 1), (1023, 1026), (1500, 2700), (2999, 3000), (2048, 2049)]:
        assert data["t"][start:stop] == rows[start:stop]
        wanted = [each for each in labels if start <= each.row < stop]
        assert data.labels("t", start, stop) == wanted
    assert [data["t"][row] for row in range(1020, 1030)] == rows[1020:1030]
    # Nor on how many come after.
    if kind not in {"outlier", "out_of_range", "mar", "mnar"}:
        assert made({"rate": 0.2, **KINDS[kind]}, rows=1_500)["t"].records() == rows[:1_500]


@pytest.mark.parametrize("kind", KINDS)
def test_without_overlays_all_is_as_if_there_were_none(kind, tmp_path):
    off = made({"rate": 0.2, **KINDS[kind]}, rows=2_000, overlays=False)
    disabled = made({"rate": 0.2, "enabled": False, **KINDS[kind]}, rows=2_000)
    none = made(rows=2_000)
    assert off["t"].records() == none["t"].records() == disabled["t"].records()
    assert off["t"]._text(0, 2_000, "csv") == none["t"]._text(0, 2_000, "csv")
    assert off["t"]._text(0, 2_000, "jsonl") == none["t"]._text(0, 2_000, "jsonl")
    assert off.labels("t") == disabled.labels("t") == []
    pytest.importorskip("pyarrow")
    assert off["t"].to_arrow().equals(none["t"].to_arrow())
    assert off["t"].to_arrow().schema == none["t"].to_arrow().schema


@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_of_output_agree(kind):
    pytest.importorskip("pyarrow")
    data = made({"rate": 0.2, **KINDS[kind]}, rows=1_500)
    rows = data["t"].records()
    assert data["t"].to_arrow().to_pylist() == rows
    assert list(data["t"]) == rows


def test_other_columns_and_tables_see_the_clean_values():
    table = {
        "rows": 2_000,
        "columns": {**COLUMNS, "twice": {"expr": "amount * 2"}},
        "overlays": [{"anomaly": "spike", "column": "amount", "rate": 0.5}],
    }
    child = {
        "rows": {"per": "t", "distribution": "fixed", "count": 1},
        "columns": {"a": "t.amount"},
    }
    loaded = schema.load({"tables": {"t": table, "c": child}})
    data, clean = loaded.generate(seed=3), loaded.generate(seed=3, overlays=False)
    assert data["t"].column("twice") == clean["t"].column("twice")
    assert data["c"].column("a") == clean["t"].column("amount") != data["t"].column("amount")
    assert data.labels("c") == []


def test_a_name_and_a_condition():
    item = {
        "anomaly": "spike",
        "column": "amount",
        "rate": 0.5,
        "name": "burst",
        "when": "age > 60",
    }
    data, _, clean = pair(item)
    rows = {each.row for each in data.labels("t")}
    old = [row for row in range(ROWS) if clean["age"][row] > 60]
    assert rows < set(old)
    assert abs(len(rows) / len(old) - 0.5) < 0.03
    assert {each.kind for each in data.labels("t")} == {"burst"}


def test_runs():
    item = {"anomaly": "spike", "column": "amount", "rate": 0.05, "cluster": 8}
    data, *_ = pair(item)
    rows = [each.row for each in data.labels("t")]
    runs = 1 + sum(after - before > 1 for before, after in zip(rows, rows[1:]))
    assert abs(len(rows) / ROWS - 0.05) < 0.015
    assert 5.5 < len(rows) / runs < 10.5


def test_what_anomalies_do():
    _, dirty, clean = pair({"rate": RATE, **KINDS["spike"]})
    factors = [float(new / old) for old, new in zip(clean["amount"], dirty["amount"]) if new != old]
    assert 4.9 < min(factors) < 6
    assert 19 < max(factors) < 20.1
    _, dirty, clean = pair({"rate": RATE, **KINDS["outlier"]})
    off = [abs(new - 50) for old, new in zip(clean["score"], dirty["score"]) if new != old]
    assert all(55 < each < 65 for each in off)
    _, dirty, clean = pair({"rate": RATE, **KINDS["out_of_range"]})
    assert all(not 18 <= new <= 90 for old, new in zip(clean["age"], dirty["age"]) if new != old)
    _, dirty, _ = pair({"rate": RATE, **KINDS["category"]})
    assert set(dirty["segment"]) == {"a", "b", "c", "x", "y"}
    _, dirty, _ = pair({"rate": RATE, **KINDS["other"]})
    assert set(dirty["segment"]) == {"a", "b", "c"}
    _, dirty, clean = pair({"rate": RATE, **KINDS["swap"]})
    for row in range(ROWS):
        now = (dirty["first"][row], dirty["last"][row])
        before = (clean["first"][row], clean["last"][row])
        assert now in (before, before[::-1])


def test_stuck_values_are_those_before_the_run():
    data, dirty, _ = pair({"rate": 0.1, "cluster": 4, **KINDS["stuck"]})
    touched = {each.row for each in data.labels("t")}
    # Runs begin anew with each chunk of 1,024 rows.
    for row in touched:
        if row % 1024:
            assert dirty["score"][row] == dirty["score"][row - 1]


def correlated(flags, values):
    """The mean of the values where a flag is set, in standard errors of what it is in all."""
    n, mean = len(values), sum(values) / len(values)
    sd = math.sqrt(sum((x - mean) ** 2 for x in values) / n)
    some = [x for flag, x in zip(flags, values) if flag]
    return (sum(some) / len(some) - mean) / (sd / math.sqrt(len(some)))


def test_how_values_are_missing():
    rate = 0.1

    def missing(kind, **more):
        _, dirty, clean = pair({"missing": kind, "column": "score", "rate": rate, **more})
        flags = [value is None for value in dirty["score"]]
        # The chances are fitted to a sample of the table, so the share is close to the rate and not more.
        assert abs(sum(flags) / ROWS - rate) < 7 * math.sqrt(rate * (1 - rate) / ROWS)
        return correlated(flags, clean["age"]), correlated(flags, clean["score"])

    age, own = missing("mcar")
    assert abs(age) < 4
    assert abs(own) < 4
    age, own = missing("mar", given="age")
    assert age > 15
    assert abs(own) < 4
    age, own = missing("mar", given="age", direction="low", slope=5)
    assert age < -15
    assert abs(own) < 4
    age, own = missing("mnar")
    assert abs(age) < 4
    assert own > 15
    # Of a choice, the order of its values counts; of an expression, what it gives.
    age, own = missing("mar", given="if(segment == 'c', 1, 0)")
    assert abs(age) < 4
    assert abs(own) < 4


def test_what_stands_for_missing_values():
    item = {"missing": "mcar", "rate": 0.2}
    assert {None} < set(made({**item, "column": "age"})["t"].column("age"))
    assert -999 in made({**item, "column": "age", "as": -999})["t"].column("age")
    ages = made({**item, "column": "age", "as": ""})["t"].column("age")
    assert {type(age) for age in ages} == {str}
    assert {"", "30"} < set(ages)
    assert None not in made({**item, "column": "city", "as": "N/A"})["t"].column("city")


def test_duplicates_repeat_rows_that_are_no_duplicates():
    data, dirty, clean = pair({"rate": 0.1, **KINDS["exact"]})
    labels = data.labels("t")
    sources = {each.row: each.source for each in labels}
    assert len(sources) > 1_000
    for row, source in sources.items():
        assert source not in sources
        assert row > source
        for name in dirty:
            there = clean["id"][row] if name == "id" else clean[name][source]
            assert dirty[name][row] == there
    assert sum(row - source <= 50 for row, source in sources.items()) > 0.98 * len(sources)


def test_near_duplicates_differ_in_one_column():
    data, dirty, clean = pair({"rate": 0.1, **KINDS["near"]})
    sources = {each.row: each.source for each in data.labels("t")}
    found = []
    for row, source in sources.items():
        found.append([n for n in dirty if n != "id" and dirty[n][row] != clean[n][source]])
    assert all(len(each) <= 1 for each in found)
    assert {name for each in found for name in each} == {"name", "score", "joined"}
    assert sum(len(each) == 1 for each in found) > 0.97 * len(found)


def test_duplicates_of_what_overlays_before_them_made():
    null = {"missing": "mcar", "column": "city", "rate": 0.5}
    data, dirty, _ = pair(null, {"rate": 0.2, **KINDS["exact"]})
    sources = {each.row: each.source for each in data.labels("t") if each.source is not None}
    assert all(dirty["city"][row] == dirty["city"][source] for row, source in sources.items())


def mean(values):
    return sum(values) / len(values)


def test_drift():
    item = {"drift": "abrupt", "column": "score", "from": 0.5, "shift": 10}
    _, dirty, clean = pair(item)
    half = ROWS // 2
    assert dirty["score"][:half] == clean["score"][:half]
    assert mean(dirty["score"][half:]) - mean(clean["score"][half:]) == pytest.approx(10)
    item = {
        "drift": "linear",
        "column": "score",
        "by": "seen",
        "from": "2024-03-01",
        "to": "2024-09-01",
    }
    _, dirty, clean = pair({**item, "factor": 2})
    by_month = [[] for _ in range(12)]
    for row in range(ROWS):
        by_month[clean["seen"][row].month - 1].append(dirty["score"][row] / clean["score"][row])
    means = [mean(month) for month in by_month]
    assert means[0] == means[1] == 1
    assert all(before < after for before, after in zip(means[1:9], means[2:9]))
    assert means[9] == means[11] == pytest.approx(2)
    item = {"drift": "seasonal", "column": "score", "by": "joined", "period": "1y", "shift": 10}
    _, dirty, clean = pair(item)
    off = [(clean["joined"][r].month, dirty["score"][r] - clean["score"][r]) for r in range(ROWS)]
    assert mean([x for month, x in off if month in (3, 4)]) > 9
    assert mean([x for month, x in off if month in (9, 10)]) < -9


def test_drift_of_shares():
    item = {
        "drift": "linear",
        "column": "segment",
        "from": 0.25,
        "to": 0.75,
        "values": {"c": 1, "d": 3},
    }
    _, dirty, clean = pair(item)
    quarter = ROWS // 4
    assert dirty["segment"][:quarter] == clean["segment"][:quarter]
    last = dirty["segment"][3 * quarter :]
    assert last.count("d") / quarter == pytest.approx(0.75, abs=0.03)
    assert last.count("c") / quarter == pytest.approx(0.25, abs=0.03)


def test_late():
    data, dirty, clean = pair({"rate": RATE, **KINDS["late"]})
    delays = [(new - old).total_seconds() for old, new in zip(clean["seen"], dirty["seen"])]
    some = [delay for delay in delays if delay]
    assert all(3600 <= delay <= 5 * 3600 for delay in some)
    assert {each.kind for each in data.labels("t")} == {"late"}
    data, dirty, clean = pair({"late": "seen", "by": "3h", "rate": 1})
    assert all(
        (new - old).total_seconds() == 3 * 3600 for old, new in zip(clean["seen"], dirty["seen"])
    )


def test_typos_go_by_the_keyboard_of_the_locale():
    item = {"typo": "keyboard", "column": "name", "rate": 0.5}
    table = {"rows": 500, "columns": {"name": "person.name"}, "overlays": [item]}
    for locale in ("de_DE", "fr_FR", "ru_RU", "ja_JP", "en_US"):
        data = schema.load({"locale": locale, "tables": {"t": table}}).generate(seed=1)
        found = data.labels("t")
        assert bool(found) == (locale != "ja_JP")
        assert all(len(each.old) == len(each.new) for each in found)


WRONG = [
    ({"anomaly": "spice", "column": "amount", "rate": 0.1}, "did you mean 'spike'?"),
    ({"anomaly": "spike", "column": "amuont", "rate": 0.1}, "did you mean 'amount'?"),
    (
        {"anomaly": "spike", "column": "name", "rate": 0.1},
        "is for columns of numbers, and 'name' is none",
    ),
    ({"anomaly": "spike", "column": "amount", "rate": 2}, "rate"),
    ({"anomaly": "spike", "column": "amount"}, "needs 'rate'"),
    ({"anomaly": "spike", "column": "amount", "rate": 0.1, "sd": 3}, "'sd' is for outlier"),
    ({"anomaly": "spike", "column": "amount", "rate": 0.9, "cluster": 2}, "runs of 2 rows"),
    ({"anomaly": "swap", "columns": ["age", "name"], "rate": 0.1}, "two columns of one type"),
    ({"anomaly": "category", "column": "name", "rate": 0.1}, "needs 'values'"),
    ({"missing": "mar", "column": "age", "rate": 0.1}, "'given' is missing"),
    ({"missing": "mar", "column": "age", "given": "name", "rate": 0.1}, "have no order"),
    (
        {"missing": "mcar", "column": "age", "rate": 0.1, "when": "age"},
        "'when' must be true or false",
    ),
    ({"typo": "keybord", "column": "name", "rate": 0.1}, "did you mean 'keyboard'?"),
    (
        {"typo": "keyboard", "column": "age", "rate": 0.1},
        "is for columns of text, and 'age' is none",
    ),
    ({"format": "date", "column": "age", "rate": 0.1}, "'age' is neither"),
    (
        {"format": "number", "column": "age", "rate": 0.1, "forms": ["coma"]},
        "did you mean 'comma'?",
    ),
    ({"duplicate": "exact", "rate": 0.1, "keep": ["ide"]}, "did you mean 'id'?"),
    ({"duplicate": "exact", "rate": 0.95}, "at most 0.9"),
    ({"drift": "linear", "column": "age", "from": 0.2, "shift": 1}, "'to' is missing"),
    ({"drift": "abrupt", "column": "age", "from": "2024-01-01", "shift": 1}, "needs 'by'"),
    (
        {"drift": "abrupt", "column": "age", "from": 0.5, "by": "name", "shift": 1},
        "'name' is neither",
    ),
    ({"late": "name", "by": "3h", "rate": 0.1}, "dates or times, and 'name' is none"),
    ({"late": "seen", "by": "0h", "rate": 0.1}, "must be above 0"),
    ({"typoo": "keyboard", "column": "name", "rate": 0.1}, "did you mean 'typo'?"),
]


@pytest.mark.parametrize(("item", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_said_before_anything_is_made(item, message):
    with pytest.raises(errors.SchemaError) as caught:
        made(item)
    assert message in str(caught.value)
    assert caught.value.errors[0][0].startswith("tables.t.overlays[0]")


def test_labels_in_files(tmp_path):
    data = made({"rate": RATE, **KINDS["spike"]}, {"rate": RATE, **KINDS["mcar"]})
    labels = data.labels("t")
    assert data.write_labels(tmp_path, "csv") == {"t_labels.csv": len(labels)}
    lines = (tmp_path / "t_labels.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "row,column,kind,old,new,source"
    assert len(lines) == len(labels) + 1
    data.write_labels(tmp_path, "jsonl")
    data.write_labels(tmp_path, "json")

    found = [
        schema._labels.Label(**each)
        for each in json.loads((tmp_path / "t_labels.json").read_text())
    ]
    assert found == labels
    assert len((tmp_path / "t_labels.jsonl").read_text().splitlines()) == len(labels)
    with pytest.raises(errors.ExportFormatError, match="one of csv"):
        data.write_labels(tmp_path, "xlsx")
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = data.labels_to_arrow("t")
    assert [tuple(each.values()) for each in table.to_pylist()] == labels
    data.write_labels(tmp_path, "parquet")
    assert parquet.read_table(tmp_path / "t_labels.parquet").equals(table)
    data.write_labels(tmp_path, "arrow")
    with pa.ipc.open_file(tmp_path / "t_labels.arrow") as file:
        assert file.read_all().equals(table)


def test_the_command_line(tmp_path):
    testing = pytest.importorskip("click.testing")

    from forgery.cli import cli

    # Of what overlays did, nothing is wrong.
    items = [
        {"rate": RATE, **KINDS["spike"]},
        {"missing": "mcar", "column": "age", "rate": 0.1},
        {"duplicate": "exact", "rate": 0.1},
    ]
    table = {"rows": 2_000, "columns": COLUMNS, "overlays": items}
    path = tmp_path / "t.json"
    path.write_text(
        json.dumps({"tables": {"t": table, "u": {"rows": 3, "columns": {"a": "city"}}}})
    )
    run = testing.CliRunner().invoke
    arguments = ["generate", str(path), "--seed", "1", "-q", "--labels"]
    result = run(cli, [*arguments, "-o", str(tmp_path / "out"), "-f", "csv"])
    assert result.exit_code == 0, result.output
    files = {file.name for file in (tmp_path / "out").iterdir()}
    assert "t_labels.csv" in files
    report = sinks.verify(tmp_path / "out")
    assert report.ok, report
    (tmp_path / "out" / "t_labels.csv").write_text("row\n")
    (wrong,) = sinks.verify(tmp_path / "out").failed
    assert (wrong.name, wrong.file) == ("hash", "t_labels.csv")
    assert "u_labels.csv" not in files
    result = run(cli, arguments)
    assert result.exit_code == 2


def test_the_same_again():
    item = {"rate": RATE, **KINDS["keyboard"]}
    assert made(item, rows=3_000)["t"].records() == made(item, rows=3_000)["t"].records()
    # An item does not depend on those before it in the list but by its place.
    one = made(
        {"missing": "mcar", "column": "age", "rate": 0.1, "enabled": False}, item, rows=3_000
    )
    two = made({"missing": "mcar", "column": "age", "rate": 0.1}, item, rows=3_000)
    assert one["t"].column("name") == two["t"].column("name")
    assert forgery.VALUES_VERSION
