"""polars: names from two tables, by hash expressions over the row number; the result goes to Arrow."""

from __future__ import annotations

from typing import Any

import polars as pl
from common import report, words

first, last = (pl.Series(words()[name]) for name in ("first", "last"))


def picked(table: pl.Series, seed: int) -> pl.Expr:
    return pl.lit(table).gather((pl.col("i").hash(seed) % len(table)).cast(pl.UInt32))


def names(n: int) -> Any:
    made = pl.select(i=pl.int_range(n, dtype=pl.UInt32)).select(
        name=picked(first, 1) + " " + picked(last, 2)
    )
    return made["name"].to_arrow()


report("polars", {"polars, hash expressions": {"names_arrow": names}})
