"""Write the generated files, or check that none is stale.

Run from the top folder, with forgery installed:

    python -m tools.generate --write
    python -m tools.generate --check
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import keys, pages, schemas, stubs
from .compat import providers, proxy

ROOT = Path(__file__).resolve().parents[2]

#: Every generated file with the function that makes its text.
FILES = {
    "python/forgery/_forgery.pyi": stubs.extension,
    "python/forgery/_functions.pyi": stubs.functions,
    "python/forgery/compat/proxy.pyi": proxy.stub,
    "docs/reference/fields.md": pages.fields,
    "docs/reference/locales.md": pages.locales,
    "docs/reference/dsl.md": pages.dsl,
    "docs/reference/schema.md": keys.page,
    "docs/schema.json": schemas.schema,
    "docs/datasets.md": schemas.datasets,
}


def stale(root: Path) -> dict[Path, str | None]:
    """Find the files that differ from what they should be.

    Args:
        root: The top folder of the repository.

    Returns:
        The path of each such file, with the text that it should have; None if it should not be.
    """
    wanted = {root / name: make() for name, make in FILES.items()}
    wanted.update((root / name, text) for name, text in providers.stubs().items())
    found: dict[Path, str | None] = {
        path: text
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    stubs_there = (root / providers.FOLDER).glob("**/*.pyi")
    found.update((path, None) for path in stubs_there if path not in wanted)
    return found


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
        if write and text is None:
            path.unlink()
            sys.stdout.write(f"removed {name}\n")
        elif write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((text or "").encode())
            sys.stdout.write(f"wrote {name}\n")
        else:
            sys.stderr.write(f"{name} is stale: run `make generate`\n")
    return 0 if write else int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
