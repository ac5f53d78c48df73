"""What the engine leaves to Python: methods that need Python's own objects, and arguments that only Python understands.

A module for each provider holds functions with the names of methods, whose first argument is the provider. The engine
calls one when it does not understand the arguments of a call, or answers with an error, or would pass over something
that somebody has changed. Those named in the module's `ALWAYS` make every value (`en_PH.iban` is that of one locale),
but for those that they leave to the engine by returning `NotImplemented`; those in `CUSTOMISED` make every value where
anything was changed. `LOCAL` names the functions of a locale that has a method of its own:
`{"th_TH": {"date": _date_th}}`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

_modules: dict[str, ModuleType | None] = {}


def find(class_id: str, name: str) -> tuple[Callable[..., Any], bool, bool] | None:
    """The function for a method of a class; whether it makes every value, and every one of a customised generator.

    Args:
        class_id: The class that defines the method, such as ``en_US/person``.
        name: The name of the method.
    """
    locale, _, provider = class_id.partition("/")
    module = _module(provider)
    if module is None:
        return None
    # A locale's method is another than the one that it overrides.
    methods = vars(module) if locale == "base" else getattr(module, "LOCAL", {}).get(locale, {})
    function = methods.get(name)
    if not isinstance(function, FunctionType) or function.__module__ != module.__name__:
        return None
    none: frozenset[str] = frozenset()
    always = bool({name, f"{locale}.{name}"} & getattr(module, "ALWAYS", none))
    return function, always, name in getattr(module, "CUSTOMISED", none)


def _module(provider: str) -> ModuleType | None:
    if provider not in _modules:
        path = f"{__name__}.{provider}"
        _modules[provider] = import_module(path) if find_spec(path) else None
    return _modules[provider]
