"""Series: values that are carried along ticks."""

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ._base import (
    Digits,
    Form,
    NotNegative,
    NumberOf,
    Share,
    Span,
    Text,
    Weights,
    wrong,
)
from ._column import Column
from ._distributions import Distribution


def _rate(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e300:
        return value
    if isinstance(value, str):
        number, slash, unit = value.partition("/")
        try:
            good = float(number) >= 0
        except ValueError:
            good = False
        if good and slash and unit.strip() in {"ms", "s", "min", "h", "d", "w", "mo", "q", "y"}:
            return value
    raise PydanticCustomError("rate", "a number, or a number and a unit such as 2/y")


Rate = Annotated[Any, PlainValidator(_rate), WithJsonSchema({"type": ["number", "string"]})]


class Season(Form):
    """A pattern that repeats."""

    period: Span
    amplitude: Optional[NumberOf] = None
    phase: Optional[Span] = Field(None, description="When the peak comes")
    shape: Optional[Literal["sine", "triangle", "square", "sawtooth"]] = None
    weights: Optional[Weights] = Field(None, description="The pattern, point by point")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.amplitude is None and self.weights is None:
            wrong("", "give 'amplitude' or 'weights'")
        return self


class Ar1(Form):
    """Each value pulls the next towards itself."""

    phi: NumberOf
    sd: NumberOf


class Gbm(Form):
    """Geometric Brownian motion, a year's figures."""

    drift: NumberOf
    volatility: NumberOf


class Ou(Form):
    """A walk that is drawn back to a mean."""

    mean: NumberOf
    rate: NumberOf
    sd: NumberOf


class Walk(Form):
    """A random walk."""

    sd: NumberOf
    drift: Optional[NumberOf] = None


class Process(Form):
    """How each value follows from the one before: one of these."""

    ar1: Optional[Ar1] = None
    gbm: Optional[Gbm] = None
    ou: Optional[Ou] = None
    walk: Optional[Walk] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.model_fields_set) != 1:
            wrong("", "a process is one of ar1, gbm, ou, walk, with its parameters")
        return self


class Garch(Form):
    """Volatility that follows its own past."""

    omega: NotNegative
    alpha: NotNegative
    beta: NotNegative

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.alpha + self.beta >= 1:
            wrong("", "'alpha' and 'beta' must be less than 1 together: else it grows for ever")
        return self


class Volatility(Form):
    """How volatility changes."""

    garch: Garch


class Regime(Form):
    """A state of the market, or of a machine."""

    name: Text
    share: Optional[Share] = Field(None, description="The share of the time")
    drift: Optional[NumberOf] = None
    volatility: Optional[NumberOf] = None
    mean: Optional[NumberOf] = None
    sd: Optional[NumberOf] = None
    factor: Optional[NumberOf] = None


class Jumps(Form):
    """Sudden changes."""

    rate: Rate = Field(description="2/y: twice a year")
    size: Distribution


class Correlation(Form):
    """How the series of several keys go together."""

    of: Optional[Text] = Field(None, description="The key")
    matrix: Optional[list[list[float]]] = None
    rho: Optional[float] = Field(None, ge=-1, le=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.matrix is None) == (self.rho is None):
            wrong("", "give either 'matrix' or 'rho'")
        return self


class Missing(Form):
    """Spans without values."""

    rate: Share
    span: Optional[Span] = None


class SeriesParts(Form):
    """What a series is made of."""

    start: Optional[NumberOf] = Field(None, description="The level at the first tick")
    trend: Optional[NumberOf] = None
    trend_unit: Optional[Literal["ms", "s", "min", "h", "d", "w", "mo", "q", "y"]] = None
    seasonality: Optional[list[Season]] = None
    noise: Optional[Distribution] = None
    process: Optional[Process] = None
    volatility: Optional[Volatility] = None
    regimes: Optional[list[Regime]] = Field(None, min_length=1)
    switch: Optional[Span] = Field(None, description="How long a regime lasts, about")
    jumps: Optional[Jumps] = None
    combine: Optional[Literal["add", "multiply"]] = None
    correlation: Optional[Correlation] = None
    min: Optional[NumberOf] = None
    max: Optional[NumberOf] = None
    scale: Optional[Digits] = None
    missing: Optional[Missing] = None

    @model_validator(mode="after")
    def _regimes(self) -> Self:
        if self.switch is not None and self.regimes is None:
            wrong("switch", "'switch' goes with 'regimes'")
        return self


class Series(Column, SeriesParts):
    """A value carried along the ticks of a table with `every`."""

    type: Literal["series"]


def _bar_form(value: Any) -> Optional[str]:
    if isinstance(value, str):
        return "<text>"
    return "<series>" if isinstance(value, (dict, SeriesParts)) else None


Of = Annotated[
    Union[Annotated[Text, Tag("<text>")], Annotated[SeriesParts, Tag("<series>")]],
    Discriminator(
        _bar_form,
        custom_error_type="of",
        custom_error_message="the parts of a series, or the name of one",
    ),
]


class Bar(Column):
    """One value of the bar (open, high, low, close, volume) of a series over a tick."""

    type: Literal["bar"]
    of: Of
    value: Literal["open", "high", "low", "close", "volume"]
    scale: Optional[Digits] = None
    volume: Any = Field(None, description="How volumes are distributed")
    steps: Optional[int] = Field(None, ge=1, description="Steps of the series within a bar")
