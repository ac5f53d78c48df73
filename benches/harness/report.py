"""The results as a page, and what README shows of them. Nothing here measures: it is text in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FLOORS, PEERS, DROP_IN, STARTING, SCALING = (
    "Against floors",
    "Against peers",
    "The drop-in against Faker",
    "Starting",
    "Scaling",
)
MEAN = "geometric mean of all methods"
BEGIN = "<!-- benchmarks: written from benches/RESULTS.md by `python benches/run.py --readme` -->"
END = "<!-- benchmarks: end -->"


@dataclass(frozen=True)
class Section:
    """A heading, a remark, and one table."""

    title: str
    remark: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        """The rows, by column."""
        return [dict(zip(self.head, row)) for row in self.rows]


def nanoseconds(value: float) -> str:
    """A time for a reader: three digits are enough, and the unit is always the same.

    >>> nanoseconds(3.4159), nanoseconds(59_700.2)
    ('3.4 ns', '59,700 ns')
    """
    return f"{value:,.1f} ns" if value < 100 else f"{value:,.0f} ns"


def times(value: float) -> str:
    """A ratio.

    >>> times(0.314), times(398.2)
    ('0.31x', '398x')
    """
    return f"{value:,.2f}x" if value < 10 else f"{value:,.1f}x" if value < 100 else f"{value:,.0f}x"


def number(text: str) -> float:
    """The number that a cell begins with.

    >>> number("59,700 ns")
    59700.0

    Raises:
        ValueError: There is none.
    """
    found = re.match(r"[\d,]+(\.\d+)?", text)
    if found is None:
        raise ValueError(f"no number in {text!r}")
    return float(found.group().replace(",", ""))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table: texts to the left, numbers to the right."""
    rows = [list(row) for row in rows]
    lines = ["| " + " | ".join(head) + " |"]
    marks = []
    for i in range(len(head)):
        numeric = rows and all(re.match(r"[\d.,]|—", row[i]) for row in rows)
        marks.append("---:" if numeric else "---")
    lines.append("|" + "|".join(marks) + "|")
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def page(sections: Sequence[Section], conditions: Sequence[str]) -> str:
    """The whole of RESULTS.md."""
    lines = [
        "# Results",
        "",
        "Written by `benches/run.py`: do not edit. A ratio is that of the two times beside it, taken in one run;",
        "`checked` says that the values of both were looked at and are what they should be.",
        "",
        *(f"- {condition}" for condition in conditions),
    ]
    for section in sections:
        lines += ["", f"## {section.title}", ""]
        if section.remark:
            lines += [section.remark, ""]
        lines += table(section.head, section.rows)
    return "\n".join(lines) + "\n"


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def parse(text: str) -> list[Section]:
    """The sections of a page that `page` wrote.

    Raises:
        ValueError: A section has no table.
    """
    sections = []
    for part in re.split(r"(?m)^## ", text)[1:]:
        title, *lines = part.splitlines()
        start = next((i for i, line in enumerate(lines) if line.startswith("|")), None)
        if start is None:
            raise ValueError(f"no table under {title!r}")
        remark = "\n".join(lines[:start]).strip()
        rows = [cells(line) for line in lines[start + 2 :] if line.startswith("|")]
        sections.append(Section(title.strip(), remark, cells(lines[start]), tuple(rows)))
    return sections


def of_title(sections: Sequence[Section], title: str) -> list[dict[str, str]]:
    """The rows under a heading; none where it is missing."""
    return next((section.dicts() for section in sections if section.title == title), [])


def extremes(rows: Sequence[dict[str, str]], ratio: str) -> list[dict[str, str]]:
    """The rows with the highest and the lowest ratio: one row if they are the same."""
    ranked = sorted(rows, key=lambda row: number(row[ratio]))
    return ranked[::-1] if len(ranked) < 2 else [ranked[-1], ranked[0]]


def summary(sections: Sequence[Section]) -> list[str]:
    """README's table: of every comparison the best result and the worst, with both numbers."""
    lines: list[tuple[str, ...]] = []

    def add(what: str, row: dict[str, str], other: str, ours: str, ratio: str) -> None:
        lines.append((what, row[other], row[ours], row[ratio]))

    drop_in = of_title(sections, DROP_IN)
    for row in drop_in:
        if row["method"] == MEAN:
            add(f"drop-in against Faker: {MEAN}", row, "Faker", "forgery", "ratio")
            mean = f"drop-in against Faker(use_weighting=False): {MEAN}"
            add(mean, row, "Faker, unweighted", "forgery", "ratio, unweighted")
    # Batches stand below the methods, with their n.
    methods = [row for row in drop_in if row["method"] != MEAN and "(" not in row["method"]]
    for word, row in zip(("best", "worst"), extremes(methods, "ratio")):
        add(f"drop-in against Faker, {word}: `{row['method']}`", row, "Faker", "forgery", "ratio")
    for word, row in zip(("best", "worst"), extremes(methods, "ratio, unweighted")):
        what = f"drop-in against Faker(use_weighting=False), {word}: `{row['method']}`"
        add(what, row, "Faker, unweighted", "forgery", "ratio, unweighted")
    # What differs from what was asked for is no comparison.
    measured = [
        row
        for row in of_title(sections, PEERS)
        if row["ratio"] != "—" and not row["values"].startswith("otherwise")
    ]
    for peer in dict.fromkeys(row["peer"] for row in measured):
        rows = [row for row in measured if row["peer"] == peer]
        for word, row in zip(("best", "worst"), extremes(rows, "ratio")):
            word = f", {word}" if len(rows) > 1 else ""
            add(f"{peer}{word}: {row['operation']}", row, "theirs", "forgery", "ratio")
    floors = of_title(sections, FLOORS)
    # The lowest multiple of the floor's time is the best.
    for word, row in zip(("best", "worst"), extremes(floors, "ratio")[::-1]):
        inverse = times(number(row["floor"]) / number(row["forgery"]))
        what = f"hand-written loop, {word}: {row['operation']}"
        lines.append((what, row["floor"], row["forgery"], inverse))
    return table(("for one value, row or call", "other", "forgery", "forgery is faster by"), lines)


def readme(text: str, results: str) -> str:
    """README with its table of results, written from RESULTS.md.

    Raises:
        ValueError: README has no place for it.
    """
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"README.md has no lines {BEGIN!r} and {END!r}")
    inside = "\n".join([BEGIN, "", *summary(parse(results)), "", END])
    return pattern.sub(lambda _: inside, text, count=1)
