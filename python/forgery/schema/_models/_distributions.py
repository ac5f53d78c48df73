"""Distributions: a mapping with one key, the name, whose value is the parameters."""

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, Tag, model_validator
from typing_extensions import Self

from ._base import (
    AtLeastOne,
    Count,
    Form,
    Integer,
    NotNegative,
    Number,
    Positive,
    Scalar,
    Share,
    Values,
    Weights,
    ordered,
    wrong,
)


class Ordered(Form):
    """A form with bounds, of which `min` is not above `max`."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        ordered(self)
        return self


class Uniform(Ordered):
    """Each value from `min` to `max` as likely as another."""

    min: Number = 0
    max: Number = 1


class Integers(Ordered):
    """Each integer from `min` to `max` as likely as another."""

    min: Integer
    max: Integer


class Normal(Form):
    """A bell around the mean."""

    mean: Number = 0
    sd: NotNegative = Field(1, description="Standard deviation")


class Lognormal(Form):
    """The exponential of a normal number: most values small, some large."""

    mean: Number = Field(0, description="Mean of the logarithm: exp(mean) is the median")
    sigma: NotNegative = Field(1, description="Standard deviation of the logarithm")
    sd: Optional[NotNegative] = Field(None, description="Another name of `sigma`")


class Exponential(Form):
    """Distances between events that come at random."""

    mean: Positive = 1
    rate: Optional[Positive] = Field(None, description="One over the mean")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if {"mean", "rate"} <= self.model_fields_set:
            wrong("rate", "give either 'mean' or 'rate'")
        return self


class Gamma(Form):
    """Sums of waiting times."""

    shape: Positive
    scale: Positive = 1


class Beta(Ordered):
    """Shares between `min` and `max`."""

    alpha: Positive
    beta: Positive
    min: Number = 0
    max: Number = 1


class Weibull(Form):
    """Lifetimes."""

    shape: Positive
    scale: Positive = 1


class Pareto(Form):
    """A heavy tail from `min` upwards."""

    shape: Positive
    min: Positive = 1


class Zipf(Form):
    """Ranks 1 to `n`, the first the commonest."""

    exponent: NotNegative = 1
    n: AtLeastOne


class Poisson(Form):
    """How often something happens."""

    mean: NotNegative


class Binomial(Form):
    """How many of `n` tries succeed."""

    n: Count
    p: Share


class Geometric(Form):
    """How many tries fail before one succeeds."""

    p: Optional[Positive] = Field(None, le=1)
    mean: Optional[NotNegative] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.p is None) == (self.mean is None):
            wrong("", "give either 'p' or 'mean'")
        return self


class NegativeBinomial(Form):
    """Counts that vary more than those of Poisson."""

    mean: NotNegative
    dispersion: NotNegative


class Triangular(Ordered):
    """From `min` to `max`, with a peak at `mode`."""

    min: Number
    mode: Optional[Number] = None
    max: Number

    @model_validator(mode="after")
    def _check(self) -> Self:
        ordered(self, "min", "mode")
        ordered(self, "mode", "max")
        return self


class StudentT(Form):
    """A bell with heavy tails."""

    df: Positive = Field(description="Degrees of freedom")
    mean: Number = 0
    scale: Positive = 1


class Empirical(Form):
    """What was measured: a histogram, quantiles, or values with weights."""

    edges: Optional[list[Number]] = Field(None, min_length=2)
    counts: Optional[Weights] = None
    quantiles: Optional[dict[Any, Number]] = Field(None, min_length=2)
    values: Optional[Values] = None
    weights: Optional[Weights] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = [key for key in ("edges", "quantiles", "values") if key in self.model_fields_set]
        if len(given) != 1:
            wrong("", "give 'edges' and 'counts', or 'quantiles', or 'values' and 'weights'")
        if self.edges is not None:
            self._histogram(self.edges)
        if isinstance(self.values, list) and self.weights is not None:
            many, weights = len(self.values), len(self.weights)
            if many != weights:
                wrong("weights", f"{many} values need as many weights, not {weights}")
        if self.quantiles is not None:
            self._shares(self.quantiles)
        if self.counts is not None and self.edges is None:
            wrong("counts", "'counts' goes with 'edges'")
        if self.weights is not None and self.values is None:
            wrong("weights", "'weights' goes with 'values'")
        return self

    def _histogram(self, edges: list[float]) -> None:
        if self.counts is None or len(self.counts) != len(edges) - 1:
            wrong("edges", f"{len(edges)} edges need {len(edges) - 1} 'counts'")
        if any(b <= a for a, b in zip(edges, edges[1:])):
            wrong("edges", "'edges' must ascend")

    def _shares(self, quantiles: dict[Any, float]) -> None:
        try:
            points = sorted((float(key), value) for key, value in quantiles.items())
        except (TypeError, ValueError):
            wrong("quantiles", f"quantiles stand at shares from 0 to 1, not at {list(quantiles)}")
        if points[0][0] != 0 or points[-1][0] != 1:
            wrong("quantiles", "quantiles go from 0 to 1: {0: 1, 0.5: 3, 1: 9}")
        if any(b[1] < a[1] for a, b in zip(points, points[1:])):
            wrong("quantiles", "the values of quantiles must not descend")


class Benford(Ordered):
    """First digits as in sums of money that nobody made up."""

    digits: int = Field(1, ge=1, le=2)
    min: Positive = 1
    max: Positive = 1_000_000


class Truncated(Ordered):
    """Another distribution between bounds."""

    min: Optional[Number] = None
    max: Optional[Number] = None
    of: "AnyDistribution"


class ZeroInflated(Form):
    """0 with a probability, else another distribution."""

    p: Share
    of: "AnyDistribution"


class Distribution(Form):
    """One distribution by its name."""

    uniform: Optional[Uniform] = None
    integers: Optional[Integers] = None
    normal: Optional[Normal] = None
    lognormal: Optional[Lognormal] = None
    exponential: Optional[Exponential] = None
    gamma: Optional[Gamma] = None
    beta: Optional[Beta] = None
    weibull: Optional[Weibull] = None
    pareto: Optional[Pareto] = None
    zipf: Optional[Zipf] = None
    poisson: Optional[Poisson] = None
    binomial: Optional[Binomial] = None
    geometric: Optional[Geometric] = None
    negative_binomial: Optional[NegativeBinomial] = None
    triangular: Optional[Triangular] = None
    student_t: Optional[StudentT] = None
    mixture: Optional[list["Part"]] = Field(None, min_length=1)
    truncated: Optional[Truncated] = None
    zero_inflated: Optional[ZeroInflated] = None
    empirical: Optional[Empirical] = None
    benford: Optional[Benford] = None
    constant: Optional[Scalar] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = sorted(self.model_fields_set - {"weight"})
        if len(given) != 1:
            listed = " and ".join(given) or "none"
            wrong("", f"a distribution is one name with its parameters; there is {listed}")
        if getattr(self, given[0]) is None:
            wrong(given[0], f"'{given[0]}' needs its parameters")
        return self


class Part(Distribution):
    """One distribution of a mixture."""

    weight: NotNegative = 1


def _form(value: Any) -> Optional[str]:
    if isinstance(value, (dict, Distribution)):
        return "<parameters>"
    if isinstance(value, str):
        return "<name>"
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return "<constant>" if number else None


#: A distribution with its parameters, by its name alone where all have defaults, or a number that it always is.
AnyDistribution = Annotated[
    Union[
        Annotated[Distribution, Tag("<parameters>")],
        Annotated[
            Literal["uniform", "normal", "lognormal", "exponential", "benford"], Tag("<name>")
        ],
        Annotated[Number, Tag("<constant>")],
    ],
    Discriminator(
        _form,
        custom_error_type="distribution",
        custom_error_message="a distribution such as {normal: {mean: 0, sd: 1}}",
    ),
]

Distribution.model_rebuild()
Truncated.model_rebuild()
ZeroInflated.model_rebuild()

#: The names of distributions.
NAMES = tuple(Distribution.model_fields)
