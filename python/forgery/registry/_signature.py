"""What a provider's function declares: the type of its values and its parameters, from annotations and defaults."""

from __future__ import annotations

import datetime
import decimal
import inspect
import re
import typing
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Union

from ..errors import InvalidTypeError

#: The types that values may have, by their names in messages.
TYPES: dict[Any, str] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    bytes: "bytes",
    datetime.date: "datetime.date",
    datetime.datetime: "datetime.datetime",
    datetime.time: "datetime.time",
    datetime.timedelta: "datetime.timedelta",
    decimal.Decimal: "decimal.Decimal",
    object: "object",
    Any: "object",
}
_KINDS = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    datetime.date: "date",
    datetime.datetime: "datetime",
}
#: What a default must be for each kind of parameter.
_DEFAULTS: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
    "str": (str,),
    "choice": (str,),
    "strs": (list, tuple),
    "date": (datetime.date, str),
    "datetime": (datetime.datetime, str),
}


class Parameter(NamedTuple):
    """A parameter of a field."""

    name: str
    kind: str
    choices: list[str]
    required: bool
    default: Any
    doc: str


def optional(annotation: Any) -> tuple[Any, bool]:
    """Take the None out of a type: `str | None` is `str`, and may be missing.

    Args:
        annotation: A type.
    """
    origin = typing.get_origin(annotation)
    if origin is Union or getattr(origin, "__name__", "") == "UnionType":
        members = [each for each in typing.get_args(annotation) if each is not type(None)]
        if len(members) == 1 and len(members) < len(typing.get_args(annotation)):
            return members[0], True
    return annotation, False


def returned(declared: Any, where: str) -> tuple[str, bool]:
    """The name of the type of values, and whether some may be missing.

    Args:
        declared: A type such as `str` or `str | None`.
        where: The field, for the message.

    Raises:
        InvalidTypeError: If no column has values of that type.
    """
    plain, nullable = optional(declared)
    try:
        return TYPES[plain], nullable
    except (KeyError, TypeError):
        known = ", ".join(dict.fromkeys(TYPES.values()))
        message = (
            f"{where}: returns must be one of {known}, or one of them | None, not {declared!r}"
        )
        raise InvalidTypeError(message) from None


def hints(function: Callable[..., Any]) -> dict[str, Any]:
    """The annotations of a function, without those that cannot be read.

    Args:
        function: The function.
    """
    try:
        return typing.get_type_hints(function)
    except Exception:
        given = getattr(function, "__annotations__", {})
        return {name: each for name, each in given.items() if not isinstance(each, str)}


def parameters(
    function: Callable[..., Any], where: str, skip: int, strict: bool = True
) -> list[Parameter]:
    """The parameters of a function, without the first.

    Args:
        function: The function.
        where: The field, for messages.
        skip: How many parameters are not the user's.
        strict: Whether what cannot be declared is an error, and not left out.

    Raises:
        InvalidTypeError: If a parameter takes any number of arguments, or a default is of another type.
    """
    types, docs, found = hints(function), documented(function), []
    for at, param in enumerate(inspect.signature(function).parameters.values()):
        if at < skip:
            continue
        if param.kind in (param.VAR_POSITIONAL, param.VAR_KEYWORD, param.POSITIONAL_ONLY):
            if not strict:
                continue
            message = f"{where}: a parameter has a name, and '{param}' has none that can be given"
            raise InvalidTypeError(message)
        required = param.default is param.empty
        default = None if required else param.default
        guess = type(default) if type(default) in _KINDS else Any
        kind, choices = _kind(types.get(param.name, guess))
        if (
            not required
            and default is not None
            and not isinstance(default, _DEFAULTS.get(kind, (object,)))
        ):
            if strict:
                message = f"{where}: the default of '{param.name}', {default!r}, is not of its type"
                raise InvalidTypeError(message)
            kind = "object"
        found.append(
            Parameter(param.name, kind, choices, required, default, docs.get(param.name, ""))
        )
    return found


def _kind(annotation: Any) -> tuple[str, list[str]]:
    plain, _ = optional(annotation)
    origin, arguments = typing.get_origin(plain), typing.get_args(plain)
    if origin is typing.Literal and all(isinstance(each, str) for each in arguments):
        return "choice", list(arguments)
    if isinstance(origin, type) and issubclass(origin, Sequence) and arguments[:1] == (str,):
        return "strs", []
    try:
        return _KINDS.get(plain, "object"), []
    except TypeError:
        return "object", []


def summary(function: Callable[..., Any]) -> str:
    """The first paragraph of a function's documentation, on one line.

    Args:
        function: The function.
    """
    text = inspect.getdoc(function) or ""
    return " ".join(text.split("\n\n")[0].split())


def documented(function: Callable[..., Any]) -> dict[str, str]:
    """What the section `Args:` of a function's documentation says of each parameter.

    Args:
        function: The function.
    """
    text = inspect.getdoc(function) or ""
    section = re.search(r"^Args:\n(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    found = (
        re.findall(r"^ {4}(\w+)[^:\n]*:(.*(?:\n {5,}.*)*)", section[1], re.MULTILINE)
        if section
        else []
    )
    return {name: " ".join(doc.split()) for name, doc in found}
