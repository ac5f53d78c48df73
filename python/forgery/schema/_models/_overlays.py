"""Overlays: what goes wrong in real data, over a clean table."""

from typing import Annotated, Any, Literal, Optional, get_args

from pydantic import BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ._base import (
    UNITS,
    AtLeastOne,
    Form,
    Name,
    Number,
    Scalar,
    Share,
    Values,
    _json,
    _span,
    forbids,
    needs,
    wrong,
)


class Overlay(Form):
    """What all overlays take."""

    rate: Optional[Share] = Field(None, description="The share of the rows")
    name: Optional[Name] = Field(None, description="What labels call it")
    enabled: Optional[bool] = Field(None, description="False leaves it out")


class Some(Overlay):
    """What overlays take that lie on some rows only."""

    when: Optional[Name] = Field(None, description="Only where this is true")
    cluster: Optional[Annotated[float, Field(ge=1)]] = Field(
        None, description="How many rows in a row, on average"
    )


def _range(value: Any) -> Any:
    pair = value if isinstance(value, list) else [value, value]
    is_number = [isinstance(each, (int, float)) and not isinstance(each, bool) for each in pair]
    if len(pair) == 2 and all(is_number) and 0 < pair[0] <= pair[1] < float("inf"):
        return value
    raise PydanticCustomError("range", "a number above 0, or two such as [5, 20]")


Range = Annotated[
    Any,
    PlainValidator(_range),
    _json(anyOf=[{"type": "number"}, {"type": "array", "minItems": 2, "maxItems": 2}]),
]


class Anomaly(Some):
    """Values that stand out, repeat themselves, or stand in the wrong place."""

    anomaly: Literal[
        "spike", "drop", "outlier", "out_of_range", "category", "duplicate", "flip", "swap"
    ] = Field(description="The kind")
    column: Optional[Name] = Field(None, description="The column")
    columns: Optional[list[Name]] = Field(
        None, min_length=2, max_length=2, description="Of swap: the two columns"
    )
    factor: Optional[Range] = Field(None, description="Of spike and drop, or a range of factors")
    sd: Optional[Range] = Field(None, description="Of outlier: standard deviations off the mean")
    min: Optional[Number] = Field(None, description="Of out_of_range")
    max: Optional[Number] = Field(None, description="Of out_of_range")
    values: Optional[list[Any]] = Field(None, min_length=1, description="Of category")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.anomaly == "swap":
            needs(self, ("columns",), "the two that are swapped")
            forbids(self, ("column",), "is not for swap, which takes 'columns'")
        else:
            needs(self, ("column",), "the column with the anomalies")
            forbids(self, ("columns",), "is for swap; give 'column'")
        uses = {
            "factor": ("spike", "drop"),
            "sd": ("outlier",),
            "min": ("out_of_range",),
            "max": ("out_of_range",),
            "values": ("category",),
        }
        for key, kinds in uses.items():
            if self.anomaly not in kinds:
                forbids(self, (key,), f"is for {' and '.join(kinds)}, not for {self.anomaly}")
        return self


def _one_or_several(form: Any) -> None:
    if (form.column is None) == (form.columns is None):
        wrong("", "give either 'column' or 'columns'")


class MissingValues(Some):
    """Missing values: completely at random, at random given a column, or not at random."""

    missing: Literal["mcar", "mar", "mnar"] = Field(
        description="Completely at random, at random given another column, or not at random"
    )
    column: Optional[Name] = Field(None, description="The column")
    columns: Optional[list[Name]] = Field(
        None, min_length=1, description="Or several, each for itself"
    )
    given: Optional[Name] = Field(None, description="Of mar: the column that decides")
    direction: Optional[Literal["high", "low"]] = Field(
        None, description="Which values of it go with missing ones"
    )
    slope: Optional[Number] = Field(None, description="How strongly", ge=-50, le=50)
    as_: Optional[Scalar] = Field(None, alias="as", description="What stands in their place")

    @model_validator(mode="after")
    def _check(self) -> Self:
        _one_or_several(self)
        if self.missing == "mar" and self.given is None:
            wrong("", "'given' is missing: the column that decides whether a value is missing")
        if self.missing != "mar":
            forbids(self, ("given",), "is for mar")
        if self.missing == "mcar":
            forbids(self, ("direction", "slope"), "is for mar and mnar")
        else:
            forbids(self, ("cluster",), "is for mcar")
        return self


_Slip = Literal["keyboard", "ocr", "case", "swap", "drop", "double", "space", "accent"]
_SLIPS = {"enum": list(get_args(_Slip))}


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


class Typo(Some):
    """Slips in texts."""

    typo: Annotated[
        list[_Slip],
        BeforeValidator(_listed),
        Field(min_length=1),
        _json(anyOf=[_SLIPS, {"type": "array", "minItems": 1, "items": _SLIPS}]),
    ] = Field(description="The kind, such as keyboard, or a list of kinds")
    column: Optional[Name] = Field(None, description="The column")
    columns: Optional[list[Name]] = Field(
        None, min_length=1, description="Or several, each for itself"
    )
    most: Optional[Annotated[int, Field(ge=1, le=20)]] = Field(
        None, description="How many a text may have"
    )
    layout: Optional[Literal["qwerty", "qwertz", "azerty", "jcuken"]] = Field(
        None, description="The keyboard; by default the locale's"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        _one_or_several(self)
        return self


class OtherForm(Some):
    """Numbers and dates that are written in several ways."""

    format: Literal["date", "number"] = Field(description="What is written otherwise")
    column: Name = Field(description="The column; it becomes text")
    forms: Optional[list[Name]] = Field(
        None,
        min_length=1,
        description="Patterns of strftime; of numbers: comma point space apostrophe dollar plus zeros",
    )


class Duplicate(Overlay):
    """Rows that come again."""

    duplicate: Literal["exact", "near"] = Field(description="As it was, or with a small difference")
    within: Optional[Annotated[AtLeastOne, Field(le=65536)]] = Field(
        None, description="How many rows before it the row is that it repeats, at most"
    )
    keep: Optional[list[Name]] = Field(None, description="The columns that are not repeated")
    columns: Optional[list[Name]] = Field(None, description="The columns that differ, if near")
    layout: Optional[Literal["qwerty", "qwertz", "azerty", "jcuken"]] = Field(
        None, description="The keyboard of typos; by default the locale's"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.duplicate == "exact":
            forbids(self, ("columns", "layout"), "is for near duplicates")
        return self


def _moment_or_share(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0 <= value <= 1:
            return value
        raise PydanticCustomError("share", "a moment, or a share of the rows from 0 to 1")
    return value


#: A moment, or how far down the table.
_Point = Annotated[
    Any, PlainValidator(_moment_or_share), _json(anyOf=[{"type": "string"}, {"type": "number"}])
]


class Drift(Some):
    """A column that changes over time."""

    drift: Literal["abrupt", "linear", "seasonal"] = Field(
        description="At once, little by little, or to and fro"
    )
    column: Name = Field(description="The column")
    by: Optional[Name] = Field(None, description="The column of times; without it, the rows count")
    from_: Optional[_Point] = Field(None, alias="from")
    to: Optional[_Point] = None
    period: Any = Field(None, description="Of seasonal: a span, or a share of the rows")
    shift: Optional[Number] = Field(None, description="What is added")
    factor: Optional[Number] = Field(None, description="So many times the value")
    values: Optional[Values] = Field(None, description="The values instead, with their shares")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.values is not None:
            forbids(self, ("shift", "factor"), "does not go with 'values'")
        elif self.shift is None and self.factor is None:
            wrong("", "give 'shift', 'factor' or 'values'")
        if self.drift == "seasonal":
            needs(self, ("period",), "how long a season is")
            forbids(self, ("to",), "is for abrupt and linear")
        else:
            forbids(self, ("period",), "is for seasonal")
            if self.from_ is None:
                wrong("", f"'from' is missing: when a drift that is {self.drift} begins")
            if self.drift == "linear":
                needs(self, ("to",), "when a drift that is linear is complete")
        return self


def _delay(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and len(value) == 2:
        return [_span(each) for each in value]
    return _span(value)


class Late(Some):
    """Events that are told of later than they happened."""

    late: Name = Field(description="The column of times")
    by: Annotated[
        Any,
        PlainValidator(_delay),
        _json(anyOf=[{"type": "string"}, {"type": "array"}, {"type": "object"}]),
    ] = Field(description="A span, two for a range, or a distribution")
    unit: Optional[Literal[UNITS]] = Field(None, description="Of a distribution")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not isinstance(self.by, dict):
            forbids(self, ("unit",), "is for distributions")
        return self


#: Which key makes an overlay what it is.
KINDS: dict[str, type[Overlay]] = {
    "anomaly": Anomaly,
    "missing": MissingValues,
    "typo": Typo,
    "format": OtherForm,
    "duplicate": Duplicate,
    "drift": Drift,
    "late": Late,
}
