"""What all models share: the class, and the types of plain values."""

import datetime
import re
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


class Form(BaseModel):
    """A mapping with known keys: any other is an error, and no value is turned into another."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, protected_namespaces=()
    )


def wrong(key: str, message: str) -> NoReturn:
    """Say that a value does not go with the others.

    Args:
        key: The key at which it stands; empty for the mapping as a whole.
        message: What is wrong.
    """
    raise PydanticCustomError("wrong", "{message}", {"message": message, "key": key})


def needs(form: Any, keys: tuple[str, ...], why: str) -> None:
    """Check that keys are there.

    Args:
        form: The mapping, read.
        keys: The keys.
        why: What needs them.
    """
    for key in keys:
        if getattr(form, key) is None:
            wrong("", f"'{key}' is missing: {why}")


def forbids(form: Any, keys: tuple[str, ...], why: str) -> None:
    """Check that keys are not there.

    Args:
        form: The mapping, read.
        keys: The keys.
        why: What has no use for them.
    """
    for key in keys:
        if key in form.model_fields_set:
            wrong(key, f"'{key}' {why}")


def ordered(form: Any, low: str = "min", high: str = "max") -> None:
    """Check that one bound is not above another.

    Args:
        form: The mapping, read.
        low: The key of the lower bound.
        high: The key of the upper bound.
    """
    least, most = getattr(form, low), getattr(form, high)
    if least is None or most is None or isinstance(least, str) or isinstance(most, str):
        return
    try:
        above = least > most
    except TypeError:  # a day and a moment
        return
    if above:
        wrong(low, f"'{low}' ({_plain(least)}) must not be above '{high}' ({_plain(most)})")


def _plain(value: Any) -> Any:
    """A number as it was written: 5 has become 5.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, datetime.date, datetime.time)):
        return value
    raise PydanticCustomError("scalar", "a plain value")


def _moment(value: Any) -> Any:
    if isinstance(value, datetime.date) or (
        isinstance(value, str) and (_RELATIVE.fullmatch(value) or _is_date(value))
    ):
        return value
    raise PydanticCustomError(
        "moment", "a date or a time such as 2026-01-31 or 2026-01-31T09:30, 'now', or '-30d'"
    )


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ]\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_RELATIVE = re.compile(r"now|today|(?:[+-]\s*\d+\s*[A-Za-z]+\s*)+")
_SPAN = re.compile(r"(?:(?:\d+(?:\.\d+)?|\.\d+)\s*(us|ms|s|min|h|d|w|mo|q|y)\s*)+")

#: Units of spans, as in `3h`.
UNITS = ("us", "ms", "s", "min", "h", "d", "w", "mo", "q", "y")


def _span(value: Any) -> Any:
    text = value.strip() if isinstance(value, str) else ""
    if _SPAN.fullmatch(text) or isinstance(value, datetime.timedelta):
        return value
    hint = "; is 'm' 'min' or 'mo'?" if re.fullmatch(r"[\d.]+\s*m", text) else ""
    units = " ".join(UNITS)
    wrong("", f"must be a number and a unit of {units}, such as 90min, not {value!r}{hint}")


def _number_or_text(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:
        return value
    raise PydanticCustomError("number_or_text", "a number, a column or an expression")


def _start(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        return value
    return _moment(value)


def _integer(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("int_type", "an integer")


def _dotted(value: str) -> str:
    table, dot, column = value.partition(".")
    if not (table and dot and column):
        raise PydanticCustomError("dotted", "a table and a column with a dot between, such as a.id")
    return value


def _named(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("named", "a name that is not empty")
    return value


def _json(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


Number = Annotated[float, Field(strict=True)]
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Integer = Annotated[int, PlainValidator(_integer), _json(type="integer")]
Count = Annotated[int, Field(ge=0)]
AtLeastOne = Annotated[int, Field(ge=1)]
Digits = Annotated[int, Field(ge=0, le=38)]
Text = Annotated[str, AfterValidator(_named)]
#: The name of a table, a column or a link.
Name = Annotated[str, AfterValidator(_named)]
#: `table.column`, or `link.column`.
Dotted = Annotated[str, AfterValidator(_dotted), _json(type="string", pattern=r"^.+\..+$")]
#: An expression that gives a value.
Expression = Annotated[str, AfterValidator(_named)]
Scalar = Annotated[
    Any,
    PlainValidator(_scalar),
    _json(type=["string", "number", "boolean", "null"]),
]
Moment = Annotated[
    Any,
    PlainValidator(_moment),
    _json(type="string", description="a date, a time, '-30d' or 'now'"),
]
#: A moment, or a column or an expression that gives one.
MomentOf = Annotated[Any, PlainValidator(_start), _json(type="string")]
Span = Annotated[
    Any,
    PlainValidator(_span),
    _json(type="string", pattern=rf"^\s*([0-9.]+\s*({'|'.join(UNITS)})\s*)+$"),
]
NumberOf = Annotated[Any, PlainValidator(_number_or_text), _json(type=["number", "string"])]


def weighed(weights: Any) -> Any:
    """Check weights: numbers that are not negative, one of them above 0.

    Args:
        weights: The weights.
    """
    for weight in weights:
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            wrong("", f"a weight must be a number, not {weight!r}")
        if not 0 <= weight < float("inf"):
            wrong("", f"a weight must not be negative or infinite, and {weight} is")
    if not any(weights):
        wrong("", "no weight is above 0")
    return weights


def _values(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and value:
        return value
    if isinstance(value, dict) and value:
        weighed(value.values())
        return value
    raise PydanticCustomError("values", "a list of values, or a mapping from values to weights")


#: Values to choose from, with weights if it is a mapping.
Values = Annotated[
    Any,
    PlainValidator(_values),
    _json(
        anyOf=[
            {"type": "array", "minItems": 1},
            {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
        ]
    ),
]
Weights = Annotated[
    list[Any], AfterValidator(weighed), _json(type="array", items={"type": "number"})
]
