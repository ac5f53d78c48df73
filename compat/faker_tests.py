"""Runs the tests of Faker's own project on forgery: what they demand of Faker, the drop-in does.

    python compat/faker_tests.py                       # all of them
    python compat/faker_tests.py tests/test_proxy.py   # what comes behind is for pytest

pip fetches the source of the release in `FAKER_VERSION`; its tests stay under `target`. They need pytest, freezegun,
validators and python-stdnum.

The tests in `KNOWN` fail, for the reason that stands there; those of them that pass are named at the end. The exit code
is 0 if all others pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
VERSION = (ROOT / "compat" / "FAKER_VERSION").read_text("utf-8").strip()
FOLDER = ROOT / "target" / "faker-tests" / VERSION

#: The tests that fail, by the reason; a test with parameters also without them, for all of them.
KNOWN = {
    "counts calls of a helper that Faker's module imports; the engine does not call it": [
        "providers/test_internet.py::TestInternetProvider::test_ipv4_distribution_selection",
    ],
    "replaces `numerify`, which the rule for these account numbers, in Rust, does not ask for": [
        "providers/test_bank.py::TestNoNo::test_iban_postgiro",
    ],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect of the known tests that they fail; pytest calls this, to which the file is a plugin."""
    import pytest

    reasons = {f"tests/{test}": reason for reason, tests in KNOWN.items() for test in tests}
    for item in items:
        reason = reasons.get(item.nodeid) or reasons.get(item.nodeid.partition("[")[0])
        if reason is not None:
            # Not strict: some draw what they demand now and then.
            item.add_marker(pytest.mark.xfail(reason=reason, strict=False))


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
    plugins = ("forgery.compat.alias", Path(__file__).stem, "no:cacheprovider")
    options = [*(f"-p{plugin}" for plugin in plugins), "-q", "-rfEX"]
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    arguments = sys.argv[1:] or ["tests"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(command, cwd=FOLDER, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
