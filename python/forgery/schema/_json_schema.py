"""The language as a JSON Schema, for editors."""

from __future__ import annotations

from typing import Any

from .._optional import need

#: What stands wherever a plain value does: `${name}`, or a text with it.
_HOLE = {"type": "string", "pattern": r"\$\{.+\}"}
_PLAIN = {"integer", "number", "boolean"}
#: Keys whose values are schemas by name, and those whose values are lists of schemas.
_NAMED = ("properties", "$defs")
_LISTED = ("anyOf", "oneOf", "allOf")


def json_schema() -> dict[str, Any]:
    """The language as a JSON Schema (draft 2020-12).

    Raises:
        forgery.errors.MissingExtraError: If pydantic is not installed.

    Example:
        >>> json_schema()["title"]
        'forgery schema'
    """
    need("pydantic", "schema")
    from ._models import TYPES, Document

    made = Document.model_json_schema(by_alias=True)
    found: dict[str, Any] = _opened(made)
    _tables_or_columns(found)
    # Any other text is the name of a field: those that the language has are checked as its own.
    kind = found["$defs"]["Catalogue"]["properties"]["type"]
    kind["not"] = {"anyOf": [{"enum": sorted(TYPES)}, {"pattern": r"^geo\."}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "forgery schema",
        **{key: value for key, value in found.items() if key != "title"},
    }


def _opened(value: Any) -> Any:
    """A JSON Schema in which `${name}` may stand for plain values, without titles that repeat names."""
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, each in value.items():
        if key in _NAMED:
            made[key] = {name: _opened(inner) for name, inner in each.items()}
        elif key in _LISTED:
            # One of them in pydantic is found by its type; in an editor several may fit for a while.
            made["anyOf" if key == "oneOf" else key] = [_opened(inner) for inner in each]
        elif key in {"items", "additionalProperties"}:
            made[key] = _opened(each)
        elif key not in {"title", "discriminator"}:
            made[key] = each
    return _with_hole(made)


def _with_hole(schema: dict[str, Any]) -> dict[str, Any]:
    kind = schema.get("type")
    closed = not {"const", "enum", "pattern"}.isdisjoint(schema)
    if isinstance(kind, str) and (kind in _PLAIN or (kind == "string" and closed)):
        told: dict[str, Any] = {
            key: schema.pop(key) for key in ("description", "default") if key in schema
        }
        return {**told, "anyOf": [schema, dict(_HOLE)]}
    return schema


def _tables_or_columns(document: dict[str, Any]) -> None:
    """Let the columns of a single table stand at the top."""
    table = document["$defs"]["Table"]["properties"]
    for key in ("rows", "columns", "correlations", "overlays", "truth", "primary_key"):
        document["properties"].setdefault(key, table[key])
    document["properties"]["rows"] = {"anyOf": [table["rows"], {"type": "null"}]}
    document.pop("required", None)
    document["anyOf"] = [{"required": ["tables"]}, {"required": ["columns"]}]
