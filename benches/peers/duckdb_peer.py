"""DuckDB: the five columns by hash expressions over the row number, on one thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from common import report, scratch, words

database = duckdb.connect(config={"threads": 1})
for table in ("first", "last"):
    literals = ", ".join("'" + word.replace("'", "''") + "'" for word in words()[table])
    database.execute(f"set variable {table} = [{literals}]")

FIRST, LAST = (
    f"getvariable('{table}')[1 + (hash(i + {{0}}) % len(getvariable('{table}'))::ubigint)::int]"
    for table in ("first", "last")
)
NAME = f"{FIRST.format(1)} || ' ' || {LAST.format(2)} as name"
ROW = f"""
    uuid()::varchar as id, {NAME},
    lower({FIRST.format(3)} || {LAST.format(4)}) || '@example.com' as email,
    (18 + hash(i + 5) % 48)::bigint as age, date '2020-01-01' + (hash(i + 6) % 1827)::int as joined
"""


def query(columns: str, n: int) -> Any:
    return database.sql(f"select {columns} from range({n}) as t(i)").to_arrow_table()


def write(n: int) -> Path:
    path = scratch("csv")
    database.execute(f"copy (select {ROW} from range({n}) as t(i)) to '{path}' (format csv)")
    return path


report(
    "duckdb",
    {
        "DuckDB, hash expressions": {
            "names_arrow": lambda n: query(NAME, n)["name"],
            "arrow": lambda n: query(ROW, n),
            "csv": write,
        }
    },
)
