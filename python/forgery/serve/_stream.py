"""The loop of a stream: rows are made when the client has taken those before, and go out when they are due."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

import anyio

from .. import VALUES_VERSION
from ..errors import ForgeryError
from ._compress import compressor
from ._formats import Block, End, Writer, writer
from ._pace import Bucket, Clock
from ._workers import run

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ._config import StreamConfig
    from ._source import Source

#: Bytes of a block, which are made at once, and of a part of it, which is sent at once.
_BLOCK = 1 << 20
_PART = 1 << 18
#: Rows of a block: the engine makes whole thousands (1,024) best.
_MANY = 4096
#: Rows of the first block, from which the size of a row is known.
_FIRST = 16
#: Seconds of a stream with a rate that a block is made ahead for, and rows that are not worth less.
_AHEAD, _LEAST = 4, 64
#: Parts below this many bytes are compressed without a thread of their own.
_SMALL = 1 << 14
#: Seconds after which Server-Sent Events say that they are still there.
_QUIET = 15


class Observer(Protocol):
    """Who is told of a stream."""

    def sent(self, rows: int, bytes: int) -> None:  # noqa: A002
        """Rows went out.

        Args:
            rows: How many.
            bytes: How many bytes they were, compressed.
        """

    def ended(self, reason: str) -> None:
        """The stream has ended.

        Args:
            reason: `complete`, `shutdown`, `duration`, `error`, or `gone` if the client went.
        """


class Nobody:
    """An observer that does nothing."""

    def sent(self, rows: int, bytes: int) -> None:  # noqa: A002
        """Rows went out."""

    def ended(self, reason: str) -> None:
        """The stream has ended."""


@dataclass(frozen=True)
class Limits:
    """What a server allows a stream.

    Attributes:
        rows: The most rows.
        rate: The most rows a second.
        duration: The most seconds.
    """

    rows: int | None = None
    rate: float | None = None
    duration: float | None = None


class Timer:
    """The time, and waiting for it."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    async def wait(self, seconds: float, stopped: anyio.Event) -> None:
        """Wait, but no longer than until the stream is stopped.

        Args:
            seconds: How long.
            stopped: What says that it is.
        """
        with anyio.move_on_after(seconds):
            await stopped.wait()


class Stream:
    """The bytes of a stream: iterate over it once.

    Attributes:
        media_type: What they are.
        headers: What the response says of them.
        next: The row that comes next.
        error: What went wrong, if something did.

    Args:
        source: Where the rows come from.
        config: The configuration.
        format: `ndjson`, `sse`, `csv` or `arrow`.
        compression: `gzip`, `zstd` or None.
        limits: What the server allows.
        on: Who is told of it.
        timer: The time.
        make: Makes the writer of a format, which decides what the stream is of.

    Raises:
        forgery.errors.ForgeryError: If the format cannot hold the rows, or a library is missing.
    """

    def __init__(
        self,
        source: Source,
        config: StreamConfig,
        *,
        format: str = "ndjson",  # noqa: A002
        compression: str | None = None,
        limits: Limits | None = None,
        on: Observer | None = None,
        timer: Timer | None = None,
        make: Callable[[str, Source, bool], Writer] = writer,
    ) -> None:
        self._source = source
        self._config = config
        self._limits = limits or Limits()
        self._on: Observer = on or Nobody()
        self._timer = timer or Timer()
        self._writer = make(format, source, config.marker)
        self._pack = compressor(compression)
        # Made where the stream runs, which need not be where it is planned.
        self._stopped: anyio.Event | None = None
        self._reason: str | None = None
        self.media_type: str = self._writer.media_type
        self.next = config.offset
        self.error: BaseException | None = None
        self._stop_at = source.num_rows
        if self._limits.rows is not None:
            self._stop_at = min(self._stop_at, self._limits.rows)
        rates = [each for each in (config.rate_per_second, self._limits.rate) if each is not None]
        self._rate = min(rates) if rates else None
        self._bucket: Bucket | None = None
        self._clock: Clock | None = None
        self._times: Sequence[datetime.datetime] = ()
        self._row_size = 0.0
        self._spoke = 0.0
        self.headers = self._headers(compression)

    def _headers(self, compression: str | None) -> dict[str, str]:
        source, offset = self._source, self._config.offset
        told = {
            "Forgery-Seed": quote(str(source.seed), safe=" !#$&'()*+,/:;=?@[]"),
            "Forgery-Rows": str(source.num_rows),
            "Forgery-Offset": str(offset),
            "Forgery-Schema-Version": str(source.version(offset).number),
            "Forgery-Values-Version": str(VALUES_VERSION),
        }
        if compression is not None:
            told["Content-Encoding"] = compression
        return told

    def stop(self, reason: str) -> None:
        """End the stream soon, with a marker that says why and the row to resume at.

        Args:
            reason: Why: `shutdown`, `duration`.
        """
        if self._reason is None:
            self._reason = reason
            if self._stopped is not None:
                self._stopped.set()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._parts()

    async def _parts(self) -> AsyncIterator[bytes]:
        reason = "gone"
        self._stopped = anyio.Event()
        began = self._spoke = self._timer.now()
        first = self.next
        rows = self._rows(began)
        try:
            try:
                async for part in rows:
                    yield part
                done = self.next >= self._stop_at
                how = "complete" if done else self._reason or "complete"
            except Exception as error:
                self.error = error
                how = "error"
            end = End(how, self.next - first, self.next, self._broken())
            if told := self._told(self._writer.end(end), False) + self._packed_end():
                yield told
            reason = how
        finally:
            await rows.aclose()
            self._on.ended(reason)

    def _broken(self) -> str | None:
        """What went wrong, as far as it is the client's business: not what a library says of its insides."""
        if self.error is None:
            return None
        if isinstance(self.error, ForgeryError):
            return str(self.error)
        return f"rows could not be made: {type(self.error).__name__}"

    def _packed_end(self) -> bytes:
        end = b"" if self._pack is None else self._pack.end()
        self._on.sent(0, len(end))
        return end

    async def _rows(self, began: float) -> AsyncGenerator[bytes, None]:
        timed = self._config.time_compression is not None
        paced = timed or self._rate is not None
        if head := self._told(self._writer.begin(self.next), True):
            yield head
        while self.next < self._stop_at and not self._over(began):
            if self._changes() and (part := self._told(self._writer.change(self.next), paced)):
                yield part
            if not paced:
                stop, part = await run(self._whole, self.next)
                if part:
                    yield part
                self._went(stop, part)
                continue
            block = await run(self._block, self.next)
            if self._bucket is None and self._clock is None:
                self._start(self._timer.now())
            while self.next < block.stop:
                stop = await self._due(block, began)
                if self._over(began):
                    break
                if stop == self.next:  # quiet for a while
                    yield self._told(b": still here\n\n", True)
                    continue
                part = block.take(stop)
                if self._pack is not None and len(part) > _SMALL:
                    part = await run(self._packed, part, True)
                else:
                    part = self._packed(part, True)
                if part:
                    yield part
                self._went(stop, part)

    def _changes(self) -> bool:
        """Whether the row that comes next is the first of another version."""
        return self.next > self._config.offset and self._source.version(self.next).row == self.next

    def _went(self, stop: int, part: bytes) -> None:
        rows, self.next = stop - self.next, stop
        self._said(rows, part)

    def _said(self, rows: int, part: bytes) -> None:
        if part:
            self._spoke = self._timer.now()
        self._on.sent(rows, len(part))

    def _told(self, data: bytes, flush: bool) -> bytes:
        """What is sent beside the rows."""
        made = self._packed(data, flush) if data else b""
        if made:
            self._said(0, made)
        return made

    def _whole(self, start: int) -> tuple[int, bytes]:
        """Make the next rows and pack them."""
        block = self._block(start)
        return block.stop, self._packed(block.take(block.stop), False)

    def _over(self, began: float) -> bool:
        duration = self._limits.duration
        if duration is not None and self._timer.now() - began >= duration:
            self.stop("duration")
        return self._reason is not None

    def _start(self, now: float) -> None:
        """Begin to count: the first row is due now."""
        if self._rate is not None:
            self._bucket = Bucket(self._rate, self._config.burst, now)
        if self._config.time_compression is not None:
            self._clock = Clock(self._times[0], self._config.time_compression, now)

    def _block(self, start: int) -> Block:
        """Make the next rows: as many as are about a megabyte, or as come in the next seconds."""
        rows = int(_BLOCK / self._row_size) if self._row_size else _FIRST
        if self._rate is not None:
            rows = min(rows, max(int(self._rate * _AHEAD), _LEAST))
        elif self._config.time_compression is not None:
            rows = min(rows, 256)
        rows = min(1 << max(rows.bit_length() - 1, 0), _MANY)
        stop = min((start // rows + 1) * rows, self._source.until(start), self._stop_at)
        block = self._writer.block(start, stop)
        if self._config.time_compression is not None:
            self._times = self._source.times(start, stop)
        self._row_size = max(block.size / (stop - start), 1.0)
        return block

    def _part(self, block: Block) -> int:
        rows = max(int(_PART / max(self._row_size, 1.0)), 1)
        return min(self.next + rows, block.stop)

    async def _due(self, block: Block, began: float) -> int:
        """The row before which rows may go out; waits until there is one."""
        quiet = self._spoke + _QUIET
        stopped = self._stopped or anyio.Event()
        while True:
            now = self._timer.now()
            ready, wait = block.stop - self.next, 0.0
            if self._bucket is not None:
                tokens = self._bucket.ready(now)
                ready = min(ready, tokens)
                if not tokens:
                    wait = self._bucket.wait(now)
            if self._clock is not None:
                at = self.next - block.start
                due = self._clock.ready(self._times, at, now)
                ready = min(ready, due)
                if not due:
                    wait = max(wait, self._clock.wait(self._times, at, now))
            if ready:
                ready = min(ready, self._part(block) - self.next)
                if self._bucket is not None:
                    self._bucket.take(ready)
                return self.next + ready
            if self.media_type == "text/event-stream" and now >= quiet:
                return self.next
            await self._timer.wait(self._shorter(wait, now, began, quiet), stopped)
            if self._over(began):
                return self.next

    def _shorter(self, wait: float, now: float, began: float, quiet: float) -> float:
        """No longer than until the stream is over, or says that it is still there."""
        if self._limits.duration is not None:
            wait = min(wait, max(began + self._limits.duration - now, 0.0))
        if self.media_type == "text/event-stream":
            wait = min(wait, max(quiet - now, 0.0))
        return wait

    def _packed(self, data: bytes, flush: bool) -> bytes:
        return data if self._pack is None else self._pack.add(data, flush)
