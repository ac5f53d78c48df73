"""Builds and loads `benches/floors`, and gives it the words that forgery draws from."""

from __future__ import annotations

import functools
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import forgery

ROOT = Path(__file__).resolve().parents[2]
CRATE = ROOT / "benches" / "floors"
#: What a floor's vocabulary is called, and the field whose values are its words.
TABLES = {
    "first": "first_name",
    "last": "last_name",
    "words": "word",
    "street_suffix": "street_suffix",
    "city_prefix": "city_prefix",
    "city_suffix": "city_suffix",
    "state": "state_abbr",
    "company_suffix": "company_suffix",
}


@functools.cache
def words(field: str) -> tuple[str, ...]:
    """All values of a field that picks from a small table."""
    return tuple(sorted(set(forgery.Faker("en_US", 1).batch(field, 60_000))))


def build(crate: Path, target: str) -> Path:
    """Build a crate for release; the folder with what was made."""
    folder = ROOT / "target" / target
    environment = {**os.environ, "PYO3_PYTHON": sys.executable, "CARGO_TARGET_DIR": str(folder)}
    command = ["cargo", "build", "--release", "--quiet"]
    if (crate / "Cargo.lock").exists():
        command.append("--locked")
    subprocess.run(command, cwd=crate, env=environment, check=True)
    return folder / "release"


def load() -> Any:
    """The module of floors, built if it is not."""
    folder = build(CRATE, "floors")
    names = {"darwin": "libfloors.dylib", "win32": "floors.dll"}
    spec = importlib.util.spec_from_file_location(
        "floors", folder / names.get(sys.platform, "libfloors.so")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
