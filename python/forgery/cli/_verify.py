"""`forgery verify`: whether files are what their manifest says."""

from __future__ import annotations

import click


@click.command()
@click.argument("manifest", metavar="MANIFEST")
@click.option(
    "-n",
    "--rows",
    type=click.IntRange(0),
    default=1000,
    metavar="N",
    help="How many random rows of each file are made again and compared; by default 1000.",
)
@click.option(
    "--html", metavar="FILE", help="Write the report with plots to a page that needs nothing else."
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
def verify(manifest: str, rows: int, html: str | None, quiet: bool) -> None:
    """Check the files of a manifest.

    MANIFEST is the manifest.json beside them, or their folder. Hashes are compared, random rows
    are made again, and keys, references, uniqueness, ranges, shares and distributions are held to
    the schema. The exit code is 1 if anything is wrong.
    """
    from ..sinks import verify as check

    report = check(manifest, rows=rows, html=html)
    if not quiet:
        click.echo(str(report))
    else:
        for each in report.failed:
            click.echo(str(each))
    if not report.ok:
        raise click.exceptions.Exit(1)
