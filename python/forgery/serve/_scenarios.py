"""Scenarios: what a configuration wants to go wrong, as overlays of the table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import InvalidParameterError
from ..schema._problems import listed
from ._config import TRUTH, SchemaChange

if TYPE_CHECKING:
    from ._config import StreamConfig

#: Keys of overlays that name columns.
_ONE = ("column", "late")
_SEVERAL = ("columns", "keep")


def overlaid(table: Mapping[str, Any], config: StreamConfig) -> dict[str, Any]:
    """A table with the overlays that a configuration asks for, after its own.

    Args:
        table: What the schema says of the table.
        config: The configuration.

    Raises:
        forgery.errors.InvalidParameterError: If the column for the labels is one of the table's.
    """
    made = dict(table)
    wanted = [*(config.drift or ()), *(config.anomalies or ())]
    items = [dict(item) for item in wanted if not isinstance(item, SchemaChange)]
    _check(table, config)
    if items:
        made["overlays"] = [*(table.get("overlays") or ()), *items]
    if config.labels == "column":
        if TRUTH in table["columns"]:
            message = f"'labels': the table has a column '{TRUTH}' of its own; take 'stream'"
            raise InvalidParameterError(message)
        made["truth"] = TRUTH
    return made


def _check(table: Mapping[str, Any], config: StreamConfig) -> None:
    """Check the names of columns here, where it is known which field of the configuration has them."""
    for field in ("drift", "anomalies"):
        for place, item in enumerate(getattr(config, field) or ()):
            if isinstance(item, SchemaChange):
                continue
            for key, name in named(item):
                shown = [each for each, spec in table["columns"].items() if not is_hidden(spec)]
                if name not in shown:
                    hint = near(name, shown) or f"; there are {listed(shown, 40)}"
                    message = f"'{field}[{place}].{key}': there is no column '{name}'{hint}"
                    raise InvalidParameterError(message)


def is_hidden(column: Any) -> bool:
    """Whether a column is not put out.

    Args:
        column: What the schema says of it.
    """
    return isinstance(column, Mapping) and column.get("hidden") is True


def named(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns on which an overlay lies, with the keys that name them.

    Args:
        item: The overlay.
    """
    found = [(key, item[key]) for key in _ONE if isinstance(item.get(key), str)]
    for key in _SEVERAL:
        found += [(key, name) for name in item.get(key) or ()]
    return found


def lies_on(item: Mapping[str, Any], column: str) -> bool:
    """Whether an overlay changes a column in particular, and not rows as a whole.

    Args:
        item: The overlay.
        column: The column's name.
    """
    return any(name == column and key != "keep" for key, name in named(item))


def without(
    items: Sequence[Mapping[str, Any]], gone: Collection[str], other: str
) -> list[dict[str, Any]]:
    """Overlays where some columns are no longer put out.

    What is about such columns alone does nothing, and keeps its place: places decide what the others draw.

    Args:
        items: The overlays.
        gone: The columns.
        other: A column that is put out.
    """
    nothing = {"missing": "mcar", "column": other, "rate": 0, "enabled": False}
    made = []
    for item in items:
        left = dict(item)
        off = any(left.get(key) in gone for key in _ONE)
        for key in _SEVERAL:
            if left.get(key):
                kept = [name for name in left[key] if name not in gone]
                swapped = "anomaly" in left and kept != left[key]
                off = off or (key == "columns" and (not kept or swapped))
                left[key] = kept
                if not kept:
                    del left[key]
        made.append(nothing if off else left)
    return made
