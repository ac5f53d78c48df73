"""The command line: `forgery`, or `python -m forgery`.

    forgery generate customers.yaml --rows 1000000 --seed 42 --output customers.csv
    forgery generate shop --scale 0.1 --format parquet --output shop
    forgery preview sales --param country=DE
    forgery fields --search email
    forgery sample person.name -n 3 --locale de_DE
    forgery providers
    forgery verify out/manifest.json

An error is one line on standard error, and 2 the exit code.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import click

from .._forgery import VALUES_VERSION, __version__
from ..errors import ForgeryError
from ._datasets import datasets, info
from ._generate import generate
from ._init import init
from ._listing import fields, locales
from ._new_provider import new_provider
from ._preview import preview
from ._providers import providers
from ._sample import sample
from ._schemas import schema, validate
from ._serve import serve
from ._verify import verify

__all__ = ["main"]


class Problem(click.ClickException):
    """What is wrong, in one line."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Write the line to standard error."""
        click.echo(f"error: {self.message}", file=file, err=True)


class Commands(click.Group):
    """Commands whose errors are lines instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Who reads has seen enough. What is still buffered must go somewhere when Python exits.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(128 + signal.SIGINT) from None
        except OSError as error:  # `FileSystemError` too
            reason = error.strerror or str(error)
            raise Problem(f"{error.filename}: {reason}" if error.filename else reason) from error
        except ForgeryError as error:
            raise Problem(str(error)) from error


@click.group(
    cls=Commands,
    commands=[
        *(generate, verify, preview, validate, init, datasets, info, schema),
        *(fields, sample, locales, providers, new_provider, serve),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, prog_name="forgery", message=f"%(prog)s %(version)s (values {VALUES_VERSION})"
)
def cli() -> None:
    """Make fake data: the same seed gives the same data, anywhere and for ever."""


def main() -> None:
    """Run the command line."""
    if hasattr(signal, "SIGTERM"):
        # As for Ctrl-C, no half of a file stays when the system ends the program.
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    cli(prog_name="forgery")
