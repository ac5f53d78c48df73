"""Writes a million customers to customers.csv, shows some, and checks where their names come from.

`make run` calls it in the environment that it has built. For fewer
rows, call `python examples/run.py --rows 1000` there.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = "examples/customers.yaml"
SEED = 42
SHOWN = 3
WIDTH = 22
CHECKED = 1000


def generate(rows: int, output: Path) -> float:
    """Runs the command line and returns the seconds it took, start of Python included."""
    arguments = ["generate", SCHEMA, "--rows", str(rows), "--seed", str(SEED)]
    arguments += ["--output", str(output)]
    print("$ forgery", *arguments, flush=True)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "forgery", *arguments], cwd=ROOT, check=True)
    return time.perf_counter() - start


def show(header: list[str], rows: list[list[str]]) -> None:
    """Prints rows beside each other, so that all columns fit into a narrow terminal."""
    label = max(map(len, header))
    for name, cells in zip(header, zip(*rows)):
        cut = [cell if len(cell) <= WIDTH else cell[: WIDTH - 2] + ".." for cell in cells]
        print(f"  {name:{label}}  " + "  ".join(f"{cell:{WIDTH}}" for cell in cut).rstrip())


def not_from_faker(names: list[str]) -> list[str]:
    """Returns the names with a part that Faker's tables of American names do not have.

    Raises:
        ImportError: Faker is not installed.
    """
    from faker.providers.person.en_US import Provider

    prefixes = {*Provider.prefixes_female, *Provider.prefixes_male}
    suffixes = {*Provider.suffixes_female, *Provider.suffixes_male}
    strangers = []
    for name in names:
        words = name.split(" ")
        words = words[words[0] in prefixes :]
        words = words[: len(words) - (words[-1] in suffixes)]
        first, last = words if len(words) == 2 else ("", "")
        if first not in Provider.first_names or last not in Provider.last_names:
            strangers.append(name)
    return strangers


def main() -> int:
    """Runs the example; returns 1 if a name is not one of Faker's."""
    parser = argparse.ArgumentParser(description="Write customers to a CSV file and look at them.")
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--output", type=Path, default=Path("customers.csv"), metavar="FILE")
    options = parser.parse_args()
    output: Path = ROOT / options.output

    seconds = generate(options.rows, output)

    with output.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        head = list(islice(reader, CHECKED))
    print(f"\nThe first rows of {options.output}:\n")
    show(header, head[:SHOWN])
    print(
        f"\n{options.rows:,} rows, {output.stat().st_size / 1e6:,.1f} MB in {seconds:.2f} s: "
        f"{options.rows / seconds:,.0f} rows/s"
    )

    names = [row[header.index("name")] for row in head]
    try:
        strangers = not_from_faker(names)
    except ImportError:
        print("Faker is not installed (it needs Python 3.10), so the names were not compared.")
        return 0
    if strangers:
        print(f"Not of Faker's vocabulary: {', '.join(strangers[:10])}", file=sys.stderr)
        return 1
    print(f"The names of the first {len(names):,} rows are all of Faker's own vocabulary.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
