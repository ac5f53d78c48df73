"""The forms of a column, and which of them a value has."""

from typing import Annotated, Any, Optional, Union

from pydantic import ConfigDict, Discriminator, Field, Tag

from ._base import Text
from ._choices import Choice, Constant, Lookup, Sample
from ._column import Column
from ._derived import Aggregate, Expr, Running, Template
from ._geo import Geo
from ._keys import Key, Ordinal, Pattern
from ._numbers import Decimal, Float, Int
from ._relations import Ref
from ._series import Bar, Series
from ._time import Date, Datetime, Tick


class Catalogue(Column):
    """A field of the catalogue, of an entity or of a plugin, with its parameters."""

    model_config = ConfigDict(extra="allow")

    type: Text


#: The types that the language has beside the fields of the catalogue.
TYPES: dict[str, type[Column]] = {
    "key": Key,
    "pattern": Pattern,
    "ordinal": Ordinal,
    "tick": Tick,
    "int": Int,
    "float": Float,
    "decimal": Decimal,
    "choice": Choice,
    "date": Date,
    "datetime": Datetime,
    "series": Series,
    "bar": Bar,
    "running": Running,
    "aggregate": Aggregate,
    "count": Aggregate,
    "lookup": Lookup,
    "sample": Sample,
    "template": Template,
    "constant": Constant,
}


def _form(value: Any) -> Optional[str]:
    if isinstance(value, str):
        return "<text>"
    if isinstance(value, (list, tuple)):
        return "<list>"
    if isinstance(value, dict):
        for key in ("ref", "expr"):
            if key in value:
                return f"<{key}>"
        kind = value.get("type")
        if kind is None and "template" in value:
            return "<template>"
        if isinstance(kind, str):
            if kind in TYPES:
                return "<aggregate>" if kind == "count" else f"<{kind}>"
            return "<geo>" if kind.startswith("geo.") else "<catalogue>"
    return None


AnyColumn = Annotated[
    Union[
        Annotated[Text, Tag("<text>")],
        Annotated[list[Any], Tag("<list>"), Field(min_length=1)],
        Annotated[Ref, Tag("<ref>")],
        Annotated[Expr, Tag("<expr>")],
        Annotated[Key, Tag("<key>")],
        Annotated[Pattern, Tag("<pattern>")],
        Annotated[Ordinal, Tag("<ordinal>")],
        Annotated[Tick, Tag("<tick>")],
        Annotated[Int, Tag("<int>")],
        Annotated[Float, Tag("<float>")],
        Annotated[Decimal, Tag("<decimal>")],
        Annotated[Choice, Tag("<choice>")],
        Annotated[Date, Tag("<date>")],
        Annotated[Datetime, Tag("<datetime>")],
        Annotated[Series, Tag("<series>")],
        Annotated[Bar, Tag("<bar>")],
        Annotated[Running, Tag("<running>")],
        Annotated[Aggregate, Tag("<aggregate>")],
        Annotated[Lookup, Tag("<lookup>")],
        Annotated[Sample, Tag("<sample>")],
        Annotated[Template, Tag("<template>")],
        Annotated[Constant, Tag("<constant>")],
        Annotated[Geo, Tag("<geo>")],
        Annotated[Catalogue, Tag("<catalogue>")],
    ],
    Discriminator(_form, custom_error_type="column", custom_error_message="a column"),
]
