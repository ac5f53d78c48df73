"""When rows are due, on a clock that nobody waits for."""

import datetime

import pytest
from forgery.serve._pace import TOGETHER, Bucket, Clock
from hypothesis import given
from hypothesis import strategies as st


def sent(bucket, now, until):
    """When rows went out: pairs of a time and how many."""
    found = []
    while now <= until:
        ready = bucket.ready(now)
        if ready:
            bucket.take(ready)
            found.append((now, ready))
        now += bucket.wait(now)
    return found


@given(rate=st.floats(0.1, 50_000), start=st.floats(0, 1e6))
def test_rows_come_at_the_rate_and_none_too_early_or_too_late(rate, start):
    seconds = min(200 / rate, 3.0) if rate < 1000 else 0.3
    total = 0
    for now, rows in sent(Bucket(rate, None, start), start, start + seconds):
        total += rows
        # Row k is due after k / rate seconds.
        due = (total - 1) / rate
        assert due - 1e-6 <= now - start + 1e-9 * start
        assert now - start <= due + TOGETHER + 1 / rate + 1e-6 + 1e-9 * start
    assert total == pytest.approx(1 + seconds * rate, abs=1.5 + rate * TOGETHER)


def test_slow_rows_come_one_by_one():
    found = sent(Bucket(0.1, None, 0), 0, 31)
    assert [rows for _, rows in found] == [1] * 4
    assert [now for now, _ in found] == pytest.approx([0, 10, 20, 30])


def test_a_burst_comes_at_once_and_fills_up_again():
    bucket = Bucket(10, 5, 0)
    assert bucket.ready(0) == 5
    bucket.take(5)
    assert bucket.ready(0.05) == 0
    assert bucket.wait(0.05) == pytest.approx(0.05)
    assert bucket.ready(0.31) == 3
    assert bucket.ready(1e6) == 5
    bucket.take(5)
    # What came in while it was full is lost.
    assert bucket.ready(1e6 + 0.1) == 1


def test_a_pause_is_made_up_for_a_tenth_of_a_second():
    bucket = Bucket(1000, None, 0)
    bucket.take(bucket.ready(0))
    assert bucket.ready(60) == 100


def at(*minutes):
    return [datetime.datetime(2024, 1, 1) + datetime.timedelta(minutes=each) for each in minutes]


def test_event_times_pass_faster():
    times = at(0, 30, 60, 60, 90)
    clock = Clock(times[0], 3600, 100.0)
    assert clock.ready(times, 0, 100.0) == 1
    assert clock.wait(times, 1, 100.0) == pytest.approx(0.5, abs=1e-5)
    assert clock.ready(times, 1, 100.5) == 1
    assert clock.ready(times, 2, 101.2) == 2
    assert clock.ready(times, 4, 101.2) == 0
    assert clock.wait(times, 4, 101.2) == pytest.approx(0.3, abs=1e-5)


def test_event_times_that_pass_beyond_the_calendar_are_all_due():
    times = at(0, 30)
    assert Clock(times[0], 1e12, 0.0).ready(times, 0, 1e9) == 2
