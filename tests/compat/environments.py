"""Environments with and without Faker, made of links to what is installed, and programs that run in them."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import forgery

PACKAGE = Path(forgery.__file__).parent.absolute()
ENTRY_POINTS = "[pytest11]\nforgery = _forgery_pytest\n"


def make(folder: Path, *, faker: bool, without: tuple[str, ...] = ()) -> Path:
    """Make a folder that holds everything that is installed, forgery with its entry points, and Faker or not.

    Args:
        folder: Where to.
        faker: Whether Faker is there.
        without: What else is not there: how its names begin.
    """
    folder.mkdir()
    hidden = ("forgery", "_forgery_pytest", "__pycache__", *without)
    if not faker:
        # Its distribution is `faker-<version>.dist-info`; there are others whose names begin so.
        hidden += ("faker-40.", "Faker-40.")
    for source in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(source).iterdir():
            name = entry.name
            if name.startswith(hidden) or name.endswith(".pth") or (name == "faker" and not faker):
                continue
            (folder / name).symlink_to(entry)
    for name in ("forgery", "_forgery_pytest"):
        (folder / name).symlink_to(PACKAGE.parent / name)
    info = folder / f"forgery-{forgery.__version__}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: forgery\nVersion: {forgery.__version__}\n"
    )
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    (info / "RECORD").write_text("forgery/__init__.py,,\n_forgery_pytest/__init__.py,,\n")
    return folder


def run(site: Path, *arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run Python with what an environment holds, and nothing else.

    Args:
        site: The environment.
        *arguments: What Python is given.
        cwd: Where it runs.
        **environ: Variables to set.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV_", "PYTHON"))}
    kept.update(PYTHONPATH=str(site), PYTHONWARNINGS="ignore", PYTHONIOENCODING="utf-8")
    # Some providers draw from sets.
    kept.update(PYTHONHASHSEED="0", **environ)
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=cwd,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
