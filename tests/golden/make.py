"""Write or check the golden values: short hashes of what each field, schema and place makes from seed 42.

    python tests/golden/make.py --write
    python tests/golden/make.py --check

They change exactly when `forgery.VALUES_VERSION` does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from catalogue import FIELDS, HOSTED, arguments, text
from forgery import VALUES_VERSION, Faker, _forgery, geo, load_schema
from forgery._yaml import load
from forgery.errors import ForgeryError, MissingExtraError

PATH = Path(__file__).with_name("values.json")
#: Schemas of several tables, which have every form of the language.
SCHEMAS: dict[str, Any] = load(Path(__file__).with_name("schemas.yaml").read_text("utf-8"))
#: Countries with all kinds of postcodes, telephone numbers and streets.
COUNTRIES = ("US", "DE", "FR", "JP", "BR", "GB", "CA", "IN", "EG", "KR")

#: Locales of which each field has a hash of its own: all kinds of scripts, calendars and numbers.
LOCALES = (
    "en_US",
    "ar_SA",
    "cs_CZ",
    "de_DE",
    "el_GR",
    "es_ES",
    "fa_IR",
    "fr_FR",
    "hi_IN",
    "ja_JP",
    "pt_BR",
    "ru_RU",
    "th_TH",
    "zh_CN",
)

#: Fields whose values depend on the release of another library: zlib, Pillow, xmltodict.
FOREIGN = {"image", "tar", "xml", "zip"}

#: Rows of records: entities, types, modifiers, several locales.
SCHEMA = {
    **{name: name for name, _, _ in _forgery.entities()},
    "other": "other:person.email",
    "int": ("int", -(10**12), 10**12),
    "float": {"type": "float", "precision": 3, "null": 0.25},
    "decimal": "decimal",
    "date": "date",
    "iso": {"type": "datetime", "format": "iso"},
    "text": ("text", 10, 80),
    "choice": {"type": "choice", "values": ["a", "b"], "weights": [1, 9]},
    "seeded": {"type": "uuid", "seed": "x"},
}


def short(value: Any) -> str:
    """Eight hexadecimal digits that stand for a value."""
    return hashlib.sha256(text(value).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def of_field(locale: str, field: str) -> str | None:
    """The hash of a field, None if it is not to be had."""
    fake = Faker(locale, seed=42)
    try:
        return short(fake.batch(field, 50, **arguments(field)))
    except MissingExtraError:
        raise
    except ForgeryError:
        return None


def fields(locale: str) -> dict[str, str]:
    """The hash of each field that a locale has, but the slow ones if it is not one of `LOCALES`."""
    names = set(FIELDS) - FOREIGN - (set() if locale in LOCALES else HOSTED)
    made = {name: of_field(locale, name) for name in sorted(names)}
    return {name: value for name, value in made.items() if value is not None}


def records(locale: Any) -> str:
    """The hash of rows that lie across the end of a chunk, and far away."""
    table = Faker(locale, seed=42).table(SCHEMA, rows=10**12)
    return short([table[1000:1050], table[-3:]])


#: Batches and a column of values that are all different.
UNIQUE: dict[str, dict[str, Any]] = {
    "choice": {"values": list(range(100))},
    "city": {},
    "first_name": {},
    "integer": {"min": 0, "max": 10**6},
    "name": {},
    "sentence": {},
    "uuid": {},
}


def unique() -> dict[str, str]:
    """The hash of each of `UNIQUE`, and of a column."""
    made = {
        field: short(Faker(seed=42).batch(field, 50, unique=True, **kwargs))
        for field, kwargs in UNIQUE.items()
    }
    column = {"type": "int", "min": 1, "max": 10**4, "unique": True}
    table = Faker(seed=42).table({"column": column}, rows=10**4)
    return {**made, "a column": short(table.column("column"))}


def schema(name: str) -> dict[str, Any]:
    """The hash of each column of a schema's tables, and of their labels."""
    data = load_schema(SCHEMAS[name]).generate(seed=42)
    made: dict[str, Any] = {}
    for key, table in data.all().items():
        made[key] = {column: short(table.column(column)) for column in table.column_names}
        labels = data.labels(key) if SCHEMAS[name]["tables"][key].get("overlays") else []
        if labels:
            made[key]["labels"] = short([tuple(label) for label in labels])
    return made


def places() -> dict[str, Any]:
    """The hash of places, points, ways and points of interest."""
    square = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [0, 9], [0, 0]]]}
    points: dict[str, dict[str, Any]] = {
        "near": {"near": "Berlin", "radius_km": 5},
        "bbox": {"bbox": [175, -20, -175, -10]},
        "polygon": {"polygon": square},
        "line": {"line": ["Paris", "Vienna, AT"], "width_km": 20},
    }
    modes = ("car", "truck", "bicycle", "walk", "train", "plane")
    return {
        "addresses": {c: short(geo.addresses(50, country=c, seed=42)) for c in COUNTRIES},
        "pois": {c: short(geo.pois(20, c, seed=42)) for c in COUNTRIES},
        "points": {name: short(geo.points(50, seed=42, **how)) for name, how in points.items()},
        "route": {m: short(geo.route("Berlin", "Munich, DE", mode=m, seed=42)) for m in modes},
        "routes": {c: short(geo.routes(3, c, seed=42)) for c in COUNTRIES[:3]},
        "distance": short(geo.distance("Paris", (51.5, -0.13))),
    }


def values() -> dict[str, Any]:
    """All golden values."""
    each = {locale: fields(locale) for locale in _forgery.locales()}
    return {
        "version": VALUES_VERSION,
        "fields": {locale: each[locale] for locale in LOCALES},
        "locales": {locale: short(made) for locale, made in each.items()},
        "records": {locale: records(locale) for locale in LOCALES},
        "mixed": records(list(LOCALES)),
        "unique": unique(),
        "schemas": {name: schema(name) for name in SCHEMAS},
        "geo": places(),
    }


def differences(old: Any, new: Any, path: str = "") -> list[str]:
    """Where two trees of values differ."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return [] if old == new else [path]
    names = sorted({*old, *new})
    return [d for n in names for d in differences(old.get(n), new.get(n), f"{path}/{n}".strip("/"))]


def main() -> int:
    """Run the program; the exit status is 1 if a value differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true")
    mode.add_argument("--check", action="store_true")
    made = values()
    if parser.parse_args().write:
        PATH.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    found = differences(json.loads(PATH.read_text(encoding="utf-8")), made)
    sys.stdout.writelines(f"{path} differs\n" for path in found)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
