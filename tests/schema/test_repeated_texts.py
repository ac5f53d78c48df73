"""Cells that rows of text repeat of a small table are spelled once: the bytes of cells that are made one by one."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import forgery
import pytest
from forgery import sinks

if TYPE_CHECKING:
    from pathlib import Path

ODD = ["plain", "a, b", 'say "so"', "two\nlines", "", "né 日本", "back\\slash", "\u0001"]

PARENTS = {
    "rows": 2500,
    "columns": {
        "id": {"type": "key", "prefix": "P-", "width": 6},
        "odd": {"type": "choice", "values": ODD},
        "perhaps": {"type": "choice", "values": ODD, "null": 0.4},
        "name": "person.name",
        "amount": {"type": "decimal", "scale": 2, "min": -5, "max": 5},
        "size": {"type": "float", "min": 0, "max": 1},
        "day": "date",
        "known": {"type": "bool"},
        "uuid": "uuid",
    },
}

ALL: dict[str, Any] = {
    "parent_id": {"ref": "parents.id"},
    **{name: {"expr": f"parents.{name}"} for name in ("odd", "perhaps", "name", "amount")},
    "own": {"type": "int", "min": 0, "max": 9},
    **{name: {"expr": f"parents.{name}"} for name in ("size", "day", "known", "uuid")},
}

CHILDREN: dict[str, dict[str, Any]] = {
    "all": ALL,
    "one": {"link": {"ref": "parents.id", "hidden": True}, "odd": {"expr": "parents.odd"}},
    "missing": {
        "boss": {"ref": "parents.id", "null": 0.3},
        "odd": {"expr": "parents.odd"},
        "day": {"expr": "parents.day"},
    },
    "changed": {
        "parent_id": {"ref": "parents.id"},
        "odd": {"expr": "parents.odd", "null": 0.5},
        "name": {"expr": "parents.name", "when": "parents.known"},
        "amount": {"expr": "parents.amount"},
        "twice": {"expr": "amount"},
        "more": {"expr": "parents.amount + 1"},
    },
}


def tables(columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    children = {"rows": 20_000, "columns": columns, **more}
    schema = {"seed": 5, "tables": {"parents": PARENTS, "children": children}}
    data = forgery.load_schema(schema).generate()
    return {"children": data["children"]}


def plain(table: Any, kind: str) -> bytes:
    """The rows, each cell made from the values of its column."""
    return table._rows(0, len(table)).text(kind)


@pytest.mark.skipif(os.name != "posix", reason="files have numbers on POSIX only")
@pytest.mark.parametrize("columns", CHILDREN.values(), ids=CHILDREN)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_written(tmp_path: Path, columns: dict[str, Any], kind: str) -> None:
    table = tables(columns)["children"]
    expected = plain(table, kind)
    for _ in range(2):
        with (tmp_path / "rows").open("wb") as file:
            table._write(kind, file.fileno(), lambda _: None)
        assert (tmp_path / "rows").read_bytes() == expected
    assert table._lines(1_000, 7_777, kind) == table._rows(1_000, 7_777).text(kind)


@pytest.mark.parametrize("formats", [["csv"], ["jsonl"], ["csv", "jsonl"]])
def test_sinks(tmp_path: Path, formats: list[str]) -> None:
    made = tables(ALL)
    sinks.write(made, tmp_path, formats=formats)
    for kind in formats:
        text = (tmp_path / f"children.{kind}").read_bytes()
        head = text.partition(b"\r\n")[0] + b"\r\n" if kind == "csv" else b""
        assert text == head + plain(made["children"], kind)


def test_what_overlays_change(tmp_path: Path) -> None:
    made = tables(ALL, overlays=[{"missing": "mcar", "column": "odd", "rate": 0.5}])
    sinks.write(made, tmp_path, formats=["jsonl"])
    text = (tmp_path / "children.jsonl").read_bytes()
    assert text == plain(made["children"], "jsonl")
    odd = [json.loads(line)["odd"] for line in text.splitlines()]
    assert 0.4 < odd.count(None) / len(odd) < 0.6
