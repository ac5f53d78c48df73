"""Rows that are made on other threads while the ones before them are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any

from ._memory import LEAST, Budget
from ._sink import FileSink
from ._table import Source
from ._text import lines


class Pipeline:
    """Threads that make batches, a bounded number ahead of who writes them.

    Args:
        jobs: How many threads make rows.
        budget: How much memory there is.
    """

    def __init__(self, jobs: int, budget: Budget) -> None:
        self._jobs = jobs
        self._budget = budget
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="forgery-rows")

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def window(self) -> int:
        """How many batches are in memory at a time: one for each thread, and the one that is written."""
        return self._jobs + 1

    def batches(
        self, table: Source, name: str, rows: range, size: int, sinks: Sequence[Any], fixed: bool
    ) -> Iterator[tuple[int, list[Any]]]:
        """Make rows once, and of them what each sink writes.

        Args:
            table: The table.
            name: Its name.
            rows: Which rows.
            size: How many rows a batch has.
            sinks: The sinks.
            fixed: Whether batches must have that size, because the files depend on it.

        Yields:
            The number of rows, and what each sink is to write.
        """
        prepares = [getattr(sink, "prepare", None) for sink in sinks]

        # What is read in one form alone needs no columns of what it repeats.
        kind = sinks[0].lines if len(sinks) == 1 and isinstance(sinks[0], FileSink) else None

        def make(start: int, stop: int) -> tuple[int, list[Any]]:
            made = lines(table, start, stop, kind) if kind else None
            if made is not None:
                return stop - start, [made]
            batch = table._rows(start, stop)
            return stop - start, [prepare(batch) if prepare else batch for prepare in prepares]

        waiting: deque[Future[tuple[int, list[Any]]]] = deque()
        at, ahead, done = rows.start, self._jobs, 0
        try:
            while at < rows.stop or waiting:
                while at < rows.stop and len(waiting) < ahead:
                    # Batches begin where whole ones do, so that the engine makes no chunk twice.
                    stop = min(rows.stop, at - at % size + size) if not fixed else at + size
                    stop = min(stop, rows.stop)
                    waiting.append(self._pool.submit(make, at, stop))
                    at = stop
                made = waiting.popleft().result()
                if self._budget.tight:
                    ahead = 1
                    if not fixed and size > LEAST:
                        size = max(size // 2 - size // 2 % LEAST, LEAST)
                done += made[0]
                self._budget.check(name, done)
                yield made
                # What was written need not wait for the next round to go.
                del made
        finally:
            for future in waiting:
                future.cancel()
