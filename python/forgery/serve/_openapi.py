"""The OpenAPI document, made from the table of endpoints and the models; nothing is written twice."""

from __future__ import annotations

import http
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from .. import __version__
from ._body import JSON, YAML
from ._config import StreamConfig
from ._problems import MEDIA_TYPE
from ._routes import Route, routes
from ._service import Service
from ._streaming import SIMPLE

_REF = "#/components/schemas/{model}"
#: Problems that any endpoint may give.
_ANY = (500,)


class FieldProblem(BaseModel):
    """A field that is wrong."""

    field: str
    message: str
    bound: Any = None


class ProblemDocument(BaseModel):
    """What is wrong with a request: RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] = Field(default=[])


def document(service: Service, root: str = "") -> dict[str, Any]:
    """The document.

    Args:
        service: The server's state.
        root: The path before all others.
    """
    table = routes()
    models = {route.body for route in table if route.body is not None}
    models |= {route.answers for route in table if isinstance(route.answers, type)}
    models |= {ProblemDocument}
    ordered = sorted(models, key=lambda model: str(model.__name__))
    _, defined = models_json_schema(
        [(model, "validation") for model in ordered], by_alias=True, ref_template=_REF
    )
    paths: dict[str, Any] = {}
    for route in table:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, service)
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "forgery",
            "version": __version__,
            "summary": "Streams of fake data",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {"schemas": defined.get("$defs", {})},
    }
    if service.clients.closed:
        schemes = {"bearer": {"type": "http", "scheme": "bearer"}}
        made["components"]["securitySchemes"] = schemes
        made["security"] = [{"bearer": []}]
    return made


def _operation(route: Route, service: Service) -> dict[str, Any]:
    made: dict[str, Any] = {"summary": route.summary, "operationId": _id(route)}
    if route.description:
        made["description"] = route.description
    parameters = [_dataset(service, name) for name in route.parameters]
    query = dict(route.query)
    if "format" in query:
        query.update(_simple())
    parameters += [
        {"name": name, "in": "query", "required": False, **_split(schema)}
        for name, schema in query.items()
    ]
    if "format" in query and "{dataset}" in route.path:
        parameters.append(
            {
                "name": "parameters",
                "in": "query",
                "style": "deepObject",
                "explode": True,
                "required": False,
                "description": "Parameters of the dataset: `parameters[country]=DE`.",
                "schema": {"type": "object", "maxProperties": 0},
            }
        )
    if parameters:
        made["parameters"] = parameters
    if route.body is not None:
        schema = {"$ref": _REF.format(model=route.body.__name__)}
        kinds = (JSON[0], YAML[0])
        required = any(each.is_required() for each in route.body.model_fields.values())
        made["requestBody"] = {
            "required": required,
            "content": {kind: {"schema": schema} for kind in kinds},
        }
    made["responses"] = _responses(route, service)
    if route.open:
        made["security"] = []
    return made


def _id(route: Route) -> str:
    words = [part.strip("{}") for part in route.path.replace(".", "/").split("/") if part]
    return "_".join([route.method.lower(), *words])


def _dataset(service: Service, name: str) -> dict[str, Any]:
    schema = {"type": "string", "enum": list(service.datasets)}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _split(schema: Any) -> dict[str, Any]:
    """A parameter's description stands beside its schema."""
    rest = {key: value for key, value in schema.items() if key not in {"description", "title"}}
    return {"description": schema.get("description", ""), "schema": rest}


@lru_cache(maxsize=1)
def _simple() -> dict[str, Any]:
    """The fields of a configuration that a query can say."""
    properties = StreamConfig.model_json_schema(ref_template=_REF)["properties"]
    return {name: properties[name] for name in SIMPLE if name in properties}


def _responses(route: Route, service: Service) -> dict[str, Any]:
    if isinstance(route.answers, type):
        schema = {"$ref": _REF.format(model=route.answers.__name__)}
        content: dict[str, Any] = {"application/json": {"schema": schema}}
    else:
        content = {kind: {"schema": schema} for kind, schema in route.answers.items()}
    made: dict[str, Any] = {"200": {"description": "Success", "content": content}}
    statuses = {*route.problems, *_ANY}
    if service.clients.closed and not route.open:
        statuses.add(401)
    reference = {"$ref": _REF.format(model=ProblemDocument.__name__)}
    for status in sorted(statuses):
        made[str(status)] = {
            "description": http.HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": reference}},
        }
    return made
