"""Relations between tables: keys, references, values of parents and children, checked with DuckDB."""

from __future__ import annotations

import collections
import datetime
import os
import subprocess
import sys

import forgery
import pytest
from forgery import _forgery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

duckdb = pytest.importorskip("duckdb")

SHOP = {
    "customers": {
        "rows": 3000,
        "columns": {
            "id": {"type": "key"},
            "name": "person.name",
            "city": "place.city",
            "joined": {"type": "datetime", "start": "2022-01-01", "end": "2024-12-31"},
            "segment": {
                "type": "choice",
                "values": {"consumer": 0.7, "business": 0.3},
                "exact": True,
            },
            "orders": {"type": "count", "of": "orders"},
            "spent": {"type": "aggregate", "of": "orders.total"},
            "last": {"type": "aggregate", "of": "orders.ordered", "op": "max"},
        },
    },
    "orders": {
        "rows": {"per": "customers", "distribution": "poisson", "mean": 3.2, "max": 50},
        "columns": {
            "id": {"type": "uuid"},
            "customer_id": {"ref": "customers.id"},
            "city": "customers.city",
            "number": {"type": "ordinal"},
            "ordered": {
                "type": "datetime",
                "after": "customers.joined",
                "within": "2y",
                "sorted": True,
            },
            "quantity": {"type": "int", "min": 1, "max": 9},
            "price": {
                "type": "decimal",
                "distribution": {"lognormal": {"mean": 3.2, "sigma": 0.6}},
            },
            "total": {"expr": "price * quantity"},
            "balance": {"type": "running", "of": "total", "start": 100},
            "before": {"type": "running", "of": "total", "op": "previous"},
            "coupon": {
                "type": "pattern",
                "pattern": "??##",
                "when": "customers.segment == 'consumer'",
            },
        },
    },
    "items": {
        "rows": {"per": "orders", "distribution": "uniform", "min": 1, "max": 3},
        "columns": {
            "order_id": {"ref": "orders.id"},
            "customer": "customers.name",
            "product_id": {"ref": "products.id", "skew": 1.2},
            "product": "products.name",
        },
    },
    "products": {
        "rows": 200,
        "columns": {
            "id": {"type": "key", "prefix": "P", "width": 4},
            "name": {"type": "template", "template": "{kind} no. {number:03d}"},
            "kind": {"type": "choice", "values": ["desk", "lamp", "chair"]},
            "number": {"type": "int", "min": 1, "max": 999},
        },
    },
    "tags": {
        "rows": {"per": "products", "distribution": "fixed", "count": 3},
        "columns": {
            "product_id": {"ref": "products.id"},
            "tag_id": {"ref": "labels.id", "distinct": True},
        },
    },
    "labels": {"rows": 7, "columns": {"id": {"type": "key"}}},
    "staff": {
        "rows": 500,
        "columns": {
            "id": {"type": "key"},
            "manager_id": {"ref": "staff.id", "roots": 2},
        },
    },
}


def made(tables, seed=42, **settings):
    return _forgery._tables({"tables": tables}, settings.get("locale"), seed, settings.get("as_of"))


@pytest.fixture(scope="module")
def shop():
    connection = duckdb.connect()
    for name, table in made(SHOP).items():
        connection.register(name, table.to_arrow())
    return connection


def value(connection, query):
    return connection.execute(query).fetchone()[0]


@pytest.mark.parametrize(
    ("child", "column", "parent", "key"),
    [
        ("orders", "customer_id", "customers", "id"),
        ("items", "order_id", "orders", "id"),
        ("items", "product_id", "products", "id"),
        ("tags", "product_id", "products", "id"),
        ("tags", "tag_id", "labels", "id"),
    ],
)
def test_every_reference_is_to_a_row(shop, child, column, parent, key):
    query = f"select count(*) from {child} where {column} not in (select {key} from {parent})"
    assert value(shop, query) == 0
    assert value(shop, f"select count({column}) - count(*) from {child}") == 0
    assert value(shop, f"select count(*) - count(distinct {key}) from {parent}") == 0


def test_children_carry_the_values_of_their_parents(shop):
    joined = "orders o join customers c on o.customer_id = c.id"
    assert value(shop, f"select count(*) from {joined} where o.city <> c.city") == 0
    assert value(shop, f"select count(*) from {joined} where o.ordered < c.joined") == 0
    late = "o.ordered > c.joined + interval 2 year"
    assert value(shop, f"select count(*) from {joined} where {late}") == 0
    missing = "(o.coupon is null) <> (c.segment <> 'consumer')"
    assert value(shop, f"select count(*) from {joined} where {missing}") == 0
    joined = "items i join orders o on i.order_id = o.id join customers c on o.customer_id = c.id"
    assert value(shop, f"select count(*) from {joined} where i.customer <> c.name") == 0
    joined = "items i join products p on i.product_id = p.id"
    assert value(shop, f"select count(*) from {joined} where i.product <> p.name") == 0


def test_parents_sum_up_their_children(shop):
    shop.execute(
        "create or replace view sums as select customer_id, count(*) n, sum(total) t, max(ordered) l"
        " from orders group by 1"
    )
    joined = "customers c left join sums s on c.id = s.customer_id"
    wrong = (
        "c.orders <> coalesce(s.n, 0) or c.spent <> coalesce(s.t, 0) or c.last is distinct from s.l"
    )
    assert value(shop, f"select count(*) from {joined} where {wrong}") == 0


def test_what_runs_along_the_children(shop):
    window = "over (partition by customer_id order by number)"
    query = f"""select count(*) from (
        select balance, 100 + sum(total) {window} as b, before, lag(total) {window} as p,
        ordered, lag(ordered) {window} as o, number, row_number() {window} as n from orders)
        where balance <> b or before is distinct from p or ordered < o or number <> n"""
    assert value(shop, query) == 0


def test_links_of_a_parent_differ(shop):
    assert value(shop, "select count(*) from tags") == 600
    twice = "select product_id, tag_id from tags group by all having count(*) > 1"
    assert value(shop, f"select count(*) from ({twice})") == 0


def test_a_tree_has_its_roots_first(shop):
    assert value(shop, "select count(*) from staff where manager_id is null") == 2
    assert value(shop, "select count(*) from staff where manager_id >= id") == 0


def test_shares_are_exact(shop):
    found = shop.execute("select segment, count(*) from customers group by 1 order by 1").fetchall()
    assert found == [("business", 900), ("consumer", 2100)]


def test_counts_follow_their_distribution(shop):
    """Chi-square against Poisson (3.2); 10 degrees of freedom, p = 0.001."""
    import math

    found = dict(shop.execute("select orders, count(*) from customers group by 1").fetchall())
    expected = [3000 * math.exp(-3.2) * 3.2**k / math.factorial(k) for k in range(10)]
    observed = [found.get(k, 0) for k in range(10)]
    expected.append(3000 - sum(expected))
    observed.append(3000 - sum(observed))
    assert sum((o - e) ** 2 / e for o, e in zip(observed, expected)) < 29.6


def test_skew_follows_zipf(shop):
    counts = [
        n
        for (n,) in shop.execute(
            "select count(*) n from items group by product_id order by n desc"
        ).fetchall()
    ]
    harmonic = sum(k**-1.2 for k in range(1, 201))
    share = counts[0] / sum(counts)
    assert abs(share - 1 / harmonic) < 0.02


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_rows_are_the_rows_of_the_whole(data):
    tables = test_any_rows_are_the_rows_of_the_whole.tables
    name = data.draw(st.sampled_from(sorted(tables)))
    table, whole = tables[name]
    start = data.draw(st.integers(0, table.num_rows))
    stop = data.draw(st.integers(start, min(table.num_rows, start + 3000)))
    assert table[start:stop] == whole[start:stop]
    column = data.draw(st.sampled_from(table.column_names))
    assert table.column(column, slice(start, stop)) == [row[column] for row in whole[start:stop]]


test_any_rows_are_the_rows_of_the_whole.tables = {
    name: (table, table[0 : table.num_rows]) for name, table in made(SHOP).items()
}


def test_threads_and_outputs_agree():
    before = forgery.threads()
    try:
        forgery.set_threads(1)
        one = {name: table.to_arrow() for name, table in made(SHOP).items()}
        forgery.set_threads(7)
        many = made(SHOP)
        assert all(many[name].to_arrow().equals(one[name]) for name in SHOP)
        assert many["orders"].records() == one["orders"].to_pylist()
    finally:
        forgery.set_threads(before)


def test_tables_and_columns_that_come_and_go_change_nothing():
    small = {name: {**SHOP[name]} for name in ("customers", "orders")}
    columns = dict(SHOP["orders"]["columns"])
    for dropped in ("city", "coupon", "balance", "before"):
        del columns[dropped]
    small["orders"] = {**SHOP["orders"], "columns": dict(reversed(list(columns.items())))}
    some, all_of_them = made(small), made(SHOP)
    for name in columns:
        assert some["orders"].column(name) == all_of_them["orders"].column(name)


PROGRAM = """
import hashlib, json, sys
sys.path.insert(0, {here!r})
from test_relations import SHOP, made
text = json.dumps({{n: t[0:300] for n, t in made(SHOP).items()}}, default=str)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_hashes_and_clocks_change_nothing():
    time_machine = pytest.importorskip("time_machine")
    here = os.path.dirname(__file__)

    def run(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        program = [sys.executable, "-W", "ignore", "-c", PROGRAM.format(here=here)]
        return subprocess.run(program, env=environment, capture_output=True, text=True, check=True)

    assert run("0").stdout == run("123").stdout
    here_and_now = made(SHOP)["orders"][0:50]
    with time_machine.travel(datetime.datetime(2040, 2, 29)):
        assert made(SHOP)["orders"][0:50] == here_and_now


def test_far_rows_cost_what_near_ones_cost():
    tables = made(
        {
            "a": {"rows": 10**15, "columns": {"id": {"type": "uuid"}, "n": {"type": "key"}}},
            "b": {
                "rows": 10**15,
                "columns": {"a": {"ref": "a.id"}, "n": {"ref": "a.n", "skew": 1.1}},
            },
            "c": {
                "rows": {"per": "d", "distribution": "poisson", "mean": 2},
                "columns": {"d": {"ref": "d.id"}, "i": {"type": "ordinal"}},
            },
            "d": {"rows": 10**12, "columns": {"id": {"type": "key"}}},
        }
    )
    assert len(tables["b"][10**15 - 1]["a"]) == 36
    last = tables["c"][tables["c"].num_rows - 1]
    assert 10**12 - 100 < last["d"] <= 10**12


def test_references_in_turns_know_how_often_one_came():
    tables = made(
        {
            "a": {"rows": 700, "columns": {"id": {"type": "key"}}},
            "b": {
                "rows": 10**15,
                "columns": {
                    "a": {"ref": "a.id", "turns": True, "skew": 0.7},
                    "even": {"ref": "a.id", "turns": True, "as": "even"},
                    "visit": {"type": "ordinal", "of": "a"},
                    "even_visit": {"type": "ordinal", "of": "even"},
                },
            },
        }
    )
    rows = tables["b"][:20_000]
    for key, place in (("a", "visit"), ("even", "even_visit")):
        seen = collections.Counter()
        for row in rows:
            seen[row[key]] += 1
            assert row[place] == seen[row[key]]
        assert len(seen) == 700
        most = seen.most_common(70)
        share = sum(n for _, n in most) / len(rows)
        assert (0.35 < share < 0.45) if key == "a" else share < 0.11
    assert tables["b"][12_345:12_350] == rows[12_345:12_350]
    assert tables["b"][10**15 - 1]["even_visit"] == pytest.approx(10**15 / 700, abs=1)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"columns": {"x": {"type": "ordinal", "of": "product"}}}, "do not refer to 'product'"),
        (
            {"columns": {"p": {"ref": "products.id"}, "x": {"type": "ordinal", "of": "products"}}},
            "write {ref: products.…, turns: true}",
        ),
        (
            {"columns": {"x": {"ref": "products.id", "turns": True, "distinct": True}}},
            "not both",
        ),
        ({"rows": {"per": "customer"}}, "did you mean 'customers'?"),
        ({"columns": {"x": {"ref": "customers.ident"}}}, "has no column 'ident'"),
        ({"columns": {"x": {"ref": "custmers.id"}}}, "did you mean 'customers'?"),
        ({"columns": {"x": "customers.citi"}}, "did you mean 'city'?"),
        (
            {"columns": {"x": {"expr": "y + 1"}, "y": {"expr": "x + 1"}}},
            "orders.x -> orders.y -> orders.x",
        ),
        ({"columns": {"x": {"expr": "1 +"}}}, "expression"),
        ({"columns": {"x": {"type": "choise", "values": [1]}}}, "did you mean 'choice'?"),
        (
            {"columns": {"x": {"type": "key", "stop": 3}}},
            "'key' has no 'stop'; did you mean 'step'?",
        ),
        (
            {"columns": {"x": {"type": "datetime", "after": "customers.name", "within": "1d"}}},
            "neither a date",
        ),
        (
            {
                "columns": {
                    "x": {"type": "datetime", "after": "customers.joined", "within": "1 parsec"}
                }
            },
            "such as '90s'",
        ),
        ({"columns": {"x": {"type": "key", "when": "customers.name"}}}, "true or false"),
        ({"columns": {"x": {"type": "running", "of": "customers.name"}}}, "cannot be folded"),
        ({"columns": {"x": {"type": "aggregate", "of": "products.id"}}}, "is not 'per: orders'"),
        (
            {"columns": {"x": {"type": "decimal", "distribution": {"normale": {"mean": 1}}}}},
            "did you mean 'normal'?",
        ),
        ({"columns": {"x": {"type": "series"}}}, "'every'"),
        ({"columns": {}}, "needs 'columns'"),
    ],
)
def test_errors_say_where_and_what_would_do(changed, message):
    tables = {**SHOP, "orders": {**SHOP["orders"], **changed}}
    del tables["items"]
    tables["customers"] = {
        **SHOP["customers"],
        "columns": {
            name: column
            for name, column in SHOP["customers"]["columns"].items()
            if name not in {"orders", "spent", "last"}
        },
    }
    with pytest.raises(forgery.errors.SchemaError) as caught:
        made(tables)
    assert message in str(caught.value)
    assert caught.value.errors[0][0][:2] == ["tables", "orders"]


def test_all_errors_come_at_once():
    with pytest.raises(forgery.errors.SchemaError) as caught:
        made({"t": {"rows": 1, "columns": {"a": "emial", "b": {"expr": "a"}, "c": "nmae"}}})
    assert [path for path, _ in caught.value.errors] == [
        ["tables", "t", "columns", "a"],
        ["tables", "t", "columns", "c"],
    ]
