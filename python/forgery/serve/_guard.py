"""Schemas of strangers: what would take memory or time without end is refused before it is planned.

The engine takes whatever a schema's author wants to have, be it a text of a gigabyte. Who asks over HTTP gets no
more than the settings allow, so all that multiplies is counted here: lengths, repetitions, texts made of texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .. import _forgery
from .._host import _PLACES
from ..schema._problems import spelled
from ._problems import Problem, wrong
from ._settings import Settings

#: Keys of columns, overlays and fields that say how much of something is made for one value.
_SIZES = frozenset(
    {
        "length",
        "num_rows",
        "nb_elements",
        "nb_words",
        "nb_sentences",
        "nb_pages",
        "levels",
        "deep",
        "depth",
        "digits",
        "max_nb_chars",
        "uncompressed_size",
        "num_files",
        "min_file_size",
        "indent",
        "left_digits",
        "right_digits",
        "width",
        "height",
        "precision",
        "min_chars",
        "max_chars",
        "count",
        "most",
        "scale",
        "points",
        "per_row",
        "max_length",
        "min_length",
    }
)
#: Those, and where a text says how long it is.
_LENGTHS = _SIZES | {"max"}
#: The most that one of them may say.
_MOST = 1000
#: How many things a list of these may have: what is made of them grows faster than they do.
_LISTS = {"mixture": 64, "seasonality": 64, "regimes": 64, "correlations": 32}
#: Columns that one correlation joins.
_JOINED = 32
#: Rows for each row of another table, of which an aggregate makes all for one value.
_CHILDREN = 100_000
#: How long one text of a request may be.
_TEXT = 8192
#: How many values a schema may have, all in all.
_VALUES = 50_000
#: What a value of a field is taken for, in bytes.
_FIELD = 64

#: `{name:>5000}` of templates, `{5000}` of patterns: what is repeated or padded.
_REPEATED = re.compile(r"\{[^{}]*?\d{4,}[^{}]*\}")
_HOLE = re.compile(r"\$\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d]\w*")
_LITERAL = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_REPLACE = re.compile(r"\breplace\s*\(", re.IGNORECASE)


def check(given: Mapping[str, Any], prefix: str = "") -> None:
    """Check what a request says beside its schema: nothing in it may stand for very much.

    Args:
        given: A part of the request.
        prefix: Where it stands, for messages.

    Raises:
        Problem: If something does.
    """
    for count, (path, value) in enumerate(_walk(given)):
        if count > _VALUES:
            raise wrong(prefix.rstrip("."), f"has more than {_VALUES:,} values", _VALUES)
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
                    f"nothing is repeated or padded more than {_MOST - 1} times here",
                    _MOST - 1,
                )
        elif len(path) > 1 and path[-1] in _SIZES and _number(value) and abs(value) > _MOST:
            if path[-2] == "rows":
                _bounded(field, value, _CHILDREN)
            else:
                raise wrong(
                    field, f"at most {_MOST:,} is allowed here, and {value:,} was given", _MOST
                )
    for migration in given.get("migrations") or ():
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
    _expansion(given, parameters)
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
        if _number(rows):
            _bounded(f"{where}.rows", rows, settings.max_rows)
        elif isinstance(rows, Mapping):
            for key in ("count", "mean", "min", "max", "points"):
                if "per" in rows and _number(rows.get(key)):
                    _bounded(f"{where}.rows.{key}", rows[key], _CHILDREN)
        for key, column in table["columns"].items():
            _column(f"{where}.columns.{key}", column)
    _growth(tables, settings.max_row_bytes)
    _sums(tables)


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
    names, sizes = _parameters().get(name, ((), _SIZES))
    if arguments and isinstance(arguments[-1], Mapping):
        named = arguments.pop()
    given = {**dict(zip(names, arguments)), **named}
    for key in names:
        value = given.get(key)
        if key in sizes and isinstance(value, int) and abs(value) > _MOST:
            raise wrong(
                f"{field}.{key}",
                f"at most {_MOST:,} is allowed here, and {value:,} was given",
                _MOST,
            )
    if name == "binary" and "length" not in given:
        raise wrong(f"{field}.length", f"give a length of at most {_MOST:,}", _MOST)


@lru_cache(maxsize=1)
def _parameters() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """The parameters of each field, in their order, and which of them are sizes."""
    fields = {}
    for field in _forgery.fields():
        names = tuple(each["name"] for each in field["params"])
        # Bounds of a text are those of its length.
        lengths = {"min", "max"} if field["returns"] in {"str", "bytes"} else set()
        fields[field["name"]] = (names, _SIZES | lengths)
    types = {name: fields[stands] for name, stands in _forgery.types() if stands in fields}
    return {**fields, **types}


def _expansion(given: Mapping[str, Any], parameters: Mapping[str, Any]) -> None:
    """Parameters that stand for parameters: each may be ten times as long as the one before."""
    declared = given.get("parameters")
    sizes: dict[str, int] = {}
    for name, value in (declared if isinstance(declared, Mapping) else {}).items():
        sizes[str(name)] = max(_size(value, sizes), _size(parameters.get(name), {}))
        if sizes[str(name)] > _VALUES:
            raise wrong(f"schema.parameters.{name}", "stands for too much", _VALUES)
    rest = {key: value for key, value in given.items() if key != "parameters"}
    most = 40 * _VALUES
    if _size(rest, sizes) > most:
        raise wrong("schema", "its parameters make it too long", most)


def _size(value: Any, sizes: Mapping[str, int]) -> int:
    """How much a part of a schema is when its parameters are filled in, in characters and values."""
    total = 0
    for _, each in _walk(value):
        total += 1
        if isinstance(each, str):
            total += len(each)
            if "${" in each and sizes:
                total += sum(sizes.get(word, 0) for word in _WORD.findall(each))
    return total


def _growth(tables: Mapping[str, Any], most: int) -> None:
    """Columns that are made of texts of other columns: forty that double are a terabyte."""
    made: dict[str, list[Any]] = {}
    for table in tables.values():
        for name, column in table["columns"].items():
            made.setdefault(str(name), []).append(column)
            if isinstance(column, Mapping) and isinstance(column.get("as"), str):
                made.setdefault(column["as"], []).append(column)
    sizes: dict[str, int] = {}

    def size(name: str, path: tuple[str, ...]) -> int:
        if name in sizes:
            return sizes[name]
        if name in path or len(path) > 400:  # a circle is an error of the engine's
            return _FIELD
        total = max(_plain(column) for column in made[name])
        for text in (text for column in made[name] for text in _computed(column)):
            words = [word for word in _WORD.findall(_LITERAL.sub("", text)) if word in made]
            words += [word for word in _braced(text) if word in made]
            grown = len(text) + sum(size(word, (*path, name)) for word in words)
            total += grown ** (1 + _replaced(text))
            if total > most:
                message = f"a text that is made of others has at most {most:,} bytes here"
                raise wrong(f"schema: column '{name}'", message, most)
        sizes[name] = total
        return total

    for name in made:
        size(name, ())


def _plain(column: Any) -> int:
    """How long a value of a column is, as far as the column itself says."""
    sizes = [0]
    for path, value in _walk(column):
        if isinstance(value, str):
            sizes.append(len(value))
        elif path and isinstance(value, int) and (path[-1] in _LENGTHS or path[-1] in (1, 2)):
            sizes.append(min(abs(value), _MOST))
    return _FIELD + max(sizes)


def _computed(column: Any) -> Iterator[str]:
    if isinstance(column, Mapping):
        for key in ("expr", "template"):
            if isinstance(column.get(key), str):
                yield column[key]
    elif isinstance(column, str) and "." in column:
        yield column  # a value of another row


def _replaced(text: str) -> int:
    """How many calls of `replace` in an expression can make a text longer."""
    shorter = sum(
        0 < len(old) >= len(new) for old, new in re.findall(r"'([^']*)'\s*,\s*'([^']*)'\s*\)", text)
    )
    return max(len(_REPLACE.findall(text)) - shorter, 0)


def _braced(text: str) -> list[str]:
    return [word for part in re.findall(r"\{([^{}:!]*)", text) for word in _WORD.findall(part)]


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """All values inside a value, and it itself, each with its path."""
    left = [(path, value)]
    while left:
        where, each = left.pop()
        yield where, each
        if isinstance(each, Mapping):
            left += [((*where, key), inner) for key, inner in each.items()]
        elif isinstance(each, (list, tuple)):
            left += [((*where, place), inner) for place, inner in enumerate(each)]


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


#: Rows that one value may be summed up from, children of children and all.
_SUMMED = 1_000_000
#: How many rows a parent is taken to have where ticks say it.
_TICKS = 10_000


def _sums(tables: Mapping[str, Any]) -> None:
    """Aggregates of aggregates: each makes all rows of its children, and those make all of theirs."""
    columns = [column for table in tables.values() for column in table["columns"].values()]
    kinds = {column.get("type") for column in columns if isinstance(column, Mapping)}
    if not kinds & {"aggregate", "running"}:
        return
    for name in tables:
        rows, product, seen = tables[name]["rows"], 1.0, {name}
        while isinstance(rows, Mapping) and "per" in rows:
            product *= max(_children(rows), 1)
            parent = rows["per"]
            if parent in seen or parent not in tables:
                break  # the engine says what is wrong
            seen.add(parent)
            rows = tables[parent]["rows"]
        if product > _SUMMED:
            message = f"a value is summed up from at most {_SUMMED:,} rows here, and this is {product:,.0f} for each"
            raise wrong(f"schema.tables.{name}.rows", message, _SUMMED)


def _children(rows: Mapping[str, Any]) -> float:
    if "every" in rows:
        points = rows.get("points")
        return points if _number(points) else _TICKS
    for key, times in (("max", 1), ("count", 1), ("mean", 4)):
        if _number(rows.get(key)):
            return float(rows[key]) * times
    values = rows.get("values")
    return (
        max((key for key in values if _number(key)), default=1)
        if isinstance(values, Mapping)
        else 1
    )
