"""`POST /records`: some rows at once."""

import json
import os
from typing import Any, Optional, Union

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from .. import VALUES_VERSION
from ..errors import ForgeryError
from ..schema_file import _columns
from . import _body, _guard
from ._problems import of_validation, wrong
from ._routes import Route
from ._service import Service
from ._settings import Settings


class RecordsRequest(BaseModel):
    """Which rows."""

    model_config = ConfigDict(extra="forbid", strict=True)

    fields: dict[str, Any] = Field(
        description='What stands in each column: `{"name": "person.name", "age": ["int", 18, 65]}`.',
        min_length=1,
        examples=[{"id": "uuid", "name": "person.name", "age": ["int", 18, 65]}],
    )
    n: int = Field(10, ge=0, description="How many rows.")
    offset: int = Field(0, ge=0, le=2**52, description="The number of the first row.")
    seed: Optional[Union[int, str]] = Field(
        None, description="The seed; without one the rows are others each time."
    )
    locale: Optional[Union[str, list[str]]] = Field(None, description="A locale, or several.")
    as_of: Optional[str] = Field(None, description="What relative dates count from.")


class Records(BaseModel):
    """Rows."""

    seed: Union[int, str] = Field(description="With it the same rows come again.")
    values_version: int
    records: list[dict[str, Any]]


async def records(service: Service, request: Request) -> Response:
    """Make some rows."""
    given = _body.mapping(await _body.read(request, service.settings))
    try:
        asked = RecordsRequest.model_validate(given)
    except ValidationError as error:
        raise of_validation(error, list(RecordsRequest.model_fields)) from None
    most = service.settings.max_records
    if asked.n > most:
        raise wrong("n", f"at most {most:,} is allowed here, and {asked.n:,} was asked for", most)
    content = await service.plan(made, asked, service.settings)
    return Response(content, media_type="application/json", headers={"cache-control": "no-store"})


def made(asked: RecordsRequest, settings: Settings) -> bytes:
    """The rows as JSON; the engine writes them.

    Args:
        asked: Which rows.
        settings: The settings.
    """
    from .. import Faker

    _guard.check({"fields": asked.fields})
    _guard.fields(asked.fields, settings)
    seed = int.from_bytes(os.urandom(4), "big") if asked.seed is None else asked.seed
    faker = Faker(asked.locale, seed, as_of=asked.as_of)
    try:
        table = faker.table(_columns(asked.fields), rows=asked.offset + asked.n)
    except ForgeryError as error:
        if error.column is None:
            raise
        raise wrong(f"fields.{error.column}", str(error)) from error
    if asked.n:
        _guard.row_size(table._rows(asked.offset, asked.offset + 1), settings)
    lines = table._rows(asked.offset, asked.offset + asked.n).text("jsonl", None)
    head = {"seed": seed, "values_version": VALUES_VERSION}
    start = json.dumps(head, ensure_ascii=False)[:-1].encode()
    # The end of a line never stands inside a JSON text.
    return start + b', "records": [' + lines[:-1].replace(b"\n", b",\n") + b"]}\n"


ROUTES = [
    Route(
        "POST",
        "/records",
        records,
        "Some rows at once",
        body=RecordsRequest,
        answers=Records,
        problems=(400, 408, 413, 415, 422, 503),
    )
]
