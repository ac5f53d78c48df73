"""What `importlib.metadata` says of Faker while this package stands in for it."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from . import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

__all__ = ["distribution"]


class _Distribution(metadata.Distribution):
    """The release of Faker whose values this package gives."""

    def read_text(self, filename: str) -> str | None:
        """Get one of the distribution's files of metadata."""
        if filename != "METADATA":
            return None
        return (
            f"Metadata-Version: 2.1\nName: Faker\nVersion: {VERSION}\n"
            "Summary: forgery.compat stands in for this release of Faker.\n"
        )

    def locate_file(self, path: str | os.PathLike[str]) -> Path:
        """Get where a file of the distribution would be."""
        return Path(__file__).parent / path


def distribution() -> metadata.Distribution:
    """Describe the release of Faker that this package stands in for."""
    return _Distribution()
