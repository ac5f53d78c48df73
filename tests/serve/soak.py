"""Soak: clients of all kinds for a while, and whether memory, threads and streams stay what they were.

    python tests/serve/soak.py --minutes 10

`make soak` runs it; the tests run some seconds of it.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import threading
import time
import typing

import httpx
from served import Served

PATHS = (
    "/stream/sales?rows=4000&seed={seed}",
    "/stream/bank?rows=4000&seed={seed}&format=csv",
    "/stream/server_metrics?rows=4000&seed={seed}&format=sse",
    "/stream/sales?rows=4000&seed={seed}&format=arrow",
    "/stream/sales?rows=4000&seed={seed}&compression=gzip",
    "/stream/sales?rows=200&seed={seed}&rate_per_second=200&burst=1",
    "/stream/sales?seed={seed}",  # which is left in the middle
    "/stream/sales?rowz={seed}",
    "/datasets/shop",
    "/metrics",
)


class Told(typing.NamedTuple):
    """What a soak found.

    Attributes:
        streams: How many requests were answered.
        growth: How much more memory the last third has than the first, in bytes, by medians.
        peak: The most memory, in bytes.
        threads: The most threads.
    """

    streams: int
    growth: float
    peak: int
    threads: int


def soak(server: Served, seconds: float, warm: float, clients: int = 12) -> Told:
    """Ask a server for all kinds of things.

    Args:
        server: The server.
        seconds: How long.
        warm: How long before that, until all that is made once is made.
        clients: How many clients at a time.
    """
    stopped = threading.Event()
    done = itertools.count()
    wrong: list[str] = []

    def client(number: int) -> None:
        chosen = random.Random(number)
        with httpx.Client(base_url=server.url, timeout=60, trust_env=False) as http:
            while not stopped.is_set():
                path = chosen.choice(PATHS).format(seed=chosen.randrange(10**6))
                with http.stream("GET", path) as response:
                    expected = 422 if "rowz" in path else 200
                    if response.status_code != expected:
                        wrong.append(f"{path}: {response.status_code}")
                    for place, _ in enumerate(response.iter_raw()):
                        if place > 3 and "rows" not in path and "/stream" in path:
                            break
                next(done)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    memory, most = [], 0
    try:
        stopped.wait(warm)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not wrong:
            memory.append(server.memory())
            most = max(most, server.threads())
            stopped.wait(max(seconds / 200, 0.05))
    finally:
        stopped.set()
        for thread in threads:
            thread.join(60)
    assert not wrong, wrong[:5]
    third = max(len(memory) // 3, 1)
    growth = statistics.median(memory[-third:]) - statistics.median(memory[:third])
    deadline = time.monotonic() + 20
    while httpx.get(f"{server.url}/health", trust_env=False).json()["streams"]:
        assert time.monotonic() < deadline, "streams are left open"
        time.sleep(0.1)
    return Told(next(done), growth, max(memory), most)


def main() -> int:
    """Soak for some minutes, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=12)
    given = parser.parse_args()
    with Served() as server:
        told = soak(server, given.minutes * 60, min(given.minutes * 6, 60), given.clients)
    print(
        f"{told.streams:,} requests in {given.minutes:g} minutes by {given.clients} clients: memory at most "
        f"{told.peak / 2**20:.0f} MiB, {told.growth / 2**20:+.1f} MiB from the first third to the last; "
        f"{told.threads} threads"
    )
    return 0 if told.growth < 16 << 20 else 1


if __name__ == "__main__":
    sys.exit(main())
