"""The stream of labels: what overlays changed in the rows of a dataset, in the formats of streams."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from ..schema._labels import Label, _record_batch, arrow_schema
from ._formats import Arrow, Block, Csv, NdJson, Sse, Writer, _marker
from ._source import Source


class _Told:
    """The labels of some rows of the table, most of which have none."""

    def __init__(self, start: int, stop: int, labels: Sequence[Label], write: Any) -> None:
        self.start = start
        self.stop = stop
        self.size = 64 * len(labels)
        self._labels = labels
        self._write = write
        self._taken = 0

    def take(self, stop: int) -> bytes:
        """The labels that were not taken yet of rows up to a row.

        Args:
            stop: The row before which to stop.
        """
        first = last = self._taken
        while last < len(self._labels) and self._labels[last].row < stop:
            last += 1
        self._taken = last
        made: bytes = self._write(self._labels[first:last]) if last > first else b""
        return made


class _Labels(Writer):
    """Writes labels; rows are those of the table, so that a rate and an offset mean the same as in its stream."""

    def change(self, row: int) -> bytes:
        """Labels look the same whatever version the rows have."""
        del row
        return b""

    def block(self, start: int, stop: int) -> Block:
        """Look for labels; blocking."""
        found = self.source.labels(start, stop)
        found.sort(key=lambda label: label.row)
        return _Told(start, stop, found, self._text)

    def _text(self, labels: Sequence[Label]) -> bytes:
        raise NotImplementedError


def _json(label: Label) -> bytes:
    return json.dumps(label._asdict(), ensure_ascii=False).encode()


class _NdJson(_Labels, NdJson):
    def begin(self, row: int) -> bytes:
        """A marker with the seed, if markers are wanted."""
        del row
        return _marker({"seed": self.source.seed}) + b"\n" if self.marker else b""

    def _text(self, labels: Sequence[Label]) -> bytes:
        return b"".join(_json(label) + b"\n" for label in labels)


class _Sse(_Labels, Sse):
    def begin(self, row: int) -> bytes:
        """An event `schema`."""
        del row
        told = _marker({"seed": self.source.seed, "columns": list(Label._fields)})
        return b"event: schema\ndata: %b\n\n" % told

    def _text(self, labels: Sequence[Label]) -> bytes:
        # The id of a row's last label only: whoever resumes after it has seen all of them.
        after = [label.row for label in labels[1:]] + [None]
        lines = []
        for label, following in zip(labels, after):
            head = b"" if label.row == following else b"id: %d\n" % label.row
            lines.append(head + b"data: " + _json(label) + b"\n\n")
        return b"".join(lines)


class _Csv(_Labels, Csv):
    def begin(self, row: int) -> bytes:
        """The line with the names."""
        del row
        return ",".join(Label._fields).encode() + b"\r\n"

    def _text(self, labels: Sequence[Label]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(labels)
        return text.getvalue().encode()


class _Arrow(_Labels, Arrow):
    def __init__(self, source: Source, marker: bool) -> None:
        Arrow.__init__(self, source, marker)

    def begin(self, row: int) -> bytes:
        """The schema."""
        del row
        told = {"forgery.seed": json.dumps(self.source.seed)}
        self._schema = arrow_schema().with_metadata(told)
        self._writer = self._arrow.ipc.new_stream(self._pipe, self._schema)
        return self._pipe.take()

    def _text(self, labels: Sequence[Label]) -> bytes:
        self._writer.write_batch(_record_batch(labels, self._schema))
        return self._pipe.take()


_WRITERS: dict[str, type[Writer]] = {"ndjson": _NdJson, "sse": _Sse, "csv": _Csv, "arrow": _Arrow}


def writer(name: str, source: Source, marker: bool = False) -> Writer:
    """What writes labels in a format.

    Args:
        name: The format, one of those of streams.
        source: Where the rows come from.
        marker: Whether plain formats tell of the end, too.
    """
    return _WRITERS[name](source, marker)
