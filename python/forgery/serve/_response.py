"""The answer that is a stream: taken from it as fast as the client reads, and closed when the client is gone."""

from __future__ import annotations

from typing import Any

import anyio
from starlette.types import Receive, Scope, Send

from . import _logs
from ._limits import Room
from ._metrics import Meter
from ._shutdown import Life


class StreamResponse:
    """Sends a stream.

    The next batch is asked for when the connection has taken the last one, so a slow client slows its own
    rows and nothing else.
    """

    def __init__(
        self,
        stream: Any,
        meter: Meter,
        room: Room,
        life: Life,
        send_timeout: float,
        told: dict[str, Any],
    ) -> None:
        self._stream = stream
        self._meter = meter
        self._room = room
        self._life = life
        self._send_timeout = send_timeout
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream to its end, or until the client is gone."""
        log = _logs.logger().bind(**self._told)
        if scope["method"] == "HEAD":
            self._room.leave()
            await send({"type": "http.response.start", "status": 200, "headers": self._headers()})
            await send({"type": "http.response.body", "body": b""})
            return
        log.info("stream started")
        self._life.add(self._stream)
        self._meter.begin()
        reason = "gone"
        try:
            async with anyio.create_task_group() as tasks:

                async def watch() -> None:
                    while (await receive())["type"] != "http.disconnect":
                        pass
                    tasks.cancel_scope.cancel()

                tasks.start_soon(watch)
                reason = await self._send(send, log)
                tasks.cancel_scope.cancel()
        finally:
            self._life.remove(self._stream)
            self._room.leave()
            self._meter.close(reason)
            log.info(
                "stream ended",
                reason=self._meter.reason,
                rows=self._meter.rows,
                bytes=self._meter.bytes,
                seconds=round(self._meter.seconds, 3),
            )

    async def _send(self, send: Send, log: Any) -> str:
        """Send all of it; why it ended.

        Where the body has no end, the server drops the connection, so that no client takes it for whole.
        """
        chunks = self._stream.__aiter__()
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self._headers()})
            async for chunk in chunks:
                with anyio.fail_after(self._send_timeout):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.warning("the client does not read")
            self._meter.ended("slow")
            return "slow"
        except OSError:
            return "gone"
        except Exception:
            # Whatever breaks, breaks this stream alone.
            log.exception("stream broken")
            return "error"
        finally:
            with anyio.CancelScope(shield=True):
                close = getattr(chunks, "aclose", None)
                if close is not None:
                    await close()
        broken = getattr(self._stream, "error", None)
        if broken is not None:
            # The client has the marker that says so.
            log.error("stream broken", exc_info=broken)
            return "error"
        return "complete"

    def _headers(self) -> list[tuple[bytes, bytes]]:
        made = {name.lower(): str(value) for name, value in self._stream.headers.items()}
        made.setdefault("content-type", self._stream.media_type)
        made["cache-control"] = "no-store"
        made["vary"] = "accept, accept-encoding"
        # Proxies are not to gather what is to be seen at once.
        made["x-accel-buffering"] = "no"
        return [
            (name.encode("latin-1"), each.encode("latin-1", "replace"))
            for name, each in made.items()
        ]
