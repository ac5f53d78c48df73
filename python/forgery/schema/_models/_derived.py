"""Values that are computed from others."""

from typing import Literal, Optional

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import Digits, Expression, Name, NumberOf, Text, wrong
from ._column import Column


class Expr(Column):
    """What an expression gives."""

    expr: Expression = Field(description="The expression: price * quantity")
    type: Optional[
        Literal["int", "float", "decimal", "text", "str", "bool", "date", "datetime"]
    ] = Field(None, description="What to make of the value")
    scale: Optional[Digits] = Field(
        None, description="Digits after the point of a decimal or a float"
    )
    precision: Optional[Digits] = Field(None, description="The same of a float")


class Template(Column):
    """A text with columns in braces: {brand} {model}."""

    type: Literal["template"] = "template"
    template: Text = Field(description="The text, with columns and formats in braces")

    @model_validator(mode="after")
    def _check(self) -> Self:
        import string

        try:
            list(string.Formatter().parse(self.template))
        except ValueError as error:
            wrong("template", f"not a template: {error}")
        return self


class Running(Column):
    """A value that runs over the rows of one parent, in their order."""

    type: Literal["running"]
    of: Name = Field(description="The column")
    op: Literal["sum", "count", "min", "max", "mean", "previous"] = Field(
        "sum", description="What is shown: the sum so far, or the value before"
    )
    start: Optional[NumberOf] = Field(None, description="A number, a column or an expression")
    floor: Optional[NumberOf] = Field(None, description="The value never falls below")
    ceiling: Optional[NumberOf] = Field(None, description="The value never rises above")


class Aggregate(Column):
    """A value over the row's children in another table."""

    type: Literal["aggregate", "count"]
    of: Name = Field(description="`table.column`; of a count, the table alone will do")
    op: Optional[Literal["sum", "count", "min", "max", "mean", "first", "last"]] = Field(
        None, description="`sum` if there is none"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        op = self.op or ("count" if self.type == "count" else "sum")
        if op != "count" and "." not in self.of:
            wrong("of", f"'{op}' is of a column: {self.of}.amount, for example")
        return self
