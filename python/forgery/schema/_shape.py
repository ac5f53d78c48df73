"""The one shape that all forms of writing a schema come to: a mapping with `tables`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from ._problems import Path, Problems, shown
from ._source import Source

#: Keys that a schema has for itself and its tables do not.
_TOP = (
    "name",
    "version",
    "description",
    "category",
    "tags",
    "parameters",
    "seed",
    "locale",
    "as_of",
)
#: Types of columns that only the language has, not the fields of the catalogue.
_TYPES = {
    "key",
    "ordinal",
    "tick",
    "series",
    "bar",
    "running",
    "aggregate",
    "count",
    "lookup",
    "sample",
    "template",
    "constant",
}
_KEYS = {"ref", "expr", "distribution", "given", "cases", "exact", "when", "hidden", "doc", "check"}
_TIMES = {"after", "before", "arrivals", "within"}


def shaped(source: Source, problems: Problems) -> dict[str, Any]:
    """Bring a schema to the shape that has `tables`.

    Args:
        source: The schema; remembers if its columns stand at the top.
        problems: Takes what is wrong.
    """
    content = source.content
    if not isinstance(content, Mapping):
        problems.add((), f"a schema is a mapping with 'tables' or 'columns', not {shown(content)}")
        return {"tables": {}}
    whole = {key: _plain(value) for key, value in content.items()}
    if "columns" in whole and "tables" not in whole:
        name = source.stem
        if isinstance(whole.get("name"), str) and whole["name"]:
            name = whole["name"]
        table = {key: value for key, value in whole.items() if key not in _TOP}
        whole = {key: value for key, value in whole.items() if key in _TOP}
        whole["tables"] = {name: table}
        source.alone = ("tables", name)
    _nulls(whole.get("tables"), problems)
    return whole


def _plain(value: Any) -> Any:
    """Mappings and sequences of any kind as dicts and lists."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value


def _nulls(tables: Any, problems: Problems) -> None:
    """Read YAML's key `null`, which is None, as the name of the modifier."""
    for name, table in tables.items() if isinstance(tables, dict) else ():
        columns: Any = table.get("columns") if isinstance(table, dict) else None
        for column, value in columns.items() if isinstance(columns, dict) else ():
            if isinstance(value, dict) and None in value:
                path: Path = ("tables", name, "columns", column)
                if "null" in value:
                    problems.add((*path, "null"), "'null' stands twice")
                columns[column] = {
                    "null" if key is None else key: each for key, each in value.items()
                }


def is_records(content: Any) -> bool:
    """Whether a file says nothing that only the language has: it is a schema of records.

    Args:
        content: What the file says.
    """
    if not isinstance(content, Mapping) or "tables" in content:
        return not isinstance(content, Mapping)
    others = set(_TOP) - {"seed", "locale", "as_of"}
    if others.intersection(key for key in content if isinstance(key, str)):
        return False
    if (
        isinstance(content.get("rows"), Mapping)
        or {"correlations", "overlays", "truth"} & content.keys()
    ):
        return False
    columns = content.get("columns")
    if not isinstance(columns, Mapping):
        return True
    return not any(_is_new(column) for column in columns.values())


def _is_new(column: Any) -> bool:
    if not isinstance(column, Mapping):
        return False
    kind = column.get("type")
    keys = {key for key in column if isinstance(key, str)}
    if keys & _KEYS or (isinstance(kind, str) and (kind in _TYPES or kind.startswith("geo."))):
        return True
    if kind == "pattern":
        return "pattern" in keys
    return kind in {"date", "datetime"} and bool(keys & _TIMES)


def plain_moment(value: Any) -> Any:
    """A date as text in ISO 8601, anything else as it is.

    Args:
        value: A plain value of a schema.
    """
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
