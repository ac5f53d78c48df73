"""Whether a schema has the form that the language asks for: all that is wrong, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._nearest import near
from .._optional import need
from ._problems import Path, Problems, listed, shown

_COLUMN = ("type", "ref", "expr", "template")


def check(content: Any, problems: Problems) -> None:
    """Check the form of a schema whose parameters are filled in.

    Args:
        content: The schema.
        problems: Takes what is wrong.

    Raises:
        forgery.errors.MissingExtraError: If pydantic is not installed.
    """
    pydantic = need("pydantic", "schema")
    from ._models import Document

    try:
        Document.model_validate(content)
    except pydantic.ValidationError as error:
        for each in error.errors(include_url=False):
            path, message = _problem(content, each)
            problems.add(path, message)
    except RecursionError:
        problems.add((), "nested too deeply")


def _problem(content: Any, error: Mapping[str, Any]) -> tuple[Path, str]:
    path = _walk(content, error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    given = error.get("input")
    if kind == "extra_forbidden":
        return path, _unknown(error, path)
    if kind == "missing":
        return path[:-1], f"'{path[-1]}' is missing{_needed(str(path[-1]))}"
    if kind == "wrong":
        key = context.get("key")
        return ((*path, key) if key else path), error["msg"]
    if kind == "column":
        return path, _no_column(given)
    if kind == "overlay":
        return path, _no_overlay(given)
    if kind in {"literal_error", "enum"}:
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        if len(allowed) == 1:
            return path, f"must be {allowed[0]}, not {shown(given)}"
        return path, f"must be one of {listed(allowed)}, not {shown(given)}{near(given, allowed)}"
    return path, message(error)


def message(error: Mapping[str, Any]) -> str:
    """What one of pydantic's errors says in our words, where only the value counts.

    Args:
        error: The error, as pydantic tells it.
    """
    return _MESSAGES.get(error["type"], _other)(error)


def _walk(content: Any, loc: Iterable[Any]) -> Path:
    """The path of an error in the schema, without what pydantic adds for its own forms."""
    path: list[Any] = []
    steps = list(loc)
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        if step == "[key]":  # the key is wrong, not what it stands for
            break
        if isinstance(step, str) and step.startswith("<") and step.endswith(">"):
            continue
        if isinstance(content, Mapping):
            if step in content:
                content = content[step]
            elif last:
                content = None
            else:
                found = [key for key in content if str(key) == str(step)]
                content = content[found[0]] if found else None
                step = found[0] if found else step
        elif isinstance(content, (list, tuple)) and isinstance(step, int) and step < len(content):
            content = content[step]
        elif not last or not isinstance(step, str) or content is not None:
            continue
        path.append(step)
    return tuple(path)


def _unknown(error: Mapping[str, Any], path: Path) -> str:
    keys = _keys(error["loc"])
    name = path[-1]
    what = _what(path[:-1], error["loc"])
    hint = near(name, keys) or (f"; there are {listed(keys, 24)}" if keys else "")
    return f"'{name}' is not {what}{hint}"


def _what(path: Path, loc: Iterable[Any]) -> str:
    if not path:
        return "a key of a schema"
    tags = [step for step in loc if isinstance(step, str) and step.startswith("<")]
    if path[0] == "tables" and len(path) == 2:
        return "a key of a table"
    if len(path) == 4 and path[2] == "columns":
        kind = tags[-1].strip("<>") if tags else ""
        return (
            f"a key of a column with '{kind}'"
            if kind in _COLUMN
            else (f"a key of a column of type '{kind}'")
        )
    if path[-1] == "distribution" or path[-2:-1] == ("cases",):
        return "a distribution"
    return f"a key of '{path[-1]}'" if isinstance(path[-1], str) else "a key here"


def _keys(loc: Iterable[Any]) -> list[str]:
    """The keys that a form takes, by walking the models along the place of an error."""
    from ._models import Document
    from ._walk import keys_at

    return keys_at(Document, list(loc)[:-1])


def _needed(key: str) -> str:
    return {
        "rows": ": how many rows, such as 1000, or {per: customers, mean: 3}",
        "columns": ": a mapping from names to columns",
        "tables": ": a mapping from names to tables",
        "per": ": the table whose rows are the parents, or 'every' for a row at each tick",
    }.get(key, "")


def _no_column(given: Any) -> str:
    if isinstance(given, Mapping):
        if "type" in given:
            return f"'type' must be the name of a type or a field, not {shown(given['type'])}"
        for key in given:
            hint = near(key, _COLUMN)
            if hint:
                return f"'{key}' is not a key of a column{hint}"
        return "a column has 'type', 'ref' or 'expr'; here is none of them"
    return f"a column is the name of a field, a list or a mapping with 'type', not {shown(given)}"


def _no_overlay(given: Any) -> str:
    from ._models import KINDS

    kinds = listed(KINDS)
    if not isinstance(given, Mapping):
        return f"an overlay is a mapping with one of {kinds}, not {shown(given)}"
    for key in given:
        hint = near(key, KINDS)
        if hint:
            return f"'{key}' is not a key of an overlay{hint}"
    return f"an overlay has one of {kinds}; here is none of them"


def _must(what: str) -> Callable[[Mapping[str, Any]], str]:
    def say(error: Mapping[str, Any]) -> str:
        return f"must be {what.format(**error.get('ctx', {}))}, not {shown(error.get('input'))}"

    return say


def _short(error: Mapping[str, Any]) -> str:
    context = error["ctx"]
    if context.get("actual_length") == 0:
        return "must not be empty"
    return f"needs at least {context['min_length']} of them, not {context.get('actual_length')}"


def _long(error: Mapping[str, Any]) -> str:
    context = error["ctx"]
    return f"takes at most {context['max_length']} of them, not {context.get('actual_length')}"


def _other(error: Mapping[str, Any]) -> str:
    message = str(error["msg"])
    if error["type"] == "value_error":
        return message.partition("Value error, ")[2] or message
    # What the forms of `_models` say is what would do.
    custom = message[:1].islower() or message[:1] in "'0123456789"
    return f"must be {message}, not {shown(error.get('input'))}" if custom else message


_MESSAGES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "int_type": _must("an integer"),
    "int_parsing": _must("an integer"),
    "int_from_float": _must("an integer"),
    "float_type": _must("a number"),
    "float_parsing": _must("a number"),
    "finite_number": _must("a finite number"),
    "bool_type": _must("true or false"),
    "bool_parsing": _must("true or false"),
    "string_type": _must("a text"),
    "list_type": _must("a list"),
    "dict_type": _must("a mapping"),
    "model_type": _must("a mapping"),
    "model_attributes_type": _must("a mapping"),
    "greater_than": _must("above {gt}"),
    "greater_than_equal": _must("at least {ge}"),
    "less_than": _must("below {lt}"),
    "less_than_equal": _must("at most {le}"),
    "string_pattern_mismatch": _must("a name such as geo.point"),
    "too_short": _short,
    "too_long": _long,
    "string_too_short": _short,
    "invalid_key": lambda _: "a key must be a text: put quotes around it",
}
