"""`forgery datasets` and `forgery info`: what datasets there are, and what is in one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import click

from ..errors import InvalidParameterError


@click.command()
@click.option("--search", metavar="X", help="Only what has X in its name, description or tags.")
@click.option("--category", metavar="C", help="Only those of this category, such as finance.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def datasets(search: str | None, category: str | None, as_json: bool) -> None:
    """List the datasets."""
    from .._datasets import datasets as found

    listed = found(search, category)
    if search is not None and not listed:
        from .._nearest import near

        message = f"no dataset has '{search}' in its name, description or tags"
        raise InvalidParameterError(message + near(search, [info.name for info in found()]))
    if as_json:
        import json

        click.echo(json.dumps([info._asdict() for info in listed], indent=2, ensure_ascii=False))
        return
    width = max((len(info.name) for info in listed), default=0)
    for name, entries in groupby(listed, key=lambda info: info.category):
        click.secho(name, bold=True)
        for entry in entries:
            label = click.style(entry.name.ljust(width), fg="cyan")
            source = "" if entry.distribution == "forgery" else f"  ({entry.distribution})"
            told = f"broken: {entry.error}" if entry.error else entry.description
            click.echo(f"  {label}  {told}{source}")


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def info(name: str, as_json: bool) -> None:
    """Show what a dataset or a schema file has.

    Its parameters, its tables and their columns, each with what it means.
    """
    from ._load import schema_of

    schema = schema_of(name)
    told = schema.describe()
    if as_json:
        import json

        click.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str))
        return
    version = f"  version {told['version']}" if told["version"] is not None else ""
    label = f"  {told['category']}" if told["category"] else ""
    click.echo(click.style(told["name"] or name, bold=True) + version + label)
    if told["description"]:
        click.echo(f"  {' '.join(told['description'].split())}")
    if told["tags"]:
        click.echo(f"  tags: {', '.join(told['tags'])}")
    if told["parameters"]:
        click.secho("parameters", bold=True)
        _aligned([(key, _parameter(each)) for key, each in told["parameters"].items()])
    for table, each in told["tables"].items():
        hidden = "  (hidden)" if each["hidden"] else ""
        click.echo(click.style(table, bold=True) + f"  {each['rows']} rows{hidden}")
        if each["description"]:
            click.echo(f"  {' '.join(each['description'].split())}")
        columns = each["columns"].items()
        shown = [(key, column) for key, column in columns if not column["hidden"]]
        _aligned([(key, column["doc"] or column["kind"]) for key, column in shown])
    _example(name, schema, told)


def _parameter(parameter: dict[str, Any]) -> str:
    parts = [parameter.get("type") or "any", f"default {parameter['default']}"]
    for key, word in (("min", "from"), ("max", "to")):
        if key in parameter:
            parts.append(f"{word} {parameter[key]}")
    if "values" in parameter:
        parts.append(f"one of {', '.join(map(str, parameter['values']))}")
    told = ", ".join(parts)
    return f"{parameter['doc']} ({told})" if parameter.get("doc") else told


def _aligned(pairs: list[tuple[str, str]]) -> None:
    width = max((len(key) for key, _ in pairs), default=0)
    for key, text in pairs:
        click.echo(f"  {click.style(key.ljust(width), fg='cyan')}  {' '.join(text.split())}")


def _example(name: str, schema: Any, told: dict[str, Any]) -> None:
    from ._load import is_file

    click.secho("example", bold=True)
    country = " --param country=DE" if "country" in told["parameters"] else ""
    click.echo(
        f"  forgery generate {name}{country} --seed 42 --format csv --output {told['name'] or 'out'}"
    )
    if not is_file(name):
        country = ', country="DE"' if country else ""
        click.echo(f'  forgery.dataset("{name}"{country}, seed=42)["{schema.main}"][0]')
