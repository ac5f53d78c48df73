"""Programs of random calls on one instance: the states of both sides must stay equal all the way."""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass
from typing import Any

from arguments import Case

from matrix.known import reasons
from matrix.pairs import LOCALES, SLOW, cases, methods, plain
from matrix.sides import Pair, Side

#: Calls that take Faker long are left out; and what an instance remembers of `random_int` would be shared.
LEFT_OUT = frozenset({*SLOW, "pystruct", "csv", "dsv", "psv", "tsv", "json", "json_bytes"})
#: Multi-locale instances, some with weights, and the single locales that most programs use.
SEVERAL: tuple[Any, ...] = (
    ("en_US", "ja_JP", "de_DE"),
    ("fr_FR", "pl_PL"),
    (("en_US", 5), ("it_IT", 2), ("sv_SE", 1)),
    (("ru_RU", 0.5), ("zh_CN", 0.25)),
)
TEXTS = (
    "{{name}} lives in {{city}}",
    "{{ last_name }}, {{first_name}} ({{random_digit}}#)",
    "?{{random_int}}-{{pystr}}",
    "{{no_such_field}}",
    "nothing to fill in",
    "{{date_this_year}}{{color_name}}",
)


@dataclass(frozen=True)
class Result:
    """Where a program's sides parted; `how` is empty if they never did."""

    locale: Any
    steps: int
    how: str = ""
    step: str = ""
    theirs: Any = None
    ours: Any = None


@dataclass(frozen=True)
class Step:
    """One step of a program: what is done, to which method, and with which numbers."""

    kind: str
    case: Case
    number: int

    def __str__(self) -> str:
        return f"{self.kind} {self.case} {self.number}"


@functools.lru_cache(16)
def known(pair: Pair, locale: Any) -> tuple[list[str], dict[str, list[Case]]]:
    """The methods of a Faker of one locale or of several, and their argument sets."""
    names: dict[str, list[Case]] = {}
    fake = pair.theirs.faker(locale)
    differing = {name.partition(".")[2] for code, name in reasons() if code in fake.locales}
    for factory in fake.factories:
        single = factory if hasattr(factory, "factories") else fake
        for method in methods(single):
            if method.name not in LEFT_OUT | differing:
                names[method.name] = cases(method, str(locale))
    return list(names), names


def program(pair: Pair, locale: Any, number: int, length: int, arguments: bool) -> list[Step]:
    """The steps of a program, drawn from its number; without `arguments`, no argument sets."""
    draw = random.Random(f"program {number}")
    names, sets = known(pair, locale)
    kinds = ("call", "arguments", "random", "optional", "unique", "text", "reseed", "restore")
    weights = (55, 20, 8, 5, 4, 5, 1, 1)
    steps = []
    for kind in draw.choices(kinds, weights, k=length):
        name = draw.choice(names)
        given = sets[name] if arguments and kind in ("arguments", "unique") else []
        case = draw.choice(given) if given and draw.random() < 0.9 else plain(name)
        steps.append(Step(kind, case, draw.randrange(10_000)))
    return steps


def locale_of(number: int) -> Any:
    """The locale or locales of a program: one in four has several."""
    if number % 4 == 3:
        return SEVERAL[number // 4 % len(SEVERAL)]
    return LOCALES[number * 37 % len(LOCALES)] if number % 2 else "en_US"


def compare(pair: Pair, number: int, length: int, arguments: bool = True) -> Result:
    """Run a program on both sides until they part."""
    locale = locale_of(number)
    fakes = [side.faker(locale) for side in (pair.theirs, pair.ours)]
    for fake in fakes:
        fake.seed_instance(number)
        fake.unique.clear()
    random.seed(number)
    shared = random.getstate()
    saved = [states(fake) for fake in fakes]
    for index, step in enumerate(program(pair, locale, number, length, arguments)):
        values: list[Any] = []
        after: list[Any] = []
        for which, side in enumerate((pair.theirs, pair.ours)):
            random.setstate(shared)
            if step.kind == "restore":
                restore(fakes[which], saved[which])
                values.append(None)
            else:
                values.append(done(side, fakes[which], step))
            after.append(random.getstate())
        how = pair.comparer.difference(*values)
        if not how and after[0] != after[1]:
            how = "state of Python's own generator"
        # States are long: comparing them after every step would take most of the time.
        if not how and index % 50 == 49:
            now = [states(fake) for fake in fakes]
            saved = now
            how = "" if now[0] == now[1] else "random state, within the last 50 steps"
        if how:
            return Result(locale, index + 1, how, f"step {index}: {step}", *values)
        shared = after[0]
    ends = [states(fake) for fake in fakes]
    how = "" if ends[0] == ends[1] else "random state at the end"
    return Result(locale, length, how)


def states(fake: Any) -> list[Any]:
    """The random states of all the generators of a Faker."""
    return [factory.random.getstate() for factory in fake.factories]


def restore(fake: Any, saved: list[Any]) -> None:
    """Put all generators back into an earlier state."""
    for factory, state in zip(fake.factories, saved):
        factory.random.setstate(state)


def done(side: Side, fake: Any, step: Step) -> Any:
    """Do a step on one side; its value."""
    args, kwargs = step.case.build()
    name, number = step.case.method, step.number
    if step.kind == "random":
        return drawn(fake.factories[0].random, number)
    if step.kind == "optional":
        return side.call(fake.optional, name, (), {"prob": number / 10_000})
    if step.kind == "unique":
        if number % 50 == 0:
            fake.unique.clear()
        return side.call(fake.unique, name, args, kwargs)
    if step.kind == "reseed":
        fake.seed_instance(number)
        return None
    if step.kind == "text":
        text = TEXTS[number % len(TEXTS)]
        one = fake.factories[number % len(fake.factories)]
        return side.call(one, ("parse", "pystr_format", "bothify")[number % 3], (text,), {})
    return side.call(fake, name, args, kwargs)


def drawn(source: Any, number: int) -> Any:
    """Something drawn from the generator of a Faker by the user."""
    items = list(range(number % 97 + 1))
    if number % 8 == 0:
        source.shuffle(items)
        return items
    return (
        lambda: source.choice(items),
        source.random,
        lambda: source.getrandbits(number % 200 + 1),
        lambda: source.sample(items, min(5, len(items))),
        lambda: source.choices(items, k=3),
        lambda: source.randrange(10**30),
        lambda: source.gauss(0, 1),
    )[number % 7]()
