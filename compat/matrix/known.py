"""The differences that we know and accept: `compat/known-differences.toml`."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

from matrix.pairs import LOCALES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = Path(__file__).resolve().parents[1] / "known-differences.toml"
#: With fewer seeds than this, a difference may not show.
ENOUGH_SEEDS = 10


def entries() -> list[dict[str, Any]]:
    """The entries of the file."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8")).get("difference", [])
    return found


@functools.cache
def reasons() -> dict[tuple[str, str], str]:
    """The reason of each known difference, by its locale and `provider.method`."""
    found = {}
    for entry in entries():
        locales = entry.get("locale", LOCALES)
        for locale in [locales] if isinstance(locales, str) else locales:
            found[locale, entry["method"]] = entry["reason"]
    return found


def is_known(locale: Any, provider: str, method: str) -> bool:
    """Whether a method of a locale is known to differ."""
    return (locale, f"{provider}.{method}") in reasons()
