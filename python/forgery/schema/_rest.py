"""What else is wrong with a schema in which something is wrong already: in all that does not depend on that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import ForgeryError, SchemaError
from . import _engine, _links
from ._names import Node
from ._problems import Path, Problems


def check(content: dict[str, Any], problems: Problems) -> None:
    """Look at the names and have the engine look at the columns, without those that are wrong.

    Args:
        content: The schema, with the parameters filled in.
        problems: What is wrong so far; takes what else is.
    """
    broken = _columns(path for path, _ in problems.found)
    if broken is None:
        return
    named = Problems()
    depends = _links.check(_blanked(content, broken), named)
    for path, message in named.found:
        problems.add(path, message)
    more = _columns(path for path, _ in named.found)
    if more is None:
        return
    lost = _with_dependents(broken | more, depends)
    if any(_names_a_link(content["tables"][table]["columns"][column]) for table, column in lost):
        return
    for path, message in _engines(_without(content, lost)):
        if _column(path) is not None:
            problems.add(path, message)


def _engines(content: Mapping[str, Any]) -> list[tuple[Path, str]]:
    try:
        _engine.plan(content, None, 0, None)
    except SchemaError as error:
        return [_engine.problem(each) for each in error.errors]
    except ForgeryError:
        pass  # Nothing of a column's.
    return []


def _columns(paths: Iterable[Path]) -> set[Node] | None:
    """The columns that paths lead to; None if one leads elsewhere, where anything may hang on it."""
    found = {_column(path) for path in paths}
    return None if None in found else {node for node in found if node is not None}


def _column(path: Path) -> Node | None:
    if len(path) > 3 and path[0] == "tables" and path[2] == "columns":
        table, column = path[1], path[3]
        # What is no text is no name, and nobody can ask for it.
        if isinstance(table, str) and isinstance(column, str):
            return table, column
    return None


def _names_a_link(column: Any) -> bool:
    """Whether names of other columns begin with what this column gives."""
    if isinstance(column, Mapping):
        return "ref" in column or column.get("type") == "sample"
    return isinstance(column, (list, tuple)) and column[:1] == ["ref"]


def _with_dependents(broken: set[Node], depends: Mapping[Node, list[Node]]) -> set[Node]:
    """Columns with all that depend on them, however far."""
    lost, size = set(broken), -1
    while len(lost) != size:
        size = len(lost)
        lost |= {node for node, others in depends.items() if not lost.isdisjoint(others)}
    return lost


def _blanked(content: dict[str, Any], broken: set[Node]) -> dict[str, Any]:
    """A schema of which some columns have a name and nothing else, or the table that they lead to."""

    def blank(value: Any) -> Any:
        if isinstance(value, Mapping) and isinstance(value.get("ref"), str):
            label = value.get("as")
            return {"ref": value["ref"], **({"as": label} if isinstance(label, str) else {})}
        return {}

    def columns(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
        return {
            column: blank(value) if (name, column) in broken else value
            for column, value in table["columns"].items()
        }

    tables = content["tables"].items()
    return {
        **content,
        "tables": {name: {**table, "columns": columns(name, table)} for name, table in tables},
    }


def _without(content: dict[str, Any], lost: set[Node]) -> dict[str, Any]:
    """A schema without some columns, and without what may name them outside of columns."""
    made = {}
    for name, table in content["tables"].items():
        kept = {
            column: value
            for column, value in table["columns"].items()
            if (name, column) not in lost
        }
        rest = {key: table[key] for key in table if key not in _NAMING}
        made[name] = {**rest, "columns": kept or {"row": {"type": "key"}}}
    return {**content, "tables": made}


#: Keys of a table that have names of columns below them.
_NAMING = {"primary_key", "correlations", "overlays", "truth"}
