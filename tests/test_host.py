"""Fields that Python makes: the same for same seeds; what libraries read in archives and images."""

from __future__ import annotations

import ast
import collections
import datetime
import enum
import io
import re
import sys
import tarfile
import time
import zipfile

import forgery
import pytest
from forgery import Faker, _forgery, _host, errors
from hosted import AS_OF, Color, make, needs


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


EVERY = sorted(_host._PLACES)
PARAMS = {field["name"]: field["params"] for field in _forgery.fields()}


# All fields


@pytest.mark.parametrize("field", EVERY)
def test_parameters_and_defaults_are_the_catalogues(field):
    given = {
        param["name"]: ast.literal_eval(param["default"])
        for param in PARAMS[field]
        if param["default"] is not None
    }
    required = {"enum_cls": Color} if field == "enum" else {}
    assert {*given, *required} == {param["name"] for param in PARAMS[field]}
    assert make(field, 7, **given, **required) == make(field, 7, **required)


@pytest.mark.parametrize("field", EVERY)
def test_rows_depend_on_their_seed_alone(field):
    needs(field)
    arguments = {"enum_cls": Color} if field == "enum" else {}
    rows = forgery.table({"a": {"type": field, **arguments}}, rows=40, seed=3)
    some = rows.column("a", slice(0, 12))
    assert rows.column("a", slice(5, 7)) == some[5:7]
    assert rows[11]["a"] == some[11]
    assert len({repr(value) for value in some}) == (3 if field == "enum" else 12)
    # Types of the values are what the catalogue says.
    kinds = {"str": str, "bytes": bytes}
    expected = next(entry["returns"] for entry in _forgery.fields() if entry["name"] == field)
    assert all(isinstance(value, kinds.get(expected, object)) for value in some)


@pytest.mark.parametrize("field", [name for name in EVERY if name != "enum"])
def test_methods_of_faker(field):
    needs(field)
    plural = next(entry["plural"] for entry in _forgery.fields() if entry["name"] == field)
    many = getattr(Faker(seed=5), plural)(3)
    assert many[0] == getattr(Faker(seed=5), field)()
    assert len(many) == 3
    assert many == Faker(seed=5).batch(field, 3)


@pytest.mark.parametrize("field", ["tar", "zip", "image"])
def test_bytes_do_not_depend_on_the_clock(field, monkeypatch):
    first = make(
        field, 9, **({"image_format": "pdf"} if field == "image" else {"compression": "gz"})
    )
    later = time.time() + 1e6
    other = time.struct_time((2031, 5, 5, 5, 5, 5, 0, 125, 0))
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "gmtime", lambda *_: other)
    monkeypatch.setattr(time, "localtime", lambda *_: other)
    again = make(
        field, 9, **({"image_format": "pdf"} if field == "image" else {"compression": "gz"})
    )
    assert first == again


# Archives


@pytest.mark.parametrize(
    ("compression", "method"),
    [
        (None, zipfile.ZIP_STORED),
        ("gzip", zipfile.ZIP_DEFLATED),
        ("gz", zipfile.ZIP_DEFLATED),
        ("deflate", zipfile.ZIP_DEFLATED),
        ("bzip2", zipfile.ZIP_BZIP2),
        ("xz", zipfile.ZIP_LZMA),
    ],
)
def test_zip(compression, method):
    data = make(
        "zip", uncompressed_size=1000, num_files=7, min_file_size=50, compression=compression
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    assert [re.fullmatch("[A-Za-z]{20}([1-7])", e.filename)[1] for e in entries] == list("1234567")
    assert {entry.compress_type for entry in entries} == {method}
    assert {entry.date_time for entry in entries} == {(2026, 1, 1, 0, 0, 0)}
    sizes = [entry.file_size for entry in entries]
    assert sum(sizes) == 1000
    assert min(sizes) >= 50
    assert len(set(sizes)) > 1


@pytest.mark.parametrize("compression", [None, "gz", "gzip", "bz2", "bzip2", "lzma", "xz"])
def test_tar(compression):
    data = make(
        "tar", uncompressed_size=1000, num_files=7, min_file_size=50, compression=compression
    )
    mode = {"b": "bz2", "l": "xz", "x": "xz", "g": "gz"}.get((compression or "-")[0], "")
    with tarfile.open(fileobj=io.BytesIO(data), mode=f"r:{mode}") as archive:
        entries = archive.getmembers()
        sizes = [len(archive.extractfile(entry).read()) for entry in entries]
    assert [re.fullmatch("[A-Za-z]{20}([1-7])", e.name)[1] for e in entries] == list("1234567")
    assert {entry.mtime for entry in entries} == {1767225600}  # 2026-01-01T00:00:00Z
    assert sum(sizes) == 1000
    assert min(sizes) >= 50


@pytest.mark.parametrize("year", [1500, 1969, 1979, 2200])
def test_archives_of_other_times(year):
    as_of = datetime.datetime(year, 6, 1)
    data = make("zip", as_of=as_of, uncompressed_size=10, min_file_size=1)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    data = make("tar", as_of=as_of, uncompressed_size=10, min_file_size=1, compression="gz")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        assert len(archive.getmembers()) == 1


@pytest.mark.parametrize("field", ["zip", "tar"])
@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"compression": "zi"}, errors.InvalidValueError, "must be 'gzip', 'bzip2' or 'lzma'"),
        ({"num_files": 0}, errors.InvalidValueError, "num_files"),
        ({"num_files": 17}, errors.InvalidValueError, "uncompressed_size (65536) is too small"),
        ({"min_file_size": 1.5}, errors.InvalidTypeError, "min_file_size"),
        ({"size": 1}, errors.UnknownParameterError, "size"),
    ],
)
def test_wrong_archives(field, arguments, kind, said):
    with pytest.raises(kind) as caught:
        Faker().batch(field, 0, **arguments)
    assert said in str(caught.value)


# Objects


def test_enum_gives_each_member_as_often():
    counts = collections.Counter(Faker(seed=1).batch("enum", 6000, enum_cls=Color))
    assert set(counts) == set(Color)
    # Chi-square with two degrees of freedom: above 18.4 once in 10,000.
    assert sum((n - 2000) ** 2 / 2000 for n in counts.values()) < 18.4


def test_enum_of_integers():
    prepared = _host.maker("enum", ["en_US"], AS_OF, {"enum_cls": Level})
    assert prepared(0) is Level.LOW
    assert prepared(2**63 - 1) is Level.LOW
    assert prepared(2**63) is Level.HIGH
    assert prepared(2**64 - 1) is Level.HIGH


def test_wrong_enums():
    empty = enum.Enum("Empty", [])
    for given, kind in [
        (empty, errors.InvalidValueError),
        (5, errors.InvalidTypeError),
        (str, errors.InvalidTypeError),
        (Color.RED, errors.InvalidTypeError),
        (None, errors.InvalidTypeError),
    ]:
        with pytest.raises(kind, match=r"Empty|enum_cls"):
            _host.maker("enum", ["en_US"], AS_OF, {"enum_cls": given})
    with pytest.raises(errors.InvalidValueError, match="enum_cls"):
        Faker().batch("enum", 1)


@pytest.mark.parametrize(
    ("given", "form"),
    [("png", "PNG"), ("JPEG", "JPEG"), ("jpg", "JPEG"), ("gif", "GIF"), ("tiff", "TIFF")],
)
def test_image(given, form):
    image_module = pytest.importorskip("PIL.Image")
    data = make("image", size=(40, 30), image_format=given)
    with image_module.open(io.BytesIO(data)) as image:
        image.load()
        assert image.format == form
        assert image.size == (40, 30)
        # A ground, and a polygon of other colours on it.
        assert len(image.convert("RGB").getcolors(1200)) >= 2


def test_image_of_a_hue():
    image_module = pytest.importorskip("PIL.Image")
    for seed in range(20):
        data = make("image", seed, hue="green", luminosity="dark", size=[8, 8])
        with image_module.open(io.BytesIO(data)) as image:
            red, green, blue = image.getpixel((0, 0))
        assert green >= red
        assert green >= blue


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"size": (1,)}, errors.InvalidTypeError, "a width and a height"),
        ({"size": "ab"}, errors.InvalidTypeError, "a width and a height"),
        ({"size": (0, 5)}, errors.InvalidValueError, "at least 1"),
        ({"size": (5, 2.5)}, errors.InvalidTypeError, "must be an integer"),
        ({"image_format": "pnk"}, errors.InvalidValueError, "did you mean 'png'?"),
        ({"hue": "greem"}, errors.ForgeryError, "greem"),
    ],
)
def test_wrong_images(arguments, kind, said):
    pytest.importorskip("PIL")
    with pytest.raises(kind) as caught:
        Faker().batch("image", 0, **arguments)
    assert said in str(caught.value)


def test_image_without_pillow(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(errors.MissingExtraError, match="PIL"):
        Faker().batch("image", 0)


def test_time_series():
    pairs = make("time_series", start_date="-1d", precision="6h")
    assert [at for at, _ in pairs] == [
        datetime.datetime(2025, 12, 31, 0),
        datetime.datetime(2025, 12, 31, 6),
        datetime.datetime(2025, 12, 31, 12),
        datetime.datetime(2025, 12, 31, 18),
    ]
    assert all(0 <= value <= 21_600 for _, value in pairs)
    assert len({value for _, value in pairs}) == 4
    assert len(make("time_series")) == 30


@pytest.mark.parametrize("precision", [3600, 3600.0, "+1h", "1h", datetime.timedelta(hours=1)])
def test_precision_of_time_series(precision):
    start, end = datetime.date(2020, 1, 1), datetime.datetime(2020, 1, 1, 2, 30)
    pairs = make(
        "time_series",
        start_date=start,
        end_date=end,
        precision=precision,
        distrib=lambda at: at.hour,
    )
    assert pairs == [(datetime.datetime(2020, 1, 1, hour), hour) for hour in range(3)]


def test_time_series_of_no_length():
    assert make("time_series", start_date="now") == []


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"start_date": "now", "end_date": "-1d"}, errors.InvalidValueError, "must not be after"),
        ({"start_date": "soon"}, errors.InvalidValueError, "'start_date'"),
        ({"end_date": "soon"}, errors.InvalidValueError, "'end_date'"),
        ({"precision": 0}, errors.InvalidValueError, "more than zero"),
        ({"precision": float("nan")}, errors.InvalidValueError, "more than zero"),
        ({"precision": "x"}, errors.InvalidValueError, "'precision'"),
        ({"precision": "2020-01-01"}, errors.InvalidTypeError, "must be seconds"),
        ({"precision": True}, errors.InvalidTypeError, "must be seconds"),
        ({"precision": 1e-6}, errors.InvalidValueError, "more than 10,000,000 times"),
        ({"distrib": 5}, errors.InvalidTypeError, "distrib"),
    ],
)
def test_wrong_time_series(arguments, kind, said):
    with pytest.raises(kind) as caught:
        Faker().batch("time_series", 0, **arguments)
    assert said in str(caught.value)
