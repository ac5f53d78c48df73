"""What a schema promises of a column, as far as data can be held to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ._keys import kind

#: Fields whose arguments by place are a least and a most value.
_RANGES = {"int", "integer", "float", "decimal"}
_SPANS = {"date", "datetime", "calendar_date", "timestamp"}
#: What makes a column depend on others: its values are no sample of one distribution.
_DEPENDS = {
    "given", "after", "before", "expr", "ref", "of", "when", "arrivals", "in", "template", "series",
}  # fmt: skip


@dataclass(frozen=True)
class Promise:
    """What is promised.

    Attributes:
        least: The smallest value, if there is one.
        most: The largest.
        null: How likely a value is to be missing; None if nobody says.
        shares: How likely each value of a choice is.
        exact: Whether the shares are right to the row.
        alone: Whether each value is drawn for itself from one distribution.
        numeric: Whether the values are numbers or moments.
        check: What the column's `check` says.
    """

    least: Any = None
    most: Any = None
    null: float | None = None
    shares: Mapping[Any, float] = field(default_factory=dict)
    exact: bool = False
    alone: bool = False
    numeric: bool = False
    check: Mapping[str, Any] = field(default_factory=dict)


def promises(spec: Mapping[str, Any] | None) -> dict[str, Promise]:
    """What a table's columns promise. Where overlays make them wrong they are another sample of the same, no more.

    Args:
        spec: What the schema says of the table.
    """
    own = (spec or {}).get("columns")
    changed = overlaid(spec)
    made = {}
    for name, column in (own if isinstance(own, Mapping) else {}).items():
        said = promise(column)
        if name in changed:
            said = replace(said, least=None, most=None, null=None, shares={}, exact=False)
        made[name] = said
    return made


def overlaid(spec: Mapping[str, Any] | None) -> set[str]:
    """The columns that the overlays of a table change.

    Args:
        spec: What the schema says of the table.
    """
    columns = (spec or {}).get("columns") or {}
    changed: set[str] = set()
    for overlay in (spec or {}).get("overlays") or ():
        if overlay.get("enabled", True) is False:
            continue
        if "duplicate" in overlay:
            changed |= set(columns) - set(overlay.get("keep") or ())
        changed |= {overlay[key] for key in ("column", "late") if key in overlay}
        changed |= set(overlay.get("columns") or ())
    return changed


def promise(spec: Any) -> Promise:
    """What a column's field promises.

    Args:
        spec: What the schema says of the column.
    """
    name = kind(spec)
    given: dict[str, Any] = dict(spec) if isinstance(spec, Mapping) else {}
    if not isinstance(spec, (str, Mapping)) and isinstance(spec, Sequence):
        places = ("min", "max", "scale") if name in _RANGES else ("start", "end")
        if name == "choice":
            places = ("values", "weights")
        given = {"type": name, **dict(zip(places, spec[1:]))}
    ranged = name in _RANGES
    check = given.get("check")
    shares = _shares(given) if name == "choice" and not _DEPENDS & set(given) else {}
    null = given.get("null", 0.0 if name in {*_RANGES, *_SPANS, "choice", "uuid", "key"} else None)
    alone = not _DEPENDS & set(given) and "unique" not in given
    return Promise(
        least=_number(given.get("min")) if ranged else None,
        most=_number(given.get("max")) if ranged else None,
        null=None if "when" in given or not isinstance(null, (int, float)) else float(null),
        shares=shares,
        exact=given.get("exact") is True,
        alone=alone,
        numeric=ranged or name in _SPANS,
        check=check if isinstance(check, Mapping) else {},
    )


def _number(value: Any) -> Any:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _shares(given: Mapping[str, Any]) -> dict[Any, float]:
    values, weights = given.get("values"), given.get("weights")
    if isinstance(values, Mapping):
        weights = list(values.values())
        values = list(values)
    if not isinstance(values, (list, tuple)) or not values:
        return {}
    if weights is None:
        weights = [1] * len(values)
    if len(weights) != len(values) or not all(isinstance(w, (int, float)) for w in weights):
        return {}
    total = float(sum(weights))
    shares: dict[Any, float] = {}
    for value, weight in zip(values, weights):
        if not isinstance(value, (str, int, float, bool)):
            return {}
        shares[value] = shares.get(value, 0.0) + weight / total
    return shares
