"""Writes the table of countries in `docs/geo.md`: `python -m tools.places.page [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/geo.md"
START, END = "<!-- countries: written by tools/places/page.py -->\n", "<!-- end of countries -->\n"
KINDS = {
    "real": "real",
    "region": "the region's beginning",
    "form": "the country's form",
    "none": "none",
}


def table() -> str:
    """Makes the table."""
    lines = [
        "| country | places | postcodes | with postcodes of their own | with area codes | streets |",
        "|---|---|---|---|---|---|",
    ]
    for path in sorted((ROOT / "src/data/places").glob("*.txt")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        country = next(row for row in rows if row[0] == "country")
        kind = KINDS[next(row for row in rows if row[0] == "postcodes")[1]]
        places = [row for row in rows if row[0] == "place"]
        # Empty cells at the end of a line are not written.
        codes, phones = (sum(len(row) > at and bool(row[at]) for row in places) for at in (7, 8))
        streets = country[5].split(" ")[0] or "a simple form"
        lines.append(
            f"| {country[3]} ({country[1]}) | {len(places)} | {kind} | {codes} | {phones} | {streets} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Runs the command line."""
    text = PAGE.read_text("utf-8")
    head, rest = text.split(START)
    made = head + START + "\n" + table() + "\n" + END + rest.split(END)[1]
    if "--check" in sys.argv:
        return int(made != text)
    PAGE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
