"""Single values: each is the first of the batch of the same call, however the call is written."""

from __future__ import annotations

import datetime
import gc
import pickle
import re
import sys
import threading
from decimal import Decimal
from typing import Any

import pytest
from catalogue import FIELDS, HOSTED, arguments, lacks, text
from forgery import Faker, errors

LOCALES = ["en_US", "de_DE", "ja_JP", "pl_PL"]


def called(call: tuple[Any, ...]) -> str:
    """The name of a test: the same in every process, so without the addresses of objects."""
    return re.sub(r" at 0x\w+", "", f"{call[0]}{call[1]}{call[2]}")[:60]


#: Calls with arguments: the field, positional arguments, named ones.
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("random_int", (1, 100), {}),
    ("random_int", (), {"min": 1, "max": 100}),
    ("random_int", (5,), {"max": 2**62}),
    ("random_int", (3, 9.0), {}),
    ("integer", (-(2**63), 2**63 - 1), {}),
    ("pyint", (), {"min_value": 3, "step": 7}),
    ("pyfloat", (), {"min_value": 0.5, "max_value": 2}),
    ("pydecimal", (), {"left_digits": 3, "right_digits": 2, "positive": True}),
    ("boolean", (25,), {}),
    ("numerify", ("##-é",), {}),
    ("numerify", ("#" * 3000,), {}),
    ("bothify", (), {"text": "?#", "letters": "xyz"}),
    ("sentence", (), {"nb_words": 3, "variable_nb_words": False}),
    ("sentence", (), {"ext_word_list": ["a", "b"]}),
    ("date_between", ("-30d", "today"), {}),
    ("date_between", (datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)), {}),
    ("date_of_birth", (), {"minimum_age": 18, "maximum_age": 20}),
    ("random_element", (["a", 1, None, (2,)],), {}),
    ("random_element", ({"a": 1, "b": 3},), {}),
    ("choice", ([object(), 3],), {"weights": [1, 2]}),
    ("password", (), {"length": 20, "special_chars": False}),
    ("binary", (12,), {}),
    ("md5", (True,), {}),
    ("json", (), {"num_rows": 2}),
]

#: Calls that fail, whatever was drawn before.
WRONG: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("choice", (), {}),
    ("random_int", (2, 1), {}),
    ("random_int", (2**70,), {}),
    ("random_int", ("1",), {}),
    ("random_int", (1, 2, 3, 4), {}),
    ("random_int", (1,), {"min": 1}),
    ("random_int", (True,), {}),
    ("name", (1,), {}),
    ("name", (), {"sex": 1}),
    ("date_between", ("today", "-30d"), {}),
    ("date_between", ("never",), {}),
    ("numerify", ("\ud800",), {}),
]


def written(value: object) -> str:
    """A value as text, with its type."""
    return f"{type(value).__name__} {text(value)}"


def outcome(fake: Faker, method: str, *args: Any, **kwargs: Any) -> str:
    """The value of a single call or the first of a batch, or what is wrong."""
    try:
        made = getattr(fake, method)(*args, **kwargs)
    except errors.ForgeryError as error:
        return f"{type(error).__name__}: {error}"
    return written(made[0] if args else made)


@pytest.mark.parametrize("locale", ["en_US", "ja_JP", LOCALES], ids=str)
def test_a_single_value_is_the_first_of_its_batch(locale: Any) -> None:
    """Of every field, at the first calls and at later ones, when what a call needs is kept."""
    for field in FIELDS:
        kwargs = arguments(field)
        single, batch = Faker(locale, seed=3), Faker(locale, seed=3)
        for _ in range(2 if field in HOSTED else 9):
            one = outcome(single, field, **kwargs)
            assert one == outcome(batch, FIELDS[field]["plural"], 2, **kwargs), field


def test_fields_take_turns() -> None:
    """Nothing of one field's call is left for the next."""
    missing: set[str] = set().union(*map(lacks, LOCALES))
    fields = [f for f in FIELDS if f not in missing | HOSTED and not arguments(f)]
    single, batch = Faker(LOCALES, seed=5), Faker(LOCALES, seed=5)
    for field in fields * 2:
        one = written(getattr(single, field)())
        assert one == written(getattr(batch, FIELDS[field]["plural"])(1)[0]), field


def test_picks_stay_right_when_their_strings_are_shared() -> None:
    fake = Faker(seed=6)
    ones = [fake.first_name() for _ in range(2000)]
    batch = Faker(seed=6)
    assert ones == [batch.first_names(1)[0] for _ in range(2000)]


@pytest.mark.parametrize("locale", ["en_US", LOCALES], ids=str)
@pytest.mark.parametrize("call", CALLS, ids=called)
def test_arguments(call: tuple[str, tuple[Any, ...], dict[str, Any]], locale: Any) -> None:
    field, args, kwargs = call
    single, batch = Faker(locale, seed=4), Faker(locale, seed=4)
    for _ in range(4):
        one = getattr(single, field)(*args, **kwargs)
        assert written(one) == written(
            getattr(batch, FIELDS[field]["plural"])(1, *args, **kwargs)[0]
        )


def test_changing_arguments() -> None:
    """Arguments count as they are now, not as they were when a call like this was made last."""
    single, batch = Faker(seed=9), Faker(seed=9)
    for i in range(300):
        assert single.random_int(i, i + 1000 * i) == batch.random_ints(1, i, i + 1000 * i)[0]
        assert single.pyint(max_value=9999 + i) == batch.pyints(1, max_value=9999 + i)[0]
        assert single.numerify("#" * i) == batch.numerifies(1, "#" * i)[0]
        kinds: tuple[Any, ...] = (None, i, i + 0.5)
        kind = kinds[i % 3]
        assert single.pyfloat(None, 2, None, kind) == batch.pyfloats(1, None, 2, None, kind)[0]
        raw = i % 2 == 0
        assert single.md5(raw_output=raw) == batch.md5s(1, raw_output=raw)[0]
        elements = [i, str(i)]
        assert single.random_element(elements) == batch.random_elements(1, elements)[0]
        elements.append("more")
        assert single.random_element(elements) == batch.random_elements(1, elements)[0]


@pytest.mark.parametrize("locale", ["en_US", LOCALES], ids=str)
@pytest.mark.parametrize("call", WRONG, ids=called)
def test_what_fails_leaves_no_trace(
    call: tuple[str, tuple[Any, ...], dict[str, Any]], locale: Any
) -> None:
    """The error is the batch's, and the next call is what it would have been."""
    field, args, kwargs = call
    fake, untouched = Faker(locale, seed=2), Faker(locale, seed=2)
    assert fake.random_int(1, 2) == untouched.random_int(1, 2)
    for _ in range(2):
        with pytest.raises(Exception) as one:  # noqa: PT011 (whatever it is, it is the batch's)
            getattr(fake, field)(*args, **kwargs)
        with pytest.raises(Exception) as many:  # noqa: PT011
            getattr(fake, FIELDS[field]["plural"])(1, *args, **kwargs)
        assert (type(one.value), str(one.value)) == (type(many.value), str(many.value))
    assert fake.name() == untouched.name()


def test_seeds_and_states() -> None:
    """What is kept for speed does not outlive its seed."""
    fake = Faker(LOCALES, seed=1)
    first = [fake.name(), fake.address(), fake.sentence(40), fake.date_between("-1y")]
    fake.text()
    fake.seed(1)
    assert [fake.name(), fake.address(), fake.sentence(40), fake.date_between("-1y")] == first
    fake.seed(2)
    other = Faker(LOCALES, seed=2)
    assert [fake.name(), fake.sentence(40)] == [other.name(), other.sentence(40)]


@pytest.mark.parametrize("field", ["name", "first_name", "address", "date", "integer", "uuid"])
def test_threads_share_the_calls(field: str) -> None:
    """Each thread gets the values of calls of its own: none is torn, doubled or lost."""
    shared, alone = Faker(seed=8), Faker(seed=8)
    threads, each = 6, 400
    made: list[str] = []
    barrier = threading.Barrier(threads)

    def work() -> None:
        barrier.wait()
        for i in range(each):
            if i % 4:
                made.append(written(getattr(shared, field)()))
            else:
                made.append(written(shared.random_int(0, 10**15)))

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    kinds = [Faker(seed=8), Faker(seed=8)]
    possible: dict[str, set[int]] = {}
    for call in range(threads * each):
        one = written(getattr(kinds[0], field)())
        other = written(kinds[1].random_int(0, 10**15))
        possible.setdefault(one, set()).add(call)
        possible.setdefault(other, set()).add(call)
        alone.name()
    assert len(made) == threads * each
    assert all(value in possible for value in made)
    assert shared.uuid() == alone.uuid()
    if field == "uuid":
        assert len({next(iter(possible[value])) for value in made}) == len(made)


def test_finalizers_may_ask_the_same_instance() -> None:
    """A value may be asked for at any moment at which the collector runs."""
    fake = Faker(seed=1)
    made: list[object] = []

    class Cycle:
        def __init__(self) -> None:
            self.own = self

        def __del__(self) -> None:
            made.append(fake.name())
            made.append(fake.random_int(1, len(made)))

    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for i in range(300):
            Cycle()
            fake.profile()
            fake.pydecimal()
            fake.random_element([i])
            fake.random_int(0, i)
            fake.pylist()
            with pytest.raises(errors.ForgeryError):
                fake.random_int(2, 1 - i)
    finally:
        gc.set_threshold(*before)
    assert len(made) >= 300


@pytest.mark.parametrize("field", ["latitude", "longitude", "coordinate", "pydecimal"])
def test_decimals_are_what_their_class_makes(field: str) -> None:
    fake = Faker(seed=3)
    for value in [getattr(fake, field)() for _ in range(200)] + fake.records(200, {"x": field}):
        value = value["x"] if isinstance(value, dict) else value
        made = Decimal(str(value))
        assert type(value) is Decimal
        assert (value.as_tuple(), hash(value), value) == (made.as_tuple(), hash(made), made)
        assert (value * 3, -value, value.normalize()) == (made * 3, -made, made.normalize())
        assert (sys.getsizeof(value), pickle.loads(pickle.dumps(value))) == (
            sys.getsizeof(made),
            made,
        )
