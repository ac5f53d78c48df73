"""The application: endpoints, and around them the id of a request, tokens, problems and the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Endpoint
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import _logs, _page
from ._problems import Problem, of_error
from ._routes import Route, routes
from ._service import Service
from ._settings import Settings

_SHOWN = ["Forgery-Seed", "Forgery-Schema-Version", "Forgery-Rows", "Forgery-Values-Version"]
_EXPOSED = [*_SHOWN, "Forgery-Offset", "X-Request-ID", "Retry-After"]


def create_app(settings: Settings | None = None) -> Starlette:
    """Make the application.

    Args:
        settings: The settings; by default those of the environment.

    Returns:
        An ASGI application; `app.state.service` is its state.
    """
    if settings is None:
        from ._settings import load

        settings = load()
    service = Service(settings)
    middleware = [Middleware(Outer, service=service)]
    if settings.cors_origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID", "X-Request-ID"],
            expose_headers=_EXPOSED,
        )
        middleware.append(cors)
    app = Starlette(
        routes=[*_endpoints(service), *_page.routes],
        middleware=middleware,
        exception_handlers={HTTPException: _refused},
    )
    app.state.service = service
    app.router.redirect_slashes = False
    return app


def _endpoints(service: Service) -> list[BaseRoute]:
    """The table's endpoints, those of one path together: another method than theirs is 405."""
    paths: dict[str, dict[str, Route]] = {}
    for route in routes():
        paths.setdefault(route.path, {})[route.method] = route
    return [
        Endpoint(path, _endpoint(service, path, methods), methods=list(methods))
        for path, methods in paths.items()
    ]


def _endpoint(
    service: Service, path: str, methods: dict[str, Route]
) -> Callable[[Request], Awaitable[Any]]:
    async def answer(request: Request) -> Any:
        route = methods.get(request.method) or methods["GET"]  # HEAD
        try:
            if route.open:
                request.state.client = ""
            else:
                request.state.client = service.clients.check(request)
            made = await route.handler(service, request)
        except Exception as error:
            made = _answered(error, request)
        service.metrics.requests.labels(path, str(getattr(made, "status_code", 200))).inc()
        return made

    return answer


def _answered(error: Exception, request: Request) -> Response:
    problem = of_error(error)
    if problem is None:
        _logs.logger().exception("request failed", path=request.url.path)
        problem = Problem(500, "something went wrong here; the log has it by the request's id")
    return problem.response(request)


async def _refused(request: Request, error: Exception) -> Response:
    """What no endpoint answers: another path, another method."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return Problem(404, "there is nothing here; GET /openapi.json says what there is").response(
            request
        )
    if error.status_code == 405:
        detail = f"{request.method} is not for this path; {headers.get('Allow', '')} would do"
        return Problem(405, detail, headers=headers).response(request)
    return Problem(error.status_code, str(error.detail), headers=headers).response(request)


class Outer:
    """Gives each request an id, in the log and in the answer, and answers what breaks."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        name = _logs.request_id(request.headers.get(_logs.HEADER))
        root = self._service.settings.root_path
        if root:
            scope["root_path"] = root
            if not scope["path"].startswith(root + "/"):
                scope["path"] = root + scope["path"]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=name)
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                extra = [
                    (_logs.HEADER.encode(), name.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
                known = {key for key, _ in message["headers"]}
                more = [each for each in extra if each[0] not in known]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        try:
            await self._app(scope, receive, told)
        except Exception as error:
            if begun:
                _logs.logger().exception("answer broken", path=scope["path"])
                raise
            await _answered(error, request)(scope, receive, told)
