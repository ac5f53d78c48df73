"""The drop-in against Faker itself: the same values, call by call, then the time of a call of each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import checks, timing
from .operations import LIST, SCHEMA, SEED

METHODS = Path(__file__).resolve().parents[1] / "compat_methods.txt"
#: How many values are compared before the two are timed.
COMPARED = 200


@dataclass(frozen=True)
class Pair:
    """Nanoseconds for one call of each."""

    name: str
    n: int
    faker: float
    unweighted: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.faker / self.ours

    @property
    def unweighted_ratio(self) -> float:
        return self.unweighted / self.ours


def methods() -> list[str]:
    return METHODS.read_text(encoding="utf-8").split()


def seeded(package: Any, weighted: bool = True) -> Any:
    fake = package.Faker("en_US", use_weighting=weighted)
    fake.seed_instance(SEED)
    return fake


def equal(name: str, weighted: bool) -> None:
    """Raises `checks.WrongValuesError` if a method's values are not Faker's."""
    import faker
    import forgery.compat

    ours, theirs = seeded(forgery.compat, weighted), seeded(faker, weighted)
    for _ in range(COMPARED):
        mine, other = getattr(ours, name)(), getattr(theirs, name)()
        checks.require(mine == other, f"{name}: {mine!r} instead of {other!r}")


def times(name: str, repeat: int, clock: str) -> Pair:
    """The time of one call of a method, of Faker with weights, Faker without, and ours with."""
    import faker
    import forgery.compat

    fakes = [seeded(faker), seeded(faker, False), seeded(forgery.compat)]
    bound = [getattr(fake, name) for fake in fakes]
    counts = [max(20, timing.long_enough(loop_of(method), LIST, 0.005)) for method in bound]

    def run(i: int) -> Any:
        return lambda: loop_of(bound[i])(counts[i])

    spent = timing.best([run(i) for i in range(3)], repeat, clock)
    per_call = [time / count for time, count in zip(spent, counts)]
    return Pair(name, counts[2], *per_call)


def loop_of(method: Any) -> Any:
    def loop(n: int) -> None:
        for _ in range(n):
            method()

    return loop


def compare(repeat: int, clock: str) -> list[Pair]:
    """Every method of the list."""
    found = []
    for name in methods():
        equal(name, True)
        equal(name, False)
        found.append(times(name, repeat, clock))
    return found


def geometric_mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def faker_row(fake: Any) -> dict[str, Any]:
    """The row of `SCHEMA` as Faker's users write it."""
    return {
        "id": fake.uuid4(),
        "name": fake.name(),
        "email": fake.email(),
        "age": fake.random_int(18, 65),
        "joined": fake.date_between(checks.FIRST, checks.LAST),
    }


def batches(repeat: int, clock: str, n: int = 10_000) -> list[Pair]:
    """The drop-in's batches against Faker's loops: equal values first, then the times."""
    import faker
    import forgery.compat

    jobs = {
        "names(n)": (lambda f, n: [f.name() for _ in range(n)], lambda f, n: f.names(n)),
        "emails(n)": (lambda f, n: [f.email() for _ in range(n)], lambda f, n: f.emails(n)),
        "addresses(n)": (lambda f, n: [f.address() for _ in range(n)], lambda f, n: f.addresses(n)),
        "records(n, 5 fields)": (
            lambda f, n: [faker_row(f) for _ in range(n)],
            lambda f, n: f.records(n, SCHEMA),
        ),
    }
    found = []
    for name, (loop, batch) in jobs.items():
        ours, weighted, unweighted = (
            seeded(forgery.compat),
            seeded(faker),
            seeded(faker, False),
        )
        same = batch(ours, COMPARED) == loop(weighted, COMPARED)
        checks.require(same, f"{name}: the values are not Faker's")
        few = max(100, n // 20)
        calls = [
            lambda loop=loop, fake=weighted, few=few: loop(fake, few),
            lambda loop=loop, fake=unweighted, few=few: loop(fake, few),
            lambda batch=batch, fake=ours: batch(fake, n),
        ]
        spent = timing.best(calls, repeat, clock)
        found.append(Pair(name, n, spent[0] / few, spent[1] / few, spent[2] / n))
    return found
