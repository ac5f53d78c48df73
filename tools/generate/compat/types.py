"""How stubs spell types: those of signatures in the heads, and those of tables."""

from __future__ import annotations

import ast
import datetime
import re
from collections import OrderedDict
from collections.abc import Iterable, KeysView
from typing import Any

#: Names of `typing` that builtin types stand for.
BUILTIN = {"Dict": "dict", "List": "list", "Set": "set", "Tuple": "tuple", "Type": "type"}
#: Names of `typing` that `collections.abc` has.
ABSTRACT = {"Callable", "Collection", "Iterable", "Iterator", "Mapping", "Sequence"}
#: What generic types take that stand without: a type checker would take that too, but not when it is strict.
PARAMETERS = {
    "Callable": "..., Any",
    "Pattern": "Any",
    "dict": "Any, Any",
    "list": "Any",
    "set": "Any",
    "tuple": "Any, ...",
    "type": "Any",
    **dict.fromkeys(("Collection", "Iterable", "Iterator", "Sequence"), "Any"),
}
#: A table that is a tuple of more values than these has no fixed length, even if they are of several types.
FIXED = 4
#: The package that the stubs belong to.
PACKAGE = "forgery.compat"


class Imports:
    """The names that a stub needs from elsewhere.

    Attributes:
        module: The module of the stub.
    """

    def __init__(self, module: str) -> None:
        self.module = module
        self._modules: set[str] = set()
        self._names: dict[str, set[str]] = {}

    def name(self, module: str, name: str) -> str:
        """Import a name, unless the stub defines it itself.

        Args:
            module: Where it is.
            name: As it is called there; `x as y` to call it otherwise here.

        Returns:
            The name in the stub.
        """
        if module not in (self.module, "builtins"):
            self._names.setdefault(module, set()).add(name)
        return name.rpartition(" ")[2]

    def attribute(self, module: str, name: str) -> str:
        """Import a module for one of its names.

        Args:
            module: The module.
            name: As it is called there.
        """
        self._modules.add(module)
        return f"{module}.{name}"

    def text(self) -> str:
        """Write the imports."""
        lines = [f"import {module}\n" for module in sorted(self._modules)]
        lines += [
            f"from {relative(module, self.module)} import {', '.join(sorted(names))}\n"
            for module, names in sorted(self._names.items())
        ]
        return "".join(sorted(lines, key=lambda line: line.startswith("from .")))


def relative(module: str, where: str) -> str:
    """Name a module of this package as one of its stubs may.

    Args:
        module: The module.
        where: The module of the stub, as a package if its stub is an `__init__.pyi`: with a dot at the end.
    """
    if not module.startswith(PACKAGE):
        return module
    here = where.split(".")[:-1]
    there = module.removesuffix(".").split(".")
    common = 0
    while here[common : common + 1] == there[common : common + 1] != []:
        common += 1
    return "." * (len(here) - common + 1) + ".".join(there[common:])


def hint(node: ast.expr, imports: Imports) -> str:
    """Spell the type of a signature.

    Args:
        node: From a head.
        imports: Of the stub.
    """
    if isinstance(node, ast.Constant):
        return "..." if node.value is ... else repr(node.value)
    if isinstance(node, ast.List):
        return f"[{', '.join(hint(item, imports) for item in node.elts)}]"
    if isinstance(node, ast.Subscript):
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return _generic(node.value, items, imports)
    name = _named(node, imports)
    return f"{name}[{_taken(name, imports)}]" if name in PARAMETERS else name


def _generic(generic: ast.expr, items: list[ast.expr], imports: Imports) -> str:
    kind = ast.unparse(generic)
    elements = _elements(kind, items)
    if elements is not None:
        name = imports.name(f"{PACKAGE}.providers.", "ElementsType")
        return f"{name}[{hint(elements, imports)}]"
    parts = [hint(item, imports) for item in items]
    if kind == "typing.Optional":
        return f"{parts[0]} | None"
    if kind == "typing.Union":
        return " | ".join(parts)
    return f"{_named(generic, imports)}[{', '.join(parts)}]"


def _elements(kind: str, items: list[ast.expr]) -> ast.expr | None:
    """What a Union of a Collection of it and an OrderedDict of it with weights is of."""
    if kind != "typing.Union" or not ast.unparse(items[0]).startswith("typing.Collection["):
        return None
    found = items[0].slice if isinstance(items[0], ast.Subscript) else items[0]
    weights = f"collections.OrderedDict[{ast.unparse(found)}, float]"
    return found if [ast.unparse(item) for item in items[1:]] == [weights] else None


def _named(node: ast.expr, imports: Imports) -> str:
    module, _, name = ast.unparse(node).rpartition(".")
    if module == "typing" and name in BUILTIN:
        return BUILTIN[name]
    if module == "typing" and name in ABSTRACT:
        module = "collections.abc"
    elif module == "typing" and name == "Pattern":
        module = "re"
    elif module == "faker.providers" or module.startswith("faker.providers."):
        # With a dot at the end: a package's own name.
        module = PACKAGE + module[len("faker") :] + ("" if "rules" in module else ".")
    elif module.startswith("faker."):
        module = PACKAGE + module[len("faker") :]
    if name[0].islower() and module:
        return imports.attribute(module, name)
    return imports.name(module, name) if module else name


def _taken(name: str, imports: Imports) -> str:
    imports.name("typing", "Any")
    return PARAMETERS[name]


# The types of values.


def of_value(value: Any, imports: Imports) -> str:
    """Spell the type of a table.

    Args:
        value: The table.
        imports: Of the stub.
    """
    if isinstance(value, tuple) and value:
        item = joined(sorted({of_item(item, imports) for item in value}), imports)
        fixed = item == "Any" and len(value) <= FIXED
        return of_item(value, imports) if fixed else f"tuple[{item}, ...]"
    return of_item(value, imports)


def of_item(value: Any, imports: Imports) -> str:
    """Spell the type of a value in a table, where tuples have their length.

    Args:
        value: The value.
        imports: Of the stub.
    """
    kind = type(value)
    if isinstance(value, tuple):
        return f"tuple[{', '.join(of_item(item, imports) for item in value) or '()'}]"
    if isinstance(value, dict):
        name = imports.name("collections", "OrderedDict") if kind is OrderedDict else "dict"
        return f"{name}[{_all(value, imports)}, {_all(value.values(), imports)}]"
    if isinstance(value, (list, set, frozenset)):
        return f"{kind.__name__}[{_all(value, imports)}]"
    if isinstance(value, KeysView):
        return f"{imports.name('collections.abc', 'KeysView')}[{_all(value, imports)}]"
    if isinstance(value, re.Pattern):
        return f"{imports.name('re', 'Pattern')}[str]"
    if value is None:
        return "None"
    if kind.__module__ == "builtins":
        return kind.__name__
    if kind.__module__ == datetime.__name__:
        return imports.attribute("datetime", kind.__name__)
    return imports.name(kind.__module__, kind.__name__)


def _all(values: Iterable[Any], imports: Imports) -> str:
    return joined(sorted({of_item(value, imports) for value in values}), imports)


def joined(types: list[str], imports: Imports) -> str:
    """Spell a type for values of several types.

    Args:
        types: Theirs, different ones, in order.
        imports: Of the stub.
    """
    if types == ["float", "int"]:
        return "float"
    tuples = [re.fullmatch(r"tuple\[(\w+)(, \1)*]", each) for each in types]
    if len(types) > 1 and all(tuples) and len({each[1] for each in tuples if each}) == 1:
        return f"tuple[{tuples[0][1]}, ...]" if tuples[0] else ""
    if len(types) != 1:
        return imports.name("typing", "Any")
    return types[0]
