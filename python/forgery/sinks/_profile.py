"""Columns in numbers."""

from __future__ import annotations

from typing import Any

from ._report import Profile

#: How many bars a histogram has, and how many values a list of the most frequent ones.
BARS, TOP = 24, 12


def profile(name: str, kind: str, column: Any) -> Profile:
    """A column in numbers.

    Args:
        name: Its name.
        kind: Its type, as manifests name it.
        column: A `pyarrow.ChunkedArray`.
    """
    import pyarrow.compute as compute

    there = column.drop_null()
    if kind == "duration" and str(there.type).startswith("duration"):
        # Of lengths of time there are no ends; of microseconds there are.
        there = there.cast("int64")
    distinct = compute.count_distinct(there).as_py() if len(there) else 0
    made: dict[str, Any] = {}
    if len(there) and kind != "bool":
        ends = compute.min_max(there) if kind not in {"binary", "null"} else None
        if ends is not None:
            made["least"], made["most"] = (_short(ends[key].as_py()) for key in ("min", "max"))
    numbers = numeric(there, kind)
    if numbers is not None and len(numbers):
        if kind in {"int64", "float64"} or kind.startswith("decimal"):
            made["mean"] = compute.mean(numbers).as_py()
            made["sd"] = compute.stddev(numbers).as_py()
        made["bars"] = _histogram(numbers)
    if 0 < distinct <= 2 * TOP and kind != "binary":
        counted = compute.value_counts(there.combine_chunks())
        pairs = [(each["values"], each["counts"]) for each in counted.to_pylist()]
        pairs.sort(key=lambda pair: (-pair[1], str(pair[0])))
        made["top"] = [(_short(value), count) for value, count in pairs[:TOP]]
    return Profile(name, kind, len(column), column.null_count, distinct, **made)


def numeric(there: Any, kind: str) -> Any:
    """Numbers, moments and days as floats that are finite; None for other columns.

    Args:
        there: The values that are not missing.
        kind: The column's type.
    """
    import pyarrow.compute as compute

    if kind == "float64":
        return there.filter(compute.is_finite(there))
    if kind == "int64" or kind.startswith("decimal"):
        return there.cast("float64", safe=False)
    if kind == "date":
        return there.cast("int32").cast("float64")
    if kind in {"datetime", "time"}:
        return there.cast("int64").cast("float64", safe=False)
    return None


def _histogram(numbers: Any) -> list[int]:
    import pyarrow.compute as compute

    ends = compute.min_max(numbers)
    least, most = ends["min"].as_py(), ends["max"].as_py()
    if most == least:
        return [len(numbers)]
    # Half of the numbers first: the whole distance may be too large for a float.
    place = compute.multiply(
        compute.divide(
            compute.subtract(compute.divide(numbers, 2.0), least / 2), most / 2 - least / 2
        ),
        float(BARS),
    )
    bars = [0] * BARS
    counted = compute.value_counts(compute.floor(place).cast("int64").combine_chunks())
    for each in counted.to_pylist():
        bars[min(max(each["values"], 0), BARS - 1)] += each["counts"]
    return bars


def _short(value: Any) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
