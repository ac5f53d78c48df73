"""Versions of a stream's columns: what migrations make of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import InvalidParameterError
from ..schema._labels import Label
from ..schema._problems import listed
from ._config import TRUTH, SchemaChange
from ._scenarios import is_hidden, lies_on, without

if TYPE_CHECKING:
    from ._config import Migration, StreamConfig


@dataclass
class Shape:
    """The columns of one version.

    Attributes:
        row: The first row of the version.
        number: Its number.
        columns: What the schema says of each column, hidden ones too, by the names that the engine knows.
        shown: The columns that are put out, in order: from the names that they have here to the engine's.
        origin: For columns that stand in for another one: that one, by the engine's names.
        labels: What the labels say of it, if it is an anomaly.
    """

    row: int
    number: int
    columns: dict[str, Any]
    shown: dict[str, str]
    origin: dict[str, str] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)

    def table(self, first: Mapping[str, Any]) -> dict[str, Any]:
        """The table as the schema has it in this version.

        Args:
            first: The table of the first version.
        """
        inner = list(self.shown.values())
        rest = {name: spec for name, spec in self.columns.items() if name not in inner}
        columns = {name: self.columns[name] for name in inner}
        made = {
            **first,
            "columns": {**columns, **{name: _hidden(spec) for name, spec in rest.items()}},
        }
        if first.get("overlays"):
            made["overlays"] = without(first["overlays"], rest.keys(), inner[0])
        return made

    @property
    def names(self) -> dict[str, str]:
        """The names of columns that differ from the engine's, by the engine's."""
        return {inner: name for name, inner in self.shown.items() if name != inner}


def shapes(table: Mapping[str, Any], config: StreamConfig) -> list[Shape]:
    """All versions of a table's columns, in order.

    Args:
        table: What the schema says of the table, with the overlays.
        config: The configuration.

    Raises:
        forgery.errors.InvalidParameterError: If a migration does not go with the columns that there are.
    """
    columns = dict(table["columns"])
    shown = {name: name for name, spec in columns.items() if not is_hidden(spec)}
    made = [Shape(0, config.schema_version, columns, shown)]
    found = [(f"migrations[{at}]", each) for at, each in enumerate(config.migrations or ())]
    for at, each in enumerate(config.anomalies or ()):
        if isinstance(each, SchemaChange):
            found.append((f"anomalies[{at}]", each))
    found.sort(key=lambda pair: pair[1].at)
    for row, group in groupby(found, key=lambda pair: pair[1].at):
        last = made[-1]
        shape = Shape(row, last.number + 1, dict(last.columns), dict(last.shown), dict(last.origin))
        for place, migration in group:
            _Step(place, migration, shape, table).take()
        made.append(shape)
    return made


class _Step:
    """One migration, on its way into a shape."""

    def __init__(
        self, place: str, migration: Migration, shape: Shape, table: Mapping[str, Any]
    ) -> None:
        self.place = place
        self.migration = migration
        self.shape = shape
        self.overlays: Sequence[Mapping[str, Any]] = table.get("overlays") or ()

    def take(self) -> None:
        """Drop, retype, rename and add, in this order."""
        given = self.migration
        for name in given.drop or ():
            self._drop(name)
        for name, cast in (given.retype or {}).items():
            self._retype(name, cast.model_dump(exclude_none=True))
        if given.rename:
            self._rename(given.rename)
        for name, spec in (given.add or {}).items():
            self._add(name, spec)
        if not self.shape.shown:
            self._wrong("drop", "no column is left")

    def _drop(self, name: str) -> None:
        self._there("drop", name)
        inner = self.shape.shown.pop(name)
        self._hides("drop", name, inner)
        self._tell(name, name, None)

    def _retype(self, name: str, cast: dict[str, Any]) -> None:
        self._there("retype", name)
        inner = self.shape.shown[name]
        self._hides("retype", name, inner)
        base = self.shape.origin.get(inner, inner)
        for place, item in enumerate(self.overlays):
            if lies_on(item, base):
                message = f"overlay {place} lies on '{name}', whose type then cannot change"
                self._wrong("retype", message)
        new = self._unused(f"{base}@v{self.shape.number}")
        quoted = inner.replace("`", "``")
        self.shape.columns[new] = {"expr": f"`{quoted}`", **cast}
        self.shape.shown[name] = new
        self.shape.origin[new] = base
        self._tell(name, _type(self.shape.columns[inner]), cast["type"])

    def _rename(self, names: Mapping[str, str]) -> None:
        for name in names:
            self._there("rename", name)
        made: dict[str, str] = {}
        for name, inner in self.shape.shown.items():
            new = names.get(name, name)
            if new in made or new == TRUTH:
                self._wrong("rename", f"there would be two columns '{new}'")
            made[new] = inner
        self.shape.shown = made
        for name, new in names.items():
            self._tell(name, name, new)

    def _add(self, name: str, spec: Any) -> None:
        if name in self.shape.shown or name == TRUTH:
            self._wrong("add", f"there is a column '{name}' already")
        inner = name
        if name in self.shape.columns:
            inner = self._unused(f"{name}@v{self.shape.number}")
        shown = (
            {key: each for key, each in spec.items() if key != "hidden"}
            if isinstance(spec, Mapping)
            else spec
        )
        self.shape.columns[inner] = shown
        self.shape.shown[name] = inner
        self._tell(name, None, _type(spec))

    def _there(self, key: str, name: str) -> None:
        if name not in self.shape.shown:
            shown = self.shape.shown
            hint = near(name, shown) or f"; there are {listed(shown, 40)}"
            self._wrong(key, f"there is no column '{name}' before row {self.shape.row}{hint}")

    def _hides(self, key: str, name: str, inner: str) -> None:
        if isinstance(self.shape.columns[inner], (list, tuple)):
            self._wrong(key, f"'{name}' is written as a list: write it as a mapping with 'type'")

    def _unused(self, name: str) -> str:
        while name in self.shape.columns:
            name += "@"
        return name

    def _tell(self, column: str, old: Any, new: Any) -> None:
        if isinstance(self.migration, SchemaChange):
            kind = self.migration.name or "anomaly:schema_change"
            self.shape.labels.append(Label(self.shape.row, column, kind, old, new, None))

    def _wrong(self, key: str, message: str) -> None:
        raise InvalidParameterError(f"'{self.place}.{key}': {message}")


def _hidden(spec: Any) -> Any:
    """A column that is there for others only."""
    if isinstance(spec, Mapping):
        return {**spec, "hidden": True}
    return {"type": spec, "hidden": True} if isinstance(spec, str) else spec


def _type(spec: Any) -> str:
    """What a column is, in a word."""
    if isinstance(spec, str):
        return spec
    if isinstance(spec, Mapping):
        return str(spec.get("type") or next(iter(spec)))
    return str(spec[0])
