"""What a sink is told of a table, and what a table must have to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import InvalidTypeError
from ._keys import Reference, distinct_columns, primary_key, references
from ._said import overlaid

if TYPE_CHECKING:
    from .._forgery import Rows


class Source(Protocol):
    """A table of rows that can be made in any order: `forgery.Table`."""

    @property
    def num_rows(self) -> int:
        """The number of rows."""

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""

    def _rows(self, start: int, stop: int) -> Rows: ...

    def _lines(self, start: int, stop: int, kind: str) -> bytes | None: ...

    def _types(self) -> list[str]: ...


@dataclass(frozen=True)
class ColumnInfo:
    """A column.

    Attributes:
        name: Its name.
        type: `string int64 float64 bool date datetime time duration decimal(38, 2) binary null mixed`.
    """

    name: str
    type: str


@dataclass(frozen=True)
class TableInfo:
    """A table that is to be written.

    Attributes:
        name: Its name.
        rows: How many rows it has.
        columns: Its columns.
        primary_key: The columns of its primary key; none if the schema does not say.
        references: Its foreign keys.
        unique: Its columns that other tables refer to, though they are not its primary key, and that hold no value
            twice.
        foreign: Those of its foreign keys that databases can hold: to primary keys, or to such columns.
        schema: What the schema says of the table, if there is one.
    """

    name: str
    rows: int
    columns: tuple[ColumnInfo, ...]
    primary_key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    unique: tuple[str, ...] = field(default=(), repr=False)
    foreign: tuple[Reference, ...] = field(default=(), repr=False)
    schema: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


def described(
    tables: Mapping[str, Source], schema: Mapping[str, Any] | None
) -> dict[str, TableInfo]:
    """What is known of each table.

    Args:
        tables: The tables by their names.
        schema: The schema that they come from, as a dict, if there is one.

    Raises:
        forgery.errors.InvalidTypeError: If something is not a table.
    """
    if not isinstance(tables, Mapping):
        message = f"tables must be a mapping from names to tables, not {type(tables).__name__}"
        raise InvalidTypeError(message)
    specs = table_specs(schema, list(tables))
    found = {}
    for name, table in tables.items():
        if not isinstance(name, str) or not name:
            message = f"a table's name must be a text with at least a character, not {name!r}"
            raise InvalidTypeError(message)
        if not hasattr(table, "_rows") or not hasattr(table, "num_rows"):
            message = f"table '{name}' must be a forgery.Table, not {type(table).__name__}"
            raise InvalidTypeError(message)
        columns = zip(table.column_names, table._types())
        found[name] = TableInfo(
            name,
            table.num_rows,
            tuple(ColumnInfo(column, kind) for column, kind in columns),
            primary_key(name, specs, table.column_names),
            references(name, specs, table.column_names),
            schema=specs.get(name),
        )
    return _linked(found)


def _linked(tables: Mapping[str, TableInfo]) -> dict[str, TableInfo]:
    """The tables with the columns that are unique for others' sake, and the foreign keys that databases can hold."""
    held: dict[str, list[Reference]] = {name: [] for name in tables}
    unique: dict[str, dict[str, None]] = {name: {} for name in tables}
    for name, info in tables.items():
        for reference in info.references:
            parent = tables.get(reference.table)
            if parent is None or reference.to == parent.primary_key:
                held[name].append(reference)
            elif len(reference.to) == 1 and reference.to[0] in _unrepeated(parent):
                held[name].append(reference)
                unique[parent.name][reference.to[0]] = None
    return {
        name: replace(info, unique=tuple(unique[name]), foreign=tuple(held[name]))
        for name, info in tables.items()
    }


def _unrepeated(table: TableInfo) -> set[str]:
    return {*distinct_columns(table.schema, table.names)} - overlaid(table.schema)


def table_specs(
    schema: Mapping[str, Any] | None, names: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """What a schema says of each table; a schema with `columns` at its top is about one.

    Args:
        schema: The schema as a dict.
        names: The names of the tables.
    """
    if not schema:
        return {}
    if "columns" in schema:
        return {names[0]: schema} if len(names) == 1 else {}
    tables = schema.get("tables")
    return dict(tables) if isinstance(tables, Mapping) else {}


def in_order(tables: Mapping[str, TableInfo]) -> list[str]:
    """The tables' names, those that others refer to before these.

    Args:
        tables: What is known of each table.
    """
    done: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in done or name in above:
            return
        for reference in tables[name].references:
            if reference.table in tables:
                visit(reference.table, (*above, name))
        done[name] = None

    for name in tables:
        visit(name, ())
    return list(done)
