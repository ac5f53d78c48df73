"""The end of the server: streams get their final marker, then it closes."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn

from . import _logs
from ._problems import Problem


class Life:
    """Whether the server takes streams, and which are open."""

    def __init__(self) -> None:
        self.stopping = False
        self._streams: set[Any] = set()

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    def check(self) -> None:
        """Raise if no more streams are taken."""
        if self.stopping:
            raise Problem(503, "the server is shutting down", headers={"retry-after": "5"})

    def add(self, stream: Any) -> None:
        """A stream begins.

        Args:
            stream: Something with `stop(reason)`.
        """
        self._streams.add(stream)
        if self.stopping:
            stream.stop("shutdown")

    def remove(self, stream: Any) -> None:
        """A stream is over.

        Args:
            stream: The stream.
        """
        self._streams.discard(stream)

    def stop(self) -> None:
        """Take no more streams; `/ready` says so."""
        self.stopping = True

    def end(self) -> None:
        """Have all streams end, each with the row to resume at."""
        self.stop()
        for stream in list(self._streams):
            stream.stop("shutdown")


class Server(uvicorn.Server):
    """Uvicorn, which ends with 0 after a signal, and only after the streams' final markers."""

    def __init__(self, config: uvicorn.Config, life: Life, drain: float) -> None:
        super().__init__(config)
        self._life = life
        self._drain = drain

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals; uvicorn's own raises them again at the end, and so exits with another code."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        taken = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in taken}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal: the first one ends streams and waits for them, another one does not wait."""
        del frame
        _logs.logger().info("signal", signal=signal.Signals(sig).name, streams=self._life.streams)
        self._life.stop()
        self.force_exit = self.should_exit
        self.should_exit = True

    async def startup(self, sockets: Any = None) -> None:
        """Listen, and say where: port 0 is whatever was free."""
        await super().startup(sockets)
        if self.started:
            for server in self.servers:
                for each in server.sockets:
                    host, port = each.getsockname()[:2]
                    _logs.logger().info("listening", host=host, port=port)

    async def shutdown(self, sockets: Any = None) -> None:
        """End the streams, then close."""
        if self._drain and not self.force_exit:
            # Load balancers see that it is not ready, and send nothing new.
            await asyncio.sleep(self._drain)
        self._life.end()
        await super().shutdown(sockets)
        _logs.logger().info("stopped")
