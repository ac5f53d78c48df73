"""Files and databases: tables written in several formats in one pass, and verified.

    from forgery import sinks

    t = forgery.table({"id": "uuid", "name": "person.name"}, rows=1_000_000, seed=42)
    sinks.write({"people": t}, "out", ["parquet", "csv.gz"], memory="256M")
    sinks.write_file(t, "people.jsonl")
    sinks.load({"people": t}, "sqlite:///people.db")
    sinks.verify("out/manifest.json").ok

A file appears under its name when it is whole; what was there before stays until then. The same
rows give the same bytes, on any number of threads.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._load import load
    from ._manifest import FileEntry, Manifest
    from ._report import Check, Report
    from ._sink import Sink
    from ._table import ColumnInfo, TableInfo
    from ._verify import verify
    from ._write import write, write_file

__all__ = [
    "Check",
    "ColumnInfo",
    "FileEntry",
    "Manifest",
    "Report",
    "Sink",
    "TableInfo",
    "load",
    "verify",
    "write",
    "write_file",
]

_PLACES = {
    "Check": "_report",
    "ColumnInfo": "_table",
    "FileEntry": "_manifest",
    "Manifest": "_manifest",
    "Report": "_report",
    "Sink": "_sink",
    "TableInfo": "_table",
    "load": "_load",
    "verify": "_verify",
    "write": "_write",
    "write_file": "_write",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import what is asked for."""
        if name in _PLACES:
            import importlib

            return getattr(importlib.import_module(f".{_PLACES[name]}", __name__), name)
        message = f"module 'forgery.sinks' has no attribute '{name}'"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """List what can be imported."""
    return sorted({*globals(), *__all__})
