"""Keys: what a schema, as a dict, says of primary and foreign ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reference:
    """A foreign key.

    Attributes:
        columns: The columns that refer.
        table: The table that they refer to.
        to: Its columns.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


def references(
    name: str, specs: Mapping[str, Mapping[str, Any]], columns: Sequence[str]
) -> tuple[Reference, ...]:
    """The foreign keys of a table.

    Args:
        name: The table's name.
        specs: What the schema says of each table.
        columns: The columns that the table has: hidden ones are not among them.
    """
    found = []
    own = specs.get(name, {})
    for column, target in _refs(own):
        table, dot, to = target.partition(".")
        if column in columns and dot and table in specs:
            whole = _carried(own, specs, column, table, to)
            usable = all(each in columns for each in whole.values())
            pairs = whole if whole and usable else {to: column}
            found.append(Reference(tuple(pairs.values()), table, tuple(pairs)))
    return tuple(found)


def _carried(
    own: Mapping[str, Any], specs: Mapping[str, Mapping[str, Any]], column: str, table: str, to: str
) -> dict[str, str]:
    """The columns of a key of several to the columns that hold them, if all of them come from the row referred to."""
    said = specs[table].get("primary_key")
    parts = [said] if isinstance(said, str) else list(said or ())
    if len(parts) < 2 or to not in parts:
        return {}
    fields = _columns(own)
    link = fields[column].get("as", table)
    same = {kind(field): name for name, field in fields.items()}
    pairs = {part: column if part == to else same.get(f"{link}.{part}", "") for part in parts}
    return pairs if all(pairs.values()) else {}


def primary_key(
    name: str, specs: Mapping[str, Mapping[str, Any]], columns: Sequence[str]
) -> tuple[str, ...]:
    """The primary key of a table: what it says, or its `key` column, or what other tables refer to.

    Args:
        name: The table's name.
        specs: What the schema says of each table.
        columns: The columns that the table has.
    """
    spec = specs.get(name, {})
    said = spec.get("primary_key")
    if said:
        listed = (said,) if isinstance(said, str) else tuple(said)
        return listed if all(column in columns for column in listed) else ()
    own = _columns(spec)
    for column, field in own.items():
        if kind(field) == "key" and column in columns:
            return (column,)
    for other in specs.values():
        for _, target in _refs(other):
            table, _, column = target.partition(".")
            if table == name and column in columns:
                return (column,)
    return ("id",) if "id" in columns and _distinct(own.get("id")) else ()


def distinct_columns(spec: Mapping[str, Any] | None, columns: Sequence[str]) -> list[str]:
    """The columns that hold no value twice, for they say so.

    Args:
        spec: What the schema says of the table.
        columns: The columns that the table has.
    """
    own = _columns(spec or {})
    return [name for name in columns if name in own and _distinct(own[name])]


def kind(field: Any) -> str:
    """The name of a column's field.

    Args:
        field: What the schema says of the column.
    """
    if isinstance(field, str):
        return field
    if isinstance(field, Mapping):
        return str(field.get("type", ""))
    if isinstance(field, Sequence) and field:
        return str(field[0])
    return ""


def _distinct(field: Any) -> bool:
    if kind(field) in {"key", "uuid", "uuid4"}:
        return True
    return isinstance(field, Mapping) and field.get("unique") is True


def _columns(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    columns = spec.get("columns")
    return columns if isinstance(columns, Mapping) else {}


def _refs(spec: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column, field in _columns(spec).items():
        if isinstance(field, Mapping) and isinstance(field.get("ref"), str):
            yield column, field["ref"]
