"""What a schema is, for people; and its digest."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ._parameters import Parameter
from ._problems import shown_key


def digest(content: Mapping[str, Any]) -> str:
    """A digest of all that the rows depend on, beside the seed and the version of values.

    Args:
        content: The schema.
    """
    tables = {}
    for name, table in content["tables"].items():
        columns = {key: _bare(column) for key, column in table["columns"].items()}
        kept = {key: each for key, each in table.items() if key not in {"description", "columns"}}
        tables[name] = {**kept, "columns": columns}
    whole = {"tables": tables, "locale": content.get("locale"), "as_of": content.get("as_of")}
    text = json.dumps(_pairs(whole), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(column: Any) -> Any:
    if not isinstance(column, Mapping):
        return column
    return {key: each for key, each in column.items() if key not in {"doc", "check"}}


def _pairs(value: Any) -> Any:
    """A value that JSON has, in which the types of keys and the order of columns count."""
    if isinstance(value, Mapping):
        return {"map": [[_pairs(key), _pairs(each)] for key, each in value.items()]}
    if isinstance(value, (list, tuple)):
        return [_pairs(each) for each in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, (str, int, float)) or value is None:
        return value
    return {type(value).__name__: str(value)}


def described(content: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """What a schema is.

    Args:
        content: The schema.
        parameters: Its parameters.
    """
    return {
        "name": content.get("name"),
        "version": content.get("version"),
        "description": content.get("description"),
        "category": content.get("category"),
        "tags": list(content.get("tags") or ()),
        "parameters": {name: _parameter(each) for name, each in parameters.items()},
        "tables": {name: _table(table) for name, table in content["tables"].items()},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    said = {
        "default": parameter.default,
        "type": parameter.type,
        "min": parameter.min,
        "max": parameter.max,
        "values": None if parameter.values is None else list(parameter.values),
        "doc": parameter.doc or None,
    }
    return {key: value for key, value in said.items() if value is not None or key == "default"}


def _table(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "description": table.get("description"),
        "rows": rows_text(table["rows"]),
        "hidden": table.get("hidden") is True,
        "columns": {
            name: {
                "kind": kind(column),
                "doc": column.get("doc") if isinstance(column, Mapping) else None,
                "hidden": isinstance(column, Mapping) and column.get("hidden") is True,
            }
            for name, column in table["columns"].items()
        },
    }


def rows_text(rows: Any) -> str:
    """How many rows a table has, in words.

    Args:
        rows: What the schema says.
    """
    if not isinstance(rows, Mapping):
        return f"{rows:,}" if isinstance(rows, int) else str(rows)
    per = f" for each row of {rows['per']}" if "per" in rows else ""
    if "every" in rows:
        until = f"{rows['points']} times" if "points" in rows else f"until {rows.get('end')}"
        return f"one every {rows['every']} from {rows['start']}, {until}{per}"
    if "arrivals" in rows:
        many = (
            f"{rows['count']} events" if "count" in rows else f"{rows.get('per_day')} events a day"
        )
        return f"{many} from {rows['start']} until {rows['end']}{per}"
    told = [f"{key} {rows[key]}" for key in ("count", "mean", "min", "max") if key in rows]
    return f"{rows.get('distribution', 'some')} ({', '.join(told)}){per}"


def kind(column: Any) -> str:
    """What a column is, in a word or two.

    Args:
        column: What the schema says.
    """
    if isinstance(column, (list, tuple)):
        return shown_key(column[0]) if column else ""
    if not isinstance(column, Mapping):
        return str(column)
    if "ref" in column:
        return f"ref {column['ref']}"
    if "type" in column:
        return str(column["type"])
    return "expr" if "expr" in column else "template"
