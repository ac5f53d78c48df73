"""The Sphinx extension: `extensions = ["forgery.compat.sphinx.autodoc"]` in conf.py."""

from __future__ import annotations

from pathlib import Path

from .docstring import ProviderMethodDocstring
from .documentor import write_pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["setup"]


def setup(app: Any) -> None:
    """Have Sphinx write the pages of the providers before it reads the others, and add samples as it goes."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("builder-inited", _create_source_files)
    app.connect("autodoc-process-docstring", _process_docstring)


def _create_source_files(app: Any) -> None:
    """Write the pages of the providers beside the other sources."""
    write_pages(Path(app.srcdir))


def _process_docstring(
    app: Any, what: str, name: str, obj: object, options: Any, lines: list[str]
) -> None:
    """Add samples to the docstring of a provider's method."""
    docstring = ProviderMethodDocstring(app, what, name, obj, options, lines)
    if not docstring.skipped:
        lines[:] = docstring.lines
