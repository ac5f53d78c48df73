"""Files that are hashed while they are written, and appear under their names only when all is there."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from .._optional import need
from ..errors import FileSystemError

#: Compressions of text files by the endings of their names.
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
_BUFFER = 1 << 20


@contextmanager
def naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """Let what goes wrong with a file be a `FileSystemError` that names it.

    Args:
        path: The file that the user knows of.

    Raises:
        forgery.errors.FileSystemError: Instead of `OSError`.
    """
    try:
        yield
    except FileSystemError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            reason += (
                ": nothing that was there before has changed; free some space or write elsewhere"
            )
        raise FileSystemError(error.errno, reason, os.fspath(path)) from error


class HashedFile:
    """A new file whose bytes are counted and hashed on their way.

    Args:
        path: Where it is written.
        compression: `gzip`, `zstd` or None.
        level: How hard it is compressed; None for the library's usual.
    """

    def __init__(self, path: str, compression: str | None = None, level: int | None = None) -> None:
        self._raw = open(path, "wb", buffering=0)  # noqa: SIM115
        self._hash = hashlib.sha256()
        self.size = 0
        self._aborted = False
        self._packed: Any = None
        try:
            if compression == "gzip":
                # No name and no time: the same rows are the same bytes.
                self._packed = gzip.GzipFile("", "wb", 6 if level is None else level, self, mtime=0)
            elif compression == "zstd":
                self._packed = _zstd(self, level)
        except BaseException:
            self._raw.close()
            raise

    def write(self, data: bytes) -> int:
        """Write bytes as they are: what a library that compresses gives, or who does not."""
        if self._aborted:
            return len(data)
        view = memoryview(data).cast("B") if not isinstance(data, bytes) else data
        self._hash.update(view)
        self.size += len(view)
        left = memoryview(view)
        while left:
            left = left[self._raw.write(left) :]
        return len(view)

    def put(self, data: bytes) -> None:
        """Write bytes, compressed where that is asked for."""
        (self._packed or self).write(data)

    def flush(self) -> None:
        """Do nothing: nothing waits. Libraries ask for it."""

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        return self._raw.closed

    def tell(self) -> int:
        """How many bytes were written."""
        return self.size

    def close(self) -> None:
        """Finish the file: all of it is on the disk then."""
        if self._raw.closed:
            return
        try:
            if self._packed is not None:
                self._packed.close()
            os.fsync(self._raw.fileno())
        finally:
            self._raw.close()

    def abort(self) -> None:
        """Close the file as it is; libraries that still write to it do so in vain."""
        self._aborted = True
        self._raw.close()

    @property
    def sha256(self) -> str:
        """The digest of what was written."""
        return self._hash.hexdigest()


def _zstd(to: Any, level: int | None) -> Any:
    zstandard = need("zstandard", "zstd")
    return zstandard.ZstdCompressor(level=3 if level is None else level).stream_writer(
        to, closefd=False
    )


def reading(path: str) -> BinaryIO:
    """Open a file that may be compressed, as the ending of its name says.

    Args:
        path: The file.
    """
    compression = COMPRESSIONS.get(os.path.splitext(path)[1].lower())
    if compression == "gzip":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    if compression == "zstd":
        zstandard = need("zstandard", "zstd")
        # Its own reader does not give lines.
        found: BinaryIO = io.BufferedReader(zstandard.open(path, "rb"))
        return found
    return open(path, "rb")


def digest(path: str | os.PathLike[str]) -> tuple[str, int]:
    """The SHA-256 and the length of a file.

    Args:
        path: The file.
    """
    made, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while block := file.read(_BUFFER):
            made.update(block)
            size += len(block)
    return made.hexdigest(), size


class Pending:
    """Files under temporary names, which all take their places together, or go.

    Args:
        keep: Whether those that are finished stay when the run does not end, to be gone on with.
    """

    def __init__(self, keep: bool = False) -> None:
        self._files: dict[str, str] = {}
        self._made: list[Path] = []
        self._keep = keep
        self._finished: set[str] = set()

    def begin(self, final: str) -> str:
        """A temporary name beside the one that a file is to have.

        Args:
            final: The name that it is to have.
        """
        folder, name = os.path.split(final)
        self.folder(folder)
        # A name of one's own, unless somebody is to find it again.
        mark = "resume" if self._keep else os.urandom(8).hex()
        temporary = os.path.join(folder, f".{name}.{mark}.tmp")
        self._files[final] = temporary
        return temporary

    def folder(self, path: str) -> None:
        """Make a folder, to be removed again if all goes."""
        missing = [part for part in (Path(path), *Path(path).parents) if not part.exists()]
        with naming(path):
            Path(path).mkdir(parents=True, exist_ok=True)
        self._made[:0] = missing

    def finished(self, final: str) -> None:
        """Say that a file is whole."""
        self._finished.add(final)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._files.items())

    def commit(self) -> None:
        """Give all files their names, one after another, and write the folders to the disk."""
        folders = set()
        for final, temporary in list(self._files.items()):
            with naming(final):
                if os.path.exists(final):
                    shutil.copymode(final, temporary)
                os.replace(temporary, final)
            del self._files[final]
            folders.add(os.path.dirname(final) or ".")
        for folder in folders:
            _sync(folder)
        self._made.clear()

    def discard(self) -> None:
        """Remove what is not to stay: all temporary files, or the unfinished ones."""
        for final, temporary in self._files.items():
            if not (self._keep and final in self._finished):
                with suppress(OSError):
                    os.unlink(temporary)
        if not self._keep:
            for folder in self._made:
                with suppress(OSError):
                    folder.rmdir()


def _sync(folder: str) -> None:
    if os.name != "posix":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_atomically(path: str, data: bytes) -> None:
    """Write a small file, which is whole or as it was.

    Args:
        path: The file.
        data: Its bytes.
    """
    pending = Pending()
    try:
        temporary = pending.begin(path)
        with naming(path):
            file = HashedFile(temporary)
            try:
                file.put(data)
                file.close()
            finally:
                file.abort()
        pending.commit()
    except BaseException:
        pending.discard()
        raise
