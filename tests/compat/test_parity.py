"""The drop-in gives Faker's values: the slice of the parity matrix that `make test` runs.

Every public method of every locale with one seed, the argument sets, 200 random programs; `make parity` runs all of
it with twenty seeds and longer programs.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import re
import sys
import zoneinfo
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("faker", reason="Faker 40 needs Python 3.10")
pytest.importorskip("time_machine")

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "compat"))
from matrices import parity
from matrix.compare import Comparer, Raised

#: A package with Faker's structure and some faults.
FAULTY = """
import faker

class Faker(faker.Faker):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        generator = self.factories[0]
        vars(generator).pop("ein", None)
        ssn = generator.ssn
        generator.ssn = lambda *args, **kwargs: ssn(*args, **kwargs).replace("0", "1")
        generator.itin = lambda: generator.random.random()
        draw = generator.random_digit
        generator.random_digit = lambda: (draw(), draw())[0]
"""


def counted(output: str, provider: str = "all") -> list[int]:
    """The numbers of a provider's row: pairs, native, Python, bridged, known, different, missing, …"""
    row = re.search(rf"^{provider} +(\S.*)$", output, re.MULTILINE)
    assert row, output
    return [0 if cell == "·" else int(cell.replace(",", "")) for cell in row[1].split()]


def test_every_pair_argument_set_and_200_programs_agree() -> None:
    code, output = parity("--slice")
    assert code == 0, output
    pairs, *_, bridged, known, different, missing = counted(output)[:7]
    assert pairs == 30_654
    assert (bridged, different, missing) == (0, 0, 0)
    assert known < 5
    assert "sequences: {'equal': 200}" in output


def test_the_matrix_finds_differences(tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY)
    chosen = ("--provider", "ssn", "--provider", "base", "--locale", "en_US", "--seeds", "2")
    code, output = parity(
        *(*chosen, "--ours", "faulty", "--arguments", "--jobs", "1"), PYTHONPATH=str(tmp_path)
    )
    assert code == 1
    assert "missing: ssn.ein in 1 locales" in output
    assert re.search(r"en_US ssn\(\) seed 0: value\n +Faker '.*'\n +ours  '.*'", output)
    assert "en_US itin() seed 0: type builtins.str != builtins.float" in output
    assert "en_US random_digit() seed 0: random state" in output
    # Of ssn's four methods one is equal, but made by Faker.
    assert counted(output, "ssn")[:7] == [4, 0, 0, 1, 0, 2, 1]


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


class Text(str):
    pass


class Thing:
    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)


def marked(mark: int) -> OrderedDict[str, int]:
    made = OrderedDict(a=1)
    made.mark = mark  # type: ignore[attr-defined]
    return made


ALIKE: list[tuple[Any, Any]] = [
    (float("nan"), float("nan")),
    ({1, "a"}, {"a", 1}),
    ({"a": [1, (2.5, None)]}, {"a": [1, (2.5, None)]}),
    (Thing(a=1), Thing(a=1)),
    (zoneinfo.ZoneInfo("UTC"), zoneinfo.ZoneInfo.no_cache("UTC")),
    (Size.SMALL, Size.SMALL),
    (Raised("ValueError", "no"), Raised("ValueError", "no")),
]
UNLIKE: list[tuple[Any, Any]] = [
    (1, True),
    (1, 1.0),
    (0.0, -0.0),
    ("a", Text("a")),
    (["a"], ("a",)),
    (decimal.Decimal("1.0"), decimal.Decimal("1.00")),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"a": 1}, OrderedDict(a=1)),
    ({"a": [1, {"b": {2}}]}, {"a": [1, {"b": {3}}]}),
    (Size.SMALL, Size.LARGE),
    (Thing(a=1), Thing(a=2)),
    (marked(1), marked(2)),
    (datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1)),
    (datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)),
    (datetime.datetime(2020, 1, 1, fold=1), datetime.datetime(2020, 1, 1)),
    (zoneinfo.ZoneInfo("UTC"), zoneinfo.ZoneInfo("Europe/Paris")),
    (Raised("ValueError", "no"), Raised("ValueError", "no!")),
    (Raised("ValueError", "no"), "no"),
    (str, int),
    (len, repr),
    ([], None),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: Any, other: Any) -> None:
    assert not Comparer("faker").difference(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one: Any, other: Any) -> None:
    assert Comparer("faker").difference(one, other)
    assert Comparer("faker").difference([one], [other])


def test_classes_of_the_drop_in_count_as_fakers() -> None:
    comparer = Comparer("forgery.compat")
    ours = type("Country", (), {"__module__": "forgery.compat.typing"})
    theirs = type("Country", (), {"__module__": "faker.typing"})
    assert not comparer.difference(theirs(), ours())
    assert comparer.difference(theirs(), type("Land", (), {"__module__": "faker.typing"})())
