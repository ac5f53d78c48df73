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

    period: Span = Field(
        description="How long it is: 1d, 1w, 1y; days and longer are the calendar's"
    )
    amplitude: Optional[NumberOf] = Field(None, description="How far it goes to either side")
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

    phi: Number = Field(gt=-1, lt=1, description="Which share of a deviation is left a step later")
    sd: Optional[NotNegative] = Field(
        None, description="The standard deviation of a step's innovation"
    )
    mean: Optional[Number] = Field(None, description="What it returns to")
    per: Optional[Per] = Field(None, description="What the figures are of: a step")


class Gbm(Form):
    """Geometric Brownian motion, a year's figures."""

    drift: Optional[Number] = Field(None, description="The mean of the growth")
    volatility: Optional[NotNegative] = Field(
        None, description="The standard deviation of the growth"
    )
    per: Optional[Per] = Field(None, description="What the figures are of: a year, y")


class Ou(Form):
    """A walk that is drawn back to a mean."""

    mean: Optional[Number] = Field(None, description="What it returns to")
    rate: Positive = Field(description="Half of a deviation is gone after ln 2 / rate")
    sd: Optional[NotNegative] = Field(
        None, description="The standard deviation of what is added by chance"
    )
    per: Optional[Per] = Field(None, description="What the figures are of: a step")


class Walk(Form):
    """A random walk."""

    sd: Optional[NotNegative] = Field(None, description="The standard deviation of a step")
    drift: Optional[Number] = Field(None, description="The mean of a step")
    per: Optional[Per] = Field(None, description="What the figures are of: a step")


class Process(Form):
    """How each value follows from the one before: one of these."""

    ar1: Optional[Ar1] = Field(None, description="Autoregressive")
    gbm: Optional[Gbm] = Field(None, description="Geometric Brownian motion: prices")
    ou: Optional[Ou] = Field(None, description="Ornstein and Uhlenbeck's")
    walk: Optional[Walk] = Field(None, description="A random walk")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.model_fields_set) != 1:
            wrong("", "a process is one of ar1, gbm, ou, walk, with its parameters")
        return self


class Garch(Form):
    """Volatility that follows its own past."""

    omega: Optional[Positive] = Field(
        None, description="Sets the variance of a step, in place of the process"
    )
    alpha: NotNegative = Field(description="What the last innovation adds")
    beta: NotNegative = Field(description="What is left of the variance before")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.alpha + self.beta >= 1:
            wrong("", "'alpha' and 'beta' must be less than 1 together: else it grows for ever")
        return self


class Volatility(Form):
    """How volatility changes."""

    garch: Garch = Field(description="Calm times and lively ones")


class Regime(Form):
    """A state of the market, or of a machine."""

    name: Optional[Text] = Field(None, description="Its name")
    share: Optional[NotNegative] = Field(None, description="The share of the time")
    drift: Optional[Number] = Field(None, description="The process' drift meanwhile")
    volatility: Optional[NotNegative] = Field(None, description="The process' volatility meanwhile")
    level: Optional[Number] = Field(None, description="Added to the value")


class Jumps(Form):
    """Sudden changes."""

    rate: Rate = Field(description="2/y: twice a year")
    size: AnyDistribution = Field(description="How far: a distribution or a number")
    decay: Any = Field(None, description="The time after which half of a jump is left")


class Correlation(Form):
    """How the series of several keys go together."""

    of: Optional[Text] = Field(None, description="The key")
    matrix: Optional[list[list[float]]] = Field(
        None, description="The correlation of each of the first series with each other"
    )
    rho: Optional[float] = Field(
        None, ge=-1, le=1, description="The correlation of each series with each other"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.matrix is None) == (self.rho is None):
            wrong("", "give either 'matrix' or 'rho'")
        return self


class Missing(Form):
    """Spans without values."""

    rate: Share = Field(description="The share of the steps without a value")
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
    trend: Optional[Number] = Field(
        None, description="What is added for each step, or each `trend_unit`"
    )
    trend_unit: Optional[Text] = Field(None, description="The unit of time of the trend, such as y")
    seasonality: Optional[Seasons] = Field(None, description="A season, or a list of them")
    noise: Optional[AnyDistribution] = Field(
        None, description="Of each step by itself: a distribution, or a standard deviation"
    )
    process: Optional[Process] = Field(None, description="What is carried along by chance")
    volatility: Optional[Volatility] = Field(
        None, description="How the size of the innovations changes"
    )
    regimes: Optional[list[Regime]] = Field(
        None, min_length=2, description="States, each with a drift, a volatility or a level"
    )
    switch: Any = Field(None, description="How long a regime lasts, about")
    jumps: Optional[Jumps] = Field(None, description="Sudden changes")
    combine: Optional[Literal["add", "multiply"]] = Field(
        None,
        description="Whether parts are added or are factors; `multiply` with `gbm`, else `add`",
    )
    correlation: Optional[Correlation] = Field(
        None, description="How the series of several keys go together"
    )
    min: Optional[Number] = Field(None, description="Values below are held there")
    max: Optional[Number] = Field(None, description="Values above are held there")
    missing: Optional[AnyMissing] = Field(
        None, description="The share of the steps without a value, or spans"
    )

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
    value: Literal["open", "high", "low", "close", "volume"] = Field(
        "close", description="Which value of the bar"
    )
    as_: Optional[Text] = Field(None, alias="as", description="Which of several series")
