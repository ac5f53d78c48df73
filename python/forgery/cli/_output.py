"""Files that are either written to the end or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    r"""Open a file for writing.

    A file that is there already stays as it is until all is written; then the new one takes its
    place and permissions. Standard output, devices and pipes are written directly.

    Args:
        path: The file, or `-` for standard output.

    Raises:
        OSError: If it cannot be written.

    Example:
        >>> with opened("numbers.csv") as file:
        ...     file.write(b"1\r\n")
    """
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    with _replacing(target, path) as file:
        yield file


@contextmanager
def _replacing(target: Path, path: str) -> Iterator[BinaryIO]:
    temporary = target.with_name(f".forgery-{os.urandom(8).hex()}.tmp")
    try:
        try:
            file = temporary.open("xb")
        except OSError as error:
            error.filename = path
            raise
        with file:
            yield file
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise
