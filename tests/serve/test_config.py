"""The configuration of a stream: what it takes, and what it says of what it does not take."""

import json
import re
from pathlib import Path

import pydantic
import pytest
from forgery.serve._config import SchemaStream, StreamConfig, errors_of
from forgery.serve._source import open_dataset


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"rwos": 1}, "rwos", "did you mean 'rows'"),
        ({"rows": "5"}, "rows", "must be an integer, not '5'"),
        ({"rows": True}, "rows", "integer"),
        ({"rows": 0}, "rows", "at least 1"),
        ({"seed": 1.5}, "seed", "an integer or a text"),
        ({"seed": True}, "seed", "an integer or a text"),
        ({"seed": "x" * 1001}, "seed", "1,000 characters"),
        ({"locale": 5}, "locale", "a locale such as de_DE"),
        ({"rate_per_second": 0.01}, "rate_per_second", "at least 0.1"),
        ({"rate_per_second": float("nan")}, "rate_per_second", "finite"),
        ({"burst": 2}, "burst", "goes with 'rate_per_second'"),
        ({"time_compression": 0}, "time_compression", "above 0"),
        ({"offset": 5, "rows": 3}, "offset", "at most 'rows', 3, not 5"),
        ({"start": "yesterday"}, "start", "a date or a time such as"),
        ({"timezone": "../etc/passwd"}, "timezone", "a name such as Europe/Berlin"),
        ({"arrivals": 3}, "arrivals", "true, a preset, or a mapping"),
        ({"arrivals": {"hours": "busy"}}, "arrivals.hours", "'business', 24 weights"),
        (
            {"anomalies": [{"anomaly": "spike", "rate": 2, "column": "a"}]},
            "anomalies[0].rate",
            "at most 1",
        ),
        ({"anomalies": [{"odd": 1}]}, "anomalies[0]", "an anomaly is a mapping with one of"),
        (
            {"drift": [{"drift": "linear", "column": "a", "shift": 1, "from": 0.1}]},
            "drift[0]",
            "'to' is missing",
        ),
        ({"labels": "some"}, "labels", "'none', 'column' or 'stream', not 'some'"),
        ({"migrations": [{"at": 0, "drop": "a"}]}, "migrations[0].at", "at least 1"),
        ({"migrations": [{"at": 2}]}, "migrations[0]", "nothing changes"),
        (
            {"migrations": [{"at": 2, "retype": {"a": "odd"}}]},
            "migrations[0].retype.a.type",
            "'int', 'float'",
        ),
        (
            {"migrations": [{"at": 2, "add": {"x": {"type": "int", "mn": 1}}}]},
            "migrations[0].add.x.mn",
            "mn",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_field(given, field, says):
    with pytest.raises(pydantic.ValidationError) as caught:
        StreamConfig.model_validate(given)
    found = errors_of(caught.value, list(StreamConfig.model_fields))
    assert [name for name, _ in found] == [field]
    assert says in found[0][1]


def test_a_schema_is_needed_where_one_is_streamed():
    with pytest.raises(pydantic.ValidationError) as caught:
        SchemaStream.model_validate({"rows": 5})
    assert errors_of(caught.value) == [("schema", "'schema' is missing")]


def test_anomalies_may_be_called_what_people_call_them():
    made = StreamConfig.model_validate(
        {
            "anomalies": [
                {"anomaly": "missing", "column": "a", "rate": 0.1},
                {"anomaly": "late", "column": "t", "by": "3h", "rate": 0.1},
                {"anomaly": "wrong_category", "column": "c", "rate": 0.1},
                {"anomaly": "repeated", "rate": 0.1},
            ]
        }
    )
    assert made.anomalies == [
        {"missing": "mcar", "column": "a", "rate": 0.1},
        {"late": "t", "by": "3h", "rate": 0.1},
        {"anomaly": "category", "column": "c", "rate": 0.1},
        {"duplicate": "exact", "rate": 0.1},
    ]


def test_it_has_a_json_schema():
    made = SchemaStream.model_json_schema()
    assert {"schema", "rows", "migrations", "arrivals"} <= set(made["properties"])
    assert made["required"] == ["schema"]
    json.dumps(made)


PAGE = Path(__file__).parents[2] / "docs" / "streams.md"


@pytest.mark.parametrize(
    "text", re.findall(r"^```json\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
def test_what_the_page_shows_streams(text):
    made = StreamConfig.model_validate(json.loads(text))
    found = open_dataset("payments", made, 100_000)
    assert found.num_rows == made.rows
    for version in found.versions:
        assert len(found.rows(version.row, version.row + 1)) == 1
