"""The page of all keys of the language of schemas, from its models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forgery.schema import json_schema
from forgery.schema._models import TYPES

from .pages import HEADER, cells, code

TOP = """# Keys of schemas

All keys of [the language](../schemas.md), as a schema is checked for them; [schema.json](../schema.json) has the same
for editors. Keys in bold are required. `${name}` may stand in place of any plain value.
[Distributions](../distributions.md) and [expressions](../expressions.md) have pages of their own.

"""

EVERY = """A column is a text (the name of a field, of an entity's attribute, or of another table's column), a list
(a field's name and its arguments) or a mapping. Every mapping may have:

"""

#: The sections: a title, and the models in it.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Rows", ("PerParent", "Ticks", "Events")),
    ("Correlations", ("forgery__schema___models___tables__Correlation",)),
    (
        "Parts of series and bars",
        (
            *("Season", "Ar1", "Ou", "Walk", "Gbm", "Garch", "Regime", "Jumps", "Missing"),
            "forgery__schema___models___series__Correlation",
        ),
    ),
    ("Arrivals", ("Arrivals", "Holidays", "Noises")),
    (
        "Overlays",
        ("Anomaly", "MissingValues", "Typo", "OtherForm", "Duplicate", "Drift", "Late"),
    ),
)
#: What stands in a schema for a model.
CALLED = {
    "PerParent": "rows per parent",
    "Ticks": "rows that are ticks",
    "Events": "rows that are events",
    "Season": "seasonality",
    "Ar1": "process: ar1",
    "Ou": "process: ou",
    "Walk": "process: walk",
    "Gbm": "process: gbm",
    "Garch": "volatility: garch",
    "Regime": "regimes",
    "Noises": "noise of arrivals",
    "MissingValues": "missing values",
    "OtherForm": "other forms",
    "Late": "late events",
    "Missing": "missing of series",
    "forgery__schema___models___series__Correlation": "correlation of series",
    "forgery__schema___models___tables__Correlation": "an item of correlations",
}
PLAIN = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping",
}
#: What is said of models that have no section.
NAMED = {
    "Distribution": "a distribution",
    "Process": "a mapping with `ar1`, `ou`, `walk` or `gbm`",
    "Volatility": "a mapping with `garch`",
    "BarParts": "a mapping with the keys of a series, `gaps` and `volume`",
}
#: The names of presets and of distributions are on other pages.
NAMES = {"shopping": "the name of a preset", "uniform": "a distribution"}
#: Keys that bars have from series, of which they are.
OF_SERIES = "It has the keys of `series` too, here or in `of`.\n\n"


def page() -> str:
    """Make the page."""
    document = json_schema()
    models = document["$defs"]
    common = models["Constant"]["properties"]
    shared = {key: each for key, each in common.items() if key not in {"type", "value"}}
    top = {key: each for key, each in document["properties"].items() if key not in _table(models)}
    parts = [HEADER, TOP, "## The schema\n\n", *_keys({**top, "parameters": top["parameters"]}, ())]
    parts += ["\n## Parameters\n\n", PARAMETERS, "\n## Tables\n\n", *_model(models["Table"])]
    parts += ["\n## Every column\n\n", EVERY, *_keys(shared, ()), "\n## Types of columns\n"]
    kinds = {
        **{kind: model.__name__ for kind, model in TYPES.items()},
        "ref": "Ref",
        "expr": "Expr",
    }
    for kind, name in sorted(kinds.items()):
        if kind != "count":  # stands beside `aggregate`
            own = set(models["Series"]["properties"]) if kind == "bar" else set()
            parts.append(_section(_title(kind), models[name], (*shared, *own)))
    for title, names in SECTIONS:
        parts.append(f"\n## {title}\n")
        parts += [_section(CALLED.get(name, name.lower()), models[name], ()) for name in names]
    return "".join(parts)


PARAMETERS = """A parameter is its default, or a mapping:

| key | takes | meaning |
|---|---|---|
| **`default`** | a plain value | what it is where nobody says otherwise |
| `type` | `int`, `float`, `str`, `bool`, `date` | what it takes; by default what its default is |
| `min`, `max` | a number or a date | its bounds |
| `values` | a list | what it takes, and nothing else |
| `doc` | a text | what it means |
"""


def _table(models: dict[str, Any]) -> set[str]:
    """Keys of a table that may stand at the top."""
    return set(models["Table"]["properties"]) - {"description"}


def _title(kind: str) -> str:
    return {"aggregate": "aggregate, count"}.get(kind, kind)


def _section(title: str, model: dict[str, Any], without: tuple[str, ...]) -> str:
    series = OF_SERIES if title == "bar" else ""
    return f"\n### {title}\n\n{model['description']}\n\n{series}" + "".join(_model(model, without))


def _model(model: dict[str, Any], without: tuple[str, ...] = ()) -> Iterator[str]:
    shown = {
        key: each for key, each in model["properties"].items() if key not in {*without, "type"}
    }
    if "type" in model["properties"] and "expr" in shown:  # there it is no constant
        shown["type"] = model["properties"]["type"]
    yield from _keys(shown, model.get("required", ()))


def _keys(properties: dict[str, Any], required: Any) -> Iterator[str]:
    if not properties:
        yield "It has no keys of its own.\n"
        return
    yield "| key | takes | meaning |\n|---|---|---|\n"
    for key, each in properties.items():
        name = f"**{code(key)}**" if key in required else code(key)
        yield cells(name, takes(each), _meaning(each))


def _meaning(each: dict[str, Any]) -> str:
    told: str = each.get("description", "")
    default = each.get("default")
    if default is None or default == "" or isinstance(default, (dict, list)):
        return told
    return f"{told} ({_spelled(default)} if it is left out)"


def _spelled(value: Any) -> str:
    return code(str(value).lower() if isinstance(value, bool) else str(value))


def takes(schema: dict[str, Any]) -> str:
    """Say what a key takes.

    Args:
        schema: The key's JSON Schema.

    Example:
        >>> takes({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]})
        'an integer from 1 on'
    """
    return " or ".join(dict.fromkeys(_forms(schema))) or "a value"


def _forms(schema: dict[str, Any]) -> Iterator[str]:
    for each in schema.get("anyOf", ()):
        yield from _forms(each)
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        title = CALLED.get(name, name.lower())
        anchor = title.replace(" ", "-").replace(":", "")
        yield NAMED.get(name) or f"a mapping ([{title}](#{anchor}))"
    elif "const" in schema:
        yield _spelled(schema["const"])
    elif "enum" in schema and schema["enum"][0] in NAMES:
        yield NAMES[schema["enum"][0]]
    elif "enum" in schema:
        yield ", ".join(code(str(value)) for value in schema["enum"])
    elif schema.get("pattern", "").startswith("\\$"):
        return  # `${name}`, of which the page says that it may stand anywhere
    elif "min|h|d" in schema.get("pattern", ""):
        yield "a length of time such as `3d`"
    elif "type" in schema and "anyOf" not in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        for kind in kinds:
            if kind != "null":
                yield PLAIN[kind] + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if high == 2**53:
        return f" from {low} to 2^53"
    if low is not None and high is not None:
        return f" from {low:,} to {high:,}"
    if low is not None:
        return f" from {low:,} on" + (f", below {below:,}" if below is not None else "")
    if above is not None:
        return f" above {above:,}" + (f", below {below:,}" if below is not None else "")
    return ""
