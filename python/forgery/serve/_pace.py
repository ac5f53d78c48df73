"""When rows are due: at a rate, at their event times, or at once."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from collections.abc import Sequence

#: Rows that are due within so many seconds of each other go out together.
TOGETHER = 0.01


class Bucket:
    """A bucket of tokens, one for each row: `rate` of them come in each second, and it holds `burst`.

    Without a `burst` it begins with one token and holds what a tenth of a second brings, so that rows come evenly and
    a short delay is made up for.

    Args:
        rate: Rows a second.
        burst: How many rows may come at once.
        now: The time.
    """

    def __init__(self, rate: float, burst: int | None, now: float) -> None:
        self._rate = rate
        self._holds = burst if burst is not None else max(math.ceil(rate / 10), 1)
        self._since = now
        self._first = float(burst) if burst is not None else 1.0
        self._taken = 0

    def ready(self, now: float) -> int:
        """How many rows may go out.

        Args:
            now: The time.
        """
        tokens = self._first + (now - self._since) * self._rate - self._taken
        if tokens > self._holds:
            # It is full: what comes in is lost.
            self._since, self._first, self._taken = now, float(self._holds), 0
            tokens = self._first
        return max(math.floor(tokens + 1e-9), 0)

    def take(self, rows: int) -> None:
        """Take the tokens of some rows.

        Args:
            rows: How many.
        """
        self._taken += rows

    def wait(self, now: float) -> float:
        """How many seconds to wait for a row, or for some that may go together.

        Args:
            now: The time.
        """
        due = self._since + (self._taken + 1 - self._first) / self._rate
        quick = self._rate * TOGETHER > 1
        # Never nothing: time has to pass.
        return max(due - now, min(TOGETHER, self._holds / self._rate / 2) if quick else 1e-6)


class Clock:
    """Event times that pass faster than time does.

    Args:
        first: The event time of the first row.
        compression: How many times faster.
        now: The time at which the first row is due.
    """

    def __init__(self, first: datetime.datetime, compression: float, now: float) -> None:
        self._first = first
        self._compression = compression
        self._since = now

    def ready(self, times: Sequence[datetime.datetime], at: int, now: float) -> int:
        """How many of the rows from one on are due.

        Args:
            times: Event times, ascending.
            at: The place of the row among them.
            now: The time.
        """
        try:
            passed = datetime.timedelta(seconds=(now - self._since) * self._compression)
            reached = self._first + passed
        except OverflowError:
            return len(times) - at
        return max(bisect_right(times, reached, at) - at, 0)

    def wait(self, times: Sequence[datetime.datetime], at: int, now: float) -> float:
        """How many seconds to wait for a row.

        Args:
            times: Event times, ascending.
            at: The place of the row among them.
            now: The time.
        """
        distance = (times[at] - self._first).total_seconds() / self._compression
        # A microsecond more, so that rounding does not wake it too early.
        return max(self._since + distance - now + 1e-6, 0.001)
