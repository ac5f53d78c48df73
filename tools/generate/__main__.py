"""Write the generated files, or check that none is stale.

Run from the top folder, with forgery installed:

    python -m tools.generate --write
    python -m tools.generate --check
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import pages, stubs

ROOT = Path(__file__).resolve().parents[2]

#: Every generated file with the function that makes its text.
FILES = {
    "python/forgery/_forgery.pyi": stubs.extension,
    "python/forgery/_functions.pyi": stubs.functions,
    "docs/reference/fields.md": pages.fields,
    "docs/reference/locales.md": pages.locales,
    "docs/reference/dsl.md": pages.dsl,
}


def stale(root: Path) -> dict[Path, str]:
    """Find the files that differ from what they should be.

    Args:
        root: The top folder of the repository.

    Returns:
        The path of each such file, with the text that it should have.
    """
    wanted = {root / name: make() for name, make in FILES.items()}
    return {
        path: text
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: Those of the command line if None.

    Returns:
        The exit status: 1 if a file is stale.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the files")
    mode.add_argument("--check", action="store_true", help="name the files that are stale")
    write = parser.parse_args(arguments).write
    found = stale(ROOT)
    for path, text in found.items():
        name = path.relative_to(ROOT).as_posix()
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            sys.stdout.write(f"wrote {name}\n")
        else:
            sys.stderr.write(f"{name} is stale: run `make generate`\n")
    return 0 if write else int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
