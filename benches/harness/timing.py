"""Times of calls that stand beside each other: the best of several runs, taken in turn."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence

#: What the time is read from. Processor time counts every thread of the process, so it only compares
#: what runs on one; it is for machines that others use too.
CLOCKS: dict[str, Callable[[], int]] = {
    "wall": time.perf_counter_ns,
    "cpu": time.process_time_ns,
}


def best(calls: Sequence[Callable[[], object]], repeat: int, clock: str = "wall") -> list[float]:
    """The shortest time of each call, in nanoseconds.

    Every call warms up once; then they take turns, so that a slow moment of the machine is nobody's alone.
    What a call returns is freed outside its time.
    """
    now = CLOCKS[clock]
    for call in calls:
        call()
    gc.collect()
    times: list[list[int]] = [[] for _ in calls]
    for _ in range(repeat):
        for call, mine in zip(calls, times):
            start = now()
            made = call()
            mine.append(now() - start)
            del made
    return [float(min(mine)) for mine in times]


def long_enough(call: Callable[[int], object], n: int, least: float = 0.02) -> int:
    """How many values to make at once so that one run takes `least` seconds: n, or fewer."""
    count = min(n, 100)
    while count < n:
        call(count)  # what is only done once does not count
        start = time.perf_counter()
        call(count)
        if time.perf_counter() - start >= least:
            break
        count = min(n, count * 4)
    return count
