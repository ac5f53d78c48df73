"""JSON and XML."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from .._faker import Faker
from .._text import json_default, ordered
from ..errors import InvalidTypeError
from ._source import Column, Make, Source, column, whole

#: Spaces before a line: more would need memory without end.
_DEEPEST = 1000
_COLUMNS = {"name": "{{name}}", "residency": "{{address}}"}


def make_json(
    source: Source,
    data_columns: Any = None,
    num_rows: int = 10,
    indent: int | None = None,
    cls: type[json.JSONEncoder] | None = None,
) -> Make:
    """Prepare JSON: a list of structures, or if there is one row, the structure itself."""
    count = whole("num_rows", num_rows, 0)
    indent = None if indent is None else whole("indent", indent, 0, _DEEPEST)
    if cls is not None and not callable(cls):
        message = f"'cls' must be a class such as json.JSONEncoder, not {cls!r}"
        raise InvalidTypeError(message)
    rows = _structure(data_columns or _COLUMNS)
    options: dict[str, Any] = {"default": json_default} if cls is None else {"cls": cls}
    sample = rows(source.fake(0), 1)
    try:
        json.dumps(sample, **options)
    except TypeError as error:
        message = (
            f"'data_columns' has values that JSON cannot hold: {error}; give an encoder as 'cls'"
        )
        raise InvalidTypeError(message) from error

    def make(seed: int) -> str:
        made = rows(source.fake(seed), count)
        return json.dumps(made[0] if count == 1 else made, indent=indent, **options)

    return make


def make_json_bytes(source: Source, **arguments: Any) -> Make:
    """Prepare JSON as bytes."""
    text = make_json(source, **arguments)
    return lambda seed: text(seed).encode()


def _structure(columns: Any) -> Column:
    if isinstance(columns, Mapping):
        return _from_mapping(columns)
    if isinstance(columns, (list, tuple)):
        return _from_list(columns)
    message = f"'data_columns' must be a dict, or a list of names and definitions, not {columns!r}"
    raise InvalidTypeError(message)


def _from_mapping(columns: Mapping[Any, Any]) -> Column:
    """A dict of what its definitions say: fields, nested dicts and lists, constants."""
    return _dict_of({name: _value(definition) for name, definition in columns.items()})


def _value(definition: Any) -> Column:
    if isinstance(definition, Mapping):
        return _from_mapping(definition)
    if isinstance(definition, (set, frozenset)):
        definition = ordered(definition)
    if isinstance(definition, (list, tuple)):
        return _list_of([_value(item) for item in definition])
    if isinstance(definition, (bool, int, float)):
        return lambda _, n: [definition] * n
    return column(definition)


def _from_list(entries: Sequence[Any]) -> Column:
    """A dict of entries: a name, a definition, and perhaps arguments.

    The value of an entry whose name is None stands for the whole dict.
    """
    made: dict[Any, Column] = {}
    for entry in entries:
        if isinstance(entry, str) or not isinstance(entry, Sequence) or len(entry) not in (2, 3):
            message = (
                f"an entry of 'data_columns' is a name, a definition and perhaps its arguments, "
                f"such as ('age', 'pyint', {{'max_value': 99}}), not {entry!r}"
            )
            raise InvalidTypeError(message)
        name, definition, *arguments = entry
        if name is None:
            return column(definition, *arguments)
        if isinstance(definition, tuple):
            made[name] = _from_list(definition)
        elif isinstance(definition, (list, set)):
            items = ordered(definition) if isinstance(definition, set) else definition
            made[name] = _list_of([_from_list([item]) for item in items])
        else:
            made[name] = column(definition, *arguments)
    return _dict_of(made)


def _dict_of(columns: Mapping[Any, Column]) -> Column:
    def make(fake: Faker, n: int) -> list[Any]:
        values = [made(fake, n) for made in columns.values()]
        return (
            [dict(zip(columns, row)) for row in zip(*values)] if values else [{} for _ in range(n)]
        )

    return make


def _list_of(columns: Sequence[Column]) -> Column:
    def make(fake: Faker, n: int) -> list[Any]:
        values = [made(fake, n) for made in columns]
        return [list(row) for row in zip(*values)] if values else [[] for _ in range(n)]

    return make


def make_xml(
    source: Source,
    nb_elements: int = 10,
    variable_nb_elements: bool = True,
    value_types: Any = None,
    allowed_types: Any = None,
) -> Make:
    """Prepare XML: an element with elements, of words and values of random types."""
    types = [*_types("value_types", value_types), *_types("allowed_types", allowed_types)]
    arguments: dict[str, Any] = {
        "nb_elements": whole("nb_elements", nb_elements, 0),
        "variable_nb_elements": variable_nb_elements,
        "value_types": types or None,
    }
    source.fake(0).batch("pydict", 1, **arguments)

    def make(seed: int) -> str:
        fake = source.fake(seed)
        out = ['<?xml version="1.0" encoding="utf-8"?>\n']
        _element(fake.batch("word", 1)[0], fake.batch("pydict", 1, **arguments)[0], out)
        return "".join(out)

    return make


def _types(name: str, given: Any) -> list[str]:
    """The names of types, each given by name or as a class; one may stand alone."""
    if given is None:
        return []
    types = list(given) if isinstance(given, (list, tuple)) else [given]
    for kind in types:
        if not isinstance(kind, (str, type)):
            message = f"'{name}' must be types or names of fields, not {kind!r}"
            raise InvalidTypeError(message)
    return [kind if isinstance(kind, str) else kind.__name__.lower() for kind in types]


_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _element(name: str, value: Any, out: list[str]) -> None:
    if isinstance(value, (set, frozenset)):
        value = ordered(value)
    if isinstance(value, (list, tuple)):
        for item in value:
            _element(name, item, out)
        return
    tag = _tag(str(name))
    out.append(f"<{tag}>")
    if isinstance(value, Mapping):
        for key, item in value.items():
            _element(key, item, out)
    elif isinstance(value, bool):
        out.append("true" if value else "false")
    elif value is not None:
        out.append(escape(_FORBIDDEN.sub("", str(value)), {"\r": "&#13;"}))
    out.append(f"</{tag}>")


def _tag(name: str) -> str:
    """A name that XML takes: letters and digits of any alphabet, and `_` for what may not stand."""
    tag = "".join(c if c in "-._" or _in_name(c) else "_" for c in name)
    return tag if tag[:1].isalpha() or tag[:1] == "_" else f"_{tag}"


def _in_name(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    # XML 1.0 as parsers read it leaves out ligatures and other characters that are made of others.
    letter = unicodedata.category(char) in {"Ll", "Lm", "Lo", "Lu", "Mc", "Mn", "Nd"}
    return letter and char <= "\ud7ff" and not unicodedata.decomposition(char).startswith("<")
