"""Compare the engine's rules, drawn from a Mersenne Twister, with Faker itself.

Run from a checkout, with Faker of the pinned version installed:

    cargo build --example drawn
    python compat/check_rules.py --provider person            # all locales that have their own class
    python compat/check_rules.py --provider ssn --locale pl_PL --seeds 50 --show 5

For every method that takes no argument it compares the text of the value and the state of the generator after it.
Some methods of Faker draw from Python's global generator beside the instance's; `--one-source` lets both be the same,
as they are here.
Prints, for each provider, the pairs that are equal, different, not ported; exits 1 if any pair differs.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import decimal
import inspect
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import time_machine
from faker import Factory, Faker
from faker.config import AVAILABLE_LOCALES

NOW = datetime.datetime(2026, 3, 14, 15, 9, 26, tzinfo=datetime.timezone.utc)
ROOT = Path(__file__).resolve().parent.parent


def classes(provider: str, everything: bool) -> list[str]:
    """The locales to compare: those with a class of their own, or all."""
    if provider == "base" and not everything:
        return ["en_US"]
    seen: dict[type, str] = {}
    for locale in sorted(AVAILABLE_LOCALES):
        for instance in Factory.create(locale).providers:
            if type(instance).__module__.split(".")[2] == provider:
                seen.setdefault(type(instance), locale)
                if locale == "en_US":
                    seen[type(instance)] = locale
    if everything:
        return sorted(AVAILABLE_LOCALES)
    return sorted(set(seen.values()))


def methods(locale: str, provider: str) -> list[str]:
    """The public methods of the provider's class that need no argument."""
    names: list[str] = []
    base = set(dir(__import__("faker.providers", fromlist=["BaseProvider"]).BaseProvider))
    for instance in Factory.create(locale).providers[:1] if provider == "base" else Factory.create(locale).providers:
        if provider != "base" and type(instance).__module__.split(".")[2] != provider:
            continue
        for name in dir(instance):
            if name.startswith("_") or (name in base) != (provider == "base"):
                continue
            method = getattr(instance, name)
            if not callable(method) or inspect.isclass(method):
                continue
            try:
                parameters = inspect.signature(method).parameters.values()
            except ValueError:
                continue
            if all(p.default is not p.empty or p.kind in (2, 4) for p in parameters):
                names.append(name)
    return names


def faker_value(fake: Any, name: str, seed: int, one_source: bool) -> tuple[str, str]:
    """The text of Faker's value and its generator's next 32 bits."""
    if one_source:
        fake.random = random.choice.__self__  # type: ignore[attr-defined]  # the generator behind the module's functions
    else:
        fake.seed_instance(seed)
    random.seed(seed)
    try:
        value = getattr(fake, name)()
    except Exception as error:  # noqa: BLE001 - whatever Faker raises is its answer
        return "raises", type(error).__name__
    if hasattr(value, "__next__"):
        value = list(value)
    return in_order(value), str(fake.random.getrandbits(32))


def in_order(value: Any) -> str:
    """The text of a value; that of a set with its items sorted, because their order is the interpreter's."""
    if isinstance(value, set) and value:
        return "{" + ", ".join(sorted(map(repr, value))) + "}"
    return str(value)


def same_text(ours: str, theirs: str) -> bool:
    """Whether our text of a value is Faker's, whatever the order in which a set was printed."""
    if ours == theirs:
        return True
    if not (ours.startswith("{") and theirs.startswith("{")):
        return False
    try:
        return in_order(eval(ours, {"Decimal": decimal.Decimal, "datetime": datetime})) == theirs  # noqa: S307
    except (SyntaxError, NameError, TypeError):
        return False


def unescape(text: str) -> str:
    """Undo Rust's escape_default."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] != "\\":
            out.append(text[at])
            at += 1
        elif text[at + 1] == "u":
            end = text.index("}", at)
            out.append(chr(int(text[at + 3 : end], 16)))
            at = end + 1
        else:
            out.append({"n": "\n", "t": "\t", "r": "\r"}.get(text[at + 1], text[at + 1]))
            at += 2
    return "".join(out)


def main() -> int:
    """Compare and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provider", action="append", required=True)
    parser.add_argument("--locale", action="append")
    parser.add_argument("--all-locales", action="store_true")
    parser.add_argument("--method", action="append")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--one-source", action="store_true", help="draw Faker's global random from the instance's")
    parser.add_argument("--show", type=int, default=3, help="differences to print for each method")
    parser.add_argument("--binary", default=str(ROOT / "target/debug/examples/drawn"))
    options = parser.parse_args()
    now = int(NOW.timestamp()) * 1_000_000
    asked: list[tuple[str, str, str, int]] = []
    expected: list[tuple[str, str]] = []
    with time_machine.travel(NOW, tick=False):
        for provider in options.provider:
            for locale in options.locale or classes(provider, options.all_locales):
                fake = Faker(locale)
                for name in options.method or methods(locale, provider):
                    for seed in range(options.seeds):
                        asked.append((provider, locale, name, seed))
                        expected.append(faker_value(fake, name, seed, options.one_source))
    requests = "".join(f"{loc}\t{name}\t{seed}\t{now}\n" for _, loc, name, seed in asked)
    done = subprocess.run([options.binary], input=requests, capture_output=True, text=True, check=True)
    results: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    pairs: dict[tuple[str, str, str], str] = {}
    shown: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for (provider, locale, name, seed), (value, bits), line in zip(asked, expected, done.stdout.splitlines()):
        key = (provider, locale, name)
        status, _, rest = line.partition("\t")
        if status == "no":
            outcome = "equal (raises)" if value == "raises" else f"missing: {unescape(rest)}"
        else:
            got_bits, _, got = rest.partition("\t")
            same = same_text(unescape(got), value) and got_bits == bits
            outcome = "equal" if same else "different"
            if not same and shown[key] < options.show:
                shown[key] += 1
                theirs, ours = (text if len(text) < 500 else text[:500] + "…" for text in (value, unescape(got)))
                print(f"{locale} {provider}.{name} seed {seed}: Faker {theirs!r} {bits}, here {ours!r} {got_bits}")
        if pairs.get(key) != "different" and not pairs.get(key, "").startswith("missing"):
            pairs[key] = outcome
    for (provider, locale, name), outcome in sorted(pairs.items()):
        results[provider][outcome.partition(":")[0]] += 1
        if outcome.startswith("missing"):
            print(f"{locale} {provider}.{name}: {outcome}")
    for provider, counts in results.items():
        print(provider, dict(counts))
    return int(any(outcome == "different" for outcome in pairs.values()))


if __name__ == "__main__":
    sys.exit(main())
