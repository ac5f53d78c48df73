"""Counts the instructions of a fixed set of operations, and compares them with a committed baseline.

    python benches/instructions.py            # what `make bench-check` runs
    python benches/instructions.py --write    # write benches/instructions.toml

Times depend on the machine and on what else it does; the number of instructions hardly does, so a
change of a few per cent is seen for certain. An operation that takes over 5 % more instructions an
item than the baseline fails the check. One that takes over 5 % fewer asks for a new baseline, so
that what was won is guarded too. Instructions are not time: `benches/run.py` measures that.

One run of `valgrind --tool=callgrind` counts all operations. The process calls `os.getsid` before
and `os.getpgid` after each, and nothing else calls these: callgrind starts to count at the one and
writes what it has counted at the other. There is one thread, hashes are not random, and each
operation has run once before it is counted.

Counts depend on the engine's profile (the baseline is of a release build), on the compiler, on the
interpreter, and on the processor's features as far as valgrind knows them. The baseline says which
they were. Counts of another interpreter, libc or kind of processor are shown and not compared.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import repeat
from pathlib import Path
from typing import Any, Callable

BASELINE = Path(__file__).with_suffix(".toml")
#: The share by which a count may differ from the baseline.
TOLERANCE = 0.05
#: Items of an operation that makes many in a call, and of one that makes one.
MANY, SINGLE = 10_000, 2000
SEED = 42
RECORD = {
    "id": "uuid",
    "name": "name",
    "email": "email",
    "age": ("int", 18, 65),
    "joined": ("date", "2020-01-01", "2024-12-31"),
}


def operations() -> dict[str, tuple[int, Callable[[], object]]]:
    """By name: how many items an operation makes, and what makes them."""
    import forgery
    from forgery.cli._rows import pieces
    from forgery.compat import Faker as DropIn

    fake = forgery.Faker(seed=SEED)
    dropin: Any = DropIn()
    dropin.seed_instance(SEED)

    def table(schema: dict[str, Any]) -> Any:
        return forgery.table(schema, rows=MANY, seed=SEED)

    def text(kind: str) -> list[Any]:
        return [part for _, parts in pieces(table(RECORD), kind) for part in parts]

    many: dict[str, Callable[[], object]] = {
        "names": lambda: fake.names(MANY),
        "first_names": lambda: fake.first_names(MANY),
        "emails": lambda: fake.emails(MANY),
        "uuids": lambda: fake.uuids(MANY),
        "addresses": lambda: fake.addresses(MANY),
        "companies": lambda: fake.companies(MANY),
        "sentences": lambda: fake.batch("sentence", MANY),
        "integers, 0 to 100": lambda: fake.integers(MANY, 0, 100),
        "integers, 0 to 10^9": lambda: fake.integers(MANY, 0, 10**9),
        "floats": lambda: fake.floats(MANY),
        "records, dicts of 5": lambda: fake.records(MANY, RECORD),
        "records, tuples of 5": lambda: fake.records_tuples(MANY, RECORD),
        "names to Arrow": lambda: read_arrow(table({"name": "name"})),
        "5 columns to Arrow": lambda: read_arrow(table(RECORD)),
        "5 columns to CSV": lambda: text("csv"),
        "5 columns to JSON Lines": lambda: text("jsonl"),
        "compat: names(n)": lambda: dropin.names(MANY),
    }
    single: dict[str, Callable[[], object]] = {
        "name()": fake.name,
        "first_name()": fake.first_name,
        "uuid()": fake.uuid,
        "random_int()": fake.random_int,
        "compat: name()": dropin.name,
        "compat: first_name()": dropin.first_name,
        "compat: random_int()": dropin.random_int,
        "compat: date_of_birth()": dropin.date_of_birth,
    }
    loops = {name: (SINGLE, loop(call, SINGLE)) for name, call in single.items()}
    return {name: (MANY, run) for name, run in many.items()} | loops


def loop(call: Callable[[], object], n: int) -> Callable[[], object]:
    """A function that makes n calls, each result dropped before the next."""

    def run() -> None:
        for _ in repeat(None, n):
            call()

    return run


def read_arrow(table: Any) -> int:
    """Read a table's Arrow stream to its end, as a library would, and give back the rows' number.

    By hand, because importing an Arrow library under valgrind takes longer than all operations.
    """
    import ctypes as c

    class Array(c.Structure):
        _fields_ = (
            ("length", c.c_int64),
            ("counts", c.c_int64 * 4),
            ("parts", c.c_void_p * 3),
            ("release", c.c_void_p),
            ("private", c.c_void_p),
        )

    class Stream(c.Structure):
        _fields_ = (
            ("get_schema", c.c_void_p),
            ("get_next", c.CFUNCTYPE(c.c_int, c.c_void_p, c.POINTER(Array))),
            ("get_last_error", c.c_void_p),
            ("release", c.c_void_p),
            ("private", c.c_void_p),
        )

    pointer = c.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = c.c_void_p, (c.py_object, c.c_char_p)
    capsule = table.__arrow_c_stream__()
    at = pointer(capsule, b"arrow_array_stream")
    stream, rows = Stream.from_address(at), 0
    while True:
        array = Array()
        if stream.get_next(at, array):
            raise RuntimeError("the Arrow stream failed")
        if not array.release:
            return rows
        rows += array.length
        c.CFUNCTYPE(None, c.POINTER(Array))(array.release)(array)


def run_counted() -> None:
    """What runs under valgrind: every operation, uncounted and counted; then their names and sizes."""
    import gc

    import forgery

    forgery.set_threads(1)
    sizes = {}
    for name, (n, run) in operations().items():
        run()
        gc.collect()
        gc.freeze()
        os.getsid(0)
        made = run()
        os.getpgid(0)
        del made
        sizes[name] = n
    json.dump(sizes, sys.stdout)


def count() -> dict[str, float]:
    """Count all operations; the instructions for each item, by the operation's name."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        sys.exit(
            "this needs valgrind (a package of that name in Debian and others), and found none"
        )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        command = [valgrind, "--quiet", "--tool=callgrind", f"--callgrind-out-file={out}"]
        command += ["--zero-before=getsid", "--dump-before=getpgid"]
        command += [sys.executable, __file__, "--counted"]
        # glibc copies large blocks by one instruction, which valgrind counts once for each byte; how
        # many blocks are copied when they grow is the heap's luck. By loops it hardly counts.
        tunables = {"PYTHONHASHSEED": "0", "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-ERMS"}
        env = {**os.environ, **tunables}
        run = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=False)
        if run.returncode:
            sys.exit(f"what runs under valgrind failed with status {run.returncode}; see above")
        sizes = json.loads(run.stdout)
        counts = {}
        for number, (name, n) in enumerate(sizes.items(), 1):
            # Not "totals", which also has what callgrind did not set to zero.
            total = re.search(r"^summary: (\d+)", Path(f"{out}.{number}").read_text(), re.M)
            if total is None:
                sys.exit(f"valgrind did not count '{name}'")
            counts[name] = int(total[1]) / n
    return counts


def features() -> str:
    """What valgrind lets programs see of the processor and they choose code by."""
    try:
        flags = set(re.findall(r"\w+", Path("/proc/cpuinfo").read_text()))
    except OSError:
        return "unknown"
    return " ".join(f for f in ("avx", "avx2", "bmi2", "asimd") if f in flags) or "none"


def environment() -> dict[str, str]:
    """What counts depend on and a change of ours does not: they are compared if these are equal."""
    return {
        "interpreter": f"{platform.python_implementation()} {sys.version_info[0]}.{sys.version_info[1]}",
        "libc": " ".join(platform.libc_ver()).strip(),
        "machine": f"{platform.system()} {platform.machine()}",
        "features": features(),
    }


def tools() -> dict[str, str]:
    """What made the baseline: to look at where counts differ for no reason."""

    def first_line(*command: str) -> str:
        if shutil.which(command[0]) is None:
            return "none"
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        return run.stdout.partition("\n")[0]

    return {
        "python": f"{platform.python_version()}, {platform.python_compiler()}",
        "rustc": first_line("rustc", "--version"),
        "valgrind": first_line("valgrind", "--version"),
    }


def written(counts: dict[str, float]) -> str:
    """The text of a baseline."""

    def section(name: str, pairs: dict[str, Any]) -> str:
        lines = [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in pairs.items()]
        return "\n".join([f"[{name}]", *lines, ""])

    head = (
        "# Instructions for each item, of a release build. Written by\n"
        "# `python benches/instructions.py --write`, which says what they are for.\n"
    )
    rounded = {name: round(value, 1) for name, value in counts.items()}
    parts = section("environment", environment()), section("tools", tools())
    return "\n".join([head, *parts, section("instructions", rounded)])


def read_baseline() -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    if not BASELINE.exists():
        sys.exit(f"there is no baseline: write {BASELINE.name} with --write")
    with BASELINE.open("rb") as file:
        return tomllib.load(file)


def verdict(before: float | None, now: float | None) -> str:
    """What is to be said of an operation: nothing, `better` or why it fails.

    Args:
        before: The baseline, if it has the operation.
        now: The count, if there is the operation.
    """
    if before is None:
        return "NOT IN THE BASELINE"
    if now is None:
        return "ONLY IN THE BASELINE"
    change = now / before - 1
    if change > TOLERANCE:
        return "WORSE"
    return "better" if change < -TOLERANCE else ""


def compare(before: dict[str, float], now: dict[str, float]) -> list[str]:
    """Print both counts of all operations; what is to be said of them."""
    names = list(before | now)
    width = max(map(len, names))
    print(f"{'instructions for each item':{width}}  {'baseline':>10}  {'now':>10}")
    verdicts = []
    for name in names:
        old, new = before.get(name), now.get(name)
        said = verdict(old, new)
        verdicts.append(said)
        both = (f"{value:10,.1f}" if value else " " * 9 + "-" for value in (old, new))
        change = f"{new / old - 1:+7.1%}" if old and new else " " * 7
        print(f"{name:{width}}  {'  '.join(both)}  {change}  {said}".rstrip())
    return verdicts


def check(counts: dict[str, float]) -> int:
    """Compare counts with the baseline; the exit status."""
    baseline = read_baseline()
    here, there = environment(), baseline["environment"]
    differences = [
        f"{key}: {there.get(key)}, here {here[key]}" for key in here if here[key] != there.get(key)
    ]
    verdicts = compare(baseline["instructions"], counts)
    if differences:
        print(
            "NOT COMPARED, because the baseline is of another environment:",
            *differences,
            sep="\n  ",
        )
        return 0
    if any(verdict not in ("", "better") for verdict in verdicts):
        made, now = baseline["tools"], tools()
        others = [
            f"{key}: {made.get(key)}, here {now[key]}" for key in now if now[key] != made.get(key)
        ]
        print(f"More than {TOLERANCE:.0%} worse than {BASELINE.name}, or not in both.")
        if others:
            print("It may be the tools:", *others, sep="\n  ")
        return 1
    if "better" in verdicts:
        print(
            f"Better. Keep it: write the new baseline with `python benches/{Path(__file__).name} --write`."
        )
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the counts as the new baseline")
    parser.add_argument("--counted", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.counted:
        run_counted()
        return
    counts = count()
    if options.write:
        BASELINE.write_text(written(counts), encoding="utf-8")
        print(f"wrote {BASELINE.name}: {len(counts)} operations")
    else:
        sys.exit(check(counts))


if __name__ == "__main__":
    main()
