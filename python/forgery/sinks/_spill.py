"""Sets of texts of any size in little memory: what is too much stands on the disk, in buckets by the texts' ends."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from typing import Any

from .._optional import need

#: How many bytes of texts are kept in memory, and how many when no more are to come.
_MOST, _REST = 4 << 20, 1 << 18
#: Into how many files texts are divided: one at a time is in memory.
_BUCKETS = 64
#: By how many characters at their ends. The beginnings of keys are often the same.
_END = 3


class Texts:
    """Texts that are added, and then counted or looked up.

    Args:
        path: How the names of its files begin.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._parts: list[Any] = []
        self._bytes = 0
        self._spilled = False
        self.count = 0

    def add(self, texts: Any) -> None:
        """Add some texts, none of them missing.

        Args:
            texts: A `pyarrow.StringArray`.
        """
        self.count += len(texts)
        self._parts.append(texts)
        self._bytes += texts.nbytes
        if self._bytes > _MOST:
            self.spill()

    def close(self) -> None:
        """Say that no more come: the memory is for others."""
        if self._spilled or self._bytes > _REST:
            self.spill()

    def distinct(self) -> int:
        """How many different ones there are."""
        compute: Any = need("pyarrow.compute", "arrow")
        return sum(compute.count_distinct(part).as_py() for part in self._divided())

    def missing(self, other: Texts) -> int:
        """How many of these are not among others.

        Args:
            other: The others.
        """
        compute: Any = need("pyarrow.compute", "arrow")
        if self._spilled or other._spilled:
            self.spill()
            other.spill()
        there = sum(
            compute.sum(compute.is_in(own, value_set=known)).as_py() or 0
            for own, known in zip(self._divided(), other._divided())
        )
        return self.count - int(there)

    def spill(self) -> None:
        """Put what is in memory on the disk."""
        self._spilled = True
        if not self._parts:
            return
        pyarrow: Any = need("pyarrow", "arrow")
        compute: Any = need("pyarrow.compute", "arrow")
        whole = self._memory()
        ends = compute.utf8_slice_codeunits(whole, -_END).dictionary_encode()
        # A hash that is the same in each process, of the few ends that there are.
        bucket = [zlib.crc32(end.encode()) % _BUCKETS for end in ends.dictionary.to_pylist()]
        buckets = pyarrow.array(bucket, pyarrow.uint8()).take(ends.indices)
        whole = whole.take(compute.sort_indices(buckets))
        counted = {
            each["values"]: each["counts"] for each in compute.value_counts(buckets).to_pylist()
        }
        at = 0
        for number in sorted(counted):
            part = pyarrow.record_batch([whole.slice(at, counted[number])], names=["text"])
            name = f"{self._path}-{number}"
            with open(name, "ab") as file, pyarrow.ipc.new_stream(file, part.schema) as stream:
                stream.write_batch(part)
            at += counted[number]
        self._parts, self._bytes = [], 0

    def _memory(self) -> Any:
        pyarrow: Any = need("pyarrow", "arrow")
        return pyarrow.concat_arrays(self._parts or [pyarrow.array([], pyarrow.string())])

    def _divided(self) -> Iterator[Any]:
        """The texts in parts, of which no two have a text in common."""
        if not self._spilled:
            yield self._memory()
            return
        self.spill()
        for number in range(_BUCKETS):
            yield self._read(f"{self._path}-{number}")

    def _read(self, path: str) -> Any:
        pyarrow: Any = need("pyarrow", "arrow")
        parts = [pyarrow.array([], pyarrow.string())]
        if os.path.exists(path):
            # One stream after the other, as they were added.
            with open(path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                while file.tell() < size:
                    parts += [batch.column(0) for batch in pyarrow.ipc.open_stream(file)]
        return pyarrow.concat_arrays(parts)
