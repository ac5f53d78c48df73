"""Compares forgery with Faker: the same data, after a check that it is right.

    python benches/vs_faker.py                # a table for the terminal
    python benches/vs_faker.py --markdown     # the table for a document
    python benches/vs_faker.py --n 1000000 --faker-n 1000 --repeat 3

forgery makes all n values in one call; its time is the best of several runs. Faker makes fewer, in
one call for each value as it must, and its best time is scaled up to n: it takes as long for the
last value as for the first. A ratio is that of the two times printed.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Callable

import faker
import forgery
import pyarrow as pa
from faker.providers.person.en_US import Provider as Person
from forgery import _forgery

SEED = 42
STATUSES = ("active", "inactive", "pending")
FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2024, 12, 31)
SCHEMA = {
    "id": "uuid",
    "name": "name",
    "email": "email",
    "age": ("int", 18, 65),
    "joined": ("date", FIRST, LAST),
}


def faker_row(fake: faker.Faker) -> dict[str, Any]:
    """The row of `SCHEMA` as Faker's users write it."""
    return {
        "id": fake.uuid4(),
        "name": fake.name(),
        "email": fake.email(),
        "age": fake.random_int(18, 65),
        "joined": fake.date_between(FIRST, LAST),
    }


def faker_arrow(fake: faker.Faker, n: int) -> pa.Table:
    return pa.Table.from_pylist([faker_row(fake) for _ in range(n)])


def words_of_names() -> set[str]:
    """Every word that Faker's American names are made of."""
    parts = [
        getattr(Person, f"{part}_{sex}")
        for part in ("prefixes", "suffixes")
        for sex in ("female", "male")
    ]
    tables = [Person.first_names, Person.last_names, *parts]
    return {word for table in tables for name in table for word in name.split()}


WORDS = words_of_names()


def check_names(names: list[Any]) -> None:
    assert all(type(name) is str and set(name.split()) <= WORDS for name in names)
    assert len(set(names)) > len(names) / 4


def check_emails(emails: list[Any]) -> None:
    shape = re.compile(r"[\w.-]+@example\.(com|net|org)")
    assert all(type(email) is str and shape.fullmatch(email) for email in emails)


def check_integers(numbers: list[Any]) -> None:
    assert all(type(number) is int and 1 <= number <= 1_000_000 for number in numbers)
    assert abs(sum(numbers) / len(numbers) / 500_000.5 - 1) < 0.05


def check_addresses(addresses: list[Any]) -> None:
    # Two lines that end in a state and a postcode.
    shape = re.compile(r".+\n.+ [A-Z]{2} \d{5}")
    assert all(type(address) is str and shape.fullmatch(address) for address in addresses)


def check_records(rows: list[dict[str, Any]]) -> None:
    assert all(list(row) == list(SCHEMA) for row in rows)
    check_names([row["name"] for row in rows])
    check_emails([row["email"] for row in rows])
    uuid4 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(uuid4.fullmatch(row["id"]) for row in rows)
    assert all(type(row["age"]) is int and 18 <= row["age"] <= 65 for row in rows)
    assert all(
        type(row["joined"]) is datetime.date and FIRST <= row["joined"] <= LAST for row in rows
    )


def check_arrow(table: pa.Table) -> None:
    table.validate(full=True)
    kinds = [pa.string(), pa.string(), pa.string(), pa.int64(), pa.date32()]
    assert table.schema.types == kinds
    check_records(table.to_pylist())


@dataclass(frozen=True)
class Job:
    """The same data from both libraries, and what it must be."""

    name: str
    #: Makes n values.
    forgery: Callable[[forgery.Faker, int], Any]
    faker: Callable[[faker.Faker, int], Any]
    check: Callable[[Any], None]


JOBS = [
    Job("names", lambda f, n: f.names(n), lambda f, n: [f.name() for _ in range(n)], check_names),
    Job(
        "emails", lambda f, n: f.emails(n), lambda f, n: [f.email() for _ in range(n)], check_emails
    ),
    Job(
        "integers",
        lambda f, n: f.integers(n, 1, 1_000_000),
        lambda f, n: [f.random_int(1, 1_000_000) for _ in range(n)],
        check_integers,
    ),
    Job(
        "addresses",
        lambda f, n: f.addresses(n),
        lambda f, n: [f.address() for _ in range(n)],
        check_addresses,
    ),
    Job(
        "records (5 fields)",
        lambda f, n: f.records(n, SCHEMA),
        lambda f, n: [faker_row(f) for _ in range(n)],
        check_records,
    ),
    Job(
        "records_arrow (5 fields)",
        lambda f, n: f.records_arrow(n, SCHEMA),
        faker_arrow,
        check_arrow,
    ),
]


def best(make: Callable[[], Any], repeat: int) -> float:
    """The shortest of several times, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        made = make()
        times.append(time.perf_counter() - start)
        del made  # freeing it is not part of the next run
    return min(times)


def checked(job: Job, values: Any, n: int, whose: str) -> None:
    """Raises if values are not what the job asks for.

    Raises:
        SystemExit: They are not.
    """
    try:
        assert len(values) == n
        job.check(values)
    except AssertionError:
        sys.exit(f"{job.name}: the values of {whose} are wrong")


@dataclass(frozen=True)
class Result:
    """Seconds for n values, by library."""

    name: str
    forgery: float
    weighted: float
    unweighted: float


def measure(job: Job, n: int, faker_n: int, repeat: int, faker_repeat: int) -> Result:
    fake = forgery.Faker("en_US", SEED)
    checked(job, job.forgery(fake, n), n, "forgery")
    ours = best(lambda: job.forgery(fake, n), repeat)
    theirs = []
    for weighted in (True, False):
        other = faker.Faker("en_US", use_weighting=weighted)
        other.seed_instance(SEED)
        checked(job, job.faker(other, faker_n), faker_n, "Faker")
        seconds = best(lambda other=other: job.faker(other, faker_n), faker_repeat)
        theirs.append(seconds * n / faker_n)
    return Result(job.name, ours, *theirs)


def duration(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def rows_of(results: list[Result]) -> list[list[str]]:
    head = ["", "Faker", "Faker, unweighted", "forgery", "ratio", "ratio, unweighted"]
    return [head] + [
        [
            result.name,
            duration(result.weighted),
            duration(result.unweighted),
            duration(result.forgery),
            f"{result.weighted / result.forgery:,.0f}x",
            f"{result.unweighted / result.forgery:,.0f}x",
        ]
        for result in results
    ]


def written(rows: list[list[str]], markdown: bool) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:]))]
        lines.append("| " + " | ".join(cells) + " |" if markdown else "  ".join(cells))
    if markdown:
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        lines.insert(1, "| " + " | ".join(rule) + " |")
    return "\n".join(lines)


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [
                line.split(":", 1)[1].strip() for line in file if line.startswith("model name")
            ]
    except OSError:
        models = []
    return models[0] if models else platform.processor() or platform.machine()


def conditions(arguments: argparse.Namespace) -> list[str]:
    """What a reader needs to judge the numbers, and to get them again."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("Faker", "pyarrow"))
    return [
        f"n = {arguments.n:,}. forgery: the best of {arguments.repeat} runs of n values. "
        f"Faker: the best of {arguments.faker_repeat} runs of {arguments.faker_n:,} values, "
        f"times {arguments.n / arguments.faker_n:g}.",
        f"forgery {forgery.__version__} ({forgery.threads()} threads), {libraries}, {python}, "
        f"{platform.system()} on {os.cpu_count()} x {processor()}.",
        "Command: python " + " ".join(["benches/vs_faker.py", *sys.argv[1:]]),
    ]


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare forgery with Faker.")
    parser.add_argument("--n", type=positive, default=100_000, help="how many values")
    parser.add_argument(
        "--faker-n", type=positive, default=10_000, help="how many of them Faker makes"
    )
    parser.add_argument("--repeat", type=positive, default=9, help="runs of forgery")
    parser.add_argument("--faker-repeat", type=positive, default=3, help="runs of Faker")
    parser.add_argument(
        "--only", metavar="TEXT", default="", help="only jobs with this in their name"
    )
    parser.add_argument("--markdown", action="store_true", help="write a table for a document")
    arguments = parser.parse_args()
    arguments.faker_n = min(arguments.faker_n, arguments.n)
    return arguments


def main() -> None:
    arguments = parsed()
    if _forgery.DEBUG:
        sys.exit("this is a debug build of forgery: build with --release to measure")
    jobs = [job for job in JOBS if arguments.only in job.name]
    counts = (arguments.n, arguments.faker_n)
    results = []
    for job in jobs:
        print(f"measuring {job.name} …", file=sys.stderr)
        results.append(measure(job, *counts, arguments.repeat, arguments.faker_repeat))
    print(written(rows_of(results), arguments.markdown), end="\n\n")
    print(*conditions(arguments), sep="\n\n" if arguments.markdown else "\n")


if __name__ == "__main__":
    main()
