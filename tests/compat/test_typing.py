"""Type checkers accept with `forgery.compat` what they accept with Faker, and understand what is ours alone."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from forgery.compat import _heads

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).with_name("typing_sample.py").read_text(encoding="utf-8")

FAKER = importlib.util.find_spec("faker") is not None
with_faker = pytest.mark.skipif(not FAKER, reason="compares with Faker")
api = pytest.importorskip("mypy.api")

# What methods need to be given.
REQUIRED = {
    "enum": "E",
    "is_leap_year": "2000",
    "passport_dates": "datetime.date(1990, 1, 1)",
    "pesel_compute_check_digit": '"1"',
    "pwz_doctor_compute_check_digit": "[1]",
}
# Faker does not say what this method gives, and a strict type checker does not let it be called.
UNTYPED = {"commune_prefix"}

CALLS = """\
import datetime
from enum import Enum
from faker import Faker

class E(Enum):
    A = 1

fake = Faker()
"""

OURS = """\
from forgery.compat import Faker
from forgery.compat.proxy import OptionalProxy, UniqueProxy

fake = Faker()
reveal_type(fake.names(3))  # list[str]
reveal_type(fake.dates_of_birth(3, minimum_age=18))  # list[datetime.date]
reveal_type(fake.batch("name", 3))  # list[Any]
reveal_type(fake.records(3, {"id": "uuid4", "age": ("random_int", 18, 65)}))  # list[dict[str, Any]]
reveal_type(fake.records_tuples(3, {"id": "uuid4"}))  # list[tuple[Any, ...]]
reveal_type(fake.records_arrow(3, {"id": "uuid4"}))  # pyarrow.__lib_pxi.table.Table
reveal_type(fake.unique)  # forgery.compat.proxy.UniqueProxy
reveal_type(fake.optional)  # forgery.compat.proxy.OptionalProxy
reveal_type(fake.locales)  # list[str]
# A method of the user's own, of that name.
reveal_type(fake.colors(of="things"))  # Any
fake.random = object()
"""

#: The package's own functions: each has its type; a wrong name or argument is an error.
NATIVE = """\
import forgery
from forgery import Faker, Table, emails, fake, float as real, md5, names, records, seed, table

reveal_type(names(3))  # list[str]
reveal_type(emails(3, safe=False, domain="example.org", unique=True))  # list[str]
reveal_type(real(1, 2.5, precision=3))  # float
reveal_type(fake.bytes())  # bytes
reveal_type(fake.date_of_birth(minimum_age=18))  # datetime.date
reveal_type(fake.latitudes(3))  # list[decimal.Decimal]
reveal_type(md5())  # str
reveal_type(md5(raw_output=True))  # bytes
schema = {"id": "uuid", "age": ("int", 18, 65), "x": {"type": "float", "null": 0.1}}
reveal_type(records(3, schema))  # list[dict[str, Any]]
rows = table(schema, rows=3, seed=2**70)
reveal_type(rows[0])  # dict[str, Any]
reveal_type(rows[:1])  # list[dict[str, Any]]
reveal_type(rows.batches(3, tuples=True))  # typing.Iterator[list[tuple[Any, ...]]]
reveal_type(Faker(["de_DE", "ja_JP"], b"seed").locales)  # list[str]
seed("text")
names("3")  # wrong: arg-type
fake.nmaes(3)  # wrong: attr-defined
forgery.nmaes(3)  # wrong: attr-defined
emails(3, saef=True)  # wrong: call-arg
Faker(locale=3)  # wrong: arg-type
"""


class Said(NamedTuple):
    """What mypy says of a program: of each line its errors' codes, and the types that it reveals."""

    errors: dict[int, list[str]]
    types: dict[int, str]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What mypy says of all programs, with both packages: one run, because it takes a while to start."""
    folder = tmp_path_factory.mktemp("typing")
    programs = {
        "sample": SAMPLE,
        "calls": CALLS + "".join(calls()),
        "ours": OURS,
        "native": NATIVE,
        "providers": "".join(providers()),
    }
    for name, text in programs.items():
        (folder / f"{name}_compat.py").write_text(as_ours(text), encoding="utf-8")
        if FAKER and "from faker" in text:
            (folder / f"{name}_faker.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(ROOT / "python"))
        patch.chdir(folder)
        options = ["--strict", "--no-error-summary", "--hide-error-context", "--show-error-codes"]
        names = sorted(path.name for path in folder.glob("*.py"))
        out, err, _ = api.run([*options, "--cache-dir", str(folder / "cache"), *names])
    assert err == ""
    found = {name.removesuffix(".py"): Said({}, {}) for name in names}
    for line in out.splitlines():
        matched = re.fullmatch(r"(\w+)\.py:(\d+): (error|note): (.*)", line)
        assert matched, line
        name, number, kind, text = matched.groups()
        revealed = re.fullmatch('Revealed type is "(.*)"', text)
        if kind == "error":
            found[name].errors.setdefault(int(number), []).append(text.rpartition("  ")[2])
        elif revealed:
            text = revealed[1].replace("forgery.compat.", "faker.").replace(f"{name}.", "")
            found[name].types[int(number)] = re.sub(r"\bbuiltins\.", "", text)
    return found


def as_ours(text: str) -> str:
    return text.replace("from faker", "from forgery.compat")


def calls() -> Iterator[str]:
    """A line for each method of any locale."""
    for name in methods():
        yield f"reveal_type(fake.{name}({REQUIRED.get(name, '')}))\n"


def methods() -> list[str]:
    heads = [_heads.head("base/base")]
    for provider in _heads.providers():
        heads += [_heads.head(f"{each}/{provider}") for each in ["base", *_heads.locales(provider)]]
    return sorted({name for head in heads for name in head.names("methods")})


def providers() -> Iterator[str]:
    """Subclasses of each provider's class, and of that of one of its locales."""
    for provider in _heads.providers():
        for module in [provider, *(f"{provider}.{each}" for each in _heads.locales(provider)[-1:])]:
            name = module.replace(".", "_")
            yield f"from forgery.compat.providers.{module} import Provider as {name}\n"
            yield f"class Own_{name}({name}): ...\n"


def lines(text: str) -> dict[int, str]:
    return dict(enumerate(text.splitlines(), start=1))


@with_faker
def test_every_method_has_fakers_type(said: dict[str, Said]) -> None:
    ours, theirs = said["calls_compat"], said["calls_faker"]
    text = lines(CALLS + "".join(calls()))
    untyped = [
        number for number, line in text.items() if any(f".{name}(" in line for name in UNTYPED)
    ]
    assert ours.errors == {}
    assert theirs.errors == {number: ["[no-untyped-call]"] for number in untyped}
    assert len(ours.types) == len(methods()) > 650
    different = {
        text[number]: (found, theirs.types[number])
        for number, found in ours.types.items()
        if found != theirs.types[number] and number not in untyped
    }
    assert different == {}


@with_faker
def test_sample_is_accepted_and_rejected_as_with_faker(said: dict[str, Said]) -> None:
    ours, theirs = said["sample_compat"], said["sample_faker"]
    text = lines(SAMPLE)
    wrong = [number for number, line in text.items() if line.endswith("# wrong")]
    assert sorted(theirs.errors) == wrong
    assert {text[number]: codes for number, codes in ours.errors.items()} == {
        text[number]: codes for number, codes in theirs.errors.items()
    }
    assert len(ours.types) > 80
    assert {text[number]: found for number, found in ours.types.items()} == {
        text[number]: found for number, found in theirs.types.items()
    }


def remarks(text: str, before: str) -> dict[int, str]:
    """What stands in a line after a mark, by the number of the line."""
    parted = {number: line.partition(before) for number, line in lines(text).items()}
    return {number: after for number, (_, mark, after) in parted.items() if mark}


def test_what_only_we_have(said: dict[str, Said]) -> None:
    wanted = remarks(OURS, ")  # ")
    ours = said["ours_compat"]
    assert ours.errors == {}
    assert {
        number: found.replace("faker.", "forgery.compat.") for number, found in ours.types.items()
    } == wanted


def test_provider_classes_are_known(said: dict[str, Said]) -> None:
    """None is `Any`, which a strict type checker lets no class derive from."""
    assert said["providers_compat"] == Said({}, {})


def test_the_packages_own_functions(said: dict[str, Said]) -> None:
    native, wrong = said["native_compat"], remarks(NATIVE, "  # wrong: ")
    assert native.errors == {number: [f"[{code}]"] for number, code in wrong.items()}
    assert native.types == {
        number: found for number, found in remarks(NATIVE, ")  # ").items() if number not in wrong
    }
