"""What is installed: entry points of the three groups, found when they are first asked for."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, Callable

from ..errors import PluginError

PROVIDERS = "forgery.providers"
SINKS = "forgery.sinks"
DATASETS = "forgery.datasets"
#: The groups of entry points.
GROUPS = (PROVIDERS, SINKS, DATASETS)


class Plugin:
    """An entry point: something of a distribution, loaded when it is asked for.

    Attributes:
        group: One of `GROUPS`.
        name: The entry point's name.
        value: Where the object is: "module:attribute".
        distribution: Name and version of the distribution.
    """

    def __init__(
        self, group: str, name: str, value: str, distribution: str, load: Callable[[], Any]
    ) -> None:
        self.group = group
        self.name = name
        self.value = value
        self.distribution = distribution
        self._load = load
        self._lock = threading.RLock()
        self._loaded: Any = None
        self._why: tuple[str, BaseException | None] | None = None

    def __repr__(self) -> str:
        return f"<{self.group} {self.name} of {self.distribution}>"

    @property
    def what(self) -> str:
        """What it is, for a message."""
        return self.group.rpartition(".")[2].rstrip("s")

    def get(self, read: Callable[[Plugin, Any], Any]) -> Any:
        """The object, loaded and read once.

        Args:
            read: Makes of the object what the group is about.

        Raises:
            PluginError: If it cannot be loaded, or is not what it should be; the same each time.
        """
        with self._lock:
            if self._loaded is None and self._why is None:
                try:
                    self._loaded = read(self, self._load())
                except (Exception, SystemExit) as error:
                    text = str(error) or "no message"
                    if isinstance(error, PluginError):
                        self._why = text, error.__cause__ or error
                    else:
                        self._why = f"{type(error).__name__}: {text}", error
            if self._why is not None:
                raise self.error(*self._why)
            return self._loaded

    def error(self, why: str, cause: BaseException | None = None) -> PluginError:
        """The error that says what is wrong, with all names.

        Args:
            why: What is wrong.
            cause: The exception that it comes from.
        """
        error = PluginError(
            f"{self.what} '{self.name}' of {self.distribution} cannot be loaded: {why}"
        )
        error.distribution = self.distribution
        error.provider = self.name
        error.__cause__ = cause
        return error


def hidden() -> bool:
    """Whether `FORGERY_NO_PLUGINS` hides what is installed."""
    return os.environ.get("FORGERY_NO_PLUGINS", "").strip().lower() not in {"", "0", "false", "no"}


def wanted() -> list[str] | None:
    """The names in `FORGERY_PLUGINS`, or None if it is not set."""
    given = os.environ.get("FORGERY_PLUGINS")
    if given is None:
        return None
    return [name.strip() for name in given.split(",") if name.strip()]


def installed(group: str) -> list[Plugin]:
    """The entry points of a group that are not hidden, by name.

    Args:
        group: One of `GROUPS`.
    """
    if hidden():
        return []
    names, found = wanted(), {}
    for entry in _entry_points(group):
        if names is not None and entry.name not in names:
            continue
        dist = entry.dist
        distribution = (
            f"{dist.name} {dist.version}" if dist is not None else "an unknown distribution"
        )
        # A distribution that is on the path twice counts once.
        key = (entry.name, entry.value, distribution)
        found[key] = Plugin(group, entry.name, entry.value, distribution, entry.load)
    return [found[key] for key in sorted(found)]


def _entry_points(group: str) -> Any:
    if sys.version_info >= (3, 10):
        from importlib.metadata import entry_points
    else:
        from importlib_metadata import entry_points
    return entry_points(group=group)
