"""`forgery generate`: the rows of a schema or a dataset, into files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from ._options import parameter_option, random_options

if TYPE_CHECKING:
    from .._forgery import Table
    from ..schema_file import SchemaFile

_KINDS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@click.command()
@click.argument("schema", metavar="SCHEMA_OR_DATASET")
@click.option(
    "-n",
    "--rows",
    type=click.IntRange(0, 2**53),
    metavar="N",
    help="How many rows, of the main table if there are several; by default what SCHEMA says.",
)
@random_options
@parameter_option
@click.option(
    "--scale",
    type=float,
    metavar="X",
    help="So many times the rows of all tables, such as 0.1 or 10.",
)
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE_OR_DIR",
    help="The file or, for several tables or formats, the folder; by default -, standard output.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="csv, jsonl, json, parquet, arrow, xlsx, geojson or sql; several for all in one pass. "
    "By default by FILE's ending, and csv otherwise.",
)
@click.option(
    "-j",
    "--threads",
    "--jobs",
    "threads",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Threads that make values; by default one for each processor. The rows are the same.",
)
@click.option("--memory", metavar="SIZE", help="The most memory that rows may take, such as 256M.")
@click.option("--resume", is_flag=True, help="Keep files that an earlier run has finished.")
@click.option(
    "--labels",
    is_flag=True,
    help="Write what overlays changed too: FILE_OR_DIR gets TABLE_labels.FORMAT.",
)
@click.option("--dry-run", is_flag=True, help="Check everything, say what would be written.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary.")
def generate(schema: str, **options: Any) -> None:
    """Write the rows of a schema or a dataset.

    SCHEMA_OR_DATASET is a YAML, TOML or JSON file with `columns` or `tables`, over whose `rows`, `seed`, `locale` and
    `as_of` the options win, or the name of a dataset.

    CSV is that of RFC 4180: a line with the names of the columns first, commas, quotes where they
    are needed, lines that end in CR LF. Missing values are empty. JSON Lines have an object on
    each line. Both are UTF-8; dates are written in ISO 8601, bytes in hexadecimal digits.
    """
    from .._forgery import set_threads
    from ..schema_file import SchemaFile
    from ._load import load

    loaded = load(schema)
    set_threads(options["threads"])
    if isinstance(loaded, SchemaFile):
        _records(loaded, options)
    else:
        from ._tables import write_tables

        write_tables(loaded, options)


def _records(loaded: SchemaFile, options: dict[str, Any]) -> None:
    """Write the rows of a file that has columns alone."""
    for name in ("params", "scale", "labels"):
        if options[name]:
            message = f"{loaded.path} has no parameters, no overlays and no other tables: leave --{_OPTION[name]}"
            raise click.UsageError(message)
    seed = drawn_seed(loaded.seed, options)
    given = {key: options[key] for key in ("seed", "locale", "as_of")}
    table = loaded.table(options["rows"], **given)
    write_table(table, os.path.splitext(os.path.basename(loaded.path))[0], options)
    if seed is not None and not options["quiet"]:
        click.echo(f"seed: {seed}", err=True)


_OPTION = {"params": "param", "scale": "scale", "labels": "labels"}


def drawn_seed(said: Any, options: dict[str, Any]) -> int | None:
    """Draw a seed if nobody said one, so that it can be told.

    Args:
        said: The schema's.
        options: Those of the command, which get it.

    Returns:
        The seed that was drawn.
    """
    if options["seed"] is not None or said is not None:
        return None
    if options["resume"]:
        message = "--resume goes on where a run of the same seed stopped: give --seed"
        raise click.UsageError(message)
    drawn: int = int.from_bytes(os.urandom(4), "big")
    options["seed"] = drawn
    return drawn


def write_table(table: Table, name: str, options: dict[str, Any], **said: Any) -> None:
    """Write one table, to standard output or to a file.

    Args:
        table: The table.
        name: Its name.
        options: Those of the command.
        **said: What a manifest says of it.
    """
    from ._progress import Progress

    output, formats, quiet = options["output"], options["formats"], options["quiet"]
    kind = _kind(output, formats)
    if options["dry_run"]:
        where = "standard output" if output == "-" else output
        columns = f"{table.num_rows:,} rows, {len(table.column_names)} columns"
        click.echo(f"{name}: {columns} to {where}")
        return
    # Rows and a bar on one terminal would mix.
    shown = not quiet and not (output == "-" and sys.stdout.isatty())
    with Progress(table.num_rows, shown) as progress:
        if kind is None or options["memory"] or options["resume"]:
            from ._tables import written

            written(table, name, options, progress, said)
        else:
            from ._output import opened
            from ._rows import header, write

            with opened(output) as file:
                file.write(header(table, kind))
                write(table, kind, file, progress.add)
    if not quiet:
        progress.summary("standard output" if output == "-" else output)


def _kind(output: str, formats: tuple[str, ...]) -> str | None:
    """`csv` or `jsonl`; None if `forgery.sinks` is to write."""
    if len(formats) > 1:
        return None
    if formats:
        kind = {"ndjson": "jsonl"}.get(formats[0].lower(), formats[0].lower())
        if output == "-" and kind not in {"csv", "jsonl"}:
            message = f"standard output takes csv and jsonl, not {formats[0]}: give --output"
            raise click.UsageError(message)
        return kind if kind in {"csv", "jsonl"} and not os.path.isdir(output) else None
    if output == "-":
        return "csv"
    ending = os.path.splitext(output)[1].lower()
    if not ending:
        message = f"what is to be written to '{output}'? Give --format csv or --format parquet"
        raise click.UsageError(message)
    return _KINDS.get(ending)
