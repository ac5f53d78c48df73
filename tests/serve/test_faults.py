"""What goes wrong around streams: clients that go or do not read, many at once, signals, bodies of all kinds."""

import asyncio
import json
import os
import signal
import socket
import threading
import time
import typing

import httpx
import pytest
from forgery.serve import Settings, create_app
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import Served

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="looks at /proc")

SLOW = "/stream/sales?seed=1&rate_per_second=50"


def raw(server: Served, path: str, buffer: int = 4096) -> socket.socket:
    """A connection that has asked for a stream, and reads when the test does."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    made.connect(("127.0.0.1", server.port))
    made.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return made


def value(server: Served, name: str) -> float:
    text = httpx.get(f"{server.url}/metrics", trust_env=False).text
    found = [line for line in text.splitlines() if line.startswith(name)]
    return float(found[0].split()[-1]) if found else 0.0


def until(true: typing.Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("path", [SLOW, "/stream/sales?seed=1"], ids=["waiting", "at full speed"])
def test_a_client_that_goes_frees_its_stream(server: Served, path: str) -> None:
    connection = raw(server, path)
    assert b"200 OK" in connection.recv(4096)
    server.wait_for("stream started")
    connection.close()
    assert server.wait_for("stream ended", reason="gone")
    assert httpx.get(f"{server.url}/health", trust_env=False).json()["streams"] == 0


def test_a_client_that_does_not_read_stops_its_own_rows_and_nobody_elses(server: Served) -> None:
    name = 'forgery_bytes_total{dataset="sales"}'
    before = value(server, name)
    connection = raw(server, "/stream/sales?seed=1")
    server.wait_for("stream started")
    sizes: list[float] = []

    def still() -> bool:
        sizes.append(value(server, name))
        time.sleep(0.1)
        return len(sizes) > 2 and sizes[-1] == sizes[-3]

    until(still)
    # What the sockets and one batch hold, and no more.
    assert sizes[-1] - before < 16 << 20
    other = httpx.get(f"{server.url}/stream/bank?rows=2000&seed=1", trust_env=False, timeout=30)
    assert len(other.text.splitlines()) == 2000
    assert value(server, name) == sizes[-1]
    received = len(connection.recv(1 << 16))
    while received < 32 << 20:  # it goes on where it was
        received += len(connection.recv(1 << 20))
    connection.close()
    server.wait_for("stream ended", reason="gone")


def test_a_client_that_never_reads_is_dropped() -> None:
    with Served(send_timeout=0.5) as server:
        connection = raw(server, "/stream/sales?seed=1")
        ended = server.wait_for("stream ended")
        assert ended["reason"] == "slow"
        connection.close()


def test_two_hundred_streams_at_once_have_the_rows_of_one() -> None:
    async def read(client: httpx.AsyncClient, path: str) -> bytes:
        response = await client.get(path)
        assert response.status_code == 200
        return response.content

    async def run(server: Served) -> tuple[bytes, list[bytes], int, int]:
        limits = httpx.Limits(max_connections=None)
        path = f"{server.url}/stream/server_metrics?seed=3&rows=45&format=csv"
        # A connection that was used may be closed for its idleness while so many others are made.
        headers = {"accept-encoding": "identity", "connection": "close"}
        async with httpx.AsyncClient(
            limits=limits, timeout=60, trust_env=False, headers=headers
        ) as client:
            alone = await read(client, path)
            before, threads = server.memory(), server.threads()
            paced = [f"{path}&rate_per_second=15&burst=1"] * 200
            found = await asyncio.gather(*(read(client, each) for each in paced))
            return alone, found, server.memory() - before, server.threads() - threads

    with Served() as server:
        alone, found, memory, threads = asyncio.run(run(server))
    assert set(found) == {alone}
    assert memory < 200 * (8 << 20)
    assert threads <= 8


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_streams_with_their_marker_and_exits_with_0(number: int) -> None:
    drain = 3 if number == signal.SIGTERM else 0
    with Served(drain_seconds=drain) as server:
        texts: list[str] = [""] * 12
        began = threading.Barrier(13)

        def read(place: int) -> None:
            rate = "" if place % 3 == 0 else "&rate_per_second=20"
            form = ("ndjson", "sse", "csv")[place % 3]
            path = f"{server.url}/stream/sales?seed=1&format={form}{rate}"
            with httpx.stream("GET", path, trust_env=False, timeout=30) as response:
                chunks = response.iter_text()
                tail = next(chunks)
                began.wait()
                for chunk in chunks:
                    tail = (tail + chunk)[-4000:]
                texts[place] = tail

        readers = [threading.Thread(target=read, args=(place,)) for place in range(12)]
        for reader in readers:
            reader.start()
        began.wait(30)
        server.signal(number)
        server.wait_for("signal")
        if drain:  # it still listens, and says that it takes nothing new
            with httpx.Client(base_url=server.url, trust_env=False) as client:
                assert client.get("/ready").status_code == 503
                assert client.get("/stream/sales").status_code == 503
                assert client.get("/health").json()["status"] == "stopping"
        for reader in readers:
            reader.join(30)
        assert server.process.wait(15) == 0
    for text in texts:
        marker = json.loads(text.strip().splitlines()[-1].removeprefix("data: ").removeprefix("# "))
        assert marker["forgery"]["end"] == "shutdown"
        assert marker["forgery"]["next"] == marker["forgery"]["rows"] > 0


def test_a_stream_that_breaks_ends_with_a_marker_and_ends_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from forgery.serve import _source

    made = _source.Source.rows

    def broken(self: typing.Any, start: int, stop: int) -> typing.Any:
        if self.name == "bank" and start > 0:
            raise RuntimeError("the disk is on fire")
        return made(self, start, stop)

    monkeypatch.setattr(_source.Source, "rows", broken)
    app = create_app(Settings(max_rows=5000))

    async def run() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            names = ("bank", "sales", "bank", "shop")
            return await asyncio.gather(
                *(client.get(f"/stream/{name}?rows=3000") for name in names)
            )

    first, whole, _, other = asyncio.run(run())
    marker = json.loads(first.text.splitlines()[-1])["forgery"]
    assert marker["end"] == "error"
    assert len(first.text.splitlines()) - 1 == marker["next"] > 0
    assert len(whole.text.splitlines()) == len(other.text.splitlines()) == 3000
    ended = app.state.service.metrics.ended.labels("bank", "error")
    assert ended._value.get() == 2
    assert app.state.service.gate.active == 0


def test_a_body_that_never_comes() -> None:
    with (
        Served(body_timeout=0.3) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        head = "POST /records HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
        connection.sendall(head.encode())
        connection.settimeout(10)
        assert b" 408 " in connection.recv(4096).split(b"\r\n")[0]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)


def grown(inner: st.SearchStrategy) -> st.SearchStrategy:
    return (
        inner
        | st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    )


TREES = grown(grown(LEAVES))
WORDS = st.sampled_from(
    [
        *("rows", "seed", "schema", "tables", "columns", "parameters", "drift"),
        *("anomalies", "migrations", "arrivals", "fields", "n", "at", "add"),
        *("type", "expr", "ref", "rate", "start", "offset", "burst"),
    ]
)
LIKELY = st.dictionaries(WORDS, TREES | st.dictionaries(WORDS, TREES, max_size=3), max_size=5)


@given(
    path=st.sampled_from(["/stream/sales", "/stream", "/labels/shop", "/records"]),
    body=st.binary(max_size=60) | TREES.map(json.dumps) | LIKELY.map(json.dumps),
    kind=st.sampled_from(["application/json", "application/yaml"]),
)
@settings(
    max_examples=120,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_body_breaks_the_server(
    client: httpx.Client, path: str, body: typing.Any, kind: str
) -> None:
    with client.stream("POST", path, content=body, headers={"content-type": kind}) as response:
        # What is fine by chance is a stream, of which nothing is read here.
        assert response.status_code in {200, 400, 422}, (body, response.read())
        if response.status_code != 200:
            assert json.loads(response.read())["status"] == response.status_code


def test_memory_stays_flat(server: Served) -> None:
    """Some seconds of what `make soak` does for ten minutes."""
    from soak import soak

    told = soak(server, seconds=6, warm=3, clients=6)
    assert told.streams > 20
    assert told.growth < 24 << 20, told
