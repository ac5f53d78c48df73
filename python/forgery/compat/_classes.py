"""The provider classes: made from their heads in the packs when somebody asks for one."""

from __future__ import annotations

from abc import ABCMeta
from importlib import import_module
from threading import RLock
from types import FunctionType

from .._forgery import compat_function, compat_touch
from ._heads import Head, head, module_name
from ._signatures import signature
from ._tables import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

# What Python itself sets on classes that can be abstract.
_PYTHONS = frozenset({"__abstractmethods__", "_abc_impl"})
# Attributes of classes that neither their methods nor their tables show: see `_parts`.
_FURTHER = {"base/color": ("_random_color",)}
# Classes with a constructor of their own.
_CONSTRUCTED = frozenset({"fr_QC/person"})

_lock = RLock()
_made: dict[str, type] = {}
# The tables that somebody replaced.
_tables: dict[tuple[type, str], Table] = {}


class ProviderMeta(ABCMeta):
    """The class of provider classes: tells the engine of changed ones."""

    def __setattr__(cls, name: str, value: object) -> None:
        table = cls._put_away(name)
        # Whoever puts the value of a table back means the table.
        back = table is not None and table.holds(value)
        super().__setattr__(name, table if back else value)
        if name not in _PYTHONS:
            compat_touch(cls, name)

    def __delattr__(cls, name: str) -> None:
        cls._put_away(name)
        super().__delattr__(name)
        compat_touch(cls, name)

    def _put_away(cls, name: str) -> Table | None:
        """The table that a class of the pack had under a name, kept from when it is replaced."""
        known = vars(cls).get(name)
        if type(known) is Table:
            _tables[cls, name] = known
        return _tables.get((cls, name))


class Late:
    """An attribute that `_parts` may have: taken from there at first access, or from the engine."""

    __slots__ = ("__name__", "_class_id", "_value")
    __isabstractmethod__ = False

    _value: Any

    def __init__(self, class_id: str, name: str) -> None:
        self._class_id = class_id
        self.__name__ = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if not hasattr(self, "_value"):
            try:
                self._value = own_attribute(self._class_id, self.__name__)
            except LookupError:
                self._value = compat_function(self._class_id, self.__name__)
        return self._value.__get__(instance, owner)


def provider_class(class_id: str) -> type:
    """The class of an id such as `en_US/person`, always the same one.

    Raises:
        LookupError: There is no such class.
    """
    found = _made.get(class_id)
    if found is None:
        with _lock:
            found = _made.get(class_id) or _make(class_id)
    return found


def table_of(class_id: str, name: str) -> Table:
    """The table that a class of the pack was made with."""
    cls = provider_class(class_id)
    found: Table = vars(cls)[name] if (cls, name) not in _tables else _tables[cls, name]
    return found


def _make(class_id: str) -> type:
    described = head(class_id)
    base = provider_class(described.base)
    space = namespace(described)
    space["__qualname__"] = "Provider"
    space["__doc__"] = f"Makes the values of {class_id}."
    if class_id in _CONSTRUCTED:
        space["__init__"] = own_attribute(class_id, "__init__")
    made = _made[class_id] = ProviderMeta("Provider", (base,), space)
    return made


def constructors() -> list[Any]:
    """The constructors that classes of the packs have, so far as they are made: each but sets the generator."""
    from .providers import BaseProvider

    own = (own_attribute(class_id, "__init__") for class_id in _CONSTRUCTED & _made.keys())
    return [BaseProvider.__init__, *own]


def register(class_id: str, made: type) -> None:
    """Names the class of an id that was made otherwise."""
    _made[class_id] = made


def namespace(described: Head) -> dict[str, Any]:
    """The attributes that a class itself has: methods, tables, and what Faker says about providers."""
    class_id = described.id
    space: dict[str, Any] = {"__module__": module_name(class_id)}
    lines = described.lines
    for name in lines["tables"]:
        space[name] = Table(class_id, name)
    for name in lines.get("methods", ()):
        space[name] = compat_function(class_id, name)
    for name, other in described.aliases.items():
        space[name] = space[other]
    for word in ("private", "static", "class"):
        for name in lines.get(word, ()):
            space[name] = Late(class_id, name)
    for name in lines.get("property", ()):
        space[name] = own_attribute(class_id, name)
    for name in _FURTHER.get(class_id, ()):
        space[name] = Late(class_id, name)
    if "lang" in lines:
        space["__lang__"] = None if lines["lang"] == ["None"] else lines["lang"][0]
    if "use_weighting" in lines:
        space["__use_weighting__"] = lines["use_weighting"] == ["True"]
    return space


def defined(class_id: str, name: str) -> Any:
    """A function, class or type alias that the module of a class defines beside it."""
    locale, _, provider = class_id.partition("/")
    ours = name if locale == "base" else f"{name}_{locale.lower()}"
    found = vars(_part(provider))[ours]
    if isinstance(found, (FunctionType, type)):
        found.__name__ = found.__qualname__ = name
        found.__module__ = module_name(class_id)
    return found


def own_attribute(class_id: str, name: str) -> Any:
    """An attribute of a class that is written in Python.

    Raises:
        LookupError: It is not.
    """
    locale, _, provider = class_id.partition("/")
    suffix = "" if locale == "base" else locale.title().replace("_", "")
    found = vars(vars(_part(provider))["Own" + suffix])[name]
    function = getattr(found, "fget", getattr(found, "__func__", found))
    if isinstance(function, FunctionType):
        function.__module__, function.__qualname__ = module_name(class_id), f"Provider.{name}"
        if not name.startswith("_") and isinstance(found, staticmethod):
            vars(function)["__signature__"] = signature(class_id, name)
    return found


def _part(provider: str) -> ModuleType:
    name = f"{__name__.rpartition('.')[0]}._parts.{provider}"
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            raise LookupError(provider) from None
        raise
