"""Memory: lists take what they return, streams take what a batch takes, locales nothing before they are used."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import forgery
import pytest
from programs import program

if not Path("/proc/self/status").exists():
    pytest.skip("memory is read from /proc/self/status", allow_module_level=True)

MIB = 1 << 20


memory = program("benches/memory.py")


@pytest.mark.parametrize(
    "call",
    [
        "names(1_000_000)",
        "first_names(1_000_000)",
        "addresses(1_000_000)",
        "uuids(1_000_000)",
        "integers(1_000_000, 0, 100)",
        "integers(1_000_000, 0, 10**9)",
        "floats(1_000_000)",
        "records_tuples(1_000_000, SCHEMA)",
    ],
)
def test_a_list_takes_what_it_returns(call: str) -> None:
    took = memory.listed(f"fake.{call}", memory.LISTS[call])
    assert took["peak"] <= 1.2 * took["objects"]


def test_a_million_dicts_take_less_than_500_mib() -> None:
    took = memory.listed("fake.records(1_000_000, SCHEMA)", "fake.records(100, SCHEMA)")
    assert took["peak"] <= 500 * MIB
    assert took["peak"] <= 1.2 * took["objects"]


def test_nothing_of_a_list_stays() -> None:
    # Twice what a list takes, if the first one's memory did not serve again.
    once = memory.listed("fake.uuids(300_000)", "fake.uuids(100)")
    again = memory.listed("fake.uuids(300_000)", "fake.uuids(300_000)")
    assert again["after"] < once["after"] + 4 * MIB


def test_batches_of_many_rows_are_bounded() -> None:
    few, many = memory.streamed(300_000), memory.streamed(3_000_000)
    last = memory.streamed(300_000, start=10**9 - 300_000)
    assert (few["rows"], many["rows"], last["rows"]) == (300_000, 3_000_000, 300_000)
    assert max(took["peak"] for took in (few, many, last)) < 256 * MIB
    # What grows with the rows would be 10 times as much.
    assert many["anonymous"] < 1.1 * few["anonymous"] + 8 * MIB
    assert last["anonymous"] < 1.1 * few["anonymous"] + 8 * MIB


SCHEMA_FILE = """
{"columns": {"id": "uuid", "name": "name", "email": "email", "age": ["int", 18, 65],
 "joined": ["date", "2020-01-01", "2024-12-31"]}}
"""


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.json"
    path.write_text(SCHEMA_FILE)
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_the_command_line_streams(schema: Path, kind: str) -> None:
    few = memory.command_line(schema, 300_000, kind, "/dev/null", threads=2)
    many = memory.command_line(schema, 3_000_000, kind, "/dev/null", threads=2)
    assert many["peak"] < 256 * MIB
    # 3,000,000 rows are some 300 MiB of text.
    assert many["anonymous"] < 1.1 * few["anonymous"] + 8 * MIB


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_rows_are_in_order_whatever_the_threads(schema: Path, tmp_path: Path, kind: str) -> None:
    digests = set()
    for threads in (1, 2, 5):
        out = tmp_path / f"{threads}.{kind}"
        memory.command_line(schema, 400_003, kind, str(out), threads)
        text = out.read_bytes()
        assert text.count(b"\n") == 400_003 + (kind == "csv")
        digests.add(hashlib.sha256(text).digest())
        out.unlink()
    assert len(digests) == 1


def test_locales_cost_nothing_before_they_are_used() -> None:
    took = memory.packs()

    def grown(since: str, until: str, kind: str) -> int:
        difference: int = took[f"{until} {kind}"] - took[f"{since} {kind}"]
        return difference

    assert grown("Python", "import forgery", "anonymous") < 4 * MIB
    # Tables and code are the library's file. How much of it is there beside what is read depends on the sizes of the
    # pieces in which the system keeps it: 8 to 12 of 22 MB.
    library = Path(forgery._forgery.__file__).stat().st_size
    assert grown("Python", "import forgery", "files") < 0.7 * library
    # An instance finds its locale's rules: some kilobytes. Its tables are read when they are drawn from.
    assert grown("import forgery", "Faker('en_US')", "anonymous") < MIB
    assert grown("import forgery", "Faker('en_US')", "files") < MIB
    # What is read stays the file's, but for the tables of a field that is drawn often, which lie ready to be copied:
    # some 50 kB for the names of a locale.
    all_used = "1,000 names of each locale"
    assert grown("a Faker of each locale", all_used, "anonymous") < 8 * MIB
    assert grown("Python", all_used, "anonymous") < 24 * MIB


def test_what_is_measured_is_there() -> None:
    """A list that holds more than it should is seen: the measure is no constant."""
    code = f"(bytearray({64 * MIB}), fake.names(1000))[1]"
    assert memory.listed(code)["peak"] > 40 * MIB
    assert sys.platform == "linux"
