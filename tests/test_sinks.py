"""Files that sinks write, read back by readers that have nothing to do with them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import forgery
import openpyxl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest
import zstandard
from forgery import sinks
from forgery.errors import ExportFormatError, FileSystemError, ForgeryError, SerializationError

TEXTS = [
    "a,b",
    'q"x',
    "new\nline",
    "",
    "plain",
    "it's",
    "back\\slash",
    "tab\there",
    "日本",
    ";",
    "'",
]
COLUMNS: dict[str, Any] = {
    "id": "uuid",
    "name": "person.name",
    "text": {"type": "choice", "values": TEXTS},
    "age": ("int", 18, 65),
    "score": {"type": "float", "null": 0.2},
    "price": ("decimal", 0, 100, 2),
    "ok": "bool",
    "day": ("date", "2020-01-01", "2024-12-31"),
    "at": ("datetime", "2020-01-01", "2024-12-31"),
    "blob": ("binary", 3),
    "country": {"type": "choice", "values": ["US", "DE", "a/b=c d"], "null": 0.1},
    "lat": "latitude",
    "lon": "longitude",
}
ROWS = 20_000
ALL = ["csv", "jsonl", "json", "parquet", "arrow", "geojson", "sql", "csv.gz", "jsonl.zst"]

pytestmark = pytest.mark.usefixtures("all_threads")


@pytest.fixture(scope="module")
def table() -> forgery.Table:
    return forgery.table(COLUMNS, rows=ROWS, seed=42)


@pytest.fixture(scope="module")
def records(table: forgery.Table) -> list[dict[str, Any]]:
    return table.records()


def cells(row: dict[str, Any]) -> list[str]:
    def text(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, bytes):
            return value.hex()
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    return [text(value) for value in row.values()]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it."""

    def value(each: Any) -> Any:
        if isinstance(each, bytes):
            return each.hex()
        if isinstance(each, Decimal):
            return str(each)
        return each.isoformat() if hasattr(each, "isoformat") else each

    return {name: value(each) for name, each in row.items()}


def test_csv(table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path) -> None:
    sinks.write({"t": table}, tmp_path, ["csv", "csv.gz"])
    content = (tmp_path / "t.csv").read_bytes()
    found = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert found[0] == list(COLUMNS)
    assert found[1:] == [cells(row) for row in records]
    assert gzip.decompress((tmp_path / "t.csv.gz").read_bytes()) == content


def test_json(table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path) -> None:
    sinks.write({"t": table}, tmp_path, ["jsonl", "json", "jsonl.zst"])
    content = (tmp_path / "t.jsonl").read_bytes()
    expected = [plain(row) for row in records]
    assert [json.loads(line) for line in content.decode().rstrip("\n").split("\n")] == expected
    assert json.loads((tmp_path / "t.json").read_bytes()) == expected
    packed = (tmp_path / "t.jsonl.zst").read_bytes()
    assert zstandard.ZstdDecompressor().stream_reader(packed).read() == content


def columnar(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "lat": str(row["lat"]), "lon": str(row["lon"])} for row in records]


@pytest.mark.parametrize("codec", ["none", "snappy", "zstd:9", "gzip", "lz4"])
def test_parquet(
    table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path, codec: str
) -> None:
    sinks.write({"t": table}, tmp_path, compression=codec, row_group_size=6000)
    file = pq.ParquetFile(tmp_path / "t.parquet")
    groups = [file.metadata.row_group(at) for at in range(file.metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [6000, 6000, 6000, 2000]
    name = codec.partition(":")[0].upper().replace("NONE", "UNCOMPRESSED")
    assert groups[0].column(0).compression == name
    assert file.read().to_pylist() == columnar(records)
    with duckdb.connect() as connection:
        count = connection.execute(
            f"SELECT count(DISTINCT id) FROM '{tmp_path / 't.parquet'}'"
        ).fetchall()
    assert count == [(ROWS,)]


def test_parquet_dictionaries(table: forgery.Table, tmp_path: Path) -> None:
    options = {"parquet": {"dictionary": ["text"], "statistics": False}}
    sinks.write({"t": table}, tmp_path, options=options)
    group = pq.ParquetFile(tmp_path / "t.parquet").metadata.row_group(0)
    encodings = {group.column(at).path_in_schema: group.column(at).encodings for at in range(13)}
    assert "RLE_DICTIONARY" in encodings["text"]
    assert "RLE_DICTIONARY" not in encodings["id"]
    assert group.column(0).statistics is None


@pytest.mark.parametrize("columns", ["country", ["ok", "country"]])
def test_partitions(
    table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path, columns: Any
) -> None:
    made = sinks.write({"t": table}, tmp_path, partition_by=columns, jobs=2)
    found = pyarrow.dataset.dataset(tmp_path / "t", partitioning="hive").to_table()
    listed = found.select(["id", "country"]).to_pylist()
    expected = [{"id": row["id"], "country": row["country"]} for row in records]
    assert sorted(listed, key=lambda row: row["id"]) == sorted(expected, key=lambda row: row["id"])
    assert sum(file.rows for file in made.files) == ROWS
    # Within a folder, rows stand in their order.
    own = [row["id"] for row in records if row["country"] == "a/b=c d" and not row["ok"]]
    middle = "" if columns == "country" else "ok=false/"
    file = tmp_path / f"t/{middle}country=a%2Fb%3Dc%20d/part-0.parquet"
    ids = pq.ParquetFile(file).read(["id"])["id"].to_pylist()
    assert [each for each in ids if each in set(own)] == own


@pytest.mark.parametrize("form", ["file", "stream"])
def test_arrow(
    table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path, form: str
) -> None:
    sinks.write({"t": table}, tmp_path, "arrow", options={"arrow": {"form": form}})
    with pa.OSFile(str(tmp_path / "t.arrow"), "rb") as file:
        opened = pa.ipc.open_file(file) if form == "file" else pa.ipc.open_stream(file)
        assert opened.read_all().to_pylist() == columnar(records)


def test_excel(records: list[dict[str, Any]], tmp_path: Path) -> None:
    small = forgery.table(COLUMNS, rows=300, seed=42)
    sinks.write({"a/b"[0]: small}, tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    assert rows[0] == list(COLUMNS)
    for got, row in zip(rows[1:], records[:300]):
        want = list(row.values())
        assert got[0] == want[0]
        assert (got[2] or "") == want[2]
        assert got[3:4] == want[3:4]
        assert got[4] == pytest.approx(want[4])
        assert got[5] == pytest.approx(float(want[5]))
        assert got[6] is want[6]
        assert got[7].date() == want[7]
        assert got[8] == want[8]
        assert got[9] == want[9].hex()


def test_a_sheet_has_a_limit(tmp_path: Path) -> None:
    table = forgery.table({"a": "bool"}, rows=1_048_576, seed=1)
    with pytest.raises(ExportFormatError, match=r"a sheet 1,048,575.*split: True"):
        sinks.write({"t": table}, tmp_path, "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_sheets_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from forgery.sinks import _excel

    monkeypatch.setattr(_excel, "ROWS", 101)
    table = forgery.table({"a": ("int", 1, 9)}, rows=250, seed=1)
    sinks.write({"t": table}, tmp_path, "xlsx", options={"xlsx": {"split": True}})
    book = openpyxl.load_workbook(tmp_path / "t.xlsx", read_only=True)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    book.close()
    assert [len(sheet) for sheet in sheets] == [101, 101, 51]
    assert book.sheetnames == ["t", "t 2", "t 3"]
    found = [row[0] for sheet in sheets for row in sheet[1:]]
    assert found == table.column("a")


def test_geojson(table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path) -> None:
    sinks.write({"t": table}, tmp_path, "geojson")
    found = json.loads((tmp_path / "t.geojson").read_bytes())
    assert found["type"] == "FeatureCollection"
    for feature, row in zip(found["features"], records):
        point = {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}
        assert feature["geometry"] == point
        own = plain(row)
        assert feature["properties"] == {k: v for k, v in own.items() if k not in {"lat", "lon"}}
    assert len(found["features"]) == ROWS


def test_geojson_needs_a_point(tmp_path: Path) -> None:
    table = forgery.table({"a": "latitude", "b": "longitude"}, rows=3, seed=1)
    with pytest.raises(ExportFormatError, match="no column of longitudes"):
        sinks.write({"t": table}, tmp_path, "geojson")
    options = {"geojson": {"longitude": "b", "latitude": "a"}}
    sinks.write({"t": table}, tmp_path, "geojson", options=options)
    missing = {"geojson": {"longitude": "x", "latitude": "a"}}
    with pytest.raises(ExportFormatError, match="no column 'x'"):
        sinks.write({"t": table}, tmp_path, "geojson", options=missing)


DIALECTS: list[dict[str, Any]] = [
    {"dialect": "excel"},
    {"dialect": "unix"},
    {"dialect": "tsv"},
    {"dialect": "postgres"},
    {"quoting": "all", "delimiter": ";", "quote": "'"},
    {"quoting": "texts", "end": "\n", "header": False},
    {"quoting": "none", "escape": "\\", "delimiter": "|", "end": "\n"},
    {"escape": "\\", "quote": "'", "null": "NULL", "bom": True},
    {"delimiter": ";", "decimal": ",", "date": "%d.%m.%Y", "datetime": "%d.%m.%Y %H:%M:%S"},
]


@pytest.mark.parametrize("options", DIALECTS, ids=str)
def test_dialects(
    table: forgery.Table, records: list[dict[str, Any]], tmp_path: Path, options: dict[str, Any]
) -> None:
    sinks.write({"t": table}, tmp_path, "csv", options={"csv": options})
    checked = sinks.Manifest.read(tmp_path).files[0].options
    text = (tmp_path / "t.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") is checked["bom"]
    # Backslashes before line ends confuse the reader of the standard library without quotes.
    found = list(
        csv.reader(
            io.StringIO(text.decode("utf-8-sig"), newline=""),
            delimiter=checked["delimiter"],
            quotechar=checked["quote"],
            escapechar=checked.get("escape"),
            doublequote=checked.get("escape") is None,
            quoting=csv.QUOTE_NONE if checked["quoting"] == "none" else csv.QUOTE_MINIMAL,
        )
    )
    if checked["header"]:
        assert found.pop(0) == list(COLUMNS)
    expected: list[list[str]] = []
    for row in records:
        own = cells(row)
        if checked["decimal"] == ",":
            for at in (4, 5, 11, 12):
                own[at] = own[at].replace(".", ",")
        own[6] = checked["true"] if row["ok"] else checked["false"]
        own[4] = own[4] if row["score"] is not None else checked["null"]
        own[10] = own[10] if row["country"] is not None else checked["null"]
        for name, at in (("date", 7), ("datetime", 8)):
            if name in checked:
                own[at] = records[len(expected)]["day" if name == "date" else "at"].strftime(
                    checked[name]
                )
        expected.append(own)
    assert found == expected


def test_postgres_dialect_tells_empty_from_missing(tmp_path: Path) -> None:
    table = forgery.table(
        {"a": {"type": "choice", "values": [""], "null": 0.5}, "b": "bool"}, rows=20, seed=1
    )
    sinks.write({"t": table}, tmp_path, "csv", options={"csv": {"dialect": "postgres"}})
    lines = (tmp_path / "t.csv").read_text().splitlines()[1:]
    assert {line.partition(",")[0] for line in lines} == {"", '""'}
    assert [line[:2] == '""' for line in lines] == [v is not None for v in table.column("a")]


def test_nothing_quoted_and_nothing_escaped(table: forgery.Table, tmp_path: Path) -> None:
    with pytest.raises(SerializationError, match="give the dialect an escape character"):
        sinks.write({"t": table}, tmp_path, "csv", options={"csv": {"quoting": "none"}})
    assert list(tmp_path.iterdir()) == []


def hashes(manifest: sinks.Manifest) -> dict[str, str]:
    return {file.path: file.sha256 for file in manifest.files}


def test_bytes_do_not_depend_on_threads(table: forgery.Table, tmp_path: Path) -> None:
    found = []
    for number, jobs, memory in ((0, 1, None), (1, 3, None), (4, None, None)):
        forgery.set_threads(number)
        made = sinks.write({"t": table}, tmp_path / str(number), ALL, jobs=jobs, memory=memory)
        found.append(hashes(made))
    assert found[0] == found[1] == found[2]
    # One format alone has other batches than all together.
    for name in ("csv", "sql", "geojson", "json"):
        alone = hashes(sinks.write({"t": table}, tmp_path / "alone", name, memory="3M", jobs=1))
        assert alone == {f"t.{name}": found[0][f"t.{name}"]}


@pytest.mark.parametrize("rows", [0, 1, 1024, 16_385])
def test_any_number_of_rows(tmp_path: Path, rows: int) -> None:
    table = forgery.table(
        {"lat": "latitude", "lon": "longitude", "n": ("int", 1, 9)}, rows=rows, seed=1
    )
    made = sinks.write({"t": table}, tmp_path, [*ALL, "xlsx"])
    assert made.rows == rows
    assert len(json.loads((tmp_path / "t.json").read_bytes())) == rows
    assert len(json.loads((tmp_path / "t.geojson").read_bytes())["features"]) == rows
    assert pq.read_table(tmp_path / "t.parquet").num_rows == rows
    assert pa.feather.read_table(tmp_path / "t.arrow").num_rows == rows


def test_parts(table: forgery.Table, tmp_path: Path) -> None:
    sinks.write({"t": table}, tmp_path, ["csv", "jsonl", "geojson", "sql"], rows_per_file=7000)
    names = sorted(path.name for path in (tmp_path / "t").glob("*.csv"))
    assert names == ["part-00000.csv", "part-00001.csv", "part-00002.csv"]
    lines = b"".join(path.read_bytes() for path in sorted((tmp_path / "t").glob("*.jsonl")))
    sinks.write({"t": table}, tmp_path / "whole", "jsonl")
    assert lines == (tmp_path / "whole/t.jsonl").read_bytes()
    for path in (tmp_path / "t").glob("*.geojson"):
        json.loads(path.read_bytes())


def test_the_manifest(table: forgery.Table, tmp_path: Path) -> None:
    schema = {"columns": COLUMNS, "rows": ROWS, "seed": 42, "locale": "en_US"}
    made = sinks.write({"t": table}, tmp_path, ALL, schema=schema, parameters={"n": 1})
    read = sinks.Manifest.read(tmp_path / "manifest.json")
    assert read.files == made.files
    assert read.seed == 42
    assert read.locale == "en_US"
    assert read.parameters == {"n": 1}
    assert (read.forgery, read.values_version) == (forgery.__version__, forgery.VALUES_VERSION)
    assert [(c.name, c.type) for c in read.table("t").columns][5:7] == [
        ("price", "decimal(38, 2)"),
        ("ok", "bool"),
    ]
    for file in read.files:
        content = (tmp_path / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert (file.rows, file.first) == (ROWS, 0)
    before = (tmp_path / "manifest.json").read_bytes()
    sinks.write({"t": table}, tmp_path, ALL, schema=schema, parameters={"n": 1}, jobs=1)
    assert (tmp_path / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["a.csv", "a.tsv", "a.jsonl", "a.ndjson", "a.json", "a.parquet", "a.arrow", "a.feather", "a.xlsx",
     "a.geojson", "a.sql", "a.csv.gz", "a.jsonl.zst", "A.CSV"],
)  # fmt: skip
def test_one_file(tmp_path: Path, name: str) -> None:
    table = forgery.table(COLUMNS, rows=100, seed=42)
    made = sinks.write_file(table, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert made.files[0].rows == 100
    if name.startswith("a.tsv"):
        assert (tmp_path / name).read_bytes().count(b"\t") >= 100 * 12


def test_progress(table: forgery.Table, tmp_path: Path) -> None:
    seen: list[int] = []
    sinks.write({"t": table}, tmp_path, "csv", progress=seen.append)
    assert sum(seen) == ROWS


def test_dependent_tables_come_later(tmp_path: Path) -> None:
    schema = {
        "tables": {
            "b": {"columns": {"id": "uuid", "a": {"ref": "a.id"}}},
            "a": {"columns": {"id": "uuid"}},
        }
    }
    tables = {
        "b": forgery.table({"id": "uuid", "a": "uuid"}, rows=3, seed=1),
        "a": forgery.table({"id": "uuid"}, rows=3, seed=1),
    }
    made = sinks.write(tables, tmp_path, "sql", schema=schema)
    assert [file.path for file in made.files] == ["a.sql", "b.sql"]
    text = (tmp_path / "b.sql").read_text()
    assert 'FOREIGN KEY ("a") REFERENCES "a" ("id")' in text
    assert 'PRIMARY KEY ("id")' in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"formats": ["cvs"]}, "unknown format 'cvs'; did you mean 'csv'"),
        ({"formats": []}, "there is no format"),
        ({"formats": ["csv", "csv"]}, "two formats"),
        ({"formats": "csv", "options": {"csv": {"delimeter": ";"}}}, "did you mean 'delimiter'"),
        ({"formats": "csv", "options": {"csv": {"delimiter": ";;"}}}, "one ASCII character"),
        ({"formats": "csv", "options": {"csv": {"dialect": "excl"}}}, "did you mean 'excel'"),
        ({"formats": "csv", "options": {"csv": {"end": "x"}}}, "end must be"),
        ({"formats": "csv", "options": {"csv": {"delimiter": '"'}}}, "must differ"),
        ({"formats": "csv", "options": {"jsonl": {}}}, "not written"),
        ({"formats": "csv", "compression": "snappy"}, "compressed by gzip and zstd"),
        ({"compression": "zst:x"}, "no level"),
        ({"compression": "lz5"}, "must be one of"),
        ({"compression": "snappy:3"}, "no levels"),
        ({"row_group_size": 0}, "at least 1"),
        ({"rows_per_file": True}, "must be an integer"),
        ({"partition_by": "contry"}, "did you mean 'country'"),
        ({"partition_by": "id", "formats": "csv"}, "for parquet alone"),
        ({"partition_by": "id"}, "more than 512"),
        ({"memory": "much"}, "an amount"),
        ({"formats": "sql", "options": {"sql": {"database": "postgrs"}}}, "did you mean 'postgres'"),
        ({"formats": "sql", "options": {"sql": {"database": "mysql", "form": "copy"}}}, "PostgreSQL's"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    table: forgery.Table, tmp_path: Path, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(ForgeryError, match=message):
        sinks.write({"t": table}, tmp_path, **arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a\0b"])
def test_names_of_tables(table: forgery.Table, tmp_path: Path, name: str) -> None:
    with pytest.raises((ForgeryError, TypeError)):
        sinks.write({name: table}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_columns_without_an_arrow_type(tmp_path: Path) -> None:
    table = forgery.table({"p": "pydict"}, rows=3, seed=1)
    with pytest.raises(ExportFormatError, match=r"column 'p'.*use jsonl"):
        sinks.write({"t": table}, tmp_path)
    sinks.write({"t": table}, tmp_path, ["jsonl", "sql"])


def test_a_file_that_is_there(table: forgery.Table, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("mine")
    with pytest.raises(FileSystemError, match="there already"):
        sinks.write({"t": table}, tmp_path, "csv", overwrite=False)
    assert (tmp_path / "t.csv").read_text() == "mine"


class Lines:
    """A third party's sink."""

    suffixes = (".lines",)

    @staticmethod
    def check(options: Any) -> None:
        if set(options) - {"fail"}:
            raise ExportFormatError("lines: no such option")

    def open(self, table_info: sinks.TableInfo, path: str, options: Any) -> None:
        self.file = open(path, "wb")  # noqa: SIM115
        self.file.write(f"{table_info.name} {table_info.rows}\n".encode())
        self.fail = options.get("fail")

    def write(self, batch: Any) -> None:
        if self.fail:
            raise RuntimeError("no more")
        assert pa.record_batch(batch).num_rows == len(batch)
        self.file.write(batch.text("jsonl"))

    def close(self) -> None:
        self.file.close()


def test_third_parties(
    table: forgery.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forgery.registry import registry

    def sink(name: str) -> Any:
        if name == "lines":
            return Lines
        raise KeyError(name)

    class Offer:
        name = "lines"

    monkeypatch.setattr(registry, "sink", sink)
    monkeypatch.setattr(
        registry, "plugins", lambda group="": [Offer] if group == "forgery.sinks" else []
    )
    made = sinks.write({"t": table}, tmp_path, ["lines", "jsonl"])
    content = (tmp_path / "t.lines").read_bytes()
    assert content == b"t 20000\n" + (tmp_path / "t.jsonl").read_bytes()
    assert made.files[0].sha256 == hashlib.sha256(content).hexdigest()
    sinks.write_file(table, tmp_path / "u.lines")
    with pytest.raises(ExportFormatError, match="no such option"):
        sinks.write({"t": table}, tmp_path, "lines", options={"lines": {"x": 1}})
    with pytest.raises(
        forgery.errors.PluginError, match="sink 'lines' failed: RuntimeError: no more"
    ):
        sinks.write({"t": table}, tmp_path, "lines", options={"lines": {"fail": True}})
    assert (tmp_path / "t.lines").read_bytes() == content
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "manifest.json",
        "t.jsonl",
        "t.lines",
        "u.lines",
    ]
