"""Batches of the drop-in are what Faker's calls give in a loop, and leave the state as that loop does."""

from __future__ import annotations

import gc
import random
import signal
import time
from collections import OrderedDict

import pytest
from batching import DAY, LAST, LOCALES, frozen, many, states  # noqa: F401 frozen is used by all
from calls import provider, seeded
from sides import FAKER, FORGERY, both
from toys import plain

NAMES = sorted(name for name in vars(FAKER.Faker().factories[0]) if not name.startswith("_"))
#: Attributes that are no methods, what takes long, and what depends on the day on which the program began.
LEFT_OUT = {"binary", "image", "passport_dates", "providers", "tar", "zip"}


@both
@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEFT_OUT])
def test_every_method(m, name):
    fake = seeded(m)
    random.seed(5)
    return many(m, fake, name, 4), states(fake), random.random()


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_locales(m, locale):
    fake = seeded(m, locale)
    names = ["name", "address", "ssn", "random_int", "phone_number", "words", "company", "boolean"]
    return [many(m, fake, name, 7) for name in names], states(fake)


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_arguments(m, locale):
    fake = seeded(m, locale)
    return (
        many(m, fake, "random_int", 9, 18, 65),
        many(m, fake, "random_int", 9, min=18, max=65, step=3),
        many(m, fake, "date_between", 9, DAY, end_date=LAST),
        many(m, fake, "words", 3, nb=2, ext_word_list=["a", "b", "c"]),
        many(m, fake, "random_element", 9, OrderedDict(a=1, b=5)),
        many(m, fake, "random_elements", 9, elements="abc", length=2, unique=True),
        many(m, fake, "pyfloat", 9, min_value=1, max_value=2),
        many(m, fake, "text", 2, 40),
        many(m, fake, "parse", 2, "{{name}} {{random_int}}") if isinstance(locale, str) else 0,
        states(fake),
    )


@both
@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("name", (1,), {}),
        ("name", (), {"nonsense": 1}),
        ("random_int", (65, 18), {}),
        ("random_int", ("a",), {}),
        ("random_element", ([],), {}),
        ("passport_number", (), {"x": 1}),
        ("date_between", ("nonsense",), {}),
    ],
)
def test_wrong_arguments(m, name, args, kwargs):
    fake = seeded(m)
    return (
        many(m, fake, name, 3, *args, **kwargs),
        many(m, fake, name, 0, *args, **kwargs),
        states(fake),
    )


def test_plurals():
    ours, theirs = seeded(FORGERY), seeded(FAKER)
    assert ours.names(5) == [theirs.name() for _ in range(5)]
    assert ours.random_ints(5, 1, max=6) == [theirs.random_int(1, max=6) for _ in range(5)]
    assert ours.cities(5) == [theirs.city() for _ in range(5)]
    assert ours.dates(5, "%d") == [theirs.date("%d") for _ in range(5)]
    # Fields that Faker does not have are the types of schemas.
    assert ours.uuids(5) == [theirs.uuid4() for _ in range(5)]
    assert ours.integers(5, 1, 6) == [theirs.random_int(1, 6) for _ in range(5)]
    assert ours.choices(5, ["a", "b"]) == [theirs.random_element(["a", "b"]) for _ in range(5)]
    assert ours.batch("int", 5, max=7) == [theirs.random_int(max=7) for _ in range(5)]
    # The names of Faker's own methods stay Faker's.
    for name in ("words", "sentences", "paragraphs", "texts", "random_letters", "random_elements"):
        assert getattr(ours, name)() == getattr(theirs, name)(), name
    assert ours.date() == theirs.date()
    assert states(ours) == states(theirs)


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_nothing_is_hidden(locale):
    ours, theirs = FORGERY.Faker(locale), FAKER.Faker(locale)
    names = [[name for name in dir(fake) if not name.startswith("_")] for fake in (ours, theirs)]
    assert names[0] == names[1]
    for name in ("nams", "batches", "table", "_names", "__names__"):
        assert FORGERY.attempt(getattr, ours, name) == FAKER.attempt(getattr, theirs, name)
    state = [factory.random.getstate() for factory in ours.factories]
    assert ours.names.__name__ == "names"
    assert callable(ours.records)
    # To look does not draw.
    assert [factory.random.getstate() for factory in ours.factories] == state
    assert ours["ja_JP"].names(2) if "ja_JP" in ours.locales else True


@pytest.mark.parametrize("name", ["names", "records", "batch"])
def test_a_formatter_hides_ours(name):
    for locale in ("en_US", ["en_US", "de_DE"]):
        fake = FORGERY.Faker(locale)
        last = fake.factories[-1]
        getattr(last, "factories", [last])[0].set_formatter(name, lambda: "own")
        assert getattr(fake, name)() == "own"

    class Own(FORGERY.Faker):
        pass

    setattr(Own, name, lambda self: "own")
    assert getattr(Own(), name)() == "own"
    assert getattr(Own(["en_US", "de_DE"]), name)() == "own"


@both
@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_unique_and_optional(m, locale):
    fake = seeded(m, locale)
    first = fake.unique.random_int(1, 60)
    seen = (
        first,
        many(m, fake.unique, "random_int", 20, 1, 60),
        fake.unique.random_int(1, 60),
        many(m, fake.unique.exclude_types([int]), "random_int", 5, 1, 2),
        many(m, fake.unique, "random_int", 3, 1, 2),
        many(m, fake.optional, "name", 20, prob=0.3),
        many(m, fake.optional, "name", 20),
        many(m, fake.optional, "name", 2, prob=0),
    )
    return seen, states(fake)


def test_plurals_of_unique_and_optional():
    ours, theirs = seeded(FORGERY), seeded(FAKER)
    assert ours.unique.random_ints(9, 1, 9) == [theirs.unique.random_int(1, 9) for _ in range(9)]
    assert ours.optional.names(9, prob=0.5) == [theirs.optional.name(prob=0.5) for _ in range(9)]
    with pytest.raises(AttributeError, match="'UniqueProxy' object has no attribute 'records'"):
        _ = ours.unique.records
    assert states(ours) == states(theirs)


class Counting(random.Random):
    """A source that only its own methods know."""

    def random(self):
        return super().random() / 2


@both
@pytest.mark.parametrize("source", [random.Random, Counting, random.SystemRandom], ids=str)
def test_sources(m, source):
    fake = m.Faker()
    fake.random = source(7)
    made = [many(m, fake, name, 5) for name in ("name", "random_int", "uuid4", "words")]
    return "made" if source is random.SystemRandom else (made, states(fake))


@both
def test_patched_source(m):
    fake = seeded(m)
    fake.random.random = lambda: 0.25
    return many(m, fake, "first_name", 5), many(m, fake, "uuid4", 2)


@both
@pytest.mark.parametrize("locale", ["en_US", "ja_JP", ["en_US", "ja_JP"]], ids=str)
def test_customised(m, locale):
    fake = seeded(m, locale)
    for factory in fake.factories:
        getattr(factory, "factories", [factory])[0].set_formatter("last_name", lambda: "Last")
    names = ["name", "last_name", "email", "random_int", "address"]
    return [many(m, fake, name, 5) for name in names], states(fake)


@both
def test_added_provider(m):
    fake = seeded(m)
    fake.add_provider(plain.Provider)
    names = [
        "number",
        "digit",
        "few",
        "name",
        "random_int",
        "fixed",
        "composed",
        "boolean",
    ]
    return [many(m, fake, name, 5) for name in names], states(fake)


@both
def test_subclasses(m):
    class Person(provider(m, "person.en_US")):
        def first_name(self):
            return self.random_element(["A", "B"])

    class Own(m.Faker):
        def shout(self):
            return self.name().upper()

        def __getattr__(self, name):
            if name == "anything":
                return lambda: self.random.randint(1, 9)
            return super().__getattr__(name)

    fake = seeded(m)
    fake.add_provider(Person)
    own = Own()
    own.seed_instance(2)
    return (
        [many(m, fake, name, 5) for name in ("name", "first_name", "email")],
        [many(m, own, name, 5) for name in ("shout", "anything", "name")],
        states(fake),
    )


# A signal may come while coverage holds its lock, which it then never lets go.
@pytest.mark.no_cover
def test_a_long_batch_can_be_interrupted():
    if not hasattr(signal, "setitimer"):
        pytest.skip("needs timers")

    def stop(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    fake = FORGERY.Faker()
    many = FORGERY.Faker(["en_US", "de_DE"])
    jobs = [
        lambda: fake.names(10_000_000),
        lambda: fake.batch("text", 10_000_000, 1000),
        lambda: fake.records(10_000_000, {"a": "name", "b": "pyint"}),
        lambda: many.names(10_000_000),
    ]
    try:
        for job in jobs:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            start = time.process_time()
            with pytest.raises(KeyboardInterrupt):
                job()
            assert time.process_time() - start < 2
            assert gc.isenabled()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_the_collector_is_put_back():
    fake = FORGERY.Faker()
    fake.set_formatter("broken", lambda: 1 // 0)
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        fake.batch("broken", 3)
    assert gc.isenabled()
    gc.disable()
    try:
        fake.names(3)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("locale", ["en_US", ["en_US", "de_DE"]], ids=str)
def test_what_a_formatter_raises_comes_out_unchanged(locale):
    class Own(Exception):
        pass

    error = Own("mine")
    fake = seeded(FORGERY, locale)
    calls = []

    def third():
        calls.append(1)
        if len(calls) == 3:
            raise error
        return len(calls)

    for factory in fake.factories:
        getattr(factory, "factories", [factory])[0].set_formatter("third", third)
    for make in (
        lambda: fake.batch("third", 9),
        lambda: fake.records(9, {"n": "name", "t": "third"}),
    ):
        calls.clear()
        with pytest.raises(Own) as raised:
            make()
        assert raised.value is error
        assert len(calls) == 3
