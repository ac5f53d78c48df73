"""The modules of providers, which are no files: `forgery.compat.providers.person.en_US` is made when it is imported.

A path hook answers for the folder of `forgery.compat.providers` and for what would lie below it, so that `import`,
`pkgutil.walk_packages` and whoever lists the folder of a package find what they would find in Faker's.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from os import path, sep
from types import ModuleType

from .._forgery import compat_table
from . import _heads
from ._classes import defined, provider_class
from ._names import as_ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

#: The folder of `forgery.compat.providers`.
ROOT = path.join(path.dirname(path.abspath(__file__)), "providers")

# Modules of a provider that belong to no locale: theirs are files of `_parts`.
_PLAIN = {"color": ("color",), "isbn": ("isbn",), "sbn": ("rules", "sbn")}


class ProviderModule(ModuleType):
    """The module of a provider class: what it has is made when it is asked for."""

    _class_id: str

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return [public for public in dir(self) if not public.startswith("_")]
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = self.__dict__[name] = self._find(name)
        return value

    def _find(self, name: str) -> Any:
        if name == "Provider":
            return provider_class(self._class_id)
        try:
            return attribute(self._class_id, name)
        except LookupError:
            message = f"module {self.__name__!r} has no attribute {name!r}"
        raise AttributeError(message)

    def __dir__(self) -> list[str]:
        names = {*super().__dir__(), *attributes(self._class_id), "Provider"}
        return sorted(names - {"_class_id"})


def attributes(class_id: str) -> list[str]:
    """The names that the module of a class defines and imports, but for the class itself."""
    head = _heads.head(class_id)
    return [*head.constants, *head.imports, *head.names("define")]


def attribute(class_id: str, name: str) -> Any:
    """What the module of a class has under a name.

    Raises:
        LookupError: It has no such name.
    """
    head = _heads.head(class_id)
    if name in head.constants:
        return compat_table(class_id, f"module.{name}")
    if name in head.names("define"):
        return defined(class_id, name)
    module, _, name = head.imports[name].partition(":")
    found = import_module(as_ours(module))
    if name and not hasattr(found, name):
        return import_module(f"{found.__name__}.{name}")
    return getattr(found, name) if name else found


_modules: dict[str, ProviderModule] = {}


def module(name: str) -> ModuleType:
    """The module of a name, imported by a shorter way than `importlib`'s.

    Raises:
        ImportError: There is no such module.
    """
    found = sys.modules.get(name)
    if found is None:
        if name == _heads.PACKAGE:
            # It alone is a file.
            return import_module(name)
        try:
            made = _new(name, _heads.class_id(name))
        except LookupError:
            return import_module(name)
        above, _, own = name.rpartition(".")
        setattr(module(above), own, made)
        found = sys.modules.setdefault(name, made)
    return found


def _new(name: str, class_id: str) -> ProviderModule:
    """The module of a class, always the same one."""
    found = _modules.get(name)
    if found is None:
        _heads.head(class_id)
        found = ProviderModule(name, f"Makes the values of {class_id}.")
        spec = _spec(name)
        found.__dict__.update(
            _class_id=class_id,
            __spec__=spec,
            __loader__=spec.loader,
            __package__=name,
            __file__=spec.origin,
            __path__=spec.submodule_search_locations,
        )
        found = _modules.setdefault(name, found)
    return found


def _spec(name: str) -> ModuleSpec:
    folder = path.join(ROOT, *name[len(_heads.PACKAGE) + 1 :].split("."))
    spec = ModuleSpec(name, _LOADER, origin=path.join(folder, "__init__.py"), is_package=True)
    spec.submodule_search_locations = [folder]
    return spec


class Loader:
    """Makes the modules of providers for `importlib`."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make a module, all of whose attributes come later."""
        return _new(spec.name, _heads.class_id(spec.name))

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is no code to run."""

    def get_source(self, fullname: str) -> None:  # noqa: ARG002
        """Say that there is no source."""
        return


_LOADER: Any = Loader()


class Finder:
    """Finds the modules in the folder of a package of providers."""

    def __init__(self, folder: str) -> None:
        self.parts = folder[len(ROOT) + 1 :].split(sep) if folder != ROOT else []

    def find_spec(self, fullname: str, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        """The spec of a module of this folder, or None if it has no such module."""
        above, _, own = fullname.rpartition(".")
        if above != ".".join([_heads.PACKAGE, *self.parts]):
            return None
        if own in self._plain():
            from importlib.util import spec_from_file_location

            file = path.join(path.dirname(ROOT), "_parts", "plain", f"{self.parts[0]}_{own}.py")
            return spec_from_file_location(fullname, file)
        return _spec(fullname) if own in self._packages() else None

    def iter_modules(self, prefix: str = "") -> Iterator[tuple[str, bool]]:
        """The names of this folder and whether they are packages, for `pkgutil`."""
        packages = [(prefix + name, True) for name in self._packages()]
        yield from sorted(packages + [(prefix + name, False) for name in self._plain()])

    def invalidate_caches(self) -> None:
        """Do nothing: what there is does not change."""

    def _packages(self) -> list[str]:
        if not self.parts:
            return _heads.providers()
        return _heads.locales(self.parts[0]) if len(self.parts) == 1 else []

    def _plain(self) -> tuple[str, ...]:
        return _PLAIN.get(self.parts[0], ()) if len(self.parts) == 1 else ()


def hook(folder: str) -> Finder:
    """Answers for the folders of providers.

    Raises:
        ImportError: It is another folder.
    """
    if folder == ROOT or folder.startswith(ROOT + sep):
        return Finder(folder)
    raise ImportError(folder)


def install() -> None:
    """Lets Python find the modules of providers."""
    sys.path_hooks.insert(0, hook)
    sys.path_importer_cache.pop(ROOT, None)
