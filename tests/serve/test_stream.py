"""The loop of a stream: what it makes when, and how it ends."""

import datetime
import json
import threading

import anyio
import pytest
from forgery.serve._stream import Limits, Timer
from streaming import EVENTS, Fake, Seen, parts, read, source, stream


def test_headers_say_what_the_rows_depend_on():
    made = stream(rows=100, offset=7, seed="sęed\r\nX: y", compression="gzip")
    assert made.headers == {
        "Forgery-Seed": "s%C4%99ed%0D%0AX: y",
        "Forgery-Rows": "100",
        "Forgery-Offset": "7",
        "Forgery-Schema-Version": "1",
        "Forgery-Values-Version": made.headers["Forgery-Values-Version"],
        "Content-Encoding": "gzip",
    }
    changes = [{"at": 5, "drop": "ok"}]
    assert stream(offset=5, migrations=changes).headers["Forgery-Schema-Version"] == "2"


def test_rows_go_out_when_they_are_due():
    seen, observer, timer = [], Seen(), Fake()
    timer.before = lambda: seen.append((round(timer.time - 1000, 6), observer.rows))
    made = stream(rows=40, rate_per_second=4, timer=timer, on=observer)
    assert len(b"".join(parts(made)).splitlines()) == 40
    assert seen == [(pytest.approx(k / 4, abs=1e-5), k + 1) for k in range(39)]
    assert observer.reasons == ["complete"]


def test_a_burst_comes_first():
    observer, timer = Seen(), Fake()
    timer.before = lambda: timer.waits or observer.rows == 25 or pytest.fail(str(observer.rows))
    parts(stream(rows=40, rate_per_second=10, burst=25, timer=timer, on=observer))
    assert timer.time - 1000 == pytest.approx(1.5, abs=1e-5)


def test_a_limit_of_the_rate_holds_for_streams_without_one():
    timer = Fake()
    parts(stream(rows=101, limits=Limits(rate=50), timer=timer))
    assert timer.time - 1000 == pytest.approx(2, abs=0.02)


def test_event_times_pace_a_stream_also_from_an_offset():
    timer = Fake()
    made = stream(rows=5000, offset=4000, time_compression=86_400, timer=timer)
    times = source(rows=5000, time_compression=1)[0].times(4000, 5000)
    assert len(b"".join(parts(made)).splitlines()) == 1000
    days = (times[-1] - times[0]) / datetime.timedelta(days=1)
    assert timer.time - 1000 == pytest.approx(days, abs=0.01)
    # With a rate too, the slower of both says when rows come.
    timer = Fake()
    parts(stream(rows=5000, offset=4000, time_compression=86_400, rate_per_second=50, timer=timer))
    assert timer.time - 1000 == pytest.approx(1000 / 50, abs=1)


def test_a_quiet_stream_of_events_says_that_it_is_there():
    events = read(form="sse", rows=4, rate_per_second=0.1, limits=Limits(duration=29)).split(
        b"\n\n"
    )
    assert [event[:6] for event in events] == [
        b"event:", b"id: 0\n", b"id: 1\n", b"id: 2\n", b"event:", b""
    ]  # fmt: skip
    slow = read(form="sse", of=SLOW, rows=3, time_compression=120).split(b"\n\n")
    assert [event[:6] for event in slow[1:-2]] == [
        b"id: 0\n", b": stil", b"id: 1\n", b": stil", b"id: 2\n"
    ]  # fmt: skip


SLOW = {
    "name": "slow",
    "rows": {"every": "1h", "start": "2024-01-01", "points": 3},
    "columns": {"at": {"type": "tick"}},
}


@pytest.mark.parametrize("rate", [None, 100])
def test_a_stream_ends_when_its_time_is_over(rate):
    class Ticking(Fake):
        def now(self):
            self.time += 0.01
            return self.time

    observer = Seen()
    given = {"rate_per_second": rate} if rate else {}
    made = stream("sales", timer=Ticking(), limits=Limits(duration=0.2), on=observer, **given)
    lines = b"".join(parts(made)).splitlines()
    told = json.loads(lines[-1])["forgery"]
    assert (told["end"], told["next"], told["rows"]) == ("duration", made.next, len(lines) - 1)
    assert observer.reasons == ["duration"]
    assert observer.rows == made.next > 0
    # It goes on where it ended.
    rest = read("sales", offset=made.next, limits=Limits(rows=made.next + 5))
    whole = read("sales", limits=Limits(rows=made.next + 5))
    assert lines[:-1] + rest.splitlines() == whole.splitlines()


def test_rows_are_made_only_when_those_before_were_taken():
    made, asked = stream("sales"), []
    rows = made._source.rows
    made._source.rows = lambda start, stop: asked.append((start, stop)) or rows(start, stop)

    async def some():
        reading = made.__aiter__()
        for taken in range(1, 6):
            await reading.__anext__()
            assert len(asked) == taken
        await reading.aclose()

    anyio.run(some)
    assert [start for start, _ in asked] == [0, *(stop for _, stop in asked[:-1])]
    assert max(stop - start for start, stop in asked) <= 4096


def test_batches_are_small_whatever_a_row_is():
    words = {f"c{at}": {"type": "text", "min": 3000, "max": 4000} for at in range(5)}
    wide = {"rows": 300, "name": "t", "columns": words}
    assert max(map(len, parts(stream(wide)))) < 1 << 21
    sizes = [len(part) for part in parts(stream("api_calls", rows=8_000))]
    assert 1 << 19 < max(sizes) <= 1 << 20


def test_a_client_that_goes_ends_the_stream():
    observer = Seen()
    made = stream("sales", on=observer)

    async def some():
        with anyio.CancelScope() as scope:
            async for _ in made:
                scope.cancel()

    anyio.run(some)
    assert observer.reasons == ["gone"]


def test_what_breaks_in_the_middle_is_told_in_the_stream():
    observer = Seen()
    made = stream(rows=5000, on=observer)
    rows = made._source.rows

    def broken(start, stop):
        if start > 1000:
            raise RuntimeError("no more")
        return rows(start, stop)

    made._source.rows = broken
    lines = b"".join(parts(made)).splitlines()
    told = json.loads(lines[-1])["forgery"]
    assert (told["end"], told["next"]) == ("error", len(lines) - 1)
    assert told["message"] == "rows could not be made: RuntimeError"
    assert observer.reasons == ["error"]
    assert isinstance(made.error, RuntimeError)


def test_a_stream_that_is_stopped_after_its_last_row_is_complete():
    made = stream(rows=20)
    parts_of = made._source.rows
    made._source.rows = lambda start, stop: made.stop("shutdown") or parts_of(start, stop)
    made._stop_at = 16
    assert b"forgery" not in b"".join(parts(made))


def test_a_stream_that_waits_is_stopped_at_once():
    made = stream(rows=10, rate_per_second=0.1, timer=Timer())

    async def stopped():
        async with anyio.create_task_group() as tasks:
            read = []

            async def reading():
                read.extend([part async for part in made])

            tasks.start_soon(reading)
            while made.next < 1:
                await anyio.sleep(0.001)
            made.stop("shutdown")
            with anyio.fail_after(5):
                while len(read) < 2:
                    await anyio.sleep(0.001)
        return read

    assert json.loads(anyio.run(stopped)[-1])["forgery"] == {
        "end": "shutdown",
        "rows": 1,
        "next": 1,
    }


def test_many_streams_share_few_threads():
    names = set()
    whole = read(rows=300)

    async def all_of_them():
        found = {}

        async def one(at):
            made = stream(rows=300)
            rows = made._source.rows

            def seen(start, stop):
                names.add(threading.current_thread().name)
                return rows(start, stop)

            made._source.rows = seen
            found[at] = b"".join([part async for part in made])

        async with anyio.create_task_group() as tasks:
            for at in range(30):
                tasks.start_soon(one, at)
        return found

    assert set(anyio.run(all_of_them).values()) == {whole}
    assert len(names) <= 20


def test_a_stream_of_nothing_is_empty():
    assert read(rows=5, offset=5) == b""
    assert read(form="csv", rows=5, offset=5) == b"id,at,who,note,amount,n,f,ok\r\n"
    assert len(EVENTS["tables"]["events"]["columns"]) == 8
