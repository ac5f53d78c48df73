"""Other packages: an environment of their own, and a process for each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forgery
import pyarrow as pa

from . import floors, timing
from .operations import SEED, Operation

BENCHES = Path(__file__).resolve().parents[1]
HOME = BENCHES / ".peers"
FAKER = (BENCHES.parent / "compat" / "FAKER_VERSION").read_text(encoding="utf-8").strip()
#: What each peer's script needs; the script is `peers/<name>_peer.py`.
PEERS = {
    "faker": [f"Faker=={FAKER}", "pyarrow"],
    "mimesis": ["mimesis"],
    "polyfactory": ["polyfactory", f"Faker=={FAKER}"],
    "seedfaker": ["seedfaker"],
    "faker2": ["faker2"],
    "polars": ["polars", "pyarrow"],
    "duckdb": ["duckdb", "pyarrow"],
    "orjson": ["orjson"],
}
LINEITEM = {
    "l_orderkey": ("int", 1, 6_000_000),
    "l_partkey": ("int", 1, 200_000),
    "l_suppkey": ("int", 1, 10_000),
    "l_linenumber": ("int", 1, 7),
    "l_quantity": ("int", 1, 50),
    "l_extendedprice": ("float", 900, 105_000),
    "l_discount": ("float", 0, 0.1),
    "l_tax": ("float", 0, 0.08),
    "l_returnflag": ("choice", ["R", "A", "N"]),
    "l_linestatus": ("choice", ["O", "F"]),
    "l_shipdate": ("date", "1992-01-02", "1998-12-01"),
    "l_commitdate": ("date", "1992-01-31", "1998-10-31"),
    "l_receiptdate": ("date", "1992-01-04", "1998-12-31"),
    "l_shipinstruct": (
        "choice",
        ["DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"],
    ),
    "l_shipmode": ("choice", ["REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"]),
    "l_comment": ("text", 10, 43),
}


@dataclass(frozen=True)
class Against:
    """One line of the table: nanoseconds of both, or why there are none."""

    operation: str
    n: int
    peer: str
    theirs: float
    ours: float
    verdict: str


def python() -> Path:
    folder = "Scripts" if os.name == "nt" else "bin"
    return HOME / folder / "python"


def environment() -> dict[str, str]:
    """Make the peers' environment; the reason why, for each peer that cannot be had."""
    if not python().exists():
        venv.create(HOME, with_pip=True)
    missing = {}
    for peer, packages in PEERS.items():
        command = [str(python()), "-m", "pip", "install", "--quiet", *packages]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            missing[peer] = last_line(answer.stderr)
    return missing


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].replace("|", "/")[:120] if lines else "no reason given"


def run(peer: str, repeat: int, clock: str, most: int, words: Path) -> dict[str, Any]:
    """What a peer's script found.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    script = BENCHES / "peers" / f"{peer}_peer.py"
    options = {"--repeat": repeat, "--clock": clock, "--most": most, "--words": words}
    pairs = [str(part) for option in options.items() for part in option]
    # Nothing of this process's path: the peers have packages of their own.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    clean["POLARS_MAX_THREADS"] = "1"
    command = [str(python()), str(script), *pairs]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=clean)
    return dict(json.loads(answer.stdout))


def compare(
    operations: Sequence[Operation],
    repeat: int,
    clock: str,
    most: int,
    folder: Path,
    say: Callable[[str], None],
) -> list[Against]:
    """Every peer on the operations that it offers; ours is timed again beside each."""
    missing = environment()
    words = folder / "words.json"
    vocabulary = {name: floors.words(field) for name, field in floors.TABLES.items()}
    words.write_text(json.dumps(vocabulary), encoding="utf-8")
    by_key = {op.key: op for op in operations if op.key and not op.name.startswith("compat")}
    found = []
    for peer in PEERS:
        say(peer)
        try:
            if peer in missing:
                raise LookupError(missing[peer])
            answer = run(peer, repeat, clock, most, words)
        except (LookupError, subprocess.CalledProcessError) as error:
            why = last_line(getattr(error, "stderr", "") or str(error))
            found.append(Against("—", 0, peer, 0, 0, f"not measured: {why}"))
            continue
        for label, results in answer["results"].items():
            for key, result in results.items():
                operation = by_key.get(key)
                if operation is None:
                    continue
                n = min(operation.n, most)
                [spent] = timing.best([lambda op=operation, n=n: op.ours(n)], repeat, clock)
                label_and_version = f"{label} ({answer['version']})"
                verdict = result["checked"].replace("|", "/")
                found.append(
                    Against(operation.name, n, label_and_version, result["ns"], spent / n, verdict)
                )
    found.append(lineitem(repeat, clock, most * 10))
    return found


def lineitem(repeat: int, clock: str, n: int) -> Against:
    """16 columns as Arrow batches that are dropped, on one core, against the library in tpchgen-cli."""
    name = "16 columns like lineitem → Arrow batches, a row"
    peer = "tpchgen-arrow 4, the library of tpchgen-cli"
    try:
        program = floors.build(BENCHES / "peers" / "tpchgen", "peers") / "tpchgen-peer"
        answer = subprocess.run(
            [str(program), str(n), str(repeat), clock], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        why = last_line(getattr(error, "stderr", "") or str(error))
        return Against(name, n, peer, 0, 0, f"not measured: {why}")
    theirs = json.loads(answer.stdout)

    def ours() -> int:
        rows: Any = forgery.table(LINEITEM, rows=n, seed=SEED)
        return sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(rows))

    assert ours() == n
    before = forgery.threads()
    forgery.set_threads(1)
    [spent] = timing.best([ours], repeat, clock)
    forgery.set_threads(before)
    return Against(name, n, peer, theirs["ns"], spent / n, "rows and columns counted")


def main() -> None:
    """Only make the environment."""
    for peer, why in environment().items():
        sys.stderr.write(f"{peer}: {why}\n")
