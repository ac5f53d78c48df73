"""What a reader needs to judge the numbers, and to get them again."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

import forgery


def processor() -> str:
    """The name of the processor."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [
                line.split(":", 1)[1].strip() for line in file if line.startswith("model name")
            ]
    except OSError:
        models = []
    return models[0] if models else platform.processor() or platform.machine()


def compiler() -> str:
    """The version of Rust that builds the floors."""
    try:
        answer = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "no rustc"
    return " ".join(answer.stdout.split()[:2])


def installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def conditions(arguments: list[str], clock: str) -> list[str]:
    """Versions, machine and command, one fact a line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    packages = ", ".join(map(installed, ("pyarrow", "Faker", "numpy")))
    clocks = {"wall": "elapsed time", "cpu": "processor time"}
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return [
        f"forgery {forgery.__version__}, {packages}, {python}, {compiler()}",
        f"{platform.system()} on {os.cpu_count()} x {processor()}{load}",
        f"{clocks[clock]}, best of several runs in turn",
        "command: `python " + " ".join(["benches/run.py", *arguments]) + "`",
    ]


def refuse_debug() -> None:
    """Stop if forgery was built for debugging.

    Raises:
        SystemExit: It was.
    """
    from forgery import _forgery

    if _forgery.DEBUG:
        sys.exit("this is a debug build of forgery: build with --release to measure")
