"""Times forgery against hand-written loops, Faker and other packages, after a check that the values are right.

    python benches/run.py                     # floors, Faker, starting, scaling; writes RESULTS.md and results.svg
    python benches/run.py --peers             # also other packages, in an environment that it makes
    python benches/run.py --quick             # small numbers, to see that all of it works; writes nothing
    python benches/run.py --only names,CSV    # only lines with one of these in their name; writes nothing
    python benches/run.py --readme [--check]  # README's table from RESULTS.md; measures nothing

forgery must be installed as built for release. The floors are built with cargo.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import report

if TYPE_CHECKING:
    from harness.operations import Operation

BENCHES = Path(__file__).resolve().parent
RESULTS, CHART = BENCHES / "RESULTS.md", BENCHES / "results.svg"
README = BENCHES.parent / "README.md"
#: What a run is made of, in the order of the page.
PARTS = ("floors", "peers", "compat", "starting", "scaling")


def say(text: str) -> None:
    sys.stderr.write(f"measuring {text} …\n")


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="small numbers, and write nothing")
    parser.add_argument("--peers", action="store_true", help="compare with other packages too")
    parser.add_argument("--only", default="", metavar="TEXT,…", help="only lines that contain one")
    parser.add_argument(
        "--parts", default=",".join(PARTS), metavar="NAME,…", help=f"of {', '.join(PARTS)}"
    )
    parser.add_argument("--repeat", type=int, help="runs of each, of which the best counts")
    parser.add_argument(
        "--clock",
        choices=["wall", "cpu"],
        default="wall",
        help="elapsed time, or processor time where others use the machine too",
    )
    parser.add_argument("--write", action="store_true", help="write the page whatever was left out")
    parser.add_argument("--readme", action="store_true", help="write README's table from the page")
    parser.add_argument(
        "--check", action="store_true", help="with --readme: only say if it is stale"
    )
    chosen = parser.parse_args(arguments)
    if chosen.repeat is None:
        chosen.repeat = 2 if chosen.quick else 9
    return chosen


def floors_section(
    operations: Sequence[Operation], chosen: argparse.Namespace, most: int
) -> report.Section:
    """Every operation beside its floor."""
    import forgery
    from harness import timing

    def on(threads: int, op: Operation, n: int) -> Callable[[], object]:
        def made() -> object:
            forgery.set_threads(threads)
            return op.ours(n)

        return made

    rows = []
    # Processor time counts all threads, so it compares one with one only.
    cores = os.cpu_count() or 1
    cores = 1 if chosen.clock == "cpu" else cores
    for op in operations:
        say(op.name)
        n = min(op.n, most)
        op.check(min(n, 20_000))
        repeat = chosen.repeat if op.n > most or op.n >= 1_000_000 else chosen.repeat * 3
        calls = [
            lambda op=op, n=n: op.floor(n),
            on(1, op, n),
            on(1 if op.one_core else cores, op, n),
        ]
        floor, alone, ours = (time / n for time in timing.best(calls, repeat, chosen.clock))
        met = ours <= op.target * floor or ours <= op.enough
        enough = f" or {op.enough:g} ns" if op.enough else ""
        rows.append(
            (
                *(op.name, f"{n:,}", report.nanoseconds(floor), report.nanoseconds(ours)),
                *(report.times(ours / floor), report.nanoseconds(alone)),
                f"≤ {op.target:.2g}x{enough}",
                *("yes" if met else "no", "checked"),
            )
        )
    forgery.set_threads(1)
    head = (
        *("operation", "n", "floor", "forgery", "ratio", "on one core"),
        *("target", "met", "values"),
    )
    remark = (
        "A floor is a loop in `benches/floors/` that does only this piece of work, on one core. forgery uses the\n"
        f"machine's cores, here {cores}, unless a line says one core; what it takes on one stands beside the ratio,\n"
        "which is that of forgery's time over the floor's."
    )
    return report.Section(report.FLOORS, remark, head, tuple(rows))


def peers_section(
    operations: Sequence[Operation], chosen: argparse.Namespace, most: int, folder: Path
) -> report.Section:
    """Other packages."""
    from harness import peers

    rows = []
    for line in peers.compare(operations, chosen.repeat, chosen.clock, most, folder, say):
        numbers = ("—", "—", "—")
        if line.theirs:
            numbers = (
                report.nanoseconds(line.theirs),
                report.nanoseconds(line.ours),
                report.times(line.theirs / line.ours),
            )
        rows.append((line.operation, f"{line.n:,}", line.peer, *numbers, line.verdict))
    head = ("operation", "n", "peer", "theirs", "forgery", "ratio", "values")
    remark = (
        "Each package runs in a process and an environment of its own, with as many values as take a tenth of a\n"
        f"second, at most {most:,}; forgery makes n. The ratio is the peer's time over forgery's. `otherwise` says\n"
        "how a peer's values differ from what is asked for. tpchgen-arrow makes the columns of TPC-H, whose prices\n"
        "are decimals; forgery's are of the same kinds, with floats for prices. Both drop each batch, on one core."
    )
    return report.Section(report.PEERS, remark, head, tuple(rows))


def drop_in_section(chosen: argparse.Namespace) -> report.Section:
    """The drop-in against Faker."""
    from harness import drop_in

    say("the drop-in against Faker")
    repeat = 3 if chosen.quick else max(5, chosen.repeat)
    pairs = drop_in.compare(repeat, chosen.clock)
    spent = [[getattr(pair, key) for pair in pairs] for key in ("faker", "unweighted", "ours")]
    means = drop_in.Pair(report.MEAN, len(pairs), *map(drop_in.geometric_mean, spent))
    rows = [
        (
            *(pair.name, report.nanoseconds(pair.faker), report.nanoseconds(pair.unweighted)),
            *(report.nanoseconds(pair.ours), report.times(pair.ratio)),
            *(report.times(pair.unweighted_ratio), "equal"),
        )
        for pair in [means, *pairs, *drop_in.batches(repeat, chosen.clock)]
    ]
    head = (
        "method",
        "Faker",
        "Faker, unweighted",
        "forgery",
        "ratio",
        "ratio, unweighted",
        "values",
    )
    remark = (
        "One call of each method in a loop, and batches against the loops that they stand for; the first\n"
        f"{drop_in.COMPARED} values are compared with Faker's. The targets for the mean are 100x and 40x."
    )
    return report.Section(report.DROP_IN, remark, head, tuple(rows))


def starting_section(chosen: argparse.Namespace) -> report.Section:
    """Imports and construction."""
    from harness import starting

    say("imports")
    repeat = 3 if chosen.quick else 15
    rows = []
    clock = chosen.clock
    for start in [*starting.imports(repeat, clock), *starting.construction(repeat, clock)]:
        met = "yes" if start.milliseconds <= start.target else "no"
        target = (f"≤ {start.target:g} ms", met) if start.target else ("—", "—")
        rows.append((f"`{start.name}`", f"{start.milliseconds:,.3f} ms", *target))
    remark = "Imports: the best process that imports, less the best that does nothing."
    return report.Section(report.STARTING, remark, ("what", "time", "target", "met"), tuple(rows))


def scaling_section(chosen: argparse.Namespace) -> report.Section:
    """Rows, threads, registry, columns, categories."""
    from harness import scaling

    say("scaling")
    quick = chosen.quick
    rows = [
        (
            f"streamed as Arrow, 5 fields: {n:,} rows",
            *("—", report.nanoseconds(spent), "—", f"constant; memory grew by {grown:,.0f} MB"),
        )
        for n, spent, grown in scaling.rows(100_000 if quick else 10**8, 1, chosen.clock)
    ]
    n = 20_000 if quick else 1_000_000
    scales = [
        *scaling.threads(n, chosen.repeat),
        *scaling.idle_registry(n // 50, chosen.repeat, chosen.clock),
        *scaling.wide(n // 10, chosen.repeat, chosen.clock),
    ]
    rows += [
        (
            *(scale.name, report.nanoseconds(scale.first), report.nanoseconds(scale.second)),
            *(report.times(scale.second / scale.first), scale.expected),
        )
        for scale in scales
    ]
    remark = "Times for one row, cell, value or call. The ratio is the second time over the first."
    head = ("what", "first", "second", "ratio", "expected")
    return report.Section(report.SCALING, remark, head, tuple(rows))


def measured(chosen: argparse.Namespace) -> list[report.Section]:
    """Every section that is asked for."""
    import forgery
    from harness import operations

    parts = set(chosen.parts.split(","))
    if chosen.only:
        parts &= {"floors", "peers"}
    if not chosen.peers:
        parts -= {"peers"}
    most = 10_000 if chosen.quick else 10**9
    sections: list[report.Section] = []
    forgery.set_threads(1)
    with operations.scratch() as name:
        folder = Path(name)
        found: list[Any] = []
        if parts & {"floors", "peers"}:
            wanted = chosen.only.split(",")
            found = [
                op
                for op in operations.all_operations(folder)
                if any(text in op.name for text in wanted)
            ]
        makers: dict[str, Callable[[], report.Section]] = {
            "floors": lambda: floors_section(found, chosen, most),
            "peers": lambda: peers_section(found, chosen, min(most, 100_000), folder),
            "compat": lambda: drop_in_section(chosen),
            "starting": lambda: starting_section(chosen),
            "scaling": lambda: scaling_section(chosen),
        }
        sections.extend(makers[part]() for part in PARTS if part in parts)
    return sections


def update_readme(check: bool) -> int:
    """Write README's table from RESULTS.md, or say that it is stale: 1 then, as the exit status."""
    old = README.read_text(encoding="utf-8")
    new = report.readme(old, RESULTS.read_text(encoding="utf-8"))
    if check and new != old:
        sys.stderr.write("README.md is stale: run `python benches/run.py --readme`\n")
        return 1
    if new != old:
        README.write_text(new, encoding="utf-8")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = parsed(arguments)
    if chosen.readme:
        return update_readme(chosen.check)
    from harness import chart, environment

    environment.refuse_debug()
    sections = measured(chosen)
    conditions = environment.conditions(list(arguments or sys.argv[1:]), chosen.clock)
    text = report.page(sections, conditions)
    sys.stdout.write(text)
    whole = not chosen.only and not chosen.quick and set(chosen.parts.split(",")) >= set(PARTS)
    if chosen.write or whole:
        RESULTS.write_text(text, encoding="utf-8")
        CHART.write_text(chart.chart(sections), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
