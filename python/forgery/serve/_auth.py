"""Who asks: bearer tokens, and what limits of clients count by."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence

from pydantic import SecretStr
from starlette.requests import Request

from ._problems import Problem
from ._settings import Settings


class Clients:
    """Tells clients apart, and whether they may ask."""

    def __init__(self, settings: Settings) -> None:
        self._tokens = _digests(settings.tokens)
        self._proxies = [
            ipaddress.ip_network(each, strict=False) for each in settings.trusted_proxies
        ]

    @property
    def closed(self) -> bool:
        """Whether a token is needed."""
        return bool(self._tokens)

    def check(self, request: Request) -> str:
        """Who asks.

        Args:
            request: The request.

        Returns:
            A text that is the same for all requests of a client, and does not show its token.

        Raises:
            Problem: If a token is needed and there is none, or another.
        """
        if not self._tokens:
            return f"address:{self.address(request)}"
        given = request.headers.get("authorization", "")
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _refused("give a token: Authorization: Bearer TOKEN", "")
        digest = _digest(token.strip().encode("latin-1", "replace"))
        # All of them are compared, each in constant time: how long it takes says nothing.
        found = [hmac.compare_digest(digest, each) for each in self._tokens]
        if not any(found):
            raise _refused("the token is not valid", ', error="invalid_token"')
        return f"token:{found.index(True)}"

    def address(self, request: Request) -> str:
        """The address that a request comes from: the nearest that is no trusted proxy.

        Args:
            request: The request.
        """
        peer = request.client.host if request.client else "unknown"
        if not self._trusted(peer):
            return peer
        hops = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        for hop in reversed([each.strip() for each in hops if each.strip()]):
            try:
                ipaddress.ip_address(hop)
            except ValueError:
                break
            peer = hop
            if not self._trusted(hop):
                break
        return peer

    def _trusted(self, address: str) -> bool:
        if not self._proxies:
            return False
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._proxies)


def _digests(tokens: Sequence[SecretStr]) -> list[bytes]:
    return [_digest(token.get_secret_value().encode()) for token in tokens]


def _digest(token: bytes) -> bytes:
    """A token at one length, so that a comparison does not tell how long it is."""
    return hashlib.sha256(token).digest()


def _refused(detail: str, more: str) -> Problem:
    return Problem(401, detail, headers={"www-authenticate": f'Bearer realm="forgery"{more}'})
