"""Instances: their seeds and state, also copied, pickled, forked and shared between threads."""

from __future__ import annotations

import collections
import copy
import itertools
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from forgery import Faker, errors, fake

#: Seeds of all kinds, each with values of its own.
SEEDS: list[Any] = [
    0,
    1,
    -1,
    42,
    2**63 - 1,
    -(2**63),
    2**63,
    2**64 - 1,
    2**64,
    2**64 + 1,
    2**200,
    -(2**200),
    "",
    "0",
    "42",
    "forgery",
    "schl\u00fcssel",
    b"",
    b"0",
    b"42",
    b"forgery",
    b"\0" * 40,
]


@pytest.mark.parametrize("seed", SEEDS, ids=repr)
def test_a_seed_gives_the_same_values(seed: Any) -> None:
    fake = Faker(seed=seed)
    first = [fake.names(3), fake.email(), fake.uuids(2)]
    fake.seed(seed)
    assert [fake.names(3), fake.email(), fake.uuids(2)] == first
    other = Faker("en_US", seed)
    assert [other.names(3), other.email(), other.uuids(2)] == first


def test_seeds_give_different_values() -> None:
    values = [tuple(Faker(seed=seed).uuids(2)) for seed in SEEDS]
    assert len(set(values)) == len(SEEDS)


def test_equal_seeds() -> None:
    numpy = pytest.importorskip("numpy")
    expected = Faker(seed=1).uuid()
    assert Faker(seed=True).uuid() == expected
    assert Faker(seed=numpy.int64(1)).uuid() == expected
    assert Faker(seed=bytearray(b"ab")).uuid() == Faker(seed=b"ab").uuid()


@pytest.mark.parametrize(
    "seed", [1.5, (1, 2), object(), float("nan")], ids=lambda value: type(value).__name__
)
def test_other_seeds_are_refused(seed: Any) -> None:
    with pytest.raises(errors.InvalidTypeError, match="seed must be an integer, a string or bytes"):
        Faker(seed=seed)
    with pytest.raises(errors.InvalidTypeError):
        Faker().seed(seed)


def test_without_a_seed_instances_differ() -> None:
    assert len({Faker().uuid() for _ in range(100)}) == 100
    fake = Faker(seed=1)
    fake.seed()
    assert fake.uuid() != Faker(seed=1).uuid()


def test_instances_share_nothing() -> None:
    alone = Faker(seed=1)
    expected = [alone.names(3) for _ in range(4)]
    one, other = Faker(seed=1), Faker(seed=1)
    made = []
    for _ in range(4):
        made.append(one.names(3))
        other.seed(9)
        other.names(100)
        fake.names(5)
    assert made == expected


def test_a_call_does_not_depend_on_the_size_of_those_before() -> None:
    few, many = Faker(seed=5), Faker(seed=5)
    few.names(1)
    many.names(5000)
    assert few.emails(3) == many.emails(3)


@pytest.mark.parametrize(
    "duplicate",
    [
        copy.copy,
        copy.deepcopy,
        *(
            lambda fake, protocol=protocol: pickle.loads(pickle.dumps(fake, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ),
    ],
)
@pytest.mark.parametrize("seed", [42, "text", None])
def test_copies_continue(duplicate: Any, seed: Any) -> None:
    fake = Faker(["de_DE", "ja_JP"], seed, as_of="2020-02-29")
    fake.names(10)
    fake.name()
    other = duplicate(fake)
    assert type(other) is Faker
    assert other.locales == ["de_DE", "ja_JP"]
    assert other.as_of == fake.as_of
    expected = [fake.names(5), fake.dates_of_birth(3), fake.name()]
    assert [other.names(5), other.dates_of_birth(3), other.name()] == expected
    fake.seed(1)
    other.seed(2)
    assert fake.uuid() != other.uuid()


class Own(Faker):
    """A subclass, at the top of a module so that it can be pickled."""

    def greeting(self) -> str:
        return f"Hello {self.first_name()}"


def test_subclasses() -> None:
    fake = Own("en_GB", seed=3)
    assert fake.greeting() == f"Hello {Faker('en_GB', seed=3).first_name()}"
    other = pickle.loads(pickle.dumps(fake))
    assert type(other) is Own
    assert other.greeting() == fake.greeting()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("seed", [None, 42])
def test_fork(seed: Any) -> None:
    fake = Faker(seed=seed)
    fake.names(10)
    children = [in_child(fake) for _ in range(2)]
    mine = fake.uuids(5)
    distinct = {tuple(values) for values in (*children, mine)}
    assert len(distinct) == (3 if seed is None else 1)
    assert {len(values) for values in distinct} == {5}


def in_child(fake: Faker) -> list[str]:
    """The values that a fork of this process makes."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            # A batch that needs several threads works in a child too.
            fake_batch = Faker(seed=1).integers(100_000)
            os.write(
                write, json.dumps(fake.uuids(5) if len(fake_batch) == 100_000 else []).encode()
            )
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def test_threads_share_an_instance() -> None:
    """Each call gets the values of some call, whole: none is torn, doubled or lost."""
    shared, alone = Faker(seed=8), Faker(seed=8)
    made: list[list[str]] = []
    barrier = threading.Barrier(6)

    def work() -> None:
        barrier.wait()
        for _ in range(20):
            made.append(shared.names(300))
            made.append([shared.name()])

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    calls = [alone.names(300) for _ in range(240)]
    whole = collections.Counter(tuple(call[: len(call)]) for call in calls)
    ones = collections.Counter((call[0],) for call in calls)
    assert len(made) == 240
    assert all(tuple(call) in (whole if len(call) == 300 else ones) for call in made)
    batches = collections.Counter(tuple(call) for call in made if len(call) == 300)
    assert max(batches.values()) == 1


def test_threads_share_a_table() -> None:
    table = Faker(seed=8).table({"a": "name", "b": "person.email"}, rows=100_000)
    starts = range(0, 50_000, 5000)
    expected = [table[start : start + 2000] for start in starts]
    made: dict[int, Any] = {}

    def work(start: int) -> None:
        made[start] = table[start : start + 2000]

    threads = [threading.Thread(target=work, args=(start,)) for start in starts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [made[start] for start in starts] == expected


LONG = {
    "batch": "fake.sentences(10_000_000)",
    "unique": "fake.uuids(10_000_000, unique=True)",
    "records": 'fake.records(10_000_000, {"a": "person.email", "b": "address"})',
    "column": 'fake.table({"a": "address"}, rows=10_000_000).column("a")',
    "batches": 'collections.deque(fake.records_batches(10**12, {"a": "name"}), 0)',
    "arrow": 'fake.records_arrow(10**8, {"a": "address", "b": "text"})',
    "polars": 'fake.records_polars(10**8, {"a": "address", "b": "text"})',
}
#: The libraries that these need: imported before the clock runs.
NEEDS = {"arrow": "pyarrow", "polars": "polars"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("kind", LONG)
def test_interrupt(kind: str) -> None:
    """Ctrl-C stops a long batch soon: within a second on a machine that does nothing else."""
    library = NEEDS.get(kind, "sys")
    pytest.importorskip(library)
    code = (
        f"import collections, forgery, {library}\n"
        "fake = forgery.Faker(seed=1)\n"
        "print('go', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code + LONG[kind]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        # The libraries import others when they are first used.
        time.sleep(2 if kind in NEEDS else 0.3)
        child.send_signal(signal.SIGINT)
        start = time.monotonic()
        try:
            _, stderr = child.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            pytest.fail("it does not stop")
        taken = time.monotonic() - start
    assert "KeyboardInterrupt" in stderr
    assert child.returncode in (1, 130, -signal.SIGINT)
    assert taken < 3


def test_as_of() -> None:
    assert str(Faker().as_of) == "2026-01-01 00:00:00"
    old, new = Faker(seed=1, as_of="2000-01-01"), Faker(seed=1, as_of="2020-01-01")
    pairs = zip(old.dates_of_birth(100), new.dates_of_birth(100))
    years = [later.year - earlier.year for earlier, later in pairs]
    assert set(years) <= {19, 20, 21}
    assert all(date.year < 2000 for date in itertools.islice(old.past_dates(50), 50))
