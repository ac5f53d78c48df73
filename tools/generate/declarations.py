"""The signatures of what the compiled module has beside the fields of the catalogue."""

from __future__ import annotations

#: The names that `_forgery` exports.
EXPORTS = (
    "DEBUG",
    "VALUES_VERSION",
    "Batch",
    "Batches",
    "Engine",
    "Faker",
    "Function",
    "NativeProvider",
    "PluginField",
    "ProviderBase",
    "Proxy",
    "Rows",
    "Table",
    "__version__",
    "_arrival_profile",
    "_arrival_rates",
    "_drawn",
    "_evaluate",
    "_forked",
    "_native_provider",
    "_find_fields",
    "_geo_columns",
    "_geo_countries",
    "_geo_distance",
    "_geo_features",
    "_geo_line",
    "_geo_names",
    "_geo_points",
    "_geo_route",
    "_geo_routes",
    "_geo_rows",
    "_plugins_replace",
    "_raise_interrupt",
    "_tables",
    "compat_changes",
    "compat_classes",
    "compat_count",
    "compat_exposed",
    "compat_function",
    "compat_head",
    "compat_nearest",
    "compat_repeat",
    "compat_rule",
    "compat_singular",
    "compat_table",
    "compat_touch",
    "compat_touch_all",
    "compat_unidecode",
    "entities",
    "fields",
    "locales",
    "set_threads",
    "threads",
    "types",
)

PREAMBLE = """\
import builtins
import datetime
import decimal
import inspect
import random as _random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, SupportsIndex, TypedDict, final, overload

import numpy
import numpy.random
import pyarrow as pa
from typing_extensions import CapsuleType, Self, TypeAlias, disjoint_base

#: The field of a column: its name, a sequence of name and arguments, or a mapping with `type`.
Spec: TypeAlias = str | Sequence[Any] | Mapping[str, Any]
#: A mapping from column names to fields. Not `Mapping[str, Spec]`, because to a type checker a dict
#: of strings and tuples that was assigned to a variable is a dict of objects.
Schema: TypeAlias = Mapping[str, Any]
#: What random values come from; None for a seed from the operating system.
Seed: TypeAlias = SupportsIndex | str | bytes | bytearray | None

class _Param(TypedDict):
    name: str
    annotation: str
    default: str | None
    doc: str

class _Field(TypedDict):
    name: str
    plural: str
    provider: str
    returns: str
    params: list[_Param]
    doc: str
    ours: bool

__version__: str
VALUES_VERSION: int
DEBUG: bool
"""

FUNCTIONS = """\
def fields() -> list[_Field]
def entities() -> list[tuple[str, str, str]]
def types() -> list[tuple[str, str]]
def locales() -> tuple[str, ...]
def set_threads(n: int) -> None
def threads() -> int
def _forked() -> None
def _raise_interrupt() -> None
def _drawn(locale: str, field: str, seed: int, now: int) -> tuple[str, int]
def _native_provider(capsule: object) -> NativeProvider | None
def _find_fields() -> None
def _plugins_replace() -> None
def _geo_columns(names: list[str], n: int, given: dict[str, Any], seed: Seed) -> dict[str, list[Any]]
def _geo_countries() -> list[dict[str, Any]]
def _geo_distance(a: Any, b: Any) -> float
def _geo_features(rows: Any) -> list[dict[str, Any]]
def _geo_line(a: Any, b: Any, points: int) -> list[tuple[float, float]]
def _geo_names() -> list[tuple[str, str]]
def _geo_points(n: int, given: dict[str, Any], seed: Seed) -> list[tuple[float, float]]
def _geo_route(start: Any, end: Any, mode: str, waypoints: int, seed: Seed) -> dict[str, Any]
def _geo_routes(n: int, given: dict[str, Any], seed: Seed) -> list[dict[str, Any]]
def _evaluate(text: str, names: dict[str, Any]) -> Any
def _arrival_profile(given: Any, start: Any, end: Any) -> tuple[int, list[float], list[float], list[float]]
def _arrival_rates(given: Any, start: Any, end: Any, moments: Any) -> list[float]
def _tables(schema: Any, locale: Any = ..., seed: Any = ..., as_of: Any = ..., overlays: bool = ...) -> dict[str, Table]
def _geo_rows(names: list[str], n: int, given: dict[str, Any], seed: Seed) -> list[dict[str, Any]]
def compat_classes() -> list[str]
def compat_head(class_id: str) -> str
def compat_table(class_id: str, name: str) -> Any
def compat_rule(class_id: str, name: str) -> tuple[list[tuple[str, Any]], Any] | None
def compat_function(class_id: str, name: str) -> Function
def compat_changes() -> int
def compat_touch(cls: type, name: str, /) -> None
def compat_touch_all() -> None
def compat_exposed(class_id: str, name: str) -> bool
def compat_unidecode(text: str) -> str
def compat_repeat(fake: Any, columns: list[Any], n: Any, shape: Any) -> list[Any]
def compat_count(what: str, n: Any, listed: bool) -> int
def compat_singular(plural: str) -> str | None
def compat_nearest(given: str, known: list[str]) -> str | None
"""

FAKER = """\
def __new__(cls, locale: str | Sequence[str] | None = None, seed: Seed = None, *, \
as_of: datetime.date | str | None = None) -> Self
def seed(self, seed: Seed = None) -> None
@property
def locales(self) -> list[str]
@property
def as_of(self) -> datetime.datetime
@property
def _registry(self) -> Any
@_registry.setter
def _registry(self, value: Any) -> None
def batch(self, field: str, n: int, /, *, unique: bool = False, **params: Any) -> list[Any]
def records(self, n: int, schema: Schema) -> list[dict[str, Any]]
def records_tuples(self, n: int, schema: Schema) -> list[tuple[Any, ...]]
def table(self, schema: Schema, rows: int) -> Table
def __getstate__(self) -> tuple[list[str], int, list[int], int, bool]
def __setstate__(self, state: tuple[Any, ...], /) -> None
"""

TABLE = """\
@property
def num_rows(self) -> int
@property
def column_names(self) -> list[str]
def __len__(self) -> int
def __iter__(self) -> Iterator[dict[str, Any]]
@overload
def __getitem__(self, key: SupportsIndex, /) -> dict[str, Any]
@overload
def __getitem__(self, key: slice, /) -> list[dict[str, Any]]
def column(self, name: str, rows: slice | None = None) -> list[Any]
def records(self) -> list[dict[str, Any]]
def records_tuples(self) -> list[tuple[Any, ...]]
@overload
def batches(self, size: int | None = None, *, start: int | None = None, \
tuples: Literal[False] = False) -> Iterator[list[dict[str, Any]]]
@overload
def batches(self, size: int | None = None, *, start: int | None = None, tuples: Literal[True]) \
-> Iterator[list[tuple[Any, ...]]]
def to_arrow(self, *, strings: Literal["string", "large_string", "string_view", "dictionary"] | None = None) \
-> pa.Table
def _laid_out(self, strings: str) -> Table
def _write(self, kind: str, file: int, after: Callable[[int], object]) -> None
def _text(self, start: int, stop: int, kind: str) -> list[bytes]
def _rows(self, start: int, stop: int) -> Rows
def _lines(self, start: int, stop: int, kind: str) -> bytes | None
def _labels(self, start: int, stop: int) -> list[tuple[int, str, str, str | None, str | None, int | None]]
def _overlaid(self) -> list[str]
def _types(self) -> list[str]
def _stream(self, start: int, stop: int, size: int | None = None) -> CapsuleType
def __arrow_c_schema__(self) -> CapsuleType
def __arrow_c_stream__(self, requested_schema: object | None = None) -> CapsuleType
"""

ROWS = """\
@property
def start(self) -> int
def __len__(self) -> int
def text(self, kind: str, options: dict[str, Any] | None = None) -> bytes
def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[CapsuleType, CapsuleType]
"""

BATCHES = """\
def __iter__(self) -> Self
def __next__(self) -> list[Any]
"""

BATCH = """\
@property
def n(self) -> int
@property
def rows(self) -> range
@property
def locale(self) -> str
@property
def as_of(self) -> datetime.datetime
@property
def label(self) -> str
@property
def seed(self) -> bytes
@property
def random(self) -> _random.Random
@property
def numpy(self) -> numpy.random.Generator
def draw(self, name: str, label: str | None = None, **params: Any) -> list[Any]
"""

PLUGIN_FIELD = """\
def __new__(cls, name: str, distribution: str, doc: str, params: Sequence[Any], \
parts: Sequence[tuple[str, str, bool]], part: int, entity: str | None, function: str, \
sequential: bool, make: Any) -> Self
@property
def name(self) -> str
def values(self, seed: bytes, n: int, locale: str, as_of: int, kwargs: dict[str, Any], whole: bool, \
registry: Any) -> list[Any]
"""

NATIVE_PROVIDER = """\
@property
def contract(self) -> int
@property
def description(self) -> str
"""

PROVIDER_BASE = """\
def __new__(cls, *_args: Any, **_kwargs: Any) -> Self
@property
def generator(self) -> Any
@generator.setter
def generator(self, value: Any) -> None
"""

ENGINE = """\
def __new__(cls, *_args: Any, **_kwargs: Any) -> Self
@property
def random(self) -> _random.Random
@random.setter
def random(self, value: _random.Random) -> None
def _populate(self, locale: str, use_weighting: bool, classes: list[Any], formatters: list[Any]) -> None
def _touch(self) -> None
def _is_pristine(self) -> bool
def _made(self) -> tuple[str | None, list[Any] | None, list[Any] | None]
def _make(self, locale: str | None, classes: list[Any] | None, template: list[Any] | None) -> None
"""

PROXY = """\
def __new__(cls, *_args: Any, **_kwargs: Any) -> Self
@property
def _single(self) -> Any
@_single.setter
def _single(self, value: Any) -> None
"""

FUNCTION = """\
@property
def __name__(self) -> str
@property
def __qualname__(self) -> str
@property
def __signature__(self) -> inspect.Signature
@property
def __isabstractmethod__(self) -> bool
def __call__(self, *args: Any, **kwargs: Any) -> Any
def __get__(self, instance: object, owner: type | None = None, /) -> Any
def __copy__(self) -> Self
def __deepcopy__(self, _memo: object, /) -> Self
"""
