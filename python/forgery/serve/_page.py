"""The page at `/`: a few files of this package, sent as they are."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

#: What there is, and as what it is sent; a request chooses among these and names no file.
_TYPES = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "command.js": "text/javascript; charset=utf-8",
    "curve.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "form.js": "text/javascript; charset=utf-8",
    "rows.js": "text/javascript; charset=utf-8",
    "server.js": "text/javascript; charset=utf-8",
}

#: Nothing from elsewhere, nothing inline, in nobody's frame.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    # Another release may say something else under the same names; the tag tells.
    "cache-control": "no-cache",
}


@cache
def _file(name: str) -> tuple[bytes, str]:
    content = (files(__package__) / "page" / name).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


async def page(request: Request) -> Response:
    """Send a file of the page.

    Args:
        request: The request, for `/` or for one of the files.
    """
    name = request.url.path.rpartition("/")[2] or "index.html"
    content, tag = _file(name)
    headers = {**_HEADERS, "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=_TYPES[name])


#: The page itself and what it is made of.
routes = [
    Route("/" if name == "index.html" else f"/{name}", page, methods=["GET"], name=f"page:{name}")
    for name in _TYPES
]
