"""The arrival curve: what is counted is what the datasets' models say."""

from __future__ import annotations

import datetime

import httpx
import pytest
from forgery.errors import InvalidParameterError
from forgery.serve._config import StreamConfig
from forgery.serve._curve import SAMPLE, counted, curve


def test_business_hours_and_weekdays() -> None:
    """`hours: business, weekdays: {sat: 0.05, sun: 0.02}` of a hidden column."""
    found = curve("crm")
    assert (found["column"], found["rows"]) == ("created_at", SAMPLE)
    hours, weekdays = found["hours"], found["weekdays"]
    assert sum(hours) == pytest.approx(1, abs=1e-4)
    assert sum(hours[9:18]) == pytest.approx(0.7, abs=0.01)
    assert sum(hours[18:23]) == pytest.approx(0.2, abs=0.01)
    assert sum(weekdays) == pytest.approx(7, abs=1e-4)
    workday = sum(weekdays[:5]) / 5
    assert weekdays[5] / workday == pytest.approx(0.05, abs=0.01)
    assert weekdays[6] / workday == pytest.approx(0.02, abs=0.01)
    days = found["days"]
    assert (days["start"], days["end"], days["step"]) == ("2024-01-01", "2025-12-31", 1)
    assert (len(days["counts"]), sum(days["counts"])) == (731, SAMPLE)


def test_weekdays_are_factors_whatever_days_there_are() -> None:
    first = datetime.date(2024, 1, 1)  # a Monday
    nine = [first + datetime.timedelta(day) for day in range(9)]
    found = counted(nine)
    assert found is not None
    assert found["weekdays"] == [1] * 7  # two Mondays, one Sunday
    assert found["hours"] is None
    alone = counted([first, None])
    assert alone is not None
    assert alone["weekdays"] == [1, 0, 0, 0, 0, 0, 0]
    assert counted([None]) is None


def test_many_days_are_counted_together() -> None:
    found = counted([datetime.date(1990, 1, 1), datetime.date(2025, 12, 31)])
    assert found is not None
    days = found["days"]
    assert days["step"] == 12
    assert len(days["counts"]) == 1096  # 13,149 days
    assert (days["counts"][0], days["counts"][-1]) == (1, 1)


def test_a_table_a_range_and_what_has_no_time() -> None:
    config = StreamConfig(table="orders", start="2024-03-01", end="2024-03-08")
    found = curve("shop", config)
    assert (found["table"], found["column"]) == ("orders", "ordered_at")
    assert (found["days"]["start"], found["days"]["end"]) == ("2024-03-01", "2024-03-07")
    plain = curve("shop")
    assert [plain[key] for key in ("column", "hours", "weekdays", "days")] == [None] * 4
    ticks = curve("server_metrics", StreamConfig(rows=48))
    assert ticks["rows"] == 48
    with pytest.raises(InvalidParameterError, match="orders"):
        curve("shop", StreamConfig(table="oders"))


def test_the_endpoint(client: httpx.Client) -> None:
    query = {"table": "orders", "parameters[country]": "DE", "end": "2024-02-01"}
    answer = client.get("/datasets/shop/curve", params=query)
    assert answer.status_code == 200
    wanted = StreamConfig(table="orders", end="2024-02-01", parameters={"country": "DE"})
    assert answer.json() == curve("shop", wanted)
    ticks = client.get("/datasets/server_metrics/curve?rows=48")
    assert ticks.json()["rows"] == 48  # where each has its tick, their number says when they end
    assert client.get("/datasets/shop/curve?table=orders&rows=48").json()["rows"] == SAMPLE
    wrong = client.get("/datasets/shop/curve?parameters[contry]=DE")
    assert wrong.status_code == 422
    assert "country" in wrong.json()["detail"]
    assert client.get("/datasets/shops/curve").status_code == 404
