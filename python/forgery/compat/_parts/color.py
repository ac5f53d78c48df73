"""For `forgery.compat.providers.color`."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import Any


class Own:
    """For the class that all locales share."""

    generator: Any

    @cached_property
    def _random_color(self) -> Any:
        """Draws from what the generator drew from when it was first asked for."""
        package = __name__.rpartition("._parts.")[0]
        return import_module(f"{package}.providers.color.color").RandomColor(self.generator)
