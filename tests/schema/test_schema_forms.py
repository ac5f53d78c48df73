"""Every form of the language is accepted; and what is near to one, but none, is refused with a word about it."""

from __future__ import annotations

import copy

import pytest
from forgery import errors, schema

pytest.importorskip("pydantic")

BASE = {
    "tables": {
        "customers": {
            "rows": 100,
            "columns": {
                "id": {"type": "key"},
                "joined": {"type": "datetime", "start": "2022-01-01", "end": "2024-12-31"},
                "opening": {"type": "decimal", "min": 0, "max": 9, "scale": 2},
                "segment": {"type": "choice", "values": {"consumer": 0.7, "business": 0.3}},
                "city": "place.city",
            },
        },
        "orders": {
            "rows": {"per": "customers", "distribution": "poisson", "mean": 3.2, "max": 50},
            "columns": {
                "id": {"type": "uuid"},
                "amount": {"type": "float", "min": 1, "max": 2},
                "quantity": ["int", 1, 9],
                "word": "word",
            },
        },
        "ticks": {
            "rows": {"every": "1h", "start": "2024-01-01", "end": "2024-02-01"},
            "columns": {"at": {"type": "tick"}, "level": {"type": "series", "start": 1}},
        },
    }
}


def with_column(column, table="orders"):
    made = copy.deepcopy(BASE)
    made["tables"][table]["columns"]["x"] = column
    return made


def with_rows(rows):
    made = copy.deepcopy(BASE)
    made["tables"]["orders"]["rows"] = rows
    return made


COLUMNS = [
    "person.name",
    "email",
    ["int", 1, 9],
    {"type": "int", "min": 1, "max": 9},
    {"type": "float", "precision": 3},
    {"type": "password", "length": 12},
    "customers.city",
    {"type": "customers.city", "doc": "carried"},
    {"type": "key", "start": 10, "step": 5},
    {"type": "key", "prefix": "C", "width": 6},
    {"type": "uuid"},
    {"type": "pattern", "pattern": "C-????-####", "unique": True},
    {"type": "pattern", "text": "##"},
    {"type": "ordinal"},
    {"type": "ordinal", "of": "customers"},
    {"ref": "customers.id"},
    {"ref": "customers.id", "as": "buyer", "skew": 1.2},
    {"ref": "customers.id", "as": "buyer", "turns": True},
    {"ref": "orders.id", "roots": 2, "as": "previous"},
    {"type": "int", "distribution": {"poisson": {"mean": 3}}, "min": 0, "max": 9},
    {"type": "decimal", "distribution": {"lognormal": {"mean": 3.2, "sigma": 0.6}}, "scale": 2},
    {"type": "float", "distribution": "normal"},
    {"type": "float", "distribution": 3},
    {"type": "choice", "values": ["a", "b"]},
    {"type": "choice", "values": ["a", "b"], "weights": [1, 2]},
    {"type": "choice", "values": {"a": 0.7, "b": 0.3}, "exact": True},
    {"type": "choice", "values": {1: 0.7, 2: 0.3}},
    {
        "type": "choice",
        "given": "customers.segment",
        "cases": {"consumer": {"card": 0.8, "cash": 0.2}, "else": ["card", "invoice"]},
    },
    {
        "type": "decimal",
        "given": "customers.segment",
        "cases": {
            "business": {"lognormal": {"mean": 2.5, "sigma": 0.4}},
            "else": {"uniform": {"min": 1, "max": 9}},
        },
        "scale": 2,
    },
    {"type": "date", "start": "2022-01-01", "end": "2024-12-31"},
    {"type": "datetime", "start": "-30d", "end": "now"},
    {"type": "datetime", "after": "customers.joined", "within": "2y", "at_least": "1h"},
    {"type": "datetime", "before": "customers.joined", "within": "90d"},
    {
        "type": "datetime",
        "after": "customers.joined",
        "distribution": {"exponential": {"mean": 3}},
        "unit": "d",
        "until": "2025-01-01",
    },
    {"type": "datetime", "start": "2024-01-01", "end": "2025-01-01", "arrivals": True},
    {
        "type": "datetime",
        "start": "2024-01-01",
        "end": "2025-01-01",
        "arrivals": {
            "hours": {"9-18": 0.7, "18-23": 0.2, "23-9": 0.1},
            "weekdays": {"sat": 0.6, "sun": 0.4},
            "months": [1] * 12,
            "growth": 0.2,
            "noise": 0.1,
            "timezone": "Europe/Berlin",
        },
    },
    {"type": "running", "of": "amount", "start": "customers.opening", "op": "sum"},
    {"type": "running", "of": "amount", "op": "previous"},
    {"type": "lookup", "given": "quantity", "values": {1: 10, 2: 20}, "else": 0},
    {
        "type": "sample",
        "rows": [
            {"name": "Laptop", "price": 900, "weight": 3},
            {"name": "Pen", "price": 1, "weight": 9},
        ],
        "weight": "weight",
        "value": "name",
        "as": "product",
    },
    {"expr": "amount * quantity"},
    {"expr": "amount * quantity", "type": "decimal", "scale": 2},
    {"expr": "case when quantity > 3 then 'many' else 'few' end"},
    {"type": "template", "template": "{word}-{quantity:03d}"},
    {"type": "constant", "value": 1},
    {"type": "word", "null": 0.1, "when": "quantity > 3", "doc": "a word", "hidden": True},
    {"type": "date", "format": "%d.%m.%Y", "seed": 7},
    {"type": "int", "check": {"min": 0}},
]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_forms_of_columns(column):
    data = schema.load(with_column(column)).generate(seed=1)
    assert data["orders"].num_rows > 0
    data["orders"][:3]


@pytest.mark.parametrize(
    "column",
    [
        {"type": "aggregate", "of": "orders.amount", "op": "sum"},
        {"type": "aggregate", "of": "orders", "op": "count"},
        {"type": "count", "of": "orders"},
    ],
)
def test_forms_over_children(column):
    data = schema.load(with_column(column, "customers")).generate(seed=1)
    assert "x" in data["customers"][0]


SERIES = {
    "type": "series",
    "start": 100,
    "trend": 0.02,
    "trend_unit": "d",
    "seasonality": [
        {"period": "24h", "amplitude": 5, "phase": "14h", "shape": "sine"},
        {"period": "1w", "weights": [1, 1, 1, 1, 1, 0.6, 0.5]},
    ],
    "noise": {"normal": {"mean": 0, "sd": 1}},
    "process": {"ar1": {"phi": 0.9, "sd": 1}},
    "jumps": {"rate": "2/y", "size": {"normal": {"mean": 0, "sd": 3}}},
    "combine": "add",
    "min": 0,
    "scale": 2,
    "missing": {"rate": 0.01, "span": "6h"},
}
GBM = {"gbm": {"drift": 0.05, "volatility": 0.2}}


@pytest.mark.parametrize(
    "column",
    [
        SERIES,
        {"type": "series", "start": 1, "process": GBM},
        {"type": "series", "process": {"ou": {"mean": 0, "rate": 0.1, "sd": 1}}},
        {"type": "series", "process": {"walk": {"sd": 1}}},
        {"type": "series", "seasonality": {"period": "1d", "amplitude": 5}, "precision": 1},
        {
            "type": "series",
            "start": 100,
            "process": GBM,
            "volatility": {"garch": {"alpha": 0.1, "beta": 0.85}},
        },
        {
            "type": "series",
            "start": 100,
            "process": GBM,
            "regimes": [
                {"name": "bull", "share": 0.7, "drift": 0.1, "volatility": 0.15},
                {"name": "bear", "share": 0.3, "drift": -0.2, "volatility": 0.4},
            ],
            "switch": "60d",
        },
        {"type": "bar", "of": {"start": 100, "process": GBM}, "value": "high"},
        {"type": "bar", "start": 100, "process": GBM, "value": "volume"},
        {"type": "bar", "start": 100, "process": GBM, "precision": 2},
        {"type": "tick", "utc": True},
    ],
    ids=str,
)
def test_forms_of_series(column):
    data = schema.load(with_column(column, "ticks")).generate(seed=1)
    assert data["ticks"].num_rows == 31 * 24
    data["ticks"][:3]


@pytest.mark.parametrize(
    "rows",
    [
        0,
        1000,
        {"per": "customers", "count": 3, "distribution": "fixed"},
        {"per": "customers", "count": 3},
        {"per": "customers", "distribution": "uniform", "min": 1, "max": 5},
        {"per": "customers", "distribution": "poisson", "mean": 3.2, "min": 0, "max": 50},
        {"per": "customers", "distribution": "negative_binomial", "mean": 3, "dispersion": 0.5},
        {"per": "customers", "distribution": "geometric", "mean": 3},
        {"per": "customers", "distribution": "zipf", "exponent": 1.2, "max": 50},
        {"per": "customers", "distribution": "empirical", "values": {0: 0.2, 1: 0.5, 2: 0.3}},
        {"per": "customers", "count": 3, "total": 100},
        {"every": "1h", "start": "2024-01-01", "end": "2024-02-01", "timezone": "Europe/Berlin"},
        {"every": "30min", "start": "2024-01-01", "points": 500},
        {"every": "1h", "start": "2024-01-01", "points": 50, "days": "business", "hours": [9, 17]},
        {"per": "customers", "every": "1d", "start": "2024-01-01", "points": 5},
    ],
    ids=str,
)
def test_forms_of_rows(rows):
    assert schema.load(with_rows(rows)).generate(seed=1)["orders"].num_rows >= 0


def test_holidays_of_a_country():
    pytest.importorskip("holidays")
    column = {
        "type": "datetime",
        "start": "2024-01-01",
        "end": "2025-01-01",
        "arrivals": {"holidays": {"country": "US", "factor": 0, "days": {"black_friday": 5}}},
    }
    made = with_column(column)
    made["tables"]["orders"]["rows"] = 20_000
    days = [row["x"].strftime("%m-%d") for row in schema.load(made).generate(seed=1)["orders"]]
    assert "07-04" not in days
    assert "12-25" not in days
    assert days.count("11-29") > 3 * days.count("11-27") > 0


@pytest.mark.parametrize(
    ("holidays", "missing"),
    [
        ({"dates": ["2024-12-24"]}, {"2024-12-24"}),
        ({"days": {"year_end": 0, "12-31": 0}}, {f"2024-12-{day}" for day in range(24, 32)}),
        ({"country": "US"}, {"2024-12-25"}),
    ],
)
def test_days_without_ticks(holidays, missing):
    if "country" in holidays:
        pytest.importorskip("holidays")
    rows = {"every": "1d", "start": "2024-12-01", "end": "2025-01-01", "holidays": holidays}
    columns = {"at": {"type": "tick"}}
    made = schema.load({"rows": rows, "columns": columns}).generate(seed=1)
    days = {row["at"].date().isoformat() for table in made.values() for row in table[:]}
    assert days == {f"2024-12-{day:02}" for day in range(1, 32)} - missing


def test_holidays_are_known_to_the_last_of_so_many_ticks():
    rows = {
        "every": "1d",
        "start": "2024-01-01",
        "points": 1000,
        "holidays": {"days": {"12-24": 0}},
    }
    table = schema.load({"rows": rows, "columns": {"at": {"type": "tick"}}}).generate(seed=1)
    days = [row["at"] for each in table.values() for row in each[:]]
    assert len(days) == 1000
    assert days[-1].year > 2025
    assert not any((day.month, day.day) == (12, 24) for day in days)
    rows["holidays"] = {"days": {"01-01..12-31": 0}}
    with pytest.raises(errors.InvalidParameterError, match="give 'end'"):
        schema.load({"rows": rows, "columns": {"at": {"type": "tick"}}}).generate(seed=1)


DISTRIBUTIONS = [
    {"uniform": {"min": 0, "max": 9}},
    {"normal": {"mean": 0, "sd": 1}},
    {"lognormal": {"mean": 0, "sigma": 1}},
    {"exponential": {"mean": 3}},
    {"gamma": {"shape": 2, "scale": 3}},
    {"beta": {"alpha": 2, "beta": 3}},
    {"weibull": {"shape": 2, "scale": 3}},
    {"pareto": {"shape": 2, "min": 3}},
    {"zipf": {"exponent": 1.2, "n": 10}},
    {"poisson": {"mean": 3}},
    {"binomial": {"n": 10, "p": 0.3}},
    {"geometric": {"p": 0.3}},
    {"negative_binomial": {"mean": 3, "dispersion": 0.5}},
    {"triangular": {"min": 0, "mode": 1, "max": 5}},
    {"student_t": {"df": 4}},
    {
        "mixture": [
            {"weight": 0.7, "normal": {"mean": 0, "sd": 1}},
            {"weight": 0.3, "exponential": {"mean": 9}},
        ]
    },
    {"truncated": {"min": 0, "max": 3, "of": {"normal": {"mean": 0, "sd": 1}}}},
    {"zero_inflated": {"p": 0.3, "of": {"poisson": {"mean": 3}}}},
    {"empirical": {"edges": [0, 1, 5], "counts": [3, 1]}},
    {"empirical": {"quantiles": {0: 1, 0.5: 3, 1: 9}}},
    {"empirical": {"values": [1, 2], "weights": [3, 1]}},
    {"benford": {"digits": 2, "min": 1, "max": 1000000}},
    {"constant": 3},
]


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda d: next(iter(d)))
def test_distributions(distribution):
    column = {"type": "float", "distribution": distribution}
    data = schema.load(with_column(column)).generate(seed=1)
    assert all(isinstance(row["x"], float) for row in data["orders"][:5])


@pytest.mark.parametrize(
    "correlation",
    [
        {"columns": ["amount", "x"], "copula": "gaussian", "rho": 0.6},
        {"columns": ["amount", "x"], "matrix": [[1, 0.6], [0.6, 1]]},
        {"columns": ["amount", "x", "quantity"], "rho": 0.3},
        {"columns": ["amount", "x"], "copula": "clayton", "theta": 2},
        {"columns": ["amount", "x"], "copula": "gumbel", "theta": 2},
    ],
)
def test_correlations(correlation):
    made = with_column({"type": "float", "distribution": {"normal": {"mean": 0, "sd": 1}}})
    made["tables"]["orders"]["correlations"] = [correlation]
    schema.load(made).generate(seed=1)["orders"][0]


OVERLAYS = [
    {"anomaly": "spike", "column": "amount", "rate": 0.01, "factor": [5, 20]},
    {"missing": "mar", "column": "amount", "rate": 0.1, "given": "quantity"},
    {"typo": "keyboard", "column": "word", "rate": 0.02},
    {"duplicate": "near", "rate": 0.01},
    {"drift": "linear", "column": "amount", "from": "2024-01-01", "to": "2024-06-01", "shift": 3},
    {"late": "word", "rate": 0.05, "by": "3h"},
]


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda o: next(iter(o)))
def test_overlays(overlay):
    made = copy.deepcopy(BASE)
    made["tables"]["orders"]["overlays"] = [overlay]
    assert schema.load(made).tables == ["customers", "orders", "ticks"]


REFUSED = [
    ({"exprr": "a"}, "'exprr' is not a key of a column; did you mean 'expr'?"),
    ({"typ": "int"}, "did you mean 'type'?"),
    ({"doc": "x"}, "a column has 'type', 'ref' or 'expr'; here is none of them"),
    (3, "a column is the name of a field, a list or a mapping with 'type', not 3"),
    ([], "must not be empty"),
    ("", "must be a name that is not empty"),
    ({"type": 3}, "'type' must be the name of a type or a field, not 3"),
    ({"type": "int", 3: 4}, "a key must be a text"),
    ({"type": "int", "min": "1"}, "must be a number, not '1'"),
    ({"type": "int", "min": True}, "must be a number, not true"),
    ({"type": "int", "min": 5, "max": 1}, "'min' (5) must not be above 'max' (1)"),
    ({"type": "int", "null": 1.5}, "must be at most 1"),
    ({"type": "int", "hidden": "yes"}, "must be true or false, not 'yes'"),
    (
        {"type": "int", "mim": 3},
        "'mim' is not a key of a column of type 'int'; did you mean 'min'?",
    ),
    ({"type": "int", "distribution": {"nromal": {}}}, "did you mean 'normal'?"),
    ({"type": "int", "distribution": {}}, "there is none"),
    (
        {"type": "int", "distribution": {"normal": {}, "uniform": {}}},
        "there is normal and uniform",
    ),
    ({"type": "int", "distribution": {"poisson": {}}}, "'mean' is missing"),
    ({"type": "int", "distribution": {"binomial": {"n": 3, "p": 2}}}, "at most 1"),
    ({"type": "int", "given": "quantity"}, "'given' needs 'cases'"),
    ({"type": "int", "cases": {"a": {"constant": 1}}}, "'cases' needs 'given'"),
    ({"type": "key", "step": 0}, "'step' must not be 0"),
    ({"type": "choice"}, "'values' is missing"),
    ({"type": "choice", "values": []}, "must be a list of values, or a mapping"),
    ({"type": "choice", "values": {"a": -1}}, "must not be negative"),
    ({"type": "choice", "values": {"a": 0}}, "no weight is above 0"),
    ({"type": "choice", "values": ["a"], "weights": [1, 2]}, "need as many weights, not 2"),
    ({"type": "date", "start": "2024-02-30", "end": "2024-03-01"}, "2024-02-30"),
    ({"type": "datetime", "after": "customers.joined"}, "how far? Give 'within'"),
    ({"type": "datetime", "within": "3d"}, "'within' goes with 'after' or 'before'"),
    ({"type": "datetime", "after": "customers.joined", "within": "3m"}, "is 'm' 'min' or 'mo'?"),
    ({"type": "datetime", "arrivals": True}, "'arrivals' needs 'start' and 'end'"),
    ({"type": "running", "op": "sum"}, "'of' is missing"),
    ({"type": "running", "op": "count"}, "'of' is missing"),
    ({"type": "running", "of": "amount", "scale": 2}, "'scale' is not a key of a column"),
    ({"type": "datetime", "timezone": "UTC"}, "'timezone' is not a key of a column"),
    ({"type": "running", "of": "amount", "op": "summ"}, "did you mean 'sum'?"),
    ({"type": "lookup", "given": "quantity"}, "'values' is missing"),
    ({"type": "sample", "rows": [], "value": "a"}, "must not be empty"),
    ({"type": "sample", "rows": [{"a": 1, "b": 2}]}, "'value' is missing"),
    ({"type": "sample", "rows": [{"a": 1}], "value": "b"}, "no row has 'b'"),
    ({"type": "template", "template": "{a"}, "not a template"),
    ({"type": "constant"}, "'value' is missing"),
    ({"type": "series", "switch": "3d"}, "'switch' goes with 'regimes'"),
    ({"ref": "customers"}, "a table and a column with a dot between"),
]


@pytest.mark.parametrize(("column", "said"), REFUSED, ids=str)
def test_what_is_no_form(column, said):
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(with_column(column)).generate(seed=1)
    assert said in str(caught.value)
    assert any(path.startswith("tables.orders.columns.x") for path, *_ in caught.value.errors)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("many", "must be an integer, or a mapping with 'per', 'every' or 'arrivals', not 'many'"),
        (True, "must be an integer"),
        (-1, "must be at least 0, not -1"),
        (2**60, "must be at most"),
        ({"per": "customers"}, "how many rows for each?"),
        (
            {"per": "customers", "distribution": "poisson"},
            "'mean' is missing, which 'poisson' needs",
        ),
        ({"per": "customers", "distribution": "poison", "mean": 3}, "did you mean 'poisson'?"),
        ({"per": "customers", "distribution": "poisson", "mean": 3, "count": 2}, "'count'"),
        ({"per": "customers", "mean": 3, "min": 5, "max": 1}, "'min' (5)"),
        ({"distribution": "poisson", "mean": 3}, "'per' is missing"),
        ({"every": "1x", "start": "2024-01-01", "points": 3}, "a number and a unit"),
        ({"every": "1h", "start": "2024-01-01"}, "give either 'end' or 'points'"),
    ],
)
def test_rows_that_are_none(rows, said):
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(with_rows(rows))
    assert said in str(caught.value)
    assert caught.value.errors[0][0].startswith("tables.orders.rows")


@pytest.mark.parametrize(
    ("correlation", "said"),
    [
        ({"columns": ["amount", "word"], "rho": 0.5}, "column 'word' is not a number"),
        ({"columns": ["amount", "amonut"], "rho": 0.5}, "did you mean 'amount'?"),
        ({"columns": ["amount"], "rho": 0.5}, "needs at least 2"),
        ({"columns": ["amount", "quantity"]}, "give either 'rho' or 'matrix'"),
        ({"columns": ["amount", "quantity"], "rho": 2}, "at most 1"),
        ({"columns": ["amount", "quantity"], "matrix": [[1, 0.5]]}, "2 rows of 2 numbers"),
        ({"columns": ["amount", "quantity"], "matrix": [[1, 0.5], [0.4, 1]]}, "symmetric"),
        ({"columns": ["amount", "quantity"], "copula": "clayton", "rho": 0.5}, "takes 'theta'"),
        ({"columns": ["amount", "quantity"], "copula": "frank"}, "must be one of"),
    ],
)
def test_correlations_that_are_none(correlation, said):
    made = copy.deepcopy(BASE)
    made["tables"]["orders"]["correlations"] = [correlation]
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(made)
    assert said in str(caught.value)
    assert caught.value.errors[0][0].startswith("tables.orders.correlations[0]")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tables": None}, "must be a mapping"),
        ({"tables": {}}, "must not be empty"),
        ({"tabels": {}}, "'tabels' is not a key of a schema; did you mean 'tables'?"),
        ({"seed": 1.5}, "must be an integer or a text, not 1.5"),
        ({"as_of": "soon"}, "must be a date or a time"),
        ({"locale": 3}, "a locale such as de_DE"),
        ({"name": 3}, "must be a text, not 3"),
    ],
)
def test_schemas_that_are_none(change, said):
    with pytest.raises(errors.SchemaError) as caught:
        schema.load({**copy.deepcopy(BASE), **change})
    assert said in str(caught.value)


@pytest.mark.parametrize("key", [0, None, 1.5, True, (1, 2)])
def test_names_that_are_no_texts(key):
    made = copy.deepcopy(BASE)
    made["tables"]["orders"]["columns"][key] = "name"
    with pytest.raises(errors.SchemaError, match=r"tables\.orders\.columns.*must be a text, not"):
        schema.load(made)


def test_all_that_is_wrong_is_said_at_once():
    made = copy.deepcopy(BASE)
    columns = made["tables"]["orders"]["columns"]
    columns["a"] = {"type": "int", "mim": 1}
    columns["b"] = {"exprr": "a"}
    made["tables"]["customers"]["row"] = 3
    with pytest.raises(errors.SchemaError) as caught:
        schema.load(made)
    paths = [path for path, *_ in caught.value.errors]
    assert sorted(paths) == [
        "tables.customers.row",
        "tables.orders.columns.a.mim",
        "tables.orders.columns.b",
    ]
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize(
    "column",
    [
        {"distribution": {"normal": {"mean": 0, "sd": 100}}},
        {"expr": "x * 1.000003 / 3"},
        {
            "given": "pick",
            "cases": {"a": {"normal": {"mean": 5, "sd": 9}}, "else": {"exponential": {"mean": 4}}},
        },
    ],
    ids=["distribution", "expression", "cases"],
)
def test_floats_have_a_scale_or_a_precision(column):
    def floats(**digits):
        columns = {
            "x": {
                "type": "float",
                "distribution": {"normal": {"mean": 0, "sd": 100}},
                "hidden": True,
            },
            "pick": {"type": "choice", "values": ["a", "b"], "hidden": True},
            "made": {"type": "float", **column, **digits},
        }
        found = schema.load({"tables": {"t": {"rows": 500, "columns": columns}}}).generate(seed=1)
        return [row["made"] for row in found["t"].records()]

    exact = floats()
    assert floats(precision=2) == floats(scale=2)
    assert all(abs(a - b) < 0.00501 for a, b in zip(exact, floats(precision=2)))
    assert all(round(value, 2) == value for value in floats(precision=2))
    assert any(round(value, 2) != value for value in exact)
    with pytest.raises(errors.SchemaError, match=r"'scale' and 'precision' of .* are the same"):
        floats(scale=2, precision=2)
