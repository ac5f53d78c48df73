"""What multiplies in the schema of a stranger: parameters of parameters, texts of texts, sums of sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ._problems import wrong
from ._sizes import LENGTHS, MOST, VALUES, number, walk

#: What a value of a field is taken for, in bytes.
_FIELD = 64
_WORD = re.compile(r"[^\W\d]\w*")
_LITERAL = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"")
_REPLACE = re.compile(r"\breplace\s*\(", re.IGNORECASE)
#: How many columns may be made of one another, one after the other.
_CHAIN = 200
#: Rows that one value may be summed up from, children of children and all.
_SUMMED = 1_000_000
#: How many rows a parent is taken to have where ticks say it.
_TICKS = 10_000


def expansion(given: Mapping[str, Any], parameters: Mapping[str, Any]) -> None:
    """Parameters that stand for parameters: each may be ten times as long as the one before.

    Args:
        given: The schema.
        parameters: The values of its parameters.

    Raises:
        Problem: If they stand for too much.
    """
    declared = given.get("parameters")
    sizes: dict[str, int] = {}
    for name, value in (declared if isinstance(declared, Mapping) else {}).items():
        sizes[str(name)] = max(_size(value, sizes), _size(parameters.get(name), {}))
        if sizes[str(name)] > VALUES:
            raise wrong(f"schema.parameters.{name}", "stands for too much", VALUES)
    rest = {key: value for key, value in given.items() if key != "parameters"}
    most = 40 * VALUES
    if _size(rest, sizes) > most:
        raise wrong("schema", "its parameters make it too long", most)


def _size(value: Any, sizes: Mapping[str, int]) -> int:
    """How much a part of a schema is when its parameters are filled in, in characters and values."""
    total = 0
    for _, each in walk(value):
        total += 1
        if isinstance(each, str):
            total += len(each)
            if "${" in each and sizes:
                total += sum(sizes.get(word, 0) for word in _WORD.findall(each))
    return total


def growth(tables: Mapping[str, Any], most: int) -> None:
    """Columns that are made of texts of other columns: forty that double are a terabyte.

    Args:
        tables: The tables.
        most: The most bytes that a text may have.

    Raises:
        Problem: If one may have more.
    """
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
        if name in path:  # a circle, of which the engine says what is wrong
            return _FIELD
        if len(path) > _CHAIN:
            message = f"columns are made of columns in chains of at most {_CHAIN} here"
            raise wrong(f"schema: column '{name}'", message, _CHAIN)
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
    for path, value in walk(column):
        if isinstance(value, str):
            sizes.append(len(value))
        elif path and isinstance(value, int) and (path[-1] in LENGTHS or path[-1] in (1, 2)):
            sizes.append(min(abs(value), MOST))
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


def sums(tables: Mapping[str, Any]) -> None:
    """Aggregates of aggregates: each makes all rows of its children, and those make all of theirs.

    Args:
        tables: The tables.

    Raises:
        Problem: If a value may take too many rows.
    """
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
        return _said(rows, "points") or _TICKS
    for key, times in (("max", 1), ("count", 1), ("mean", 4)):
        said = _said(rows, key)
        if said is not None:
            return said * times
    values = rows.get("values")
    counts = values if isinstance(values, Mapping) else ()
    return float(max((key for key in counts if number(key)), default=1))


def _said(rows: Mapping[str, Any], key: str) -> float | None:
    value: Any = rows.get(key)
    return float(value) if number(value) else None
