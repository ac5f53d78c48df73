"""`install()`: from then on `import faker` means this package.

Libraries that import Faker, such as factory_boy or providers of the community, run on forgery then, unchanged,
whether or not Faker is installed. Every module of Faker is the very same object under both names: `faker.proxy` is
`forgery.compat.proxy`.
"""

from __future__ import annotations

import sys
from importlib import import_module, machinery, util
from os import path, sep

from ..errors import AliasError
from ._names import OURS, THEIRS, as_ours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.metadata import Distribution, DistributionFinder
    from types import ModuleType

__all__ = ["install", "installed", "uninstall"]

_HOW = (
    "call forgery.compat.install() before anything imports faker;"
    " for pytest, give -p forgery.compat.alias on the command line or in addopts"
)


class _Loader:
    """Gives a module that exists already, under its other name."""

    def __init__(self, ours: machinery.ModuleSpec) -> None:
        self._ours = ours

    def create_module(self, spec: machinery.ModuleSpec) -> ModuleType:  # noqa: ARG002
        return import_module(self._ours.name)

    def exec_module(self, module: ModuleType) -> None:
        # Importing has made the spec of the other name the module's own.
        module.__spec__ = self._ours


class _Finder:
    """Finds `faker` and all below it: first in `sys.meta_path`, while it is there."""

    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004
        target: ModuleType | None = None,  # noqa: ARG004
    ) -> machinery.ModuleSpec | None:
        """Find a module of Faker's here; say that there is none rather than let another finder look for Faker's own."""
        if as_ours(name) == name:
            return None
        ours = util.find_spec(as_ours(name))
        if ours is None:
            message = f"No module named {name!r}"
            raise ModuleNotFoundError(message, name=name)
        spec = machinery.ModuleSpec(name, _Loader(ours), origin=ours.origin)  # type: ignore[arg-type]
        spec.submodule_search_locations = ours.submodule_search_locations
        return spec

    @staticmethod
    def find_distributions(context: DistributionFinder.Context) -> Iterable[Distribution]:
        """Answer for `importlib.metadata.version("faker")`, but stay out of lists of all that is installed."""
        if (context.name or "").lower() != THEIRS:
            return ()
        from ._alias_metadata import distribution

        return (distribution(),)


class _Folder(machinery.FileFinder):
    """Finds modules in a folder of this package, for finders that come before `_Finder`, as pytest's does.

    They look for `faker.cli` in `forgery.compat.__path__`, and would load the file that they find there once more.
    """

    def find_spec(
        self, fullname: str, target: ModuleType | None = None
    ) -> machinery.ModuleSpec | None:
        """Find a module in the folder, or the one whose other name this is."""
        return _Finder.find_spec(fullname) or super().find_spec(fullname, target)


_HERE = path.dirname(path.abspath(__file__)) + sep
# Those of providers have a finder of their own, which answers to our names only.
_PROVIDERS = _HERE + "providers"
_KINDS = (
    (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
    (machinery.SourceFileLoader, machinery.SOURCE_SUFFIXES),
    (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
)


def _folder(folder: str) -> _Folder:
    """Make the finder of a folder, if it is one of this package: a hook of `sys.path_hooks`."""
    if not (folder + sep).startswith(_HERE) or folder.startswith(_PROVIDERS):
        raise ImportError(folder)
    return _Folder(folder, *_KINDS)


def _forget_folders() -> None:
    """Have the finders of this package's folders made anew."""
    for folder in list(sys.path_importer_cache):
        if (folder + sep).startswith(_HERE):
            del sys.path_importer_cache[folder]


def installed() -> bool:
    """Tell whether `import faker` means this package."""
    return _Finder in sys.meta_path


def install() -> None:
    """Make `import faker`, and of every module in it, give this package.

    Calling it again changes nothing.

    Raises:
        AliasError: Faker is imported already. Some modules would hold its classes, and others ours.

    Example:
        >>> import forgery.compat
        >>> forgery.compat.install()
        >>> import faker
        >>> faker is forgery.compat
        True
    """
    own = [name for name, module in _theirs() if sys.modules.get(as_ours(name)) is not module]
    if own:
        message = f"faker is imported already{_holders(set(own))}: {_HOW}"
        raise AliasError(message)
    if installed():
        return
    sys.meta_path.insert(0, _Finder)
    sys.path_hooks.insert(0, _folder)
    _forget_folders()
    for name, module in list(sys.modules.items()):
        if name == OURS or name.startswith(OURS + "."):
            sys.modules[THEIRS + name[len(OURS) :]] = module


def uninstall() -> None:
    """Undo `install()`: the next `import faker` looks for Faker itself.

    Modules that imported faker in the meantime keep what they have. Without `install()` it changes nothing.
    """
    if not installed():
        return
    sys.meta_path.remove(_Finder)
    sys.path_hooks.remove(_folder)
    _forget_folders()
    for name, _ in _theirs():
        del sys.modules[name]


def _theirs() -> list[tuple[str, ModuleType]]:
    """List the imported modules whose names are Faker's."""
    return [
        (name, module)
        for name, module in list(sys.modules.items())
        if module is not None and as_ours(name) != name
    ]


def _holders(own: set[str]) -> str:
    """Name the modules that hold Faker's classes or modules, to help to find who imports it."""
    holders = set()
    for name, module in list(sys.modules.items()):
        if module is None or name in own:
            continue
        for value in list(getattr(module, "__dict__", {}).values()):
            kind = type(value)
            home = None
            if kind is type(sys):
                home = value.__name__
            elif issubclass(kind, type):
                home = value.__module__
            if home in own:
                holders.add(name)
    return f" (by {', '.join(sorted(holders)[:5])})" if holders else ""
