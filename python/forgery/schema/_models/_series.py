"""Series: values that are carried along ticks."""

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ._base import (
    Digits,
    Form,
    NotNegative,
    Number,
    NumberOf,
    Positive,
    Share,
    Span,
    Text,
    Weights,
    wrong,
)
from ._column import Column
from ._distributions import AnyDistribution


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


#: The unit of time that a process' figures are of.
Per = Literal["step", "ms", "s", "min", "h", "d", "w", "mo", "q", "y"]
Rate = Annotated[Any, PlainValidator(_rate), WithJsonSchema({"type": ["number", "string"]})]


class Season(Form):
    """A pattern that repeats."""

    period: Span
    amplitude: Optional[NumberOf] = None
    phase: Any = Field(None, description="When the peak comes")
    shape: Optional[Literal["sine", "triangle", "square", "sawtooth", "steps", "smooth"]] = Field(
        None, description="Steps and smooth are shapes of weights"
    )
    weights: Optional[Weights] = Field(None, description="The pattern, point by point")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.amplitude is None and self.weights is None:
            wrong("", "give 'amplitude' or 'weights'")
        return self


def _season_form(value: Any) -> Optional[str]:
    if isinstance(value, (dict, Season)):
        return "<season>"
    return "<seasons>" if isinstance(value, list) else None


Seasons = Annotated[
    Union[Annotated[Season, Tag("<season>")], Annotated[list[Season], Tag("<seasons>")]],
    Discriminator(
        _season_form,
        custom_error_type="seasons",
        custom_error_message="a mapping such as {period: 1d, amplitude: 5}, or a list of them",
    ),
]


class Ar1(Form):
    """Each value pulls the next towards itself."""

    phi: Number = Field(gt=-1, lt=1)
    sd: Optional[NotNegative] = None
    mean: Optional[Number] = None
    per: Optional[Per] = None


class Gbm(Form):
    """Geometric Brownian motion, a year's figures."""

    drift: Optional[Number] = None
    volatility: Optional[NotNegative] = None
    per: Optional[Per] = Field(None, description="What the figures are of: a year, y")


class Ou(Form):
    """A walk that is drawn back to a mean."""

    mean: Optional[Number] = None
    rate: Positive
    sd: Optional[NotNegative] = None
    per: Optional[Per] = None


class Walk(Form):
    """A random walk."""

    sd: Optional[NotNegative] = None
    drift: Optional[Number] = None
    per: Optional[Per] = None


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

    omega: Optional[Positive] = None
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

    name: Optional[Text] = None
    share: Optional[NotNegative] = Field(None, description="The share of the time")
    drift: Optional[Number] = None
    volatility: Optional[NotNegative] = None
    level: Optional[Number] = Field(None, description="Added to the value")


class Jumps(Form):
    """Sudden changes."""

    rate: Rate = Field(description="2/y: twice a year")
    size: AnyDistribution
    decay: Any = Field(None, description="The time after which half of a jump is left")


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
    span: Any = Field(None, description="How long a gap is, about: 6h")


def _missing_form(value: Any) -> Optional[str]:
    if isinstance(value, (dict, Missing)):
        return "<spans>"
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return "<rate>" if number else None


AnyMissing = Annotated[
    Union[Annotated[Missing, Tag("<spans>")], Annotated[Share, Tag("<rate>")]],
    Discriminator(
        _missing_form,
        custom_error_type="missing_values",
        custom_error_message="a share, or a mapping with 'rate' and 'span'",
    ),
]


class SeriesParts(Form):
    """What a series is made of."""

    start: Optional[NumberOf] = Field(None, description="The level at the first tick")
    trend: Optional[Number] = None
    trend_unit: Optional[Text] = None
    seasonality: Optional[Seasons] = None
    noise: Optional[AnyDistribution] = None
    process: Optional[Process] = None
    volatility: Optional[Volatility] = None
    regimes: Optional[list[Regime]] = Field(None, min_length=2)
    switch: Any = Field(None, description="How long a regime lasts, about")
    jumps: Optional[Jumps] = None
    combine: Optional[Literal["add", "multiply"]] = None
    correlation: Optional[Correlation] = None
    min: Optional[Number] = None
    max: Optional[Number] = None
    missing: Optional[AnyMissing] = None

    @model_validator(mode="after")
    def _regimes(self) -> Self:
        if self.switch is not None and self.regimes is None:
            wrong("switch", "'switch' goes with 'regimes'")
        return self


class Rounded(Form):
    """Values with so many digits."""

    scale: Optional[Digits] = Field(None, description="Digits after the point")
    precision: Optional[Digits] = Field(None, description="The same")


class Series(Column, SeriesParts, Rounded):
    """A value carried along the ticks of a table with `every`."""

    type: Literal["series"]


class BarParts(SeriesParts):
    """What a series of bars is made of."""

    gaps: Optional[Share] = Field(None, description="The share of a step before the open", lt=1)
    volume: Any = Field(None, description="The mean, or `mean`, `sd` and `move`")


class Bar(Column, BarParts, Rounded):
    """One value of the bar (open, high, low, close, volume) of a series over a tick."""

    type: Literal["bar"]
    of: Optional[BarParts] = Field(None, description="The series, where it does not stand here")
    value: Literal["open", "high", "low", "close", "volume"] = "close"
    as_: Optional[Text] = Field(None, alias="as", description="Which of several series")
