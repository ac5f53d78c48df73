"""A pytest plugin that has `import faker` mean forgery, in the tests and in every library: `-p forgery.compat.alias`.

Give it on the command line or in `addopts`. `pytest_plugins` in a conftest.py comes too late where Faker is installed:
pytest has loaded Faker's own plugin then.
"""

from __future__ import annotations

from ..errors import AliasError
from . import _alias

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pytest

_installed_here = False


def pytest_addoption(parser: pytest.Parser) -> None:  # noqa: ARG001
    """Install the alias: pytest calls this before it loads the plugins that are installed."""
    global _installed_here
    if _alias.installed():
        return
    try:
        _alias.install()
    except AliasError as error:
        import pytest

        raise pytest.UsageError(*error.args) from error
    _installed_here = True


def pytest_unconfigure(config: pytest.Config) -> None:  # noqa: ARG001
    """Leave a process that goes on after its tests as it was."""
    global _installed_here
    if _installed_here:
        _alias.uninstall()
        _installed_here = False
