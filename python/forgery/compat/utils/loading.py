"""What providers and locales a package of providers has."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path

from .._names import as_faker, as_ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["find_available_locales", "find_available_providers", "get_path", "list_module"]


def get_path(module: ModuleType) -> str:
    """Get the folder of a package, also in a program that was frozen into one file."""
    if getattr(sys, "frozen", False):
        bundle = getattr(sys, "_MEIPASS", None)  # PyInstaller's
        root = Path(bundle) if bundle else Path(sys.executable).parent / "lib"
        return str(root.joinpath(*(module.__package__ or "").split(".")))
    if module.__file__ is None:
        message = f"Can't find path from module `{module}."
        raise RuntimeError(message)
    return str(Path(module.__file__).parent)


def list_module(module: ModuleType) -> list[str]:
    """List the packages in a package: the locales of a provider, or the providers of a package of them."""
    path = get_path(module)
    if getattr(sys, "_MEIPASS", False):
        return [file.parent.name for file in Path(path).glob("*/__init__.py")]
    return [name for _, name, is_package in pkgutil.iter_modules([path]) if is_package]


def find_available_locales(providers: list[str]) -> list[str]:
    """List the locales that any of these providers knows, in order.

    Args:
        providers: Names of modules, such as `faker.providers.address`.
    """
    modules = [import_module(as_ours(name)) for name in providers]
    return sorted(
        {
            locale
            for module in modules
            if getattr(module, "localized", False)
            for locale in list_module(module)
        }
    )


def find_available_providers(modules: list[ModuleType]) -> list[str]:
    """List the providers in packages, in order and by their full names.

    Args:
        modules: Packages of providers, such as `forgery.compat.providers`.
    """
    return sorted(
        {
            f"{as_faker(module.__package__)}.{name}"
            for module in modules
            if module.__package__
            for name in list_module(module)
            if name != "__pycache__"
        }
    )
