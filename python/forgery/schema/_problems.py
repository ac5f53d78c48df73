"""What is wrong with a schema: where, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Optional

from ..errors import SchemaError

#: Keys and places in lists, from the top of a schema.
Path = tuple[Any, ...]
#: Line and column, from 1; None where nobody knows.
Place = Optional[tuple[int, int]]


class Problem(NamedTuple):
    """One thing that is wrong.

    Attributes:
        path: Where in the schema, such as "tables.orders.columns.total".
        line: The line in the file, from 1; None if there is no file.
        column: The column in that line, from 1.
        message: What is wrong, and what would do.
    """

    path: str
    line: int | None
    column: int | None
    message: str


class Problems:
    """Collects what is wrong, so that all of it is said at once."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str]] = []

    def add(self, path: Path, message: str) -> None:
        """Add something that is wrong.

        Args:
            path: Where in the schema.
            message: What is wrong.
        """
        if (path, message) not in self.found:
            self.found.append((path, message))

    def raise_any(self, name: str, locate: Callable[[Path], Place]) -> None:
        """Raise one error that says all, if there is anything.

        Args:
            name: What the schema is called: its file.
            locate: Finds the place of a path in the file.

        Raises:
            forgery.errors.SchemaError: If something is wrong.
        """
        if self.found:
            raise schema_error(name, self.found, locate)


def schema_error(
    name: str, found: Iterable[tuple[Path, str]], locate: Callable[[Path], Place]
) -> SchemaError:
    """Make the error that says all that is wrong, in the order of the file.

    Args:
        name: What the schema is called: its file.
        found: The paths and the messages.
        locate: Finds the place of a path in the file.
    """
    problems = []
    for path, message in found:
        place = locate(path)
        row, column = place if place else (None, None)
        problems.append(Problem(spelled(path), row, column, message))
    problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    error = SchemaError("\n".join(line(name, problem) for problem in problems))
    error.errors = problems
    return error


def line(name: str, problem: Problem) -> str:
    """The line that says what is wrong and where.

    Args:
        name: What the schema is called: its file.
        problem: What is wrong.
    """
    place = "" if problem.line is None else f":{problem.line}:{problem.column}"
    where = f"{problem.path}: " if problem.path else ""
    return f"{name}{place}: {where}{problem.message}"


def spelled(path: Path) -> str:
    """A path as text.

    Args:
        path: Keys and places in lists.

    Example:
        >>> spelled(("tables", "orders", "overlays", 0, "rate"))
        'tables.orders.overlays[0].rate'
    """
    text = ""
    for key in path:
        if isinstance(key, int) and not isinstance(key, bool):
            text += f"[{key}]"
        else:
            text += f".{shown_key(key)}" if text else shown_key(key)
    return text


def parsed(text: str) -> Path:
    """The path of a text that `spelled` made.

    Args:
        text: Keys with dots between them, places of lists in brackets.

    Example:
        >>> parsed("tables.orders.overlays[0].rate")
        ('tables', 'orders', 'overlays', 0, 'rate')
    """
    path: list[Any] = []
    for part in text.split(".") if text else []:
        key, *places = part.split("[")
        if key or not places:
            path.append(key)
        path.extend(int(place.rstrip("]")) for place in places if place.rstrip("]").isdigit())
    return tuple(path)


def shown_key(key: Any) -> str:
    """A key of a mapping as a message shows it.

    Args:
        key: The key.
    """
    return "null" if key is None else str(key)


def shown(value: Any) -> str:
    """A value as a message shows it: short, and with quotes if it is a text.

    Args:
        value: What was given.
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        keys = ", ".join(map(shown_key, value))
        return f"a mapping with {_cut(keys)}" if value else "an empty mapping"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    if isinstance(value, (str, int, float)):
        return _cut(repr(value))
    return _cut(str(value))


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def listed(names: Iterable[Any], most: int = 12) -> str:
    """Names for a message, not too many of them.

    Args:
        names: The names.
        most: How many at most.
    """
    all_names = [str(name) for name in names]
    if len(all_names) > most:
        return ", ".join(all_names[:most]) + f" and {len(all_names) - most} more"
    return ", ".join(all_names)
