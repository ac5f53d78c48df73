"""Checks that need the whole schema: names of tables and columns, what depends on what, correlations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .._nearest import near
from ._cycles import cycles
from ._expressions import is_moment, names, template_names
from ._names import Node, Scope, ancestors, scopes
from ._problems import Path, Problems, listed

_NUMERIC = {"int", "float", "decimal"}
_EXPRESSIONS = ("when", "given", "after", "before", "expr", "of", "floor", "ceiling")
_MOMENTS = ("start", "end", "until")
_SERIES = ("start", "trend", "min", "max")


def check(content: dict[str, Any], problems: Problems) -> dict[Node, list[Node]]:
    """Check a schema whose form is right and whose parameters are filled in.

    Args:
        content: The schema.
        problems: Takes what is wrong.

    Returns:
        The columns that each column depends on.
    """
    found = scopes(content["tables"], problems)
    depends: dict[Node, list[Node]] = {}
    for scope in found.values():
        checker = _Checker(scope, found, problems)
        for column in scope.columns:
            depends[scope.name, column] = list(dict.fromkeys(checker.column(column)))
        checker.rows()
        checker.keys()
        checker.correlations()
        checker.overlays()
    for circle in cycles(depends):
        table, column = circle[0]
        shown = " -> ".join(f"{t}.{c}" for t, c in [*circle, circle[0]])
        problems.add(("tables", table, "columns", column), f"depends on itself: {shown}")
    return depends


class _Checker:
    """Looks at one table."""

    def __init__(self, scope: Scope, found: dict[str, Scope], problems: Problems) -> None:
        self.scope = scope
        self.found = found
        self.problems = problems

    def column(self, name: str) -> Iterator[Node]:
        """The columns that a column depends on."""
        value = self.scope.columns[name]
        path = self.scope.path("columns", name)
        if isinstance(value, str):
            yield from self._carried(value, path)
        if isinstance(value, list) and len(value) == 2 and value[0] == "ref":
            value = {"ref": value[1]}
        if not isinstance(value, dict):
            return
        kind = value.get("type")
        if isinstance(kind, str) and "ref" not in value and "expr" not in value:
            yield from self._carried(kind, (*path, "type"))
        if "ref" in value:
            table, _, key = str(value["ref"]).partition(".")
            if table in self.found and key in self.found[table].columns:
                yield table, key
        if kind in {"aggregate", "count"}:
            yield from self._aggregate(value["of"], (*path, "of"))
        if kind == "lookup" and value.get("in") is not None:
            yield from self._looked_up(value, path)
        skipped = {"of"} if kind in {"aggregate", "count", "bar", "ordinal"} else set()
        for key in _EXPRESSIONS:
            if isinstance(value.get(key), str) and key not in skipped:
                yield from self._expression(value[key], (*path, key))
        moments = _MOMENTS if kind in {"date", "datetime"} else ()
        for key in _SERIES if kind in {"series", "running"} else moments:
            if isinstance(value.get(key), str) and not is_moment(value[key]):
                yield from self._expression(value[key], (*path, key))
        if isinstance(value.get("template"), str):
            yield from self._names(template_names(value["template"]), (*path, "template"))
        if kind == "bar" and isinstance(value.get("of"), str):
            yield from self._expression(value["of"], (*path, "of"))
        self._cases(value, path)

    def _carried(self, text: str, path: Path) -> Iterator[Node]:
        first, dot, _ = text.partition(".")
        if not dot:
            return
        if first in self.scope.links or first in self.scope.samples or first in self.found:
            yield from self._name(text, path)
        elif self._unknown_field(first):
            known = [*self.scope.links, *self.scope.samples, *self.found]
            hint = near(first, known)
            if hint:
                self.problems.add(path, f"there is no table, link or field '{first}'{hint}")

    @staticmethod
    def _unknown_field(first: str) -> bool:
        from .. import _forgery
        from ..registry import registry

        known = {entity.partition(".")[0] for entity, _, _ in _forgery.entities()}
        known |= {plugin.name for plugin in registry.plugins()}
        known |= {provider.name for provider, _ in registry.providers()}
        return first.rpartition(":")[2] not in known and first != "geo"

    def _aggregate(self, of: str, path: Path) -> Iterator[Node]:
        table, dot, column = of.partition(".")
        children = [name for name, scope in self.found.items() if scope.parent == self.scope.name]
        if table not in children:
            known = f"; there are {listed(children)}" if children else "; there are none"
            hint = near(table, children) or known
            message = f"'{table}' is not a table per '{self.scope.name}'{hint}"
            self.problems.add(path, message)
        elif dot and column not in self.found[table].columns:
            self.problems.add(path, self._no_column(table, column))
        elif dot:
            yield table, column

    def _looked_up(self, value: dict[str, Any], path: Path) -> Iterator[Node]:
        name, column = value["in"], value["value"]
        if name in self.scope.samples:
            keys = self.scope.samples[name]
            if column not in keys:
                message = f"the rows of '{name}' have no '{column}'{near(column, keys)}"
                self.problems.add((*path, "value"), message)
            return
        table = self.scope.links.get(name, name)
        if table not in self.found:
            known = [*self.scope.links, *self.scope.samples, *self.found]
            message = f"there is no table or link '{name}'{near(name, known)}"
            self.problems.add((*path, "in"), message)
        elif column not in self.found[table].columns:
            self.problems.add((*path, "value"), self._no_column(table, column))
        else:
            yield table, column

    def _expression(self, text: str, path: Path) -> Iterator[Node]:
        if text in self.scope.columns:
            yield self.scope.name, text
        else:
            yield from self._names(names(text), path)

    def _names(self, found: Iterable[str], path: Path) -> Iterator[Node]:
        for name in found:
            yield from self._name(name, path)

    def _name(self, name: str, path: Path) -> Iterator[Node]:
        scope = self.scope
        first, dot, rest = name.partition(".")
        if not dot:
            if first in scope.columns:
                yield scope.name, first
                return
            hint = near(first, scope.columns)
            if not hint and (first in scope.links or first in scope.samples):
                hint = f"; '{first}' is a link: '{first}.…' is one of its columns"
            self.problems.add(path, f"table '{scope.name}' has no column '{first}'{hint}")
        elif first in scope.samples:
            if rest not in scope.samples[first]:
                keys = scope.samples[first]
                hint = near(rest, keys) or f"; they have {listed(keys)}"
                self.problems.add(path, f"the rows of '{first}' have no '{rest}'{hint}")
        elif first in scope.links or first == scope.name:
            table = scope.links.get(first, first)
            if rest in self.found[table].columns:
                yield table, rest
            elif "." in rest and table != scope.name:
                farther = _Checker(self.found[table], self.found, self.problems)
                yield from farther._name(rest, path)
            else:
                self.problems.add(path, self._no_column(table, rest))
        else:
            self.problems.add(path, self._no_link(first))

    def _no_link(self, name: str) -> str:
        links = [*self.scope.links, *self.scope.samples]
        if name in self.found:
            below = self.scope.name in ancestors(self.found[name], self.found)
            do = (
                "an aggregate takes values of its rows"
                if below
                else f"give the table 'per: {name}', or a column {{ref: {name}.…}}"
            )
            return f"'{self.scope.name}' has no link to '{name}': {do}"
        hint = near(name, links) or (f"; there are {listed(links)}" if links else "")
        return f"there is no table or link '{name}'{hint}"

    def _no_column(self, table: str, column: str) -> str:
        columns = self.found[table].columns
        hint = near(column, columns) or f"; it has {listed(columns)}"
        return f"table '{table}' has no column '{column}'{hint}"

    def _cases(self, value: dict[str, Any], path: Path) -> None:
        """Cases of a choice that never come, which is how a misspelt one looks."""
        given = value.get("given")
        cases = value.get("cases") or (value.get("values") if value.get("type") == "lookup" else 0)
        if not isinstance(given, str) or not isinstance(cases, dict):
            return
        key = "cases" if "cases" in value else "values"
        known = self._choices(given)
        for case in cases if known else ():
            if case != "else" and not any(str(case) == str(each) for each in known):
                hint = near(case, known) or f"; it is one of {listed(known)}"
                message = f"'{given}' is never {case!r}{hint}"
                self.problems.add((*path, key, case), message)

    def _choices(self, given: str) -> list[Any]:
        table, dot, column = given.rpartition(".")
        scope = self.found.get(self.scope.links.get(table, table)) if dot else self.scope
        value = scope.columns.get(column) if scope else None
        if not isinstance(value, dict) or value.get("type") != "choice":
            return []
        every = [value.get("values")]
        if isinstance(value.get("cases"), dict):
            every = list(value["cases"].values())
        return [each for values in every for each in values or ()]

    def rows(self) -> None:
        """Check names in `rows`."""
        rows = self.scope.table["rows"]
        for key in ("start", "end") if isinstance(rows, dict) else ():
            text = rows.get(key)
            if isinstance(text, str) and not is_moment(text):
                for _ in self._names(names(text), self.scope.path("rows", key)):
                    pass

    def keys(self) -> None:
        """Check the columns of the primary key."""
        key = self.scope.table.get("primary_key") or []
        for column in [key] if isinstance(key, str) else key:
            if column not in self.scope.columns:
                message = self._no_column(self.scope.name, column)
                self.problems.add(self.scope.path("primary_key"), message)

    def correlations(self) -> None:
        """Check that correlated columns are numbers."""
        for place, each in enumerate(self.scope.table.get("correlations") or ()):
            for number, column in enumerate(each["columns"]):
                path = self.scope.path("correlations", place, "columns", number)
                if column not in self.scope.columns:
                    self.problems.add(path, self._no_column(self.scope.name, column))
                elif _type(self.scope.columns[column]) not in _NUMERIC:
                    kinds = listed(sorted(_NUMERIC))
                    message = f"column '{column}' is not a number: correlations are of {kinds}"
                    self.problems.add(path, message)

    def overlays(self) -> None:
        """Check the columns of overlays."""
        for place, each in enumerate(self.scope.table.get("overlays") or ()):
            path = self.scope.path("overlays", place)
            for key in ("column", "late"):
                if isinstance(each.get(key), str) and each[key] not in self.scope.columns:
                    message = self._no_column(self.scope.name, each[key])
                    self.problems.add((*path, key), message)
            for key in ("columns", "keep"):
                for number, column in enumerate(each.get(key) or ()):
                    if column not in self.scope.columns:
                        message = self._no_column(self.scope.name, column)
                        self.problems.add((*path, key, number), message)
            for key in ("when", "given", "by"):
                if key == "by" and "drift" not in each:
                    continue
                if isinstance(each.get(key), str):
                    list(self._expression(each[key], (*path, key)))


def _type(column: Any) -> Any:
    if isinstance(column, (list, tuple)):
        return column[0] if column else None
    return column.get("type") if isinstance(column, dict) else column
