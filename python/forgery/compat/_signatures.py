"""The signatures of providers' methods, made from their text in the packs when somebody asks."""

from __future__ import annotations
import __future__

import datetime
import re
from functools import cache
from importlib import import_module
from types import FunctionType

from ._heads import head, module_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from inspect import Signature
    from typing import Any

#: The default of a passport's dates: the day on which the program started, as in Faker.
TODAY = datetime.date.today()

# As `inspect` numbers them.
POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, VAR_KEYWORD = 1, 2, 4

_VARARGS, _VARKEYWORDS = 0x04, 0x08
_DOTTED = re.compile(r"\b([a-z]\w*(?:\.[a-z]\w*)*)\.\w+")

_signatures: dict[tuple[str, str], Signature] = {}


def signature(class_id: str, method: str) -> Signature:
    """The signature of a class's own method, `self` included.

    Args:
        class_id: The class, such as `en_US/person`.
        method: The name of the method.
    """
    key = class_id, method
    if key not in _signatures:
        import inspect

        _signatures[key] = inspect.signature(_stand_in(class_id, method))
    return _signatures[key]


def attribute(class_id: str, method: str, name: str) -> Any:
    """An attribute of a class's own method that only functions written in Python have.

    Raises:
        AttributeError: Functions have no such attribute.
    """
    if name not in vars(FunctionType):
        raise AttributeError(f"'function' object has no attribute {name!r}")
    return getattr(_stand_in(class_id, method), name)


@cache
def _stand_in(class_id: str, method: str) -> FunctionType:
    """A function that has a method's signature and does nothing."""
    text = head(class_id).call(method)
    names: dict[str, Any] = {"TODAY": TODAY}
    for module in _DOTTED.findall(text):
        _import(module, names)
    made = _function(text, names, 0)
    module = import_module(module_name(class_id))
    code = made.__code__.replace(co_name=method, co_filename=module.__file__ or "")
    found = FunctionType(code, vars(module), method, made.__defaults__)
    found.__annotations__ = made.__annotations__
    return found


def params(class_id: str, method: str) -> list[tuple[str, int, bool, Any]]:
    """The parameters of a class's own method without `self`.

    Returns:
        For each its name, its kind as `inspect` numbers kinds, whether it has a default, and the default.
    """
    known = head(class_id)
    text = known.call(method)
    if text.startswith("(self)"):
        return []
    function = _function(text, {"TODAY": TODAY}, __future__.annotations.compiler_flag)
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    defaults = function.__defaults__ or ()
    first = len(names) - len(defaults)
    found: list[tuple[str, int, bool, Any]] = [
        (name, POSITIONAL_OR_KEYWORD, at >= first, defaults[at - first] if at >= first else None)
        for at, name in enumerate(names)
    ]
    if known.binds(method) != "static":
        del found[0]
    rest = list(code.co_varnames[code.co_argcount :])
    if code.co_flags & _VARARGS:
        found.append((rest.pop(0), VAR_POSITIONAL, False, None))
    if code.co_flags & _VARKEYWORDS:
        found.append((rest.pop(0), VAR_KEYWORD, False, None))
    return found


def _function(text: str, names: dict[str, Any], flags: int) -> FunctionType:
    """A function with the signature of a text, which comes from the packs."""
    body = "yield" if "typing.Iterator" in text else "pass"
    code = compile(f"def function{text}: {body}", __name__, "exec", flags, dont_inherit=True)
    exec(code, names)  # noqa: S102
    function: FunctionType = names["function"]
    return function


def _import(module: str, names: dict[str, Any]) -> None:
    """Imports a module and puts the package at its head among the names."""
    root, _, _ = module.partition(".")
    if root == "faker":
        package = __name__.rpartition(".")[0]
        import_module(package + module[len(root) :])
        names[root] = import_module(package)
    else:
        import_module(module)
        names[root] = import_module(root)
