"""What a stream is: the body of a request, checked."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationError,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import Self

from .._nearest import near
from ..schema._form import message
from ..schema._models import KINDS
from ..schema._models._base import Form, Moment, Name, Positive, wrong
from ..schema._models._columns import AnyColumn
from ..schema._models._overlays import (
    Anomaly,
    Drift,
    Duplicate,
    Late,
    MissingValues,
    OtherForm,
    Typo,
)
from ..schema._models._tables import checked_locale, checked_seed
from ..schema._models._time import Rate
from ..schema._problems import shown

#: The column of a stream that says what the scenarios changed in a row.
TRUTH = "_anomaly"
#: How many entries a list of a configuration may have.
_MOST = 64


def _as_given(value: Any, check: Any) -> Any:
    """The value as it was written, once it is known to have the right form."""
    check(value)
    return value


_Given = WrapValidator(_as_given)

#: The types that a column may be turned into.
Kind = Literal["int", "float", "decimal", "text", "str", "bool", "date", "datetime"]


class Cast(Form):
    """The type that a column is turned into."""

    type: Kind
    scale: Optional[Annotated[int, Field(ge=0, le=30)]] = Field(
        default=None, description="Digits after the point of a decimal"
    )


def _cast(value: Any) -> Any:
    return {"type": value} if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Migration(Form):
    """How the columns change at a row. The names are those that the stream has shown before."""

    at: Annotated[int, Field(ge=1)] = Field(description="The first row of the new version, from 0")
    drop: Optional[Annotated[list[Name], BeforeValidator(_listed), Field(min_length=1)]] = Field(
        default=None, description="Columns that are no longer there"
    )
    retype: Optional[
        Annotated[dict[Name, Annotated[Cast, BeforeValidator(_cast)]], Field(min_length=1)]
    ] = Field(default=None, description="Columns that have another type: {amount: text}")
    rename: Optional[Annotated[dict[Name, Name], Field(min_length=1)]] = Field(
        default=None, description="Columns that have another name: {amount: total}"
    )
    add: Optional[Annotated[dict[Name, Annotated[AnyColumn, _Given]], Field(min_length=1)]] = Field(
        default=None, description="New columns, in the language of schemas"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not any((self.drop, self.retype, self.rename, self.add)):
            wrong("", "nothing changes: give 'add', 'rename', 'retype' or 'drop'")
        return self


class SchemaChange(Migration):
    """A migration that counts as an anomaly: the labels tell of it."""

    anomaly: Literal["schema_change"]
    name: Optional[Name] = Field(default=None, description="What labels call it")


#: Anomalies by other words: the key of the overlay, and what stands there.
_WORDS = {
    "missing": ("missing", "mcar"),
    "repeated": ("duplicate", "exact"),
    "wrong_category": ("anomaly", "category"),
}


def _spelled(value: Any) -> Any:
    """Late events and missing values as `anomaly` too, as people call all of them."""
    if not isinstance(value, dict) or not isinstance(value.get("anomaly"), str):
        return value
    kind = value["anomaly"]
    rest = {key: each for key, each in value.items() if key != "anomaly"}
    if kind in _WORDS:
        key, word = _WORDS[kind]
        return {key: word, **rest}
    if kind in {"late", "late_event"} and "column" in rest:
        return {"late": rest.pop("column"), **rest}
    return value


def _kind(value: Any) -> Optional[str]:
    if isinstance(value, SchemaChange):
        return "<schema_change>"
    if isinstance(value, dict):
        if value.get("anomaly") == "schema_change":
            return "<schema_change>"
        return next((f"<{kind}>" for kind in KINDS if kind in value), None)
    return None


AnyAnomaly = Annotated[
    Union[
        Annotated[SchemaChange, Tag("<schema_change>")],
        Annotated[Anomaly, _Given, Tag("<anomaly>")],
        Annotated[MissingValues, _Given, Tag("<missing>")],
        Annotated[Typo, _Given, Tag("<typo>")],
        Annotated[OtherForm, _Given, Tag("<format>")],
        Annotated[Duplicate, _Given, Tag("<duplicate>")],
        Annotated[Drift, _Given, Tag("<drift>")],
        Annotated[Late, _Given, Tag("<late>")],
    ],
    Discriminator(
        _kind,
        custom_error_type="overlay",
        custom_error_message=f"an anomaly is a mapping with one of {', '.join(KINDS)}",
    ),
    BeforeValidator(_spelled),
]


def _zone(value: str) -> str:
    if (
        len(value) > 60
        or not value.replace("/", "").replace("_", "").replace("-", "").replace("+", "").isalnum()
    ):
        raise PydanticCustomError("zone", "a name such as Europe/Berlin")
    return value


def _seed_of(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 1000:
        raise PydanticCustomError("seed", "a text of at most 1,000 characters")
    return checked_seed(value)


Seed = Annotated[
    Union[int, str], PlainValidator(_seed_of), WithJsonSchema({"type": ["integer", "string"]})
]
Locale = Annotated[
    Union[str, list[str]],
    PlainValidator(checked_locale),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class StreamConfig(Form):
    """What a stream of a dataset is. Everything may be left out."""

    rows: Optional[Annotated[int, Field(ge=1, le=2**53)]] = Field(
        default=None,
        description="How many rows the stream has from row 0; by default up to the limit",
    )
    seed: Optional[Seed] = Field(
        default=None, description="An integer or a text; by default another one each time"
    )
    locale: Optional[Locale] = Field(
        default=None, description="A locale such as de_DE, or a list of them"
    )
    parameters: dict[str, Any] = Field(default={}, description="The dataset's own parameters")
    scale: Optional[Positive] = Field(
        default=None, description="So many times the rows of all tables"
    )
    table: Optional[Name] = Field(default=None, description="Which table; by default the main one")
    offset: Annotated[int, Field(ge=0, le=2**53)] = Field(
        default=0, description="The row to begin with"
    )

    rate_per_second: Optional[Annotated[float, Field(ge=0.1, le=1e9)]] = Field(
        default=None, description="So many rows a second; by default as fast as they are taken"
    )
    burst: Optional[Annotated[int, Field(ge=1, le=10**9)]] = Field(
        default=None,
        description="How many rows may come at once, at the beginning or after a pause",
    )
    time_compression: Optional[Annotated[float, Field(gt=0, le=1e12)]] = Field(
        default=None, description="Rows come when their event times say, so many times faster"
    )

    start: Optional[Moment] = Field(default=None, description="The first moment of the event times")
    end: Optional[Moment] = Field(default=None, description="The moment before which they end")
    timezone: Optional[Annotated[str, AfterValidator(_zone)]] = Field(
        default=None, description="The zone in whose wall time events come: Europe/Berlin"
    )
    arrivals: Optional[Annotated[Rate, _Given]] = Field(
        default=None, description="How often events come, in place of the dataset's own rate"
    )
    event_time: Optional[Name] = Field(
        default=None, description="The column of event times, if there are several"
    )

    drift: Optional[Annotated[list[Annotated[Drift, _Given]], Field(max_length=_MOST)]] = Field(
        default=None, description="Columns whose distribution changes"
    )
    anomalies: Optional[Annotated[list[AnyAnomaly], Field(max_length=_MOST)]] = Field(
        default=None, description="What goes wrong in the rows"
    )
    labels: Literal["none", "column", "stream"] = Field(
        default="none", description=f"Where drift and anomalies are told of: 'column' is {TRUTH}"
    )

    schema_version: Annotated[int, Field(ge=1, le=10**6)] = Field(
        default=1, description="The number of the version that row 0 has"
    )
    migrations: Optional[Annotated[list[Migration], Field(max_length=_MOST)]] = Field(
        default=None, description="How the columns change at later rows"
    )
    marker: bool = Field(
        default=False, description="Whether NDJSON and CSV tell of versions and of the end, too"
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.rows is not None and self.offset > self.rows:
            wrong("offset", f"'offset' must be at most 'rows', {self.rows}, not {self.offset}")
        if self.burst is not None and self.rate_per_second is None:
            wrong("burst", "'burst' goes with 'rate_per_second'")
        return self


class SchemaStream(StreamConfig):
    """What a stream of a schema is."""

    schema_: dict[str, Any] = Field(alias="schema", description="A schema of the language")


def errors_of(error: ValidationError, known: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What is wrong with a configuration: the name of the field and what would do, for each fault.

    Args:
        error: What pydantic says.
        known: The names of fields, to say the nearest of an unknown one.

    Example:
        >>> errors_of(error)
        [('anomalies[0].rate', 'must be at most 1, not 2')]
    """
    found = []
    for each in error.errors(include_url=False):
        name = ""
        for step in each["loc"]:
            text = str(step)
            if text == "[key]":  # the key is wrong, not what it stands for
                break
            if isinstance(step, int):
                name += f"[{step}]"
            elif not (text.startswith("<") and text.endswith(">")):
                name += f".{text}" if name else text
        key = each.get("ctx", {}).get("key") if each["type"] == "wrong" else None
        if key:
            name += f".{key}" if name else key
        found.append((name, _message(each, name, known)))
    return found


def _message(each: Any, name: str, known: Sequence[str]) -> str:
    kind = each["type"]
    if kind == "extra_forbidden":
        hint = near(name, known) if len(each["loc"]) == 1 else ""
        return f"there is no field '{each['loc'][-1]}' here{hint}"
    if kind == "missing":
        return f"'{each['loc'][-1]}' is missing"
    if kind in {"wrong", "overlay"}:
        return str(each["msg"])
    if kind == "literal_error":
        return f"must be {each['ctx']['expected']}, not {shown(each['input'])}"
    return message(each)
