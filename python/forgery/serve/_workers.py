"""The threads that make rows: a few for all streams, taken in turn."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar

_Made = TypeVar("_Made")
_LIMITER: RunVar[anyio.CapacityLimiter] = RunVar("forgery_workers")


def limiter() -> anyio.CapacityLimiter:
    """How many threads may make rows at a time: as many as there are cores, and one that waits for them."""
    try:
        return _LIMITER.get()
    except LookupError:
        made = anyio.CapacityLimiter((os.cpu_count() or 1) + 1)
        _LIMITER.set(made)
        return made


async def run(function: Callable[..., _Made], *args: object) -> _Made:
    """Call a function in a thread.

    Args:
        function: The function.
        *args: Its arguments.
    """
    return await anyio.to_thread.run_sync(function, *args, limiter=limiter())
