"""The datasets take a country, dates and an interval."""

from __future__ import annotations

import datetime

import forgery
import pytest

#: What has the country's code in the main table.
COUNTRIES = {
    "patients": "country",
    "clinical_trials": "study_country",
    "web_analytics": "geo_country",
    "app_usage": "location_country",
    "sessions": "country",
    "weather": "country",
    "environment": "country",
    "posts": "location_country",
    "user_profiles": "location_country",
}
#: The column of times, which follow `start` and come before `end`.
TIMES = {
    "appointments": "appointment_date",
    "lab_results": "collection_date",
    "prescriptions": "start_date",
    "medical_history": "diagnosis_date",
    "web_analytics": "timestamp",
    "app_usage": "session_start_time",
    "system_logs": "timestamp",
    "api_calls": "timestamp",
    "sessions": "session_start",
    "error_logs": "timestamp",
    "posts": "post_date",
    "user_profiles": "join_date",
}
SERIES = [
    "server_metrics",
    "performance",
    "weather",
    "traffic",
    "environment",
    "industrial",
    "smart_home",
]


@pytest.mark.parametrize("country", ["DE", "JP", "BR"])
@pytest.mark.parametrize("name", COUNTRIES)
def test_places_are_in_the_country(name, country):
    table = forgery.dataset(name, rows=50, seed=1, country=country)[name]
    assert set(table.column(COUNTRIES[name], slice(0, 50))) == {country}


def test_names_are_those_of_the_country():
    rows = forgery.dataset("patients", rows=20, seed=1, country="JP")["patients"][:20]
    assert all(ord(row["last_name"][0]) > 0x3000 for row in rows)


@pytest.mark.parametrize("name", TIMES)
def test_events_lie_between_start_and_end(name):
    start, end = datetime.date(2021, 3, 1), datetime.date(2021, 5, 1)
    times = forgery.dataset(name, rows=500, seed=1, start=start, end=end)[name].column(
        TIMES[name], slice(0, 500)
    )
    days = [time.date() if isinstance(time, datetime.datetime) else time for time in times]
    assert start <= min(days) < datetime.date(2021, 3, 8)
    assert datetime.date(2021, 4, 23) < max(days) <= end


@pytest.mark.parametrize("name", SERIES)
def test_series_have_start_and_interval(name):
    data = forgery.dataset(name, rows=500, seed=1, start=datetime.date(2021, 3, 1), interval="2h")
    times = sorted(set(data[name].column("timestamp", slice(0, 500))))
    assert times[0] == datetime.datetime(2021, 3, 1)
    assert {b - a for a, b in zip(times, times[1:])} == {datetime.timedelta(hours=2)}


def test_energy_is_that_of_the_interval():
    """A day of quarters of an hour takes about as much as a day of hours."""
    quarters, hours = (
        forgery.dataset("energy", rows=rows, meters=10, seed=1, interval=interval)["energy"]
        for rows, interval in ((960, "15min"), (240, "1h"))
    )
    of_quarters = sum(quarters.column("consumption_kwh", slice(0, 960)))
    of_hours = sum(hours.column("consumption_kwh", slice(0, 240)))
    assert 0.9 < of_quarters / of_hours < 1.1


def test_wrong_parameters_say_what_would_do():
    with pytest.raises(forgery.errors.InvalidParameterError, match="15min"):
        forgery.dataset("energy", interval="2h")
    with pytest.raises(forgery.errors.InvalidParameterError, match="failures"):
        forgery.dataset("industrial", failures=1.5)
