"""What pytest loads in every environment that has forgery: it offers the fixture `faker` where nobody else does.

A package of its own, so that a test run which makes no fake data does not import forgery before its tests do, and a
run that measures forgery's coverage counts what happens at import. PYTEST_DONT_REWRITE
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pytest

# The name of Faker's plugin: where that is installed, it stays; where it is blocked by `-p no:faker`, so is ours.
_NAME = "faker"


def pytest_configure(config: pytest.Config) -> None:
    """Bring the fixtures, when all plugins are known."""
    manager = config.pluginmanager
    if manager.has_plugin(_NAME) or manager.is_blocked(_NAME):
        return
    from forgery.compat.contrib.pytest import plugin

    manager.register(plugin, _NAME)
