"""`forgery generate`: a schema file's rows, into a file."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from ._options import random_options

_KINDS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command()
@click.argument("schema", metavar="SCHEMA")
@click.option(
    "-n",
    "--rows",
    type=click.IntRange(0, 2**53),
    metavar="N",
    help="How many rows; by default what SCHEMA says.",
)
@random_options
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="The file to write, replaced when all is written; by default -, standard output.",
)
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["csv", "jsonl"]),
    help="The format; by default by FILE's ending (.csv, .jsonl, .ndjson), and csv for -.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Threads that make values; by default one for each processor. The rows are the same.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary.")
def generate(
    schema: str,
    rows: int | None,
    output: str,
    kind: str | None,
    threads: int,
    quiet: bool,
    **options: Any,
) -> None:
    """Write the rows of a schema.

    SCHEMA is a YAML, TOML or JSON file with `columns`, and perhaps `rows`, `seed`, `locale` and
    `as_of`, over which the options win.

    CSV is that of RFC 4180: a line with the names of the columns first, commas, quotes where they
    are needed, lines that end in CR LF. Missing values are empty. JSON Lines have an object on
    each line. Both are UTF-8; dates are written in ISO 8601, bytes in hexadecimal digits.
    """
    from .._forgery import set_threads
    from ..schema_file import load_schema
    from ._output import opened
    from ._progress import Progress
    from ._rows import header, write

    kind = kind or _kind(output)
    loaded = load_schema(schema)
    drawn = None
    if options["seed"] is None and loaded.seed is None:
        drawn = options["seed"] = int.from_bytes(os.urandom(4), "big")
    set_threads(threads)
    table = loaded.table(rows, **options)
    # Rows and a bar on one terminal would mix.
    shown = not quiet and not (output == "-" and sys.stdout.isatty())
    with Progress(table.num_rows, shown) as progress, opened(output) as file:
        file.write(header(table, kind))
        write(table, kind, file, progress.add)
    if not quiet:
        progress.summary("standard output" if output == "-" else output)
        if drawn is not None:
            click.echo(f"seed: {drawn}", err=True)


def _kind(output: str) -> str:
    if output == "-":
        return "csv"
    kind = _KINDS.get(os.path.splitext(output)[1].lower())
    if kind is None:
        message = f"what is to be written to '{output}'? Give --format csv or --format jsonl"
        raise click.UsageError(message)
    return kind
