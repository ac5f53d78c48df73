"""Schemas of strangers: what would take memory or time without end is refused before it is planned.

The engine takes whatever a schema's author wants to have, be it a text of a gigabyte. Who asks over HTTP gets no
more than the settings allow: lengths, repetitions and numbers are bounded here, and what multiplies in `_growth`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .. import _forgery
from .._host import _PLACES
from ..schema._problems import spelled
from ._growth import expansion, growth, sums
from ._problems import Problem, wrong
from ._settings import Settings
from ._sizes import MOST, SIZES, VALUES, number, walk

#: How many things a list of these may have: what is made of them grows faster than they do.
_LISTS = {"mixture": 64, "seasonality": 64, "regimes": 64, "correlations": 32}
#: Columns that one correlation joins.
_JOINED = 32
#: Rows for each row of another table, of which an aggregate makes all for one value.
_CHILDREN = 100_000
#: How long one text of a request may be.
_TEXT = 8192

#: `{name:>5000}` of templates, `{5000}` of patterns: what is repeated or padded.
_REPEATED = re.compile(r"\{[^{}]*?\d{4,}[^{}]*\}")
_HOLE = re.compile(r"\$\{([^{}]*)\}")


def check(given: Mapping[str, Any], prefix: str = "") -> None:
    """Check what a request says beside its schema: nothing in it may stand for very much.

    Args:
        given: A part of the request.
        prefix: Where it stands, for messages.

    Raises:
        Problem: If something does.
    """
    for count, (path, value) in enumerate(walk(given)):
        if count > VALUES:
            raise wrong(prefix.rstrip("."), f"has more than {VALUES:,} values", VALUES)
        field = prefix + spelled(path)
        if isinstance(value, (list, tuple)) and path:
            most = (
                _JOINED
                if "correlations" in path and path[-1] == "columns"
                else _LISTS.get(path[-1])
            )
            if most is not None and len(value) > most:
                raise wrong(
                    field, f"at most {most} are allowed here, and {len(value)} were given", most
                )
        elif isinstance(value, str):
            if len(value) > _TEXT:
                raise wrong(field, f"a text has at most {_TEXT:,} characters here", _TEXT)
            bare = _HOLE.sub("", value)
            if _REPEATED.search(bare):
                raise wrong(
                    field,
                    f"nothing is repeated or padded more than {MOST - 1} times here",
                    MOST - 1,
                )
        elif len(path) > 1 and path[-1] in SIZES and number(value) and abs(value) > MOST:
            if path[-2] == "rows":
                _bounded(field, value, _CHILDREN)
            else:
                raise wrong(
                    field, f"at most {MOST:,} is allowed here, and {value:,} was given", MOST
                )
    migrations = given.get("migrations")
    # What has not the right form is told later, in other words.
    for migration in migrations if isinstance(migrations, list) else ():
        added = migration.get("add") if isinstance(migration, Mapping) else None
        for name, column in added.items() if isinstance(added, Mapping) else ():
            _column(f"{prefix}migrations.add.{name}", column)


def schema(given: Mapping[str, Any], parameters: Mapping[str, Any], settings: Settings) -> None:
    """Check a schema that a request brings.

    Args:
        given: The schema.
        parameters: The values of its parameters.
        settings: The settings.

    Raises:
        Problem: If it would take too much.
        forgery.errors.SchemaError: If it has the wrong form.
    """
    from ..schema._schema import load

    check(given, "schema.")
    expansion(given, parameters)
    made = load(given)
    if parameters:
        made = made.with_parameters(**parameters)
    content = made.content
    check(content, "schema.")
    _tables(content["tables"], settings)


def _tables(tables: Mapping[str, Any], settings: Settings) -> None:
    if len(tables) > settings.max_tables:
        message = f"a schema has at most {settings.max_tables} tables here, and this one has {len(tables)}"
        raise wrong("schema.tables", message, settings.max_tables)
    columns = sum(len(table["columns"]) for table in tables.values())
    if columns > settings.max_columns:
        message = (
            f"a schema has at most {settings.max_columns} columns here, and this one has {columns}"
        )
        raise wrong("schema.tables", message, settings.max_columns)
    for name, table in tables.items():
        where = f"schema.tables.{name}"
        rows = table["rows"]
        if number(rows):
            _bounded(f"{where}.rows", rows, settings.max_rows)
        elif isinstance(rows, Mapping):
            for key in ("count", "mean", "min", "max", "points"):
                if "per" in rows and number(rows.get(key)):
                    _bounded(f"{where}.rows.{key}", rows[key], _CHILDREN)
        for key, column in table["columns"].items():
            _column(f"{where}.columns.{key}", column)
    growth(tables, settings.max_row_bytes)
    sums(tables)


def _bounded(field: str, value: float, most: int) -> None:
    if value > most:
        raise wrong(field, f"at most {most:,} is allowed here, and {value:,} was given", most)


def _column(field: str, column: Any) -> None:
    """A column of a field that makes whole documents in Python, or of a size that is said by its place."""
    arguments: list[Any] = []
    if isinstance(column, (list, tuple)) and column:
        name, arguments = column[0], list(column[1:])
        named: Mapping[str, Any] = {}
    elif isinstance(column, Mapping):
        name, named = column.get("type"), column
    else:
        name, named = column, {}
    if not isinstance(name, str):
        return
    name = name.rpartition(":")[2]
    name = name if name in _PLACES else name.rpartition(".")[2]
    if name in _PLACES:
        raise wrong(field, f"the field '{name}' makes whole documents, and is not served")
    names, sizes = _parameters().get(name, ((), SIZES))
    if arguments and isinstance(arguments[-1], Mapping):
        named = arguments.pop()
    given = {**dict(zip(names, arguments)), **named}
    for key in names:
        value = given.get(key)
        if key in sizes and isinstance(value, int) and abs(value) > MOST:
            raise wrong(
                f"{field}.{key}",
                f"at most {MOST:,} is allowed here, and {value:,} was given",
                MOST,
            )
    if name == "binary" and "length" not in given:
        raise wrong(f"{field}.length", f"give a length of at most {MOST:,}", MOST)


@lru_cache(maxsize=1)
def _parameters() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """The parameters of each field, in their order, and which of them are sizes."""
    fields = {}
    for field in _forgery.fields():
        names = tuple(each["name"] for each in field["params"])
        # Bounds of a text are those of its length.
        lengths = {"min", "max"} if field["returns"] in {"str", "bytes"} else set()
        fields[field["name"]] = (names, SIZES | lengths)
    types = {name: fields[stands] for name, stands in _forgery.types() if stands in fields}
    return {**fields, **types}


def row_size(rows: Any, settings: Settings) -> None:
    """Check how large a row is that was made.

    Args:
        rows: Some rows of the engine.
        settings: The settings.

    Raises:
        Problem: If it is larger than the settings allow.
    """
    size = len(rows.text("jsonl", None))
    if size > settings.max_row_bytes * max(len(rows), 1):
        message = (
            f"a row has at most {settings.max_row_bytes:,} bytes here, and these have {size:,}"
        )
        raise Problem(
            422, message, [{"field": "schema", "message": message, "bound": settings.max_row_bytes}]
        )


def fields(given: Mapping[str, Any], settings: Settings) -> None:
    """Check columns that stand by themselves.

    Args:
        given: The columns by name.
        settings: The settings.

    Raises:
        Problem: If they are too many, or one is not served.
    """
    if len(given) > settings.max_columns:
        message = (
            f"at most {settings.max_columns} columns are made here, and {len(given)} are asked for"
        )
        raise wrong("fields", message, settings.max_columns)
    for name, column in given.items():
        _column(f"fields.{name}", column)
