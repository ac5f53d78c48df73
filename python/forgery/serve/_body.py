"""Bodies of requests: JSON or YAML, read to a limit, and nothing but plain values."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import anyio
from starlette.requests import ClientDisconnect, Request

from ._problems import Problem, wrong
from ._settings import Settings

JSON = ("application/json",)
YAML = ("application/yaml", "application/x-yaml", "text/yaml")

#: How deep lists and mappings may nest.
_DEEP = 40
#: How long a number may be, in digits: longer ones take long to read, and mean nothing.
_DIGITS = 400


async def read(request: Request, settings: Settings) -> Any:
    """Read the body of a request; None if there is none.

    Args:
        request: The request.
        settings: The settings.

    Raises:
        Problem: If it is too large, of another type, or cannot be read.
    """
    kind = _kind(request)
    content = await _bytes(request, settings)
    if not content:
        return None
    if kind is None:
        raise _unsupported("say what the body is: Content-Type: application/json")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the body is not UTF-8: byte {error.start} is {content[error.start]:#04x}"
        raise Problem(400, message) from None
    parse = _json if kind in JSON else _yaml
    # YAML takes its time, and other requests need not wait for it.
    value = parse(text) if kind in JSON else await anyio.to_thread.run_sync(parse, text)
    check(value)
    return value


def _kind(request: Request) -> str | None:
    header = request.headers.get("content-type")
    if header is None:
        return None
    kind, _, parameters = header.partition(";")
    kind = kind.strip().lower()
    if kind not in {*JSON, *YAML}:
        raise _unsupported(f"a body of type '{kind[:60]}' is not read here")
    charset = parameters.strip().lower()
    if charset.startswith("charset=") and charset[8:].strip('"') not in {"utf-8", "utf8"}:
        raise _unsupported("the body must be in UTF-8")
    coding = request.headers.get("content-encoding", "identity").lower()
    if coding != "identity":
        raise _unsupported("compressed bodies are not read here")
    return kind


def _unsupported(message: str) -> Problem:
    accepted = ", ".join((JSON[0], YAML[0]))
    return Problem(415, f"{message}; send {accepted}", headers={"accept": accepted})


async def _bytes(request: Request, settings: Settings) -> bytes:
    most = settings.max_request_bytes
    length = request.headers.get("content-length", "")
    if length.isdigit() and len(length) < 20 and int(length) > most:
        raise _too_large(most)
    parts, size = [], 0
    try:
        with anyio.fail_after(settings.body_timeout):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError:
        message = f"the body was not here within {settings.body_timeout:g} seconds"
        raise Problem(408, message, headers={"connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(400, "the body ended early") from None
    return b"".join(parts)


def _too_large(most: int) -> Problem:
    message = f"a body has at most {most:,} bytes here"
    return Problem(413, message, [{"field": "", "message": message, "bound": most}])


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        message = f"the body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise Problem(400, message) from None
    except RecursionError:
        raise _too_deep() from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise Problem(400, f"the key '{twice[:60]}' stands twice in the body")
    return made


def _constant(name: str) -> Any:
    raise Problem(400, f"the body is not JSON: {name} is no number of JSON's")


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise Problem(400, f"the body has a number of {len(digits):,} digits")
    return int(digits)


def _yaml(text: str) -> Any:
    from .._optional import need

    yaml: Any = need("yaml", "server")
    from .._yaml import Loader

    class Strict(Loader):
        """No aliases: with ten of them a few lines stand for more than any memory holds."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                message = "aliases (*name) are not read here: write out what they stand for"
                raise yaml.constructor.ConstructorError(problem=message, problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        return yaml.load(text, Strict)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        said = getattr(error, "problem", None) or str(error)
        message = f"the body is not YAML: {' '.join(said.split())}{where}"
        raise Problem(400, message) from None
    except RecursionError:
        raise _too_deep() from None
    except (ValueError, TypeError, OverflowError) as error:
        # A day that no calendar has, a number of too many digits, a list for a key.
        raise Problem(400, f"the body is not YAML: {' '.join(str(error).split())}") from None


def _too_deep() -> Problem:
    return Problem(400, f"the body is nested too deeply: at most {_DEEP} levels are read")


def check(value: Any) -> None:
    """Check that a value is what JSON can say, or YAML of the same kinds, and not nested too deeply.

    Args:
        value: What was read.

    Raises:
        Problem: If it is not.
    """
    left = [(value, 0)]
    while left:
        each, depth = left.pop()
        if depth > _DEEP:
            raise _too_deep()
        if isinstance(each, Mapping):
            for key, inner in each.items():
                if not isinstance(key, (str, int, float, bool, datetime.date, type(None))):
                    raise Problem(400, "the keys of mappings must be texts or numbers")
                left += ((key, depth + 1), (inner, depth + 1))
        elif isinstance(each, list):
            left += [(inner, depth + 1) for inner in each]
        elif isinstance(each, str):
            _text(each)
        elif isinstance(each, int) and abs(each) >= 10**_DIGITS:
            raise Problem(400, "the body has a number that is too long")
        elif not isinstance(each, (int, float, datetime.date, type(None))):
            raise Problem(
                400, f"the body has a value of a kind that is not read: {type(each).__name__}"
            )


def _text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Problem(400, "the body has half of a surrogate pair, which is no text") from None


def mapping(value: Any) -> dict[str, Any]:
    """The body as a mapping with texts for keys; an empty one if there is none.

    Args:
        value: What was read.

    Raises:
        Problem: If it is something else.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        from ..schema._problems import shown

        raise wrong("", f"the body must be a mapping, not {shown(value)}")
    for key in value:
        if not isinstance(key, str):
            raise wrong(str(key), "the names of fields are texts")
    return value
