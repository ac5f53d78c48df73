"""Compares the drop-in with Faker: the same values, call by call, after a check that they are equal.

    python benches/compat.py                # a table for the terminal
    python benches/compat.py --markdown     # the table for a document
    python benches/compat.py --n 100000 --faker-n 2000 --repeat 9

A job's time is the best of several runs, for one value, row or instance. Faker makes fewer values,
because it takes as long for the last one as for the first; the first of ours are compared with them,
and the random state after them.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Callable

import faker
import forgery.compat
import pyarrow as pa
from forgery import _forgery
from vs_faker import best, positive, processor, written

SEED = 42
FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)
SCHEMA = {
    "id": "uuid",
    "name": "name",
    "email": "email",
    "age": ("int", 18, 65),
    "joined": ("date", FIRST, LAST),
}


def row(fake: Any) -> dict[str, Any]:
    """The row of `SCHEMA` as Faker's users write it."""
    return {
        "id": fake.uuid4(),
        "name": fake.name(),
        "email": fake.email(),
        "age": fake.random_int(18, 65),
        "joined": fake.date_between(FIRST, LAST),
    }


@dataclass(frozen=True)
class Job:
    """The same values from both packages."""

    name: str
    #: Makes n values with the drop-in.
    ours: Callable[[Any, int], Any]
    #: Makes n values with Faker: the loop that the other stands for.
    loop: Callable[[Any, int], Any]
    locale: Any = None


def both(
    name: str, loop: Callable[[Any, int], Any], batch: Callable[[Any, int], Any], locale: Any = None
) -> list[Job]:
    """The loop on both packages, and the batch that stands for it."""
    return [Job(f"{name}, loop", loop, loop, locale), Job(f"{name}, batch", batch, loop, locale)]


LOCALES = ["en_US", "ja_JP", "de_DE"]
JOBS = [
    *both("name()", lambda f, n: [f.name() for _ in range(n)], lambda f, n: f.names(n)),
    *both("email()", lambda f, n: [f.email() for _ in range(n)], lambda f, n: f.emails(n)),
    *both("address()", lambda f, n: [f.address() for _ in range(n)], lambda f, n: f.addresses(n)),
    *both(
        "random_int(18, 65)",
        lambda f, n: [f.random_int(18, 65) for _ in range(n)],
        lambda f, n: f.random_ints(n, 18, 65),
    ),
    *both(
        "optional.name()",
        lambda f, n: [f.optional.name() for _ in range(n)],
        lambda f, n: f.optional.names(n),
    ),
    *both(
        "name(), three locales",
        lambda f, n: [f.name() for _ in range(n)],
        lambda f, n: f.names(n),
        LOCALES,
    ),
    *both(
        "row of 5 fields",
        lambda f, n: [row(f) for _ in range(n)],
        lambda f, n: f.records(n, SCHEMA),
    ),
    Job(
        "row of 5 fields, Arrow",
        lambda f, n: f.records_arrow(n, SCHEMA),
        lambda f, n: pa.Table.from_pylist([row(f) for _ in range(n)]),
    ),
]


def seeded(package: Any, locale: Any) -> Any:
    fake = package.Faker(locale)
    fake.seed_instance(SEED)
    return fake


def check(job: Job, n: int) -> None:
    """Raises if the values of a job differ, or the states after them.

    Raises:
        SystemExit: They do.
    """
    ours, theirs = seeded(forgery.compat, job.locale), seeded(faker, job.locale)
    made, expected = job.ours(ours, n), job.loop(theirs, n)
    equal = made.equals(expected) if isinstance(made, pa.Table) else made == expected
    if not equal or ours.factories[0].random.getstate() != theirs.factories[0].random.getstate():
        sys.exit(f"{job.name}: the values are not Faker's")


@dataclass(frozen=True)
class Result:
    """Seconds for one value."""

    name: str
    faker: float
    ours: float


def measure(job: Job, n: int, faker_n: int, repeat: int) -> Result:
    check(job, min(n, faker_n))
    ours, theirs = seeded(forgery.compat, job.locale), seeded(faker, job.locale)
    return Result(
        job.name,
        best(lambda: job.loop(theirs, faker_n), repeat) / faker_n,
        best(lambda: job.ours(ours, n), repeat) / n,
    )


def making(locale: str, repeat: int) -> Result:
    """The time to make an instance."""
    theirs, ours = (
        best(lambda package=package: package.Faker(locale), repeat * 5)
        for package in (faker, forgery.compat)
    )
    return Result(f'Faker("{locale}")', theirs, ours)


def importing(repeat: int) -> Result:
    """The time to import the package, beside that of starting Python."""

    def started(code: str) -> float:
        return best(lambda: subprocess.run([sys.executable, "-c", code], check=True), repeat)

    nothing = started("")
    theirs, ours = started("import faker"), started("import forgery.compat")
    return Result("import", theirs - nothing, ours - nothing)


def duration(seconds: float) -> str:
    if seconds < 1e-6:
        return f"{seconds * 1e9:,.0f} ns"
    return f"{seconds * 1e6:,.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:,.1f} ms"


def rows_of(results: list[Result]) -> list[list[str]]:
    head = ["", "Faker", "forgery.compat", "ratio"]
    return [head] + [
        [
            result.name,
            duration(result.faker),
            duration(result.ours),
            f"{result.faker / result.ours:,.1f}x",
        ]
        for result in results
    ]


def conditions(arguments: argparse.Namespace) -> list[str]:
    """What a reader needs to judge the numbers, and to get them again."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return [
        f"The best of {arguments.repeat} runs, each of {arguments.n:,} values of forgery or"
        f" {arguments.faker_n:,} of Faker, for one.",
        f"forgery {_forgery.__version__}, Faker {version('Faker')}, {python},"
        f" {platform.system()} on {os.cpu_count()} x {processor()}.",
        "Command: python " + " ".join(["benches/compat.py", *sys.argv[1:]]),
    ]


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the drop-in with Faker.")
    parser.add_argument("--n", type=positive, default=20_000, help="values that forgery makes")
    parser.add_argument("--faker-n", type=positive, default=1_000, help="values that Faker makes")
    parser.add_argument("--repeat", type=positive, default=9, help="runs of each")
    parser.add_argument(
        "--only", metavar="TEXT", default="", help="only jobs with this in their name"
    )
    parser.add_argument("--markdown", action="store_true", help="write a table for a document")
    return parser.parse_args()


def main() -> None:
    arguments = parsed()
    if _forgery.DEBUG:
        sys.exit("this is a debug build of forgery: build with --release to measure")
    results = []
    for job in JOBS:
        if arguments.only in job.name:
            print(f"measuring {job.name} …", file=sys.stderr)
            results.append(measure(job, arguments.n, arguments.faker_n, arguments.repeat))
    if not arguments.only:
        results += [making(locale, arguments.repeat) for locale in ("en_US", "ja_JP")]
        results.append(importing(arguments.repeat))
    print(written(rows_of(results), arguments.markdown), end="\n\n")
    print(*conditions(arguments), sep="\n\n" if arguments.markdown else "\n")


if __name__ == "__main__":
    main()
