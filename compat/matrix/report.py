"""What a run says: a table on the terminal, the differences, and `compat/COVERAGE.md`."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable
from pathlib import Path

from matrix import known
from matrix.pairs import PROVIDERS
from matrix.run import Difference, Found, Plan, by_method

COVERAGE = Path(__file__).resolve().parents[1] / "COVERAGE.md"
VERSION = (COVERAGE.parent / "FAKER_VERSION").read_text().strip()
#: The columns of the table of pairs.
KINDS = ("native", "Python", "bridged", "known", "different", "missing")
#: Groups of differences that are printed in full.
GROUPS = 60


def table(found: Found) -> list[tuple[str, ...]]:
    """Counts by provider: pairs of each kind, argument sets that are equal and different."""
    rows = []
    total: collections.Counter[str] = collections.Counter()
    sets: collections.Counter[str] = collections.Counter()
    for provider in PROVIDERS:
        pairs, arguments = found.pairs[provider], found.arguments[provider]
        if pairs or arguments:
            total.update(pairs)
            sets.update(arguments)
            rows.append(_row(provider, pairs, arguments))
    return [*rows, _row("all", total, sets)]


def _row(name: str, pairs: dict[str, int], arguments: dict[str, int]) -> tuple[str, ...]:
    numbers = [sum(pairs.values()), *(pairs.get(kind, 0) for kind in KINDS)]
    numbers += [arguments.get("equal", 0), arguments.get("known", 0), arguments.get("different", 0)]
    return (name, *(f"{number:,}" if number else "·" for number in numbers))


HEADINGS = (
    "provider",
    "pairs",
    *KINDS,
    "arguments equal",
    "arguments known",
    "arguments different",
)


def print_table(found: Found) -> None:
    """Print the counts."""
    rows = [HEADINGS, *table(found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]
        print("  ".join(cells))
    if found.sequences:
        print(f"sequences: {dict(found.sequences)}")
    if found.signatures:
        print(f"signatures: {dict(found.signatures)}")


def print_differences(found: Found, show: int) -> None:
    """Print the differences, by method: how many, where, and the first ones."""
    groups = list(by_method(found.differences))
    for name, differences in groups[:GROUPS]:
        hows = collections.Counter(_kind(d.how) for d in differences)
        locales = list(dict.fromkeys(d.locale for d in differences))
        print(
            f"\n{name}: {_several(locales, 8)}; "
            + ", ".join(f"{how} {count}" for how, count in hows.items())
        )
        for difference in _spread(differences, show):
            print(
                f"  {difference.locale} {difference.call} seed {difference.seed}: {difference.how}"
            )
            print(f"    Faker {difference.theirs}")
            print(f"    ours  {difference.ours}")
    for name, differences in groups[GROUPS:]:
        print(f"{name}: {_several(list(dict.fromkeys(d.locale for d in differences)), 8)}")
    missing = collections.Counter(name.split()[0] for name in found.listed["missing"])
    for name, count in sorted(missing.items()):
        print(f"missing: {name} in {count} locales")


def _kind(how: str) -> str:
    """What kind of difference it is, without its place inside the value."""
    return re.sub(r"^(\[\d+\]: |attributes: |tzinfo: )+", "", how).partition(":")[0]


def _several(names: list[str], most: int) -> str:
    """Some names in a line."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _spread(differences: list[Difference], show: int) -> Iterable[Difference]:
    """The first differences to print: one for each call first, then more of each."""
    turns = collections.Counter[str]()
    ordered = []
    for index, difference in enumerate(differences):
        turns[difference.call] += 1
        ordered.append((turns[difference.call], index, difference))
    return [difference for _, _, difference in sorted(ordered)[:show]]


def stale(found: Found, plan: Plan) -> list[str]:
    """Known differences that did not differ, where enough seeds were tried."""
    if plan.seeds < known.ENOUGH_SEEDS:
        return []
    expected = set(known.reasons()) & found.compared
    return sorted(f"{name} in {locale}" for locale, name in expected - found.known)


def coverage(found: Found, plan: Plan) -> str:
    """The text of COVERAGE.md."""
    rows = table(found)
    lines = [
        "<!-- Written by `make parity` (compat/parity.py --write). Do not edit. -->",
        "# What of Faker the drop-in covers",
        "",
        f"`forgery.compat` beside Faker {VERSION}, with the same seeds under a clock that stands still. A *pair* is a",
        f"public method in one locale, called without arguments from {plan.seeds} seeds; an *argument set* is one way",
        "of calling a method with arguments in one locale (`compat/arguments`), from the same seeds where the method's",
        "code is at home and from some of them in the other locales that have a class of their own. Values are",
        "compared in depth and with their types, exceptions with their messages, and so are the random state after",
        "each call, Python's own random state, warnings and log entries, and the signatures of the methods.",
        "",
        "*native*: equal, made by the engine. *Python*: equal, made by Python code of ours, as it is the work of",
        "Python's standard library. *bridged*: equal, but made by Faker. *known*: see the end. *different*, *missing*:",
        "to do.",
        "",
        "| " + " | ".join(HEADINGS) + " |",
        "|---" + "|--:" * (len(HEADINGS) - 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        f"Sequences of {plan.length:,} random calls on one instance: {found.sequences['equal']:,} equal, "
        f"{found.sequences['different']:,} different. Signatures: {found.signatures['equal']:,} equal, "
        f"{found.signatures['different']:,} different.",
        "",
    ]
    for kind, heading in (
        ("bridged", "Bridged: made by Faker"),
        ("missing", "Missing"),
        ("Python", "Made by Python code of ours"),
    ):
        lines += _listed(heading, found.listed[kind])
    lines += ["## Known differences", ""]
    lines += [
        f"- `{entry['method']}` ({entry.get('locale', 'everywhere')}): {entry['reason']}"
        for entry in known.entries()
    ] or ["None."]
    return "\n".join(lines) + "\n"


def _listed(heading: str, names: list[str]) -> list[str]:
    """A section with pairs, a line for each method."""
    places: dict[str, list[str]] = {}
    for name in names:
        method, locale = name.split()
        places.setdefault(method, []).append(locale)
    lines = [f"## {heading}", ""]
    for method, locales in sorted(places.items()):
        where = "in all locales" if len(locales) == 110 else _several(sorted(locales), 12)
        lines.append(f"- `{method}` {where}")
    return [*lines, ""] if places else [*lines, "None.", ""]
