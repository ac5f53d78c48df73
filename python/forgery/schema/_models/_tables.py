"""Tables, and the schema as a whole."""

from typing import Annotated, Any, Literal, Optional, Union

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from ._base import Count, Form, Moment, Name, Positive, Text, wrong
from ._columns import AnyColumn
from ._overlays import (
    KINDS,
    Anomaly,
    Drift,
    Duplicate,
    Late,
    MissingValues,
    OtherForm,
    Typo,
)
from ._relations import PerParent, Ticks
from ._time import Events


class Correlation(Form):
    """Columns whose values go together."""

    columns: list[Name] = Field(min_length=2, description="The columns")
    copula: Literal["gaussian", "clayton", "gumbel"] = Field(
        "gaussian", description="How they depend on each other"
    )
    rho: Optional[float] = Field(
        None, ge=-1, le=1, description="The correlation of each pair, of `gaussian`"
    )
    matrix: Optional[list[list[float]]] = Field(None, description="The correlations, of `gaussian`")
    theta: Optional[Positive] = Field(None, description="How strongly, of `clayton` and `gumbel`")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(set(self.columns)) < len(self.columns):
            wrong("columns", "a column stands twice in 'columns'")
        if self.copula == "gaussian":
            self._gaussian()
        else:
            self._archimedean()
        return self

    def _gaussian(self) -> None:
        if self.theta is not None:
            wrong("theta", "'theta' is for clayton and gumbel; gaussian takes 'rho' or 'matrix'")
        if (self.rho is None) == (self.matrix is None):
            wrong("", "give either 'rho' or 'matrix'")
        if self.matrix is not None:
            self._matrix(self.matrix)

    def _matrix(self, matrix: list[list[float]]) -> None:
        size = len(self.columns)
        if len(matrix) != size or any(len(row) != size for row in matrix):
            wrong("matrix", f"{size} columns need a matrix of {size} rows of {size} numbers")
        for i, row in enumerate(matrix):
            if row[i] != 1:
                wrong("matrix", f"the diagonal is 1, and not {row[i]} in row {i + 1}")
            for j, value in enumerate(row):
                if not -1 <= value <= 1:
                    wrong("matrix", f"a correlation is from -1 to 1, and {value} is not")
                if value != matrix[j][i]:
                    wrong("matrix", f"the matrix must be symmetric: {value} and {matrix[j][i]}")

    def _archimedean(self) -> None:
        for key in ("rho", "matrix"):
            if getattr(self, key) is not None:
                wrong(key, f"'{key}' is for gaussian; {self.copula} takes 'theta'")
        if self.theta is None:
            wrong("", f"'theta' is missing, which {self.copula} needs")
        if self.copula == "gumbel" and self.theta < 1:
            wrong("theta", f"'theta' of gumbel is at least 1, not {self.theta}")


def _rows(value: Any) -> Optional[str]:
    if isinstance(value, (dict, Ticks, Events, PerParent)):
        forms = {"every": Ticks, "arrivals": Events}
        for key, form in forms.items():
            if key in value if isinstance(value, dict) else isinstance(value, form):
                return f"<{key}>"
        return "<per>"
    return "<count>" if isinstance(value, int) and not isinstance(value, bool) else None


Rows = Annotated[
    Union[
        Annotated[Count, Tag("<count>"), Field(le=2**53)],
        Annotated[PerParent, Tag("<per>")],
        Annotated[Ticks, Tag("<every>")],
        Annotated[Events, Tag("<arrivals>")],
    ],
    Discriminator(
        _rows,
        custom_error_type="rows",
        custom_error_message="an integer, or a mapping with 'per', 'every' or 'arrivals'",
    ),
]


def _overlay(value: Any) -> Optional[str]:
    if isinstance(value, dict):
        return next((f"<{kind}>" for kind in KINDS if kind in value), None)
    return next((f"<{kind}>" for kind, form in KINDS.items() if isinstance(value, form)), None)


AnyOverlay = Annotated[
    Union[
        Annotated[Anomaly, Tag("<anomaly>")],
        Annotated[MissingValues, Tag("<missing>")],
        Annotated[Typo, Tag("<typo>")],
        Annotated[OtherForm, Tag("<format>")],
        Annotated[Duplicate, Tag("<duplicate>")],
        Annotated[Drift, Tag("<drift>")],
        Annotated[Late, Tag("<late>")],
    ],
    Discriminator(_overlay, custom_error_type="overlay", custom_error_message="an overlay"),
]


def _keys(value: Any) -> Any:
    names = value if isinstance(value, list) else [value]
    if names and all(isinstance(name, str) and name for name in names):
        return value
    raise PydanticCustomError("keys", "the name of a column, or a list of names")


Keys = Annotated[
    Any,
    PlainValidator(_keys),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Table(Form):
    """A table."""

    description: Optional[str] = Field(None, description="What it is")
    rows: Rows = Field(description="How many rows")
    hidden: Optional[bool] = Field(
        None, description="Made for other tables to refer to, and not put out"
    )
    primary_key: Optional[Keys] = Field(None, description="The columns of the key, if not `key`'s")
    columns: dict[Name, AnyColumn] = Field(min_length=1, description="The columns by name")
    correlations: Optional[list[Correlation]] = Field(
        None, description="Columns whose values go together"
    )
    overlays: Optional[list[AnyOverlay]] = Field(None, description="What goes wrong in it")
    truth: Optional[Name] = Field(
        None, description="The name of a last column that says what the overlays changed"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.truth in self.columns:
            wrong(
                "truth", f"'truth' adds a column, and there is a '{self.truth}': give another name"
            )
        return self


def checked_seed(value: Any) -> Any:
    """A seed, or an error that says what one is."""
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("seed", "an integer or a text")


def checked_locale(value: Any) -> Any:
    """One locale or several, or an error that says what they are."""
    names = value if isinstance(value, list) else [value]
    if names and all(isinstance(name, str) for name in names):
        return value
    raise PydanticCustomError("locale", "a locale such as de_DE, or a list of them")


class Document(Form):
    """A schema for forgery: tables of fake data."""

    name: Optional[Text] = Field(None, description="What it is called")
    version: Optional[Union[int, str]] = Field(None, description="Which version it is")
    description: Optional[str] = Field(None, description="What it is")
    category: Optional[Text] = Field(None, description="What a dataset is listed under")
    tags: Optional[list[Text]] = Field(None, description="Words that a dataset is found by")
    parameters: Optional[dict[str, Any]] = Field(
        None, description="What `${name}` stands for, by name"
    )
    seed: Annotated[
        Any, PlainValidator(checked_seed), WithJsonSchema({"type": ["integer", "string"]})
    ] = Field(None, description="Where all values come from; none is one of its own each time")
    locale: Annotated[
        Any,
        PlainValidator(checked_locale),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array"}]}),
    ] = Field(None, description="The language and country of the values; several for rows of each")
    as_of: Optional[Moment] = Field(None, description="What 'now' is")
    tables: dict[Name, Table] = Field(min_length=1, description="The tables by name")
