"""A limit of memory that holds: batches are as large as fit, and what does not fit is an error."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from ..errors import InvalidTypeError, InvalidValueError, MemoryLimitError

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
#: Rows that are made to see how large a row is, and the fewest in a batch.
SAMPLE = 256
LEAST = 1024
#: How often a batch is in memory: as columns, as what is written, and in the library that writes it.
_COPIES = 3


def parsed(memory: Any) -> int | None:
    """A number of bytes, written as an integer or as `256M`.

    Args:
        memory: What was given; None for no limit.

    Raises:
        forgery.errors.ForgeryError: If it is no amount of memory.
    """
    if memory is None:
        return None
    if isinstance(memory, bool) or not isinstance(memory, (int, str)):
        raise InvalidTypeError(
            f"memory must be a number of bytes or a text as '256M', not {memory!r}"
        )
    if isinstance(memory, int):
        found = memory
    else:
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?\s*", memory, re.IGNORECASE)
        if match is None:
            raise InvalidValueError(f"memory must be an amount as '256M' or '2G', not '{memory}'")
        found = int(float(match[1]) * _UNITS[match[2].upper()])
    if found < 1 << 20:
        raise InvalidValueError(f"memory must be at least 1M, not {memory!r}")
    return found


def shown(amount: float) -> str:
    """An amount of memory as people read it.

    Args:
        amount: Bytes.
    """
    for unit in ("bytes", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            return f"{amount:,.0f} {unit}" if unit == "bytes" else f"{amount:,.1f} {unit}"
        amount /= 1024
    return ""


def used() -> int:
    """The memory of this process that is in use, or 0 where nobody says."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        pass
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Budget:
    """How much of the limit is left, and how many rows fit.

    Args:
        limit: The most bytes by which the process may grow; None for no limit.
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.before = used()

    def batch(self, what: str, row: float, wanted: int, window: int, fixed: int | None) -> int:
        """How many rows a batch may have.

        Args:
            what: The table.
            row: Bytes of a row, in all forms.
            wanted: How many there would be without a limit.
            window: How many batches are in memory at a time.
            fixed: How many there must be, if somebody said so.

        Raises:
            forgery.errors.MemoryLimitError: If not even a small batch fits, with what would.
        """
        if self.limit is None:
            return fixed or wanted
        left = self.limit - max(used() - self.before, 0)
        each = row * _COPIES * window
        fits = int(left * 0.8 / max(each, 1))
        least = fixed or min(LEAST, wanted)
        if fits < least:
            need = least * each / 0.8 + self.limit - left
            raise MemoryLimitError(
                f"table '{what}': {least:,} rows of about {shown(row)} take {shown(least * each)} while they "
                f"are written, and memory is {shown(self.limit)}, of which {shown(max(left, 0))} are left; "
                f"give at least {shown(need * 1.1)}"
                + (", a smaller row_group_size" if fixed else "")
                + ", fewer columns, or fewer formats at a time"
            )
        if fixed:
            return fixed
        fits = min(fits, wanted)
        return fits - fits % LEAST if fits >= LEAST else fits

    @property
    def grown(self) -> int:
        """By how many bytes the process has grown."""
        return max(used() - self.before, 0)

    @property
    def tight(self) -> bool:
        """Whether batches had better be smaller."""
        return self.limit is not None and self.grown > 0.85 * self.limit

    def check(self, what: str, rows: int) -> None:
        """Raise if there is no memory left.

        Args:
            what: The table.
            rows: How many of its rows are written.

        Raises:
            forgery.errors.MemoryLimitError: With what would do.
        """
        if self.limit is not None and (grown := self.grown) > self.limit:
            raise MemoryLimitError(
                f"table '{what}', row {rows:,}: the process has grown by {shown(grown)}, and memory is "
                f"{shown(self.limit)}; nothing was replaced. Give at least {shown(grown * 1.25)}, fewer formats at "
                "a time, or jobs=1"
            )
