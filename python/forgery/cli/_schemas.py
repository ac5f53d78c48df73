"""`forgery validate` and `forgery schema`."""

from __future__ import annotations

import click

from ..errors import ForgeryError, SchemaError


@click.command()
@click.argument("schema", metavar="SCHEMA")
def validate(schema: str) -> None:
    """Check a schema, without making rows.

    All that is wrong is told, a line each, with its place in the file; the exit code is then 1.
    """
    from ..schema._problems import Problem, line
    from ..schema._schema import validate as check

    try:
        problems = check(schema)
    except SchemaError:
        raise
    except ForgeryError as error:
        problems = [("", None, None, str(error))]
    for problem in problems:
        click.echo(line(schema, Problem(*problem)))
    if problems:
        raise click.exceptions.Exit(1)
    click.echo(f"{schema}: valid")


@click.command()
@click.option("--json-schema", is_flag=True, help="Print it as a JSON Schema, for editors.")
@click.pass_context
def schema(context: click.Context, json_schema: bool) -> None:
    """Describe the language of schemas."""
    if not json_schema:
        click.echo(context.get_help())
        return
    import json

    from ..schema._json_schema import json_schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))
