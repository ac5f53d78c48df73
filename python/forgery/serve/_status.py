"""How the server is: `/health`, `/ready`, `/metrics`, `/openapi.json`."""

from typing import Any, Literal, Optional

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import VALUES_VERSION, __version__
from ._metrics import resident
from ._routes import Route
from ._service import Service


class Health(BaseModel):
    """How the server is."""

    status: Literal["ok", "stopping"]
    version: str = Field(description="The version of forgery.")
    values_version: int = Field(description="Changes when the same seed gives another value.")
    datasets: int = Field(description="How many datasets there are.")
    memory_bytes: Optional[int] = Field(description="The memory of the process.")
    uptime_seconds: float
    streams: int = Field(description="How many streams are open.")


class Ready(BaseModel):
    """Whether streams are taken."""

    ready: bool


async def health(service: Service, request: Request) -> Response:
    """Say how the server is."""
    del request
    made = Health(
        status="stopping" if service.life.stopping else "ok",
        version=__version__,
        values_version=VALUES_VERSION,
        datasets=len(service.datasets),
        memory_bytes=resident(),
        uptime_seconds=round(service.uptime, 3),
        streams=service.life.streams,
    )
    return JSONResponse(made.model_dump(), headers={"cache-control": "no-store"})


async def ready(service: Service, request: Request) -> Response:
    """Say whether streams are taken."""
    del request
    service.life.check()
    return JSONResponse({"ready": True}, headers={"cache-control": "no-store"})


async def metrics(service: Service, request: Request) -> Response:
    """Tell Prometheus."""
    del request
    return Response(service.metrics.text(), headers={"content-type": service.metrics.content_type})


async def openapi(service: Service, request: Request) -> Response:
    """Give the OpenAPI document."""
    from ._openapi import document

    return JSONResponse(document(service, request.scope.get("root_path", "")))


_TEXT: Any = {"text/plain": {"type": "string"}}

ROUTES = [
    Route("GET", "/health", health, "How the server is", answers=Health, open=True),
    Route(
        "GET",
        "/ready",
        ready,
        "Whether it takes streams",
        answers=Ready,
        problems=(503,),
        open=True,
    ),
    Route("GET", "/metrics", metrics, "Metrics for Prometheus", answers=_TEXT),
    Route(
        "GET",
        "/openapi.json",
        openapi,
        "This document",
        answers={"application/json": {"type": "object"}},
        open=True,
    ),
]
