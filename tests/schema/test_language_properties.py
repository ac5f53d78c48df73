"""Random schemas: well-formed ones are accepted, and what is done to them raises nothing but `SchemaError`."""

from __future__ import annotations

import copy
import datetime
import json

import pytest
from forgery import errors, schema
from forgery.schema._places import locate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pydantic")
yaml = pytest.importorskip("yaml")

NAMES = st.sampled_from(["a", "b", "c", "name", "größe", "x1", "in_", "city"])
NUMBERS = st.integers(-1000, 1000) | st.floats(-1000, 1000)
WEIGHTS = st.floats(0.1, 10)
DISTRIBUTIONS = st.one_of(
    st.builds(lambda m, s: {"normal": {"mean": m, "sd": abs(s)}}, NUMBERS, NUMBERS),
    st.builds(lambda m: {"exponential": {"mean": m}}, WEIGHTS),
    st.builds(lambda m: {"poisson": {"mean": m}}, WEIGHTS),
    st.builds(lambda a, b: {"uniform": {"min": min(a, b), "max": max(a, b)}}, NUMBERS, NUMBERS),
)
VALUES = st.one_of(
    st.lists(st.text(max_size=5) | st.integers(), min_size=1, max_size=4),
    st.dictionaries(st.text(max_size=5), WEIGHTS, min_size=1, max_size=4),
)
MODIFIERS = st.fixed_dictionaries(
    {},
    optional={"null": st.floats(0, 1), "doc": st.text(max_size=9), "hidden": st.booleans()},
)
OWN = st.one_of(
    st.just({"type": "key"}),
    st.builds(lambda s, p: {"type": "key", "start": s, "prefix": p}, st.integers(1, 9), st.text()),
    st.just({"type": "uuid"}),
    st.builds(lambda d: {"type": "float", "distribution": d}, DISTRIBUTIONS),
    st.builds(lambda d: {"type": "decimal", "distribution": d, "scale": 2}, DISTRIBUTIONS),
    st.builds(lambda v: {"type": "choice", "values": v}, VALUES),
    st.just({"type": "date", "start": datetime.date(2022, 1, 1), "end": "2024-12-31"}),
    st.builds(lambda v: {"type": "constant", "value": v}, NUMBERS | st.text(max_size=5)),
)
COLUMNS = st.one_of(
    st.sampled_from(["email", "person.name", "place.city"]),
    st.just(["int", 1, 9]),
    st.builds(lambda column, more: {**column, **more}, OWN, MODIFIERS),
)


@st.composite
def documents(draw):
    """Tables of which each may be per the one before, and refer to it."""
    tables = {}
    before = None
    for name in draw(st.lists(st.sampled_from("pqrst"), min_size=1, max_size=3, unique=True)):
        columns = {"id": {"type": "key"}, **draw(st.dictionaries(NAMES, COLUMNS, max_size=4))}
        rows = draw(st.integers(1, 50))
        if before is not None:
            columns["parent"] = {"ref": f"{before}.id"}
            columns["carried"] = f"{before}.id"
            columns["sum"] = {"expr": f"{before}.id + 1"}
            if draw(st.booleans()):
                rows = {"per": before, "distribution": "poisson", "mean": draw(WEIGHTS), "min": 1}
        tables[name] = {"rows": rows, "columns": columns}
        before = name
    return {"seed": 1, "tables": tables}


def slow(count):
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow(60)
@given(documents())
def test_well_formed_schemas_are_accepted(content):
    before = copy.deepcopy(content)
    data = schema.load(content).generate()
    assert list(data.all()) == list(content["tables"])
    assert content == before
    for table in data.values():
        table[:2]


def places(value, path=()):
    """All paths in a schema."""
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from places(each, (*path, place))


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["${x}", "p.id", "q.nothing", "expr", "1h", "2024-01-01", "nowhere.id"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5) | st.integers() | st.none(), st.integers(), max_size=3),
    st.dates(),
)


@st.composite
def broken(draw):
    """A well-formed schema with a few places changed, dropped or renamed."""
    content = copy.deepcopy(draw(documents()))  # parts of it are shared
    for _ in range(draw(st.integers(1, 3))):
        paths = [path for path in places(content) if path]
        path = draw(st.sampled_from(paths))
        within = content
        for key in path[:-1]:
            within = within[key]
        what = draw(st.sampled_from(["set", "drop", "rename", "add"]))
        if what == "set" or isinstance(within, list):
            within[path[-1]] = draw(ODD)
        elif what == "add":
            within[draw(st.text(max_size=6))] = draw(ODD)
        else:
            value = within.pop(path[-1])
            if what == "rename":
                within[f"{path[-1]}x"] = value
        if not isinstance(content, dict) or not content:
            break
    return content


@slow(300)
@given(broken())
def test_nothing_but_schema_errors(content):
    found = ()
    try:
        schema.load(content)
    except errors.SchemaError as error:
        found = error.errors or [()]
    for path, line, column, message in found:
        assert isinstance(path, str)
        assert (line, column) == (None, None)
        assert message


@slow(60)
@given(broken())
def test_errors_in_files_have_places(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("s") / "schema.yaml"
    try:
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    except (yaml.YAMLError, UnicodeEncodeError):
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ()
    try:
        schema.load(path)
    except errors.SchemaError as error:
        found = error.errors
    for _, line, column, _ in found:
        assert line is None or 1 <= line <= len(lines) + 1
        assert column is None or column >= 1


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@slow(200)
@given(st.dictionaries(KEYS, NESTED, max_size=3), st.sampled_from([None, 1, 4]))
def test_places_in_json_are_those_of_the_keys(content, indent):
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    for path in places(content):
        if path and isinstance(path[-1], str):
            line, column = locate(text, ".json", path)
            written = json.dumps(path[-1], ensure_ascii=False)
            assert lines[line - 1][column - 1 :].startswith(written)
