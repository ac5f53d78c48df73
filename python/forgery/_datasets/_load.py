"""`forgery.dataset`: the tables of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._catalogue import dataset_schema

if TYPE_CHECKING:
    from ..schema import Data, Schema


def dataset(
    name: str,
    *,
    scale: float = 1,
    rows: int | None = None,
    seed: Any = None,
    locale: Any = None,
    as_of: Any = None,
    country: str | None = None,
    overlays: bool = True,
    **parameters: Any,
) -> Data:
    """Plan the tables of a dataset: their rows are made when they are asked for.

    Args:
        name: The dataset's name; `forgery.datasets()` lists them.
        scale: So many times the rows.
        rows: How many rows the main table has.
        seed: The seed; None for one from the operating system.
        locale: The locale or the locales; by default that of the country.
        as_of: What "now" is.
        country: An ISO 3166 code, such as DE.
        overlays: Whether anything goes wrong in the tables that the dataset's overlays say.
        **parameters: The dataset's own parameters; `forgery info NAME` lists them.

    Returns:
        A mapping from names to tables.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such dataset or parameter, or it takes no such value.

    Example:
        >>> bank = forgery.dataset("bank", scale=0.1, seed=42)
        >>> bank["transactions"][0]
    """
    schema, locale = sized(dataset_schema(name), scale, rows, locale, country, parameters)
    return schema.plan(seed, locale, as_of, overlays)


def sized(
    schema: Schema,
    scale: float,
    rows: int | None,
    locale: Any,
    country: str | None,
    parameters: dict[str, Any],
) -> tuple[Schema, Any]:
    """A schema with parameters, a number of rows, and a country.

    Args:
        schema: The schema.
        scale: So many times the rows.
        rows: How many rows the main table has.
        locale: The locale, if one was given.
        country: The country, if one was given.
        parameters: Other parameters.

    Returns:
        The schema, and the locale.
    """
    given = dict(parameters)
    if country is not None and "country" in schema.parameters:
        given["country"] = country
    elif country is not None and locale is None:
        from ..schema._engine import locale_of

        locale = locale_of(country)
    if given:
        schema = schema.with_parameters(**given)
    if scale != 1 or rows is not None:
        schema = schema.scaled(scale, rows)
    return schema, locale
