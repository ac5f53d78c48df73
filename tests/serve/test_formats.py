"""Formats of streams: they parse back to the rows, whole or in parts, compressed or not."""

import csv
import gzip
import io
import json
import zlib
from contextlib import suppress
from functools import partial

import pyarrow as pa
import pytest
import zstandard
from forgery.errors import ExportFormatError
from forgery.serve._stream import Limits, Stream
from hypothesis import given, settings
from hypothesis import strategies as st
from streaming import EVENTS, Fake, parts, read, source, stream


@pytest.fixture(scope="module")
def table():
    found, _ = source(rows=1500)
    return found.versions[0].table


def test_ndjson_is_the_engines_own(table):
    assert read(rows=1500) == table._rows(0, 1500).text("jsonl")


def test_csv_is_the_engines_own_after_a_header(table):
    head, _, rows = read(form="csv", rows=1500).partition(b"\r\n")
    assert head == b"id,at,who,note,amount,n,f,ok"
    assert rows == table._rows(0, 1500).text("csv")


def test_arrow_is_the_engines_own(table):
    with pa.ipc.open_stream(read(form="arrow", rows=1500)) as reader:
        made = reader.read_all()
    assert json.loads(made.schema.metadata[b"forgery.seed"]) == 1
    assert made.replace_schema_metadata(None).equals(table.to_arrow().slice(0, 1500))


def test_events_have_the_numbers_of_rows_for_ids_and_rows_for_data(table):
    events = read(form="sse", rows=1500, offset=7).decode().split("\n\n")
    assert events[0].startswith("event: schema\ndata: {")
    assert (
        events[-2]
        == 'event: end\ndata: {"forgery": {"end": "complete", "rows": 1493, "next": 1500}}'
    )
    assert events[-1] == ""
    lines = table._rows(7, 1500).text("jsonl").decode().splitlines()
    assert events[1:-2] == [f"id: {at}\ndata: {line}" for at, line in enumerate(lines, 7)]


@pytest.fixture(scope="module")
def whole():
    return source(rows=1500)


@pytest.mark.parametrize("form", ["ndjson", "csv", "sse", "arrow"])
@settings(deadline=None, max_examples=12)
@given(cuts=st.sets(st.integers(0, 1500), max_size=4), rate=st.sampled_from([None, 20_000, 333.3]))
def test_streams_of_parts_of_the_rows_are_the_whole(whole, form, cuts, rate):
    found, made = whole
    rows = []
    for start, stop in zip([0, *sorted(cuts)], [*sorted(cuts), 1500]):
        given = made.model_copy(update={"offset": start, "rate_per_second": rate})
        part = Stream(found, given, format=form, limits=Limits(rows=stop), timer=Fake())
        rows += _rows(form, b"".join(parts(part)))
    expected = found.versions[0].table
    if form == "csv":
        assert [row["id"] for row in rows] == [str(each) for each in expected.column("id")[:1500]]
        assert [row["note"] for row in rows] == expected.column("note")[:1500]
    elif form == "arrow":
        assert rows == expected[:1500]
    else:
        assert rows == [
            json.loads(line) for line in expected._rows(0, 1500).text("jsonl").splitlines()
        ]


def _rows(form, body):
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode(), newline="")))
    if form == "arrow":
        with pa.ipc.open_stream(body) as reader:
            return reader.read_all().to_pylist()
    if form == "sse":
        events = body.decode().split("\n\n")[1:-2]
        return [json.loads(event.partition("data: ")[2]) for event in events]
    return [json.loads(line) for line in body.splitlines() if b'{"forgery"' not in line]


@pytest.mark.parametrize("rate", [None, 50_000])
@pytest.mark.parametrize("form", ["ndjson", "arrow"])
def test_compressed_streams_are_the_plain_ones(form, rate):
    given = {"form": form, "rows": 3000, **({"rate_per_second": rate} if rate else {})}
    plain = read(**given)
    assert gzip.decompress(read(compression="gzip", **given)) == plain
    packed = read(compression="zstd", **given)
    assert zstandard.ZstdDecompressor().stream_reader(packed).read() == plain


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_each_part_of_a_slow_stream_can_be_read_when_it_comes(packing):
    made = parts(stream(compression=packing, rows=20, rate_per_second=2))
    if packing == "gzip":
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    else:
        unpack = zstandard.ZstdDecompressor().decompressobj()
    lines = [unpack.decompress(part) for part in made]
    assert [text.count(b"\n") for text in lines[:20]] == [1] * 20
    assert b"".join(lines) == read(rows=20)


def test_what_is_cut_short_says_so_and_where_to_go_on():
    def cut(form):
        made = stream(form=form, rows=1000, rate_per_second=10, timer=Stopping(400))
        made._timer.stream = made
        return b"".join(parts(made))

    said = {"forgery": {"end": "shutdown", "rows": 401, "next": 401}}
    assert json.loads(cut("ndjson").splitlines()[-1]) == said
    assert json.loads(cut("csv").splitlines()[-1].removeprefix(b"# ")) == said
    event = cut("sse").split(b"\n\n")[-2]
    assert event == b"event: end\ndata: " + json.dumps(said).encode()
    with pa.ipc.open_stream(cut("arrow")) as reader:
        batches = list(iter(partial(next_batch, reader), None))
    assert sum(batch.batch.num_rows for batch in batches) == 401
    assert json.loads(batches[-1].custom_metadata[b"forgery"]) == said


def next_batch(reader):
    """The next batch with its metadata, None after the last."""
    with suppress(StopIteration):
        return reader.read_next_batch_with_custom_metadata()


class Stopping(Fake):
    """A clock that stops a stream at some time."""

    def __init__(self, waits):
        super().__init__()
        self.left = waits
        self.stream = None

    async def wait(self, seconds, stopped):
        await super().wait(seconds, stopped)
        self.left -= 1
        if self.left < 0:
            self.stream.stop("shutdown")


@pytest.mark.parametrize(
    ("of", "form", "packing", "says"),
    [
        (
            EVENTS,
            "cvs",
            None,
            "'format' must be one of ndjson, sse, csv, arrow, not 'cvs'; did you mean 'csv'",
        ),
        (EVENTS, "csv", "brotli", "'compression' must be one of gzip, zstd, not 'brotli'"),
        (
            {"rows": 5, "name": "t", "columns": {"p": "simple_profile"}},
            "arrow",
            None,
            "column 'p' holds tuples",
        ),
    ],
)
def test_what_cannot_be_written_is_said_before_rows_are_made(of, form, packing, says):
    with pytest.raises(ExportFormatError) as caught:
        stream(of, form=form, compression=packing)
    assert says in str(caught.value)
