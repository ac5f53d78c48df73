"""What a program gets that asks for a module, a class or a table of the drop-in before anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import forgery
import pytest

PROGRAMS = [
    """
    from forgery.compat.factory import Factory
    found, lang, default = Factory._find_provider_class("faker.providers.person", "ja_JP")
    from forgery.compat.providers.person.ja_JP import Provider
    assert (found, lang, default) == (Provider, "ja_JP", "")
    """,
    """
    from forgery.compat import _finder
    assert _finder.module("forgery.compat.providers").BaseProvider.random_int
    """,
    """
    import forgery.compat.decode.codes
    assert type(forgery.compat.decode.codes) is tuple
    """,
    """
    import forgery.compat
    forgery.compat.install()
    import faker.decode.codes
    from faker.decode.codes import codes
    assert faker.decode.codes is codes and len(codes) == 65536
    import forgery.compat.decode.codes as whole
    assert whole is codes
    """,
    """
    from forgery.compat.providers.bank.en_PH import Provider, logger
    assert logger.name == "faker.providers.bank.en_PH" and Provider.bban
    """,
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_of_a_fresh_process(program):
    lines = "\n".join(line[4:] for line in program.splitlines())
    environ = {**os.environ, "PYTHONPATH": str(Path(forgery.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", lines], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
