"""Every public method of every locale, called without arguments, gives what Faker gives: value, type and state."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("faker", reason="Faker 40 needs Python 3.10")
pytest.importorskip("time_machine")

ROOT = Path(__file__).resolve().parents[2]


def test_every_pair_agrees() -> None:
    """One seed; `make parity` takes twenty."""
    command = [
        sys.executable,
        "compat/parity.py",
        "--no-arguments",
        "--seeds",
        "1",
        "--sequences",
        "0",
    ]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8", errors="replace"
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "30,654" in done.stdout
