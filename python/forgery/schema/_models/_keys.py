"""Keys of a table."""

from typing import Literal, Optional

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import AtLeastOne, Integer, Name, Text, wrong
from ._column import Column


class Key(Column):
    """1, 2, 3 …, or a text of these numbers: C000001."""

    type: Literal["key"]
    start: Integer = Field(1, description="The key of the first row")
    step: Integer = Field(1, description="From one key to the next; not 0")
    prefix: Optional[str] = Field(None, description="Text before the number")
    width: Optional[AtLeastOne] = Field(None, description="Digits, with zeros in front", le=38)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.step == 0:
            wrong("step", "'step' must not be 0: all keys would be the same")
        return self


class Pattern(Column):
    """A text in which `#` is a digit and `?` a letter."""

    type: Literal["pattern"]
    pattern: Optional[Text] = Field(None, description="The pattern: AB-####")
    text: Optional[Text] = Field(None, description="The pattern, by the name of the field")
    letters: Optional[Text] = Field(None, description="The letters for `?`")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.pattern is not None and self.text is not None:
            wrong("text", "'text' is another name of 'pattern': give one of them")
        return self


class Ordinal(Column):
    """The place of the row among the children of its parent, or among those that refer to the same: 1, 2, 3 …."""

    type: Literal["ordinal"]
    of: Optional[Name] = Field(None, description="The parent, or the name of a link with `turns`")
