"""What all endpoints share: settings, limits, metrics, and the threads that plan."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, TypeVar

import anyio

from .. import __version__
from .._datasets import DatasetInfo, datasets
from .._nearest import near
from ..schema import Schema
from ._auth import Clients
from ._known import dataset_schema
from ._limits import RETRY, Gate
from ._metrics import Metrics
from ._problems import Problem
from ._settings import Settings
from ._shutdown import Life

T = TypeVar("T")

#: How many requests are planned at a time: planning takes a processor, and streams need it too.
_PLANNERS = 2
#: How many times as long as planning may take a request waits for its turn.
_PATIENCE = 3


class Service:
    """The server's state; one for each application."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clients = Clients(settings)
        self.gate = Gate(settings)
        self.life = Life()
        self.began = time.monotonic()
        shown = settings.datasets
        self.datasets: dict[str, DatasetInfo] = {
            info.name: info for info in datasets() if shown is None or info.name in shown
        }
        self.metrics = Metrics(__version__, self.datasets)
        self._planners: asyncio.Semaphore | None = None

    @property
    def uptime(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began

    def known(self, name: str) -> DatasetInfo:
        """A dataset that is shown.

        Args:
            name: Its name.

        Raises:
            Problem: If there is none.
        """
        info = self.datasets.get(name)
        if info is None:
            hint = near(name[:100], self.datasets) or "; GET /datasets lists them"
            raise Problem(404, f"there is no dataset '{name[:100]}'{hint}")
        return info

    def schema(self, name: str) -> Schema:
        """The schema of a dataset, which is read once.

        Args:
            name: Its name.
        """
        return dataset_schema(name)

    async def plan(self, function: Callable[..., T], *args: Any, **options: Any) -> T:
        """Run what takes a while in a thread, so that streams go on, and not for ever.

        Args:
            function: What to run.
            *args: Its arguments.
            **options: Its options.

        Raises:
            Problem: If it takes too long.
        """
        if self._planners is None:
            self._planners = asyncio.Semaphore(_PLANNERS)
        planners, loop = self._planners, asyncio.get_running_loop()
        seconds = self.settings.plan_timeout

        def run() -> T:
            # A thread that nobody waits for any more still counts until it ends.
            try:
                return function(*args, **options)
            finally:
                loop.call_soon_threadsafe(planners.release)

        with anyio.move_on_after(_PATIENCE * seconds) as waiting:
            await planners.acquire()
        if waiting.cancelled_caught:
            message = "too much is being planned at the moment"
            raise Problem(503, message, headers={"retry-after": str(RETRY)})
        try:
            with anyio.fail_after(seconds):
                return await anyio.to_thread.run_sync(
                    run, abandon_on_cancel=True, limiter=anyio.CapacityLimiter(1)
                )
        except TimeoutError:
            message = f"what is asked for was not planned within {seconds:g} seconds"
            error = {"field": "", "message": message, "bound": seconds}
            raise Problem(422, message, [error]) from None
