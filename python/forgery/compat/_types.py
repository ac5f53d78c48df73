"""The types of the records' schemas, each as the call of Faker's that it equals.

An argument that a column leaves out is left out of the call, whose own default then holds.
"""

from __future__ import annotations

import datetime
import re
from collections import OrderedDict
from collections.abc import Mapping

from .._forgery import compat_nearest
from ..errors import (
    InvalidTypeError,
    InvalidValueError,
    UnavailableFieldError,
    UnknownParameterError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Call = tuple[str, tuple[Any, ...], dict[str, Any]]

_DATE = ("date_between", {"start": "start_date", "end": "end_date"})
_DATETIME = ("date_time_between", {"start": "start_date", "end": "end_date"})
_TIME = ("time_object", {"end_datetime": "end_datetime"})
_INT = ("random_int", {"min": "min", "max": "max"})

#: The method that a type calls, and what its parameters are called there.
TYPES: dict[str, tuple[str, dict[str, str]]] = {
    "bool": ("boolean", {"chance_of_getting_true": "chance_of_getting_true"}),
    "bytes": ("binary", {"length": "length"}),
    "calendar_date": _DATE,
    "choice": ("random_element", {"values": "elements", "weights": "weights"}),
    "clock_time": _TIME,
    "date": _DATE,
    "datetime": _DATETIME,
    "decimal": (
        "pydecimal",
        {"min": "min_value", "max": "max_value", "scale": "right_digits"},
    ),
    "float": (
        "pyfloat",
        {"min": "min_value", "max": "max_value", "precision": "right_digits"},
    ),
    "int": _INT,
    "integer": _INT,
    "pattern": ("bothify", {"text": "text", "letters": "letters"}),
    "text": ("text", {"max": "max_nb_chars"}),
    "text_between": ("text", {}),
    "time": _TIME,
    "timestamp": _DATETIME,
    "uuid": ("uuid4", {}),
}

#: Types with the names of methods of Faker's, and the parameters by which the method is meant.
_METHODS = {
    "date": {"pattern"},
    "text": {"max_nb_chars", "ext_word_list"},
    "time": {"pattern"},
}

_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?")


def call(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call:
    """The call that a type with its arguments equals: the method, what it is given by position and by name.

    Args:
        name: The type, one of `TYPES`.
        args: Arguments by position.
        kwargs: Arguments by name.

    Raises:
        forgery.errors.ForgeryError: There is no such call.
    """
    if not _METHODS.get(name, set()).isdisjoint(kwargs) or (name == "text" and _has_words(args)):
        return name, args, kwargs
    method, params = TYPES[name]
    _check_text(name, args, kwargs)
    given = _bind(name, list(params), args, kwargs)
    if name == "choice":
        return method, (_elements(given),), {}
    if method in {"date_between", "date_time_between"}:
        given = {key: _moment(method, value) for key, value in given.items()}
    values = list(given.items())
    # Where a type's parameters are the method's first ones, what has no name needs none there either.
    places = 0 if method in {"pyfloat", "pydecimal"} else len(args)
    named = {params[key]: value for key, value in values[places:]}
    return method, tuple(value for _, value in values[:places]), named


def _has_words(args: tuple[Any, ...]) -> bool:
    """Whether the arguments of a text by position are Faker's: a length, and words."""
    return len(args) == 2 and (args[1] is None or isinstance(args[1], (list, tuple)))


def _check_text(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    bounded = len(args) > 1 or "min" in kwargs
    if name == "text_between" or (name == "text" and bounded):
        message = (
            f"{name!r} with a least length equals no call of Faker's;"
            " ('text', 200) is fake.text(200), at most 200 characters, and forgery.Faker has both bounds"
        )
        raise UnavailableFieldError(message)


def _bind(
    name: str, params: list[str], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    accepted = ", ".join(map(repr, params)) or "no parameters"
    if len(args) > len(params):
        message = f"the arguments of {name!r} must be {accepted}, not {len(args)} values"
        raise InvalidTypeError(message)
    given = dict(zip(params, args))
    for key, value in kwargs.items():
        if key not in params:
            near = compat_nearest(key, params)
            hint = f"; did you mean {near!r}?" if near else ""
            message = f"type {name!r} has no parameter {key!r}{hint}; it takes {accepted}"
            raise UnknownParameterError(message)
        if key in given:
            message = f"{key!r} is given twice for {name!r}"
            raise InvalidValueError(message)
        given[key] = value
    return given


def _elements(given: dict[str, Any]) -> Any:
    """What `random_element` is given: the values, or an OrderedDict of their weights."""
    if "values" not in given:
        raise InvalidValueError("'choice' needs 'values': the values to choose from")
    values, weights = given["values"], given.get("weights")
    if isinstance(values, Mapping):
        if weights is not None:
            raise InvalidValueError("'values' has its weights already: it is a mapping")
        values = values if isinstance(values, OrderedDict) else OrderedDict(values)
    number = _length("values", values)
    if number == 0:
        raise InvalidValueError("'values' must have at least one value")
    if weights is None:
        return values
    if _length("weights", weights) != number:
        message = f"{len(weights)} weights were given for {number} values"
        raise InvalidValueError(message)
    try:
        weighted = OrderedDict(zip(values, weights))
    except TypeError:
        weighted = OrderedDict()
    if len(weighted) != number:
        message = (
            "values with weights must be hashable and different:"
            " they equal fake.random_element(OrderedDict(…))"
        )
        raise InvalidValueError(message)
    return weighted


def _length(name: str, given: Any) -> int:
    try:
        return len(given)
    except TypeError:
        message = f"{name!r} must be a sequence, not {type(given).__name__}"
        raise InvalidTypeError(message) from None


def _moment(method: str, value: Any) -> Any:
    """A bound of dates; text in ISO's form, which Faker does not read, is read here."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return value
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError as error:
        raise InvalidValueError(f"{value!r} is no date: {error}") from None
    return moment.date() if method == "date_between" else moment
