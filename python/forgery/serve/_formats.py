"""The formats of streams: what stands before the rows, the rows, where the columns change, and the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .._nearest import near
from .._optional import need
from ..errors import ExportFormatError

if TYPE_CHECKING:
    from ._source import Source, Version


@dataclass(frozen=True)
class End:
    """How a stream ended.

    Attributes:
        reason: `complete`, or why it was cut short: `shutdown`, `duration`, `error`.
        rows: How many rows were sent.
        next: The row to resume at.
        message: What went wrong, if something did.
    """

    reason: str
    rows: int
    next: int
    message: str | None = None

    @property
    def json(self) -> bytes:
        """It as JSON."""
        told: dict[str, Any] = {"end": self.reason, "rows": self.rows, "next": self.next}
        if self.message is not None:
            told["message"] = self.message
        return _marker(told)


def _marker(told: Mapping[str, Any]) -> bytes:
    return json.dumps({"forgery": told}, ensure_ascii=False).encode()


def announced(source: Source, version: Version, row: int) -> bytes:
    """What a marker says of a version.

    Args:
        source: The source.
        version: The version.
        row: The row that comes next.
    """
    columns = [{"name": each.name, "type": each.type} for each in version.columns]
    return _marker(
        {"schema_version": version.number, "row": row, "seed": source.seed, "columns": columns}
    )


class Block(Protocol):
    """Some rows, made already, that are sent in one or several parts.

    Attributes:
        start: The first row.
        stop: The row after the last.
        size: How many bytes they are, about.
    """

    start: int
    stop: int
    size: int

    def take(self, stop: int) -> bytes:
        """The rows that were not taken yet up to a row.

        Args:
            stop: The row before which to stop.
        """


class Lines:
    """Rows that are a text each, cut apart only if they are not taken as a whole."""

    def __init__(
        self, start: int, stop: int, text: bytes, cut: Callable[[bytes, int], list[bytes]]
    ) -> None:
        self.start = start
        self.stop = stop
        self.size = len(text)
        self._text = text
        self._cut = cut
        self._lines: list[bytes] | None = None
        self._taken = start

    def take(self, stop: int) -> bytes:
        """The rows that were not taken yet up to a row.

        Args:
            stop: The row before which to stop.
        """
        first, self._taken = self._taken, stop
        if self._lines is None:
            text, self._text = self._text, b""
            if first == self.start and stop == self.stop:
                return text
            self._lines = self._cut(text, self.stop - self.start)
        return b"".join(self._lines[first - self.start : stop - self.start])


class Writer:
    """Writes a stream in a format; of text, unless a class says otherwise.

    Args:
        source: Where the rows come from.
        marker: Whether plain formats tell of versions and the end, too.
    """

    media_type = ""

    def __init__(self, source: Source, marker: bool) -> None:
        self.source = source
        self.marker = marker

    def begin(self, row: int) -> bytes:
        """What stands before the rows.

        Args:
            row: The first row.
        """
        raise NotImplementedError

    def change(self, row: int) -> bytes:
        """What stands where the columns change.

        Args:
            row: The first row of the new version.
        """
        return self.begin(row)

    def block(self, start: int, stop: int) -> Block:
        """Make rows of one version; blocking.

        Args:
            start: The first row.
            stop: The row before which to stop.
        """
        raise NotImplementedError

    def end(self, end: End) -> bytes:
        """What stands after the rows.

        Args:
            end: How the stream ended.
        """
        raise NotImplementedError


def _json_lines(source: Source, start: int, stop: int) -> bytes:
    """Rows as JSON with the names of their version, a line each."""
    lines = source.rows(start, stop).text("jsonl")
    version = source.version(start)
    return _renamed(lines, version) if version.names else lines


def _cut_lines(text: bytes, _: int) -> list[bytes]:
    """Lines of JSON, in which no line ends within a text."""
    return text.splitlines(keepends=True)


def _cut_events(text: bytes, _: int) -> list[bytes]:
    return [event + b"\n\n" for event in text.split(b"\n\n")[:-1]]


def _renamed(lines: bytes, version: Version) -> bytes:
    if any(column.type == "mixed" for column in version.columns):
        # Objects inside a row may have the same keys, which keep their names.
        rows = (json.loads(line) for line in lines.splitlines())
        names = version.names
        renamed = ({names.get(key, key): each for key, each in row.items()} for row in rows)
        return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in renamed)
    # A quote inside a text follows a backslash, so these stand nowhere but where a key does. NUL stands nowhere in
    # JSON, so two names can change places.
    for place, name in enumerate(version.names):
        lines = lines.replace(_key(name), b"\0%d\0" % place)
    for place, name in enumerate(version.names.values()):
        lines = lines.replace(b"\0%d\0" % place, _key(name))
    return lines


def _key(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode() + b": "


class NdJson(Writer):
    """JSON, an object on each line."""

    media_type = "application/x-ndjson"

    def begin(self, row: int) -> bytes:
        """A marker, if they are wanted."""
        if not self.marker:
            return b""
        return announced(self.source, self.source.version(row), row) + b"\n"

    def block(self, start: int, stop: int) -> Block:
        """Make rows of one version."""
        text = _json_lines(self.source, start, stop)
        return Lines(start, stop, text, _cut_lines)

    def end(self, end: End) -> bytes:
        """A marker, if the stream was cut short or they are wanted."""
        return end.json + b"\n" if self.marker or end.reason != "complete" else b""


class Sse(Writer):
    """Server-Sent Events: an event for each row, whose id is the row's number."""

    media_type = "text/event-stream"

    def begin(self, row: int) -> bytes:
        """An event `schema`."""
        return b"event: schema\ndata: %b\n\n" % announced(
            self.source, self.source.version(row), row
        )

    def block(self, start: int, stop: int) -> Block:
        """Make rows of one version."""
        lines = _json_lines(self.source, start, stop).splitlines(keepends=True)
        events = map(b"id: %d\ndata: %b\n".__mod__, zip(range(start, stop), lines))
        return Lines(start, stop, b"".join(events), _cut_events)

    def end(self, end: End) -> bytes:
        """An event `end`."""
        return b"event: end\ndata: %b\n\n" % end.json


class Csv(Writer):
    """Comma-separated values, as RFC 4180 has them."""

    media_type = "text/csv; charset=utf-8; header=present"

    def begin(self, row: int) -> bytes:
        """The line with the names of the columns."""
        version = self.source.version(row)
        told = b"# %b\r\n" % announced(self.source, version, row) if self.marker else b""
        return told + header([column.name for column in version.columns])

    def change(self, row: int) -> bytes:
        """An empty line, and the names of the columns from here on."""
        return b"\r\n" + self.begin(row)

    def block(self, start: int, stop: int) -> Block:
        """Make rows of one version."""
        return Lines(start, stop, self.source.rows(start, stop).text("csv"), _cut_records)

    def end(self, end: End) -> bytes:
        """A line after a `#`, if the stream was cut short or markers are wanted."""
        cut = self.marker or end.reason != "complete"
        return b"# %b\r\n" % end.json if cut else b""


def header(names: Sequence[str]) -> bytes:
    """The line with the names of columns.

    Args:
        names: The names.
    """
    from ..sinks import _dialect

    return _dialect.header(list(names), _dialect.dialect(None))


def _cut_records(text: bytes, rows: int) -> list[bytes]:
    """Text cut into rows, which may have lines inside quotes."""
    lines = text.split(b"\r\n")
    lines.pop()
    if len(lines) == rows:
        return [line + b"\r\n" for line in lines]
    found: list[bytes] = []
    whole = True
    for line in lines:
        if whole:
            found.append(line)
        else:
            found[-1] += b"\r\n" + line
        whole = (line.count(b'"') % 2 == 0) == whole
    return [line + b"\r\n" for line in found]


class Pipe:
    """A file of which what was written is taken away."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        """Write some bytes.

        Args:
            data: The bytes.
        """
        part = bytes(data)
        self._parts.append(part)
        return len(part)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


class Batch:
    """Rows as a record batch."""

    def __init__(self, start: int, batch: Any, writer: Any, pipe: Pipe) -> None:
        self.start = start
        self.stop = start + batch.num_rows
        self.size = batch.nbytes
        self._batch = batch
        self._writer = writer
        self._pipe = pipe
        self._taken = 0

    def take(self, stop: int) -> bytes:
        """The rows that were not taken yet up to a row.

        Args:
            stop: The row before which to stop.
        """
        first, self._taken = self._taken, stop - self.start
        self._writer.write_batch(self._batch.slice(first, self._taken - first))
        return self._pipe.take()


class Arrow(Writer):
    """Arrow's IPC stream; where the columns change it ends, and another one follows."""

    media_type = "application/vnd.apache.arrow.stream"

    def __init__(self, source: Source, marker: bool) -> None:
        super().__init__(source, marker)
        self._arrow: Any = need("pyarrow", "arrow")
        self._pipe = Pipe()
        self._writer: Any = None
        self._schema: Any = None
        for column in (each for version in source.versions for each in version.columns):
            if column.type == "mixed":
                message = (
                    f"'format': column '{column.name}' holds tuples, lists, dicts or values of several types, which "
                    "have no Arrow type; take ndjson"
                )
                raise ExportFormatError(message)

    def begin(self, row: int) -> bytes:
        """The schema."""
        version = self.source.version(row)
        known = self._arrow.schema(version.table)
        fields = [each.with_name(column.name) for each, column in zip(known, version.columns)]
        told = {
            "forgery.schema_version": str(version.number),
            "forgery.row": str(row),
            "forgery.seed": json.dumps(self.source.seed),
        }
        self._schema = self._arrow.schema(fields, metadata=told)
        options = self._arrow.ipc.IpcWriteOptions(use_threads=False)
        self._writer = self._arrow.ipc.new_stream(self._pipe, self._schema, options=options)
        return self._pipe.take()

    def change(self, row: int) -> bytes:
        """The end of a stream, and the schema of the next one."""
        self._writer.close()
        return self._pipe.take() + self.begin(row)

    def block(self, start: int, stop: int) -> Block:
        """Make rows of one version."""
        batch = self._arrow.record_batch(self.source.rows(start, stop))
        batch = self._arrow.RecordBatch.from_arrays(batch.columns, schema=self._schema)
        return Batch(start, batch, self._writer, self._pipe)

    def end(self, end: End) -> bytes:
        """The mark of the end if the stream is complete; else an empty batch that says why, and no mark."""
        if self.marker or end.reason != "complete":
            arrays = [self._arrow.array([], each.type) for each in self._schema]
            empty = self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema)
            self._writer.write_batch(empty, custom_metadata={"forgery": end.json})
        if end.reason == "complete":
            self._writer.close()
        return self._pipe.take()


#: The formats by name.
FORMATS: dict[str, type[Writer]] = {"ndjson": NdJson, "sse": Sse, "csv": Csv, "arrow": Arrow}


def writer(name: str, source: Source, marker: bool = False) -> Writer:
    """What writes the rows of a source in a format.

    Args:
        name: The format.
        source: Where the rows come from.
        marker: Whether plain formats tell of versions and the end, too.

    Raises:
        forgery.errors.ForgeryError: If there is no such format, or it cannot hold the columns.
    """
    if name not in FORMATS:
        hint = near(name, FORMATS)
        message = f"'format' must be one of {', '.join(FORMATS)}, not '{name}'{hint}"
        raise ExportFormatError(message)
    return FORMATS[name](source, marker)
