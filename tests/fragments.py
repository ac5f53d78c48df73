"""Parts of schemas as pages show them, each within a schema of which it may be a part."""

from __future__ import annotations

import re
from typing import Any

import forgery
from forgery._yaml import load

CHOICE = {"type": "choice", "values": ["a", "b", "c"]}
NUMBER = {"type": "float", "distribution": {"normal": {"mean": 50, "sd": 9}}}
TIMES = {"type": "datetime", "start": "2024-01-01", "end": "2024-12-31"}

#: What stands around the parts on each page: tables, of which the last is the one that a part belongs to.
AROUND: dict[str, dict[str, Any]] = {
    "docs/distributions.md": {
        "rows": {
            "rows": 40,
            "columns": dict.fromkeys(("income", "spend", "a", "b", "c", "loss", "delay"), NUMBER),
        }
    },
    "docs/expressions.md": {
        "customers": {
            "rows": 10,
            "columns": {
                "id": {"type": "key"},
                "segment": {**CHOICE, "values": ["business", "consumer"]},
            },
        },
        "orders": {
            "rows": {"per": "customers", "count": 4},
            "columns": {
                "customer_id": {"ref": "customers.id"},
                "price": {"type": "decimal", "min": 1, "max": 20},
                "quantity": {"type": "int", "min": 1, "max": 9},
            },
        },
    },
    "docs/geo.md": {"rows": {"rows": 10, "columns": {}}},
    "docs/overlays.md": {
        "rows": {
            "rows": 3000,
            "columns": {
                "id": {"type": "key"},
                "name": "person.name",
                "first_name": "person.first_name",
                "last_name": "person.last_name",
                "email": "person.email",
                "phone": "phone_number",
                "city": "place.city",
                "birthday": "date_of_birth",
                "age": {"type": "int", "min": 18, "max": 90},
                "active": "bool",
                "segment": CHOICE,
                "payment": {**CHOICE, "values": {"card": 0.6, "cash": 0.3, "wallet": 0.1}},
                "joined": {"type": "date", "start": "2020-01-01", "end": "2024-12-31"},
                "ordered": TIMES,
                "event_time": TIMES,
                **dict.fromkeys(("amount", "price", "income", "reading"), NUMBER),
            },
        }
    },
    "docs/time.md": {
        "stations": {"rows": 2, "columns": {"id": {"type": "key"}}},
        "rows": {
            "rows": {"every": "1h", "start": "2024-03-30", "points": 100},
            "columns": {"at": {"type": "tick"}},
        },
    },
}
#: Keys of a table; any other is the name of a column.
KEYS = {"rows", "columns", "correlations", "overlays", "primary_key", "truth"}


def alternatives(code: str) -> list[Any]:
    """What a part says; where a key stands more than once, each time is a part of its own."""
    parts = [part for part in re.split(r"^(?=[^\s#-])", code, flags=re.MULTILINE) if part.strip()]
    keys = [part.split(":")[0] for part in parts]
    return [load(part) for part in parts] if len(set(keys)) < len(keys) else [load(code)]


def within(page: str, part: Any) -> dict[str, Any]:
    """A schema with a part of one: columns, keys of a table, or a list of overlays."""
    tables = dict(AROUND[page])
    name = list(tables)[-1]
    table = {**tables[name], "columns": dict(tables[name]["columns"])}
    if isinstance(part, list):
        table["overlays"] = part
    else:
        for key, value in part.items():
            if key == "columns" or key not in KEYS:
                table["columns"].update(value if key == "columns" else {key: value})
            else:
                table[key] = value
    return {"seed": 1, "tables": {**tables, name: table}}


def check(page: str, code: str) -> None:
    """Check that rows can be made of a part, and that each overlay has changed something."""
    for part in alternatives(code):
        data = forgery.load_schema(within(page, part)).generate()
        name = list(data.all())[-1]
        assert data[name][:2]
        if isinstance(part, list):
            kinds = {label.kind for label in data.labels(name)}
            said = {next(f"{kind}:" for kind in overlay) for overlay in part}
            assert all(any(k.startswith(s[:-1]) for k in kinds) for s in said), (said, kinds)
