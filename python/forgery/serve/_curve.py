"""When the events of a dataset arrive: by hour, by weekday and over its days."""

import datetime
import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Optional, Union

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from .._nearest import near
from ..errors import InvalidParameterError
from ..schema._problems import listed
from ._config import StreamConfig
from ._event import column_of, parameters, timed
from ._known import dataset_schema
from ._routes import Route
from ._service import Service

if TYPE_CHECKING:
    from .._forgery import Table
    from ..schema import Schema

#: So many of a dataset's events are counted: the share of a day of two years is known to a tenth of it.
SAMPLE = 100_000
#: Days are counted together, two by two, three by three, where there would be more than this.
_POINTS = 1100

#: What of a configuration makes another curve.
_MATTERS = {"table", "parameters", "start", "end", "timezone", "arrivals", "event_time"}

Moment = Union[datetime.date, datetime.datetime]


class Days(BaseModel):
    """The days that have events."""

    start: str = Field(description="The first day.")
    end: str = Field(description="The last day.")
    step: int = Field(description="How many days are counted together.")
    counts: list[int] = Field(description="The events of each day, or of so many days.")


class Curve(BaseModel):
    """When the events of a dataset arrive."""

    dataset: str
    table: str
    column: Optional[str] = Field(description="The column of the times; null if rows have none.")
    rows: int = Field(description="How many rows this is counted in.")
    hours: Optional[list[float]] = Field(
        description="The share of each hour of the day; null where all are at midnight."
    )
    weekdays: Optional[list[float]] = Field(
        description="A factor of each day of the week from Monday on, 1 on the mean."
    )
    days: Optional[Days]


async def answer(service: Service, request: Request) -> Response:
    """Tell when the events of a dataset arrive."""
    from ._streaming import configured

    name = service.known(request.path_params["dataset"]).name
    schema = service.schema(name)
    config = await configured(request, service, StreamConfig, schema)
    counts = _by_clock(schema.content["tables"].get(config.table or schema.main))
    matters = {*_MATTERS, "rows"} if counts else _MATTERS
    said = config.model_dump_json(include=matters, exclude_unset=True)
    content = await service.plan(made, name, said)
    headers = {"cache-control": "no-cache"}
    return Response(content, media_type="application/json", headers=headers)


@lru_cache(maxsize=64)
def made(name: str, config: str = "{}") -> bytes:
    """The curve of a dataset as JSON.

    Args:
        name: The dataset.
        config: What else is said of the stream, as JSON.
    """
    return json.dumps(curve(name, StreamConfig.model_validate_json(config))).encode()


def curve(name: str, config: Optional[StreamConfig] = None) -> dict[str, Any]:
    """When the events of a dataset arrive, as `Curve` has it.

    Args:
        name: The dataset.
        config: What else is said of the stream.

    Raises:
        forgery.errors.ForgeryError: If something does not fit, with what would do.

    Example:
        >>> curve("sales")["hours"]
    """
    table, column, moments = events(name, config or StreamConfig())
    found = counted(moments)
    if found is None:
        column, found = None, dict.fromkeys(("hours", "weekdays", "days"))
    return {"dataset": name, "table": table, "column": column, "rows": len(moments), **found}


def events(name: str, config: StreamConfig) -> tuple[str, Optional[str], list[Optional[Moment]]]:
    """The times of a dataset's events: of as many as give a curve, over the whole time that it has.

    Args:
        name: The dataset.
        config: What else is said of the stream; how many rows it has makes no other curve.

    Returns:
        The table, the column, and the times; no column and no times if its rows have none.

    Raises:
        forgery.errors.ForgeryError: If something does not fit, with what would do.
    """
    schema = dataset_schema(name)
    given = parameters(schema, config)
    if given:
        schema = schema.with_parameters(**given)
    tables = schema.content["tables"]
    table = schema.main if config.table is None else config.table
    if table not in tables:
        hint = near(table, tables) or f"; there are {listed(tables)}"
        message = f"'table': there is no table '{table}'{hint}"
        raise InvalidParameterError(message)
    column = column_of(tables[table], config)
    if column is None:
        return table, None, []
    plan = _clean(schema, table, column, config)
    by_clock = _by_clock(tables[table])
    if 0 < plan.num_rows < SAMPLE and not by_clock:
        plan = _clean(schema.scaled(SAMPLE / plan.num_rows), table, column, config)
    rows = SAMPLE if config.rows is None or not by_clock else min(config.rows, SAMPLE)
    return table, column, plan.column(column, slice(0, min(plan.num_rows, rows)))


def _by_clock(table: Any) -> bool:
    """Whether a table has a row for every tick, so that its end depends on how many there are."""
    return table is not None and isinstance(table["rows"], dict) and "every" in table["rows"]


def _clean(schema: "Schema", table: str, column: str, config: StreamConfig) -> "Table":
    """A table with its times, which may be hidden, before anything goes wrong in it."""
    content = schema.content
    spec = timed(content["tables"][table], schema, config, column)
    shown = {key: each for key, each in spec["columns"][column].items() if key != "hidden"}
    spec = {key: each for key, each in spec.items() if key not in {"overlays", "truth"}}
    spec["columns"] = {**spec["columns"], column: shown}
    tables = {**content["tables"], table: spec}
    return schema.plan_of({**content, "tables": tables}, 0, overlays=False)[table]


def counted(moments: Iterable[Optional[Moment]]) -> Optional[dict[str, Any]]:
    """How moments spread over the hours, the weekdays and the days.

    Args:
        moments: The moments; those that are missing do not count.

    Returns:
        `hours`, the share of each of the 24, None of dates and midnights; `weekdays`, a factor of each from Monday on,
        1 on the mean; `days` with the first and the last day (`start`, `end`), how many are counted together (`step`)
        and `counts`. None if there is no moment.

    Example:
        >>> counted([datetime.date(2024, 1, 1)])["days"]
        {'start': '2024-01-01', 'end': '2024-01-01', 'step': 1, 'counts': [1]}
    """
    known = [moment for moment in moments if moment is not None]
    if not known:
        return None
    dates = Counter(map(datetime.date.toordinal, known))
    first, last = min(dates), max(dates)
    step = -(-(last - first + 1) // _POINTS)
    days = [0] * ((last - first) // step + 1)
    weekdays = [0] * 7
    held = [0] * 7
    for day, count in dates.items():
        days[(day - first) // step] += count
        weekdays[(day + 6) % 7] += count
    whole, rest = divmod(last - first + 1, 7)
    for place in range(7):  # a Monday more than Tuesdays is no busier Monday
        held[(first + place + 6) % 7] = whole + (place < rest)
    rates = [count / max(number, 1) for count, number in zip(weekdays, held)]
    mean = sum(rates) / sum(number > 0 for number in held)
    hours = None
    by_hour = Counter(map(attrgetter("hour"), known)) if hasattr(known[0], "hour") else {0: 1}
    if set(by_hour) != {0}:
        hours = [round(by_hour[hour] / len(known), 6) for hour in range(24)]
    return {
        "hours": hours,
        "weekdays": [round(rate / mean, 6) for rate in rates],
        "days": {
            "start": datetime.date.fromordinal(first).isoformat(),
            "end": datetime.date.fromordinal(last).isoformat(),
            "step": step,
            "counts": days,
        },
    }


#: `GET /datasets/{dataset}/curve`.
route = Route(
    "GET",
    "/datasets/{dataset}/curve",
    answer,
    "When the events of a dataset arrive",
    answers=Curve,
    problems=(404, 422, 503),
    description="Takes the query of a stream: `?table=orders&parameters[country]=DE`.",
)
