"""`forgery providers`: what third parties offer, from where, and what is broken."""

from __future__ import annotations

from typing import Any

import click

from ..errors import InvalidValueError, UnknownFieldError


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def providers(context: click.Context, as_json: bool) -> None:
    """List the providers, sinks and datasets that are installed.

    A broken one is listed with what is wrong; the others go on working. FORGERY_NO_PLUGINS=1 hides
    them all, FORGERY_PLUGINS=a,b all but these.
    """
    if context.invoked_subcommand is not None:
        return
    listed = list(_listed())
    if as_json:
        import json

        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    if not listed:
        click.echo("no providers are installed")
    for entry in listed:
        _show(entry)


@providers.command()
@click.argument("name", metavar="NAME")
def check(name: str) -> None:
    """Check the fields of a provider.

    They are to be as addressable as forgery's own: each is made in several ways, which must give the same
    values. Fields with required parameters are left out; forgery.testing.check_provider takes arguments for
    them.
    """
    from .._nearest import near
    from ..registry import registry
    from ..testing import check_provider

    if registry.provider(name) is None:
        known = [plugin.name for plugin in registry.plugins()]
        message = f"there is no provider '{name}'{near(name, known)}"
        raise UnknownFieldError(message)
    report = check_provider(name, strict=False)
    for field in report.checked:
        click.echo(f"ok       {name}.{field}")
    for field in report.skipped:
        click.echo(f"skipped  {name}.{field}: it needs arguments")
    for problem in report.problems:
        click.echo(f"failed   {problem}")
    if report.problems:
        failed = f"{len(report.problems)} of {len(report.problems) + len(report.checked)} fields"
        raise InvalidValueError(f"provider '{name}': {failed} failed")


def _listed() -> Any:
    """Each plugin as a dict: kind, name, distribution, what is wrong or what its fields are."""
    from ..errors import PluginError
    from ..registry import GROUPS, PROVIDERS, registry
    from ..registry._installed import wanted
    from ..registry._registry import load

    for group in GROUPS:
        plugins = registry.plugins(group)
        names = [plugin.name for plugin in plugins]
        for plugin in plugins:
            entry: dict[str, Any] = {
                "kind": plugin.what,
                "name": plugin.name,
                "distribution": plugin.distribution,
                "entry_point": plugin.value,
                "error": None,
            }
            if names.count(plugin.name) > 1:
                entry["error"] = "another distribution has one of this name: uninstall one of them"
            try:
                if group == PROVIDERS:
                    provider = load(plugin)
                    entry["doc"] = provider.doc
                    entry["fields"] = [_field(field) for field in provider]
                    entry["replaces"] = list(provider.replaces)
                    entry["replacing"] = bool(provider.replaces) and wanted() is not None
                else:
                    plugin.get(lambda _, loaded: loaded)
            except PluginError as error:
                entry["error"] = str(error)
            yield entry


def _field(field: Any) -> dict[str, Any]:
    params = [f"{param.name}" for param in field.params]
    returns = f"{field.returns} | None" if field.nullable else field.returns
    entity = field.entity
    return {
        "name": field.name,
        "returns": returns,
        "params": params,
        "entity": entity,
        "doc": field.doc,
    }


def _show(entry: dict[str, Any]) -> None:
    name = click.style(entry["name"], bold=True)
    kind = "" if entry["kind"] == "provider" else f" ({entry['kind']})"
    click.echo(f"{name}{kind}  {entry['distribution']}")
    if entry["error"]:
        click.echo(f"  broken: {entry['error']}")
    for field in entry.get("fields", ()):
        params = f"({', '.join(field['params'])})" if field["params"] else ""
        label = click.style(f"{entry['name']}.{field['name']}", fg="cyan")
        click.echo(f"  {label}{params} -> {field['returns']}")
        if field["doc"]:
            click.echo(f"      {field['doc']}")
    if entry.get("replaces"):
        names = ", ".join(entry["replaces"])
        state = "replaces" if entry["replacing"] else "offers to replace"
        hint = "" if entry["replacing"] else f": FORGERY_PLUGINS={entry['name']} accepts that"
        click.echo(f"  {state} forgery's own {names}{hint}")
