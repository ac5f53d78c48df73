"""What is timed against the floors: ours, the loop beside it, and how to look at what they make."""

from __future__ import annotations

import functools
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import forgery
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from forgery import compat

from . import checks, floors

SCHEMA = {
    "id": "uuid",
    "name": "name",
    "email": "email",
    "age": ("int", 18, 65),
    "joined": ("date", checks.FIRST, checks.LAST),
}
SEED = 42
LIST = 100_000
MANY = 1_000_000
#: Rows of one row group.
PARQUET_ROWS = 131_072


@dataclass(frozen=True)
class Operation:
    """One line of the table: makes n values, as the floor does."""

    name: str
    n: int
    #: What values must be; a key of `checks.CHECKS`.
    kind: str
    ours: Callable[[int], Any]
    floor: Callable[[int], Any]
    #: The most that ours may take, as a multiple of the floor.
    target: float
    #: Plain Python values of both, for the check: as many as asked for.
    our_values: Callable[[int], Sequence[Any]]
    floor_values: Callable[[int], Sequence[Any]]
    #: Nanoseconds that are enough, however quick the floor is.
    enough: float = 0.0
    #: For peers: the key under which they time the same.
    key: str = ""
    #: Whether the target is for one core.
    one_core: bool = False

    def check(self, n: int = 20_000) -> None:
        """Raises `checks.WrongValuesError` if what either makes is not what is compared."""
        n = min(n, self.n)
        ours, floor = self.our_values(n), self.floor_values(n)
        for values in (ours, floor):
            checks.require(len(values) == n, f"{len(values)} values instead of {n}")
            checks.CHECKS[self.kind](values)
            checks.vocabulary(self.kind, values, floors.words)
        checks.same_shape(ours, floor)


def memory_folder() -> str | None:
    """A folder of a memory file system, where there is one."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


def table(n: int, schema: dict[str, Any] = SCHEMA) -> Any:
    return forgery.table(schema, rows=n, seed=SEED)


def write_text(n: int, kind: str, path: Path) -> None:
    """Write a table as text, as the command line does."""
    with path.open("wb", buffering=0) as file:
        table(n)._write(kind, file.fileno(), lambda _: None)


def format_text(n: int, kind: str, rows: int = 65_536) -> int:
    """Make a table's text and drop it; how many bytes."""
    whole = table(n)
    parts = (whole._text(start, min(n, start + rows), kind) for start in range(0, n, rows))
    return sum(len(text) for part in parts for text in part)


def loop(method: Callable[[], Any]) -> Callable[[int], None]:
    """Calls a method n times from Python."""

    def calls(n: int) -> None:
        for _ in repeat(None, n):
            method()

    return calls


def lists(native: Any, floor: Any) -> list[Operation]:
    """What returns a list of values."""

    def of(
        name: str, kind: str, ours: Callable[[int], Any], loop: Callable[[int], Any], target: float
    ) -> Operation:
        return Operation(name, LIST, kind, ours, loop, target, ours, loop, key=kind)

    def picks(field: str) -> Callable[[int], Any]:
        entries = floors.words(field)
        return lambda n: floor.picks(entries, n)

    records = [
        Operation(
            f"5 fields → list[{kind}]",
            LIST,
            "rows",
            ours,
            loop,
            1.4,
            ours,
            loop,
            key=key,
        )
        for kind, ours, loop, key in (
            ("dict", lambda n: native.records(n, SCHEMA), floor.dicts, "dicts"),
            ("tuple", lambda n: native.records_tuples(n, SCHEMA), floor.tuples, "tuples"),
        )
    ]
    return [
        of("names", "names", native.names, floor.names, 1.4),
        of("first_names", "first_names", native.first_names, picks("first_name"), 2),
        of("jobs", "jobs", native.jobs, picks("job"), 2),
        of("countries", "countries", native.countries, picks("country"), 2),
        of("emails", "emails", native.emails, floor.emails, 1.6),
        of("uuids", "uuids", native.uuids, floor.uuids, 1.6),
        of("addresses", "addresses", native.addresses, floor.addresses, 2),
        of("companies", "companies", native.companies, floor.companies, 2),
        of("sentences", "sentences", lambda n: native.batch("sentence", n), floor.sentences, 2),
        of(
            "integers 0…100",
            "small_integers",
            lambda n: native.integers(n, 0, 100),
            floor.small_integers,
            1.3,
        ),
        of(
            "integers 0…10^9",
            "integers",
            lambda n: native.integers(n, 0, 10**9),
            floor.integers,
            1.3,
        ),
        of("floats", "floats", native.floats, floor.floats, 1.3),
        *records,
    ]


def decoded(column: Any) -> list[str]:
    """The texts of a floor's column."""
    offsets, text = column.text()
    return [text[start:stop].decode() for start, stop in zip(offsets, offsets[1:])]


def decoded_rows(columns: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a floor's five columns."""
    days = pa.array(columns[4].values(), pa.int32()).cast(pa.date32()).to_pylist()
    return list(zip(*map(decoded, columns[:3]), columns[3].values(), days))


def arrows(floor: Any) -> list[Operation]:
    """What returns Arrow columns."""
    names = {"name": "name"}
    return [
        Operation(
            "names → Arrow, one core",
            MANY,
            "names",
            lambda n: table(n, names).to_arrow(),
            floor.name_column,
            2,
            lambda n: table(n, names).to_arrow()["name"].to_pylist(),
            lambda n: decoded(floor.name_column(n)),
            key="names_arrow",
            one_core=True,
        ),
        Operation(
            "5 fields → pyarrow.Table",
            MANY,
            "rows",
            lambda n: table(n).to_arrow(),
            floor.columns,
            2,
            lambda n: table(n).to_arrow().to_pylist(),
            lambda n: decoded_rows(floor.columns(n)),
            key="arrow",
        ),
    ]


def read_csv(path: Path) -> list[tuple[Any, ...]]:
    text = path.read_bytes()
    if not text.startswith(b"id,"):
        text = b"id,name,email,age,joined\r\n" + text
    columns = pyarrow.csv.read_csv(pa.BufferReader(text))
    return list(zip(*(column.to_pylist() for column in columns.columns)))


def read_json(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def files(floor: Any, folder: Path) -> list[Operation]:
    """What writes rows as text or Parquet."""
    ours, other = folder / "ours", folder / "floor"

    def after(write: Callable[[int], Any], read: Callable[[Path], Any], path: Path) -> Any:
        def values(n: int) -> Any:
            write(n)
            return read(path)

        return values

    @functools.cache
    def ready(n: int) -> pa.Table:
        return table(n).to_arrow()

    def parquet(n: int) -> None:
        rows = table(n)
        with pq.ParquetWriter(ours, ready(1).schema, compression="zstd") as writer:
            for start in range(0, n, PARQUET_ROWS):
                capsule = rows._stream(start, min(n, start + PARQUET_ROWS))
                stream = pa.RecordBatchReader._import_from_c_capsule(capsule)
                writer.write_table(stream.read_all())

    def parquet_floor(n: int) -> None:
        pq.write_table(ready(n), other, compression="zstd", row_group_size=PARQUET_ROWS)

    def read_parquet(path: Path) -> Any:
        return pq.read_table(path).to_pylist()

    found = []
    for name, kind, read in (("CSV", "csv", read_csv), ("JSON Lines", "jsonl", read_json)):
        form, write = (
            (floor.csv, floor.write_csv) if kind == "csv" else (floor.json, floor.write_json)
        )

        def write_ours(n: int, kind: str = kind) -> None:
            write_text(n, kind, ours)

        def write_floor(n: int, write: Callable[[int, str], int] = write) -> None:
            write(n, str(other))

        values = after(write_ours, read, ours), after(write_floor, read, other)
        found.append(
            Operation(
                f"5 fields → {name}, formatted only",
                *(MANY, "rows", lambda n, kind=kind: format_text(n, kind), form, 2),
                *values,
            )
        )
        found.append(
            Operation(
                f"5 fields → {name}, written",
                *(MANY, "rows", write_ours, write_floor, 2),
                *values,
                key=kind,
            )
        )
    found.append(
        Operation(
            "5 fields → Parquet (zstd); the floor writes a table that is there",
            *(MANY, "rows", parquet, parquet_floor, 2),
            *(after(parquet, read_parquet, ours), after(parquet_floor, read_parquet, other)),
            key="parquet",
        )
    )
    return found


def calls(native: Any, floor: Any, floors_module: Any) -> list[Operation]:
    """Single calls in a loop, and the drop-in's batch."""
    bare = floors_module.Calls(floor, floors.words("first_name"))
    drop_in: Any = compat.Faker("en_US")
    drop_in.seed_instance(SEED)

    def single(
        name: str, kind: str, ours: Any, loop_floor: Any, target: float, enough: float, key: str
    ) -> Operation:
        return Operation(
            name,
            LIST,
            kind,
            loop(ours),
            loop(loop_floor),
            target,
            lambda n: [ours() for _ in range(n)],
            lambda n: [loop_floor() for _ in range(n)],
            enough,
            key,
        )

    return [
        single("Faker().name() in a loop", "names", native.name, bare.name, 80 / 26, 80, "name()"),
        single(
            *("Faker().first_name() in a loop", "first_names", native.first_name, bare.first_name),
            *(45 / 18, 45, "first_name()"),
        ),
        single(
            *("compat: Faker().name() in a loop", "names", drop_in.name, bare.name),
            *(150 / 26, 150, "name()"),
        ),
        Operation(
            "compat: Faker().names(n)",
            *(LIST, "names", drop_in.names, floor.names, 100 / 32),
            *(drop_in.names, floor.names, 100, "names"),
        ),
    ]


def all_operations(folder: Path) -> list[Operation]:
    """Every operation with a floor, in the order of the table."""
    module = floors.load()
    floor = module.Floors(
        {name: list(floors.words(field)) for name, field in floors.TABLES.items()}
    )
    native = forgery.Faker("en_US", SEED)
    return [
        *lists(native, floor),
        *arrows(floor),
        *files(floor, folder),
        *calls(native, floor, module),
    ]


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for the files that are written, in memory where that is possible."""
    return tempfile.TemporaryDirectory(dir=memory_folder())
