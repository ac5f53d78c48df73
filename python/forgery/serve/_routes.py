"""The table of endpoints: what is served, and what is said of it in the OpenAPI document, in one place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from ._service import Service

Handler = Callable[[Service, Request], Awaitable[Any]]


@dataclass(frozen=True)
class Route:
    """An endpoint.

    Attributes:
        method: GET or POST.
        path: The path, with the names of its parameters in braces.
        handler: What answers.
        summary: What it is for, in a line.
        body: The model of the body, if it takes one.
        query: Parameters of the query, each with its schema.
        answers: What a successful answer holds: a model, or media types with their schemas.
        problems: The status codes of problems, beside those that any endpoint may give.
        open: Whether it is answered without a token.
        description: More about it.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    body: Any = None
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: Any = None
    problems: tuple[int, ...] = ()
    open: bool = False
    description: str = ""

    @property
    def parameters(self) -> list[str]:
        """The parameters of the path."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]


def routes() -> list[Route]:
    """All endpoints."""
    from . import _catalogue, _curve, _records, _status, _streaming

    catalogue = [*_catalogue.ROUTES, _curve.route]
    return [*_streaming.ROUTES, *catalogue, *_records.ROUTES, *_status.ROUTES]
