"""Dates and times."""

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ._base import (
    Expression,
    Form,
    MomentOf,
    Name,
    NotNegative,
    Number,
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


def _spell(key: Any) -> bool:
    parts = str(key).split("-")
    return 1 <= len(parts) <= 2 and all(part.isdigit() and int(part) <= 24 for part in parts)


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
    subdivision: Optional[Text] = None
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


class Arrivals(Form):
    """How often events come, over time."""

    hours: Optional[Hours] = None
    weekdays: Optional[Factors] = None
    holidays: Optional[Holidays] = None
    months: Optional[Factors] = None
    growth: Optional[Number] = Field(None, description="A year: 0.2 is a fifth more", gt=-1)
    noise: Optional[NotNegative] = None
    timezone: Optional[Name] = None


def _rate_form(value: Any) -> Optional[str]:
    if value is True:
        return "<true>"
    return "<arrivals>" if isinstance(value, (dict, Arrivals)) else None


Rate = Annotated[
    Union[Annotated[Literal[True], Tag("<true>")], Annotated[Arrivals, Tag("<arrivals>")]],
    Discriminator(
        _rate_form,
        custom_error_type="arrivals",
        custom_error_message="true, or a mapping that says how often events come",
    ),
]


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
    timezone: Optional[Name] = None
    sorted: Optional[bool] = Field(None, description="In ascending order within each parent")

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
    utc: Optional[bool] = None


class Tick(Column):
    """The time of the row in a table with `every`."""

    type: Literal["tick"]
    utc: bool = Field(False, description="UTC in place of the local wall time")
