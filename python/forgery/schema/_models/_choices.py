"""Values that are picked, looked up, or always the same."""

from typing import Any, Literal, Optional

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import Name, Scalar, Text, Values, Weights, forbids, weighed, wrong
from ._column import Cases, Column


class Choice(Cases):
    """One of some values, by weight."""

    type: Literal["choice"]
    values: Optional[Values] = Field(None, description="A list, or a mapping to weights")
    weights: Optional[Weights] = Field(None, description="The weights of a list of values")
    exact: Optional[bool] = Field(None, description="Whether shares are right to the row")
    cases: Optional[dict[Any, Values]] = Field(
        None, description="The values for each value of `given`; `else` for all others"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.cases is not None:
            forbids(self, ("values", "weights"), "does not go with 'cases', each of which has some")
        elif self.values is None:
            wrong("", "'values' is missing: a list, or a mapping from values to weights")
        if self.weights is not None:
            if isinstance(self.values, dict):
                wrong("weights", "the mapping 'values' has weights already")
            many = len(self.values or ())
            if many != len(self.weights):
                wrong("weights", f"{many} values need as many weights, not {len(self.weights)}")
        return self


class Lookup(Column):
    """A constant mapping of another column's values; for a parent's value say `table.column`."""

    type: Literal["lookup"]
    given: Name = Field(description="The column that is looked up")
    values: dict[Any, Any] = Field(description="What each value stands for")
    else_: Scalar = Field(None, alias="else", description="What all others stand for")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.values:
            wrong("values", "'values' is empty")
        return self


class Sample(Column):
    """A row of a small table that stands here; other columns take more of that row."""

    type: Literal["sample"]
    rows: list[dict[str, Scalar]] = Field(min_length=1, description="The rows")
    weight: Optional[Text] = Field(None, description="The key of the weights in the rows")
    value: Optional[Text] = Field(None, description="The key of this column's value in the rows")
    given: Optional[Name] = Field(None, description="Only rows that go with this column's value")
    match: Optional[Text] = Field(
        None, description="The key in the rows that `given` is compared with; by default its name"
    )
    as_: Optional[Name] = Field(
        None, alias="as", description="What other columns call the row: `product.price`"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        keys = {key for row in self.rows for key in row}
        for name in ("weight", "value"):
            key = getattr(self, name)
            if key is not None and key not in keys:
                wrong(name, f"no row has '{key}'; the rows have {', '.join(sorted(keys))}")
        if self.value is None and len(keys - {self.weight}) > 1:
            wrong("", "'value' is missing: the key of this column's value in the rows")
        if self.weight is not None:
            weighed([row.get(self.weight, 1) for row in self.rows])
        return self


class Constant(Column):
    """Always the same value."""

    type: Literal["constant"]
    value: Any = Field(description="The value")
