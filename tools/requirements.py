"""Print what extras of this package require, for pip to install before the package is there: `requirements.py dev`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

try:
    import tomllib
except ImportError:  # Python 3.10 and older
    from pip._vendor import tomli as tomllib  # type: ignore[no-redef]

#: The package itself with some of its extras.
OWN = re.compile(r"forgery\[([\w,-]+)\]")


def required(project: dict[str, Any], extras: list[str]) -> list[str]:
    """The requirements of a project with some extras, those that extras name included."""
    found = list(project["dependencies"])
    for extra in extras:
        for requirement in project["optional-dependencies"][extra]:
            own = OWN.fullmatch(requirement)
            found += required(project, own[1].split(",")) if own else [requirement]
    return sorted(set(found))


def main() -> None:
    """Print them, one a line."""
    text = Path(__file__).resolve().parents[1].joinpath("pyproject.toml").read_text("utf-8")
    print(*required(tomllib.loads(text)["project"], sys.argv[1:]), sep="\n")


if __name__ == "__main__":
    main()
