"""How the time grows: with rows, threads, columns and categories, and with a registry that is idle."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forgery
import pyarrow as pa
from forgery.registry import Batch, Provider

from . import checks, timing
from .operations import SCHEMA, SEED, table, write_text


@dataclass(frozen=True)
class Scale:
    """Two times of the same thing; what the second should be to the first."""

    name: str
    first: float
    second: float
    expected: str


def stream(rows: Any) -> int:
    """Make all rows as Arrow batches and let go of each; how many there were."""
    return sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(rows))


def peak() -> int:
    """The most memory that this process has held, in bytes; 0 where nobody counts."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def rows(most: int, repeat: int, clock: str) -> list[tuple[int, float, float]]:
    """For 10^3 rows and more, streamed: nanoseconds for a row, and MB that the process grew by."""
    found = []
    n = 1000
    while n <= most:
        before = peak()
        # The long ones are runs of their own length: they need no repetition.
        times = max(1, min(repeat * 10_000_000 // n, repeat * 20)) if n <= 10_000_000 else 1
        checks.require(stream(table(min(n, 10_000))) == min(n, 10_000), "rows are missing")
        [spent] = timing.best([lambda n=n: stream(table(n))], min(times, 100), clock)
        found.append((n, spent / n, (peak() - before) / 1e6))
        n *= 10
    return found


def threads(n: int, repeat: int) -> list[Scale]:
    """One thread and two, by the wall clock."""
    nowhere = Path(os.devnull)
    jobs: dict[str, Callable[[], object]] = {
        "Arrow, 5 fields: 1 thread → 2": lambda: table(n).to_arrow(),
        "CSV, 5 fields, to the null device: 1 thread → 2": lambda: write_text(n, "csv", nowhere),
    }

    def with_threads(count: int, job: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            forgery.set_threads(count)
            return job()

        return run

    found = []
    before = forgery.threads()
    for name, job in jobs.items():
        pair = [with_threads(count, job) for count in (1, 2)]
        one, two = timing.best(pair, repeat, "wall")
        found.append(Scale(name, one / n, two / n, "≥ 1.8 times as fast"))
    forgery.set_threads(before)
    return found


def idle_registry(n: int, repeat: int, clock: str) -> list[Scale]:
    """What a provider costs that nobody draws from."""
    provider = Provider("bench")

    @provider.field(returns=float)
    def nothing(batch: Batch) -> Any:
        return [0.0] * batch.n

    bare, more = forgery.Faker("en_US", SEED), forgery.Faker("en_US", SEED)
    more.add_provider(provider)
    checks.require(bare.names(100) == more.names(100), "an idle provider changes values")
    jobs: dict[str, Callable[[Any], object]] = {
        "name() in a loop: no provider → an idle one": lambda f: [f.name() for _ in range(n)],
        "names(10): no provider → an idle one": lambda f: [f.names(10) for _ in range(n // 10)],
        "records(10): no provider → an idle one": lambda f: [
            f.records(10, SCHEMA) for _ in range(n // 10)
        ],
    }
    found = []
    for name, job in jobs.items():
        pair = [lambda job=job, fake=fake: job(fake) for fake in (bare, more)]
        first, second = timing.best(pair, repeat, clock)
        found.append(Scale(name, first / n, second / n, "about 1"))
    return found


def wide(n: int, repeat: int, clock: str) -> list[Scale]:
    """The time of a cell in narrow and in wide tables, and of a choice among few and many."""

    def columns(count: int) -> dict[str, Any]:
        kinds: list[Any] = ["name", ("int", 0, 100), "float", "email", "uuid"]
        return {f"c{i}": kinds[i % len(kinds)] for i in range(count)}

    def choices(count: int) -> dict[str, Any]:
        return {"x": ("choice", [f"category {i:06}" for i in range(count)])}

    def pair(
        first: dict[str, Any], n: int, second: dict[str, Any], m: int
    ) -> tuple[float, float, float, float]:
        """The times to plan each table, and to make it when it is planned."""
        plans = [lambda: forgery.table(first, rows=n), lambda: forgery.table(second, rows=m)]
        ready = [plan() for plan in plans]
        made = [table.to_arrow for table in ready]
        (a, b), (c, d) = timing.best(plans, repeat, clock), timing.best(made, repeat, clock)
        return a, b, c, d

    eight = {
        **SCHEMA,
        "salary": ("float", 30_000, 150_000),
        "country": "country",
        "status": ("choice", ["active", "inactive", "pending"]),
    }
    more_pair = pair(SCHEMA, n, eight, n)
    columns_pair = pair(columns(5), n, columns(500), n // 100)
    choice_pair = pair(choices(10), n, choices(100_000), n)
    return [
        Scale(
            "a row of a pyarrow.Table: 5 fields → 8",
            *(more_pair[2] / n, more_pair[3] / n, "second at most 400 ns: 2.5 million rows/s"),
        ),
        Scale(
            "plan a table, for each column: 5 → 500",
            *(columns_pair[0] / 5, columns_pair[1] / 500, "about 1"),
        ),
        Scale(
            "a cell: 5 columns → 500, as many cells",
            *(columns_pair[2] / (5 * n), columns_pair[3] / (5 * n), "about 1"),
        ),
        Scale(
            "plan a choice, for each category: 10 → 100,000",
            *(choice_pair[0] / 10, choice_pair[1] / 100_000, "at most 1"),
        ),
        Scale(
            "a choice: 10 categories → 100,000",
            *(choice_pair[2] / n, choice_pair[3] / n, "small: cache misses"),
        ),
    ]
