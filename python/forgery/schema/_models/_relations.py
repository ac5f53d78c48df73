"""Tables and what links them: how many rows, and foreign keys."""

from typing import Any, Literal, Optional

from pydantic import Field, model_validator
from typing_extensions import Self

from .._engine import implied
from ._base import (
    AtLeastOne,
    Count,
    Dotted,
    Form,
    MomentOf,
    Name,
    NotNegative,
    Positive,
    Span,
    ordered,
    weighed,
    wrong,
)
from ._column import Column
from ._time import Holidays

#: What each distribution of counts takes, and what it needs.
COUNTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fixed": (("count",), ("count",)),
    "uniform": ((), ("min", "max")),
    "poisson": (("mean",), ("mean",)),
    "negative_binomial": (("mean", "dispersion"), ("mean", "dispersion")),
    "geometric": (("mean",), ("mean",)),
    "zipf": (("exponent",), ("exponent", "max")),
    "empirical": (("values",), ("values",)),
}


class PerParent(Form):
    """So many rows for each row of another table."""

    per: Name = Field(description="The table of the parents")
    distribution: Optional[
        Literal[
            "fixed", "uniform", "poisson", "negative_binomial", "geometric", "zipf", "empirical"
        ]
    ] = Field(None, description="Of the counts; by default the one that the other keys are of")
    count: Optional[Count] = Field(None, description="How many, of `fixed`")
    mean: Optional[NotNegative] = Field(
        None, description="The mean, of `poisson`, `negative_binomial` and `geometric`"
    )
    dispersion: Optional[Positive] = Field(
        None, description="The variance is mean + dispersion * mean²"
    )
    exponent: Optional[NotNegative] = Field(None, description="Of `zipf`")
    values: Optional[dict[Any, Any]] = Field(None, description="How many: how likely")
    min: Optional[Count] = Field(None, description="At least so many")
    max: Optional[Count] = Field(None, description="At most so many")
    total: Optional[Count] = Field(None, description="No more rows than this in the whole table")

    @model_validator(mode="after")
    def _check(self) -> Self:
        ordered(self)
        kind = self.distribution or implied(dict(self))
        if kind is None:
            wrong("", "how many rows for each? Give 'count', or 'distribution' and its parameters")
        takes, needed = COUNTS[kind]
        for key in ("count", "mean", "dispersion", "exponent", "values"):
            if getattr(self, key) is not None and key not in takes:
                wrong(key, f"'{key}' is nothing that '{kind}' takes")
        for key in needed:
            if getattr(self, key) is None:
                wrong("", f"'{key}' is missing, which '{kind}' needs")
        if self.values is not None:
            for number in self.values:
                if isinstance(number, bool) or not str(number).isdigit():
                    wrong("values", f"'values' maps numbers of rows to shares; {number!r} is none")
            try:
                weighed(self.values.values())
            except Exception as error:
                wrong("values", str(error))
        return self


class Ticks(Form):
    """A row for each tick of a clock, for each row of a parent if there is one."""

    every: Span = Field(description="From one row to the next: 1h")
    start: MomentOf = Field(description="The first tick")
    end: Optional[MomentOf] = Field(None, description="Before this moment")
    points: Optional[AtLeastOne] = Field(None, description="How many ticks, in place of `end`")
    timezone: Optional[Name] = Field(None, description="Europe/Berlin")
    days: Any = Field(None, description="`business`, or days of the week")
    hours: Any = Field(None, description="[9, 17]: from, to")
    holidays: Optional[Holidays] = Field(None, description="Days without ticks")
    per: Optional[Name] = Field(None, description="The table of the parents")
    total: Optional[Count] = Field(None, description="No more rows than this in the whole table")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.end is None) == (self.points is None):
            wrong("", "give either 'end' or 'points'")
        if not isinstance(self.start, str) and type(self.start) is type(self.end):
            ordered(self, "start", "end")
        return self


class Ref(Column):
    """A foreign key."""

    ref: Dotted = Field(description="`table.column`")
    skew: Optional[NotNegative] = Field(
        None, description="Zipf's exponent: the greater, the more the first rows are preferred"
    )
    distinct: Optional[bool] = Field(None, description="No two the same within a parent")
    as_: Optional[Name] = Field(
        None, alias="as", description="The name of the link: other columns say `buyer.city`"
    )
    roots: Optional[AtLeastOne] = Field(
        None, description="In a tree: the first rows that have no parent"
    )
    turns: Optional[bool] = Field(
        None,
        description="All rows come round in turns, so that `{type: ordinal, of: …}` knows how often one came",
    )
