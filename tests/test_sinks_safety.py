"""What stops a run: errors, Ctrl-C, full disks, memory. What was there stays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import forgery
import pytest
from forgery import sinks
from forgery.errors import FileSystemError, MemoryLimitError

COLUMNS = {
    "id": "uuid",
    "name": "person.name",
    "n": ("int", 1, 9),
    "lat": "latitude",
    "lon": "longitude",
}
ALL = ["csv", "csv.gz", "jsonl", "json", "parquet", "arrow", "sql", "geojson", "xlsx"]
posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals are POSIX's")


def table(rows: int = 40_000) -> forgery.Table:
    return forgery.table(COLUMNS, rows=rows, seed=42)


def script(text: str, *arguments: str, before: str = "") -> subprocess.Popen[bytes]:
    head = "import sys, forgery\nfrom forgery import sinks\n"
    code = head + f"columns = {COLUMNS!r}\n" + textwrap.dedent(text)
    command = [sys.executable, "-c", code, *arguments]
    if before:
        command = ["bash", "-c", before + ' && exec "$0" "$@"', *command]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("fails", ["progress", "rows"])
def test_an_error_leaves_what_was_there(tmp_path: Path, fails: str) -> None:
    (tmp_path / "t.csv").write_text("old")
    (tmp_path / "manifest.json").write_text("old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    class Broken:
        def __init__(self) -> None:
            self._table = table()
            self.num_rows = self._table.num_rows
            self.column_names = self._table.column_names
            self._types = self._table._types

        def _rows(self, start: int, stop: int) -> Any:
            if fails == "rows" and start >= 16_384:
                raise ZeroDivisionError
            return self._table._rows(start, stop)

        def __arrow_c_schema__(self) -> Any:
            return self._table.__arrow_c_schema__()

    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        done += rows
        if fails == "progress" and done > 20_000:
            raise ZeroDivisionError

    formats = [name for name in ALL if name not in {"parquet", "arrow"}]
    with pytest.raises(ZeroDivisionError):
        sinks.write({"t": Broken()}, tmp_path, formats, progress=progress)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with pytest.raises(ZeroDivisionError):
        sinks.write({"t": Broken()}, tmp_path / "new/deeper", formats, progress=progress)
    assert not (tmp_path / "new").exists()


@posix
@pytest.mark.parametrize("name", ["t.csv", "t.parquet", "t.csv.gz", "t.xlsx"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("old")
    run = script(
        """
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        table = forgery.table(columns, rows=40_000, seed=42)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            sinks.write_file(table, sys.argv[1])
        except forgery.errors.FileSystemError as error:
            assert isinstance(error, OSError)
            print(error.errno, error)
        """,
        str(path),
    )
    out, err = run.communicate(timeout=120)
    assert b"File too large" in out, (out, err)
    assert name.encode() in out
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == [name]


@posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_signals_leave_no_half_file(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "t.csv").write_text("old")
    run = script(
        """
        import signal
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        table = forgery.table(columns, rows=10**9, seed=42)
        first = []
        def progress(rows):
            if not first:
                first.append(rows)
                print("begun", flush=True)
        sinks.write({"t": table}, sys.argv[1], ["csv", "parquet", "jsonl"], progress=progress)
        """,
        str(tmp_path),
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"begun\n"
    started = time.monotonic()
    run.send_signal(how)
    _, err = run.communicate(timeout=60)
    assert time.monotonic() - started < 20
    assert run.returncode != 0
    assert (b"KeyboardInterrupt" in err) is (how == signal.SIGINT), err
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("t.csv", "old")]


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileSystemError, match="file"):
        sinks.write({"t": table(10)}, tmp_path / "file" / "under")
    assert (tmp_path / "file").read_text() == "mine"


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("parts", [None, 6000])
def test_resuming_gives_the_same_bytes(tmp_path: Path, parts: int | None) -> None:
    tables = {"a": table(20_000), "b": table(30_000)}
    formats = ["csv", "parquet", "jsonl.zst", "sql"]
    whole: dict[str, Any] = {"formats": formats, "rows_per_file": parts, "row_group_size": 2000}
    sinks.write(tables, tmp_path / "whole", **whole)

    class StopError(Exception):
        pass

    def stopping(limit: int) -> Any:
        seen = [0]

        def progress(rows: int) -> None:
            seen[0] += rows
            if seen[0] > limit:
                raise StopError

        return progress

    for limit in (10_000, 27_000, 45_000):
        with pytest.raises(StopError):
            sinks.write(tables, tmp_path / "on", resume=True, progress=stopping(limit), **whole)
        assert not (tmp_path / "on/manifest.json").exists()
    made: list[int] = []
    sinks.write(tables, tmp_path / "on", resume=True, progress=made.append, **whole)
    assert contents(tmp_path / "on") == contents(tmp_path / "whole")

    # What is whole is not made again; what somebody has changed is.
    stamp = (tmp_path / "on" / sorted(contents(tmp_path / "on"))[0]).stat().st_mtime_ns
    name = "b.csv" if parts is None else "b/part-00001.csv"
    (tmp_path / "on" / name).write_bytes(b"changed")
    sinks.write(tables, tmp_path / "on", resume=True, **whole)
    assert contents(tmp_path / "on") == contents(tmp_path / "whole")
    assert (tmp_path / "on" / sorted(contents(tmp_path / "on"))[0]).stat().st_mtime_ns == stamp


def test_resuming_after_a_kill(tmp_path: Path) -> None:
    code = """
        table = forgery.table(columns, rows=60_000, seed=42)
        done = []
        def progress(rows):
            done.append(rows)
            if sum(done) > int(sys.argv[2]):
                import os, signal
                os.kill(os.getpid(), signal.SIGKILL)
        sinks.write({"t": table}, sys.argv[1], "csv", rows_per_file=10_000, resume=True, progress=progress)
        """
    run = script(code, str(tmp_path / "on"), "35000")
    run.communicate(timeout=60)
    assert run.returncode == -signal.SIGKILL
    run = script(code, str(tmp_path / "on"), "100000")
    _, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    sinks.write({"t": table(60_000)}, tmp_path / "whole", "csv", rows_per_file=10_000)
    assert contents(tmp_path / "on") == contents(tmp_path / "whole")


def test_other_rows_are_not_gone_on_with(tmp_path: Path) -> None:
    sinks.write({"t": table(1000)}, tmp_path, "csv", resume=True)
    other = forgery.table(COLUMNS, rows=1000, seed=43)
    sinks.write({"t": other}, tmp_path, "csv", resume=True)
    sinks.write({"t": other}, tmp_path / "whole", "csv")
    assert (tmp_path / "t.csv").read_bytes() == (tmp_path / "whole/t.csv").read_bytes()


def test_memory_that_is_too_little(tmp_path: Path) -> None:
    with pytest.raises(MemoryLimitError, match=r"memory is 1\.0 MB.*give at least"):
        sinks.write({"t": table()}, tmp_path, ALL, memory="1M", jobs=1)
    with pytest.raises(MemoryLimitError, match="smaller row_group_size"):
        sinks.write({"t": table()}, tmp_path, memory="8M", row_group_size=1_000_000)
    with pytest.raises(MemoryError):
        sinks.write({"t": table()}, tmp_path, ALL, memory="1M")
    assert list(tmp_path.iterdir()) == []


def test_growth_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from forgery.sinks import _memory

    used = iter([100 << 20] * 8 + [200 << 20] * 1000)
    monkeypatch.setattr(_memory, "used", lambda: next(used))
    (tmp_path / "t.csv").write_text("old")
    with pytest.raises(MemoryLimitError, match=r"grown by 100\.0 MB, and memory is 64\.0 MB"):
        sinks.write({"t": table(400_000)}, tmp_path, "csv", memory="64M")
    assert contents(tmp_path) == {"t.csv": b"old"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc and ulimit -v are Linux's")
@pytest.mark.parametrize(
    ("name", "memory", "virtual"),
    [("csv", "32M", 400), ("jsonl", "32M", 400), ("parquet", "180M", 1200)],
)
def test_memory_holds(tmp_path: Path, name: str, memory: str, virtual: int) -> None:
    run = script(
        """
        import json, resource
        table = forgery.table(columns, rows=600_000, seed=42)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sinks.write({"t": table}, sys.argv[1], sys.argv[2], memory=sys.argv[3], jobs=2)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([before, after]))
        """,
        str(tmp_path),
        name,
        memory,
        before=f"ulimit -v {virtual * 1024}",
    )
    out, err = run.communicate(timeout=300)
    assert run.returncode == 0, err.decode()[-2000:]
    before, after = json.loads(out)
    assert after - before < int(memory[:-1]) * 1024, (before, after)
