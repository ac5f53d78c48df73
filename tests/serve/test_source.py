"""Sources: rows of datasets and schemas as configurations want them, the same from wherever they are made."""

import datetime
import json
from collections import Counter

import forgery
import pytest
from forgery.errors import ForgeryError, InvalidParameterError, InvalidTypeError, SchemaError
from forgery.serve._source import UnknownDatasetError, open_schema
from streaming import EVENTS, config, source


def rows(found, start=0, stop=None):
    made, at = [], start
    stop = found.num_rows if stop is None else stop
    while at < stop:
        until = min(found.until(at), stop)
        made += map(json.loads, found.rows(at, until).text("jsonl").splitlines())
        at = until
    return made


def changed(**columns):
    """The schema of events with some columns changed."""
    table = EVENTS["tables"]["events"]
    merged = {name: {**table["columns"].get(name, {}), **spec} for name, spec in columns.items()}
    return {**EVENTS, "tables": {"events": {**table, "columns": {**table["columns"], **merged}}}}


@pytest.mark.parametrize("name", ["sales", "shop", "accounting", "weather", "stocks"])
def test_rows_are_those_of_the_dataset_of_as_many_rows(name):
    found, _ = source(name, rows=50)
    table = forgery.dataset(name, rows=50, seed=1)[found.table]
    assert found.num_rows == table.num_rows == 50
    assert found.rows(17, 30).text("jsonl") == table._rows(17, 30).text("jsonl")
    assert [column.name for column in found.columns] == table.column_names


def test_without_a_number_of_rows_a_dataset_goes_on_to_the_limit_and_a_schema_as_it_says():
    assert source("sales", limit=12_345)[0].num_rows == 12_345
    assert source(EVENTS, limit=12_345)[0].num_rows == 5000
    assert source(EVENTS, rows=300)[0].num_rows == 300
    assert source("sales", limit=None)[0].num_rows == 1000


def test_parameters_scale_and_table_are_the_datasets_own():
    found, _ = source("shop", parameters={"customers": 40}, table="orders", rows=160)
    orders = forgery.dataset("shop", customers=40, seed=1)["orders"]
    assert found.num_rows == orders.num_rows
    assert found.rows(0, 9).text("jsonl") == orders._rows(0, 9).text("jsonl")
    # Rows that are so many of each parent's are as many as there are; a number cuts them.
    cut, _ = source("shop", parameters={"customers": 40}, table="items", rows=70)
    items = forgery.dataset("shop", customers=40, seed=1)["items"]
    assert cut.num_rows == 70 < items.num_rows
    assert cut.rows(60, 70).text("jsonl") == items._rows(60, 70).text("jsonl")
    assert source("shop", scale=0.1)[0].num_rows == 100
    assert source("sales", parameters={"rows": 9})[0].num_rows == 9


def test_a_seed_is_made_up_where_none_is_given_and_told():
    found, _ = source(EVENTS, seed=None)
    again, _ = source(EVENTS, seed=found.seed)
    assert isinstance(found.seed, int)
    assert rows(found, 0, 5) == rows(again, 0, 5)


@pytest.mark.parametrize("of", ["sales", EVENTS])
def test_start_and_end_are_those_of_the_event_times(of):
    found, _ = source(of, rows=500, start="2023-03-01", end="2023-03-08", time_compression=1)
    times = found.times(0, 500)
    assert times == sorted(times)
    assert datetime.datetime(2023, 3, 1) <= times[0] < datetime.datetime(2023, 3, 2)
    assert datetime.datetime(2023, 3, 7) < times[-1] < datetime.datetime(2023, 3, 8)


def test_start_and_end_of_a_table_of_ticks():
    found, _ = source("weather", rows=50, start="2023-03-01", end="2023-03-02")
    assert rows(found)[0]["timestamp"][:10] == "2023-03-01"
    ticks = {
        "name": "t",
        "rows": {"every": "1h", "start": "2024-01-01", "points": 9},
        "columns": {"at": {"type": "tick"}},
    }
    found, _ = source(
        ticks, start="2024-03-30T22:00", end="2024-03-31T05:00", timezone="Europe/Berlin"
    )
    # The night on which the clocks go forward has an hour less.
    assert [row["at"][11:13] for row in rows(found)] == ["22", "23", "00", "01", "03", "04"]


def test_arrivals_take_the_place_of_the_columns_own():
    hours = {"hours": {"3-4": 1}, "timezone": "Europe/Berlin"}
    found, _ = source(EVENTS, arrivals=hours)
    assert {row["at"][11:13] for row in rows(found)} == {"03"}
    plain = changed(at={"arrivals": None})
    del plain["tables"]["events"]["columns"]["at"]["arrivals"]
    assert {row["at"][11:13] for row in rows(source(plain, arrivals=hours)[0])} == {"03"}


def test_a_time_zone_leaves_a_preset_as_it_is():
    found, _ = source("retail", rows=300, timezone="Europe/Berlin", time_compression=1)
    assert {time.hour for time in found.times(0, 300)} <= set(range(8, 21))


def test_start_end_and_arrivals_of_rows_that_are_events():
    rows_of = {"arrivals": "store", "per_day": 50, "start": "2024-01-01", "end": "2024-02-01"}
    events = {"name": "t", "rows": rows_of, "columns": {"at": {"type": "tick"}}}
    found, _ = source(events, start="2023-03-06", end="2023-03-08", timezone="Europe/Berlin")
    assert {row["at"][:10] for row in rows(found)} == {"2023-03-06", "2023-03-07"}
    assert {int(row["at"][11:13]) for row in rows(found)} <= set(range(8, 21))
    night, _ = source(events, arrivals={"hours": {"3-4": 1}})
    assert {row["at"][11:13] for row in rows(night)} == {"03"}


def test_events_of_a_range_of_dates_follow_the_model():
    rate = {"hours": "business", "weekdays": {"sat": 0.6, "sun": 0.4}}
    given = {"start": "2024-02-05", "end": "2024-03-04", "arrivals": rate}
    found, _ = source("payments", rows=20_000, time_compression=1, **given)
    times = found.times(0, 20_000)
    by_day = Counter(time.date() for time in times)
    factors = {day: {5: 0.6, 6: 0.4}.get(day.weekday(), 1) for day in by_day}
    assert len(factors) == 28
    assert _chi_square(by_day, factors) < 55.5  # 27 degrees of freedom: one in a thousand
    shares = {"day": 0.7, "evening": 0.2, "night": 0.1}
    assert _chi_square(Counter(_part(time.hour) for time in times), shares) < 13.8


def _part(hour):
    return "day" if 9 <= hour < 18 else "evening" if 18 <= hour < 23 else "night"


def _chi_square(counts, weights):
    scale = sum(counts.values()) / sum(weights.values())
    return sum(
        (counts[key] - weight * scale) ** 2 / (weight * scale) for key, weight in weights.items()
    )


def test_pacing_knows_times_that_are_hidden_and_times_before_they_were_late():
    found, _ = source("sales", rows=100, time_compression=60)
    assert found.event_time == "ordered_at"
    assert "ordered_at" not in [column.name for column in found.columns]
    days = [time.date().isoformat() for time in found.times(0, 100)]
    assert days == [row["order_date"] for row in rows(found)]
    late = [{"late": "at", "rate": 0.5, "by": "9d"}]
    found, _ = source(EVENTS, anomalies=late, time_compression=60)
    assert found.times(0, 99) == sorted(found.times(0, 99))
    assert [row["at"] for row in rows(found, 0, 99)] != sorted(
        row["at"] for row in rows(found, 0, 99)
    )


def test_scenarios_come_with_labels_of_what_they_changed():
    anomalies = [
        {"anomaly": "spike", "column": "n", "rate": 0.01, "factor": 100},
        {"anomaly": "missing", "column": "who", "rate": 0.02},
    ]
    drift = [{"drift": "abrupt", "column": "f", "from": 0.5, "shift": 10}]
    clean = rows(source(EVENTS)[0])
    found, _ = source(EVENTS, anomalies=anomalies, drift=drift)
    made = rows(found)
    labels = [each for at in range(0, 5000, 1000) for each in found.labels(at, at + 1000)]
    differ = {
        (row, name)
        for row, (was, now) in enumerate(zip(clean, made))
        for name in was
        if was[name] != now[name]
    }
    assert {(label.row, label.column) for label in labels} == differ
    assert {label.kind for label in labels} == {"anomaly:spike", "missing:mcar", "drift:abrupt"}
    assert all((row["f"] > 5) == (at >= 2500) for at, row in enumerate(made))


def test_labels_in_a_column_of_their_own():
    spikes = [{"anomaly": "spike", "column": "n", "rate": 0.05, "factor": 100}]
    changes = [{"at": 2500, "rename": {"n": "count"}}]
    found, _ = source(EVENTS, anomalies=spikes, labels="column", migrations=changes)
    told = {label.row for at in (0, 2500) for label in found.labels(at, 5000)}
    for at, row in enumerate(rows(found)):
        assert row["_anomaly"] == ("n:anomaly:spike" if at in told else None)


@pytest.mark.parametrize(
    ("of", "given", "says"),
    [
        ("sales", {"rows": 100_001}, "'rows' must be at most 100,000, not 100,001"),
        ("sales", {"parameters": {"rows": 7}, "offset": 9}, "'offset' must be at most 7"),
        (
            "sales",
            {"parameters": {"contry": "DE"}},
            "no parameter 'contry'; did you mean 'country'",
        ),
        (
            "sales",
            {"parameters": {"start": "2024-01-01"}, "start": "2024-01-01"},
            "'start' is given twice",
        ),
        ("sales", {"locale": "xx_XX"}, "xx_XX"),
        ("shop", {"table": "order"}, "no table 'order'; did you mean 'orders'"),
        ("sales", {"table": "reps"}, "there is no table 'reps'"),
        ("employees", {"time_compression": 2}, "has no column of event times"),
        ("banking", {"time_compression": 2}, "for each row of 'accounts' alone"),
        ("employees", {"timezone": "Europe/Berlin"}, "'timezone': the table has no column"),
        ("weather", {"arrivals": True}, "'arrivals': the rows of this table come by the clock"),
        (
            EVENTS,
            {"event_time": "att"},
            "'event_time': 'att' is no column of moments; did you mean 'at'",
        ),
        (EVENTS, {"timezone": "Europe/Berln"}, "Berln"),
        (
            EVENTS,
            {"drift": [{"drift": "abrupt", "column": "ff", "from": 0.5, "shift": 1}]},
            "'drift[0].column'",
        ),
        (EVENTS, {"anomalies": [{"late": "att", "by": "3h", "rate": 0.1}]}, "'anomalies[0].late'"),
        (
            EVENTS,
            {"anomalies": [{"anomaly": "spike", "column": "who", "factor": 2, "rate": 0.1}]},
            "who",
        ),
    ],
)
def test_what_does_not_fit_is_said_before_rows_are_made(of, given, says):
    with pytest.raises(ForgeryError) as caught:
        source(of, **given)
    assert says in str(caught.value)
    assert ".yaml" not in str(caught.value)


def test_a_dataset_that_there_is_not():
    with pytest.raises(UnknownDatasetError, match="did you mean 'sales'"):
        source("saless")


def test_a_schema_is_never_the_path_of_a_file(tmp_path):
    file = tmp_path / "events.json"
    file.write_text(json.dumps(EVENTS))
    with pytest.raises(InvalidTypeError, match="must be a mapping"):
        open_schema(str(file), config())


def test_a_schema_whose_tables_are_too_large_is_refused():
    wide = changed()
    wide["tables"]["many"] = {"rows": 10**12, "columns": {"id": {"type": "key"}}}
    with pytest.raises(SchemaError, match="table 'many' has 1,000,000,000,000 rows"):
        source(wide)


def test_times_are_there_for_those_who_asked():
    with pytest.raises(InvalidParameterError, match="time_compression"):
        source(EVENTS)[0].times(0, 5)
