"""The guard of instruction counts: what it compares and says. Counting itself is `make bench-check`."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from programs import program

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture
def guard() -> ModuleType:
    return program("benches/instructions.py")


def test_the_baseline_has_every_operation(guard: ModuleType) -> None:
    baseline = guard.read_baseline()
    assert list(baseline["instructions"]) == list(guard.operations())
    assert all(count > 0 for count in baseline["instructions"].values())
    assert baseline["environment"].keys() == guard.environment().keys()


def test_what_is_written_is_read(guard: ModuleType) -> None:
    read = tomllib.loads(guard.written({"names": 123.456, "integers, 0 to 10^9": 7}))
    assert read["instructions"] == {"names": 123.5, "integers, 0 to 10^9": 7}
    assert read["environment"] == guard.environment()


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (100.0, 104.9, ""),
        (100.0, 95.1, ""),
        (100.0, 105.1, "WORSE"),
        (100.0, 94.9, "better"),
        (None, 100.0, "NOT IN THE BASELINE"),
        (100.0, None, "ONLY IN THE BASELINE"),
    ],
)
def test_verdicts(guard: ModuleType, before: float | None, now: float | None, said: str) -> None:
    assert guard.verdict(before, now) == said


@pytest.fixture
def counts(guard: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, float]:
    """Counts whose baseline is of this environment."""
    counts = {"names": 100.0, "floats": 10.0}
    monkeypatch.setattr(guard, "BASELINE", tmp_path / "instructions.toml")
    guard.BASELINE.write_text(guard.written(counts))
    return counts


def test_more_instructions_fail(
    guard: ModuleType, counts: dict[str, float], capsys: pytest.CaptureFixture[str]
) -> None:
    assert guard.check(counts) == 0
    assert "WORSE" not in capsys.readouterr().out
    assert guard.check({**counts, "floats": 11.0}) == 1
    assert "+10.0%  WORSE" in capsys.readouterr().out
    assert guard.check({**counts, "new": 1.0}) == 1
    assert guard.check({"names": 100.0}) == 1


def test_fewer_instructions_ask_for_a_new_baseline(
    guard: ModuleType, counts: dict[str, float], capsys: pytest.CaptureFixture[str]
) -> None:
    assert guard.check({**counts, "floats": 9.0}) == 0
    assert "write the new baseline" in capsys.readouterr().out


def test_other_environments_are_not_compared(
    guard: ModuleType,
    counts: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = guard.environment()
    monkeypatch.setattr(guard, "environment", lambda: {**here, "libc": "another"})
    assert guard.check({**counts, "floats": 99.0}) == 0
    out = capsys.readouterr().out
    assert "NOT COMPARED" in out
    assert "libc" in out


def test_no_valgrind_is_an_error(guard: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="needs valgrind"):
        guard.count()
