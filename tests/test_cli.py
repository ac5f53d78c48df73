"""The command line: what it writes, what it leaves when it fails, what it says."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import signal
import stat
import subprocess
import sys
import time

import forgery
import pytest
from forgery import errors
from forgery.cli import _progress, _rows
from programs import invoke

pytestmark = pytest.mark.usefixtures("all_threads")

CUSTOMERS = """
seed: 7
columns:
  id: uuid
  name: person.name
  email: person.email
  "phone, home": {type: phone_number, null: 0.3}
  age: [int, 18, 65]
  größe: [float, 1, 2]
  joined: [date, "2020-01-01", "2024-12-31"]
"""
COLUMNS = {
    "id": "uuid",
    "name": "person.name",
    "email": "person.email",
    "phone, home": {"type": "phone_number", "null": 0.3},
    "age": ("int", 18, 65),
    "größe": ("float", 1, 2),
    "joined": ("date", "2020-01-01", "2024-12-31"),
}


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "customers.yaml"
    path.write_text(CUSTOMERS, encoding="utf-8")
    return str(path)


@pytest.fixture
def out(tmp_path):
    """A folder of its own for output, so that what is left behind is seen."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def command(*arguments):
    return [sys.executable, "-m", "forgery", *arguments]


def run(*arguments):
    """Runs a command as a program."""
    return subprocess.run(command(*arguments), capture_output=True, timeout=120, check=False)


def as_text(value):
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


# What is written


def test_csv_reads_back_as_the_records_of_the_seed(schema, out):
    path = out / "customers.csv"
    result = run("generate", schema, "--rows", "3000", "--output", str(path))
    assert result.returncode == 0
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == list(COLUMNS)
    expected = forgery.table(COLUMNS, rows=3000, seed=7).records_tuples()
    assert rows == [[as_text(value) for value in row] for row in expected]


def test_json_lines_read_back_as_the_records_of_the_seed(schema, out):
    path = out / "customers.jsonl"
    result = run("generate", schema, "--rows", "3000", "--output", str(path))
    assert result.returncode == 0
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    expected = forgery.table(COLUMNS, rows=3000, seed=7).records()
    for row in expected:
        row["joined"] = row["joined"].isoformat()
    assert rows == expected
    assert list(rows[0]) == list(COLUMNS)


def test_lines_of_csv_end_in_cr_lf_and_the_header_is_quoted(schema):
    result = run("generate", schema, "-n", "2")
    lines = result.stdout.split(b"\r\n")
    assert lines[0] == 'id,name,email,"phone, home",age,größe,joined'.encode()
    assert len(lines) == 4
    assert lines[3] == b""
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize(
    ("name", "options", "like"),
    [
        ("a.CSV", [], "csv"),
        ("a.ndjson", [], "jsonl"),
        ("a.txt", ["-f", "jsonl"], "jsonl"),
        ("a.jsonl", ["--format", "csv"], "csv"),
    ],
)
def test_the_format_follows_the_option_or_the_ending(schema, out, name, options, like):
    assert invoke("generate", schema, "-n", "20", "-o", str(out / name), *options).exit_code == 0
    standard = invoke("generate", schema, "-n", "20", "-f", like)
    assert (out / name).read_bytes() == standard.stdout_bytes
    assert [path.name for path in out.iterdir()] == [name]


def test_standard_output_is_csv_unless_told(schema):
    plain = invoke("generate", schema, "-n", "5").stdout_bytes
    assert plain == invoke("generate", schema, "-n", "5", "-f", "csv", "-o", "-").stdout_bytes
    assert plain.startswith(b"id,name")


@pytest.mark.parametrize(("kind", "expected"), [("csv", b"id,flag\r\n"), ("jsonl", b"")])
def test_no_rows(tmp_path, kind, expected):
    path = tmp_path / "schema.json"
    path.write_text('{"rows": 0, "columns": {"id": "uuid", "flag": "bool"}}', encoding="utf-8")
    assert invoke("generate", str(path), "-f", kind).stdout_bytes == expected


def test_bytes_do_not_depend_on_threads(schema):
    made = [
        invoke("generate", schema, "-n", "70001", "--threads", str(n)).stdout_bytes
        for n in (1, 2, 3)
    ]
    assert made[0].count(b"\r\n") == 70_002
    assert made[0] == made[1] == made[2]


def test_other_alphabets_are_utf_8(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text('{"columns": {"氏名": "name"}}', encoding="utf-8")
    options = ("-n", "30", "-s", "1", "-l", "ja_JP", "-f", "jsonl")
    lines = run("generate", str(path), *options).stdout.decode("utf-8").splitlines()
    expected = forgery.table({"氏名": "name"}, 30, 1, "ja_JP").records()
    assert [json.loads(line) for line in lines] == expected
    assert all(any("\u3040" <= c <= "\u9fff" for c in line.partition(":")[2]) for line in lines)


def test_options_win_over_the_file(tmp_path):
    path = tmp_path / "schema.yaml"
    columns = {"born": "person.birth_date", "n": "name"}
    text = f"rows: 4\nseed: 1\nlocale: de_DE\nas_of: 2030-06-01\ncolumns: {json.dumps(columns)}\n"
    path.write_text(text, encoding="utf-8")

    def names(*options):
        lines = invoke("generate", str(path), *options, "-f", "jsonl").stdout.splitlines()
        return [json.loads(line) for line in lines]

    def expected(*arguments):
        rows = forgery.table(columns, *arguments).records()
        return [{**row, "born": row["born"].isoformat()} for row in rows]

    assert names() == expected(4, 1, "de_DE", "2030-06-01")
    assert names("-s", "x") == expected(4, "x", "de_DE", "2030-06-01")
    assert names("--as-of", "2000-01-01") == expected(4, 1, "de_DE", "2000-01-01")
    both = expected(50, -3, ["fr_FR", "it_IT"], "2030-06-01")
    assert names("-n", "50", "-s", "-3", "-l", "fr_FR", "-l", "it_IT") == both
    assert names("-n", "50", "-s", "-3", "-l", "fr_FR,it_IT") == both


EVERY_TYPE = {
    "int": "int",
    "float": ("float", -1e20, 1e20),
    "small": ("float", 0, 1e-6),
    "uuid": "uuid",
    "bool": "bool",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "timedelta": {"type": "time_delta", "end_datetime": "+30d"},
    "bytes": "bytes",
    "decimal": "pydecimal",
    "lines": "address",
    "text": {"type": "text", "null": 0.5},
    "quotes": ("choice", ['a"b', "c,d", "e\nf", "\t\\\x0b", "", "ä☃😀"]),
    "mixed": ("choice", [None, True, False, 1, 2.5, "x"]),
    "pair": "latlng",
    "list": "pylist",
    "dict": "pydict",
}


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_rows_by_python_are_the_bytes_of_the_engine(kind):
    table = forgery.table(EVERY_TYPE, rows=1500, seed=3)

    def whole(pieces):
        counts, data = zip(*pieces)
        assert sum(counts) == 1500
        return b"".join(part for parts in data for part in parts)

    fast, slow = whole(_rows.pieces(table, kind)), whole(_rows.slow_pieces(table, kind))
    if kind == "csv":
        assert fast == slow
    else:
        # The two escape control characters in different ways.
        assert [json.loads(a) for a in fast.splitlines()] == [
            json.loads(b) for b in slow.splitlines()
        ]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_columns_that_python_makes(tmp_path, kind):
    path = tmp_path / "schema.json"
    columns = {"n": "int", "doc": {"type": "json", "num_rows": 1}, "zip": ["zip", 50, 2, 10]}
    path.write_text(json.dumps({"columns": columns}), encoding="utf-8")
    text = invoke("generate", str(path), "-n", "3", "-s", "5", "-f", kind).stdout
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    else:
        rows = [json.loads(line) for line in text.splitlines()]
    expected = forgery.table(columns, rows=3, seed=5).records()
    assert [row["doc"] for row in rows] == [row["doc"] for row in expected]
    assert [bytes.fromhex(row["zip"]) for row in rows] == [row["zip"] for row in expected]
    assert [int(row["n"]) for row in rows] == [row["n"] for row in expected]


def test_values_that_only_python_knows(tmp_path):
    """TOML has times of day; the engine leaves writing them to Python."""
    if sys.version_info < (3, 11):
        pytest.importorskip("tomli")
    path = tmp_path / "schema.toml"
    path.write_text('columns.a = ["choice", [07:32:00]]', encoding="utf-8")
    assert invoke("generate", str(path), "-n", "2").stdout_bytes == b"a\r\n07:32:00\r\n07:32:00\r\n"
    lines = invoke("generate", str(path), "-n", "2", "-f", "jsonl").stdout_bytes
    assert lines == b'{"a": "07:32:00"}\n' * 2


def test_numbers_that_json_lacks_are_null():
    table = forgery.table({"x": ("choice", [float("nan"), float("inf")])}, rows=4, seed=1)
    lines = [line for _, parts in _rows.slow_pieces(table, "jsonl") for line in parts]
    assert b"".join(lines) == b'{"x": null}\n' * 4


def test_long_runs_take_little_memory(tmp_path):
    """About 300 MB of text go by in less than 200 MB."""
    resource = pytest.importorskip("resource")
    assert resource
    path = tmp_path / "schema.json"
    path.write_text('{"columns": {"a": "uuid", "b": "uuid", "c": "uuid", "d": "uuid"}}')
    arguments = command("generate", str(path), "-n", "2000000", "-s", "1")
    # Started by a small process: a child's peak counts what its parent had when it forked.
    launcher = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    small = [sys.executable, "-c", launcher, *arguments]
    done = subprocess.run(small, check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit < 200e6


# What stays when it fails


@pytest.fixture
def kept(out):
    """A file that is there already, and a check that it is all there is, as it was."""
    path = out / "kept.csv"
    path.write_bytes(b"as it was")
    yield path
    assert path.read_bytes() == b"as it was"
    assert list(out.iterdir()) == [path]


def test_an_error_before_the_first_row_leaves_the_file(tmp_path, kept):
    path = tmp_path / "schema.yaml"
    path.write_text("columns: {a: emali}", encoding="utf-8")
    assert invoke("generate", str(path), "-n", "1", "-o", str(kept)).exit_code == 2


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left"), RuntimeError("odd"), KeyboardInterrupt()]
)
def test_an_error_between_rows_leaves_the_file(schema, kept, monkeypatch, error):
    def write(table, kind, file, progress):
        file.write(b"something")
        raise error

    monkeypatch.setattr(_rows, "write", write)
    result = invoke("generate", schema, "-n", "5", "-o", str(kept))
    assert result.exit_code == {OSError: 2, RuntimeError: 1, KeyboardInterrupt: 130}[type(error)]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_file(schema, out, kept, number):
    arguments = command("generate", schema, "-n", str(10**12), "-o", str(kept))
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not any(path.stat().st_size > 1e6 for path in out.glob(".*")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_the_new_file_is_where_the_old_one_was(schema, out):
    target, link, fresh = out / "target.csv", out / "link.csv", out / "fresh.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    mask = os.umask(0o027)
    try:
        assert invoke("generate", schema, "-n", "1", "-o", str(link)).exit_code == 0
        assert invoke("generate", schema, "-n", "1", "-o", str(fresh)).exit_code == 0
    finally:
        os.umask(mask)
    assert link.is_symlink()
    assert target.read_bytes() == fresh.read_bytes() != b"old"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o666 & ~0o027


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_written_and_not_replaced(schema, out):
    pipe = out / "pipe.csv"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    assert run("generate", schema, "-n", "100", "-o", str(pipe)).returncode == 0
    data, _ = reader.communicate(timeout=60)
    assert data == invoke("generate", schema, "-n", "100").stdout_bytes
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_reader_that_leaves_is_no_error(schema):
    arguments = command("generate", schema, "-n", "1000000")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline().startswith(b"id,")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# What it says


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (
            "columns: {a: emali}",
            ["-n1"],
            "schema.yaml: column 'a': unknown field 'emali'; did you mean 'email'?",
        ),
        (
            "columns: {a: [int, 5, 1]}",
            ["-n1"],
            "column 'a': min (5) must not be greater than max (1)",
        ),
        ("columns: {a: [", ["-n1"], "schema.yaml: line 1"),
        ("columns: {a: int}", [], "schema.yaml: how many rows?"),
        ("columns: {a: int}", ["-n1", "-l", "xx_XX"], "error: unknown locale 'xx_XX'"),
        ("columns: {a: int}", ["-n1", "--as-of", "soon"], "'as_of' must be a date"),
        (
            "columns: {a: int}",
            ["-n1", "-o", "nowhere/a.csv"],
            "nowhere/a.csv: No such file or directory",
        ),
        ("colums: {a: int}", ["-n1"], "unknown key 'colums'; did you mean 'columns'?"),
    ],
)
def test_an_error_is_one_line(tmp_path, text, options, said):
    path = tmp_path / "schema.yaml"
    path.write_text(text, encoding="utf-8")
    result = invoke("generate", str(path), *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_files_that_cannot_be_read_or_written(tmp_path, schema):
    missing = tmp_path / "missing.yaml"
    result = run("generate", str(missing), "-n", "1")
    assert result.returncode == 2
    assert result.stderr.decode() == f"error: {missing}: No such file or directory{os.linesep}"
    folder = tmp_path / "a.csv"
    folder.mkdir()
    result = invoke("generate", schema, "-n", "1", "-o", str(folder))
    assert result.exit_code == 2
    assert result.stderr == f"error: {folder}: Is a directory\n"


@pytest.mark.parametrize(
    "arguments", [["-n", "-1"], ["-n", "many"], ["-n", "1", "-o", "a"], ["--threads", "-1"]]
)
def test_wrong_usage(schema, arguments):
    result = invoke("generate", schema, *arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_the_end_tells_rows_and_speed(schema, out):
    path = str(out / "a.csv")
    result = invoke("generate", schema, "-n", "12345", "-o", path)
    first, rest = result.stderr.split(" in ", 1)
    assert first == f"12,345 rows to {path}"
    assert rest.endswith(" rows/s\n")
    assert result.stdout == ""
    assert invoke("generate", schema, "-n", "5", "-o", path, "--quiet").stderr == ""


def test_a_seed_that_was_drawn_is_told(tmp_path):
    path = tmp_path / "schema.json"
    path.write_text('{"columns": {"a": "uuid"}}')
    result = invoke("generate", str(path), "-n", "5")
    seed = result.stderr.splitlines()[1].partition("seed: ")[2]
    assert invoke("generate", str(path), "-n", "5", "-s", seed).stdout == result.stdout
    assert invoke("generate", str(path), "-n", "5").stdout != result.stdout


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_on_long_runs(monkeypatch):
    pytest.importorskip("rich")
    monkeypatch.setattr(_progress, "_LONG", -1)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with _progress.Progress(2000, shown=True) as progress:
        progress.add(500)
        progress.add(1500)
    assert "2,000 of 2,000 rows" in sys.stderr.getvalue()


@pytest.mark.parametrize("why", ["short", "quiet", "no terminal", "no rich"])
def test_no_bar(monkeypatch, why):
    stream = io.StringIO() if why == "no terminal" else Terminal()
    monkeypatch.setattr(_progress, "_LONG", 60 if why == "short" else -1)
    monkeypatch.setattr(sys, "stderr", stream)
    if why == "no rich":
        monkeypatch.setitem(sys.modules, "rich.console", None)
    with _progress.Progress(2, shown=why != "quiet") as progress:
        progress.add(1)
        progress.add(1)
    assert stream.getvalue() == ""


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom forgery.cli import cli\n"
        "try: cli(['generate', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'rich', 'yaml', 'pyarrow', 'polars', 'pandas', 'numpy', 'asyncio', 'csv'}"
        " & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout.decode().splitlines()[-1] == "[]"


def test_version():
    result = run("--version")
    expected = f"forgery {forgery.__version__} (values {forgery.VALUES_VERSION})"
    assert result.stdout.decode().strip() == expected


def test_errors_know_their_column(schema):
    with pytest.raises(errors.UnknownFieldError) as caught:
        forgery.table({"a": "emali"}, rows=1)
    assert caught.value.column == "a"
