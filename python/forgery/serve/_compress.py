"""Compression of a stream as it goes."""

from __future__ import annotations

import zlib
from typing import Any

from .._optional import need
from ..errors import ExportFormatError


class Compressor:
    """Compresses what is given to it, and lets all of it out when it is flushed."""

    def add(self, data: bytes, flush: bool) -> bytes:
        """Compress some bytes.

        Args:
            data: The bytes.
            flush: Whether all of them must come out now.
        """
        raise NotImplementedError

    def end(self) -> bytes:
        """What stands at the end."""
        raise NotImplementedError


class Gzip(Compressor):
    """Gzip, at its quickest."""

    def __init__(self) -> None:
        self._made = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def add(self, data: bytes, flush: bool) -> bytes:
        """Compress some bytes."""
        out = self._made.compress(data)
        return out + self._made.flush(zlib.Z_SYNC_FLUSH) if flush else out

    def end(self) -> bytes:
        """What stands at the end."""
        return self._made.flush()


class Zstd(Compressor):
    """Zstandard with a window of 256 KiB, so that a stream takes little memory."""

    def __init__(self) -> None:
        self._zstd: Any = need("zstandard", "zstd")
        parameters = self._zstd.ZstdCompressionParameters.from_level(1, window_log=18)
        compressor = self._zstd.ZstdCompressor(compression_params=parameters)
        self._made = compressor.compressobj()

    def add(self, data: bytes, flush: bool) -> bytes:
        """Compress some bytes."""
        out: bytes = self._made.compress(data)
        if flush:
            out += self._made.flush(self._zstd.COMPRESSOBJ_FLUSH_BLOCK)
        return out

    def end(self) -> bytes:
        """What stands at the end."""
        out: bytes = self._made.flush()
        return out


#: The compressions, by the names that HTTP has for them.
COMPRESSIONS: dict[str, type[Compressor]] = {"gzip": Gzip, "zstd": Zstd}


def compressor(name: str | None) -> Compressor | None:
    """What compresses a stream; None for nothing.

    Args:
        name: The compression.

    Raises:
        forgery.errors.ExportFormatError: If there is no such compression.
        forgery.errors.MissingExtraError: If its library is not installed.
    """
    if name is None:
        return None
    if name not in COMPRESSIONS:
        message = f"'compression' must be one of {', '.join(COMPRESSIONS)}, not '{name}'"
        raise ExportFormatError(message)
    return COMPRESSIONS[name]()
