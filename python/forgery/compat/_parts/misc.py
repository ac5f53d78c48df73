"""For `forgery.compat.providers.misc`."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple, Union  # noqa: UP035 (as Faker's read)

ColumnSpec = Union[Tuple[int, str], Tuple[int, str, Dict[str, Any]]]  # noqa: UP006
DataColumns = List[ColumnSpec]  # noqa: UP006
