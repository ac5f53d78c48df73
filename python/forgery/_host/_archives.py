"""ZIP and tar archives of files with random bytes."""

from __future__ import annotations

import bz2
import calendar
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from typing import Any, Callable

from .._nearest import near
from ..errors import InvalidValueError
from ._source import Make, Source, whole

#: Faker's names of the compressions, with the one that we call each by.
_NAMES = {
    "gzip": "gzip",
    "gz": "gzip",
    "bzip2": "bzip2",
    "bz2": "bzip2",
    "lzma": "lzma",
    "xz": "lzma",
}
_ZIP = {
    None: zipfile.ZIP_STORED,
    "gzip": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}


def make_zip(source: Source, compression: str | None = None, **sizes: Any) -> Make:
    """Prepare ZIP archives; `deflate` is another name of `gzip`."""
    method = _ZIP[_compression("gzip" if compression == "deflate" else compression)]
    files = _files(source, **sizes)
    # A ZIP archive knows the years from 1980 to 2107.
    moment = (
        source.as_of.timetuple()[:6] if 1980 <= source.as_of.year <= 2107 else (1980, 1, 1, 0, 0, 0)
    )

    def make(seed: int) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in files(seed):
                entry = zipfile.ZipInfo(name, moment)
                entry.compress_type = method
                entry.create_system = 3  # Unix, on every system
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, data)
        return buffer.getvalue()

    return make


def make_tar(source: Source, compression: str | None = None, **sizes: Any) -> Make:
    """Prepare tar archives."""
    method = _compression(compression)
    files = _files(source, **sizes)
    # The header of gzip has 32 bits for the seconds since 1970.
    seconds = min(max(calendar.timegm(source.as_of.timetuple()), 0), 2**32 - 1)

    def make(seed: int) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for name, data in files(seed):
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                entry.mtime = seconds
                archive.addfile(entry, io.BytesIO(data))
        return _compressed(buffer.getvalue(), method, seconds)

    return make


def _compressed(data: bytes, method: str | None, seconds: int) -> bytes:
    if method == "bzip2":
        return bz2.compress(data)
    if method == "lzma":
        return lzma.compress(data)
    if method is None:
        return data
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", fileobj=buffer, mtime=seconds) as file:
        file.write(data)
    return buffer.getvalue()


def _compression(given: str | None) -> str | None:
    if given is None:
        return None
    if given not in _NAMES:
        names = "'gzip', 'bzip2' or 'lzma'"
        message = f"'compression' must be {names}, or None, not '{given}'{near(given, _NAMES)}"
        raise InvalidValueError(message)
    return _NAMES[given]


def _files(
    source: Source, uncompressed_size: int = 65536, num_files: int = 1, min_file_size: int = 4096
) -> Callable[[int], Iterator[tuple[str, bytes]]]:
    """The names and bytes of an archive's files, by its seed; the engine checked that they fit."""
    size = whole("uncompressed_size", uncompressed_size, 1)
    count = whole("num_files", num_files, 1)
    least = whole("min_file_size", min_file_size, 1)

    def files(seed: int) -> Iterator[tuple[str, bytes]]:
        random, fake = source.random(seed), source.fake(seed)
        names = fake.batch("pystr", count)
        left = size
        for number, name in enumerate(names, 1):
            others = count - number
            share = random.randint(least, left - others * least) if others else left
            left -= share
            yield f"{name}{number}", fake.binary(length=share)

    return files
