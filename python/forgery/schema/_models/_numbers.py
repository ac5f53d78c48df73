"""Numbers."""

from typing import Any, Literal, Optional

from pydantic import Field, model_validator
from typing_extensions import Self

from ._base import Digits, Number, forbids, ordered
from ._column import Cases
from ._distributions import AnyDistribution


class _Numeric(Cases):
    min: Optional[Number] = Field(None, description="No value is below")
    max: Optional[Number] = Field(None, description="No value is above")
    distribution: Optional[AnyDistribution] = Field(None, description="Uniform if there is none")
    cases: Optional[dict[Any, AnyDistribution]] = Field(
        None, description="The distribution for each value of `given`; `else` for all others"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        ordered(self)
        if self.cases is not None:
            forbids(self, ("distribution",), "does not go with 'cases', each of which has one")
        return self


class Int(_Numeric):
    """Integers."""

    type: Literal["int"]


class Float(_Numeric):
    """Floats."""

    type: Literal["float"]
    precision: Optional[Digits] = Field(None, description="Digits after the point")
    scale: Optional[Digits] = Field(None, description="Digits after the point")


class Decimal(_Numeric):
    """Exact decimals."""

    type: Literal["decimal"]
    scale: Optional[Digits] = Field(None, description="Digits after the point")
