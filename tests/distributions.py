"""Distributions for the tests of plugins: wheels made here, installed by pip into a folder of their own."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import textwrap
import typing
import zipfile
from pathlib import Path

import forgery

#: Where forgery is: the project's folder, or that of a wheel.
SOURCE = Path(forgery.__file__).parent.parent


class Distribution(typing.NamedTuple):
    """A distribution with one module."""

    name: str
    version: str
    module: str
    code: str
    #: Names and values of entry points, by group.
    entry_points: dict[str, dict[str, str]]


def wheel(folder: Path, dist: Distribution) -> Path:
    """Write the wheel of a distribution."""
    files = {f"{dist.module}.py": textwrap.dedent(dist.code)}
    info = f"{dist.name.replace('-', '_')}-{dist.version}.dist-info"
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {dist.name}\nVersion: {dist.version}\n"
    )
    files[f"{info}/WHEEL"] = (
        "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/entry_points.txt"] = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in dist.entry_points.items()
    )
    path = folder / f"{dist.name.replace('-', '_')}-{dist.version}-py3-none-any.whl"
    record = ""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            record += f"{name},sha256={digest.rstrip(b'=').decode()},{len(text.encode())}\n"
        archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return path


def install(folder: Path, dists: typing.Iterable[Distribution]) -> Path:
    """Install distributions by pip, without a network; the folder to put on the path."""
    site = folder / "site"
    wheels = [str(wheel(folder, dist)) for dist in dists]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    pip += ["--disable-pip-version-check", "--no-compile", "--target", str(site), *wheels]
    subprocess.run(pip, check=True, capture_output=True, text=True)
    return site


def run(site: Path | None, code: str, **env: str) -> str:
    """What a program prints whose path has the distributions; its errors are the test's."""
    paths = [str(path) for path in (site, SOURCE) if path]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **env},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
