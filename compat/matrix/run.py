"""Run the matrix: tasks for parallel processes, and what they find."""

from __future__ import annotations

import collections
import functools
import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from matrix import sequences
from matrix.compare import shown
from matrix.known import is_known
from matrix.pairs import LOCALES, SLOW, Method, cases, methods, plain, weight
from matrix.sides import Pair, Settings, conditions, seeds

#: Seconds after which a call, from all its seeds, is taken for one that does not end.
LONGEST = 600


@dataclass(frozen=True)
class Plan:
    """What to compare, and how thoroughly."""

    settings: Settings = field(default_factory=Settings)
    seeds: int = 20
    locales: tuple[str, ...] = LOCALES
    providers: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    #: Compare calls without arguments.
    plain: bool = True
    #: Compare the argument sets.
    arguments: bool = True
    #: Try them with all seeds in every locale, not only where the method's code is at home.
    everywhere: bool = False
    #: Keep to small arguments for what takes Faker long.
    quick: bool = False
    sequences: int = 0
    length: int = 1_000
    #: Differences to keep for each method and locale.
    show: int = 3

    def wants(self, method: Method) -> bool:
        """Whether a method is among those asked for."""
        return (not self.providers or method.provider in self.providers) and (
            not self.methods or method.name in self.methods
        )


@dataclass(frozen=True)
class Difference:
    """One call where both sides differ."""

    provider: str
    method: str
    locale: str
    call: str
    seed: str
    how: str
    theirs: str
    ours: str


@dataclass
class Found:
    """What a task found: counts by provider, and differences."""

    #: Pairs of method and locale: "native", "Python" and "bridged" where equal; else "different", "known" or "missing".
    pairs: dict[str, collections.Counter[str]] = field(
        default_factory=functools.partial(collections.defaultdict, collections.Counter)
    )
    #: Argument sets in a locale: "equal" or "different".
    arguments: dict[str, collections.Counter[str]] = field(
        default_factory=functools.partial(collections.defaultdict, collections.Counter)
    )
    sequences: collections.Counter[str] = field(default_factory=collections.Counter)
    signatures: collections.Counter[str] = field(default_factory=collections.Counter)
    differences: list[Difference] = field(default_factory=list)
    #: `provider.method locale` of the pairs that are missing, bridged, or made by Python code of ours.
    listed: dict[str, list[str]] = field(
        default_factory=functools.partial(collections.defaultdict, list)
    )
    #: All pairs that were compared.
    compared: set[tuple[str, str]] = field(default_factory=set)
    #: Those with a known difference that did differ.
    known: set[tuple[str, str]] = field(default_factory=set)
    calls: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take in what another task found."""
        for mine, theirs in ((self.pairs, other.pairs), (self.arguments, other.arguments)):
            for provider, counts in theirs.items():
                mine[provider].update(counts)
        self.sequences.update(other.sequences)
        self.signatures.update(other.signatures)
        self.differences += other.differences
        for kind, names in other.listed.items():
            self.listed[kind] += names
        self.compared |= other.compared
        self.known |= other.known
        self.calls += other.calls
        self.broken += other.broken


@dataclass(frozen=True)
class Task:
    """One piece of work for a process: a locale (or a provider of it), or some sequences."""

    locale: str = ""
    providers: frozenset[str] = frozenset()
    numbers: tuple[int, ...] = ()


def tasks(plan: Plan) -> list[Task]:
    """The pieces of work: en_US, which has most argument sets, by its providers; long ones first."""
    from matrix.pairs import PROVIDERS

    found = []
    for locale in plan.locales:
        if locale == "en_US" and not plan.providers and len(plan.locales) > 1:
            found += [Task(locale, frozenset({provider})) for provider in PROVIDERS]
        else:
            found.append(Task(locale, plan.providers))
    found.sort(key=lambda task: "misc" not in task.providers)
    size = 10
    numbers = range(plan.sequences)
    found += [
        Task(numbers=tuple(numbers[start : start + size])) for start in range(0, len(numbers), size)
    ]
    return found


def run(plan: Plan, processes: int) -> Found:
    """Run a plan. With one process, in this one: the clock stands still meanwhile."""
    work = tasks(plan)
    processes = min(processes, len(work))
    found = Found()
    if processes <= 1:
        with conditions(plan.settings):
            for task in work:
                found.add(attempt(plan, task))
    else:
        # Spawned, so that nothing was imported before the clock stood still, nor with another time zone.
        context = multiprocessing.get_context("spawn")
        with context.Pool(processes, _begin, (plan,)) as pool:
            for part in pool.imap_unordered(_work, work):
                found.add(part)
    order = {locale: index for index, locale in enumerate(LOCALES)}
    found.differences.sort(key=lambda d: (d.provider, d.method, order.get(d.locale, -1)))
    for names in found.listed.values():
        names.sort()
    return found


_plan: Plan
_held: list[Any] = []


class TooLong(BaseException):
    """A call did not end. No exception for the provider's code to catch."""


@contextmanager
def limited(*what: Any) -> Iterator[None]:
    """Stop a call of Python code that does not end; it would never be noticed in a process of its own."""
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
        yield
        return

    def stop(*_: Any) -> None:
        raise TooLong(f"{' in '.join(map(str, what))} took more than {LONGEST} seconds")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _begin(plan: Plan) -> None:
    """Prepare a process."""
    global _plan
    _plan = plan
    held = conditions(plan.settings)
    held.__enter__()
    _held.append(held)


def _work(task: Task) -> Found:
    return attempt(_plan, task)


def attempt(plan: Plan, task: Task) -> Found:
    """Do a task; an error of the comparison itself is part of what was found."""
    found = Found()
    try:
        pair = pair_of(plan.settings)
        if task.locale:
            _locale(plan, task, pair, found)
        else:
            _sequences(plan, task, pair, found)
    except (Exception, TooLong):
        found.broken.append(f"{task}:\n{traceback.format_exc()}")
    return found


@functools.lru_cache(1)
def pair_of(settings: Settings) -> Pair:
    """Both sides, made once in a process."""
    return Pair(settings)


def _locale(plan: Plan, task: Task, pair: Pair, found: Found) -> None:
    """Compare what a task wants of one locale."""
    theirs = pair.theirs.faker(task.locale)
    for method in methods(theirs):
        if (task.providers and method.provider not in task.providers) or not plan.wants(method):
            continue
        found.compared.add((task.locale, f"{method.provider}.{method.name}"))
        if not hasattr(pair.ours.faker(task.locale), method.name):
            found.pairs[method.provider]["missing"] += 1
            found.listed["missing"].append(f"{method.provider}.{method.name} {task.locale}")
            continue
        if plan.plain:
            if weight(method, task.locale) != "none":
                _signature(task.locale, method, pair, found)
            outcome = _plain(plan, task.locale, method, pair, found)
            found.pairs[method.provider][outcome] += 1
            if outcome in ("bridged", "Python"):
                found.listed[outcome].append(f"{method.provider}.{method.name} {task.locale}")
        if plan.arguments:
            _arguments(plan, task.locale, method, pair, found)


def _plain(plan: Plan, locale: str, method: Method, pair: Pair, found: Found) -> str:
    """Compare a method's call without arguments; "different", or what made our value."""
    case, count = plain(method.name), plan.seeds
    if method.name in SLOW and (locale != "en_US" or plan.quick):
        case = SLOW[method.name]
    if _compare(plan, locale, method, case, count, pair, found):
        return "known" if is_known(locale, method.provider, method.name) else "different"
    return pair.ran_by(locale, SLOW.get(method.name, case))


def _signature(locale: str, method: Method, pair: Pair, found: Found) -> None:
    """Compare the signature of a method, where its class is at home."""
    theirs, ours = (
        pair.comparer.signature(getattr(side.faker(locale), method.name))
        for side in (pair.theirs, pair.ours)
    )
    found.signatures["equal" if theirs == ours else "different"] += 1
    if theirs != ours:
        found.differences.append(
            Difference(
                *(method.provider, method.name, locale, f"inspect.signature({method.name})", "-"),
                *("signature", theirs, ours),
            )
        )


def _arguments(plan: Plan, locale: str, method: Method, pair: Pair, found: Found) -> None:
    """Compare a method's argument sets."""
    how = "all" if plan.everywhere else weight(method, locale)
    count = {"all": plan.seeds, "some": plan.seeds // 10, "none": 0}[how]
    if not count:
        return
    for case in cases(method, locale):
        differs = _compare(plan, locale, method, case, count, pair, found)
        known = is_known(locale, method.provider, method.name)
        outcome = ("known" if known else "different") if differs else "equal"
        found.arguments[method.provider][outcome] += 1


def _compare(
    plan: Plan, locale: str, method: Method, case: Any, count: int, pair: Pair, found: Found
) -> int:
    """Compare one call with some seeds; the number of those that differ."""
    differing = 0
    known = is_known(locale, method.provider, method.name)
    with limited(case, locale):
        for index, seed in enumerate(seeds(count)):
            how, theirs, ours = pair.differ(
                locale, method.name, case.build, seed, case.changing, listen=index == 0
            )
            found.calls += 1
            if not how:
                continue
            differing += 1
            if known:
                found.known.add((locale, f"{method.provider}.{method.name}"))
            elif differing <= plan.show:
                found.differences.append(
                    Difference(
                        *(method.provider, method.name, locale, str(case), repr(seed)),
                        *(how, shown(theirs), shown(ours)),
                    )
                )
    return differing


def _sequences(plan: Plan, task: Task, pair: Pair, found: Found) -> None:
    """Compare whole programs."""
    for number in task.numbers:
        result = sequences.compare(pair, number, plan.length, plan.arguments)
        found.calls += result.steps
        found.sequences["different" if result.how else "equal"] += 1
        if result.how:
            found.differences.append(
                Difference(
                    *("sequences", "program", str(result.locale), result.step, str(number)),
                    *(result.how, shown(result.theirs), shown(result.ours)),
                )
            )


def processes() -> int:
    """How many processes there are cores for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def by_method(differences: Iterable[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """Differences by `provider.method`, in order."""
    groups: dict[str, list[Difference]] = {}
    for difference in differences:
        groups.setdefault(f"{difference.provider}.{difference.method}", []).append(difference)
    yield from groups.items()
