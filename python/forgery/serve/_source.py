"""Sources: the rows of a dataset or a schema, as a configuration wants them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import ForgeryError, InvalidParameterError, InvalidTypeError, SchemaError
from ..schema._labels import Label
from ..schema._problems import listed
from ..schema._schema import load
from ..sinks._table import ColumnInfo
from ._event import check_ascending, column_of, parameters, timed
from ._known import dataset_schema
from ._scenarios import overlaid
from ._versions import Shape, shapes

if TYPE_CHECKING:
    import datetime

    from .._forgery import Rows, Table
    from ..schema import Schema
    from ._config import StreamConfig


class UnknownDatasetError(InvalidParameterError):
    """There is no such dataset."""


@dataclass(frozen=True)
class Version:
    """The columns of a stream from a row on.

    Attributes:
        row: The first row.
        number: The version's number.
        columns: The columns.
        table: The engine's plan.
        names: The names of columns that differ from the plan's, by the plan's.
        shape: How the columns came about.
    """

    row: int
    number: int
    columns: tuple[ColumnInfo, ...]
    table: Table
    names: Mapping[str, str]
    shape: Shape


class Source:
    """Rows of one table that can be made from anywhere.

    Attributes:
        name: The name of the dataset or the schema.
        table: The name of the table.
        num_rows: How many rows there are, from row 0.
        seed: The seed, also where nobody gave one.
        event_time: The column of event times, None if there is none.
        versions: The columns, and where they change.
    """

    def __init__(
        self,
        name: str,
        table: str,
        num_rows: int,
        seed: Any,
        event_time: str | None,
        versions: Sequence[Version],
        clock: Table | None = None,
    ) -> None:
        self.name = name
        self.table = table
        self.num_rows = num_rows
        self.seed = seed
        self.event_time = event_time
        self.versions = list(versions)
        self._starts = [version.row for version in versions]
        self._clock = clock

    @property
    def columns(self) -> list[ColumnInfo]:
        """The columns of the first version."""
        return list(self.versions[0].columns)

    def version(self, row: int) -> Version:
        """The version that a row has.

        Args:
            row: The row.
        """
        return self.versions[bisect_right(self._starts, row) - 1]

    def until(self, row: int) -> int:
        """The row before which the version of a row ends.

        Args:
            row: The row.
        """
        at = bisect_right(self._starts, row)
        return min(self._starts[at] if at < len(self._starts) else self.num_rows, self.num_rows)

    def rows(self, start: int, stop: int) -> Rows:
        """Make rows of one version; the engine works without the interpreter.

        Args:
            start: The first row.
            stop: The row before which to stop.
        """
        return self.version(start).table._rows(start, min(stop, self.until(start)))

    def labels(self, start: int, stop: int) -> list[Label]:
        """What the scenarios changed in rows of one version.

        Args:
            start: The first row.
            stop: The row before which to stop.
        """
        version = self.version(start)
        found = list(version.shape.labels) if version.row == start else []
        origin = version.shape.origin
        for each in version.table._labels(start, min(stop, self.until(start))):
            label = Label._make(each)
            if label.column in origin:
                label = label._replace(column=origin[label.column])
            found.append(label)
        return found

    def times(self, start: int, stop: int) -> list[datetime.datetime]:
        """The event times of rows, ascending.

        Args:
            start: The first row.
            stop: The row before which to stop.

        Raises:
            forgery.errors.InvalidParameterError: If the stream is not paced by them.
        """
        if self._clock is None or self.event_time is None:
            message = "'time_compression' was not asked for when the source was made"
            raise InvalidParameterError(message)
        return self._clock.column(self.event_time, slice(start, stop))


def open_dataset(name: str, config: StreamConfig, limit: int | None = None) -> Source:
    """Plan the rows of a dataset.

    Args:
        name: The dataset's name.
        config: The configuration.
        limit: How many rows a stream may have: the number where the configuration gives none.

    Raises:
        UnknownDatasetError: If there is no such dataset.
        forgery.errors.ForgeryError: If something does not fit, with what would do.
    """
    try:
        schema = dataset_schema(name)
    except InvalidParameterError as error:
        raise UnknownDatasetError(str(error)) from error
    try:
        return _planned(name, schema, config, limit, endless=True)
    except ForgeryError as error:
        # Messages name the file, which is nobody's business but the server's.
        error.args = (str(error).replace(schema.name, name), *error.args[1:])
        raise


def open_schema(
    schema: Mapping[str, Any], config: StreamConfig, limit: int | None = None
) -> Source:
    """Plan the rows of a schema.

    Args:
        schema: The schema.
        config: The configuration.
        limit: How many rows a stream may have.

    Raises:
        forgery.errors.ForgeryError: If something does not fit, with what would do.
    """
    if not isinstance(schema, Mapping):  # never a path
        message = f"'schema' must be a mapping, not {type(schema).__name__}"
        raise InvalidTypeError(message)
    loaded = load(schema)
    return _planned(loaded.name, loaded, config, limit, endless=False)


def _planned(
    name: str, schema: Schema, config: StreamConfig, limit: int | None, endless: bool
) -> Source:
    wanted = config.rows
    if limit is not None and wanted is not None and wanted > limit:
        message = f"'rows' must be at most {limit:,}, not {wanted:,}"
        raise InvalidParameterError(message)
    table = _table(schema, config.table)
    given = parameters(schema, config)
    if given:
        schema = schema.with_parameters(**given)
    if config.scale is not None:
        schema = schema.scaled(config.scale)
    if wanted is None and endless and not {"rows", "scale"} & {*given, *_said(config)}:
        wanted = limit
    content = _sized(schema, table, wanted, config)
    first = content["tables"][table]
    event = column_of(first, config)
    first = timed(first, schema, config, event)
    first = overlaid(first, config)
    data = None
    versions: list[Version] = []
    seed = config.seed
    for shape in shapes(first, config):
        spec = shape.table(first) if versions else first
        made = schema.plan_of(_with(content, table, spec), seed, config.locale)
        if data is None:
            data, seed = made, made.seed
            if not endless:
                _check_size(made.all(), limit)
        versions.append(_version(made[table], shape))
    assert data is not None
    clock = None
    if config.time_compression is not None:
        check_ascending(table, first, event)
        clean = _with(content, table, _clocked(first, str(event)))
        clock = schema.plan_of(clean, seed, config.locale, overlays=False)[table]
    rows = data[table].num_rows
    most = [each for each in (rows, wanted, limit) if each is not None]
    if config.offset > min(most):
        message = (
            f"'offset' must be at most {min(most):,}, the number of rows, not {config.offset:,}"
        )
        raise InvalidParameterError(message)
    return Source(name, table, min(most), seed, event, versions, clock)


def _said(config: StreamConfig) -> set[str]:
    return {key for key in ("rows", "scale") if getattr(config, key) is not None}


def _table(schema: Schema, wanted: str | None) -> str:
    if wanted is None:
        return schema.main
    shown = [name for name, each in schema.content["tables"].items() if not each.get("hidden")]
    if wanted not in shown:
        hint = near(wanted, shown) or f"; there are {listed(shown)}"
        message = f"'table': there is no table '{wanted}'{hint}"
        raise InvalidParameterError(message)
    return wanted


def _sized(schema: Schema, table: str, rows: int | None, config: StreamConfig) -> dict[str, Any]:
    """The schema with so many rows of the table, where they can be told; else the stream is cut."""
    if rows is not None and table == schema.main and "rows" in schema.parameters:
        bounds = schema.parameters["rows"]
        if config.rows is None and isinstance(bounds.max, int):
            rows = min(rows, bounds.max)
        return schema.with_parameters(rows=rows).content
    content = schema.content
    count = content["tables"][table]["rows"]
    if rows is None or (isinstance(count, Mapping) and ("per" in count or config.end is not None)):
        return content
    if isinstance(count, Mapping):
        if config.rows is None:
            return content
        kept = {key: each for key, each in count.items() if key != "end"}
        return _with(content, table, {**content["tables"][table], "rows": {**kept, "points": rows}})
    return _with(content, table, {**content["tables"][table], "rows": rows})


def _with(content: dict[str, Any], table: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, "tables": {**content["tables"], table: spec}}


def _check_size(tables: Mapping[str, Table], limit: int | None) -> None:
    """Check that no table is so large that one value of it could take for ever, as a sum over it does."""
    for name, table in tables.items():
        if limit is not None and table.num_rows > limit:
            message = (
                f"table '{name}' has {table.num_rows:,} rows, and at most {limit:,} are allowed"
            )
            raise SchemaError(message)


def _version(table: Table, shape: Shape) -> Version:
    names = shape.names
    columns = tuple(
        ColumnInfo(names.get(name, name), kind)
        for name, kind in zip(table.column_names, table._types())
    )
    return Version(shape.row, shape.number, columns, table, names, shape)


def _clocked(first: Mapping[str, Any], column: str) -> dict[str, Any]:
    """The clean table with its event times put out."""
    spec = {key: each for key, each in first["columns"][column].items() if key != "hidden"}
    rest = {key: each for key, each in first.items() if key not in {"overlays", "truth"}}
    return {**rest, "columns": {**first["columns"], column: spec}}
