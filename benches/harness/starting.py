"""What it costs to begin: imports, and making an instance."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass

#: What is imported, and the milliseconds that are enough.
IMPORTS = {"forgery": 15.0, "forgery.compat": 40.0, "faker": 0.0}


@dataclass(frozen=True)
class Start:
    """Milliseconds for one thing that happens once."""

    name: str
    milliseconds: float
    target: float = 0.0


def process(code: str, clock: str) -> float:
    """Seconds of a whole process of this interpreter."""

    def now() -> float:
        if clock == "wall":
            return time.perf_counter()
        import resource  # only where there is processor time of children to read

        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    start = now()
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))
    return now() - start


def imports(repeat: int, clock: str) -> list[Start]:
    """The best of several processes that import something, less the best that import nothing."""
    codes = ["pass", *(f"import {name}" for name in IMPORTS)]
    best = [float("inf")] * len(codes)
    for _ in range(repeat):
        best = [min(least, process(code, clock)) for least, code in zip(best, codes)]
    return [
        Start(f"import {name}", (seconds - best[0]) * 1000, target)
        for (name, target), seconds in zip(IMPORTS.items(), best[1:])
    ]


def construction(repeat: int, clock: str) -> list[Start]:
    """The time to make an instance of a locale that was used before."""
    import faker
    import forgery
    import forgery.compat

    from . import timing

    makers = {
        'forgery.Faker("ja_JP")': (lambda: forgery.Faker("ja_JP"), 0.05),
        'forgery.compat.Faker("ja_JP")': (lambda: forgery.compat.Faker("ja_JP"), 0.05),
        'faker.Faker("ja_JP")': (lambda: faker.Faker("ja_JP"), 0.0),
    }
    spent = timing.best([make for make, _ in makers.values()], repeat * 20, clock)
    return [
        Start(name, nanoseconds / 1e6, target)
        for (name, (_, target)), nanoseconds in zip(makers.items(), spent)
    ]
