"""The command line in this process, and programs of the repository as modules."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from click.testing import Result

ROOT = Path(__file__).parent.parent


def invoke(*arguments: str) -> Result:
    """Run a command of `forgery`; its standard output and its messages apart."""
    from click.testing import CliRunner
    from forgery.cli import cli

    try:
        runner = CliRunner(mix_stderr=False)
    except TypeError:  # click 8.2 and newer never mix
        runner = CliRunner()
    return runner.invoke(cli, list(arguments))


def program(path: str) -> ModuleType:
    """A program of the repository, such as `benches/memory.py`, that is no part of a package."""
    spec = importlib.util.spec_from_file_location(path.replace("/", "_")[:-3], ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
