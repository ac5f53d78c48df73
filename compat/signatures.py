"""The text form of a function's signature, to be evaluated where `forgery.compat` stands for `faker`.

    >>> def zipcode(self, n: int = 5, sep: typing.Optional[str] = None) -> str: ...
    >>> text(zipcode)
    '(self, n: int = 5, sep: typing.Optional[str] = None) -> str'

Every name but a builtin one is written with its module, so that the text needs no imports of its own.
"""

from __future__ import annotations

import datetime as dt
import inspect
import types
import typing
from typing import Any

# What most methods have: not written.
USUAL = "(self) -> str"


def text(function: types.FunctionType) -> str:
    """Gives the parameters, their annotations and defaults, and the type of the result."""
    found = inspect.signature(function)
    text = f"({', '.join(map(_parameter, found.parameters.values()))})"
    result = found.return_annotation
    return text if result is found.empty else f"{text} -> {annotation(result)}"


def _parameter(param: inspect.Parameter) -> str:
    if param.kind in (param.POSITIONAL_ONLY, param.KEYWORD_ONLY):
        raise SystemExit(f"no text form for {param.kind.description} parameter {param}")
    text = str(param.replace(annotation=param.empty, default=param.empty))
    if param.annotation is not param.empty:
        text += f": {annotation(param.annotation)}"
    if param.default is not param.empty:
        text += f" = {_default(param.default)}"
    return text


def _default(value: object) -> str:
    if isinstance(value, type):
        return annotation(value)
    if isinstance(value, dt.date):  # evaluated when Faker was imported
        return "TODAY"
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(_default, value))}{',' if len(value) == 1 else ''})"
    raise SystemExit(f"no text form for the default {value!r}")


def annotation(value: Any) -> str:
    """Gives the text of a type."""
    if value is None or value is type(None):
        return "None"
    if value is ...:
        return "..."
    if isinstance(value, list):  # the parameters of a Callable
        return f"[{', '.join(map(annotation, value))}]"
    if isinstance(value, typing.TypeVar):
        return f"{value.__module__}.{value.__name__}"
    origin = typing.get_origin(value)
    if origin is typing.Literal:
        return f"typing.Literal[{', '.join(map(repr, typing.get_args(value)))}]"
    if origin is typing.Union:
        args = [arg for arg in typing.get_args(value) if arg is not type(None)]
        text = ", ".join(map(annotation, args))
        optional = len(args) < len(typing.get_args(value))
        text = text if len(args) == 1 else f"typing.Union[{text}]"
        return f"typing.Optional[{text}]" if optional else text
    if origin is not None and typing.get_args(value):
        # `typing.List` and `collections.OrderedDict` keep the name under which they were written.
        module = "typing" if type(value).__module__ == "typing" else value.__module__
        name = getattr(value, "_name", None) or origin.__name__
        if module == "typing" and not hasattr(typing, name):
            module = origin.__module__
        return f"{module}.{name}[{', '.join(map(annotation, typing.get_args(value)))}]"
    if origin is not None or value is typing.Any:
        return f"typing.{getattr(value, '_name', None) or 'Any'}"
    if not isinstance(value, type):
        raise SystemExit(f"no text form for the annotation {value!r}")
    module = "" if value.__module__ == "builtins" else f"{value.__module__}."
    return f"{module}{value.__qualname__}"
