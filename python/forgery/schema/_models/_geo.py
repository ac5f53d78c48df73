"""Geography: the engine knows the fields and what they take."""

from typing import Annotated

from pydantic import ConfigDict, Field

from ._column import Column


class Geo(Column):
    """A field of geography, such as `geo.point`, with its parameters."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(pattern=r"^geo\.\w+$")]
