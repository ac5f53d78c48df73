"""`forgery serve`: streams over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command()
@click.option("--host", metavar="HOST", help="The address to listen on; 127.0.0.1 by default.")
@click.option(
    "--port", type=int, metavar="PORT", help="The port; 8000 by default, 0 for a free one."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A YAML file of settings.",
)
@click.option("--root-path", metavar="PATH", help="The path that a proxy puts before all others.")
@click.option(
    "--log-level", type=click.Choice(["debug", "info", "warning", "error"]), help="What is logged."
)
@click.option("--log-format", type=click.Choice(["json", "console"]), help="How it is logged.")
@click.option("--print-config", is_flag=True, help="Show the settings, and serve nothing.")
def serve(config: Path | None, print_config: bool, **flags: Any) -> None:
    """Serve streams of datasets and schemas over HTTP.

    Settings come from the file, from variables such as FORGERY_MAX_ROWS, and from the options here; the
    last one that speaks wins. Needs forgery[server].
    """
    from ..serve import load_settings, run

    settings = load_settings(config, flags)
    if print_config:
        import json

        click.echo(json.dumps(settings.shown(), indent=2, ensure_ascii=False))
        return
    if not run(settings):
        raise click.exceptions.Exit(1)
