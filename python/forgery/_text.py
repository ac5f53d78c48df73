"""Values as text, for rows that Python writes: the engine's text for values that both know."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any


def csv_cell(value: Any) -> str:
    r"""The text of a value in a CSV file.

    Args:
        value: A value of a row.

    Example:
        >>> csv_cell(True), csv_cell(None), csv_cell(b"\x01\xff")
        ('true', '', '01ff')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, Enum):
        return csv_cell(value.value)
    if isinstance(value, (set, frozenset)):
        return repr(ordered(value))
    return str(value)


def json_default(value: Any) -> Any:
    """What stands in JSON for a value that JSON does not have: the `default` of `json.dumps`.

    Args:
        value: A value that `json` cannot write.

    Raises:
        TypeError: If nothing stands for it.

    Example:
        >>> json_default(datetime.date(2020, 1, 31))
        '2020-01-31'
    """
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return ordered(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, datetime.timedelta) or type(value).__name__ in {"Decimal", "UUID"}:
        return str(value)
    message = f"JSON has nothing for values of type {type(value).__name__}"
    raise TypeError(message)


def json_value(value: Any) -> Any:
    """A value of a row without NaN, infinity and odd keys, which JSON does not have.

    Args:
        value: A value of a row.

    Example:
        >>> json_value([float("nan"), {(1, 2): 3}])
        [None, {'(1, 2)': 3}]
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): json_value(item) for key, item in value.items()}
    return value


def ordered(values: Any) -> list[Any]:
    """The values of a set in an order that does not depend on hashes and thus on the process.

    Args:
        values: A set.

    Example:
        >>> ordered({"b", "a"})
        ['a', 'b']
    """
    return sorted(values, key=lambda value: (type(value).__name__, repr(value)))
