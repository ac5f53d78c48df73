"""Run Faker and the drop-in side by side, and report where they differ.

Run from a checkout with forgery built and the pinned Faker installed (`make dev` does both):

    python compat/parity.py                                          # the whole matrix; `make parity` adds --write
    python compat/parity.py --slice                                  # every pair once, 200 sequences: `make test`
    python compat/parity.py --provider ssn --method ssn --locale pl_PL --seeds 5 --show 3 --arguments
    python compat/parity.py --sequences 50 --only-sequences          # programs of 1,000 random calls
    python compat/parity.py --tz America/New_York --now 2028-02-29T23:59:58.5 --no-weighting
    python compat/parity.py --source contrary --wrapped              # the user's own generator and formatters

Values are compared in depth and with their types, exceptions by type and message, and the random states after each
call. The argument sets are in `arguments/`; differences that we accept are in `known-differences.toml`. Exits 1 if
anything differs, is missing, or if a known difference is none any more.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import os
import sys
import time
import warnings

from matrix import report
from matrix.pairs import LOCALES, PROVIDERS
from matrix.run import Found, Plan, processes, run
from matrix.sides import NOW, SOURCES, Settings


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--provider", action="append", choices=PROVIDERS)
    parser.add_argument("--locale", action="append", choices=LOCALES, metavar="LOCALE")
    parser.add_argument("--method", action="append")
    parser.add_argument("--seeds", type=int, help="seeds for each call (20; 1 with --slice)")
    parser.add_argument(
        "--arguments",
        action=argparse.BooleanOptionalAction,
        help="compare the argument sets too (default: if nothing is selected)",
    )
    parser.add_argument("--only-arguments", action="store_true", help="no calls without arguments")
    parser.add_argument(
        "--everywhere", action="store_true", help="argument sets in every locale, with all seeds"
    )
    parser.add_argument(
        "--sequences", type=int, help="random programs (default: 200 if all is run)"
    )
    parser.add_argument("--only-sequences", action="store_true", help="nothing but random programs")
    parser.add_argument("--length", type=int, help="calls in a program (1,000; 100 with --slice)")
    parser.add_argument("--slice", action="store_true", help="what `make test` runs")
    parser.add_argument("--show", type=int, default=3, help="differences to print for each method")
    parser.add_argument("--tz", help="local time zone of the process")
    parser.add_argument("--now", type=datetime.datetime.fromisoformat, help="the time (in UTC)")
    parser.add_argument("--no-weighting", action="store_true", help="use_weighting=False")
    parser.add_argument(
        "--source", choices=list(SOURCES), default="own", help="draw from a generator of the user's"
    )
    parser.add_argument("--wrapped", action="store_true", help="wrap formatters that others use")
    parser.add_argument("--jobs", type=int, default=processes(), help="processes")
    parser.add_argument("--ours", default="forgery.compat", help="the package beside Faker")
    parser.add_argument("--write", action="store_true", help="write compat/COVERAGE.md")
    chosen = parser.parse_args()
    partly = chosen.provider or chosen.locale or chosen.method or chosen.slice
    if chosen.write and (partly or chosen.only_arguments or chosen.only_sequences):
        parser.error("--write is for the whole matrix: select nothing")
    return chosen


def plan_of(chosen: argparse.Namespace) -> Plan:
    """What the command line asks for."""
    selected = bool(chosen.provider or chosen.locale or chosen.method)
    count = chosen.sequences
    if count is None:
        count = 0 if selected or chosen.only_arguments else 200
    now = chosen.now.replace(tzinfo=datetime.timezone.utc) if chosen.now else NOW
    return Plan(
        settings=Settings(
            *(chosen.ours, not chosen.no_weighting, now, chosen.tz, chosen.source, chosen.wrapped)
        ),
        seeds=chosen.seeds or (1 if chosen.slice else 20),
        locales=() if chosen.only_sequences else tuple(chosen.locale or LOCALES),
        providers=frozenset(chosen.provider or ()),
        methods=frozenset(chosen.method or ()),
        plain=not chosen.only_arguments,
        arguments=chosen.only_arguments
        or (not selected if chosen.arguments is None else chosen.arguments),
        everywhere=chosen.everywhere or bool(chosen.locale),
        quick=chosen.slice,
        sequences=count,
        length=chosen.length or (100 if chosen.slice else 1_000),
        show=chosen.show,
    )


def failed(found: Found, out_of_date: list[str]) -> bool:
    """Whether a run found anything that is not as it should be."""
    bad = any(counts["different"] or counts["missing"] for counts in found.pairs.values())
    return bool(bad or found.differences or found.broken or out_of_date)


def main() -> int:
    """Compare and report."""
    chosen = options()
    plan = plan_of(chosen)
    # Warnings are compared where the matrix listens for them; elsewhere they would only be printed, by workers too.
    warnings.simplefilter("ignore")
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    try:
        importlib.util.find_spec(plan.settings.package)
    except ModuleNotFoundError as error:
        print(f"{error}: `make dev` builds and installs forgery", file=sys.stderr)
        return 2
    start = time.monotonic()
    found = run(plan, chosen.jobs)
    report.print_differences(found, chosen.show)
    print()
    report.print_table(found)
    print(f"{found.calls:,} calls on each side in {time.monotonic() - start:.0f} s")
    out_of_date = report.stale(found, plan)
    for name in out_of_date:
        print(f"known-differences.toml is stale: {name} does not differ any more")
    for text in found.broken[:5]:
        print(f"the comparison failed in {text}", file=sys.stderr)
    if chosen.write:
        report.COVERAGE.write_text(report.coverage(found, plan), encoding="utf-8")
        print("wrote compat/COVERAGE.md")
    return int(failed(found, out_of_date))


if __name__ == "__main__":
    sys.exit(main())
