"""For `forgery.compat.providers.misc`."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple, Union  # noqa: UP035 (as Faker's read)

from .._python import misc

ColumnSpec = Union[Tuple[int, str], Tuple[int, str, Dict[str, Any]]]  # noqa: UP006
DataColumns = List[ColumnSpec]  # noqa: UP006


class Own:
    """For the class that all locales share."""

    def _value_format_selection(self: Any, definition: str, **kwargs: Any) -> Any:
        """The value that a string stands for in a design of JSON."""
        return misc._formatted(self, definition, kwargs)
