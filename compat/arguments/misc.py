"""Hashes, identifiers, passwords, files and tables of other values.

`small` is an argument group that the matrix sets: `{"min_value": 5, "max_value": 9}`.
"""

from __future__ import annotations

import csv
import datetime
import decimal
import json
import uuid
from typing import Any

from arguments import call, each, fresh


class Semicolons(csv.Dialect):
    """A dialect of one's own."""

    delimiter = ";"
    quotechar = "'"
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = csv.QUOTE_MINIMAL


class Encoder(json.JSONEncoder):
    """Writes what JSON does not know as text."""

    def default(self, value: Any) -> Any:
        """The text of a date or a number."""
        if isinstance(value, (datetime.date, decimal.Decimal)):
            return f"<{value}>"
        return super().default(value)


def as_hex(value: uuid.UUID) -> str:
    """A function to cast with."""
    return value.hex


def refuse(value: uuid.UUID) -> str:
    """A function to cast with that raises."""
    raise LookupError(f"no {type(value).__name__}")


TOKENS = ("{{name}}", "{{random_int}} ##??", "{{pyint:small}}")
COLUMNS = [
    ("{{name}}",),
    TOKENS,
    list(TOKENS),
    ("fixed", '"quoted"', "a,b|c\td"),
    (),
    ("{{no_such_field}}",),
    ("{{pyint:no_such_group}}",),
    "{{name}}",
    None,
    (5,),
]
TABLES = ("csv", "tsv", "psv", "dsv")
JSON_COLUMNS = [
    {"Spec": "@1.0.1", "ID": "pyint", "Details": {"Name": "name", "Address": "address"}},
    {"Candidates": ["name", "name", "name"]},
    {"Small": "pyint:small", "Text": "{{ pyint:small }} of {{name}}"},
    {"fixed": 5, "true": True, "half": 0.5, "nested": {"deep": {"deeper": ("pyint", "@word")}}},
    {"list": [{"a": "pyint"}, "pystr", 7, None]},
    {"set": {"pyint"}},
    [("Name", "name"), ("Points", "pyint", {"min_value": 50, "max_value": 100})],
    [("A", ("B", "pyint")), ("C", [(None, "name"), (None, "pyint")])],
    [("A", (("B", "pyint"), ("C", "name"))), ("D", [("E", "pybool")])],
    [(None, "pyint")],
    [("A", "pyint", [1, 2])],
    [("A", "pyint", {"no_such": 1})],
    [("A", "no_such_field")],
    [("A",)],
    {"A": "pyint:no_such_group"},
    {"A": "no_such_field"},
    {"A": None},
    {},
    [],
    (("A", "pyint"),),
    "name",
    5,
]
WIDTHS = [
    [(20, "name"), (3, "pyint", {"min_value": 50, "max_value": 100})],
    [(5, "pyint:small"), (12, "{{ pyint:small }} x"), (4, "@word")],
    [(10, "date_object"), (1, "pystr")],
    [(8, "pyfloat"), (8, "boolean")],
    [],
    [(-3, "name")],
    [("5", "name")],
    [(5, "name", "x")],
    [(5, "no_such_field")],
    [(5,)],
    "abc",
    5,
]
SIZES: list[dict[str, Any]] = [
    {},
    {"uncompressed_size": 1_000, "min_file_size": 100},
    {"uncompressed_size": 1_000, "min_file_size": 1_000},
    {"uncompressed_size": 500, "num_files": 5, "min_file_size": 10},
    {"uncompressed_size": 500, "num_files": 5, "min_file_size": 100},
    {"uncompressed_size": 100, "num_files": 2, "min_file_size": 100},
    {"uncompressed_size": 0},
    {"uncompressed_size": "many"},
    {"num_files": 0},
    {"num_files": 1.0},
    {"min_file_size": -1},
    {"uncompressed_size": 300, "num_files": True, "min_file_size": 20},
]
COMPRESSIONS = [None, "bzip2", "bz2", "lzma", "xz", "deflate", "gzip", "gz", "", "zip", 5]

CASES = [
    *each("boolean", "chance_of_getting_true", [0, 1, 25, 99, 100, 101, -1, 33.3, None, "50"]),
    call("boolean", 75),
    *each("binary", "length", [0, 1, 2, 300, 2.0, -1, None, "5", True]),
    call("binary", 64),
    *(
        call(method, raw)
        for method in ("md5", "sha1", "sha256")
        for raw in (True, False, 1, None, "")
    ),
    *(call(method, raw_output=True) for method in ("md5", "sha1", "sha256")),
    *(
        call(method, cast)
        for method in ("uuid1", "uuid4", "uuid7")
        for cast in (None, str, int, as_hex, repr, bytes, refuse, lambda value: value.bytes, 5)
    ),
    *(
        call(method, cast_to=cast)
        for method in ("uuid1", "uuid4", "uuid7")
        for cast in (None, str, lambda value: value.fields)
    ),
    *each("password", "length", [0, 3, 4, 5, 8, 40, 500, -1, None, "12", 10.0]),
    *(
        call("password", length, special, digits, upper, lower)
        for length in (4, 12)
        for special in (False, True)
        for digits in (False, True)
        for upper in (False, True)
        for lower in (False, True)
    ),
    *(
        call("password", **{name: value})
        for name in ("special_chars", "digits", "upper_case", "lower_case")
        for value in (False, None, 1)
    ),
    call("password", length=1, special_chars=False, digits=False, upper_case=False),
    *(call(method, **sizes) for method in ("zip", "tar") for sizes in SIZES if sizes),
    *(
        call(method, 2_000, 3, 100, compression)
        for method in ("zip", "tar")
        for compression in COMPRESSIONS
    ),
    *each("image", "size", [(1, 1), [16, 8], (32, 64), (0, 5), 8, ("4", 4), (4, 4, 4)]),
    *each("image", "image_format", ["png", "PNG", "jpeg", "gif", "bmp", "ppm", "", "nope"]),
    *each("image", "hue", ["red", 120, (10, 20), "crimson"]),
    *each("image", "luminosity", ["dark", "random"]),
    call("image", (20, 10), "bmp", "blue", "light"),
    *(call(method, num_rows=rows) for method in TABLES for rows in (1, 2, 0, -1, "3", 2.0, True)),
    *(call(method, data_columns=columns) for method in TABLES for columns in COLUMNS),
    *(
        call(method, header=header, data_columns=TOKENS, num_rows=2, include_row_ids=ids)
        for method in TABLES
        for header in (None, ("A", "B", "C"), ["A", "B", "C"], ("A",), [], "ABC", 5, (1, None, 2.5))
        for ids in (False, True)
    ),
    *(call(method, fresh(lambda: ["N", "A"]), num_rows=1) for method in ("csv", "tsv", "psv")),
    *each(
        "dsv", "dialect", ["excel", "excel-tab", "unix", "faker-csv", "nope", "", None, Semicolons]
    ),
    call("dsv", Semicolons, ("A", "B"), ("{{name}}", "it's;{{random_int}}"), 3, True),
    *(
        call("dsv", num_rows=2, **given)
        for given in (
            {"delimiter": ";"},
            {"delimiter": "||"},
            {"delimiter": "\t", "quotechar": "'"},
            {"quoting": csv.QUOTE_NONE, "escapechar": "\\"},
            {"quoting": csv.QUOTE_NONE},
            {"quoting": csv.QUOTE_NONNUMERIC},
            {"lineterminator": "\n"},
            {"doublequote": False, "escapechar": "!"},
            {"no_such": 1},
        )
    ),
    call("csv", delimiter=";"),
    *(
        call(method, columns, rows)
        for method in ("json", "json_bytes")
        for columns in JSON_COLUMNS
        for rows in (1, 2)
    ),
    *(
        call(method, num_rows=rows)
        for method in ("json", "json_bytes")
        for rows in (0, 3, -1, "1", None)
    ),
    *(
        call(method, {"a": "pyint", "b": ["pystr"]}, 2, indent)
        for method in ("json", "json_bytes")
        for indent in (None, 0, 2, "\t", -1)
    ),
    *(
        call(method, data_columns=columns, num_rows=1, cls=cls)
        for method in ("json", "json_bytes")
        for columns in (
            {"d": "date_object"},
            {"d": "pydecimal"},
            {"n": "name"},
            {"t": "time_delta"},
        )
        for cls in (None, Encoder)
    ),
    *each("fixed_width", "data_columns", WIDTHS),
    *each("fixed_width", "num_rows", [0, 1, 3, -1, "2"]),
    *each("fixed_width", "align", ["left", "middle", "right", "", None, 5]),
    call("fixed_width", [(6, "pyint"), (9, "word")], 2, "right"),
    *each("xml", "nb_elements", [0, 1, 4, -1, "3"]),
    *each("xml", "variable_nb_elements", [True, False]),
    *each("xml", "value_types", [[str], [int, float], ["name"], str, ("date_object", "pybool")]),
    *each("xml", "allowed_types", [[str], [int]]),
    call("xml", 3, False, [int]),
    call("null_boolean", 1),
]
