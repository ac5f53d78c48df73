"""The tables of provider classes, made from the packs when somebody looks."""

from __future__ import annotations

from threading import RLock

from .._forgery import compat_exposed, compat_table
from ._heads import head

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_lock = RLock()
_MISSING = object()
# A table of credit cards, and what the names of the tables begin with whose lists are parts of it.
_CARDS = "credit_card_types"
_PREFIXES = "prefix_"
_CONSTANT = frozenset({str, int, float, bool, bytes, type(None)})


class Table:
    """A class attribute whose value is made at first access, and kept."""

    __slots__ = ("__name__", "_class_id", "_made", "_value")
    # What `abc` asks of every attribute of a new class; an answer is quicker than none.
    __isabstractmethod__ = False

    def __init__(self, class_id: str, name: str) -> None:
        self._class_id = class_id
        self.__name__ = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        try:
            return self._value
        except AttributeError:
            return self._make()

    def _make(self) -> Any:
        value = self.peek()
        # The engine has to look from now on whether somebody changes it, unless it is we who asked.
        if can_change(value) and not compat_exposed(self._class_id, self.__name__):
            return value
        self._value = value
        if self.__name__.startswith(_PREFIXES):
            from ._classes import table_of

            # Whoever changes the list changes the cards that hold it.
            table_of(self._class_id, _CARDS).__get__(None)
        return value

    def peek(self) -> Any:
        """The value, for somebody who does not change it."""
        with _lock:
            value = getattr(self, "_made", _MISSING)
            if value is _MISSING:
                value = self._made = compat_table(self._class_id, self.__name__)
                if self.__name__ == _CARDS:
                    self._share(value.values())
        return value

    def _share(self, cards: Iterable[Any]) -> None:
        """Makes the prefixes of cards the lists that the class has as tables of their own, as they are in Faker."""
        from ._classes import table_of

        names = [name for name in head(self._class_id).tables if name.startswith(_PREFIXES)]
        lists = [table_of(self._class_id, name).peek() for name in names]
        for card in cards:
            card.prefixes = next((each for each in lists if each == card.prefixes), card.prefixes)

    def holds(self, value: object) -> bool:
        """Whether a value is the one that the table gave, or the table itself."""
        return value is self or value is getattr(self, "_value", _MISSING)

    def changed(self) -> bool:
        """Whether somebody changed the value in place."""
        value = getattr(self, "_value", _MISSING)
        if value is _MISSING or not can_change(value):
            return False
        return not same(value, compat_table(self._class_id, self.__name__))


def peek(instance: object, name: str) -> Any:
    """An attribute, for somebody who does not change it if it is a table."""
    if name not in vars(instance):
        for cls in type(instance).__mro__:
            table = vars(cls).get(name)
            if table is not None:
                return table.peek() if type(table) is Table else getattr(instance, name)
    return getattr(instance, name)


def can_change(value: object) -> bool:
    """Whether a value of a table can be changed in place, or anything in it."""
    if type(value) is tuple:
        kinds = set(map(type, value)) - _CONSTANT
        return bool(kinds) and any(map(can_change, value))
    return isinstance(value, (list, dict, set)) or hasattr(value, "__dict__")


def same(one: Any, other: Any) -> bool:
    """Whether two values are of the same types and equal, order included."""
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in _CONSTANT:
        return bool(one == other)
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if kind in (list, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if hasattr(one, "__dict__"):
        return same(vars(one), vars(other))
    return bool(one == other)
