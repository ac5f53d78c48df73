"""The parity matrix, run in processes of its own, in which nothing was imported before its clock stood still."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMPAT = Path(__file__).resolve().parents[2] / "compat"


def parity(*arguments: str, cwd: Path = COMPAT.parent, **environment: str) -> tuple[int, str]:
    """Run the matrix; its exit code and what it printed."""
    done = subprocess.run(
        [sys.executable, str(COMPAT / "parity.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
