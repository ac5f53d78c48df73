"""Streams read to their end, on a clock that nobody waits for."""

from __future__ import annotations

import anyio
import anyio.lowlevel
from forgery.serve._config import StreamConfig
from forgery.serve._source import open_dataset, open_schema
from forgery.serve._stream import Limits, Stream, Timer

#: Events at a rate, with a column of every type that Arrow has.
EVENTS = {
    "name": "events",
    "tables": {
        "events": {
            "rows": 5000,
            "columns": {
                "id": {"type": "key"},
                "at": {
                    "type": "datetime",
                    "start": "2024-01-01",
                    "end": "2024-02-01",
                    "arrivals": True,
                },
                "who": "person.name",
                "note": {
                    "type": "choice",
                    "values": ["plain", 'with "quotes", and a\r\nline', "", "ü"],
                },
                "amount": {"type": "decimal", "min": 1, "max": 99, "scale": 2, "null": 0.2},
                "n": {"type": "int", "min": 1, "max": 9},
                "f": {"type": "float", "min": 0, "max": 1},
                "ok": {"type": "bool"},
            },
        }
    },
}


class Fake(Timer):
    """A clock that goes on when somebody waits.

    Attributes:
        waits: How long was waited each time.
        before: What is called before each.
    """

    def __init__(self):
        self.time = 1000.0
        self.waits = []
        self.before = lambda: None

    def now(self):
        return self.time

    async def wait(self, seconds, stopped):
        self.before()
        self.waits.append(seconds)
        self.time += seconds
        await anyio.lowlevel.checkpoint()


class Seen:
    """An observer.

    Attributes:
        rows: How many rows it was told of.
        bytes: How many bytes.
        reasons: Why streams ended.
    """

    def __init__(self):
        self.rows = self.bytes = 0
        self.reasons = []

    def sent(self, rows, size):
        self.rows += rows
        self.bytes += size

    def ended(self, reason):
        self.reasons.append(reason)


def config(**given):
    return StreamConfig.model_validate({"seed": 1, **given})


def source(of=EVENTS, limit=100_000, **given):
    """The source of a schema or a dataset, and its configuration."""
    made = config(**given)
    opened = open_dataset if isinstance(of, str) else open_schema
    return opened(of, made, limit), made


def stream(of=EVENTS, form="ndjson", compression=None, limits=None, timer=None, on=None, **given):
    found, made = source(of, **given)
    return Stream(
        found,
        made,
        format=form,
        compression=compression,
        limits=limits or Limits(),
        timer=timer or Fake(),
        on=on,
    )


def parts(made):
    """All parts of a stream."""

    async def read():
        return [part async for part in made]

    return anyio.run(read)


def read(*args, **given):
    """All bytes of a stream."""
    return b"".join(parts(stream(*args, **given)))
