"""Problem documents: what is wrong with a request, as RFC 9457 has it."""

from __future__ import annotations

import http
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..errors import ForgeryError, SchemaError, UnknownLocaleError

#: The content type of such a document.
MEDIA_TYPE = "application/problem+json"
#: How many things that are wrong are said of one request.
_MOST = 50
#: How long a message may be: a request cannot have its own text sent back at any length.
_LONGEST = 1000


class Problem(Exception):  # noqa: N818 what the standard calls it
    """A request that is answered with a problem document.

    Attributes:
        status: The status code.
        detail: What is wrong.
        errors: The fields that are wrong, each with `field`, `message` and perhaps `bound`.
        headers: Headers of the answer.
        kind: The end of the document's `type`.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        kind: str | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = [dict(each) for each in errors]
        self.headers = dict(headers or {})
        self.kind = kind

    def document(self, instance: str) -> dict[str, Any]:
        """The document.

        Args:
            instance: The path that was asked for.
        """
        title = http.HTTPStatus(self.status).phrase
        kind = self.kind or title.lower().replace(" ", "-")
        made: dict[str, Any] = {
            "type": f"urn:forgery:problem:{kind}",
            "title": title,
            "status": self.status,
            "detail": _cut(self.detail),
            "instance": _cut(instance),
        }
        if self.errors:
            made["errors"] = [
                {key: _cut(each) if isinstance(each, str) else each for key, each in error.items()}
                for error in self.errors[:_MOST]
            ]
        return made

    def response(self, request: Request) -> Response:
        """The answer.

        Args:
            request: What it answers.
        """
        document = self.document(request.url.path)
        return Response(
            json.dumps(document, ensure_ascii=False, default=str).encode("utf-8", "replace"),
            self.status,
            {"cache-control": "no-store", **self.headers},
            MEDIA_TYPE,
        )


def wrong(field: str, message: str, bound: Any = None) -> Problem:
    """A field of a request that is wrong.

    Args:
        field: Its path, such as `rate_per_second`.
        message: What is wrong, and what would do.
        bound: The bound that it is beyond, if that is the matter.
    """
    error: dict[str, Any] = {"field": field, "message": message}
    if bound is not None:
        error["bound"] = bound
    return Problem(422, f"{field}: {message}" if field else message, [error])


def of_error(error: Exception) -> Problem | None:
    """The problem that an exception stands for; None if it is nobody's fault but ours.

    Args:
        error: The exception.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, SchemaError) and error.errors:
        found = [{"field": _path(each[0], each[3]), "message": each[3]} for each in error.errors]
        return Problem(422, _summary(found), found)
    if isinstance(error, ForgeryError) and isinstance(error, (ValueError, TypeError)):
        message = _FILE.sub("", str(error))
        return Problem(422, message, [{"field": _named(error, message), "message": message}])
    if type(error).__name__ == "ValidationError" and hasattr(error, "errors"):
        return of_validation(error)
    return None


def of_validation(error: Any, known: Sequence[str] = ()) -> Problem:
    """The problem that pydantic found.

    Args:
        error: Its `ValidationError`.
        known: The names of fields, to say the nearest of an unknown one.
    """
    from ._config import errors_of

    found = []
    told = errors_of(error, known)
    for each, (field, message) in zip(error.errors(include_url=False, include_input=False), told):
        entry: dict[str, Any] = {"field": field, "message": message}
        context = each.get("ctx") or {}
        bound = next((context[key] for key in _BOUNDS if key in context), None)
        if isinstance(bound, (int, float, str)):
            entry["bound"] = bound
        if entry not in found:
            found.append(entry)
    return Problem(422, _summary(found), found)


#: What a message begins with if it is about a file: where that is, is nobody's business.
_FILE = re.compile(r"^\S*\.ya?ml(?::\d+:\d+)?: ", re.MULTILINE)
#: How messages of the engine name what they are about.
_PARAMETER = re.compile(r"\bparameter '(\w+)'")
_FIELD = re.compile(r"^'([\w.\[\]]+)'")


def _named(error: ForgeryError, message: str) -> str:
    """The field that an error is about, as far as it says so."""
    if isinstance(error, UnknownLocaleError):
        return "locale"
    parameter, field = _PARAMETER.search(message), _FIELD.match(message)
    if parameter:
        return f"parameters.{parameter[1]}"
    return field[1] if field else error.column or ""


_BOUNDS = ("le", "lt", "ge", "gt", "max_length", "min_length")


def _path(path: str, message: str) -> str:
    if message.startswith("unknown time zone"):
        return "timezone"
    return f"schema.{path}" if path else "schema"


def _summary(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return "the request is wrong"
    first = found[0]
    field, message = str(first["field"]), str(first["message"])
    text = f"{field}: {message}" if field else message
    return f"{text} (and {len(found) - 1} more)" if len(found) > 1 else text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
