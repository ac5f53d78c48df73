"""The columns of records on the drop-in: from what a schema says to the calls of Faker's that they equal.

Everything that can be known without drawing is checked here, before the first value is drawn.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MethodType

from .. import errors
from .._forgery import Function, compat_nearest, fields
from ._types import TYPES
from ._types import call as call_of
from .generator import Generator
from .proxy import Faker, OptionalProxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from inspect import Signature
    from typing import Any

#: Types that hide a method of Faker's: the method is meant by its own parameters.
_TYPES_FIRST = frozenset({"date", "text", "time"})
_MODIFIERS = ("null", "unique", "seed", "format")
#: What a proxy or a generator has that makes no value.
_NO_FIELDS = (
    {name for kind in (Faker, Generator) for name in dir(kind)}
    | {"factories", "locales", "providers", "weights"}
) - {"format", "parse"}
#: How a proxy of several locales draws one.
_DRAWING = (
    "__getattr__",
    "__getattribute__",
    "_map_provider_method",
    "_select_factory",
    "_select_factory_choice",
    "_select_factory_distribution",
    "factories",
)
#: Parameters on which the type of a method's values depends.
_SHIFTING = frozenset({"cast_to", "raw_output", "tzinfo"})
_DATES = ("datetime.date", "datetime.datetime", "datetime.time")


class Column:
    """A column that was checked: the call that makes its values."""

    __slots__ = ("args", "format", "kwargs", "method", "name", "null", "unique")

    def __init__(self, name: str, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]):
        """Without modifiers.

        Args:
            name: The column's name.
            method: The method that makes its values.
            args: What it is given by position.
            kwargs: What it is given by name.
        """
        self.name = name
        self.method = method
        self.args = args
        self.kwargs = kwargs
        self.null: float | None = None
        self.unique = False
        self.format: str | None = None

    def wanted(self, fake: Faker) -> tuple[Any, ...]:
        """What the engine needs to make the values.

        Args:
            fake: Whose method it is.
        """
        finish = _writer(self.format) if self.format else None
        source: Any = fake
        if self.unique:
            source = fake.unique
        if self.null is None:
            locales = None if self.unique else locales_of(fake, self.method)
            return source, self.method, self.args, self.kwargs, None, finish, locales
        source, prob = fake.optional, 1 - self.null
        if type(source) is OptionalProxy:
            return source, self.method, self.args, self.kwargs, prob, finish, None
        return source, self.method, self.args, {**self.kwargs, "prob": prob}, None, finish, None


def parse(fake: Faker, schema: Any) -> list[Column]:
    """The columns of a schema.

    Args:
        fake: Who makes the values.
        schema: A mapping from column names to fields.

    Raises:
        forgery.errors.ForgeryError: Something is wrong with it.
    """
    if not isinstance(schema, Mapping):
        message = f"a schema is a mapping from column names to fields, not {schema!r}"
        raise errors.SchemaError(message)
    if not schema:
        raise errors.SchemaError("a schema needs at least one column")
    columns = []
    for name, spec in schema.items():
        if not isinstance(name, str):
            message = f"a column's name must be a string, not {name!r}"
            raise errors.SchemaError(message)
        try:
            columns.append(_column(fake, name, spec))
        except errors.ForgeryError as error:
            named = type(error)(f"column '{name}': {error}")
            named.column = name
            raise named from None
    return columns


def call(
    fake: Faker, field: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """The call that makes the values of a batch.

    Args:
        fake: Who makes the values.
        field: A method, or a type that no method hides.
        args: What it is given by position.
        kwargs: What it is given by name.

    Raises:
        forgery.errors.ForgeryError: There is no such field.
    """
    if not isinstance(field, str):
        message = f"field must be a string, not {field!r}"
        raise errors.InvalidTypeError(message)
    methods = _methods(fake, field)
    if field in TYPES and not methods:
        field, args, kwargs = call_of(field, args, kwargs)
        methods = _methods(fake, field)
    _check_name(fake, field, methods)
    return field, args, kwargs


def locales_of(fake: Faker, method: str) -> tuple[Any, list[Any], list[float] | None] | None:
    """Of which locales a call draws one, as the engine needs to know it; None where only the proxy knows.

    Args:
        fake: The proxy.
        method: What is called.
    """
    kind = type(fake)
    if len(fake.factories) < 2 or method in vars(fake) or hasattr(kind, method):
        return None
    own = vars(fake).keys()
    if any(name in own or getattr(kind, name) is not getattr(Faker, name) for name in _DRAWING):
        return None
    if any(type(factory) is not Faker for factory in fake.factories):
        return None
    return (fake.factories[0], *fake._map_provider_method(method))


def arrow_types(fake: Faker, schema: Any) -> dict[str, Any]:
    """For each column the type that pyarrow would find in its values, as far as that is known without any.

    Args:
        fake: Who makes the values.
        schema: A mapping from column names to fields.
    """
    import pyarrow as pa

    known = {
        "str": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "bytes": pa.binary(),
        "datetime.date": pa.date32(),
        "datetime.datetime": pa.timestamp("us"),
        "datetime.time": pa.time64("us"),
        "datetime.timedelta": pa.duration("us"),
    }
    types: dict[str, Any] = {}
    for column in parse(fake, schema):
        methods = _methods(fake, column.method)
        if column.format:
            types[column.name] = pa.string()
        elif column.method == "random_element" and column.args:
            types[column.name] = pa.array(list(column.args[0])).type
        else:
            kind = _returns().get(column.method) if _is_settled(column, methods) else None
            types[column.name] = known.get(kind or "", pa.null())
    return types


def _is_settled(column: Column, methods: list[Any]) -> bool:
    """Whether the values are of the type that the catalogue says."""
    if not all(isinstance(getattr(method, "__func__", None), Function) for method in methods):
        return False
    given = set(column.kwargs)
    for signature, bound in _signatures(methods):
        given |= set(list(signature.parameters)[len(bound) :][: len(column.args)])
    return given.isdisjoint(_SHIFTING) and column.method != "pytimezone"


def _column(fake: Faker, name: str, spec: Any) -> Column:
    field, args, given = _read(spec)
    if "." in field:
        message = (
            f"{field!r} is a field of forgery.Faker, whose columns can describe one person or place;"
            " the drop-in takes Faker's methods, such as 'name'"
        )
        raise errors.UnavailableFieldError(message)
    methods = _methods(fake, field)
    is_type = field in TYPES and (field in _TYPES_FIRST or not methods)
    modifiers = {key: given[key] for key in _MODIFIERS if key in given}
    if modifiers and not is_type:
        # A parameter of the method's own hides a modifier.
        taken = {key for signature, _ in _signatures(methods) for key in signature.parameters}
        modifiers = {key: value for key, value in modifiers.items() if key not in taken}
    for key in modifiers:
        del given[key]
    if is_type:
        field, args, given = call_of(field, args, given)
        methods = _methods(fake, field)
    _check_name(fake, field, methods)
    _check_arguments(field, methods, args, given)
    column = Column(name, field, args, given)
    if modifiers:
        _modify(column, modifiers)
    return column


def _read(spec: Any) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """The three forms of a column: a name, a sequence, a mapping."""
    if isinstance(spec, str):
        return spec, (), {}
    if isinstance(spec, Mapping):
        given = dict(spec)
        for key in given:
            if not isinstance(key, str):
                message = f"a parameter's name must be a string, not {key!r}"
                raise errors.SchemaError(message)
        if "type" not in given:
            raise errors.SchemaError("a field's mapping needs 'type', the field's name")
        field = given.pop("type")
        if not isinstance(field, str):
            message = f"'type' must be a field's name, not {field!r}"
            raise errors.InvalidTypeError(message)
        return field, (), given
    if isinstance(spec, (list, tuple)):
        if not spec:
            raise errors.SchemaError("a field's sequence must not be empty")
        if not isinstance(spec[0], str):
            message = f"a field's sequence starts with its name, a string, not {spec[0]!r}"
            raise errors.SchemaError(message)
        return spec[0], tuple(spec[1:]), {}
    message = (
        "a field is a name, a sequence such as ('int', 18, 65) or a mapping with 'type',"
        f" not {spec!r}"
    )
    raise errors.SchemaError(message)


def _modify(column: Column, modifiers: dict[str, Any]) -> None:
    if "seed" in modifiers:
        message = (
            "'seed' equals no call of Faker's, whose values all come from one state;"
            " columns of forgery.Faker can have seeds of their own"
        )
        raise errors.SchemaError(message)
    unique = modifiers.get("unique", False)
    if not isinstance(unique, bool):
        message = f"'unique' must be True or False, not {unique!r}"
        raise errors.InvalidTypeError(message)
    column.unique = unique
    if "null" in modifiers:
        column.null = _probability(modifiers["null"])
        if unique:
            message = "'null' and 'unique' exclude each other: Faker has no call that is both"
            raise errors.SchemaError(message)
    if "format" in modifiers:
        column.format = _format(modifiers["format"])
        if _returns().get(column.method) not in _DATES:
            raise errors.InvalidValueError("'format' is for dates and times only")


def _probability(null: Any) -> float:
    if isinstance(null, bool) or not isinstance(null, (int, float)):
        message = f"'null' must be a probability from 0 to 1, not {null!r}"
        raise errors.InvalidTypeError(message)
    if not 0 <= null < 1:
        message = (
            f"'null' must be at least 0 and less than 1, not {null!r}:"
            " it equals fake.optional with prob = 1 - null"
        )
        raise errors.InvalidValueError(message)
    return null


def _format(text: Any) -> str:
    if isinstance(text, str) and (text == "iso" or "%" in text):
        return text
    message = f"'format' must be 'iso' or a pattern of strftime such as '%d.%m.%Y', not {text!r}"
    raise errors.InvalidTypeError(message)


def _writer(text: str) -> Callable[[Any], str]:
    if text == "iso":
        return lambda value: str(value.isoformat())
    return lambda value: str(value.strftime(text))


def _generators(fake: Faker) -> Iterator[Any]:
    for factory in fake.factories:
        if isinstance(factory, Faker):
            yield from _generators(factory)
        else:
            yield factory


def _methods(fake: Faker, name: str) -> list[Any]:
    """What a call of a proxy's attribute may call, found without drawing a locale."""
    if name.startswith("_") or name in _NO_FIELDS:
        return []
    if len(fake.factories) > 1 and name in fake.generator_attrs:
        return []
    for space in (vars(fake), *map(vars, type(fake).__mro__)):
        if name in space:
            return [getattr(fake, name)]
    found = (getattr(generator, name, None) for generator in _generators(fake))
    return [method for method in found if callable(method)]


def _check_name(fake: Faker, field: str, methods: list[Any]) -> None:
    # A subclass may find attributes in its own way.
    if methods or type(fake).__getattr__ is not Faker.__getattr__:
        return
    if field in _returns():
        message = f"field {field!r} is not available in {', '.join(fake.locales)}"
        raise errors.UnavailableFieldError(message)
    known = {name for generator in _generators(fake) for name in vars(generator)} | set(TYPES)
    near = compat_nearest(field, sorted(name for name in known if not name.startswith("_")))
    hint = f"; did you mean {near!r}?" if near else ""
    message = f"unknown field {field!r}{hint}"
    raise errors.UnknownFieldError(message)


def _signatures(methods: list[Any]) -> Iterator[tuple[Signature, tuple[None, ...]]]:
    """The signatures of what a call may call, and what stands for the arguments that are bound already."""
    for method in methods:
        bound = isinstance(method, MethodType)
        signature = _signature(method.__func__ if bound else method)
        if signature is not None:
            yield signature, (None,) if bound else ()


@functools.lru_cache(maxsize=1024)
def _signature(function: Any) -> Signature | None:
    import inspect

    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def _check_arguments(
    field: str, methods: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    for signature, bound in _signatures(methods):
        wrong = _misfit(signature, (*bound, *args), kwargs)
        if wrong is None:
            continue
        names = list(signature.parameters)[len(bound) :]
        accepted = ", ".join(map(repr, names)) or "no parameters"
        unknown = next((key for key in kwargs if key not in names), None)
        if unknown is None:
            message = f"{field}(): {wrong}; it takes {accepted}"
            raise errors.InvalidTypeError(message)
        near = compat_nearest(unknown, names)
        hint = f"; did you mean {near!r}?" if near else ""
        message = f"field {field!r} has no parameter {unknown!r}{hint}; it takes {accepted}"
        raise errors.UnknownParameterError(message)


def _misfit(signature: Signature, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
    """Why a call's arguments do not fit, if they do not."""
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    return None


@functools.cache
def _returns() -> dict[str, str]:
    """What the fields of the catalogue return, as annotations."""
    return {field["name"]: field["returns"] for field in fields() if not field["ours"]}
