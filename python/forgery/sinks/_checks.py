"""Checks of a table that was read back: keys, references, uniqueness, ranges, shares, distributions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import ForgeryError
from ._keys import Reference, distinct_columns
from ._options import known
from ._profile import numeric
from ._report import FAILED, PASSED, SKIPPED, Check
from ._said import Promise, promise
from ._stats import UNLIKELY, binomial, chi_square, kolmogorov_smirnov
from ._table import TableInfo

#: How many values a sample has that is compared with another.
SAMPLE = 20_000
#: Makes a sample of a column that is drawn anew, or says that there is none.
Sampler = Callable[[str, int], Any]


def keys(info: TableInfo, spec: Mapping[str, Any] | None, data: Any) -> Iterator[Check]:
    """Whether keys are there and come once.

    Args:
        info: The table.
        spec: What the schema says of it.
        data: Its rows.
    """
    import pyarrow.compute as compute

    if info.primary_key:
        nulls = sum(data[column].null_count for column in info.primary_key)
        repeated = len(data) - _distinct(data, list(info.primary_key))
        wrong = [f"{nulls:,} are null"] * (nulls > 0) + [f"{repeated:,} repeat"] * (repeated > 0)
        yield _check("primary key", not wrong, info, ", ".join(info.primary_key), ", ".join(wrong))
    for name in distinct_columns(spec, info.names):
        if (name,) == info.primary_key:
            continue
        there = data[name].drop_null()
        repeated = len(there) - compute.count_distinct(there).as_py()
        yield _check(
            "unique", repeated == 0, info, name, f"{repeated:,} repeat" if repeated else ""
        )


def _distinct(data: Any, columns: list[str]) -> int:
    import pyarrow.compute as compute

    if len(columns) == 1:
        return int(compute.count_distinct(data[columns[0]], mode="all").as_py())
    return len(data.select(columns).group_by(columns).aggregate([]))


def reference(info: TableInfo, key: Reference, data: Any, parent: Any) -> Check:
    """Whether what is referred to is there.

    Args:
        info: The table that refers.
        key: The foreign key.
        data: The table's rows.
        parent: Those of the table that is referred to.
    """
    import pyarrow.compute as compute

    column, to = key.columns[0], key.to[0]
    there = data[column].drop_null()
    values = parent[to]
    if there.type != values.type:
        there = there.cast(values.type)
    missing = len(there) - (
        compute.sum(compute.is_in(there, value_set=values.combine_chunks())).as_py() or 0
    )
    detail = f"{missing:,} of {len(there):,} are not in {key.table}.{to}" if missing else ""
    return _check("reference", missing == 0, info, column, detail)


def columns(
    info: TableInfo, spec: Mapping[str, Any] | None, data: Any, sampler: Sampler
) -> Iterator[Check]:
    """Whether columns are as the schema says.

    Args:
        info: The table.
        spec: What the schema says of it.
        data: Its rows.
        sampler: Makes samples to compare with.
    """
    own = (spec or {}).get("columns")
    for column in info.columns:
        if not isinstance(own, Mapping) or column.name not in own:
            continue
        said, values = promise(own[column.name]), data[column.name]
        yield from _range(info, column.name, said, values)
        yield from _nulls(info, column.name, said, values)
        yield from _shares(info, column.name, said, values)
        if said.numeric and said.alone:
            yield from _distribution(info, column.name, column.type, values, sampler)
        yield from _own(info, column.name, said.check, values)


def _range(info: TableInfo, name: str, said: Promise, values: Any) -> Iterator[Check]:
    import pyarrow.compute as compute

    there = values.drop_null()
    if (said.least is None and said.most is None) or not len(there):
        return
    ends = compute.min_max(there)
    least, most = ends["min"].as_py(), ends["max"].as_py()
    if isinstance(least, str):
        return
    wrong = []
    if said.least is not None and float(least) < said.least:
        wrong.append(f"{least} is less than {said.least}")
    if said.most is not None and float(most) > said.most:
        wrong.append(f"{most} is more than {said.most}")
    yield _check("range", not wrong, info, name, ", ".join(wrong) or f"{least} … {most}")


def _nulls(info: TableInfo, name: str, said: Promise, values: Any) -> Iterator[Check]:
    if said.null is None:
        return
    likely = binomial(values.null_count, len(values), said.null)
    share = values.null_count / max(len(values), 1)
    detail = f"{share:.3%} are null, {said.null:.3%} are to be"
    yield _check("nulls", likely > UNLIKELY, info, name, detail)


def _shares(info: TableInfo, name: str, said: Promise, values: Any) -> Iterator[Check]:
    import pyarrow.compute as compute

    there = values.drop_null()
    if not said.shares or not len(there):
        return
    counted = compute.value_counts(there.combine_chunks()).to_pylist()
    counts = {_key(each["values"]): each["counts"] for each in counted}
    shares = {_key(value): share for value, share in said.shares.items()}
    others = [value for value in counts if value not in shares]
    if others:
        detail = f"{others[0]!r} is none of the values" + (
            f", nor are {len(others) - 1} more" if others[1:] else ""
        )
        yield _check("shares", False, info, name, detail)
        return
    n = len(there)
    if said.exact and not values.null_count:
        wrong = [
            value for value, share in shares.items() if abs(counts.get(value, 0) - share * n) > 1
        ]
        detail = (
            f"{wrong[0]!r} comes {counts.get(wrong[0], 0):,} times, not {shares[wrong[0]] * n:,.0f}"
            if wrong
            else ""
        )
        yield _check("shares", not wrong, info, name, detail)
        return
    got = [counts.get(value, 0) for value in shares]
    value, likely = chi_square(got, [share * n for share in shares.values()])
    yield _check(
        "shares", likely > UNLIKELY, info, name, f"chi-square {value:.1f}, p = {likely:.2g}"
    )


def _key(value: Any) -> Any:
    # Whole numbers among floats, say, are floats in a column.
    return (
        float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    )


def _distribution(
    info: TableInfo, name: str, kind: str, values: Any, sampler: Sampler
) -> Iterator[Check]:
    there = numeric(values.drop_null(), kind)
    if there is None or len(there) < 50:
        return
    step = max(len(there) // SAMPLE, 1)
    own = there.take(list(range(0, len(there), step))[:SAMPLE]).to_pylist()
    try:
        fresh = sampler(name, len(own))
    except ForgeryError as error:
        yield Check("distribution", SKIPPED, info.name, name, detail=str(error))
        return
    other = numeric(fresh.drop_null(), kind)
    if other is None or not len(other):
        return
    distance, likely = kolmogorov_smirnov(own, other.to_pylist())
    detail = f"Kolmogorov-Smirnov {distance:.4f}, p = {likely:.2g}"
    yield _check("distribution", likely > UNLIKELY, info, name, detail)


_CHECKS = {
    "min": None,
    "max": None,
    "values": None,
    "unique": None,
    "matches": None,
    "null_max": None,
}


def _own(info: TableInfo, name: str, check: Mapping[str, Any], values: Any) -> Iterator[Check]:
    """What the column's own `check` says."""
    import pyarrow.compute as compute

    given = known(f"check of column '{name}'", check, _CHECKS)
    there = values.drop_null()
    wrong = []
    if len(there) and (given["min"] is not None or given["max"] is not None):
        ends = compute.min_max(there)
        least, most = ends["min"].as_py(), ends["max"].as_py()
        if given["min"] is not None and _plain(least) < _plain(given["min"]):
            wrong.append(f"{least} is less than {given['min']}")
        if given["max"] is not None and _plain(most) > _plain(given["max"]):
            wrong.append(f"{most} is more than {given['max']}")
    if given["values"] is not None:
        allowed = {_key(value) for value in given["values"]}
        odd = [value for value in there.unique().to_pylist() if _key(value) not in allowed]
        wrong += [f"{odd[0]!r} is none of the values"] * bool(odd)
    if given["unique"] and compute.count_distinct(there).as_py() != len(there):
        wrong.append("values repeat")
    if given["matches"] is not None:
        pattern = re.compile(given["matches"])
        odd = [value for value in there.unique().to_pylist() if not pattern.fullmatch(str(value))]
        wrong += [f"{odd[0]!r} does not match"] * bool(odd)
    if given["null_max"] is not None and values.null_count > given["null_max"] * len(values):
        wrong.append(f"{values.null_count / len(values):.2%} are null")
    if check:
        yield _check("check", not wrong, info, name, "; ".join(wrong))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return float(value) if type(value).__name__ == "Decimal" else value


def _check(name: str, ok: bool, info: TableInfo, column: str, detail: str) -> Check:
    return Check(name, PASSED if ok else FAILED, info.name, column, detail=detail)
