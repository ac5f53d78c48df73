"""A bar for long runs, and what a run has done."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

import click

#: Seconds after which a run is long.
_LONG = 1.0


class Progress:
    """Shows a bar on standard error if that is a terminal, the run is long and rich is installed.

    Args:
        rows: How many rows there will be.
        shown: Whether a bar may be shown at all.

    Example:
        >>> with Progress(10, shown=True) as progress:
        ...     progress.add(10)
    """

    def __init__(self, rows: int, shown: bool) -> None:
        self._rows = rows
        self._done = 0
        self._start = time.perf_counter()
        self._bar: Any | None = None
        self._wanted = shown and sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def add(self, rows: int) -> None:
        """Count rows that are done."""
        self._done += rows
        if self._wanted and self._bar is None and self.seconds > _LONG:
            self._bar = self._draw()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self._done)

    def _draw(self) -> Any | None:
        try:
            # Here, because it takes longer to import than many runs take.
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
        except ImportError:
            self._wanted = False
            return None
        columns = (
            BarColumn(),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f} rows"),
            TimeRemainingColumn(),
        )
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.add_task("", total=self._rows)
        bar.start()
        return bar

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self._start

    def summary(self, place: str) -> None:
        """Say how many rows were written, where, and how fast."""
        rate = self._done / max(self.seconds, 1e-9)
        click.echo(
            f"{self._done:,} rows to {place} in {self.seconds:.2f} s: {rate:,.0f} rows/s", err=True
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
