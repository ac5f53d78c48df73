"""Tables of weighted words."""

from __future__ import annotations

from collections import OrderedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["add_ordereddicts"]


def add_ordereddicts(*odicts: OrderedDict[Any, Any]) -> OrderedDict[Any, Any]:
    """Join mappings in their order; where one has a key of an earlier one, its value counts."""
    return OrderedDict(item for odict in odicts for item in odict.items())
