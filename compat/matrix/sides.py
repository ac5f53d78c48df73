"""Faker and the drop-in, asked the same thing under the same conditions."""

from __future__ import annotations

import collections
import datetime
import functools
import importlib
import logging
import os
import random
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import faker.factory
from arguments import Case

from matrix.compare import Comparer

# Faker lists the folder of a provider's locales once for each of them; nobody adds any meanwhile.
faker.factory.list_module = functools.cache(faker.factory.list_module)

#: When both sides are asked, unless the command line says otherwise.
NOW = datetime.datetime(2026, 3, 14, 15, 9, 26, 535897, tzinfo=datetime.timezone.utc)
#: How many Fakers of each side a process keeps.
KEPT = 6
#: The seeds: every kind that `random.seed` takes, then plain numbers.
KINDS_OF_SEED = (
    0,
    1,
    "forgery",
    2**70 + 12345,
    -42,
    0.25,
    b"\x00\xff bytes",
    bytearray(b"array"),
    True,
    4_294_967_296,
)


def seeds(count: int) -> list[Any]:
    """The first seeds, as many as asked for."""
    return [*KINDS_OF_SEED, *range(len(KINDS_OF_SEED), count)][:count]


@dataclass
class Outcome:
    """What one call gave, and the random states after it."""

    value: Any
    state: Any
    shared: Any
    said: list[tuple[str, str]]


@dataclass(frozen=True)
class Settings:
    """Under which conditions both sides run."""

    package: str = "forgery.compat"
    use_weighting: bool = True
    now: datetime.datetime = NOW
    zone: str | None = None
    #: What the instances draw from: a name of `SOURCES`.
    source: str = "own"
    #: Wrap the formatters that most templates name, so that nothing can be taken for granted.
    wrapped: bool = False


class Contrary(random.Random):
    """A generator of the user's: whoever draws from its state and not by its methods gets other numbers."""

    def random(self) -> float:
        """The same number seen from the other end."""
        return 1.0 - 2.0**-53 - super().random()

    def getrandbits(self, k: int, /) -> int:
        """The same bits, the other way round."""
        return super().getrandbits(k) ^ ((1 << k) - 1)


class Fractions(random.Random):
    """A generator of the user's that defines `random` only: Python then makes whole numbers from it."""

    def random(self) -> float:
        """Half of the number, and half of the next."""
        return (super().random() + super().random()) / 2


SOURCES: dict[str, type[random.Random] | None] = {
    "own": None,
    "random": random.Random,
    "contrary": Contrary,
    "fractions": Fractions,
}
#: Formatters that many others use.
WRAPPED = ("first_name", "last_name", "city", "word", "random_int", "random_element", "numerify")


def wrapper(method: Any) -> Any:
    """A function of the user's that does what a method does."""

    def formatter(*args: Any, **kwargs: Any) -> Any:
        return method(*args, **kwargs)

    return formatter


class Side:
    """One of the two packages."""

    def __init__(self, package: str, settings: Settings, comparer: Comparer) -> None:
        self.package = package
        self.faker_class = importlib.import_module(package).Faker
        self.settings = settings
        self.comparer = comparer
        # Bound to the object: a cache on the method would be shared by both sides.
        self.faker = functools.lru_cache(KEPT)(self._faker)
        self.log: list[tuple[str, str]] = []
        handler = logging.Handler()
        handler.emit = self._logged  # type: ignore[method-assign]
        # The drop-in logs by Faker's names.
        logging.getLogger("faker").addHandler(handler)

    def _faker(self, locale: Any) -> Any:
        """A Faker: of a locale, of several (a tuple), or of several with weights (a tuple of pairs)."""
        if isinstance(locale, tuple):
            paired = isinstance(locale[0], tuple)
            locale = collections.OrderedDict(locale) if paired else list(locale)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fake = self.faker_class(locale, use_weighting=self.settings.use_weighting)
        for factory in fake.factories:
            factory.set_arguments("small", {"min_value": 5, "max_value": 9})
            if source := SOURCES[self.settings.source]:
                factory.random = source()
            for name in WRAPPED if self.settings.wrapped else ():
                if hasattr(factory, name):
                    factory.set_formatter(name, wrapper(getattr(factory, name)))
        return fake

    def _logged(self, record: logging.LogRecord) -> None:
        self.log.append((record.levelname, record.getMessage()))

    def call(self, fake: Any, method: str, args: Any, kwargs: Any) -> Any:
        """The value of a call; an exception is a value too, an iterator is drawn to its end."""
        try:
            return self.comparer.expanded(getattr(fake, method)(*args, **kwargs))
        except Exception as error:
            return self.comparer.raised(error)

    def ask(
        self, locale: Any, method: str, given: tuple[Any, Any], seed: Any, listen: bool
    ) -> Outcome:
        """Seed the Faker of a locale and Python's own generator, call, and look at both after it."""
        fake = self.faker(locale)
        fake.seed_instance(seed)
        random.seed(1_000_003)
        if listen:
            value, said = self._heard(fake, method, *given)
        else:
            value, said = self.call(fake, method, *given), []
        return Outcome(value, fake.factories[0].random.getstate(), random.getstate(), said)

    def _heard(
        self, fake: Any, method: str, args: Any, kwargs: Any
    ) -> tuple[Any, list[tuple[str, str]]]:
        """The value of a call, and what it warned of and logged."""
        self.log.clear()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            value = self.call(fake, method, args, kwargs)
        said = [(warning.category.__name__, str(warning.message)) for warning in caught]
        return value, said + self.log


class Pair:
    """Both sides."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.comparer = Comparer(settings.package)
        self.theirs = Side("faker", settings, self.comparer)
        self.ours = Side(settings.package, settings, self.comparer)

    def differ(
        self,
        locale: Any,
        method: str,
        build: Any,
        seed: Any,
        changing: bool = False,
        listen: bool = False,
    ) -> tuple[str, Any, Any]:
        """Ask both; how they differ (empty: they do not), and both values.

        Args:
            locale: of the Fakers that are asked.
            method: what is called.
            build: makes the arguments, `(args, kwargs)`.
            seed: of both Fakers.
            changing: the call may change its arguments, so each side gets its own and both are compared after it.
            listen: compare warnings and log entries too, which takes longer.
        """
        given = build()
        theirs = self.theirs.ask(locale, method, given, seed, listen)
        given_ours = build() if changing else given
        ours = self.ours.ask(locale, method, given_ours, seed, listen)
        found = self.comparer.difference(theirs.value, ours.value)
        if not found and theirs.state != ours.state:
            found = "random state"
        if not found and theirs.shared != ours.shared:
            found = "state of Python's own generator"
        if not found and changing and (after := self.comparer.difference(given, given_ours)):
            found = f"arguments after the call: {after}"
        if not found and theirs.said != [
            (k, self.comparer.as_fakers(text)) for k, text in ours.said
        ]:
            return "warnings or log", theirs.said, ours.said
        return found, theirs.value, ours.value

    def ran_by(self, locale: Any, case: Case) -> str:
        """What makes our value: "native", "Python" (our own fallback) or "bridged" (Faker's provider)."""
        if self.settings.package == "faker":
            return "native"
        fake = self.ours.faker(locale)
        fake.seed_instance(0)
        watch = Watch()
        sys.setprofile(watch)
        try:
            self.ours.call(fake, case.method, *case.build())
        finally:
            sys.setprofile(None)
        return watch.found


class Watch:
    """A profile function that notes whose Python code runs. It looks at the first frames only."""

    #: Frames until it stops: the first ones tell, and watching is slow.
    FRAMES = 400

    def __init__(self) -> None:
        self.found = "native"
        self.frames = 0
        self.fakers = os.path.dirname(importlib.import_module("faker").__file__ or "") + os.sep

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        """Note the file of a Python function that begins."""
        if event != "call":
            return
        file = frame.f_code.co_filename
        if file.startswith(self.fakers):
            self.found = "bridged"
            sys.setprofile(None)
        elif f"{os.sep}compat{os.sep}_python{os.sep}" in file:
            self.found = "Python"
        self.frames += 1
        if self.frames > self.FRAMES:
            sys.setprofile(None)


@contextmanager
def conditions(settings: Settings) -> Iterator[None]:
    """The clock stands still, in the zone that is asked for."""
    import time_machine

    before = os.environ.get("TZ")
    try:
        if settings.zone:
            os.environ["TZ"] = settings.zone
            time.tzset()
        with time_machine.travel(settings.now, tick=False):
            yield
    finally:
        if settings.zone:
            if before is None:
                del os.environ["TZ"]
            else:
                os.environ["TZ"] = before
            time.tzset()
