"""The column of event times of a table: which one it is, and when events come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import InvalidParameterError
from ..schema._problems import listed

if TYPE_CHECKING:
    from ..schema import Schema
    from ._config import StreamConfig


def column_of(table: Mapping[str, Any], config: StreamConfig) -> str | None:
    """The column of event times: the one that is asked for, or the first that follows a rate or a clock.

    Args:
        table: What the schema says of the table.
        config: The configuration.

    Raises:
        forgery.errors.InvalidParameterError: If the column that is asked for is none.
    """
    columns = table["columns"]
    times: list[str] = [name for name, spec in columns.items() if _is_time(spec)]
    if config.event_time is not None:
        if config.event_time not in times:
            hint = near(config.event_time, times)
            hint = hint or (f"; there are {listed(times)}" if times else "; there are none")
            message = f"'event_time': '{config.event_time}' is no column of moments{hint}"
            raise InvalidParameterError(message)
        return config.event_time
    for fits in (_follows, _spans):
        for name in times:
            if fits(columns[name]):
                return name
    return None


def _is_time(spec: Any) -> bool:
    return isinstance(spec, Mapping) and spec.get("type") in {"datetime", "tick"}


def _follows(spec: Mapping[str, Any]) -> bool:
    """Whether times ascend: they follow a rate or a clock, or are sorted."""
    return spec["type"] == "tick" or bool(spec.get("arrivals")) or spec.get("sorted") is True


def _spans(spec: Mapping[str, Any]) -> bool:
    return spec.get("start") is not None and spec.get("end") is not None


def check_ascending(name: str, table: Mapping[str, Any], column: str | None) -> None:
    """Check that a stream can be paced by the event times.

    Args:
        name: The table's name.
        table: What the schema says of it.
        column: The column of event times.

    Raises:
        forgery.errors.InvalidParameterError: If there are none, or they do not ascend from row to row.
    """
    if column is None:
        message = (
            f"'time_compression': table '{name}' has no column of event times; give one of type datetime "
            "with 'arrivals', or take 'rate_per_second'"
        )
        raise InvalidParameterError(message)
    rows = table["rows"]
    if isinstance(rows, Mapping) and "per" in rows:
        message = (
            f"'time_compression': the times of '{column}' ascend for each row of '{rows['per']}' alone, not from "
            f"row to row of '{name}'; take 'rate_per_second'"
        )
        raise InvalidParameterError(message)
    if not _follows(table["columns"][column]):
        message = (
            f"'time_compression': the times of '{column}' do not ascend; give 'arrivals', or take "
            "'rate_per_second'"
        )
        raise InvalidParameterError(message)


def parameters(schema: Schema, config: StreamConfig) -> dict[str, Any]:
    """What `start`, `end` and `timezone` are among the schema's own parameters.

    Args:
        schema: The schema.
        config: The configuration.

    Raises:
        forgery.errors.InvalidParameterError: If one is given twice.
    """
    given = dict(config.parameters)
    for key in ("rows", "start", "end", "timezone"):
        value = getattr(config, key)
        if value is None or key not in schema.parameters:
            continue
        if key in given:
            message = f"'{key}' is given twice: also among 'parameters'"
            raise InvalidParameterError(message)
        if key != "rows":
            given[key] = value
    return given


def timed(
    table: Mapping[str, Any], schema: Schema, config: StreamConfig, column: str | None
) -> dict[str, Any]:
    """A table whose events come when the configuration says.

    Args:
        table: What the schema says of the table.
        schema: The schema.
        config: The configuration.
        column: The column of event times.

    Raises:
        forgery.errors.InvalidParameterError: If the table has no use for it.
    """
    left = {
        key: getattr(config, key)
        for key in ("start", "end", "timezone")
        if getattr(config, key) is not None and key not in schema.parameters
    }
    if config.arrivals is not None:
        left["arrivals"] = config.arrivals
    if not left:
        return dict(table)
    spec = None if column is None else table["columns"][column]
    if spec is None:
        message = f"'{next(iter(left))}': the table has no column of event times"
        raise InvalidParameterError(message)
    rows = table["rows"]
    if spec["type"] == "tick" and isinstance(rows, Mapping) and "arrivals" in rows:
        return {**table, "rows": _moments(rows, left, str(column))}
    if spec["type"] == "tick" or (isinstance(rows, Mapping) and "every" in rows):
        return {**table, "rows": _ticks(rows, left)}
    return {**table, "columns": {**table["columns"], column: _moments(spec, left, str(column))}}


def _ticks(rows: Mapping[str, Any], left: Mapping[str, Any]) -> dict[str, Any]:
    if "arrivals" in left:
        message = "'arrivals': the rows of this table come by the clock, one for each tick"
        raise InvalidParameterError(message)
    made = {**rows, **left}
    if "end" in left:
        made.pop("points", None)
    return made


def _moments(spec: Mapping[str, Any], left: Mapping[str, Any], column: str) -> dict[str, Any]:
    made = {**spec, **{key: left[key] for key in ("start", "end", "arrivals") if key in left}}
    if "arrivals" in left and not _spans(made):
        message = f"'arrivals': '{column}' has no 'start' and 'end' between which events could come; give them"
        raise InvalidParameterError(message)
    if not _spans(made) and ("start" in left or "end" in left):
        message = (
            f"'{'start' if 'start' in left else 'end'}': '{column}' needs both 'start' and 'end'"
        )
        raise InvalidParameterError(message)
    if "timezone" in left:
        rate = made.get("arrivals")
        if not rate:
            message = f"'timezone': the times of '{column}' follow no rate; give 'arrivals' too"
            raise InvalidParameterError(message)
        parts = {"preset": rate} if isinstance(rate, str) else rate
        made["arrivals"] = {
            **(parts if isinstance(parts, Mapping) else {}),
            "timezone": left["timezone"],
        }
    return made
