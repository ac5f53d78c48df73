"""Compare forgery's rules, drawn from a Mersenne Twister, with Faker itself.

Run from a checkout with forgery built and the pinned Faker installed (`make dev` does both):

    python compat/check_rules.py --provider person            # all locales that have a class of their own
    python compat/check_rules.py --provider ssn --locale pl_PL --seeds 50 --show 5
    python compat/check_rules.py                              # everything

For every method that takes no argument it compares the text of the value and the state of the generator after it.
Some methods of Faker draw from Python's global generator beside the instance's; `--one-source` lets both be the same,
as they are here. Prints, for each provider, how many pairs of method and locale are equal, different and missing;
exits 1 if any pair differs.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import decimal
import functools
import inspect
import random
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import time_machine
from faker import Factory, Faker
from faker.config import AVAILABLE_LOCALES
from faker.config import PROVIDERS as META_PROVIDERS
from faker.providers import BaseProvider
from forgery._forgery import _drawn
from forgery.errors import ForgeryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: When both sides are asked.
NOW = datetime.datetime(2026, 3, 14, 15, 9, 26, tzinfo=datetime.timezone.utc)
MICROSECONDS = int(NOW.timestamp()) * 1_000_000
#: Names that every provider of Faker has.
COMMON = frozenset(dir(BaseProvider))
PROVIDERS = ("base", *sorted(name.split(".")[2] for name in META_PROVIDERS))


@dataclass(frozen=True)
class Difference:
    """What both sides gave where they differ: the text of the value, and the generator's next bits."""

    seed: int
    theirs: tuple[str, str]
    ours: tuple[str, str]


@functools.cache
def generator(locale: str) -> Any:
    """Faker's generator for a locale, which takes long to make; used for what its classes are only."""
    return Factory.create(locale)


def instances(locale: str, provider: str) -> list[Any]:
    """The providers of a locale that are of this kind; any one serves for what they all inherit."""
    all_of_them = generator(locale).providers
    if provider == "base":
        return list(all_of_them[:1])
    return [p for p in all_of_them if type(p).__module__.split(".")[2] == provider]


def own_locales(provider: str) -> list[str]:
    """A locale for each class of the provider: the first by name, or en_US."""
    if provider == "base":
        return ["en_US"]
    found: dict[type, str] = {}
    for locale in sorted(AVAILABLE_LOCALES, key=lambda name: (name != "en_US", name)):
        for instance in instances(locale, provider):
            found.setdefault(type(instance), locale)
    return sorted(set(found.values()))


def methods(locale: str, provider: str) -> list[str]:
    """The public methods of a locale's provider that need no argument."""
    names = []
    for instance in instances(locale, provider):
        for name in dir(instance):
            if name.startswith("_") or (name in COMMON) != (provider == "base"):
                continue
            method = getattr(instance, name)
            if callable(method) and not inspect.isclass(method) and needs_nothing(method):
                names.append(name)
    return names


def needs_nothing(method: Any) -> bool:
    """Whether a method can be called without arguments."""
    try:
        parameters = inspect.signature(method).parameters.values()
    except ValueError:
        return False
    varying = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return all(p.default is not p.empty or p.kind in varying for p in parameters)


def in_order(value: Any) -> str:
    """The text of a value; that of a set with its items sorted, since their order is the interpreter's."""
    if isinstance(value, set) and value:
        return "{" + ", ".join(sorted(map(repr, value))) + "}"
    return str(value)


def same_text(ours: str, theirs: str) -> bool:
    """Whether our text of a value is Faker's, whatever the order in which a set was printed."""
    if ours == theirs:
        return True
    if not (ours.startswith("{") and theirs.startswith("{")):
        return False
    names = {"Decimal": decimal.Decimal, "datetime": datetime}
    try:
        return in_order(eval(ours, names)) == theirs  # noqa: S307 - our own text of a set
    except (SyntaxError, NameError, TypeError):
        return False


def fakers(fake: Any, name: str, seed: int, one_source: bool) -> tuple[str, str]:
    """Faker's value as text, and its generator's next 32 bits; or "raises" and the error's name."""
    if one_source:
        fake.random = random.choice.__self__  # type: ignore[attr-defined]
    else:
        fake.seed_instance(seed)
    random.seed(seed)
    try:
        value = getattr(fake, name)()
    except Exception as error:
        return "raises", type(error).__name__
    return in_order(list(value) if hasattr(value, "__next__") else value), str(
        fake.random.getrandbits(32)
    )


def compare(
    fake: Any, locale: str, name: str, seeds: Iterable[int], one_source: bool = False
) -> tuple[str, list[Difference]]:
    """Compare a method: "equal", "equal (raises)", "missing: why" or "different" with the differences."""
    outcome = "equal"
    differences = []
    for seed in seeds:
        theirs = fakers(fake, name, seed, one_source)
        try:
            text, bits = _drawn(locale, name, seed, MICROSECONDS)
        except (ForgeryError, ValueError) as error:
            if theirs[0] != "raises":
                return f"missing: {error}", []
            outcome = "equal (raises)"
            continue
        if not (same_text(text, theirs[0]) and str(bits) == theirs[1]):
            differences.append(Difference(seed, theirs, (text, str(bits))))
    return ("different" if differences else outcome), differences


def pairs(
    providers: Iterable[str], locales: Iterable[str] | None = None, everywhere: bool = False
) -> Iterator[tuple[str, str, Any, list[str]]]:
    """Each provider with each of its locales, a Faker of it, and the methods to compare."""
    for provider in providers:
        for locale in locales or (
            sorted(AVAILABLE_LOCALES) if everywhere else own_locales(provider)
        ):
            yield provider, locale, Faker(locale), methods(locale, provider)


def shown(text: str) -> str:
    """A text as it is printed: not too long."""
    return repr(text if len(text) < 500 else text[:500] + "…")


def main() -> int:
    """Compare and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--provider", action="append", choices=PROVIDERS)
    parser.add_argument("--locale", action="append")
    parser.add_argument(
        "--all-locales", action="store_true", help="not only those with a class of their own"
    )
    parser.add_argument("--method", action="append")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument(
        "--one-source", action="store_true", help="draw Python's global random from the instance's"
    )
    parser.add_argument("--show", type=int, default=3, help="differences to print for each pair")
    options = parser.parse_args()
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with time_machine.travel(NOW, tick=False):
        chosen = pairs(options.provider or PROVIDERS, options.locale, options.all_locales)
        for provider, locale, fake, names in chosen:
            for name in options.method or names:
                outcome, differences = compare(
                    fake, locale, name, range(options.seeds), options.one_source
                )
                counts[provider][outcome.partition(":")[0]] += 1
                if outcome.startswith("missing"):
                    print(f"{locale} {provider}.{name}: {outcome}")
                for difference in differences[: options.show]:
                    print(
                        f"{locale} {provider}.{name} seed {difference.seed}: "
                        f"Faker {shown(difference.theirs[0])} {difference.theirs[1]}, "
                        f"here {shown(difference.ours[0])} {difference.ours[1]}"
                    )
    for provider, outcomes in counts.items():
        print(provider, dict(outcomes))
    return int(any(outcomes["different"] for outcomes in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
