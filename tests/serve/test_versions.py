"""Versions: columns that are added, renamed, retyped and dropped at a row, in every format."""

import csv
import io
import json

import pyarrow as pa
import pytest
from forgery.errors import InvalidParameterError
from streaming import EVENTS, read, source

MIGRATIONS = [
    {
        "at": 1000,
        "add": {
            "channel": {"type": "choice", "values": ["web", "app"]},
            "double": {"expr": "n * 2"},
        },
    },
    {"at": 1500, "rename": {"who": "customer", "n": "f", "f": "n"}},
    {"at": 2000, "retype": {"amount": "text", "f": "float", "at": "date"}, "drop": "note"},
    {
        "at": 2100,
        "retype": {"amount": {"type": "decimal", "scale": 1}},
        "add": {"note": "person.name"},
    },
]
COLUMNS = [
    ["id", "at", "who", "note", "amount", "n", "f", "ok"],
    ["id", "at", "who", "note", "amount", "n", "f", "ok", "channel", "double"],
    ["id", "at", "customer", "note", "amount", "f", "n", "ok", "channel", "double"],
    ["id", "at", "customer", "amount", "f", "n", "ok", "channel", "double"],
    ["id", "at", "customer", "amount", "f", "n", "ok", "channel", "double", "note"],
]
STARTS = [0, 1000, 1500, 2000, 2100, 2200]
GIVEN = {"rows": 2200, "migrations": MIGRATIONS}


@pytest.fixture(scope="module")
def lines():
    return read(**GIVEN).splitlines()


@pytest.fixture(scope="module")
def clean():
    return [json.loads(line) for line in read(rows=2200).splitlines()]


def versions():
    return [range(*pair) for pair in zip(STARTS, STARTS[1:])]


def test_values_are_those_of_the_first_version(lines, clean):
    made = [json.loads(line) for line in lines]
    for rows, names in zip(versions(), COLUMNS):
        assert all(list(made[at]) == names for at in rows)
    for was, now in zip(clean[1500:2000], made[1500:2000]):
        assert (now["customer"], now["f"]) == (was["who"], was["n"])
        assert (now["n"], now["note"], now["double"]) == (was["f"], was["note"], was["n"] * 2)
    for was, now in zip(clean[2000:2100], made[2000:2100]):
        assert (now["amount"], now["at"]) == (was["amount"], was["at"][:10])
        assert isinstance(now["f"], float)
        assert now["f"] == was["n"]
    assert {row["channel"] for row in made[1000:]} == {"web", "app"}


def test_versions_have_numbers_and_types():
    found, _ = source(schema_version=7, **GIVEN)
    assert [(each.row, each.number) for each in found.versions] == list(zip(STARTS, range(7, 12)))
    types = [{column.name: column.type for column in each.columns} for each in found.versions]
    assert [kinds["amount"] for kinds in types] == [
        *["decimal(38, 2)"] * 3,
        "string",
        "decimal(38, 1)",
    ]
    assert (types[2]["f"], types[3]["f"], types[3]["at"]) == ("int64", "float64", "date")


@pytest.mark.parametrize("offset", [999, 1000, 1700, 2199, 2200])
@pytest.mark.parametrize("form", ["ndjson", "csv", "sse"])
def test_a_stream_from_the_middle_is_the_rest_of_the_whole(form, offset):
    given = {"rows": 2200, "migrations": MIGRATIONS, "marker": False}
    whole, rest = read(form=form, **given), read(form=form, offset=offset, **given)
    if form == "ndjson":
        assert whole.splitlines()[offset:] == rest.splitlines()
    elif form == "sse":
        assert _events(whole)[offset:] == _events(rest)
    else:
        records = [[row for table in _tables(each) for row in table[1:]] for each in (whole, rest)]
        assert records[0][offset:] == records[1]


def _events(text):
    return [event for event in text.split(b"\n\n") if event.startswith(b"id: ")]


def _tables(text):
    """The tables of a CSV stream, each with its header."""
    made = [[]]
    for record in csv.reader(io.StringIO(text.decode(), newline="")):
        if record:
            made[-1].append(record)
        else:
            made.append([])
    return made


def test_csv_has_an_empty_line_and_a_header_before_each_version(lines):
    tables = _tables(read(form="csv", **GIVEN))
    assert [table[0] for table in tables] == COLUMNS
    assert [len(table) - 1 for table in tables] == [len(rows) for rows in versions()]
    for rows, table in zip(versions(), tables):
        first = json.loads(lines[rows[0]])
        assert table[1] == ["" if each is None else _spelled(each) for each in first.values()]


def _spelled(value):
    return json.dumps(value) if isinstance(value, bool) else str(value)


def test_arrow_has_a_stream_for_each_version(lines):
    body = io.BytesIO(read(form="arrow", **GIVEN))
    tables = []
    while body.tell() < len(body.getvalue()):
        with pa.ipc.open_stream(body) as reader:
            tables.append((reader.schema.metadata, reader.read_all()))
    assert [int(told[b"forgery.schema_version"]) for told, _ in tables] == [1, 2, 3, 4, 5]
    assert [int(told[b"forgery.row"]) for told, _ in tables] == STARTS[:-1]
    assert [table.column_names for _, table in tables] == COLUMNS
    for rows, (_, table) in zip(versions(), tables):
        assert table["customer" if "customer" in table.column_names else "who"].to_pylist() == [
            json.loads(lines[at]).get("customer", json.loads(lines[at]).get("who")) for at in rows
        ]


def test_sse_tells_of_each_version():
    events = [
        event
        for event in read(form="sse", **GIVEN).split(b"\n\n")
        if event.startswith(b"event: schema")
    ]
    told = [json.loads(event.partition(b"data: ")[2])["forgery"] for event in events]
    assert [(each["schema_version"], each["row"]) for each in told] == list(
        zip(range(1, 6), STARTS)
    )
    assert [[column["name"] for column in each["columns"]] for each in told] == COLUMNS


def test_ndjson_and_csv_tell_of_them_if_markers_are_wanted():
    told = [
        json.loads(line) for line in read(marker=True, **GIVEN).splitlines() if b'"forgery"' in line
    ]
    assert [each["forgery"].get("schema_version") for each in told] == [1, 2, 3, 4, 5, None]
    assert told[-1]["forgery"] == {"end": "complete", "rows": 2200, "next": 2200}
    marks = [
        line
        for line in read(form="csv", marker=True, **GIVEN).splitlines()
        if line.startswith(b"# ")
    ]
    assert [json.loads(line[2:]) for line in marks] == told


def test_names_inside_of_values_stay_as_they_are():
    given = {
        "rows": 40,
        "columns": {"who": "profile.simple_profile", "name": "person.name"},
        "name": "t",
    }
    given["columns"]["who"] = "simple_profile"
    rows = [
        json.loads(line)
        for line in read(given, migrations=[{"at": 20, "rename": {"name": "n"}}]).splitlines()
    ]
    assert list(rows[19]) == ["who", "name"]
    assert list(rows[20]) == ["who", "n"]
    assert "name" in rows[20]["who"]
    odd = {"rows": 9, "name": "t", "columns": {'a"b': {"type": "constant", "value": '"a\\"b": 1'}}}
    rows = [
        json.loads(line)
        for line in read(odd, migrations=[{"at": 5, "rename": {'a"b': "c"}}]).splitlines()
    ]
    assert rows[4:6] == [{'a"b': '"a\\"b": 1'}, {"c": '"a\\"b": 1'}]


def test_overlays_go_on_where_their_columns_are():
    anomalies = [
        {"missing": "mcar", "columns": ["who", "note"], "rate": 0.2},
        {"anomaly": "spike", "column": "n", "rate": 0.1, "factor": 100},
    ]
    given = {"rows": 2000, "anomalies": anomalies}
    whole = [json.loads(line) for line in read(**given).splitlines()]
    gone = [{"at": 1000, "drop": "who", "rename": {"n": "count"}}]
    made = [json.loads(line) for line in read(migrations=gone, **given).splitlines()]
    assert whole[:1000] == made[:1000]
    assert [row["count"] for row in made[1000:]] == [row["n"] for row in whole[1000:]]
    assert [row["note"] for row in made[1000:]] == [row["note"] for row in whole[1000:]]


def test_duplicates_go_on_without_the_columns_that_they_kept():
    twice = [{"duplicate": "exact", "rate": 0.3, "keep": ["id"]}]
    given = {"rows": 400, "anomalies": twice, "migrations": [{"at": 200, "drop": "id"}]}
    made = [json.loads(line) for line in read(**given).splitlines()]
    whole = [json.loads(line) for line in read(rows=400, anomalies=twice).splitlines()]
    assert made[200:] == [
        {key: value for key, value in row.items() if key != "id"} for row in whole[200:]
    ]


def test_a_schema_change_is_an_anomaly_with_labels():
    change = {
        "anomaly": "schema_change",
        "at": 1000,
        "rename": {"who": "name"},
        "retype": {"n": "text"},
    }
    found, _ = source(rows=2000, anomalies=[change], migrations=[{"at": 1000, "drop": "ok"}])
    assert len(found.versions) == 2
    assert [tuple(label) for label in found.labels(1000, 2000)] == [
        (1000, "n", "anomaly:schema_change", "int", "text", None),
        (1000, "who", "anomaly:schema_change", "who", "name", None),
    ]
    assert found.labels(0, 1000) == found.labels(1001, 2000) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"rename": {"whoo": "x"}},
            "'migrations[0].rename': there is no column 'whoo' before row 9; did you mean",
        ),
        ({"rename": {"who": "n"}}, "there would be two columns 'n'"),
        ({"drop": ["who", "who"]}, "'migrations[0].drop': there is no column 'who'"),
        ({"add": {"who": "person.name"}}, "there is a column 'who' already"),
        ({"add": {"x": {"expr": "nn + 1"}}}, "nn"),
        ({"retype": {"amount": "text"}}, "overlay 0 lies on 'amount'"),
        ({"retype": {"at": "float"}}, "cannot become float"),
        ({"drop": list(EVENTS["tables"]["events"]["columns"])}, "no column is left"),
    ],
)
def test_what_does_not_go_with_the_columns_is_said_before_rows_are_made(change, says):
    spikes = [{"anomaly": "spike", "column": "amount", "rate": 0.1, "factor": 2}]
    with pytest.raises((InvalidParameterError, ValueError)) as caught:
        source(migrations=[{"at": 9, **change}], anomalies=spikes)
    assert says in str(caught.value)
