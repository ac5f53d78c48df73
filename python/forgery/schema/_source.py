"""Where a schema comes from: a file in YAML, TOML or JSON, or a mapping."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ..errors import SchemaError
from ._places import locate
from ._problems import Path, Place, Problem

#: Values in a schema, with what aliases of YAML repeat counted again and again.
_MOST = 1_000_000


class Source:
    """A schema as it was written.

    Attributes:
        name: What messages call it: the path of the file, or "schema" of a mapping.
        stem: The name of the file without its ending.
        content: What it says: mappings, lists and plain values.
    """

    def __init__(self, name: str, content: Any, text: str | None = None) -> None:
        self.name = name
        self.stem = PurePath(name).stem
        self.content = content
        self._text = text
        self._kind = os.path.splitext(name)[1].lower()
        #: The path of the only table in a file that has its columns at the top.
        self.alone: Path | None = None

    def locate(self, path: Path) -> Place:
        """Find the place of a path in the file.

        Args:
            path: Keys and places in lists.
        """
        if self._text is None:
            return None
        if self.alone is not None and path[: len(self.alone)] == self.alone:
            path = path[len(self.alone) :]
        return locate(self._text, self._kind, path)


def read(given: Any) -> Source:
    """Read a schema.

    Args:
        given: The path of a file, a mapping, or something with `read_text` such as a resource of a package.

    Raises:
        OSError: If the file cannot be read.
        forgery.errors.SchemaError: If it is not valid YAML, TOML or JSON.
    """
    from ..schema_file import parse, text_of

    if isinstance(given, Mapping):
        source = Source("schema", given)
    else:
        # A resource of a package need not be a file: what is in an archive has no path.
        name = os.fspath(given) if isinstance(given, (str, os.PathLike)) else str(given)
        try:
            text = text_of(given, name)
            source = Source(name, parse(text, os.path.splitext(name)[1].lower()), text)
        except SchemaError as error:
            line, column = getattr(error, "place", (None, None))
            problem = Problem("", line, column, str(error))
            error.args = (f"{name}: {error}",)
            error.errors = [problem]
            raise
    return source


def bounded(source: Source) -> None:
    """Check that a schema does not hold itself and is not endless.

    Args:
        source: The schema.

    Raises:
        forgery.errors.SchemaError: If it does, or is.
    """
    sizes: dict[int, int] = {}
    try:
        size = _size(source.content, sizes)
    except (RecursionError, _EndlessError):
        message = f"{source.name}: nested too deeply, or in itself"
        raise SchemaError(message) from None
    if size > _MOST:
        message = (
            f"{source.name}: has more than {_MOST:,} values, by aliases that repeat each other"
        )
        raise SchemaError(message)


class _EndlessError(Exception):
    pass


def _size(value: Any, sizes: dict[int, int], depth: int = 0) -> int:
    if isinstance(value, Mapping):
        values: Any = value.values()
    elif isinstance(value, (list, tuple)):
        values = value
    else:
        return 1
    key = id(value)
    if sizes.get(key) == 0 or depth > 100:
        raise _EndlessError
    if key not in sizes:
        sizes[key] = 0  # being counted
        sizes[key] = 1 + sum(_size(each, sizes, depth + 1) for each in values)
    return sizes[key]
