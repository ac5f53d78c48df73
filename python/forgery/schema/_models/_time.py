"""Dates and times."""

import re
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ..._arrivals import PRESETS, expanded
from ._base import (
    Count,
    Expression,
    Form,
    MomentOf,
    Name,
    NotNegative,
    Span,
    Text,
    ordered,
    wrong,
)
from ._column import Column
from ._distributions import AnyDistribution


def _hours(value: Any) -> Any:
    if value == "business":
        return value
    if isinstance(value, (list, tuple)) and len(value) == 24 and _factors(value):
        return value
    if isinstance(value, dict) and value and _factors(value.values()) and all(map(_spell, value)):
        return value
    message = "'business', 24 weights, or weights of hours such as {9-18: 0.7, 18-9: 0.3}"
    raise PydanticCustomError("hours", "{message}", {"message": message})


_HOUR = r"(?:24|[01]?\d|2[0-3])(?::[0-5]\d)?"


def _spell(key: Any) -> bool:
    return re.fullmatch(rf"\s*{_HOUR}\s*-\s*{_HOUR}\s*", str(key)) is not None


def _factors(values: Any) -> bool:
    return all(
        isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e300
        for value in values
    )


Hours = Annotated[
    Any, PlainValidator(_hours), WithJsonSchema({"type": ["string", "object", "array"]})
]


class Holidays(Form):
    """How much happens on holidays."""

    country: Optional[Text] = Field(None, description="ISO 3166 code")
    subdivision: Optional[Text] = Field(None, description="A state or a region of the country")
    factor: Optional[NotNegative] = Field(None, description="So many times the usual")
    days: Optional[dict[str, NotNegative]] = Field(None, description="Factors of days by name")
    dates: Any = Field(None, description="The days: filled in from `country`")


def _factors_of(value: Any) -> Any:
    if value == "business":
        return value
    if isinstance(value, (list, tuple)) and len(value) in {7, 12} and _factors(value):
        return value
    if isinstance(value, dict) and value and _factors(value.values()):
        return value
    raise PydanticCustomError("factors", "a list of factors, or a mapping from names such as sat")


#: Factors of days of the week or of months: a list, or a mapping; what is not there has 1.
Factors = Annotated[
    Any, PlainValidator(_factors_of), WithJsonSchema({"type": ["string", "object", "array"]})
]


def _growth(value: Any) -> Any:
    share = value
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([+-]?[0-9.]+)\s*/\s*[0-9.]*\s*(?:d|w|mo|q|y)\s*", value)
        try:
            share = float(match[1]) if match else None
        except ValueError:
            share = None
    if isinstance(share, bool) or not isinstance(share, (int, float)):
        raise PydanticCustomError("growth", "a share per year such as 0.2, or a text as '0.02/mo'")
    if not -1 < share < 1e9:
        wrong("", f"growth is a share above -1, and {value!r} is not")
    return value


Growth = Annotated[Any, PlainValidator(_growth), WithJsonSchema({"type": ["number", "string"]})]

_SD = Field(None, description="The standard deviation of the factors' logarithms", ge=0, le=5)


class Noises(Form):
    """Random factors of each day, each week and each month."""

    day: Optional[float] = _SD
    week: Optional[float] = _SD
    month: Optional[float] = _SD


def _noise_form(value: Any) -> Optional[str]:
    if isinstance(value, (dict, Noises)):
        return "<noises>"
    return "<noise>" if isinstance(value, (int, float)) else None


AnyNoise = Annotated[
    Union[
        Annotated[float, Field(ge=0, le=5), Tag("<noise>")],
        Annotated[Noises, Tag("<noises>")],
    ],
    Discriminator(
        _noise_form,
        custom_error_type="noise",
        custom_error_message="a number, or a mapping such as {day: 0.1, week: 0.2}",
    ),
]


def _preset(value: Any) -> Any:
    if isinstance(value, str):
        try:
            expanded(value)
        except ValueError as error:
            wrong("", str(error))
        return value
    raise PydanticCustomError("preset", "the name of a preset, such as shopping")


Preset = Annotated[
    Any, PlainValidator(_preset), WithJsonSchema({"type": "string", "enum": list(PRESETS)})
]


class Arrivals(Form):
    """How often events come, over time: the product of its parts."""

    preset: Optional[Preset] = Field(None, description="What the others are laid over")
    hours: Optional[Hours] = Field(
        None, description="`business`, 24 weights, or weights of spans such as {9-18: 0.7}"
    )
    weekdays: Optional[Factors] = Field(
        None, description="Factors of days of the week; `business` is none at weekends"
    )
    weekday: Optional[NotNegative] = Field(None, description="Monday to Friday, so many times")
    weekend: Optional[NotNegative] = Field(None, description="Saturday and Sunday, so many times")
    holidays: Optional[Holidays] = Field(None, description="Factors of holidays")
    months: Optional[Factors] = Field(None, description="Factors of months")
    growth: Optional[Growth] = Field(None, description="A year: 0.2 is a fifth more; or 0.02/mo")
    noise: Optional[AnyNoise] = Field(None, description="Of days, or of days, weeks and months")
    timezone: Optional[Name] = Field(None, description="Europe/Berlin; UTC if there is none")


def _rate_form(value: Any) -> Optional[str]:
    if value is True:
        return "<true>"
    if isinstance(value, str):
        return "<preset>"
    return "<arrivals>" if isinstance(value, (dict, Arrivals)) else None


Rate = Annotated[
    Union[
        Annotated[Literal[True], Tag("<true>")],
        Annotated[Preset, Tag("<preset>")],
        Annotated[Arrivals, Tag("<arrivals>")],
    ],
    Discriminator(
        _rate_form,
        custom_error_type="arrivals",
        custom_error_message="true, a preset, or a mapping that says how often events come",
    ),
]


class Events(Form):
    """A row for each event of a rate, for each row of a parent if there is one."""

    arrivals: Rate = Field(description="How often events come, over time")
    per_day: Optional[NotNegative] = Field(
        None, description="How many come a day on average; the number of rows is Poisson's"
    )
    count: Optional[Count] = Field(None, description="How many there are, in place of `per_day`")
    start: MomentOf = Field(description="Not before")
    end: MomentOf = Field(description="Before this moment")
    per: Optional[Name] = Field(None, description="The table of the parents")
    total: Optional[Count] = Field(None, description="No more rows than this in the whole table")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.per_day is None) == (self.count is None):
            wrong("", "give either 'per_day' or 'count'")
        if isinstance(self.start, str) == isinstance(self.end, str):
            ordered(self, "start", "end")
        return self


class _Moment(Column):
    start: Optional[MomentOf] = Field(None, description="Not before")
    end: Optional[MomentOf] = Field(None, description="Not after")
    after: Optional[Expression] = Field(None, description="Later than this column or expression")
    before: Optional[Expression] = Field(None, description="Earlier than this column or expression")
    within: Optional[Span] = Field(None, description="Not farther than this: 2y")
    at_least: Optional[Span] = Field(None, description="Not nearer than this: 1h")
    until: Optional[MomentOf] = Field(None, description="Never later than this")
    distribution: Optional[AnyDistribution] = Field(None, description="Of the distance, in units")
    unit: Optional[Literal["ms", "s", "min", "h", "d", "w", "mo", "q", "y"]] = Field(
        None, description="The unit of the distance"
    )
    arrivals: Optional[Rate] = Field(
        None, description="Times in ascending order that follow a rate"
    )
    sorted: Optional[bool] = Field(
        None, description="In ascending order within each parent, with `after` or `before`"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._distance()
        if isinstance(self.start, str) == isinstance(self.end, str):
            ordered(self, "start", "end")
        if self.arrivals is not None and (self.start is None or self.end is None):
            wrong("arrivals", "'arrivals' needs 'start' and 'end'")
        return self

    def _distance(self) -> None:
        if self.after is not None and self.before is not None:
            wrong("before", "give either 'after' or 'before'; 'until' is an upper bound")
        anchored = self.after is not None or self.before is not None
        if anchored and self.within is None and self.distribution is None:
            wrong("", "how far? Give 'within', such as 30d, or 'distribution' and 'unit'")
        if self.distribution is not None and self.unit is None:
            wrong("distribution", "'unit' is missing: the unit of the distance, such as d")
        for key in ("within", "at_least", "distribution", "unit"):
            if not anchored and getattr(self, key) is not None:
                wrong(key, f"'{key}' goes with 'after' or 'before'")
        if anchored and self.arrivals is not None:
            wrong(
                "arrivals", "'arrivals' goes with 'start' and 'end', not with 'after' or 'before'"
            )


class Date(_Moment):
    """Days."""

    type: Literal["date"]


class Datetime(_Moment):
    """Moments."""

    type: Literal["datetime"]
    precision: Optional[Literal["us", "ms", "s", "min", "h", "d"]] = Field(
        None, description="The smallest unit that is there"
    )


class Tick(Column):
    """The time of the row in a table whose rows are ticks or events."""

    type: Literal["tick"]
    precision: Optional[Literal["us", "ms", "s", "min", "h", "d"]] = Field(
        None, description="The smallest unit that is there, of events"
    )
    utc: bool = Field(False, description="UTC in place of the local wall time")
