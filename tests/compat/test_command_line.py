"""`python -m forgery.compat`: the options and the output of Faker's program."""

from __future__ import annotations

import io
import itertools
import logging
import os
import re
import subprocess
import sys
import warnings
from unittest import mock

import pytest
from sides import FAKER, FORGERY, both

VALUES = [
    ["name"],
    ["address", "-l", "de_DE"],
    ["name", "--lang=ja_JP", "--repeat", "3"],
    ["-r", "3", "-s", ";", "name"],
    ["profile", "ssn,birthdate"],
    ["numerify", "##-%%"],
    ["bothify", "?#?#", "xyz"],
    ["name", "-r", "0"],
    ["faker.providers.person.it_IT"],
    ["faker.providers.person"],
    ["faker.providers.company", "-l", "fr_FR"],
    ["-i", "toys.plain", "number"],
    ["-i", "toys.plain", "-i", "toys.localized", "name"],
    ["nothing"],
    ["-l", "xx_XX", "name"],
    ["-i", "no.such.module", "name"],
    ["-r", "x", "name"],
]


def command(m, arguments, program="faker", **options):
    """Run the program in this process; give what it wrote, and how it ended."""
    out, err = io.StringIO(), io.StringIO()
    handlers = logging.root.handlers[:]
    with mock.patch("sys.stdout", out), mock.patch("sys.stderr", err), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            m.module("cli").Command([program, *arguments]).execute(**options)
            ended = None
        except SystemExit as end:
            ended = end.code
        except Exception as error:
            ended = (type(error).__name__, m.text(str(error)))
        finally:
            logging.root.handlers[:] = handlers
    return out.getvalue(), m.text(err.getvalue()), ended


@pytest.mark.parametrize("arguments", VALUES, ids=" ".join)
@both
def test_values(m, arguments):
    out, err, ended = command(m, [*arguments, "--seed", "11"])
    # Above the error stands how the program is called, in our own words.
    return out, err.splitlines()[-1:], ended


@pytest.mark.parametrize("lang", ["en_US.UTF-8", "ja_JP", "C.UTF-8", "xx", None])
@both
def test_language_of_the_system(m, lang, monkeypatch):
    monkeypatch.delenv("LANG", raising=False)
    if lang:
        monkeypatch.setenv("LANG", lang)
    return command(m, ["name", "--seed", "1"])


@pytest.mark.parametrize("locale", ["en_US", "de_DE"])
def test_list_of_everything(locale):
    # Values made from the clock differ from one moment to the next, and some methods draw from no seed.
    seen = []
    for m in (FAKER, FORGERY):
        out, _, ended = command(m, ["-l", locale, "--seed", "5", "-r", "2"])
        assert ended is None
        seen.append(
            [
                line.partition("  #")[0].rstrip()
                for line in out.splitlines()
                if line.startswith("\tfake.")
            ]
        )
        assert out.count("### faker.providers.person\n") == 1
    assert seen[1] == seen[0]


def test_output_file(tmp_path):
    for m in (FAKER, FORGERY):
        path = tmp_path / f"{m.name}.txt"
        out, _, _ = command(m, ["-o", str(path), "name", "--seed", "3"])
        assert out == ""
    # The files are closed when the programs end.
    assert (tmp_path / "faker.txt").read_text() == (tmp_path / "forgery.compat.txt").read_text()


def test_version_and_help():
    for m in (FAKER, FORGERY):
        assert command(m, ["--version"]) == ("faker 40.54.0\n", "", 0)
    out, _, ended = command(FORGERY, ["--help"], program="/bin/prog")
    assert ended == 0
    assert out.startswith("usage: prog ")
    theirs, _, _ = command(FAKER, ["--help"])
    options = re.findall(
        r"^  (?:(-\w)[ \w]*(?:, )?)?(--\w+)?", theirs.partition("options:")[2], re.MULTILINE
    )
    assert ("-o", "") in options
    assert ("", "--seed") in options
    for each in itertools.chain(*options):
        assert each in out
    assert "zu_ZA" in out


def test_verbose():
    # In processes of their own: both sides keep what they have once looked for.
    command = [sys.executable, "-m", "{}", "-v", "name", "-l", "it_IT", "--seed", "1"]
    seen = []
    for package in ("faker", "forgery.compat"):
        done = subprocess.run(
            [part.format(package) for part in command],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        told = {line for line in done.stderr.splitlines() if "person" in line}
        seen.append((done.stdout, sorted(told)))
    assert seen[1] == seen[0]
    assert len(seen[0][1]) == 2


@both
def test_encodings(m):
    output = io.TextIOWrapper(io.BytesIO(), encoding="cp950", newline="\n")
    doc = mock.Mock(max_name_len=40)
    doc.get_provider_name.return_value = "faker.providers.emoji"
    examples = {"fake.emoji()": "👩", "fake.long(a=1, b=2)": "word " * 100, "fake.not()": 1}
    m.module("cli").print_provider(doc, None, examples, ["fake.not()"], output)
    output.flush()
    return output.buffer.getvalue()


@both
def test_print_doc(m):
    output = io.StringIO()
    print_doc = m.module("cli").print_doc
    print_doc("name", lang="de_DE", seed=1.5, output=output)
    print_doc("random_int", [3, 3], output=output)
    error = m.attempt(print_doc, "nothing", ["a"], output=output)
    return output.getvalue(), error


def test_parameters_as_in_faker():
    for kwargs in (
        {},
        {"with_args": "first"},
        {"with_args": False},
        {"with_defaults": False, "prefix": "f."},
    ):
        seen = []
        for m in (FAKER, FORGERY):
            fake = m.Faker("de_DE")
            fake.seed_instance(1)
            doc = m.module("documentor").Documentor(fake)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                made = doc.get_formatters(locale="de_DE", excludes=["image", "name"], **kwargs)
            seen.append(
                (
                    [(provider.__provider__, list(methods)) for provider, methods in made],
                    doc.max_name_len,
                    doc.already_generated,
                    [str(each.message) for each in caught if each.category is UserWarning],
                )
            )
        assert seen[1] == seen[0]
        assert len(seen[0][0]) > 10


def test_as_a_program():
    environ = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONIOENCODING": "utf-8", "LANG": "C"}
    runs = [
        ["name", "--seed", "7", "-r", "2", "-l", "ru_RU"],
        ["--version"],
        ["nothing"],
    ]
    for arguments in runs:
        done = [
            subprocess.run(
                [sys.executable, "-m", name, *arguments],
                env=environ,
                capture_output=True,
                check=False,
                timeout=60,
            )
            for name in ("faker", "forgery.compat")
        ]
        assert done[1].returncode == done[0].returncode
        assert done[1].stdout == done[0].stdout
        assert done[1].stderr.splitlines()[-1:] == done[0].stderr.splitlines()[-1:]
