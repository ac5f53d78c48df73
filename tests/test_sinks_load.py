"""Loading into databases, read back by their own clients."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import forgery
import postgres
import pytest
from forgery import sinks
from forgery.errors import ExportFormatError, FileSystemError, ForgeryError

SCHEMA = {
    "tables": {
        "Orders": {"columns": {"id": {"type": "uuid"}, "customer": {"ref": "customers.id"}}},
        "customers": {"columns": {"id": {"type": "int", "unique": True}}},
    }
}
COLUMNS = {
    "id": {"type": "int", "min": 1, "max": 3000, "unique": True},
    'od"d name': {
        "type": "choice",
        "values": ["a\tb", "c\\d", "it's", "n\nl", "", '"q"', "日本", "100%"],
    },
    "price": ("decimal", 0, 100, 2),
    "score": {"type": "float", "null": 0.2},
    "ok": "bool",
    "day": ("date", "2020-01-01", "2024-12-31"),
    "at": ("datetime", "2020-01-01", "2024-12-31"),
    "blob": ("binary", 4),
    "latitude": "latitude",
}


@pytest.fixture(scope="module")
def customers() -> forgery.Table:
    return forgery.table(COLUMNS, rows=3000, seed=42)


@pytest.fixture(scope="module")
def orders() -> forgery.Table:
    return forgery.table({"id": "uuid", "customer": ("int", 1, 3000)}, rows=5000, seed=42)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    with postgres.server() as uri:
        yield uri


def expected(table: forgery.Table) -> list[tuple[Any, ...]]:
    return sorted(table.records_tuples())


def same(rows: list[tuple[Any, ...]], table: forgery.Table) -> None:
    got = sorted(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows)
    assert got == [
        tuple(str(v) if n == "latitude" else v for n, v in zip(COLUMNS, row))
        for row in expected(table)
    ]


@pytest.mark.parametrize("method", ["auto", "copy", "adbc", "sqlalchemy"])
def test_postgres(
    server: str, customers: forgery.Table, orders: forgery.Table, method: str
) -> None:
    import psycopg

    tables = {"Orders": orders, "customers": customers}
    done = sinks.load(tables, server, method=method, if_exists="replace", schema=SCHEMA)
    assert done == {"customers": 3000, "Orders": 5000}
    with psycopg.connect(server) as connection:
        same(connection.execute("SELECT * FROM customers").fetchall(), customers)
        joined = 'SELECT count(*) FROM "Orders" o JOIN customers c ON o.customer = c.id'
        assert connection.execute(joined).fetchone() == (5000,)
        keys = connection.execute(
            "SELECT contype, count(*) FROM pg_constraint WHERE contype IN ('p', 'f') "
            "AND conrelid IN ('customers'::regclass, '\"Orders\"'::regclass) GROUP BY 1 ORDER BY 1"
        ).fetchall()
        assert [
            (bytes(kind) if isinstance(kind, bytes) else kind.encode(), n) for kind, n in keys
        ] == [
            (b"f", 1),
            (b"p", 2),
        ]


def test_postgres_is_as_it_was_after_an_error(server: str, customers: forgery.Table) -> None:
    import psycopg

    small = forgery.table({"id": "uuid", "customer": ("int", 1, 9999)}, rows=2000, seed=1)
    before = {
        "customers": customers,
        "Orders": forgery.table({"id": "uuid", "customer": ("int", 1, 3000)}, rows=10, seed=1),
    }
    sinks.load(before, server, if_exists="replace", schema=SCHEMA)
    with pytest.raises(FileSystemError, match="foreign key"):
        sinks.load(
            {"customers": customers, "Orders": small}, server, if_exists="replace", schema=SCHEMA
        )
    with psycopg.connect(server) as connection:
        assert connection.execute('SELECT count(*) FROM "Orders"').fetchone() == (10,)


#: References to a column that is no primary key, to one that is not unique, and to a key of two columns.
LINKS: dict[str, Any] = {
    "seed": 1,
    "tables": {
        "goods": {
            "rows": 9,
            "columns": {
                "id": {"type": "key"},
                "sku": {"type": "pattern", "pattern": "P-###", "unique": True},
                "kind": {"type": "choice", "values": ["a", "b"]},
            },
        },
        "kinds": {"rows": 9, "columns": {"kind": {"ref": "goods.kind"}}},
        "sold": {
            "rows": {"per": "goods", "count": 3},
            "primary_key": ["sku", "place"],
            "columns": {"sku": {"ref": "goods.sku"}, "place": {"type": "ordinal"}},
        },
        "returned": {
            "rows": 9,
            "columns": {"sku": {"ref": "sold.sku", "as": "item"}, "place": "item.place"},
        },
    },
}


def test_references_that_databases_hold(server: str, tmp_path: Path) -> None:
    import psycopg

    data = forgery.load_schema(LINKS).generate()
    for uri in (server, f"sqlite:///{tmp_path / 'a.db'}", f"duckdb:///{tmp_path / 'b.db'}"):
        sinks.load(data.all(), uri, schema=data.schema, if_exists="replace")
    with psycopg.connect(server) as connection:
        keys = connection.execute(
            "SELECT conrelid::regclass::text, contype::text FROM pg_constraint "
            "WHERE contype IN ('f', 'u') AND conrelid::regclass::text IN "
            "('goods', 'kinds', 'sold', 'returned') ORDER BY 1, 2"
        ).fetchall()
    assert keys == [("goods", "u"), ("returned", "f"), ("sold", "f")]
    # MySQL is not among the servers that tests start: what it needs to be told is there.
    data.write(tmp_path, ["sql"], options={"sql": {"database": "mysql"}})
    text = (tmp_path / "goods.sql").read_text("utf-8")
    assert text.startswith("SET NAMES utf8mb4;\nSTART TRANSACTION;\nCREATE TABLE `goods` (")
    assert "  UNIQUE (`sku`)\n) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n" in text


@pytest.mark.parametrize("form", ["insert", "copy"])
def test_postgres_reads_sql_files(
    server: str, customers: forgery.Table, orders: forgery.Table, tmp_path: Path, form: str
) -> None:
    import subprocess

    import psycopg

    options = {"sql": {"form": form, "single": "all.sql", "drop": True}}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute('DROP TABLE IF EXISTS "Orders", customers')
    sinks.write(
        {"Orders": orders, "customers": customers}, tmp_path, "sql", options=options, schema=SCHEMA
    )
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("psql is not installed (Debian's package postgresql)")
    # The second time there are tables that refer to those that go.
    for _ in range(2):
        subprocess.run(
            [psql, "-q", "-v", "ON_ERROR_STOP=1", "-f", "all.sql", server],
            check=True,
            cwd=tmp_path,
            timeout=120,
        )
    with psycopg.connect(server) as connection:
        same(connection.execute("SELECT * FROM customers").fetchall(), customers)


@pytest.mark.parametrize("method", ["auto", "copy", "adbc", "sqlalchemy"])
def test_sqlite(
    tmp_path: Path, customers: forgery.Table, orders: forgery.Table, method: str
) -> None:
    file = tmp_path / "shop.db"
    tables = {"Orders": orders, "customers": customers}
    sinks.load(tables, f"sqlite:///{file}", method=method, schema=SCHEMA)
    connection = sqlite3.connect(file)
    try:
        rows = connection.execute("SELECT * FROM customers ORDER BY id").fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM Orders").fetchone() == (5000,)
        keyed = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'Orders'").fetchone()
        assert "REFERENCES" in keyed[0]
    finally:
        connection.close()
    for row, want in zip(rows, expected(customers)):
        got = list(row)
        got[2] = Decimal(str(got[2])).quantize(Decimal("0.01"))
        got[4] = bool(got[4])
        got[5] = datetime.date.fromisoformat(got[5])
        got[6] = datetime.datetime.fromisoformat(got[6])
        assert tuple(got) == (*want[:8], str(want[8]))


def test_duckdb(tmp_path: Path, customers: forgery.Table, orders: forgery.Table) -> None:
    file = tmp_path / "shop.duckdb"
    tables = {"Orders": orders, "customers": customers}
    sinks.load(tables, f"duckdb:///{file}", schema=SCHEMA)
    with duckdb.connect(str(file)) as connection:
        same(connection.execute("SELECT * FROM customers").fetchall(), customers)
        count = 'SELECT count(*) FROM "Orders" WHERE customer IN (SELECT id FROM customers)'
        assert connection.execute(count).fetchone() == (5000,)


def test_times_and_their_lengths(tmp_path: Path) -> None:
    table = forgery.table({"id": "uuid", "dur": "time_delta", "tm": "clock_time"}, rows=300, seed=1)
    rows = table.records_tuples()
    micro = datetime.timedelta(microseconds=1)
    sinks.load({"t": table}, f"duckdb:///{tmp_path / 'a.duckdb'}")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        found = connection.execute("SELECT * FROM t").fetchall()
    assert found == [(a, b // micro, c) for a, b, c in rows]
    for method in ("copy", "adbc", "sqlalchemy"):
        uri = f"sqlite:///{tmp_path / 'a.db'}"
        sinks.load({"t": table}, uri, method=method, if_exists="replace")
        sqlite = sqlite3.connect(tmp_path / "a.db")
        found = sqlite.execute("SELECT * FROM t").fetchall()
        sqlite.close()
        assert found == [(a, b // micro, c.isoformat()) for a, b, c in rows]
    schema = {"seed": 1, "columns": {"id": "uuid", "dur": "time_delta", "tm": "clock_time"}}
    for name in ("parquet", "csv", "jsonl", "xlsx", "arrow"):
        sinks.write({"t": table}, tmp_path / name, name, schema=schema)
        report = sinks.verify(tmp_path / name)
        assert report.ok, report


@pytest.mark.parametrize("database", ["duckdb", "sqlite"])
def test_sql_files(
    tmp_path: Path, customers: forgery.Table, orders: forgery.Table, database: str
) -> None:
    options = {"sql": {"database": database, "single": "all.sql"}}
    sinks.write(
        {"Orders": orders, "customers": customers}, tmp_path, "sql", options=options, schema=SCHEMA
    )
    script = (tmp_path / "all.sql").read_text(encoding="utf-8")
    if database == "duckdb":
        with duckdb.connect() as connection:
            connection.execute(script)
            same(connection.execute("SELECT * FROM customers").fetchall(), customers)
        return
    memory = sqlite3.connect(":memory:")
    memory.executescript(script)
    assert memory.execute("SELECT count(*) FROM customers").fetchone() == (3000,)
    assert memory.execute("PRAGMA foreign_key_check").fetchall() == []
    names = memory.execute('SELECT "od""d name" FROM customers ORDER BY id').fetchall()
    memory.close()
    assert [name for (name,) in names] == [row[1] for row in expected(customers)]


def test_what_is_there(tmp_path: Path, orders: forgery.Table) -> None:
    uri = f"sqlite:///{tmp_path / 'a.db'}"
    sinks.load({"o": orders}, uri, method="copy")
    with pytest.raises(ExportFormatError, match="'o' already"):
        sinks.load({"o": orders}, uri, method="copy")
    sinks.load({"o": orders}, uri, method="copy", if_exists="append")
    connection = sqlite3.connect(tmp_path / "a.db")
    assert connection.execute("SELECT count(*) FROM o").fetchone() == (10_000,)
    connection.close()
    sinks.load({"o": orders}, uri, method="copy", if_exists="replace")
    connection = sqlite3.connect(tmp_path / "a.db")
    assert connection.execute("SELECT count(*) FROM o").fetchone() == (5000,)
    connection.close()


@pytest.mark.parametrize(
    ("uri", "method", "message"),
    [
        ("oracle://x", "auto", "unknown database"),
        ("postgress://x", "auto", "did you mean 'postgres"),
        ("sqlite:///x", "cpoy", "method must be one of"),
        ("duckdb:///x", "adbc", "duckdb is not loaded by 'adbc'"),
    ],
)
def test_wrong_uris(orders: forgery.Table, uri: str, method: str, message: str) -> None:
    with pytest.raises(ForgeryError, match=message):
        sinks.load({"o": orders}, uri, method=method)


@pytest.mark.parametrize("method", ["copy", "adbc", "sqlalchemy"])
def test_databases_that_cannot_be_opened(
    orders: forgery.Table, tmp_path: Path, method: str
) -> None:
    uri = f"sqlite:///{tmp_path}/none/o.db"
    with pytest.raises(FileSystemError, match=r"none/o\.db cannot be opened: "):
        sinks.load({"o": orders}, uri, method=method)


def test_a_missing_library(orders: forgery.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(forgery.errors.MissingExtraError, match=r"forgery\[sql\]"):
        sinks.load({"o": orders}, "mysql://user@127.0.0.1/x")
