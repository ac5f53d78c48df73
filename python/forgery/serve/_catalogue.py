"""What there is: `/datasets`, `/fields`."""

import json
from functools import lru_cache
from typing import Any, Optional

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..schema._describe import described
from ._config import StreamConfig
from ._problems import wrong
from ._routes import Route
from ._service import Service

#: How many rows a dataset is shown with, and the seed of them.
_SAMPLE, _SEED = 5, 42


class Listed(BaseModel):
    """A dataset in the list."""

    name: str
    category: str
    description: str
    tags: list[str]
    version: str
    distribution: str = Field(description="Who ships it.")


class Datasets(BaseModel):
    """The datasets."""

    datasets: list[Listed]


class Column(BaseModel):
    """A column."""

    name: str
    kind: str
    doc: Optional[str]


class Table(BaseModel):
    """A table."""

    name: str
    description: Optional[str]
    rows: str
    columns: list[Column]


class Dataset(Listed):
    """A dataset, with all that a stream of it takes."""

    table: str = Field(description="The table that is streamed unless another one is named.")
    columns: list[Column] = Field(description="The columns of that table.")
    tables: list[Table]
    parameters: dict[str, Any]
    configuration: dict[str, Any] = Field(description="The JSON Schema of a stream's body.")
    sample: list[dict[str, Any]]


class FieldEntry(BaseModel):
    """A field."""

    name: str
    kind: str
    provider: str
    returns: str
    params: list[dict[str, Any]]
    doc: str


class Fields(BaseModel):
    """The fields."""

    fields: list[FieldEntry]


async def datasets(service: Service, request: Request) -> Response:
    """List the datasets."""
    del request
    found = [_listed(info) for info in service.datasets.values() if info.error is None]
    return JSONResponse({"datasets": found})


def _listed(info: Any) -> dict[str, Any]:
    return Listed(**{**info._asdict(), "tags": list(info.tags)}).model_dump()


async def dataset(service: Service, request: Request) -> Response:
    """Show a dataset."""
    info = service.known(request.path_params["dataset"])
    return Response(await service.plan(_shown, service, info), media_type="application/json")


def _shown(service: Service, info: Any) -> bytes:
    schema = service.schema(info.name)
    told = described(schema.content, schema.parameters)
    tables = [_table(name, table) for name, table in told["tables"].items() if not table["hidden"]]
    main = schema.main
    made = {
        **_listed(info),
        "table": main,
        "columns": next(table["columns"] for table in tables if table["name"] == main),
        "tables": tables,
        "parameters": told["parameters"],
        "configuration": configuration(schema),
        "sample": json.loads(_sample(schema, main)),
    }
    return json.dumps(made, ensure_ascii=False, default=str).encode()


def _table(name: str, table: dict[str, Any]) -> dict[str, Any]:
    columns = [
        {"name": key, "kind": column["kind"], "doc": column["doc"]}
        for key, column in table["columns"].items()
        if not column["hidden"]
    ]
    described = {"description": table["description"], "rows": table["rows"]}
    return {"name": name, **described, "columns": columns}


def _sample(schema: Any, name: str) -> bytes:
    table = schema.plan(seed=_SEED)[name]
    lines = bytes(table._rows(0, min(_SAMPLE, table.num_rows)).text("jsonl", None))
    return b"[" + lines[:-1].replace(b"\n", b",") + b"]"


_KINDS = {"int": "integer", "float": "number", "str": "string", "bool": "boolean", "date": "string"}


def configuration(schema: Any) -> dict[str, Any]:
    """The JSON Schema of a stream's body, with the dataset's own parameters.

    Args:
        schema: The dataset's schema.
    """
    made = dict(_configuration())
    made["properties"] = dict(made["properties"])
    properties = {}
    for name, parameter in schema.parameters.items():
        kind = _KINDS.get(parameter.type)
        said = {
            "type": kind,
            "format": "date" if parameter.type == "date" else None,
            "minimum": parameter.min if kind in {"integer", "number"} else None,
            "maximum": parameter.max if kind in {"integer", "number"} else None,
            "enum": None if parameter.values is None else list(parameter.values),
            "description": parameter.doc or None,
        }
        properties[name] = {key: each for key, each in said.items() if each is not None}
        properties[name]["default"] = parameter.default
    made["properties"]["parameters"] = {
        "type": "object",
        "description": "The dataset's own parameters",
        "properties": properties,
        "additionalProperties": False,
    }
    shown = [name for name, table in schema.content["tables"].items() if not table.get("hidden")]
    made["properties"]["table"] = {
        "enum": shown,
        "default": schema.main,
        "description": "Which table",
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


@lru_cache(maxsize=1)
def _configuration() -> dict[str, Any]:
    return StreamConfig.model_json_schema()


async def fields(service: Service, request: Request) -> Response:
    """List what a column can be."""
    del service
    for key in request.query_params:
        if key != "search":
            raise wrong(key[:60], "there is no such parameter of the query, only 'search'")
    wanted = request.query_params.get("search", "").lower()
    found = [each for each in _fields() if wanted in f"{each['name']}\n{each['doc']}".lower()]
    return JSONResponse({"fields": found})


@lru_cache(maxsize=1)
def _fields() -> list[dict[str, Any]]:
    from ..cli._listing import catalogue

    return list(catalogue())


_MISSING = (404, 422, 503)

ROUTES = [
    Route("GET", "/datasets", datasets, "The datasets", answers=Datasets),
    Route("GET", "/datasets/{dataset}", dataset, "A dataset", answers=Dataset, problems=_MISSING),
    Route(
        "GET",
        "/fields",
        fields,
        "What a column can be",
        query={"search": {"type": "string", "description": "Only what has this in its name."}},
        answers=Fields,
        problems=(422,),
    ),
]
