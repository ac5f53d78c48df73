"""Dockerfile, compose.yaml and .dockerignore: what hadolint would say, and their commands in a plain shell."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import typing
import urllib.request
from pathlib import Path

import pytest
import yaml
from served import SOURCE

ROOT = Path(__file__).parents[2]


class Instruction(typing.NamedTuple):
    """An instruction of a Dockerfile: its name, what it says, and the number of its stage."""

    name: str
    text: str
    stage: int

    @property
    def argv(self) -> list[str] | None:
        """The words of an instruction in exec form."""
        found = re.search(r"\[.*\]\s*$", self.text)
        return json.loads(found[0]) if found else None


def parsed(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    found, stage = [], -1
    for line in whole.splitlines():
        name, _, rest = line.strip().partition(" ")
        stage += name == "FROM"
        found.append(Instruction(name, " ".join(rest.split()), stage))
    return found


DOCKERFILE = parsed((ROOT / "Dockerfile").read_text(encoding="utf-8"))
LAST = max(each.stage for each in DOCKERFILE)
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICE = COMPOSE["services"]["forgery"]


def all_of(name: str) -> list[Instruction]:
    return [each for each in DOCKERFILE if each.name == name]


def only(name: str) -> Instruction:
    """The instruction that counts in the last stage, which has it once."""
    found = [each for each in all_of(name) if each.stage == LAST]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def test_every_base_is_pinned_to_a_release() -> None:
    defaults = dict(each.text.split("=", 1) for each in all_of("ARG"))
    bases = [
        re.sub(r"\$\{(\w+)\}", lambda hole: defaults[hole[1]], each.text) for each in all_of("FROM")
    ]
    assert len(bases) == 3
    for base in bases:
        image = base.split()[0]
        assert re.fullmatch(r"[a-z]+:\d+\.\d+\.\d+-slim-[a-z]+", image), image
    # The wheel is for one version of Python, and the compiler is new enough for the crate.
    assert bases[1].split()[0] == bases[2]
    wanted = re.search(r'^rust-version = "(\d+)\.(\d+)"', (ROOT / "Cargo.toml").read_text(), re.M)
    given = re.match(r"rust:(\d+)\.(\d+)", bases[0])
    assert wanted
    assert given
    assert [int(each) for each in given.groups()] >= [int(each) for each in wanted.groups()]
    assert all(each.text.split()[-2:][0] == "AS" for each in all_of("FROM")[:-1])


def test_it_is_written_as_hadolint_wants() -> None:
    assert not all_of("ADD") + all_of("MAINTAINER") + all_of("SHELL")
    for run in all_of("RUN"):
        words = shlex.split(run.text)
        assert not {"sudo", "cd", "curl", "wget", "ssh"} & set(words)
        assert "|" not in run.text, "the status of what stands before a pipe is lost"
        if "apt-get" in words:
            steps = [step.strip() for step in run.text.split("&&")]
            assert steps[0] == "apt-get update"
            assert steps[1].startswith("apt-get install --yes --no-install-recommends ")
            assert steps[-1] == "rm -rf /var/lib/apt/lists/*"
        for step in [step for step in run.text.split("&&") if step.strip().startswith("pip ")]:
            assert "--no-cache-dir" in step
        done = subprocess.run(["sh", "-n", "-c", run.text], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    for workdir in all_of("WORKDIR"):
        assert workdir.text.startswith("/")
    for name in ("ENTRYPOINT", "CMD", "HEALTHCHECK"):
        assert only(name).argv
    user = only("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user.text)
    assert all(each.name != "RUN" for each in DOCKERFILE[DOCKERFILE.index(user) :])
    assert "PYTHONUNBUFFERED=1" in only("ENV").text
    secret = re.compile(r"token|password|secret|key\b", re.I)
    assert not [each for each in [*all_of("ENV"), *all_of("ARG")] if secret.search(each.text)]


def ignored(path: str) -> bool:
    """Whether .dockerignore leaves a path out: the last pattern that fits says so."""
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.lstrip("!").rstrip("/")
        names = [path, *map(str, Path(path).parents)][:-1] or [path]
        deep = pattern.startswith("**/") and pattern[3:]
        if any(
            fnmatch.fnmatchcase(Path(name).name, deep)
            if deep
            else fnmatch.fnmatchcase(name, pattern)
            for name in names
        ):
            out = not line.startswith("!")
    return out


def copied() -> list[str]:
    """What is copied from the checkout."""
    found = [shlex.split(each.text) for each in all_of("COPY")]
    return [each for words in found if not words[0].startswith("--from") for each in words[:-1]]


def test_all_that_it_copies_is_there_and_is_sent() -> None:
    for source in copied():
        assert (ROOT / source).exists(), source
        assert not ignored(source), source
    sent = {path.name for path in ROOT.iterdir() if not ignored(path.name)}
    assert sent <= {each.partition("/")[0] for each in copied()}
    for name in (
        ".git/config",
        ".env",
        "python/forgery/.env.local",
        "python/forgery/serve/.ruff_cache/x",
        "target/release/x",
        "python/forgery/_forgery.abi3.so",
        "python/forgery/__pycache__/x.pyc",
        "tests/serve/test_container.py",
    ):
        assert ignored(name), name
    assert not ignored("python/forgery/serve/page/index.html")
    stages = {each.text.split()[-1] for each in all_of("FROM")[:-1]}
    assert set(re.findall(r"--from=(\w+)", str(all_of("COPY")))) == stages


def test_what_it_copies_is_a_crate_and_a_package(tmp_path: Path) -> None:
    for source in copied():
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).symlink_to(ROOT / source)
    if not shutil.which("cargo"):
        pytest.skip("there is no cargo")
    command = ["cargo", "metadata", "--no-deps", "--offline", "--format-version=1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    targets = json.loads(done.stdout)["packages"][0]["targets"]
    assert all(
        (tmp_path / Path(each["src_path"]).relative_to(tmp_path)).exists() for each in targets
    )
    # What a source file includes from beside the crate.
    parts = re.findall(r'#\[path = "([^"]+)"\]', (ROOT / "src/python/plugin/native.rs").read_text())
    assert parts
    for part in parts:
        path = os.path.normpath(tmp_path / "src/python/plugin" / part)
        assert Path(path).exists()


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def test_its_commands_run_in_a_plain_shell(tmp_path: Path) -> None:
    """ENTRYPOINT with CMD serves, HEALTHCHECK says how it is, and SIGTERM ends it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").symlink_to(sys.executable)
    (programs / "forgery").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m forgery "$@"\n', encoding="utf-8"
    )
    (programs / "forgery").chmod(0o755)
    port = free_port()
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": SOURCE,
        "FORGERY_PORT": str(port),
        **{
            name: str(value)
            for name, value in SERVICE["environment"].items()
            if "$" not in str(value)
        },
        "FORGERY_TOKENS": "",  # as compose.yaml gives it where nobody sets it
    }
    start = only("ENTRYPOINT").argv
    arguments = only("CMD").argv
    assert (start, arguments) == (["forgery", "serve"], SERVICE["command"])
    health = shlex.join(only("HEALTHCHECK").argv or [])

    def healthy() -> int:
        return subprocess.run(["sh", "-c", health], env=environment, capture_output=True).returncode

    assert healthy() == 1  # nobody is there
    serving = subprocess.Popen(
        ["sh", "-c", "exec " + shlex.join([*(start or []), *(arguments or [])])],
        env=environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert serving.stderr is not None
        assert any('"listening"' in line for line in serving.stderr)
        assert healthy() == 0
        url = f"http://127.0.0.1:{port}/stream/sales?rows=2"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=30) as answer:
            assert len(answer.read().splitlines()) == 2
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(15) == 0
        assert list(tmp_path.iterdir()) == [programs]  # a file system that is read only will do
    finally:
        if serving.poll() is None:
            serving.kill()
            serving.wait()
        assert serving.stderr is not None
        serving.stderr.close()


def test_compose_gives_it_no_more_than_it_needs() -> None:
    assert list(COMPOSE["services"]) == ["forgery"]
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert "cap_add" not in SERVICE
    assert "privileged" not in SERVICE
    assert SERVICE["security_opt"] == ["no-new-privileges:true"]
    assert [mount.partition(":")[0] for mount in SERVICE["tmpfs"]] == ["/tmp"]
    assert "volumes" not in SERVICE
    assert {"mem_limit", "cpus", "pids_limit", "restart"} <= set(SERVICE)
    assert not SERVICE["image"].endswith(":latest")
    version = re.search(r'^version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.M)
    assert version
    assert SERVICE["image"] == f"forgery:{version[1]}"
    exposed = only("EXPOSE").text
    assert SERVICE["ports"] == [f"127.0.0.1:{exposed}:{exposed}"]
    assert SERVICE["healthcheck"]["test"] == ["CMD", *(only("HEALTHCHECK").argv or [])]
    # What it sets is known; an unknown variable would be passed over in silence.
    from forgery.serve import Settings

    for name in SERVICE["environment"]:
        assert name.partition("FORGERY_")[2].lower() in Settings.model_fields
    grace = int(SERVICE["stop_grace_period"].rstrip("s"))
    assert grace > Settings.model_fields["shutdown_seconds"].default
