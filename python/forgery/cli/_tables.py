"""Several tables, or several formats, into files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ._generate import drawn_seed, write_table
from ._options import values_of
from ._progress import Progress

if TYPE_CHECKING:
    from ..schema import Data, Schema


def write_tables(schema: Schema, options: dict[str, Any]) -> None:
    """Write the tables of a schema.

    Args:
        schema: The schema.
        options: Those of the command.
    """
    from .._datasets._load import sized

    values = values_of(schema, options["params"])
    scale = 1 if options["scale"] is None else options["scale"]
    schema, locale = sized(schema, scale, options["rows"], options["locale"], None, values)
    drawn = drawn_seed(schema.content.get("seed"), options)
    data = schema.plan(options["seed"], locale, options["as_of"])
    alone = _alone(schema, data, options)
    labels = _label_format(options) if options["labels"] else None
    if alone:
        write_table(data[schema.main], schema.main, options, **_said(data))
    else:
        _write_all(data, options)
    if labels is not None and not options["dry_run"]:
        output = options["output"]
        folder = (os.path.dirname(output) or ".") if alone else output
        written = data.write_labels(folder, labels, [schema.main] if alone else None)
        if not written and not options["quiet"]:
            click.echo("no labels: no overlay lies on what was written", err=True)
    if drawn is not None and not options["quiet"]:
        click.echo(f"seed: {drawn}", err=True)


def _label_format(options: dict[str, Any]) -> str:
    """The format of the labels: the first of the tables' that labels have."""
    from ..schema._labels import FORMATS

    output = options["output"]
    if output == "-":
        message = "--labels writes files beside the tables': give --output"
        raise click.UsageError(message)
    ending = os.path.splitext(output)[1][1:]
    wanted = [*options["formats"], ending]
    return next((name for name in wanted if name in FORMATS), "csv")


def _alone(schema: Schema, data: Data, options: dict[str, Any]) -> bool:
    """Whether one table is written to one file: the only one, or the one that the dataset is about."""
    from .._datasets._files import is_single

    output = options["output"]
    if output == "-":
        if not is_single(schema) and len(data) > 1:
            message = (
                f"{len(data)} tables ({', '.join(data)}) cannot go to standard output: "
                "give --output DIR"
            )
            raise click.UsageError(message)
        return True
    if os.path.isdir(output):
        return False
    if is_single(schema) or len(data) == 1:
        return bool(os.path.splitext(output)[1])
    if _is_file(output):
        # A folder of this name with other files in it is nothing that anybody wants.
        message = (
            f"{len(data)} tables cannot go to one file, '{output}': give --output DIR and --format"
        )
        raise click.UsageError(message)
    return False


def _is_file(output: str) -> bool:
    """Whether a name has the ending of a format."""
    from ..errors import ForgeryError
    from ..sinks._formats import by_ending

    try:
        by_ending(output)
    except ForgeryError:
        return False
    return True


def _said(data: Data) -> dict[str, Any]:
    return {
        "schema": data.schema,
        "parameters": data.parameters,
        "seed": data.seed,
        "locale": data.locale,
        "as_of": data.as_of,
    }


def _limits(options: dict[str, Any]) -> dict[str, Any]:
    return {"memory": options["memory"], "jobs": options["threads"] or None}


def _write_all(data: Data, options: dict[str, Any]) -> None:
    formats, output = list(options["formats"]) or ["csv"], options["output"]
    if options["dry_run"]:
        from ..sinks._formats import chosen

        for name in formats:
            chosen(name)
        click.echo(data.summary())
        click.echo(f"{', '.join(formats)} to {output}")
        return
    total = sum(table.num_rows for table in data.values())
    with Progress(total, not options["quiet"]) as progress:
        data.write(
            output,
            formats,
            resume=options["resume"],
            progress=progress.add,
            **_limits(options),
        )
    if not options["quiet"]:
        progress.summary(output)


def written(
    table: Any, name: str, options: dict[str, Any], progress: Progress, said: dict[str, Any]
) -> None:
    """Write one table by `forgery.sinks`: to a file, or in several formats into the file's folder.

    Args:
        table: The table.
        name: Its name.
        options: Those of the command.
        progress: Counts the rows.
        said: What a manifest says of it.
    """
    from .. import sinks

    output, formats = options["output"], list(options["formats"])
    common = {"progress": progress.add, **_limits(options), **said}
    if output == "-":
        message = "--memory, --resume and several formats are for files: give --output"
        raise click.UsageError(message)
    if not formats and not options["resume"]:
        sinks.write_file(table, output, name=name, **common)
        return
    place = Path(output)
    folder = place.parent if place.suffix and not place.is_dir() else place
    stem = place.name.partition(".")[0] if folder != place else name
    formats = formats or [place.name.partition(".")[2]]
    sinks.write({stem: table}, folder, formats, resume=options["resume"], **common)
