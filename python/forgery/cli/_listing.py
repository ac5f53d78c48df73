"""`forgery fields` and `forgery locales`: what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import click

from .. import _forgery
from ..errors import UnknownFieldError


def catalogue() -> Iterator[dict[str, Any]]:
    """What a column can be: types, attributes of entities, the fields of each provider, those of third parties.

    Yields:
        Name, kind (`type`, `entity`, `field` or `plugin`), provider, type of values (`returns`), parameters
        (`params`) and documentation (`doc`).
    """
    known = {field["name"]: field for field in _forgery.fields()}
    for name, stands_for in _forgery.types():
        yield _entry({**known[stands_for], "name": name, "provider": "schema"}, "type")
    for name, returns, doc in _forgery.entities():
        provider = name.partition(".")[0]
        entity = {"name": name, "provider": provider, "returns": returns, "params": [], "doc": doc}
        yield _entry(entity, "entity")
    for field in sorted(known.values(), key=lambda field: field["provider"]):
        yield _entry(field, "field")
    yield from _plugins()


def _plugins() -> Iterator[dict[str, Any]]:
    """The fields of third parties."""
    from ..registry import registry

    for provider, _ in registry.providers():
        for field in provider:
            params = [
                {
                    "name": param.name,
                    "annotation": param.kind,
                    "default": None if param.required else repr(param.default),
                    "doc": param.doc,
                }
                for param in field.params
            ]
            yield {
                "kind": "plugin",
                "name": f"{provider.name}.{field.name}",
                "provider": provider.name,
                "returns": field.returns,
                "params": params,
                "doc": field.doc,
            }


def _entry(field: Mapping[str, Any], kind: str) -> dict[str, Any]:
    keys = ("name", "provider", "returns", "params", "doc")
    return {"kind": kind, **{key: field[key] for key in keys}}


def _heading(entry: dict[str, Any]) -> str:
    provider: str = entry["provider"]
    return {
        "type": "types of schemas",
        "entity": f"{provider} (entity)",
        "plugin": f"{provider} (installed)",
    }.get(entry["kind"], provider)


@click.command()
@click.option("--search", metavar="X", help="Only what has X in its name or its documentation.")
@click.option("--provider", metavar="P", help="Only fields of this provider, such as address.")
@click.option(
    "--json", "as_json", is_flag=True, help="As JSON, with the documentation of parameters."
)
def fields(search: str | None, provider: str | None, as_json: bool) -> None:
    """List what a column can be.

    Attributes of one entity, such as person.name and person.email, agree within a row.
    """
    found = list(catalogue())
    if provider is not None:
        found = _of_provider(found, provider)
    if search is not None:
        found = _searched(found, search)
    if as_json:
        import json

        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for name, entries in groupby(found, key=_heading):
        click.secho(name, bold=True)
        for entry in entries:
            click.echo(f"  {_signature(entry)}")
            click.echo(f"      {entry['doc']}")


def _of_provider(found: list[dict[str, Any]], provider: str) -> list[dict[str, Any]]:
    from .._nearest import near

    known = list(dict.fromkeys(entry["provider"] for entry in found))
    if provider not in known:
        message = f"there is no provider '{provider}', only {', '.join(known)}"
        raise UnknownFieldError(message + near(provider, known))
    return [entry for entry in found if entry["provider"] == provider]


def _searched(found: list[dict[str, Any]], search: str) -> list[dict[str, Any]]:
    from .._nearest import near

    wanted = search.lower()
    hits = [entry for entry in found if wanted in f"{entry['name']}\n{entry['doc']}".lower()]
    if not hits:
        message = f"no field has '{search}' in its name or documentation"
        raise UnknownFieldError(message + near(search, [entry["name"] for entry in found]))
    return hits


def _signature(entry: dict[str, Any]) -> str:
    params = [
        f"{param['name']}: {param['annotation']}"
        + ("" if param["default"] is None else f" = {param['default']}")
        for param in entry["params"]
    ]
    listed = f"({', '.join(params)})" if params else ""
    return f"{click.style(entry['name'], fg='cyan')}{listed} -> {entry['returns']}"


@click.command()
def locales() -> None:
    """List the locales."""
    for name in _forgery.locales():
        click.echo(name)
