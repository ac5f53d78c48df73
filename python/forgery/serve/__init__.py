"""`forgery serve`: streams of any dataset or schema over HTTP. Needs the extra `forgery[server]`.

    forgery serve --port 8000
    curl -N 'localhost:8000/stream/sales?rows=1000&rate_per_second=10&format=sse'

`create_app` gives the same as an ASGI application, for a server of one's own.
"""

from __future__ import annotations

from typing import Any

from .._optional import need

#: What the extra brings; the first that is missing is named.
_NEEDED = (
    "pydantic",
    "starlette",
    "uvicorn",
    "pydantic_settings",
    "structlog",
    "prometheus_client",
    "yaml",
)

for _module in _NEEDED:
    need(_module, "server")

__all__ = ["Settings", "create_app", "load_settings", "run"]

from ._app import create_app  # noqa: E402 only now is it known that its libraries are there
from ._settings import Settings  # noqa: E402
from ._settings import load as load_settings  # noqa: E402


def run(settings: Settings) -> bool:
    """Serve until a signal ends it.

    Args:
        settings: The settings.

    Returns:
        Whether it could be started.
    """
    import uvicorn

    from . import _logs
    from ._shutdown import Server

    _logs.configure(settings.log_level, settings.log_format)
    app = create_app(settings)
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "lifespan": "off",
        "proxy_headers": False,
        "timeout_graceful_shutdown": max(round(settings.shutdown_seconds), 1),
        "h11_max_incomplete_event_size": 65_536,
    }
    life = app.state.service.life
    server = Server(uvicorn.Config(app, **options), life, settings.drain_seconds)
    try:
        server.run()
    except SystemExit:  # uvicorn has said that the port is taken
        return False
    return server.started
