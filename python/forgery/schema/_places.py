"""Where in a file a path of its schema stands: looked for when there is something wrong, not before."""

from __future__ import annotations

import re
from typing import Any

from ._problems import Path, Place


def locate(text: str, kind: str, path: Path) -> Place:
    """Find a path in a file; of a path that is not there, the longest part that is.

    Args:
        text: What the file says.
        kind: The ending of its name: ".yaml", ".toml" or ".json".
        path: Keys and places in lists.

    Returns:
        Line and column, from 1: of the key in a mapping, of the value in a list.
    """
    find = {".yaml": _in_yaml, ".yml": _in_yaml, ".json": _in_json, ".toml": _in_toml}.get(kind)
    try:
        return find(text, path) if find else None
    except (ValueError, IndexError, RecursionError):  # a place is no reason to fail
        return None


def _same(written: str, key: Any) -> bool:
    if key is None:
        return written in {"null", "Null", "NULL", "~", ""}
    if isinstance(key, bool):
        return written.lower() == str(key).lower()
    return written == str(key) or (isinstance(key, (int, float)) and _number(written) == key)


def _number(text: str) -> float | None:
    try:
        return float(text.replace("_", ""))
    except ValueError:
        return None


def _in_yaml(text: str, path: Path) -> Place:
    """YAML: the marks of the nodes."""
    import yaml

    from .._yaml import Loader

    loader = Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError:
        return None
    finally:
        loader.dispose()
    place: Place = (node.start_mark.line + 1, node.start_mark.column + 1) if node else None
    for key in path:
        entry = _yaml_entry(node, key)
        if entry is None:
            break
        mark, node = entry
        place = (mark.line + 1, mark.column + 1)
    return place


def _yaml_entry(node: Any, key: Any) -> Any:
    import yaml

    if isinstance(node, yaml.SequenceNode):
        found = node.value[key] if isinstance(key, int) and key < len(node.value) else None
        return None if found is None else (found.start_mark, found)
    if not isinstance(node, yaml.MappingNode):
        return None
    merged: list[Any] = []
    for name, value in node.value:
        if name.tag == "tag:yaml.org,2002:merge":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
        elif isinstance(name, yaml.ScalarNode) and _same(name.value, key):
            return name.start_mark, value
    for other in merged:
        found = _yaml_entry(other, key)
        if found is not None:
            return found
    return None


_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"[^\s,\]}]+")


def _in_json(text: str, path: Path) -> Place:
    """JSON: reads on from value to value, which `json` has found to be right before."""
    at, start = _skip(text, 0), 0
    for key in path:
        found = _json_entry(text, at, key)
        if found is None:
            break
        start, at = found
    start = start or at
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _text(text: str, at: int) -> tuple[str, int]:
    """A text of JSON that begins behind a quote, and where it ends."""
    from json import decoder

    made: tuple[str, int] = decoder.scanstring(text, at, False)  # type: ignore[attr-defined]
    return made


def _json_entry(text: str, at: int, key: Any) -> tuple[int, int] | None:
    """Where a key of the value at a place stands, and where its value does."""
    closing = {"{": "}", "[": "]"}.get(text[at])
    number, at, found = 0, _skip(text, at + 1), None
    while closing is not None and text[at] != closing:
        start = at
        if closing == "}":
            name, at = _text(text, at + 1)
            at = _skip(text, _skip(text, at) + 1)
            same = _same(name, "null" if key is None else key)
        else:
            same = number == key
        if same:
            # A later one of the same name would have been an error.
            found = start, at
            break
        at = _skip(text, _json_end(text, at))
        at = _skip(text, at + 1) if text[at] == "," else at
        number += 1
    return found


def _json_end(text: str, at: int) -> int:
    if text[at] == '"':
        return _text(text, at + 1)[1]
    if text[at] not in "{[":
        match = _PLAIN.match(text, at)
        return match.end() if match else at + 1
    depth = 0
    while True:
        if text[at] == '"':
            at = _text(text, at + 1)[1]
            continue
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return at


_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}")
_WORD = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^\s."'=]+))\s*\.?""")


def _in_toml(text: str, path: Path) -> Place:
    """TOML: by the names, as its reader keeps no places. Names that stand in a list are not told apart."""
    keys = tuple(str(key) for key in path if not isinstance(key, int))
    best: tuple[int, Place] = (0, (1, 1))
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header and "=" not in line.split("]")[0]:
            table = _words(header[1])
            known = _common(keys, table)
            if known == len(table) and known > best[0]:
                best = known, (number, header.start(1) + 1)
            continue
        name, equals, _ = line.partition("=")
        if not equals or table != keys[: len(table)] or name.strip().startswith("#"):
            continue
        words = table + _words(name)
        known = _common(keys, words)
        if known < len(words) or known == 0:
            continue
        column = len(name) - len(name.lstrip()) + 1
        at = len(name) + 1
        for key in keys[known:]:
            match = re.compile(rf"""["']?\b{re.escape(key)}\b["']?\s*=""").search(line, at)
            if match is None:
                break
            known, at, column = known + 1, match.end(), match.start() + 1
        if known > best[0]:
            best = known, (number, column)
    return best[1]


def _words(text: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _WORD.findall(text))


def _common(keys: tuple[str, ...], words: tuple[str, ...]) -> int:
    count = 0
    for key, word in zip(keys, words):
        if key != word:
            break
        count += 1
    return count
