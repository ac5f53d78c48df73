"""Overlays: what goes wrong in real data, over a clean table."""

from typing import Any, Literal, Optional, Union

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import Form, MomentOf, Name, Number, Share, Span, wrong


class Overlay(Form):
    """What all overlays take."""

    rate: Optional[Share] = Field(None, description="The share of the rows")
    when: Optional[Name] = Field(None, description="Only where this is true")
    label: Optional[str] = Field(None, description="What the table of labels says")
    seed: Optional[Union[int, str]] = None


class Anomaly(Overlay):
    """Values that stand out."""

    anomaly: Name = Field(description="The kind, such as spike")
    column: Name
    factor: Optional[list[Number]] = Field(None, min_length=2, max_length=2)
    shift: Optional[list[Number]] = Field(None, min_length=2, max_length=2)
    span: Any = Field(None, description="How long one lasts: rows, or a span of time")
    value: Any = Field(None, description="What stands in place of the values")


class MissingValues(Overlay):
    """Missing values: completely at random, at random given a column, or not at random."""

    missing: Literal["mcar", "mar", "mnar"]
    column: Name
    given: Optional[Name] = None
    direction: Optional[Literal["high", "low"]] = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.missing == "mar" and self.given is None:
            wrong("", "'given' is missing: the column that decides whether a value is missing")
        return self


class Typo(Overlay):
    """Slips in texts."""

    typo: Name = Field(description="The kind, such as keyboard")
    column: Name


class Duplicate(Overlay):
    """Rows that come again."""

    duplicate: Literal["exact", "near"]
    columns: Optional[list[Name]] = Field(None, description="The columns that differ, if near")
    distance: Any = None


class Drift(Overlay):
    """A column that changes over time."""

    drift: Name = Field(description="The kind, such as linear")
    column: Name
    from_: Optional[MomentOf] = Field(None, alias="from")
    to: Optional[MomentOf] = None
    over: Optional[Name] = Field(None, description="The column of times")
    shift: Optional[Number] = None
    factor: Optional[Number] = None


class Late(Overlay):
    """Events that are told of later than they happened."""

    late: Name = Field(description="The column of times")
    by: Span


#: Which key makes an overlay what it is.
KINDS: dict[str, type[Overlay]] = {
    "anomaly": Anomaly,
    "missing": MissingValues,
    "typo": Typo,
    "duplicate": Duplicate,
    "drift": Drift,
    "late": Late,
}
