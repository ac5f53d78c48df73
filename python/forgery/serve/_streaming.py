"""`/stream` and `/labels`: rows for as long as the client reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from . import _body, _guard, _limits
from ._config import SchemaStream, StreamConfig
from ._formats import writer
from ._metrics import SCHEMA, Meter
from ._negotiate import COMPRESSIONS, FORMATS, chosen_compression, chosen_format
from ._problems import Problem, of_validation, wrong
from ._response import StreamResponse
from ._routes import Route
from ._service import Service
from ._stream import Limits, Stream

#: Parameters of the query that are about the answer and not about the rows.
_ABOUT = ("format", "compression")


def _leaves(annotation: Any) -> set[Any]:
    """The plain types that an annotation is made of."""
    inner = get_args(annotation)
    if not inner:
        return {annotation}
    return set().union(*(_leaves(each) for each in inner if not isinstance(each, (str, int))))


#: The fields of a configuration that a query can say, with the types that they take.
SIMPLE: Mapping[str, set[Any]] = {
    name: _leaves(field.annotation)
    for name, field in StreamConfig.model_fields.items()
    if name not in {"parameters", "drift", "anomalies", "migrations", "arrivals"}
}


def queried(request: Request, schema: Any = None) -> dict[str, Any]:
    """The configuration that the query says.

    Args:
        request: The request.
        schema: The dataset's schema, for the types of `parameters[name]`.

    Raises:
        Problem: If there is no such parameter, or it stands twice.
    """
    made: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    seen = set()
    for key, text in request.query_params.multi_items():
        if key in seen:
            raise wrong(key[:60], "stands twice in the query")
        seen.add(key)
        if key in _ABOUT:
            continue
        if key in SIMPLE:
            made[key] = _value(text, SIMPLE[key])
        elif key.startswith("parameters[") and key.endswith("]"):
            name = key[len("parameters[") : -1]
            declared = schema.parameters.get(name) if schema is not None else None
            parameters[name] = declared.read(text) if declared else text
        else:
            from .._nearest import near

            hint = near(key[:60], [*SIMPLE, *_ABOUT])
            raise wrong(key[:60], f"there is no such parameter of the query{hint}")
    if parameters:
        made["parameters"] = parameters
    return made


def _value(text: str, types: set[Any]) -> Any:
    """A value as JSON would have it; what is none of the types is left to the model to refuse."""
    if bool in types and text in {"true", "false"}:
        return text == "true"
    for kind in (int, float):
        if kind in types and len(text) < 100:
            try:
                return kind(text)
            except ValueError:
                continue
    if type(None) in types and text == "null":
        return None
    return text


async def configured(
    request: Request, service: Service, model: type[BaseModel], schema: Any = None
) -> Any:
    """The configuration of a stream: the query's and the body's.

    Args:
        request: The request.
        service: The server's state.
        model: The model of the body.
        schema: The dataset's schema, if the request names one.

    Raises:
        Problem: If something is wrong with it.
    """
    told = queried(request, schema)
    given: dict[str, Any] = {}
    if request.method == "POST":
        given = _body.mapping(await _body.read(request, service.settings))
    if model is SchemaStream and "schema" not in given and {"tables", "columns"} & set(given):
        given = {"schema": given}  # the file of a schema, as it is
    for key in told:
        if key in given:
            raise wrong(key, "stands in the query and in the body")
    given.update(told)
    resumed = request.headers.get("last-event-id")
    if resumed and chosen_format(request) == "sse":
        given.update(_resumed(resumed, given))
    # What reads the rest may be slow about what is very long.
    _guard.check(given)
    try:
        config = model.model_validate(given)
    except ValidationError as error:
        raise of_validation(error, list(model.model_fields)) from None
    return _limits.check(config, service.settings)


def _resumed(event: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Go on after the event that a client saw last."""
    if not event.isdigit() or len(event) > 15:
        raise wrong("Last-Event-ID", "the number of a row, as the events' ids are")
    if given.get("seed") is None:
        raise wrong("seed", "give a seed to resume: without one the rows are others each time")
    return {"offset": int(event) + 1}


async def opened(
    service: Service,
    request: Request,
    name: str,
    source: Callable[[], Any],
    config: Any,
    make: Any = writer,
) -> StreamResponse:
    """Begin a stream.

    Args:
        service: The server's state.
        request: The request.
        name: What the metrics call it.
        source: Gives the source; it is run in a thread.
        config: The configuration.
        make: Makes the writer of a format.
    """
    form, packing = chosen_format(request), chosen_compression(request)
    settings = service.settings
    meter = Meter(service.metrics, name)
    limits = Limits(rows=settings.max_rows, rate=settings.max_rate, duration=settings.max_duration)

    def begun() -> Stream:
        return Stream(
            source(), config, format=form, compression=packing, limits=limits, on=meter, make=make
        )

    stream = await service.plan(begun)
    room = request.state.room
    room.kept = True
    told = {
        "dataset": meter.name,
        "format": form,
        "compression": packing or "none",
        "rate": config.rate_per_second,
        "offset": config.offset,
    }
    return StreamResponse(stream, meter, room, service.life, settings.send_timeout, told)


async def stream_dataset(service: Service, request: Request) -> StreamResponse:
    """Stream a dataset."""
    return await _dataset(service, request, writer)


async def labels_dataset(service: Service, request: Request) -> StreamResponse:
    """Stream what the overlays of a dataset changed."""
    from . import _truth

    return await _dataset(service, request, _truth.writer)


async def _dataset(service: Service, request: Request, make: Any) -> StreamResponse:
    from ._source import open_dataset

    name = request.path_params["dataset"]
    service.known(name)
    with _room(service, request):
        schema = await service.plan(service.schema, name)
        config = await configured(request, service, StreamConfig, schema)
        limit = service.settings.max_rows
        return await opened(
            service, request, name, lambda: open_dataset(name, config, limit), config, make
        )


async def stream_schema(service: Service, request: Request) -> StreamResponse:
    """Stream a schema that the request brings."""
    from ._source import open_schema

    if not service.settings.schemas:
        raise Problem(403, "schemas of requests are not taken here; GET /datasets lists datasets")
    with _room(service, request):
        config = await configured(request, service, SchemaStream)
        content, settings = config.schema_, service.settings

        def source() -> Any:
            _guard.schema(content, config.parameters or {}, settings)
            made = open_schema(content, config, settings.max_rows)
            if made.num_rows:
                _guard.row_size(made.rows(0, 1), settings)
            return made

        return await opened(service, request, SCHEMA, source, config)


@contextmanager
def _room(service: Service, request: Request) -> Iterator[None]:
    """Room for a stream, which the request knows of."""
    service.life.check()
    with service.gate.room(request.state.client) as room:
        request.state.room = room
        yield


_QUERY: dict[str, dict[str, Any]] = {
    "format": {"type": "string", "enum": list(FORMATS), "description": "Instead of `Accept`."},
    "compression": {
        "type": "string",
        "enum": [*COMPRESSIONS, "none"],
        "description": "Instead of `Accept-Encoding`.",
    },
}
_ROWS: dict[str, dict[str, Any]] = {types[0]: {"type": "string"} for types in FORMATS.values()}
_PROBLEMS = (400, 404, 406, 408, 413, 415, 422, 429, 503)


ROUTES = [
    Route(
        "POST",
        "/stream/{dataset}",
        stream_dataset,
        "Stream a dataset",
        body=StreamConfig,
        query=_QUERY,
        answers=_ROWS,
        problems=_PROBLEMS,
    ),
    Route(
        "GET",
        "/stream/{dataset}",
        stream_dataset,
        "Stream a dataset, as the query says",
        query=_QUERY,
        answers=_ROWS,
        problems=_PROBLEMS,
        description="What takes one value may stand in the query, and `parameters[name]`.",
    ),
    Route(
        "POST",
        "/stream",
        stream_schema,
        "Stream a schema",
        body=SchemaStream,
        query=_QUERY,
        answers=_ROWS,
        problems=(*_PROBLEMS, 403),
        description="The body is a configuration with `schema`, or a schema as its file has it.",
    ),
    Route(
        "POST",
        "/labels/{dataset}",
        labels_dataset,
        "Stream what overlays changed in a dataset",
        body=StreamConfig,
        query=_QUERY,
        answers=_ROWS,
        problems=_PROBLEMS,
    ),
]
