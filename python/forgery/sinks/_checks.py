"""Checks of a table that was read back: keys, references, uniqueness, ranges, shares, distributions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..errors import ForgeryError
from ._keys import Reference, distinct_columns
from ._measure import SAMPLE, Column, Measured, key
from ._profile import numeric
from ._report import FAILED, PASSED, SKIPPED, Check
from ._said import overlaid, promises
from ._stats import UNLIKELY, binomial, chi_square, kolmogorov_smirnov
from ._table import TableInfo

#: Makes a sample of a column that is drawn anew, or says that there is none.
Sampler = Callable[[str, int], Any]
#: Columns, and the types as which their values are compared.
Key = tuple[tuple[str, ...], tuple[str, ...]]


def looked_up(info: TableInfo, spec: Mapping[str, Any] | None) -> Iterator[Key]:
    """The keys of a table that must not repeat.

    Args:
        info: The table.
        spec: What the schema says of it.
    """
    kinds = {column.name: column.type for column in info.columns}
    for names in (*_distinct(info, spec), *_own_unique(info, spec)):
        yield names, tuple(kinds[name] for name in names)


def _distinct(info: TableInfo, spec: Mapping[str, Any] | None) -> Iterator[tuple[str, ...]]:
    # What overlays repeat on purpose is left alone, but what a column's own `check` says is not.
    changed = overlaid(spec)
    if info.primary_key and not changed & {*info.primary_key}:
        yield info.primary_key
    for name in distinct_columns(spec, info.names):
        if name not in changed and (name,) != info.primary_key:
            yield (name,)


def _own_unique(info: TableInfo, spec: Mapping[str, Any] | None) -> Iterator[tuple[str, ...]]:
    said = promises(spec)
    yield from ((name,) for name in info.names if name in said and said[name].check.get("unique"))


def keys(info: TableInfo, spec: Mapping[str, Any] | None, data: Measured) -> Iterator[Check]:
    """Whether keys are there and come once.

    Args:
        info: The table.
        spec: What the schema says of it.
        data: Its rows.
    """
    for names in _distinct(info, spec):
        texts = data.texts(names)
        repeated = texts.count - texts.distinct()
        wrong = [f"{repeated:,} repeat"] * (repeated > 0)
        primary = names == info.primary_key
        if primary and texts.count < data.rows:
            wrong.insert(0, f"{data.rows - texts.count:,} are null")
        name = "primary key" if primary else "unique"
        yield _check(name, not wrong, info, ", ".join(names), ", ".join(wrong))


def reference(info: TableInfo, found: Reference, data: Measured, parent: Measured) -> Check:
    """Whether what is referred to is there; where a part of a key is null, it refers to nothing.

    Args:
        info: The table that refers.
        found: The foreign key.
        data: The table's rows.
        parent: Those of the table that is referred to.
    """
    there = parent.texts(found.to)
    # As the types of the parent's: 1 and 1.0 are the same key.
    own = data.texts(found.columns, tuple(parent.columns[name].kind for name in found.to))
    missing = own.missing(there)
    to = found.to[0] if len(found.to) == 1 else f"({', '.join(found.to)})"
    detail = f"{missing:,} of {own.count:,} are not in {found.table}.{to}" if missing else ""
    return _check("reference", missing == 0, info, ", ".join(found.columns), detail)


def columns(info: TableInfo, data: Measured, sampler: Sampler) -> Iterator[Check]:
    """Whether columns are as the schema says.

    Args:
        info: The table.
        data: Its rows.
        sampler: Makes samples to compare with.
    """
    for column in info.columns:
        if column.name not in data.said:
            continue
        own = data.columns[column.name]
        yield from _range(info, own)
        yield from _nulls(info, own)
        yield from _shares(info, own)
        if own.said.numeric and own.said.alone:
            yield from _distribution(info, own, sampler)
        yield from _own(info, own, data)


def _range(info: TableInfo, column: Column) -> Iterator[Check]:
    said, least, most = column.said, column.least, column.most
    if (said.least is None and said.most is None) or least is None or isinstance(least, str):
        return
    wrong = []
    if said.least is not None and float(least) < said.least:
        wrong.append(f"{least} is less than {said.least}")
    if said.most is not None and float(most) > said.most:
        wrong.append(f"{most} is more than {said.most}")
    yield _check("range", not wrong, info, column.name, ", ".join(wrong) or f"{least} … {most}")


def _nulls(info: TableInfo, column: Column) -> Iterator[Check]:
    said = column.said
    if said.null is None:
        return
    likely = binomial(column.nulls, column.rows, said.null)
    share = column.nulls / max(column.rows, 1)
    detail = f"{share:.3%} are null, {said.null:.3%} are to be"
    yield _check("nulls", likely > UNLIKELY, info, column.name, detail)


def _shares(info: TableInfo, column: Column) -> Iterator[Check]:
    said, n = column.said, column.rows - column.nulls
    if not said.shares or not n:
        return
    name = column.name
    if column.counts is None:
        detail = f"there are more than {len(said.shares):,} different values"
        yield _check("shares", False, info, name, detail)
        return
    counts: dict[Any, int] = {}
    for each, count in column.counts.items():
        counts[key(each)] = counts.get(key(each), 0) + count
    shares = {key(value): share for value, share in said.shares.items()}
    others = [value for value in counts if value not in shares]
    if others:
        detail = f"{others[0]!r} is none of the values" + (
            f", nor are {len(others) - 1} more" if others[1:] else ""
        )
        yield _check("shares", False, info, name, detail)
        return
    if said.exact and not column.nulls:
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


def _distribution(info: TableInfo, column: Column, sampler: Sampler) -> Iterator[Check]:
    own = column.sample[:SAMPLE]
    if len(own) < 50:
        return
    try:
        fresh = sampler(column.name, len(own))
    except ForgeryError as error:
        yield Check("distribution", SKIPPED, info.name, column.name, detail=str(error))
        return
    other = numeric(fresh.drop_null(), column.kind)
    if other is None or not len(other):
        return
    distance, likely = kolmogorov_smirnov(own, other.to_pylist())
    detail = f"Kolmogorov-Smirnov {distance:.4f}, p = {likely:.2g}"
    yield _check("distribution", likely > UNLIKELY, info, column.name, detail)


def _own(info: TableInfo, column: Column, data: Measured) -> Iterator[Check]:
    """What the column's own `check` says."""
    given, least, most = column.check, column.least, column.most
    wrong = []
    if least is not None and given["min"] is not None and _plain(least) < _plain(given["min"]):
        wrong.append(f"{least} is less than {given['min']}")
    if most is not None and given["max"] is not None and _plain(most) > _plain(given["max"]):
        wrong.append(f"{most} is more than {given['max']}")
    if "values" in column.odd:
        wrong.append(f"{column.odd['values']!r} is none of the values")
    if given["unique"]:
        texts = data.texts((column.name,))
        wrong += ["values repeat"] * (texts.distinct() != texts.count)
    if "matches" in column.odd:
        wrong.append(f"{column.odd['matches']!r} does not match")
    if given["null_max"] is not None and column.nulls > given["null_max"] * column.rows:
        wrong.append(f"{column.nulls / column.rows:.2%} are null")
    if column.said.check:
        yield _check("check", not wrong, info, column.name, "; ".join(wrong))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return float(value) if type(value).__name__ == "Decimal" else value


def _check(name: str, ok: bool, info: TableInfo, column: str, detail: str) -> Check:
    return Check(name, PASSED if ok else FAILED, info.name, column, detail=detail)
