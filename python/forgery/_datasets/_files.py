"""`create_dataset` and `create_batch`: datasets into files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import InvalidParameterError, InvalidTypeError
from ..schema._problems import listed
from ._catalogue import dataset_schema
from ._load import sized
from ._relations import relate

if TYPE_CHECKING:
    from ..schema import Data, Schema

#: Names of formats elsewhere; `forgery.sinks` knows others.
_FORMATS = {"jsonlines": "jsonl", "pq": "parquet"}
_UNITS = {
    "second": "s",
    "sec": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "week": "w",
    "month": "mo",
    "quarter": "q",
    "year": "y",
}


def create_dataset(
    filename: str | os.PathLike[str],
    rows: int | None = None,
    *,
    country: str | None = None,
    seed: Any = None,
    formats: Sequence[str] | str | None = None,
    dataset: str | None = None,
    start_date: Any = None,
    end_date: Any = None,
    interval: str | None = None,
    locale: Any = None,
    scale: float = 1,
    **parameters: Any,
) -> Any:
    """Write a dataset's main table to a file, in one format or several.

    A dataset of several tables that belong together, such as `shop`, goes to a folder of the file's stem.

    Args:
        filename: The file: its stem says which dataset, its ending which format.
        rows: How many rows; by default the dataset's own number.
        country: An ISO 3166 code, such as DE.
        seed: The seed; None for one from the operating system.
        formats: The formats, such as `["csv", "parquet"]`; by default the file's ending.
        dataset: The dataset, where the file's stem does not say it.
        start_date: The first day, of datasets with time.
        end_date: The day after the last, of datasets with time.
        interval: From one row to the next, such as "1h", of series.
        locale: The locale or the locales; by default that of the country.
        scale: So many times the rows.
        **parameters: The dataset's own parameters.

    Returns:
        The manifest of what was written.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such dataset or parameter, or it takes no such value.
        forgery.errors.ExportFormatError: If there is no such format.

    Example:
        >>> forgery.create_dataset("sales.parquet", rows=100_000, country="DE", seed=42)
    """
    file = Path(filename)
    schema = dataset_schema(dataset or file.name.partition(".")[0])
    given = {**parameters, **_times(schema, start_date, end_date, interval)}
    schema, locale = sized(schema, scale, rows, locale, country, given)
    return _write(schema.plan(seed, locale), schema, file, formats)


def _times(schema: Schema, start: Any, end: Any, interval: str | None) -> dict[str, Any]:
    """The parameters for what TempData calls `start_date`, `end_date` and `interval`."""
    given = {}
    for argument, value in (("start_date", start), ("end_date", end), ("interval", interval)):
        if value is None:
            continue
        name = argument.partition("_")[0]
        if name not in schema.parameters:
            message = f"'{schema.main}' has no '{argument}': it takes {listed(schema.parameters)}"
            raise InvalidParameterError(message)
        given[name] = _span(str(value)) if name == "interval" else value
    return given


def _span(text: str) -> str:
    """An interval in the units of the language: "1hour" is "1h"."""
    match = re.fullmatch(r"\s*(\d+)\s*([A-Za-z]+?)s?\s*", text)
    unit = _UNITS.get(match[2].lower()) if match else None
    return f"{match[1]}{unit}" if match and unit else text


def _write(data: Data, schema: Schema, file: Path, formats: Sequence[str] | str | None) -> Any:
    """Write a dataset: its main table under the file's stem, or all tables into a folder."""
    from .. import sinks
    from ..sinks._files import naming

    stem = file.name.partition(".")[0]
    said = {
        "schema": data.schema,
        "parameters": data.parameters,
        "seed": data.seed,
        "locale": data.locale,
        "as_of": data.as_of,
    }
    if not is_single(schema):
        return sinks.write(dict(data), file.parent / stem, _chosen(file, formats), **said)
    if formats is None:
        _chosen(file, None)
        with naming(file.parent):
            file.parent.mkdir(parents=True, exist_ok=True)
        return sinks.write_file(data[schema.main], file, name=schema.main, **said)
    return sinks.write({stem: data[schema.main]}, file.parent, _chosen(file, formats), **said)


def is_single(schema: Schema) -> bool:
    """Whether a dataset is about one table: the one of its name.

    Args:
        schema: The schema.
    """
    return len(schema.tables) == 1 or schema.main == schema.content.get("name")


def _chosen(file: Path, formats: Sequence[str] | str | None) -> list[str]:
    if formats is not None:
        named = [formats] if isinstance(formats, str) else list(formats)
    elif file.suffix:
        named = [file.name.partition(".")[2]]
    else:
        message = f"which format? Give '{file}' an ending, such as .csv, or 'formats'"
        raise InvalidParameterError(message)
    return [_FORMATS.get(name.lower().lstrip("."), name.lower().lstrip(".")) for name in named]


_KEYS = (
    "filename",
    "rows",
    "dataset",
    "type",
    "relationships",
    "country",
    "seed",
    "formats",
    "start_date",
    "end_date",
    "interval",
    "locale",
    "parameters",
)


def create_batch(
    datasets: Sequence[Mapping[str, Any]],
    *,
    country: str | None = None,
    seed: Any = None,
    formats: Sequence[str] | str | None = None,
    relationships: Sequence[Any] = (),
    directory: str | os.PathLike[str] = ".",
) -> list[Any]:
    """Write several datasets whose keys refer to each other.

    Args:
        datasets: For each a mapping with `filename`, and perhaps `rows`, `dataset`, `relationships`, `formats`,
            `country`, `seed`, `start_date`, `end_date`, `interval`, `locale` and `parameters`. A relationship is the
            name of another dataset, whose key stands in a column of the same name here, or
            `{"column": "customer_id", "references": "customers.customer_id"}`.
        country: The country of those that have none of their own.
        seed: The seed of those that have none of their own.
        formats: The formats of those that have none of their own.
        relationships: Relationships between them: `{"source_dataset": "customers", "source_column": "customer_id",
            "target_dataset": "sales", "target_column": "customer_id"}`, where the source has the key.
        directory: Where the files go.

    Returns:
        The manifests of what was written, in order.

    Raises:
        forgery.errors.InvalidParameterError: If something does not fit, before anything is written.

    Example:
        >>> forgery.create_batch(
        ...     [
        ...         {"filename": "customers.csv", "rows": 1000},
        ...         {"filename": "sales.csv", "rows": 10_000, "relationships": ["customers"]},
        ...     ],
        ...     country="DE",
        ...     seed=42,
        ... )
    """
    if seed is None:
        seed = int.from_bytes(os.urandom(4), "big")
    plans: dict[str, dict[str, Any]] = {}
    for place, given in enumerate(datasets):
        entry = _entry(given, place)
        file = Path(directory) / str(entry["filename"])
        stem = file.name.partition(".")[0]
        if stem in plans:
            message = f"two datasets are called '{stem}'"
            raise InvalidParameterError(message)
        schema = dataset_schema(str(entry.get("dataset") or entry.get("type") or stem))
        times = _times(schema, *(entry.get(key) for key in ("start_date", "end_date", "interval")))
        values = {**entry.get("parameters", {}), **times}
        land = entry.get("country", country)
        schema, locale = sized(schema, 1, entry.get("rows"), entry.get("locale"), land, values)
        plans[stem] = {
            "schema": schema,
            "file": file,
            "locale": locale,
            "seed": entry.get("seed", seed),
            "formats": entry.get("formats", formats),
            "relationships": entry.get("relationships", ()),
        }
    made = []
    for stem, data in relate(plans, relationships).items():
        plan = plans[stem]
        made.append((data, plan["schema"], plan["file"], plan["formats"]))
    return [_write(*each) for each in made]


def _entry(given: Any, place: int) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        message = f"dataset {place + 1} must be a mapping with 'filename', not {given!r}"
        raise InvalidTypeError(message)
    for key in given:
        if key not in _KEYS:
            hint = near(key, _KEYS) or f"; there are {listed(_KEYS, 20)}"
            message = f"dataset {place + 1} has the unknown key '{key}'{hint}"
            raise InvalidParameterError(message)
    if "filename" not in given:
        message = f"dataset {place + 1} has no 'filename'"
        raise InvalidParameterError(message)
    return given
