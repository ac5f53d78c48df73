"""Schemas in JSON, which has no keys but texts and no dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

#: What stands for a mapping with other keys than texts, and for days and times.
_PAIRS, _DATE, _TIME = "$pairs", "$date", "$datetime"


def to_json(schema: Any) -> Any:
    """A schema as JSON has it, from which `from_json` makes the same schema.

    Args:
        schema: The schema, or a part of it.

    Example:
        >>> to_json({"values": {0: 0.5, 1: 0.5}})
        {'values': {'$pairs': [[0, 0.5], [1, 0.5]]}}
    """
    if isinstance(schema, Mapping):
        if all(isinstance(key, str) for key in schema):
            return {key: to_json(value) for key, value in schema.items()}
        return {_PAIRS: [[to_json(key), to_json(value)] for key, value in schema.items()]}
    if isinstance(schema, (list, tuple)):
        return [to_json(item) for item in schema]
    if isinstance(schema, datetime.datetime):
        return {_TIME: schema.isoformat()}
    if isinstance(schema, datetime.date):
        return {_DATE: schema.isoformat()}
    return schema


def from_json(found: Any) -> Any:
    """The schema that `to_json` wrote.

    Args:
        found: What was read.

    Raises:
        ValueError: If a day or a time is none.

    Example:
        >>> from_json({"values": {"$pairs": [[0, 0.5], [1, 0.5]]}})
        {'values': {0: 0.5, 1: 0.5}}
    """
    if isinstance(found, list):
        return [from_json(item) for item in found]
    if not isinstance(found, dict):
        return found
    if len(found) == 1:
        ((key, value),) = found.items()
        if key == _PAIRS:
            return {from_json(each): from_json(item) for each, item in value}
        if key == _DATE:
            return datetime.date.fromisoformat(value)
        if key == _TIME:
            return datetime.datetime.fromisoformat(value)
    return {key: from_json(value) for key, value in found.items()}
