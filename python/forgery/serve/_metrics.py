"""What Prometheus is told. Labels have few values: names of datasets that there are, and reasons."""

from __future__ import annotations

import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

#: What a schema of a request is called.
SCHEMA = "schema"
#: Why streams end.
REASONS = ("complete", "shutdown", "duration", "error", "gone", "slow")

_SECONDS = (0.01, 0.1, 1, 10, 60, 600, 3600, 86400)


class Metrics:
    """Counts what is sent; each application has its own, so that several in a process do not add up."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self, version: str, names: Iterable[str]) -> None:
        self.registry = CollectorRegistry()
        self._known = {*names, SCHEMA}
        label = ["dataset"]

        def counter(name: str, doc: str, labels: list[str] = label) -> Counter:
            return Counter(f"forgery_{name}", doc, labels, registry=self.registry)

        self.active = Gauge(
            "forgery_streams_active", "Streams that are open.", label, registry=self.registry
        )
        self.ended = counter("streams_ended", "Streams that ended, by reason.", [*label, "reason"])
        self.rows = counter("rows", "Rows that were sent.")
        self.bytes = counter("bytes", "Bytes of streams that were sent, compressed as they were.")
        self.errors = counter("errors", "Streams that broke.")
        self.requests = counter("requests", "Requests, by endpoint and status.", ["path", "status"])
        self.seconds = Histogram(
            "forgery_stream_seconds",
            "How long streams lasted.",
            label,
            buckets=_SECONDS,
            registry=self.registry,
        )
        memory = Gauge(
            "forgery_memory_bytes", "Memory that the process has.", registry=self.registry
        )
        memory.set_function(lambda: resident() or 0)
        info = Gauge("forgery_info", "The version.", ["version"], registry=self.registry)
        info.labels(version).set(1)

    def label(self, name: str) -> str:
        """The label of a dataset: a name that there is, so that no request makes up others.

        Args:
            name: The name.
        """
        return name if name in self._known else SCHEMA

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


class Meter:
    """The observer of one stream: counts what it sent, for the metrics and for the log."""

    def __init__(self, metrics: Metrics, name: str) -> None:
        self.name = metrics.label(name)
        self.rows = 0
        self.bytes = 0
        self.reason: str | None = None
        self._metrics = metrics
        self._rows = metrics.rows.labels(self.name)
        self._bytes = metrics.bytes.labels(self.name)
        self._began = time.monotonic()

    def begin(self) -> None:
        """The stream begins: it is active until it is closed."""
        self._began = time.monotonic()
        self._metrics.active.labels(self.name).inc()

    @property
    def seconds(self) -> float:
        """How long it has lasted."""
        return time.monotonic() - self._began

    def sent(self, rows: int, bytes: int) -> None:  # noqa: A002 as the protocol has it
        """Rows were handed on.

        Args:
            rows: How many.
            bytes: How many bytes they are.
        """
        self.rows += rows
        self.bytes += bytes
        self._rows.inc(rows)
        self._bytes.inc(bytes)

    def ended(self, reason: str) -> None:
        """The stream says why it ends; the first reason stays.

        Args:
            reason: One of `REASONS`.
        """
        self.reason = self.reason or reason

    def close(self, reason: str) -> None:
        """The stream is over.

        Args:
            reason: Why, if the stream itself has not said it.
        """
        self.ended(reason)
        told = self.reason if self.reason in REASONS else "error"
        self._metrics.active.labels(self.name).dec()
        self._metrics.ended.labels(self.name, told).inc()
        self._metrics.seconds.labels(self.name).observe(self.seconds)
        if told == "error":
            self._metrics.errors.labels(self.name).inc()


def resident() -> int | None:
    """The memory that the process has, in bytes; None where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return _peak()
    import resource

    return pages * resource.getpagesize()


def _peak() -> int | None:
    """The most memory that the process has had, where nothing says how much it has."""
    import sys

    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
