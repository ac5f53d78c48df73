"""Libraries that are needed for some outputs only."""

from __future__ import annotations

import importlib

from .errors import MissingExtraError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def need(module: str, extra: str) -> ModuleType:
    """Import an optional library, or say which extra brings it.

    Args:
        module: The library's import name.
        extra: The extra of forgery that installs it.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        message = f"this needs {module}: pip install 'forgery[{extra}]'"
        raise MissingExtraError(message, name=module) from error
