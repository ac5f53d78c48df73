"""What every column takes beside its own keys."""

from typing import Any, Optional, Union

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import Expression, Form, Share, wrong


class Column(Form):
    """A column; the keys here go with all kinds."""

    null: Optional[Share] = Field(None, description="How often the value is missing")
    when: Optional[Expression] = Field(None, description="The value is null where this is not true")
    unique: Optional[bool] = Field(None, description="Whether no value comes twice")
    format: Optional[str] = Field(None, description="'iso' or a pattern of strftime")
    seed: Optional[Union[int, str]] = Field(None, description="A seed of the column's own")
    hidden: Optional[bool] = Field(
        None, description="Made for other columns to use, and not put out"
    )
    doc: Optional[str] = Field(None, description="What the column is")
    check: Optional[dict[str, Any]] = Field(None, description="What `forgery verify` looks at")


class Cases(Column):
    """A column whose values may depend on another's."""

    given: Optional[Expression] = Field(
        None, description="The column that decides: one of this table, or `table.column`"
    )

    @model_validator(mode="after")
    def _pairs(self) -> Self:
        cases = getattr(self, "cases", None)
        if self.given is not None and cases is None:
            wrong("given", "'given' needs 'cases': what each value of it stands for")
        if self.given is None and cases is not None:
            wrong("cases", "'cases' needs 'given': the column that decides")
        if cases is not None and not cases:
            wrong("cases", "'cases' is empty")
        return self
