"""Measures memory: what lists, streams, the command line and the locales need.

    python benches/memory.py                     # all but the long run
    python benches/memory.py --long 100000000    # also a stream of so many rows

Each line is a process of its own, on Linux, which says what its memory was. Anonymous memory is
what only this process has; pages of the library's file, such as the tables of the locales, are
shared with whoever uses them too and can be dropped and read again. `tests/test_memory.py` guards
what this shows.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

MIB = 1 << 20
ROOT = Path(__file__).resolve().parent.parent
SCHEMA = {
    "id": "uuid",
    "name": "name",
    "email": "email",
    "age": ("int", 18, 65),
    "joined": ("date", "2020-01-01", "2024-12-31"),
}
#: Threads that make values where nothing else is said: memory depends on their number.
THREADS = 2

#: What a measured process starts with.
PRELUDE = """
import gc, json, sys

def status():
    with open("/proc/self/status") as file:
        pairs = (line.split(":") for line in file)
        return {k: int(v.split()[0]) << 10 for k, v in pairs if k[:3] in ("VmH", "Rss")}

def peak():
    # The files' pages are never given back here, so what they are at the end they were at the peak.
    now = status()
    return now["VmHWM"] - now["RssFile"]

def own(objects):
    # Those that come more than once, such as shared strings, are counted once; the allocator hands
    # out multiples of 16 bytes.
    distinct = {id(o): o for o in objects}
    return sum(-(-sys.getsizeof(o) // 16) * 16 for o in distinct.values())

def size(made):
    total = sys.getsizeof(made) + own(made)
    if isinstance(made[0], dict):
        total += sum(own(row[key] for row in made) for key in made[0])
    elif isinstance(made[0], tuple):
        total += sum(own(row[i] for row in made) for i in range(len(made[0])))
    return total

def say(**values):
    print(json.dumps(values))
"""


def measured(code: str, *arguments: str, env: dict[str, str] | None = None) -> dict[str, int]:
    """Run Python in a process of its own that ends with `say(name=value, ...)`; those values.

    Args:
        code: What runs after `PRELUDE`.
        arguments: `sys.argv[1:]` for it.
        env: Environment variables to set.
    """
    source = PRELUDE + textwrap.dedent(code)
    run = subprocess.run(
        [sys.executable, "-c", source, *arguments],
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said: dict[str, int] = json.loads(run.stdout.splitlines()[-1])
    return said


def listed(call: str, warm_up: str = "", threads: int = THREADS) -> dict[str, int]:
    """What a list takes: the bytes of its objects, and of the process at the peak.

    Args:
        call: Python that makes a list with `fake`, and knows `SCHEMA`.
        warm_up: Python that runs before, so that tables and code are in memory.
        threads: How many threads make values: each has some rows at a time.
    """
    code = f"""
        import forgery
        SCHEMA = json.loads(sys.argv[1])
        forgery.set_threads({threads})
        fake = forgery.Faker(seed=42)
        {warm_up or "None"}
        before = status()["RssAnon"]
        made = {call}
        top, after = peak(), status()["RssAnon"]
        say(peak=top - before, after=after - before, objects=size(made))
    """
    return measured(code, json.dumps(SCHEMA))


def streamed(
    rows: int, start: int = 0, total: int = 10**9, batch: int = 100_000, threads: int = THREADS
) -> dict[str, int]:
    """What a loop over `batches` takes: the process's memory at the peak, and the rows it read.

    Args:
        rows: How many rows are read.
        start: From which row on.
        total: How many rows the table has.
        batch: Rows in a batch.
        threads: How many threads make values.
    """
    code = f"""
        from itertools import islice
        import forgery
        SCHEMA = json.loads(sys.argv[1])
        forgery.set_threads({threads})
        table = forgery.table(SCHEMA, rows={total}, seed=42)
        read = 0
        for rows in islice(table.batches({batch}, start={start}), {-(-rows // batch)}):
            read += len(rows)
        say(peak=status()["VmHWM"], anonymous=peak(), rows=read)
    """
    return measured(code, json.dumps(SCHEMA))


def command_line(
    schema: Path, rows: int, kind: str, output: str, threads: int = THREADS
) -> dict[str, int]:
    """What `forgery generate` takes: its memory at the peak.

    Args:
        schema: The schema file.
        rows: How many rows it writes.
        kind: csv or jsonl.
        output: The file.
        threads: As of the option.
    """
    code = """
        from forgery.cli import cli
        cli.main(sys.argv[1:], standalone_mode=False)
        say(peak=status()["VmHWM"], anonymous=peak())
    """
    options = ["--rows", str(rows), "--seed", "1", "--format", kind, "--threads", str(threads)]
    return measured(code, "generate", str(schema), *options, "--quiet", "--output", output)


def packs() -> dict[str, int]:
    """Memory that only the process has, and that of files: at each step from Python to all locales."""
    code = """
        import datetime, decimal, importlib.metadata
        steps = {}
        def step(name):
            gc.collect()
            now = status()
            steps[name + " anonymous"], steps[name + " files"] = now["RssAnon"], now["RssFile"]
        step("Python")
        import forgery
        from forgery._forgery import locales
        step("import forgery")
        fake = forgery.Faker("en_US", seed=1)
        step("Faker('en_US')")
        fake.names(1000)
        step("1,000 names")
        others = [forgery.Faker(locale, seed=1) for locale in locales()]
        step("a Faker of each locale")
        for other in others:
            other.names(1000)
        step("1,000 names of each locale")
        say(**steps)
    """
    return measured(code)


#: Lists that are measured, and what runs before: the same, less of it.
LISTS = {
    "names(1_000_000)": "fake.names(100)",
    "first_names(1_000_000)": "fake.first_names(100)",
    "emails(1_000_000)": "fake.emails(100)",
    "uuids(1_000_000)": "fake.uuids(100)",
    "addresses(1_000_000)": "fake.addresses(100)",
    "integers(1_000_000, 0, 100)": "fake.integers(100)",
    "integers(1_000_000, 0, 10**9)": "fake.integers(100)",
    "floats(1_000_000)": "fake.floats(100)",
    "dates(1_000_000)": "fake.dates(100)",
    "records(1_000_000, SCHEMA)": "fake.records(100, SCHEMA)",
    "records_tuples(1_000_000, SCHEMA)": "fake.records_tuples(100, SCHEMA)",
    "table(SCHEMA, rows=1_000_000).column('name')": "fake.names(100)",
}


def mib(value: float) -> str:
    return f"{value / MIB:,.1f} MiB"


def show_lists() -> None:
    print("Lists: the returned objects, the process at the peak beyond what it was, their ratio")
    for call, warm_up in LISTS.items():
        took = listed(f"fake.{call}", warm_up)
        ratio = took["peak"] / took["objects"]
        print(f"  {call:46}{mib(took['objects']):>12}{mib(took['peak']):>12}{ratio:8.2f}")


def show_streams(long: int) -> None:
    print("batches() of a table of 10^9 rows, 5 columns, dicts; the process at the peak")
    last = 10**9 - 3_000_000
    for start, rows in ((0, 300_000), (0, 3_000_000), (last, 3_000_000)):
        took = streamed(rows, start)
        print(f"  {took['rows']:>13,} rows from row {start:<13,}{mib(took['peak']):>12}")
    if long:
        took = streamed(long, total=long)
        print(f"  {took['rows']:>13,} rows, all that there are{mib(took['peak']):>14}")


def show_command_line(long: int) -> None:
    print("forgery generate examples/customers.yaml, 9 columns; the process at the peak")
    schema = ROOT / "examples" / "customers.yaml"
    for kind in ("csv", "jsonl"):
        for rows in (100_000, 3_000_000, *([long] if long else [])):
            took = command_line(schema, rows, kind, os.devnull)
            print(f"  {kind:6}{rows:>13,} rows{mib(took['peak']):>14}")


def show_packs() -> None:
    print("Locales: memory of this process alone, and of files, beyond those of Python")
    steps: dict[str, dict[str, Any]] = {}
    for key, value in packs().items():
        name, _, kind = key.rpartition(" ")
        steps.setdefault(name, {})[kind] = value
    base = steps["Python"]
    for name, now in steps.items():
        grown = (mib(now[kind] - base[kind]) for kind in ("anonymous", "files"))
        print("  {:30}{:>12}{:>12}".format(name, *grown))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--long", type=int, default=0, metavar="N", help="also stream so many rows")
    options = parser.parse_args()
    show_lists()
    show_streams(options.long)
    show_command_line(options.long)
    show_packs()


if __name__ == "__main__":
    main()
