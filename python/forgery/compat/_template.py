"""What the default providers of a locale give a generator, found once by adding them to one as anybody would."""

from __future__ import annotations

from types import MethodType

from .._forgery import compat_changes
from .generator import Generator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Template:
    """For each formatter its class and its function.

    Attributes:
        changes: How often classes had been changed when this was found.
        paths: The module paths of the providers.
        classes: Class, name and language of each provider, oldest first.
        formatters: Name, index into `classes` and function.
        others: Formatters that are no methods.
    """

    __slots__ = ("changes", "classes", "formatters", "others", "paths")

    def __init__(
        self,
        changes: int,
        paths: list[str],
        classes: list[tuple[type, str, str | None]],
        formatters: list[tuple[str, int, object]],
        others: dict[str, object],
    ) -> None:
        self.changes = changes
        self.paths = paths
        self.classes = classes
        self.formatters = formatters
        self.others = others


_templates: dict[str, Template | None] = {}

_PLAIN = Generator
_PARTS = (Generator.__init__, Generator.add_provider, Generator.set_formatter)


def is_plain(cls: type[Generator]) -> bool:
    """Whether a class is `Generator` as it is written here."""
    return cls is _PLAIN and (cls.__init__, cls.add_provider, cls.set_formatter) == _PARTS


def of(locale: str, paths: list[str], find: Callable[[str, str], Any]) -> Template | None:
    """The template of a locale, or None where generators have to be made provider by provider.

    Args:
        locale: The locale.
        paths: The module paths of the providers.
        find: Finds the class of a provider, and the locale that it was found for.
    """
    template = _templates.get(locale)
    changes = compat_changes()
    if template is None:
        if locale in _templates:
            return None
    elif template.changes == changes and template.paths == paths:
        return template
    template = _templates[locale] = _learn(locale, paths, find)
    return template


def _learn(locale: str, paths: list[str], find: Callable[[str, str], Any]) -> Template | None:
    from ._classes import constructors
    from .providers import BaseProvider

    classes: list[tuple[Any, str, str | None]] = []
    for path in paths:
        cls, lang, _ = find(path, locale)
        classes.append((cls, path, lang))
    if any(cls.__init__ not in constructors() for cls, _, _ in classes):
        return None
    generator = Generator()
    providers = []
    for cls, _, _ in classes:
        provider = cls.__new__(cls)
        # Not the class's own constructor: what it warns of is said for a user's generator, not for this one.
        BaseProvider.__init__(provider, generator)
        providers.append(provider)
        generator.add_provider(provider)
    places = {id(provider): place for place, provider in enumerate(providers)}
    formatters: list[tuple[str, int, object]] = []
    others: dict[str, object] = {}
    for name, value in vars(generator).items():
        if isinstance(value, MethodType) and id(value.__self__) in places:
            formatters.append((name, places[id(value.__self__)], value.__func__))
        elif callable(value):
            others[name] = value
    # Asked last: to look at properties makes tables, which counts as a change.
    return Template(compat_changes(), list(paths), classes, formatters, others)
