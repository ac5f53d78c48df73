"""What the scripts of all peers share: times each operation, checks its values, prints JSON for the harness."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness import checks, timing

#: An operation by its key: makes n values.
Operations = dict[str, Callable[[int], Any]]
#: What the values of an operation must be, where its key does not say.
KINDS = {
    "names_arrow": "names",
    "arrow": "rows",
    "dicts": "rows",
    "tuples": "rows",
    "csv": "rows",
    "jsonl": "rows",
    "name()": "names",
    "first_name()": "first_names",
}
MOST = 100_000


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--clock", default="wall")
    parser.add_argument("--most", type=int, default=MOST, help="the most values in one run")
    parser.add_argument("--words", type=Path, help="JSON: the words of each table")
    return parser.parse_args()


def words() -> dict[str, list[str]]:
    """The vocabulary that the floors use too."""
    return dict(json.loads(parsed().words.read_text(encoding="utf-8")))


def scratch(name: str) -> Path:
    """A file in memory, where that is possible."""
    memory = Path("/dev/shm")
    return (memory if memory.is_dir() else Path(tempfile.gettempdir())) / f"{name}-{os.getpid()}"


def values_of(made: Any) -> list[Any]:
    """Plain values of a list, an Arrow column or table, or a file."""
    if isinstance(made, Path):
        if made.name.startswith("jsonl"):
            return [json.loads(line) for line in made.read_text(encoding="utf-8").splitlines()]
        with made.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file) if row != checks.COLUMNS]
        return [(*row[:3], int(row[3]), row[4]) for row in rows]
    return list(made.to_pylist() if hasattr(made, "to_pylist") else made)


def timed(key: str, make: Callable[[int], Any], arguments: argparse.Namespace) -> dict[str, Any]:
    """The time of one operation, and whether its values are right."""
    n = timing.long_enough(make, arguments.most, 0.1)
    try:
        values = values_of(make(min(n, 2000)))
        checks.require(len(values) == min(n, 2000), f"{len(values)} values")
        checks.CHECKS[KINDS.get(key, key)](values)
        verdict = "checked"
    except checks.WrongValuesError as reason:
        verdict = f"otherwise: {reason}"[:80]
    [spent] = timing.best([lambda: make(n)], arguments.repeat, arguments.clock)
    return {"n": n, "ns": spent / n, "checked": verdict}


def loop(method: Callable[[], Any]) -> Callable[[int], list[Any]]:
    """n values by n calls: all that a package without batches offers."""
    return lambda n: [method() for _ in range(n)]


def report(package: str, variants: dict[str, Operations]) -> None:
    """Time what a package does, under one name or several, and print it."""
    arguments = parsed()
    results = {
        label: {key: timed(key, make, arguments) for key, make in operations.items()}
        for label, operations in variants.items()
    }
    json.dump({"version": version(package), "results": results}, sys.stdout)
    for path in (scratch("csv"), scratch("jsonl")):
        path.unlink(missing_ok=True)
