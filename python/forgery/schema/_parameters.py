"""Parameters of a schema: what it takes, and `${name}` in its texts."""

from __future__ import annotations

import ast
import datetime
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .. import _forgery
from .._nearest import near
from ..errors import ForgeryError, InvalidParameterError
from ._problems import Path, Problems, listed, shown

_HOLE = re.compile(r"\$?\$\{([^{}]*)\}")
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "str": (str,),
    "bool": (bool,),
    "date": (datetime.date, str),
}
_KEYS = ("default", "type", "min", "max", "values", "doc")


@dataclass(frozen=True)
class Parameter:
    """What a schema takes.

    Attributes:
        name: Its name.
        default: The value that stands if none is given.
        type: `int`, `float`, `str`, `bool` or `date`; None if any value will do.
        min: The least value, if there is one.
        max: The greatest value, if there is one.
        values: The only values, if there are such.
        doc: What it is.
    """

    name: str
    default: Any = None
    type: str | None = None
    min: Any = None
    max: Any = None
    values: tuple[Any, ...] | None = None
    doc: str = ""

    def wrong(self, value: Any) -> str | None:
        """Say what is wrong with a value, None if nothing is.

        Args:
            value: What was given.
        """
        if value is None and self.default is None:
            return None
        kinds = _TYPES.get(self.type or "", (object,))
        odd = isinstance(value, bool) and self.type in {"int", "float"}
        if odd or not isinstance(value, kinds):
            article = "an" if self.type == "int" else "a"
            return f"parameter '{self.name}' must be {article} {self.type}, not {shown(value)}"
        if self.type == "date" and _date(value) is None:
            return f"parameter '{self.name}' must be a date such as 2026-01-31, not {shown(value)}"
        if self.values is not None and value not in self.values:
            allowed = listed(self.values)
            return f"parameter '{self.name}' must be one of {allowed}, not {shown(value)}" + near(
                value, self.values
            )
        for bound, below, word in ((self.min, True, "at least"), (self.max, False, "at most")):
            low, high = (value, bound) if below else (bound, value)
            beyond = False if bound is None else _less(low, high)
            if beyond is None:
                return f"parameter '{self.name}' cannot be compared with {shown(bound)}"
            if beyond:
                return f"parameter '{self.name}' must be {word} {bound}, not {shown(value)}"
        return None

    def read(self, text: str) -> Any:
        """Read a value from a text, such as one of the command line.

        Args:
            text: The text.
        """
        if self.type in {None, "str", "date"}:
            return text
        if self.type == "bool":
            return {"true": True, "false": False}.get(text.lower(), text)
        with suppress(ValueError):
            return int(text)
        with suppress(ValueError):
            return float(text)
        return text


def _date(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None


def _less(low: Any, high: Any) -> bool | None:
    """Whether a value is less than another; None if they cannot be compared."""
    try:
        return bool(_comparable(low) < _comparable(high))
    except TypeError:
        return None


def _comparable(value: Any) -> Any:
    """A value that dates and texts of dates can be compared by."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def declared(content: Any, problems: Problems) -> dict[str, Parameter]:
    """Read what a schema says of its parameters.

    Args:
        content: The schema.
        problems: Takes what is wrong.
    """
    given = content.get("parameters") if isinstance(content, Mapping) else None
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        problems.add(("parameters",), f"must be a mapping from names to values, not {shown(given)}")
        return {}
    found: dict[str, Parameter] = {}
    for name, value in given.items():
        path = ("parameters", name)
        if not isinstance(name, str) or not name.isidentifier():
            problems.add(path, "the name of a parameter has letters, digits and '_' only")
            continue
        parameter = _declared(name, value, path, found, problems)
        wrong = parameter.wrong(parameter.default)
        if wrong:
            problems.add(path, f"the default: {wrong}")
        found[name] = parameter
    return found


def _declared(
    name: str, value: Any, path: Path, before: Mapping[str, Parameter], problems: Problems
) -> Parameter:
    known = {earlier.name: earlier.default for earlier in before.values()}
    value = substituted(value, known, path, problems)
    if not isinstance(value, Mapping):
        return Parameter(name, value, _type_of(value))
    for key in value:
        if key not in _KEYS:
            problems.add((*path, key), f"{key!r} is not a key of a parameter{near(key, _KEYS)}")
    if "default" not in value:
        problems.add(path, "'default' is missing, the value that stands if none is given")
    default, kind, values = value.get("default"), value.get("type"), value.get("values")
    if kind is not None and kind not in _TYPES:
        message = f"'type' must be one of {listed(_TYPES)}, not {shown(kind)}"
        problems.add((*path, "type"), message + near(kind, _TYPES))
        kind = None
    if values is not None and (not isinstance(values, (list, tuple)) or not values):
        problems.add((*path, "values"), f"must be a list of values, not {shown(values)}")
        values = None
    doc = value.get("doc")
    if doc is not None and not isinstance(doc, str):
        problems.add((*path, "doc"), f"must be a text, not {shown(doc)}")
        doc = ""
    return Parameter(
        name,
        default,
        kind or _type_of(default),
        value.get("min"),
        value.get("max"),
        None if values is None else tuple(values),
        doc or "",
    )


def _type_of(value: Any) -> str | None:
    for kind, types in (("bool", bool), ("int", int), ("float", float), ("str", str)):
        if isinstance(value, types):
            return kind
    return "date" if isinstance(value, datetime.date) else None


def chosen(
    declared: Mapping[str, Parameter], given: Mapping[str, Any], what: str
) -> dict[str, Any]:
    """The values of all parameters: those given, and the defaults of the others.

    Args:
        declared: What the schema takes.
        given: The values given.
        what: What takes them, for a message.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such parameter, or it takes no such value.
    """
    wrong = []
    for name, value in given.items():
        if name not in declared:
            takes = f"it takes {listed(declared)}" if declared else "it takes none"
            hint = near(name, declared) or f"; {takes}"
            wrong.append(f"{what} has no parameter '{name}'{hint}")
        else:
            problem = declared[name].wrong(value)
            if problem:
                wrong.append(f"{what}: {problem}")
    if wrong:
        raise InvalidParameterError("; ".join(wrong))
    return {name: given.get(name, each.default) for name, each in declared.items()}


def substituted(value: Any, names: Mapping[str, Any], path: Path, problems: Problems) -> Any:
    """A part of a schema with values in place of `${name}`.

    A text that is nothing but `${…}` becomes the value with its type; inside a longer text it is its text. `$${` is
    `${` itself.

    Args:
        value: The part.
        names: The values of the parameters.
        path: Where the part stands.
        problems: Takes what is wrong.
    """
    if isinstance(value, str):
        return _filled(value, names, path, problems) if "${" in value else value
    if isinstance(value, Mapping):
        return {
            key: substituted(each, names, (*path, key), problems) for key, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [
            substituted(each, names, (*path, place), problems) for place, each in enumerate(value)
        ]
    return value


def _filled(text: str, names: Mapping[str, Any], path: Path, problems: Problems) -> Any:
    def value(match: re.Match[str]) -> Any:
        return _value(match[1].strip(), names, path, problems)

    whole = _HOLE.fullmatch(text.strip())
    if whole and not text.strip().startswith("$$"):
        return value(whole)
    return _HOLE.sub(lambda m: m[0][1:] if m[0].startswith("$$") else _text(value(m)), text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _value(text: str, names: Mapping[str, Any], path: Path, problems: Problems) -> Any:
    if text in names:
        return names[text]
    if text.isidentifier():
        hint = near(text, names) or (
            f"; there are {listed(names)}" if names else "; there are none"
        )
        problems.add(path, f"unknown parameter '{text}' in '${{{text}}}'{hint}")
        return None
    try:
        value = evaluate(text, names)
        if value is None:
            problems.add(path, f"'${{{text}}}' has no value: it is null")
        return value
    except (ForgeryError, ValueError, ArithmeticError, TypeError) as error:
        problems.add(path, f"'${{{text}}}': {error}")
        return None


def mentions(value: Any) -> Iterator[str]:
    """The texts inside `${…}` of a part of a schema.

    Args:
        value: The part.
    """
    if isinstance(value, str):
        yield from (match[1] for match in _HOLE.finditer(value) if match[0][1] != "$")
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from mentions(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from mentions(each)


def evaluate(text: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression over parameters.

    Args:
        text: The expression.
        names: The values of the parameters.

    Raises:
        ValueError: If it is not valid.
    """
    engine = getattr(_forgery, "_evaluate", None)
    if engine is not None:
        return engine(text, dict(names))
    try:
        return _evaluated(ast.parse(text, mode="eval").body, names)
    except (SyntaxError, RecursionError, MemoryError):
        message = "not an expression"
        raise ValueError(message) from None


_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
}


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "round": round,
    "floor": math.floor,
    "ceil": math.ceil,
    "int": int,
    "float": float,
}


def _evaluated(node: ast.AST, names: Mapping[str, Any]) -> Any:
    """Arithmetic on numbers, until the engine evaluates the whole language."""
    if isinstance(node, ast.Constant):
        return _number(node.value)
    if isinstance(node, ast.Name):
        if node.id not in names:
            message = f"unknown parameter '{node.id}'{near(node.id, names)}"
            raise ValueError(message)
        return _number(names[node.id])
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        operands = _evaluated(node.left, names), _evaluated(node.right, names)
        return _OPERATORS[type(node.op)](*operands)
    if isinstance(node, ast.UnaryOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_evaluated(node.operand, names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function = _FUNCTIONS.get(node.func.id)
        if function is not None:
            return function(*(_evaluated(each, names) for each in node.args))
    message = "only numbers, parameters, + - * / // % and " + " ".join(_FUNCTIONS)
    raise ValueError(message)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{shown(value)} is not a number"
        raise ValueError(message)
    return value
