"""Makes generators: the providers of a locale, found by their module paths.

The default providers of a locale are found once. What they give is kept as a template, from which
the engine fills each further generator at once.
"""

from __future__ import annotations

import functools
import sys
from importlib import import_module

from . import _template
from ._names import OURS, as_faker, as_ours
from .config import AVAILABLE_LOCALES, DEFAULT_LOCALE, PROVIDERS
from .generator import Generator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_ROOT = "faker.providers"


class Factory:
    """Makes generators."""

    @classmethod
    def create(
        cls,
        locale: str | None = None,
        providers: list[str] | None = None,
        generator: Generator | None = None,
        includes: list[str] | None = None,
        use_weighting: bool = True,
        **config: Any,
    ) -> Generator:
        """A generator of a locale.

        Args:
            locale: A name such as ``ja_JP``; English of the United States if none is given.
            providers: Module paths of the providers, in place of the standard ones.
            generator: The generator to add them to, in place of a new one.
            includes: Module paths of further providers.
            use_weighting: Whether the weights of words count.
            **config: What the generator is made with.

        Raises:
            AttributeError: There is no such locale.
        """
        if includes is None:
            includes = []
        locale = locale.replace("-", "_") if locale else DEFAULT_LOCALE
        # The names with a country are in normal form already, and `locale` is slow to import.
        if "_" not in locale or locale not in AVAILABLE_LOCALES:
            from locale import normalize

            locale = normalize(locale).split(".")[0]
            if locale not in AVAILABLE_LOCALES:
                raise AttributeError(f"Invalid configuration for faker locale `{locale}`")
        config["locale"] = locale
        config["use_weighting"] = use_weighting

        paths = (providers or PROVIDERS) + includes

        if not providers and not generator and _is_plain(cls):
            template = template_of(locale)
            if template is not None:
                made = Generator(**config)
                made._populate(locale, use_weighting, template.classes, template.formatters)
                if template.others:
                    made.__dict__.update(template.others)
                cls._add(made, includes, locale, use_weighting)
                return made
        made = generator or Generator(**config)
        cls._add(made, paths, locale, use_weighting)
        return made

    @classmethod
    def _add(cls, made: Generator, paths: list[str], locale: str, use_weighting: bool) -> None:
        for path in paths:
            name = as_faker(path)
            if name == _ROOT:
                continue
            found, lang, _ = cls._find_provider_class(path, locale)
            provider = found(made)
            provider.__use_weighting__ = use_weighting
            provider.__provider__ = name
            provider.__lang__ = lang
            made.add_provider(provider)

    @classmethod
    @functools.cache
    def _find_provider_class(
        cls, provider_path: str, locale: str | None = None
    ) -> tuple[Any, str | None, str | None]:
        """The class of a provider for a locale, the locale that it was found for, and the provider's default."""
        module = _import(provider_path)
        name = as_faker(module.__name__)
        if not getattr(module, "localized", False):
            if locale:
                _debug(
                    "Provider `%s` does not feature localization."
                    " Specified locale `%s` is not used for this provider.",
                    name,
                    locale,
                )
            return module.Provider, None, None

        default: str = getattr(module, "default_locale", "")
        _debug("Looking for locale `%s` in provider `%s`.", locale, name)
        if locale and locale in list_module(module):
            _debug("Provider `%s` has been localized to `%s`.", name, locale)
        else:
            wanted, locale = locale, default or DEFAULT_LOCALE
            _debug(
                "Specified locale `%s` is not available for provider `%s`."
                " Locale reset to `%s` for this provider.",
                wanted,
                name,
                locale,
            )
        return _import(f"{provider_path}.{locale}").Provider, locale, default


def _import(path: str) -> ModuleType:
    """The module of a path; Faker's own paths mean our modules."""
    name = as_ours(path)
    try:
        if name.startswith(OURS + ".providers."):
            from ._finder import module

            return module(name)
        return import_module(name)
    except ModuleNotFoundError as error:
        missing = as_faker(error.name or "")
        if missing == error.name:
            raise
        raise ModuleNotFoundError(f"No module named {missing!r}", name=missing) from None


def list_module(module: ModuleType) -> list[str]:
    """The packages in a package."""
    # Imported here: it takes a while, and who uses our providers only need not know what is in folders.
    from ._heads import locales, providers

    above, _, provider = getattr(module, "__name__", "").rpartition(".")
    if above == OURS + ".providers" and provider in providers():
        return locales(provider)
    from .utils.loading import list_module

    return list_module(module)


def _debug(message: str, *args: object) -> None:
    # Nobody listens before `logging` is imported, which takes longer than making a generator.
    if "logging" in sys.modules:
        _logger().debug(message, *args)


@functools.cache
def _logger() -> Any:
    import logging

    # Faker's name: whoever silences "faker" silences us.
    logger = logging.getLogger("faker.factory")
    if in_repl:
        logger.setLevel(logging.CRITICAL)
    return logger


in_repl = bool(getattr(sys, "ps1", False))


def __getattr__(name: str) -> Any:
    if name == "logger":
        return _logger()
    if name == "inREPL":
        return in_repl
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def template_of(locale: str) -> _template.Template | None:
    """What the default providers of a locale give a generator, if it is known beforehand."""
    return _template.of(locale, PROVIDERS, Factory._find_provider_class)


_FIND = vars(Factory)["_find_provider_class"]


def _is_plain(cls: type[Factory]) -> bool:
    """Whether nobody has changed how generators are made."""
    return (
        cls is Factory
        and vars(cls)["_find_provider_class"] is _FIND
        and _template.is_plain(Generator)
    )
