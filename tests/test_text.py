"""Rows that the engine writes to a file, while others are made."""

from __future__ import annotations

import math
import os
import random
import struct
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from forgery import Faker, set_threads
from forgery.cli import cli
from forgery.errors import InvalidValueError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = {"id": "uuid", "name": "name", "address": "address", "age": "int", "joined": "date"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files have numbers on POSIX only")


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("rows", [0, 1, 16_384, 100_001])
def test_rows_are_written_in_order(tmp_path: Path, kind: str, threads: int, rows: int) -> None:
    table = Faker(seed=1).table(SCHEMA, rows=rows)
    told: list[int] = []
    set_threads(threads)
    try:
        with (tmp_path / "rows").open("wb") as file:
            table._write(kind, file.fileno(), told.append)
    finally:
        set_threads(0)
    assert (tmp_path / "rows").read_bytes() == b"".join(table._text(0, rows, kind))
    assert told == sorted(told)
    assert told[-1] == rows


def test_what_goes_wrong_is_raised(tmp_path: Path) -> None:
    table = Faker(seed=1).table(SCHEMA, rows=100_000)

    def fail(rows: int) -> None:
        raise RuntimeError(rows)

    with (tmp_path / "rows").open("wb") as file:
        with pytest.raises(RuntimeError):
            table._write("csv", file.fileno(), fail)
        with pytest.raises(InvalidValueError, match="no kind of text"):
            table._write("xml", file.fileno(), fail)
    with pytest.raises(OSError, match="Bad file descriptor"):
        table._write("csv", -1, fail)
    source, sink = os.pipe()
    os.close(source)
    try:
        with pytest.raises(BrokenPipeError):
            table._write("csv", sink, print)
    finally:
        os.close(sink)


def test_floats_are_spelled_as_python_does() -> None:
    draw = random.Random(1)
    values = [struct.unpack("d", draw.randbytes(8))[0] for _ in range(5000)]
    values += [draw.randrange(2**53) / 2 ** draw.randrange(12) for _ in range(5000)]
    values += [draw.randrange(10**9) / 10 ** draw.randrange(9) for _ in range(5000)]
    values = [value for value in values if math.isfinite(value)]
    table = Faker(seed=1).table({"a": ("choice", values)}, rows=50_000)
    lines = b"".join(table._text(0, 50_000, "csv")).decode().split("\r\n")
    assert lines[:-1] == [repr(value) for value in table.column("a")]
    column = Faker(seed=1).table({"a": {"type": "pyfloat"}}, rows=50_000)
    lines = b"".join(column._text(0, 50_000, "jsonl")).decode().splitlines()
    assert lines == [f'{{"a": {value!r}}}' for value in column.column("a")]


def test_the_command_line_writes_the_same(tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text('{"columns": {"id": "uuid", "name": "name"}, "seed": 1}')
    out = tmp_path / "rows.csv"
    done = CliRunner().invoke(cli, ["generate", str(schema), "-n", "50000", "-q", "-o", str(out)])
    assert done.exit_code == 0, done.output
    table = Faker(seed=1).table({"id": "uuid", "name": "name"}, rows=50_000)
    assert out.read_bytes() == b"id,name\r\n" + b"".join(table._text(0, 50_000, "csv"))
