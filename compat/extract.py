#!/usr/bin/env python3
"""Writes the tables of the pinned Faker as text under `src/data`, for the build script to lay out.

Run it in an environment that holds exactly the Faker named in `compat/FAKER_VERSION`:

    python compat/extract.py            # writes; what was not extracted is told on stderr
    python compat/extract.py --check    # writes nothing; exit code 1 lists the stale files

Only facts are taken: words, weights, patterns, the names of methods and what they take and give. The output
is the same on every CPython and for every hash seed. `compat/README.md` describes the format.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import importlib
import importlib.util
import inspect
import itertools
import locale
import logging
import os
import pkgutil
import re
import sys
import types
from collections.abc import Iterator
from functools import cached_property
from importlib import metadata
from pathlib import Path

import signatures
from table_text import Table, UnknownValueError, escape, table

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "data"
PINNED = (ROOT / "compat" / "FAKER_VERSION").read_text(encoding="utf-8").strip()
PACKAGE = "faker.providers"
# Lists that Faker makes from a set, so that their order changes with PYTHONHASHSEED: sorted here.
UNORDERED = {("it_IT/address", "cities")}


# Provider classes: what one file holds.


@dataclasses.dataclass(frozen=True)
class Source:
    """A provider class, its module, and the plain modules of its package by name."""

    id: str
    cls: type
    module: types.ModuleType
    helpers: dict[str, types.ModuleType]


def class_id(cls: type) -> str:
    """Names a provider class after its file: `en_US/person`, `base/person`, `base/base`."""
    path = cls.__module__.split(".")[2:]
    if (cls.__name__, len(path)) == ("BaseProvider", 0):
        return "base/base"
    if cls.__name__ != "Provider" or len(path) not in (1, 2):
        raise UnknownValueError(f"{cls.__module__}.{cls.__name__} is not a provider's own class")
    return "/".join([*path[1:], path[0]] if path[1:] else ["base", path[0]])


def sources() -> list[Source]:
    """Finds every provider class, in order of module name."""
    root = importlib.import_module(PACKAGE)
    found = [Source("base/base", root.BaseProvider, root, {})]
    for info in pkgutil.walk_packages(root.__path__, f"{PACKAGE}."):
        if info.ispkg:
            module = importlib.import_module(info.name)
            helpers = {
                sub.name: importlib.import_module(f"{info.name}.{sub.name}")
                for sub in pkgutil.iter_modules(module.__path__)
                if not sub.ispkg
            }
            found.append(Source(class_id(module.Provider), module.Provider, module, helpers))
    return found


class Extractor:
    """Turns provider classes into files, keeping notes of what it leaves out."""

    def __init__(self, found: list[Source]) -> None:
        self.sources = found
        self.notes: list[str] = []

    def file(self, source: Source) -> str:
        """Gives the text of one provider's file."""
        name = source.module.__name__
        blocks = ["\n".join([heading(name), *head(source.cls, source.module)]) + "\n"]
        tables = itertools.chain(self._class_tables(source), self._module_tables(source))
        return "\n".join([*blocks, *(found.text(name) for name, found in tables)])

    def _class_tables(self, source: Source) -> Iterator[tuple[str, Table]]:
        own_methods = dict(methods(source.cls))
        for name, own in vars(source.cls).items():
            where = f"{source.id}.{name}"
            # A property is a table that the class makes when it is first asked for.
            value = getattr(source.cls(None), name) if isinstance(own, property) else own
            if name == "__init__" or (is_code(value) and name not in own_methods):
                self.notes.append(f"{where}: not data ({type(value).__name__})")
            elif name not in own_methods and not is_dunder(name):
                ordered = sorted(value) if (source.id, name) in UNORDERED else value
                yield name, self._table(where, ordered)

    def _module_tables(self, source: Source) -> Iterator[tuple[str, Table]]:
        modules = {"module": source.module}
        modules.update({f"module.{name}": module for name, module in source.helpers.items()})
        for prefix, module in modules.items():
            for name, value in self._constants(source, module):
                yield f"{prefix}.{name}", self._table(f"{source.id}.{prefix}.{name}", value)

    def _constants(self, source: Source, module: types.ModuleType) -> Iterator[tuple[str, object]]:
        assigned = assigned_names(module)
        for name, value in vars(module).items():
            where = f"{source.id}: {module.__name__}.{name}"
            if is_dunder(name) or isinstance(value, types.ModuleType):
                continue
            if inspect.isclass(value) and value.__module__ == module.__name__:
                if value is not source.cls and not issubclass(value, tuple):
                    yield from class_constants(value)
            elif name in assigned and is_code(value):
                self.notes.append(f"{where}: not data ({type(value).__name__})")
            elif name in assigned:
                yield name, value
            elif not is_code(value):
                self.notes.append(f"{where}: imported, or left over from a loop")

    def _table(self, where: str, value: object) -> Table:
        try:
            return table(value)
        except UnknownValueError as unknown:
            raise SystemExit(f"{where}: no text form for {unknown}") from unknown


def is_dunder(name: str) -> bool:
    """Tells Python's own names from a provider's."""
    return name.startswith("__") and name.endswith("__")


def is_code(value: object) -> bool:
    """Tells functions, classes, descriptors and typing constructs from data."""
    code = (staticmethod, classmethod, property, cached_property, logging.Logger)
    return callable(value) or isinstance(value, code) or type(value).__module__ == "typing"


def class_constants(cls: type) -> Iterator[tuple[str, object]]:
    """Gives the data of a module's helper class."""
    for name, value in vars(cls).items():
        if not is_dunder(name) and not is_code(value):
            yield f"{cls.__name__}.{name}", value


def assigned_names(module: types.ModuleType) -> set[str]:
    """Gives the names that a module's own top-level statements assign, not those it imports."""
    targets: list[ast.expr] = []
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Assign):
            targets.extend(node.targets)
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            targets.append(node.target)
    names = (name for target in targets for name in ast.walk(target))
    return {name.id for name in names if isinstance(name, ast.Name)}


# The head of a file: ancestors, methods, imports. `signatures.py` writes what methods take and give.


def heading(origin: str) -> str:
    """Marks a file as ours: `stale` removes only what opens so."""
    return f"# Faker {PINNED}, {origin}: written by compat/extract.py, do not edit."


def head(cls: type, module: types.ModuleType) -> Iterator[str]:
    """Gives the lines that describe a class and its module."""
    yield " ".join(["mro", *map(class_id, cls.__mro__[:-1])])
    own = dict(methods(cls))
    kinds = {name: inspect.getattr_static(cls, name) for name in own}
    lists = {
        "methods": [name for name in own if not name.startswith("_")],
        "private": [name for name in own if name.startswith("_")],
        "static": [name for name, kind in kinds.items() if isinstance(kind, staticmethod)],
        "class": [name for name, kind in kinds.items() if isinstance(kind, classmethod)],
        "property": [name for name, value in vars(cls).items() if isinstance(value, property)],
        "import": [f"{name}={origin}" for name, origin in imported_names(module)],
        "define": [name for name, value in defined(module) if value is not cls],
    }
    for word, names in lists.items():
        if names:
            yield " ".join([word, *names])
    first: dict[object, str] = {}
    for name, function in own.items():
        if first.setdefault(function, name) != name:
            yield f"alias {name} {first[function]}"
    for name, function in own.items():
        text = signatures.text(function)
        if text != signatures.USUAL and first[function] == name:
            yield f"call {name} {text}"
    for name, hint in inspect.get_annotations(cls).items():
        if not is_dunder(name):
            yield f"hint {name} {signatures.annotation(hint)}"
    if "__lang__" in vars(cls):
        yield f"lang {vars(cls)['__lang__']}"
    if "__use_weighting__" in vars(cls):
        yield f"use_weighting {vars(cls)['__use_weighting__']}"


def methods(cls: type) -> Iterator[tuple[str, types.FunctionType]]:
    """Gives the functions that a class itself defines, in its order."""
    for name, value in vars(cls).items():
        function = getattr(value, "__func__", value)
        if isinstance(function, types.FunctionType) and not is_dunder(name):
            yield name, function


def defined(module: types.ModuleType) -> Iterator[tuple[str, object]]:
    """Gives the functions, classes and type aliases that a module itself defines."""
    assigned = assigned_names(module)
    for name, value in vars(module).items():
        own = getattr(value, "__module__", None) == module.__name__ and not is_dunder(name)
        code = inspect.isclass(value) or inspect.isfunction(value)
        if (own and code) or (name in assigned and is_code(value)):
            yield name, value


def imported_names(module: types.ModuleType) -> Iterator[tuple[str, str]]:
    """Gives what a module's own top-level statements import: `Provider`, `faker.providers.job:Provider`."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Import):
            yield from ((name.asname or name.name.split(".")[0], name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level + (node.module or "")
            origin = importlib.util.resolve_name(package, str(module.__package__))
            yield from ((name.asname or name.name, f"{origin}:{name.name}") for name in node.names)


# The other two files: which class serves which locale, and the transliteration table.


def locales() -> str:
    """Lists the class that each locale uses for each provider, and the other names of locales."""
    config = importlib.import_module("faker.config")
    find = importlib.import_module("faker.factory").Factory._find_provider_class
    lines = [heading("Factory.create"), "# locale, then the class that serves each provider"]
    for name in config.AVAILABLE_LOCALES:
        served = (find(path, normalize(name))[0] for path in config.PROVIDERS)
        ids = (class_id(cls).split("/") for cls in served)
        lines.append("\t".join([name, *(f"{provider}={found}" for found, provider in ids)]))
    lines.append("# another name (in lower case, `-` as `_`), then its locale")
    for name in sorted(locale.locale_alias):
        full = normalize(name)
        if re.fullmatch(r"[a-z]{2,3}(_[a-z]{2})?", name) and full in config.AVAILABLE_LOCALES:
            lines.append(f"normalize\t{name}\t{full}")
    return "\n".join(lines) + "\n"


def normalize(name: str) -> str:
    """Gives the locale that Faker takes a name for."""
    return locale.normalize(name).split(".")[0]


def unidecode() -> str:
    """Lays the transliteration table out in blocks of 256 code points, leaving empty blocks out."""
    codes: tuple[str, ...] = importlib.import_module("faker.decode.codes").codes
    lines = [heading("faker.decode.codes"), "# block (code point / 256, in hex), then 256 cells"]
    for start in range(0, len(codes), 256):
        cells = [escape(cell) for cell in codes[start : start + 256]]
        if any(cells):
            lines.append("\t".join([f"{start // 256:02x}", *cells]))
    return "\n".join(lines) + "\n"


# Writing and checking.


def outputs() -> tuple[dict[Path, str], list[str]]:
    """Makes every file, and the notes on what is not in them."""
    extractor = Extractor(sources())
    files = {DATA / f"{source.id}.txt": extractor.file(source) for source in extractor.sources}
    files[DATA / "locales.txt"] = locales()
    files[DATA / "unidecode.txt"] = unidecode()
    return files, extractor.notes


def stale(files: dict[Path, str]) -> Iterator[Path]:
    """Gives the files of ours that are missing, differ, or have no source any more."""
    for path in sorted({*files, *DATA.rglob("*.txt")}):
        text = path.read_bytes().decode() if path.exists() else None
        ours = text is not None and "written by compat/extract.py" in text.split("\n", 1)[0]
        if text != files.get(path) and (path in files or ours):
            yield path


def main() -> int:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="write the files (the default)")
    mode.add_argument("--check", action="store_true", help="only list the files that are stale")
    check: bool = parser.parse_args().check
    files, notes = outputs()
    changed = list(stale(files))
    for path in changed:
        verb = "stale" if check else "writing" if path in files else "removing"
        print(f"{verb}: {path.relative_to(ROOT)}")
        if verb == "writing":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path].encode())
        elif verb == "removing":
            path.unlink()
    if not check:
        print("left out:", *notes, sep="\n  ", file=sys.stderr)
    return int(check and bool(changed))


def require_pinned() -> None:
    """Stops unless the installed Faker is the one that we equal."""
    try:
        installed = metadata.version("faker")
    except metadata.PackageNotFoundError:
        installed = "none"
    if installed != PINNED:
        sys.exit(f"Faker {PINNED} is needed, as compat/FAKER_VERSION says; installed: {installed}")


if __name__ == "__main__":
    require_pinned()
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 (ourselves again)
    sys.exit(main())
