"""Values of columns as numbers, as bars, as short texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: How many bars a histogram has.
BARS = 24


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


def bars(numbers: Sequence[float]) -> list[int]:
    """How many numbers fall into each of equal parts from the least to the greatest.

    Args:
        numbers: The numbers.
    """
    least, most = min(numbers), max(numbers)
    if most == least:
        return [len(numbers)]
    counts = [0] * BARS
    for number in numbers:
        # Half of the numbers first: the whole distance may be too large for a float.
        place = (number / 2 - least / 2) / (most / 2 - least / 2) * BARS
        counts[min(max(int(place), 0), BARS - 1)] += 1
    return counts


def short(value: Any) -> str:
    """A value as text, not too long.

    Args:
        value: The value.
    """
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
