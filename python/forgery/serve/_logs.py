"""Logs: a line of JSON for each event, or one for people. Never bodies, never tokens."""

from __future__ import annotations

import logging
import re
import sys
import uuid
from typing import Any

import structlog

#: The name of the header, and what of a client's is taken.
HEADER = "x-request-id"
_SANE = re.compile(r"[A-Za-z0-9._:-]{1,100}")


def configure(level: str, form: str) -> None:
    """Set up the log of the process, to standard error; uvicorn's messages go there too.

    Tracebacks come without the values of variables, which may be bodies and settings.

    Args:
        level: The least important messages: debug, info, warning, error.
        form: json or console.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        last: list[Any] = [
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    else:
        last = [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # What uvicorn tells of requests has whole URLs, and what it tells of its start is said here too.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)


def logger() -> Any:
    """The server's logger."""
    return structlog.stdlib.get_logger("forgery.serve")


def request_id(given: str | None) -> str:
    """The id of a request: the client's, if it is short and plain, or else a new one.

    Args:
        given: What the client says.
    """
    return given if given is not None and _SANE.fullmatch(given) else uuid.uuid4().hex
