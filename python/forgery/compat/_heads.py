"""What the packs say about a provider class: its ancestors, methods, tables, and what its module imports.

A head is text in lines; the first word of a line says what the others are. `compat/README.md` of the source describes
it. Ids of classes are those of the packs: `en_US/person`, `base/person`, `base/base`.
"""

from __future__ import annotations

from .._forgery import compat_classes, compat_head

#: The package of the providers' modules.
PACKAGE = __name__.rpartition(".")[0] + ".providers"

# What a method takes and gives whose head does not say.
_USUAL = "(self) -> str"


class Head:
    """A provider class.

    Attributes:
        id: Its id.
        base: The id of the class that it derives from; empty for `base/base`.
        lines: The words of the lines that occur once, by the first.
    """

    __slots__ = ("_aliases", "_seldom", "base", "id", "lines")

    def __init__(self, class_id: str) -> None:
        often, _, self._seldom = compat_head(class_id).partition("\n\n")
        self.id = class_id
        self.lines: dict[str, list[str]] = {}
        self._aliases: dict[str, str] = {}
        for line in often.split("\n"):
            word, *words = line.split()
            if word == "alias":
                self._aliases[words[0]] = words[1]
            else:
                self.lines[word] = words
        mro = self.lines["mro"]
        self.base = mro[1] if len(mro) > 1 else ""

    def names(self, word: str) -> list[str]:
        """The names of a line; none if there is no such line."""
        return self.lines.get(word) or []

    @property
    def aliases(self) -> dict[str, str]:
        """Methods that are another name of a method of the same class, and that method's name."""
        return self._aliases

    @property
    def tables(self) -> list[str]:
        """The class attributes that hold data."""
        return self.names("tables")

    @property
    def constants(self) -> list[str]:
        """The data of the module."""
        return [name for name in self.names("constants") if "." not in name]

    @property
    def imports(self) -> dict[str, str]:
        """The names that the module imports, and from where: `typing:List`, or `re` for a module."""
        return dict(name.split("=", 1) for name in self.names("import"))

    def call(self, method: str) -> str:
        """The signature of an own method as text, in which `faker` stands for this package."""
        method = self._aliases.get(method, method)
        _, found, rest = f"\n{self._seldom}".partition(f"\ncall {method} ")
        return rest.partition("\n")[0] if found else _USUAL

    def binds(self, method: str) -> str:
        """How an own method is bound: `static`, `class`, or as usual."""
        for word in ("static", "class"):
            if method in self.names(word):
                return word
        return ""


_heads: dict[str, Head] = {}
_locales: dict[str, list[str]] = {}


def head(class_id: str) -> Head:
    """The head of a class.

    Raises:
        LookupError: There is no such class.
    """
    found = _heads.get(class_id)
    if found is None:
        found = _heads[class_id] = Head(class_id)
    return found


def locales(provider: str) -> list[str]:
    """The locales that have a class of their own for a provider, in order."""
    return _all_locales()[provider]


def providers() -> list[str]:
    """The names of all providers, in order."""
    return sorted(_all_locales())


def _all_locales() -> dict[str, list[str]]:
    if not _locales:
        found: dict[str, list[str]] = {}
        for class_id in compat_classes():
            locale, _, provider = class_id.partition("/")
            if provider != "base":
                found.setdefault(provider, []).extend([] if locale == "base" else [locale])
        _locales.update(found)
    return _locales


def module_name(class_id: str) -> str:
    """The module of a class: `forgery.compat.providers.person.en_US` for `en_US/person`."""
    locale, _, provider = class_id.partition("/")
    if provider == "base":
        return PACKAGE
    return f"{PACKAGE}.{provider}" if locale == "base" else f"{PACKAGE}.{provider}.{locale}"


def class_id(module: str) -> str:
    """The class of a module: `en_US/person` for `forgery.compat.providers.person.en_US`.

    Raises:
        LookupError: The name is not that of a provider's module.
    """
    if module == PACKAGE:
        return "base/base"
    path = module[len(PACKAGE) + 1 :].split(".") if module.startswith(PACKAGE + ".") else []
    if len(path) not in (1, 2) or path[0] == "base":
        raise LookupError(module)
    return f"{path[1]}/{path[0]}" if path[1:] else f"base/{path[0]}"
