"""The rules of the packs, drawn by Python: where somebody changed what the engine would pass over.

A rule is what `forgery._forgery.compat_rule` gives: nested tuples that begin with their kind. Every part asks the
provider for what Faker's method asks it for, so that primitives, tables and generators of any kind answer, and fail, as
they do there.
"""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Part = tuple[Any, ...]

_PATTERNS = frozenset({"numerify", "lexify", "bothify", "hexify"})
_CASES = frozenset({"upper", "lower", "capitalize", "title"})
_TABLES = frozenset({"keys", "values", "row", "first"})
_DIGITS = "0123456789"


@cache
def method(class_id: str, name: str) -> Callable[..., Any] | None:
    """The function of a provider that draws by the rule of a method; None if it has none, or Rust does it.

    Args:
        class_id: The class whose rule it is, such as ``en_US/person``.
        name: The name of the method.
    """
    from ..._forgery import compat_rule

    rule = compat_rule(class_id, name)
    if rule is None:
        return None
    kept, body = rule

    def draw(self: Any, *_args: Any, **_kwargs: Any) -> Any:
        drawing = _Drawing(self)
        for variable, part in kept:
            drawing.kept[variable] = drawing.value(part)
        return drawing.value(body)

    return draw


class _Drawing:
    """One value of a provider in the making."""

    def __init__(self, provider: Any) -> None:
        self.provider = provider
        self.kept: dict[str, Any] = {}

    def value(self, part: Part) -> Any:
        """What a part gives: anything if it is a pick alone, else text."""
        kind = part[0]
        if kind == "literal":
            return str(part[1])
        if kind == "name":
            return self.kept[part[1]] if part[1] in self.kept else self.attribute(part[1])
        if kind == "seq":
            return "".join([str(self.value(each)) for each in part[1]])
        return self.call(part[1], part[2])

    def attribute(self, name: str) -> Any:
        return getattr(self.provider, name)

    def call(self, name: str, args: tuple[Part, ...]) -> Any:
        if name in _PATTERNS:
            return self.pattern(name, *args)
        if name in _CASES:
            return getattr(self.value(args[0]), name)()
        made = getattr(self, f"_{name}", None) if args else None
        if made is not None:
            return made(*args)
        # What the provider itself has not is another's.
        if hasattr(self.provider, name):
            return getattr(self.provider, name)()
        return self.provider.generator.format(name)

    def pattern(self, name: str, text: Part, letters: Part | None = None) -> Any:
        made = self.value(text)
        fill = getattr(self.provider, name)
        if letters is None:
            return fill(made)
        return fill(made, letters=letters[1] if letters[0] == "literal" else self.table(letters))

    def table(self, *args: Part) -> Any:
        """What is picked from: a table, several added up, or literals."""
        first = args[0]
        if len(args) > 1:
            return tuple([each[1] for each in args])
        if first[0] == "name":
            return self.attribute(first[1])
        if first[0] == "sum":
            return _added([self.table(each) for each in first[1]])
        if first[0] == "call" and first[1] in _TABLES:
            return self.part_of_table(first[1], first[2])
        return first[1]

    def part_of_table(self, how: str, args: tuple[Part, ...]) -> Any:
        if how == "first":
            return self.table(self.fitting(args))
        table = self.table(args[0])
        if how == "row":
            return table[args[1][1]]
        return table.keys() if how == "keys" else tuple(table.values())

    def fitting(self, options: tuple[Part, ...]) -> Part:
        """The first option whose tables the provider has; the last one fails if none does."""
        has = [option for option in options if all(map(self.has, _names(option)))]
        return (*has, options[-1])[0]

    def has(self, name: str) -> bool:
        if name in self.kept:
            return True
        try:
            self.attribute(name)
        except AttributeError:
            return False
        return True

    def _pick(self, *args: Part) -> Any:
        if len(args) == 2 and args[0][0] == "name":
            return self.provider.random_element(self.table(args[0]))[args[1][1]]
        return self.provider.random_element(self.table(*args))

    def _choices(self, table: Part, length: Part, separator: Part = ("literal", "")) -> str:
        picked = self.provider.random_choices(self.table(table), length=length[1])
        return str(separator[1]).join(picked)

    def _sample(self, table: Part, length: Part, separator: Part = ("literal", "")) -> str:
        picked = self.provider.random_sample(self.table(table), length=length[1])
        return str(separator[1]).join(picked)

    def _parse(self, template: Part) -> Any:
        return self.provider.generator.parse(self.value(template))

    def _int(self, low: Part, high: Part, width: Part = ("literal", 0)) -> str:
        drawn = self.provider.generator.random.randint(low[1], high[1])
        return str(drawn).zfill(width[1])

    def _random_int(self, low: Part, high: Part, width: Part = ("literal", 0)) -> str:
        return str(self.provider.random_int(low[1], high[1])).zfill(width[1])

    def _letters(self, text: Part, letters: Part) -> str:
        known = letters[1] if letters[0] == "literal" else self.table(letters)
        return re.sub(r"\?", lambda _: self.provider.random_element(known), self.value(text))

    def _one_of(self, *options: Part) -> Any:
        return self.value(self.provider.random_element(options))

    def _first(self, *options: Part) -> Any:
        return self.value(self.fitting(options))

    def _digits(self, text: Part, digits: Part) -> str:
        own_digits = digits[1] if digits[0] == "literal" else "".join(self.table(digits))
        return str(self.value(text)).translate(str.maketrans(_DIGITS, own_digits))

    def _ascii(self, text: Part) -> str:
        from ..decode import unidecode

        return unidecode(self.value(text))

    def _slug(self, text: Part) -> str:
        return _slugify(self.value(text))

    def _slug_dots(self, text: Part) -> str:
        return _slugify(self.value(text), allow_dots=True)

    def _slug_unicode(self, text: Part) -> str:
        return _slugify(self.value(text), allow_unicode=True)


def _slugify(text: Any, **options: bool) -> str:
    from ..utils.text import slugify

    return slugify(text, **options)


def _added(tables: list[Any]) -> Any:
    if all(isinstance(table, dict) for table in tables):
        from ..utils.datasets import add_ordereddicts

        return add_ordereddicts(*tables)
    first, *others = tables
    for other in others:
        first = first + other
    return first


def _names(part: Part) -> list[str]:
    """The names of tables in a part."""
    if part[0] == "name":
        return [part[1]]
    parts = part[-1] if part[0] in ("call", "sum", "seq") else ()
    return [name for each in parts for name in _names(each)]
