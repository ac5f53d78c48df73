"""What each table of a schema can name: its columns, its links, the rows that it samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._nearest import near
from ._problems import Path, Problems, listed

#: A column: its table and its name.
Node = tuple[str, str]


class Scope:
    """The names that stand in a table.

    Attributes:
        name: The table.
        columns: Its columns.
        links: The table that each link leads to.
        samples: The keys of the rows that each sample has.
        parent: The table whose rows this one is per, if it is.
    """

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.table = table
        self.columns: dict[str, Any] = table["columns"]
        self.links: dict[str, str] = {}
        self.samples: dict[str, list[str]] = {}
        rows = table["rows"]
        self.parent: str | None = rows.get("per") if isinstance(rows, dict) else None

    def path(self, *keys: Any) -> Path:
        """A path in this table.

        Args:
            *keys: The keys below the table.
        """
        return ("tables", self.name, *keys)


def scopes(tables: dict[str, Any], problems: Problems) -> dict[str, Scope]:
    """The scopes of all tables; checks `per`, `ref` and the names of links.

    Args:
        tables: The tables, whose form is right.
        problems: Takes what is wrong.
    """
    found = {name: Scope(name, table) for name, table in tables.items()}
    for scope in found.values():
        _parents(scope, found, problems)
    for scope in found.values():
        _links(scope, found, problems)
    for scope in found.values():
        _farther(scope, found)
    return found


def _farther(scope: Scope, all_scopes: dict[str, Scope]) -> None:
    """Links by way of others: the customer of an item is that of its order."""
    waiting = [table for table in scope.links.values() if table != scope.name]
    seen = {scope.name, *waiting}
    while waiting:
        for link, table in all_scopes[waiting.pop(0)].links.items():
            scope.links.setdefault(link, table)
            if table not in seen:
                seen.add(table)
                waiting.append(table)


def _parents(scope: Scope, all_scopes: dict[str, Scope], problems: Problems) -> None:
    path = scope.path("rows", "per")
    if scope.parent is None:
        return
    if scope.parent not in all_scopes:
        hint = near(scope.parent, all_scopes) or f"; there are {listed(all_scopes)}"
        problems.add(path, f"there is no table '{scope.parent}'{hint}")
        scope.parent = None
        return
    chain = [scope.name]
    name: str | None = scope.parent
    while name is not None and name not in chain:
        chain.append(name)
        above = all_scopes.get(name)
        name = above.parent if above else None
    if name == scope.name:
        circle = " -> ".join([*chain, name])
        problems.add(path, f"tables cannot be 'per' each other: {circle}")
        scope.parent = None


def ancestors(scope: Scope, all_scopes: dict[str, Scope]) -> Iterator[str]:
    """The tables above one: its parent, the parent of that, and so on.

    Args:
        scope: The table.
        all_scopes: All tables.
    """
    seen: set[str] = set()
    name = scope.parent
    while name is not None and name in all_scopes and name not in seen:
        seen.add(name)
        yield name
        name = all_scopes[name].parent


def _links(scope: Scope, all_scopes: dict[str, Scope], problems: Problems) -> None:
    named: dict[str, tuple[Any, ...]] = {}
    above = list(ancestors(scope, all_scopes))
    for name in above:
        scope.links[name] = name
    for column, value in scope.columns.items():
        if isinstance(value, list) and len(value) == 2 and value[0] == "ref":
            value = {"ref": value[1]}
        if not isinstance(value, dict):
            continue
        path = scope.path("columns", column)
        if "ref" in value:
            _ref(scope, column, value, all_scopes, named, problems)
        elif value.get("type") == "sample" and value.get("as") is not None:
            name = value["as"]
            if name in scope.links or name in scope.samples or name in all_scopes:
                message = f"'{name}' is the name of a table or another link: give another"
                problems.add((*path, "as"), message)
                continue
            scope.samples[name] = list(dict.fromkeys(k for row in value["rows"] for k in row))


def _ref(
    scope: Scope,
    column: str,
    value: dict[str, Any],
    all_scopes: dict[str, Scope],
    named: dict[str, tuple[Any, ...]],
    problems: Problems,
) -> None:
    path = (*scope.path("columns", column), "ref")
    table, _, key = str(value["ref"]).partition(".")
    target = all_scopes.get(table)
    if target is None:
        hint = near(table, all_scopes) or f"; there are {listed(all_scopes)}"
        problems.add(path, f"there is no table '{table}'{hint}")
        return
    if key not in target.columns:
        hint = near(key, target.columns) or f"; it has {listed(target.columns)}"
        problems.add(path, f"table '{table}' has no column '{key}'{hint}")
        return
    if table == scope.name and key == column:
        problems.add(path, f"'{column}' cannot refer to itself; name the key of the table")
        return
    if value.get("roots") is not None and table != scope.name:
        message = f"'roots' is for a tree, a column that refers to its own table, not '{table}'"
        problems.add((*path[:-1], "roots"), message)
    parental = value.get("as") is None and scope.links.get(table) == table and table != scope.name
    if parental and table not in named:
        return  # the parent's own key
    link = value.get("as") or table
    if "as" in value and link in all_scopes and link != table:
        problems.add((*path[:-1], "as"), f"'{link}' is the name of a table: give another")
        return
    if link in scope.samples or (link in scope.links and link not in named and link != table):
        problems.add((*path[:-1], "as"), f"'{link}' is the name of another link: give another")
        return
    before = named.get(link)
    if before is not None and (before[0] != table or before[1] == key):
        message = (
            f"two links are called '{link}': columns '{before[2]}' and '{column}'; "
            "name one of them with 'as'"
        )
        problems.add((*path[:-1], "as") if "as" in value else path, message)
        return
    named[link] = (table, key, column)
    scope.links[link] = table
