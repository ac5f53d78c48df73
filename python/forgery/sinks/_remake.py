"""Tables made again from a manifest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ForgeryError, SchemaError
from ._manifest import Manifest
from ._table import Source, table_specs


def remade(manifest: Manifest) -> tuple[dict[str, Source], dict[str, str]]:
    """The tables that can be made again, and why the others cannot.

    Args:
        manifest: The manifest.
    """
    from .. import VALUES_VERSION

    names = [table.name for table in manifest.tables]
    if manifest.values_version != VALUES_VERSION:
        why = f"values of version {manifest.values_version} are not made by this forgery's ({VALUES_VERSION})"
        return {}, dict.fromkeys(names, why)
    if manifest.schema is None:
        return {}, dict.fromkeys(names, "the manifest has no schema")
    specs = table_specs(manifest.schema, names)
    made: dict[str, Source] = {}
    missing: dict[str, str] = {}
    for info in manifest.tables:
        spec = specs.get(info.name)
        if spec is None:
            missing[info.name] = "the manifest's schema does not have it"
            continue
        try:
            made[info.name] = again(manifest, spec, info.rows)
        except ForgeryError as error:
            missing[info.name] = str(error)
    return made, missing


def again(manifest: Manifest, spec: Mapping[str, Any], rows: int, seed: Any = None) -> Source:
    """A table of a schema.

    Args:
        manifest: What says seed, locale and moment where the table does not.
        spec: What the schema says of the table.
        rows: How many rows.
        seed: Another seed than the manifest's.

    Raises:
        forgery.errors.ForgeryError: If there is no seed, or the schema is not one of single tables.
    """
    from .._faker import Faker

    first = spec.get("seed", manifest.seed) if seed is None else seed
    if first is None:
        raise SchemaError("the manifest has no seed")
    locale = spec.get("locale", manifest.locale)
    faker = Faker(locale, first, as_of=spec.get("as_of", manifest.as_of))
    return faker.table({name: _made(field) for name, field in spec["columns"].items()}, rows=rows)


def _made(field: Any) -> Any:
    """The field without what says nothing of how its values are made."""
    if not isinstance(field, Mapping):
        return field
    return {key: value for key, value in field.items() if key not in {"check", "doc"}}
