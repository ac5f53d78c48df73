"""How much a request may ask for, and how many streams there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ._problems import Problem, wrong
from ._settings import Settings

#: Seconds after which a client may try again, where nobody knows when a stream ends.
RETRY = 5


class Gate:
    """Counts streams, of each client and in all, and refuses those beyond the limits."""

    def __init__(self, settings: Settings) -> None:
        self._all = settings.max_streams
        self._each = settings.max_streams_per_client
        self._counts: Counter[str] = Counter()
        self.active = 0

    @contextmanager
    def room(self, client: str) -> Iterator[Room]:
        """Take room for a stream; it is given back at the end of the block, unless the stream keeps it.

        Args:
            client: Who asks.

        Raises:
            Problem: If there is none.
        """
        if self.active >= self._all:
            raise _full("max_streams", f"all {self._all} streams are in use", self._all)
        if self._counts[client] >= self._each:
            message = f"a client may have {self._each} streams at a time"
            raise _full("max_streams_per_client", message, self._each)
        self.active += 1
        self._counts[client] += 1
        room = Room(self, client)
        try:
            yield room
        finally:
            if not room.kept:
                room.leave()

    def _leave(self, client: str) -> None:
        self.active -= 1
        self._counts[client] -= 1
        if self._counts[client] <= 0:
            del self._counts[client]


class Room:
    """Room for a stream.

    Attributes:
        kept: Whether the stream keeps it beyond the block that took it.
    """

    def __init__(self, gate: Gate, client: str) -> None:
        self.kept = False
        self._gate: Gate | None = gate
        self._client = client

    def leave(self) -> None:
        """Give it back; once is enough."""
        gate, self._gate = self._gate, None
        if gate is not None:
            gate._leave(self._client)


def _full(field: str, message: str, bound: int) -> Problem:
    error = {"field": field, "message": message, "bound": bound}
    return Problem(429, message, [error], {"retry-after": str(RETRY)})


def check(config: Any, settings: Settings) -> Any:
    """Check what a stream asks for against the settings.

    Args:
        config: The configuration of the stream.
        settings: The settings.

    Returns:
        The configuration, with the rate that stands where none was given.

    Raises:
        Problem: If something is beyond its bound.
    """
    if config.rows is not None and config.rows > settings.max_rows:
        raise _beyond("rows", config.rows, settings.max_rows)
    most, rate = settings.max_rate, config.rate_per_second
    if rate is None and "rate_per_second" not in config.model_fields_set:
        standing = settings.default_rate if settings.default_rate is not None else most
        if standing is not None and config.time_compression is None:
            config = config.model_copy(update={"rate_per_second": standing})
    elif most is not None and (rate is None or rate > most):
        raise _beyond("rate_per_second", "no limit" if rate is None else rate, most)
    return config


def _beyond(field: str, given: Any, bound: float) -> Problem:
    shown = f"{given:,}" if isinstance(given, int) else str(given)
    return wrong(field, f"at most {bound:,} is allowed here, and {shown} was asked for", bound)
