"""Runs the tests of Faker's own project on forgery: what they demand of Faker, the drop-in does.

    python compat/faker_tests.py                       # all of them
    python compat/faker_tests.py tests/test_proxy.py   # what comes behind is for pytest

pip fetches the source of the release in `FAKER_VERSION`; its tests stay under `target`. They need pytest, freezegun,
validators and python-stdnum.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = (ROOT / "compat" / "FAKER_VERSION").read_text("utf-8").strip()
FOLDER = ROOT / "target" / "faker-tests" / VERSION


def fetch() -> None:
    """Get the tests, once."""
    if (FOLDER / "tests").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        "faker",
        "--dest",
        str(FOLDER),
    ]
    subprocess.run([sys.executable, "-m", *command, f"faker=={VERSION}"], check=True)
    (archive,) = FOLDER.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            _, _, member.name = member.name.partition("/")
            if member.name.startswith("tests/") and ".." not in member.name and member.isfile():
                source.extract(member, FOLDER)
    # Without it, pytest would read the configuration of the folders above.
    (FOLDER / "pytest.ini").touch()


def main() -> int:
    """Run them; the exit code is pytest's."""
    fetch()
    options = ["-p", "forgery.compat.alias", "-p", "no:cacheprovider", "-q"]
    environ = {**os.environ, "PYTHONWARNINGS": "ignore"}
    arguments = sys.argv[1:] or ["tests"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(command, cwd=FOLDER, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
