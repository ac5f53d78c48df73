"""Foreign keys between datasets that are written together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .._nearest import near
from ..errors import InvalidParameterError
from ..schema._problems import listed

if TYPE_CHECKING:
    from ..schema import Data


class _Relation(NamedTuple):
    """A column of a dataset that refers to the key of another."""

    child: str
    column: str
    parent: str
    key: str


def relate(plans: Mapping[str, dict[str, Any]], relationships: Sequence[Any]) -> dict[str, Data]:
    """Plan datasets, those that others refer to first.

    Args:
        plans: The datasets by their names.
        relationships: Relationships between them, beside those that each has itself.

    Raises:
        forgery.errors.InvalidParameterError: If a relationship does not fit.
    """
    relations = list(_relations(plans, relationships))
    made: dict[str, Data] = {}
    waiting = list(plans)
    while waiting:
        ready = [
            name
            for name in waiting
            if all(each.parent in made for each in relations if each.child == name)
        ]
        if not ready:
            message = f"datasets refer to each other in a circle: {' -> '.join(waiting)}"
            raise InvalidParameterError(message)
        for name in ready:
            waiting.remove(name)
            made[name] = _planned(name, plans, relations, made)
    return {name: made[name] for name in plans}


def _planned(
    name: str,
    plans: Mapping[str, dict[str, Any]],
    relations: Sequence[_Relation],
    made: Mapping[str, Data],
) -> Data:
    plan = plans[name]
    schema = plan["schema"]
    content = schema.content
    for each in relations:
        if each.child == name:
            parent = plans[each.parent]["schema"].main
            column = made[each.parent].schema["tables"][parent]["columns"][each.key]
            rows = made[each.parent][parent].num_rows
            content = _wired(content, schema.main, each, column, rows)
    data: Data = schema.plan_of(content, plan["seed"], plan["locale"])
    return data


def _wired(
    content: dict[str, Any], main: str, relation: _Relation, key: Any, rows: int
) -> dict[str, Any]:
    """A schema in which a column refers to the keys of another dataset.

    The keys of a table are a function of the row's number, so a table of keys that nobody sees stands for the other
    dataset. Where the column comes from such a table already, that one takes the keys, and what else it has stays with
    them.
    """
    if not isinstance(key, Mapping) or key.get("type") != "key":
        message = (
            f"'{relation.parent}.{relation.key}' is no column of type 'key': "
            "only such can be referred to from another dataset"
        )
        raise InvalidParameterError(message)
    tables = dict(content["tables"])
    column = tables[main]["columns"][relation.column]
    origin = _origin(tables, main, column)
    if origin is None:
        stub = f"{relation.parent}_keys"
        tables[stub] = {"hidden": True, "rows": rows, "columns": {relation.key: dict(key)}}
        kept = (
            {k: column[k] for k in ("doc", "null") if k in column}
            if isinstance(column, Mapping)
            else {}
        )
        changed = {relation.column: {"ref": f"{stub}.{relation.key}", **kept}}
        tables[main] = _with(tables[main], changed)
    else:
        table, name = origin
        old = tables[table]["columns"][name]
        doc = {"doc": old["doc"]} if isinstance(old, Mapping) and "doc" in old else {}
        tables[table] = {**_with(tables[table], {name: {**key, **doc}}), "rows": rows}
    return {**content, "tables": tables}


def _with(table: dict[str, Any], columns: dict[str, Any]) -> dict[str, Any]:
    return {**table, "columns": {**table["columns"], **columns}}


def _origin(tables: Mapping[str, Any], main: str, column: Any) -> tuple[str, str] | None:
    """The hidden table with a number of rows and its key that a column comes from, if it does."""
    text = column
    if isinstance(column, Mapping):
        text = column.get("ref") or column.get("expr")
    if not isinstance(text, str):
        return None
    link, _, key = text.strip().partition(".")
    links = {link: link}
    for each in tables[main]["columns"].values():
        if isinstance(each, Mapping) and "ref" in each:
            links[each.get("as") or each["ref"].partition(".")[0]] = each["ref"].partition(".")[0]
    table = tables.get(links.get(link, link))
    if table is None or not table.get("hidden") or not isinstance(table["rows"], int):
        return None
    found = table["columns"].get(key)
    if not isinstance(found, Mapping) or found.get("type") != "key":
        return None
    return links.get(link, link), key


def _relations(
    plans: Mapping[str, dict[str, Any]], relationships: Sequence[Any]
) -> Iterator[_Relation]:
    for name, plan in plans.items():
        for given in plan["relationships"]:
            yield _checked(_relation(given, name, plans), plans)
    for given in relationships:
        if not isinstance(given, Mapping):
            message = f"a relationship between datasets is a mapping, not {given!r}"
            raise InvalidParameterError(message)
        yield _checked(_relation(given, None, plans), plans)


def _relation(given: Any, child: str | None, plans: Mapping[str, dict[str, Any]]) -> _Relation:
    if isinstance(given, str) and child is not None:
        parent = _known(Path(given).stem, plans)
        key = _key(parent, plans)
        return _Relation(child, key, parent, key)
    if not isinstance(given, Mapping):
        message = f"a relationship is the name of a dataset or a mapping, not {given!r}"
        raise InvalidParameterError(message)
    if "references" in given:
        parent, _, key = str(given["references"]).partition(".")
        parent = _known(parent, plans)
        key = key or _key(parent, plans)
        return _Relation(
            child or _known(given.get("dataset"), plans), given.get("column", key), parent, key
        )
    one, many = "source", "target"
    if given.get("relationship_type") == "many_to_one":
        one, many = many, one
    parent = _known(given.get(f"{one}_dataset"), plans)
    key = given.get(f"{one}_column") or _key(parent, plans)
    child = _known(given.get(f"{many}_dataset", child), plans)
    return _Relation(child, given.get(f"{many}_column") or key, parent, key)


def _known(name: Any, plans: Mapping[str, Any]) -> str:
    stem = Path(str(name)).stem
    if name is None or stem not in plans:
        hint = near(stem, plans) or f"; there are {listed(plans)}"
        message = f"a relationship names the dataset {name!r}, which is not among them{hint}"
        raise InvalidParameterError(message)
    return stem


def _columns(name: str, plans: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    schema = plans[name]["schema"]
    columns: dict[str, Any] = schema.content["tables"][schema.main]["columns"]
    return columns


def _key(name: str, plans: Mapping[str, dict[str, Any]]) -> str:
    for column, value in _columns(name, plans).items():
        if isinstance(value, Mapping) and value.get("type") == "key":
            return column
    message = f"dataset '{name}' has no column of type 'key' to refer to"
    raise InvalidParameterError(message)


def _checked(relation: _Relation, plans: Mapping[str, dict[str, Any]]) -> _Relation:
    for name, column in ((relation.child, relation.column), (relation.parent, relation.key)):
        columns = _columns(name, plans)
        if column not in columns:
            hint = near(column, columns) or f"; it has {listed(columns, 40)}"
            message = f"dataset '{name}' has no column '{column}'{hint}"
            raise InvalidParameterError(message)
    return relation
