"""Which format and which compression a request wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from ._problems import Problem, wrong

#: The formats of streams by name, and their media types; the first is what is sent if a client takes anything.
FORMATS: Mapping[str, tuple[str, ...]] = {
    "ndjson": (
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/jsonlines",
    ),
    "sse": ("text/event-stream",),
    "csv": ("text/csv",),
    "arrow": ("application/vnd.apache.arrow.stream",),
}
#: The compressions, the better one first.
COMPRESSIONS = ("zstd", "gzip")


def parsed(header: str) -> list[tuple[str, float]]:
    """What a header such as `Accept` lists, each with its quality.

    Args:
        header: The header's value.
    """
    found = []
    for part in header.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        if not name:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        found.append((name, quality))
    return found


def _quality(media: str, accepted: Sequence[tuple[str, float]]) -> float:
    """How welcome a media type is: what names it counts before what has a star."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in accepted if name == wanted]
        if found:
            return max(found)
    return 0.0


def chosen_format(request: Request) -> str:
    """The format of a stream: what the query says, or else what `Accept` likes best.

    Args:
        request: The request.

    Raises:
        Problem: If there is no such format.
    """
    named = request.query_params.get("format")
    if named is not None:
        name = {"jsonl": "ndjson"}.get(named, named)
        if name not in FORMATS:
            from .._nearest import near

            hint = near(named, FORMATS)
            raise wrong("format", f"one of {', '.join(FORMATS)}, not '{named[:40]}'{hint}")
        return name
    accepted = parsed(",".join(request.headers.getlist("accept"))) or [("*/*", 1.0)]
    best, liked = "", 0.0
    for name, types in FORMATS.items():
        quality = max(_quality(media, accepted) for media in types)
        if quality > liked:
            best, liked = name, quality
    if not best:
        offered = ", ".join(types[0] for types in FORMATS.values())
        message = f"none of what 'Accept' names is sent here, but {offered}"
        raise Problem(406, message, [{"field": "Accept", "message": message}])
    return best


def chosen_compression(request: Request, offered: Sequence[str] = COMPRESSIONS) -> str | None:
    """The compression of a stream: what the query says, or else what `Accept-Encoding` likes best.

    Args:
        request: The request.
        offered: What there is, the better one first.

    Raises:
        Problem: If there is no such compression, or the client takes nothing that there is.
    """
    named = request.query_params.get("compression")
    if named is not None:
        if named not in {*offered, "none"}:
            names = ", ".join([*offered, "none"])
            raise wrong("compression", f"one of {names}, not '{named[:40]}'")
        return None if named == "none" else named
    accepted = dict(parsed(",".join(request.headers.getlist("accept-encoding"))))
    others = accepted.get("*", 0.0)
    best, liked = None, 0.0
    for name in offered:
        quality = accepted.get(name, others)
        if quality > liked:
            best, liked = name, quality
    plain = accepted.get("identity", 0.0 if accepted.get("*") == 0 else None)
    if best is None and plain == 0:
        message = f"'Accept-Encoding' refuses all that is sent here: identity, {', '.join(offered)}"
        raise Problem(406, message, [{"field": "Accept-Encoding", "message": message}])
    return None if plain is not None and plain > liked else best
