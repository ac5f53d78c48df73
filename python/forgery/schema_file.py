"""Schemas in files: YAML, TOML and JSON.

A file has `columns`, a mapping from column names to fields as in `Faker.records`, and may have
`rows`, `seed`, `locale` and `as_of`:

    rows: 1000
    locale: en_US
    columns:
      id: uuid
      age: [int, 18, 65]
      phone: {type: phone_number, null: 0.05}
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._nearest import near
from ._optional import need
from .errors import ForgeryError, InvalidTypeError, InvalidValueError, SchemaError

if TYPE_CHECKING:
    from ._forgery import Table

__all__ = ["SchemaFile", "load_schema"]

_KEYS = ("columns", "rows", "seed", "locale", "as_of")


@dataclass(frozen=True)
class SchemaFile:
    """What a schema file says.

    Attributes:
        path: Where the file is.
        columns: A mapping from column names to fields.
        rows: How many rows, if the file says so.
        seed: The seed, if the file has one.
        locale: The locale or locales, if the file has some.
        as_of: The moment from which relative dates count, if the file has one.
    """

    path: str
    columns: dict[str, Any]
    rows: int | None = None
    seed: int | str | None = None
    locale: str | list[str] | None = None
    as_of: str | datetime.date | None = None

    def table(
        self, rows: Any = None, seed: Any = None, locale: Any = None, as_of: Any = None
    ) -> Table:
        """Plan the rows: a table that makes any of them when they are asked for.

        Args:
            rows: How many rows; by default what the file says.
            seed: The seed; by default the file's, or else one from the operating system.
            locale: The locale or locales; by default the file's, and if it has none, en_US.
            as_of: The moment from which relative dates count; by default the file's.

        Raises:
            forgery.errors.ForgeryError: If a column is wrong, with the file and the column; if
                neither the file nor the call says how many rows.

        Example:
            >>> forgery.load_schema("customers.yaml").table(rows=10, seed=42).records()
        """
        from ._faker import Faker

        rows = self.rows if rows is None else rows
        if rows is None:
            message = f"{self.path}: how many rows? Neither the file nor the call has 'rows'"
            raise InvalidValueError(message)
        faker = Faker(
            self.locale if locale is None else locale,
            self.seed if seed is None else seed,
            as_of=self.as_of if as_of is None else as_of,
        )
        with _naming(self.path):
            return faker.table(self.columns, rows=rows)


def load_schema(path: Any) -> Any:
    """Read a schema from a YAML (`.yaml`, `.yml`), TOML (`.toml`) or JSON (`.json`) file, or from a mapping.

    A file of `columns` as `Faker.records` takes them gives a `SchemaFile`. One that has `tables`, or that uses more of
    the language (docs/schemas.md), gives a `forgery.schema.Schema`, and so does a mapping.

    YAML is read as its version 1.2 says: truth values are `true` and `false` only, and a key that
    stands twice is an error. In a column's mapping the key `null` needs no quotes.

    Args:
        path: The file, or the mapping.

    Raises:
        OSError: If the file cannot be read.
        forgery.errors.SchemaError: If it is not valid, or no schema: all that is wrong, with the file's name and the
            places in it.
        forgery.errors.ForgeryError: If `rows`, `seed`, `locale` or `as_of` are wrong.
        forgery.errors.MissingExtraError: If a library is needed to read it.

    Example:
        >>> schema = forgery.load_schema("examples/customers.yaml")
        >>> schema.table(rows=3).records()
    """
    from .schema._shape import is_records
    from .schema._source import Source, bounded, read

    source = path if isinstance(path, Source) else read(path)
    if isinstance(path, Mapping) or not is_records(source.content):
        from .schema._schema import Schema

        bounded(source)
        return Schema(source)
    with _naming(source.name):
        content = source.content
        _known(content)
        columns = content["columns"]
        if not isinstance(columns, Mapping):
            message = "'columns' must be a mapping from column names to fields, not " + _kind(
                columns
            )
            raise SchemaError(message)
        return SchemaFile(source.name, _columns(columns), *_settings(content))


_READERS = {".yaml": "_yaml", ".yml": "_yaml", ".toml": "_toml", ".json": "_json"}


def text_of(file: Any, name: str) -> str:
    """What a schema file says.

    Args:
        file: The path of the file, or something with `read_text`.
        name: Its name.

    Raises:
        OSError: If it cannot be read.
        forgery.errors.SchemaError: If it is no schema file by its name, or not in UTF-8.
    """
    if os.path.splitext(name)[1].lower() not in _READERS:
        message = "the name of a schema file ends in .yaml, .yml, .toml or .json"
        raise SchemaError(message)
    try:
        file = Path(file) if isinstance(file, (str, os.PathLike)) else file
        text: str = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8, at byte {error.start}"
        raise SchemaError(message) from error
    return text


def parse(text: str, kind: str) -> Any:
    """Read the text of a schema file.

    Args:
        text: What the file says.
        kind: The ending of its name, with the dot, in lower case.

    Raises:
        forgery.errors.SchemaError: If it is not valid; with `place`, the line and the column, where they are known.
    """
    reader = globals()[_READERS[kind]]
    try:
        return reader(text)
    except RecursionError as error:
        message = "nested too deeply"
        raise SchemaError(message) from error


def _yaml(text: str) -> Any:
    yaml = need("yaml", "yaml")
    from ._yaml import load

    try:
        return load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        message = place + (getattr(error, "problem", None) or str(error))
        raise _at(SchemaError(message), mark and (mark.line + 1, mark.column + 1)) from error


def _toml(text: str) -> Any:
    # Python 3.11 and newer have it.
    tomllib = need("tomllib", "toml") if sys.version_info >= (3, 11) else need("tomli", "toml")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(str(error)) from error


def _json(text: str) -> Any:
    import json

    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise _at(SchemaError(message), (error.lineno, error.colno)) from error


def _at(error: SchemaError, place: tuple[int, int] | None) -> SchemaError:
    if place is not None:
        error.place = place  # type: ignore[attr-defined]
    return error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = f"'{key}' stands twice"
            raise SchemaError(message)
        found[key] = value
    return found


def _no_constant(text: str) -> Any:
    message = f"{text} is not JSON"
    raise SchemaError(message)


def _known(content: Any) -> None:
    """Check that a file's content is a mapping of known keys, `columns` among them."""
    if not isinstance(content, Mapping):
        message = f"a schema file is a mapping with 'columns'; this is {_kind(content)}"
        raise SchemaError(message)
    for key in content:
        if key not in _KEYS:
            accepted = ", ".join(f"'{known}'" for known in _KEYS)
            message = f"unknown key '{key}'{near(key, _KEYS)}; accepted: {accepted}"
            raise SchemaError(message)
    if "columns" not in content:
        message = "'columns' is missing, a mapping from column names to fields"
        raise SchemaError(message)


def _columns(columns: Mapping[Any, Any]) -> dict[Any, Any]:
    """The columns, with YAML's key `null`, which is read as None, as the name of the modifier."""
    read = {}
    for name, column in columns.items():
        if isinstance(column, Mapping) and None in column:
            if "null" in column:
                message = f"column '{name}': 'null' stands twice"
                raise SchemaError(message)
            column = {"null" if key is None else key: value for key, value in column.items()}
        read[name] = column
    return read


def _settings(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """Check `rows`, `seed`, `locale` and `as_of`."""
    from ._faker import Faker

    rows, seed, locale, as_of = (content.get(key) for key in _KEYS[1:])
    if rows is not None and (isinstance(rows, bool) or not isinstance(rows, int)):
        message = f"'rows' must be an integer, not {rows!r}"
        raise InvalidTypeError(message)
    if rows is not None and rows < 0:
        message = f"'rows' must not be negative, and {rows} is"
        raise InvalidValueError(message)
    if isinstance(seed, bool) or not isinstance(seed, (int, str, type(None))):
        message = f"'seed' must be an integer or a string, not {seed!r}"
        raise InvalidTypeError(message)
    Faker(locale, 0, as_of=as_of)
    return rows, seed, locale, as_of


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, (list, tuple)):
        return "a list"
    return f"{value!r}"


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Put the file's name before the message of an error."""
    try:
        yield
    except ForgeryError as error:
        if not isinstance(error, ImportError):
            error.args = (f"{path}: {error}", *error.args[1:])
        raise
