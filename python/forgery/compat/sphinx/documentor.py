"""Writes a page for each provider and each locale, for autodoc to fill."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

from .._names import as_ours
from ..config import AVAILABLE_LOCALES
from ..config import PROVIDERS as STANDARD_PROVIDER_NAMES
from ..providers import BaseProvider
from ..utils.loading import list_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BASE_PROVIDER_METHOD_NAMES",
    "DOCS_ROOT",
    "PROVIDER_AUTODOC_TEMPLATE",
    "SECTION_ADORNMENTS",
    "write_pages",
    "write_provider_docs",
]

#: Where the pages go when nothing else is said.
DOCS_ROOT = Path("docs")

SECTION_ADORNMENTS = "#*=-~"

PROVIDER_AUTODOC_TEMPLATE = """
.. autoclass:: {provider_class}
   :members: {provider_methods}
   :undoc-members:
   :show-inheritance:

"""


def _public_methods(provider: type) -> list[str]:
    """Name the methods of a provider class."""
    return [
        name
        for name, method in inspect.getmembers(provider, callable)
        if not name.startswith("_") and not inspect.isclass(method)
    ]


BASE_PROVIDER_METHOD_NAMES = _public_methods(BaseProvider)


def write_provider_docs() -> None:
    """Write `providers.rst` and `locales.rst`, with a page for each provider and locale, to `DOCS_ROOT`."""
    write_pages(DOCS_ROOT)


def write_pages(folder: Path) -> None:
    """Write these pages to a folder."""
    _write_index(
        folder / "providers.rst",
        "Standard Providers",
        ("providers/" + name for name in ("baseprovider", *STANDARD_PROVIDER_NAMES)),
    )
    _write(
        folder / "providers" / "baseprovider.rst",
        [_title("``faker.providers``"), _class(BaseProvider, BASE_PROVIDER_METHOD_NAMES)],
    )
    for name in STANDARD_PROVIDER_NAMES:
        page = [_title(f"``{name}``"), _provider(import_module(as_ours(name)).Provider)]
        _write(folder / "providers" / f"{name}.rst", page)
    _write_index(
        folder / "locales.rst",
        "Localized Providers",
        (f"locales/{locale}" for locale in AVAILABLE_LOCALES),
    )
    for locale in AVAILABLE_LOCALES:
        page = [_title(f"Locale {locale}")]
        for name, provider in _localized(locale):
            page += [_title(f"``{name}``", level=2), _provider(provider)]
        _write(folder / "locales" / f"{locale}.rst", page)


def _localized(locale: str) -> list[tuple[str, type]]:
    """List the provider classes that a locale has of its own, after their names."""
    return [
        (name, import_module(f"{as_ours(name)}.{locale}").Provider)
        for name in STANDARD_PROVIDER_NAMES
        if locale in list_module(import_module(as_ours(name)))
    ]


def _provider(provider: type) -> str:
    """Write the section of a provider class."""
    base = set(BASE_PROVIDER_METHOD_NAMES)
    return _class(provider, [name for name in _public_methods(provider) if name not in base])


def _class(cls: type, methods: list[str]) -> str:
    """Write the directive that has autodoc describe a class."""
    return PROVIDER_AUTODOC_TEMPLATE.format(
        provider_class=f"{cls.__module__}.{cls.__name__}", provider_methods=", ".join(methods)
    )


def _title(text: str, level: int = 1) -> str:
    """Write a heading of level 1 to 5."""
    line = SECTION_ADORNMENTS[level - 1] * len(text)
    return "\n".join([*[line] * (level <= 2), text, line, "", ""])


def _write_index(path: Path, title: str, pages: Iterable[str]) -> None:
    """Write a page that lists others."""
    entries = "".join(f"   {page}\n" for page in pages)
    _write(path, [_title(title), ".. toctree::\n   :maxdepth: 2\n\n", entries])


def _write(path: Path, parts: list[str]) -> None:
    """Write a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The page has no source that a reader could edit.
    path.write_text(":github_url: hide\n\n" + "".join(parts), encoding="utf-8")
