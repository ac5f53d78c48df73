"""Measures a stream of `forgery serve` at full speed, beside the engine alone and a FastAPI endpoint on Faker.

    python benches/serve.py            # print the table
    python benches/serve.py --write    # also write benches/SERVE.md

The engine alone makes the same bytes and writes them to /dev/null. The server and the endpoint are processes of their
own; this one reads from a socket and throws away what comes. Rows per second are by the clock, and by the time that
the serving process had a processor: that is what one core gives, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import NamedTuple

import forgery

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("ndjson", "csv", "sse", "arrow")
SEED = 42
#: How many rows the engine and the server make; the endpoint makes fewer, at some thousand a second.
ROWS, FEW = 1_000_000, 5_000
#: The endpoint: what people write first, ten fields of Faker.
ENDPOINT = """
import json, sys
import uvicorn
from faker import Faker
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app, fake = FastAPI(), Faker()
Faker.seed(42)

def record():
    return {
        "order_id": fake.uuid4(), "customer": fake.name(), "email": fake.email(), "phone": fake.phone_number(),
        "street": fake.street_address(), "city": fake.city(), "merchant": fake.company(),
        "amount": fake.pyfloat(min_value=1, max_value=900, right_digits=2),
        "ordered_at": fake.date_time_this_year().isoformat(), "status": fake.random_element(["paid", "late", "open"]),
    }

@app.get("/stream")
def stream(rows: int):
    lines = (json.dumps(record()) + "\\\\n" for _ in range(rows))
    return StreamingResponse(lines, media_type="application/x-ndjson")

uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
"""


class Measured(NamedTuple):
    """Rows, bytes, and how long they took: by the clock, and of a processor."""

    rows: int
    size: int
    seconds: float
    processor: float


def main() -> int:
    """Measure, print, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write benches/SERVE.md")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument(
        "--dataset", help="by default bnpl, or sales where there is no such dataset"
    )
    given = parser.parse_args()
    import forgery

    names = [info.name for info in forgery.datasets()]
    name = given.dataset or ("bnpl" if "bnpl" in names else "sales")
    lines = table(name, given.rows, given.repeat)
    text = page(name, lines, given)
    print(text)
    if given.write:
        (ROOT / "benches" / "SERVE.md").write_text(text, encoding="utf-8")
    return 0


def table(name: str, rows: int, repeat: int) -> list[tuple[str, Measured]]:
    """All that is measured, each the best of some."""
    made = [("the engine, NDJSON to /dev/null", best(repeat, engine, name, rows))]
    with Process([sys.executable, "-m", "forgery", "serve", "--port", "{port}"]) as server:
        check(server.port, name)
        for form in FORMATS:
            path = f"/stream/{name}?rows={rows}&seed={SEED}&format={form}"
            label = f"forgery serve, {form}"
            made.append((label, best(repeat, streamed, server, path, rows)))
    made.append(("FastAPI, json.dumps of Faker's fields", endpoint(repeat)))
    return made


def best(repeat: int, function, *given) -> Measured:
    """The one of several that took the least of a processor."""
    return min((function(*given) for _ in range(repeat)), key=lambda each: each.processor)


def batches(name: str, rows: int):
    """The bytes of a dataset, as the server sends them."""
    import forgery

    table = forgery.dataset(name, rows=rows, seed=SEED)[forgery.dataset_schema(name).main]
    for start in range(0, rows, 4096):
        yield table._rows(start, min(start + 4096, rows)).text("jsonl", None)


def engine(name: str, rows: int) -> Measured:
    """The engine alone, in this thread."""
    size, start, processor = 0, time.perf_counter(), time.process_time()
    with open(os.devnull, "wb", buffering=0) as null:
        for batch in batches(name, rows):
            size += null.write(batch)
    return Measured(rows, size, time.perf_counter() - start, time.process_time() - processor)


def check(port: int, name: str) -> None:
    """The server's bytes are the engine's."""
    alone = hashlib.sha256(b"".join(batches(name, 20_000))).hexdigest()
    taken = hashlib.sha256()
    receive(port, f"/stream/{name}?rows=20000&seed={SEED}", taken.update)
    assert taken.hexdigest() == alone, "the server sends other rows than the engine makes"


def streamed(server: Process, path: str, rows: int) -> Measured:
    """A stream, read to its end."""
    before, start = server.processor(), time.perf_counter()
    size = receive(server.port, path)
    seconds = time.perf_counter() - start
    return Measured(rows, size, seconds, server.processor() - before)


def receive(port: int, path: str, use=None) -> int:
    """Read an answer; the number of its bytes. HTTP/1.0, so that it ends with the connection."""
    size = 0
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: bench\r\n\r\n".encode())
        buffer, view = bytearray(1 << 20), None
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(1)
        assert b" 200 " in head.split(b"\r\n")[0], head
        view = memoryview(buffer)
        while count := connection.recv_into(buffer):
            size += count
            if use is not None:
                use(view[:count])
    return size


def endpoint(repeat: int) -> Measured | str:
    """The endpoint, or why it is not measured."""
    try:
        import faker  # noqa: F401
        import fastapi  # noqa: F401
    except ModuleNotFoundError as error:
        return f"not measured: no {error.name}"
    with Process(
        [sys.executable, "-c", textwrap.dedent(ENDPOINT).replace("\\\\", "\\"), "{port}"]
    ) as server:
        return best(repeat, streamed, server, f"/stream?rows={FEW}", FEW)


class Process:
    """A server in a process of its own, on a free port."""

    def __init__(self, command: list[str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        source = str(Path(forgery.__file__).parent.parent)
        source = os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [part.replace("{port}", str(self.port)) for part in command],
            env={**os.environ, "PYTHONPATH": source, "FORGERY_LOG_LEVEL": "warning"},
        )

    def __enter__(self) -> Process:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:  # noqa: PERF203 it is not there yet
                assert self.process.poll() is None, "it did not start"
                time.sleep(0.1)
        raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def processor(self) -> float:
        """The seconds that it has had a processor."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def page(name: str, lines: list, given) -> str:
    """The page."""
    whole = [
        "# The server",
        "",
        f"Written by `python benches/serve.py --write`: one stream of {given.rows:,} rows of `{name}` (the endpoint: "
        f"{FEW:,} rows of ten fields), the best of {given.repeat}, {os.cpu_count()} cores, "
        f"CPython {platform.python_version()}. The server's bytes are checked against the engine's.",
        "",
        "| what | rows/s | MB/s | bytes a row | rows/s of one core | ratio |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    first = lines[0][1]
    for label, each in lines:
        if isinstance(each, str):
            whole.append(f"| {label} | {each} | | | | |")
            continue
        core = each.rows / each.processor
        ratio = core / (first.rows / first.processor)
        whole.append(
            f"| {label} | {each.rows / each.seconds:,.0f} | {each.size / each.seconds / 1e6:,.1f} "
            f"| {each.size / each.rows:,.0f} | {core:,.0f} | {ratio:.3f} |"
        )
    whole += [
        "",
        "*rows/s* and *MB/s* are by the clock, with the client on the same machine. *Rows/s of one core* are rows for "
        "each second that the serving process had a processor; the *ratio* is that to the engine alone.",
        "",
    ]
    return "\n".join(whole)


if __name__ == "__main__":
    sys.exit(main())
