"""Archives, documents, pictures, and identifiers cast to what the caller wants."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

#: What the engine never makes, and `binary`, which it makes for seeded generators only.
ALWAYS = frozenset(
    {
        "binary",
        "csv",
        "dsv",
        "fixed_width",
        "image",
        "json",
        "json_bytes",
        "psv",
        "tar",
        "tsv",
        "xml",
        "zip",
    }
)

_COLUMNS = ("{{name}}", "{{address}}")
_BZIP2, _LZMA, _GZIP = ("bzip2", "bz2"), ("lzma", "xz"), ("gzip", "gz")
#: 2035-01-01, before which the times in identifiers lie, in seconds.
_LAST = 2_051_222_400
#: From 1582-10-15 to 1970-01-01, in units of 100 ns: where the times of version 1 begin.
_GREGORIAN = 0x01B21DD213814000


def binary(self: Any, length: int = 1024 * 1024) -> Any:
    """Bytes: the system's, where nobody has seeded the generator."""
    if self.generator._is_seeded:
        if type(length) is int and length >= 0:
            return NotImplemented
        return bytes([self.generator.random.randrange(256) for _ in range(length)])
    import os

    return os.urandom(length)


def boolean(self: Any, chance_of_getting_true: Any = 50) -> Any:
    """Whether a number from 1 to 100 is within a chance of any kind of number."""
    return self.generator.random.randint(1, 100) <= chance_of_getting_true


def null_boolean(self: Any) -> bool | None:
    """True, false or nothing."""
    found: bool | None = {0: None, 1: True, -1: False}[self.generator.random.randint(-1, 1)]
    return found


def md5(self: Any, raw_output: Any = False) -> str | bytes:
    """An MD5 hash of a random number."""
    return _hash("md5", self, raw_output)


def sha1(self: Any, raw_output: Any = False) -> str | bytes:
    """A SHA-1 hash of a random number."""
    return _hash("sha1", self, raw_output)


def sha256(self: Any, raw_output: Any = False) -> str | bytes:
    """A SHA-256 hash of a random number."""
    return _hash("sha256", self, raw_output)


def _hash(name: str, self: Any, raw_output: Any) -> str | bytes:
    import hashlib

    made = hashlib.new(name, str(self.generator.random.random()).encode())
    return made.digest() if raw_output else made.hexdigest()


def uuid1(self: Any, cast_to: Callable[[Any], Any] | None = str) -> Any:
    """A version 1 UUID, cast by the caller."""
    import uuid

    random = self.generator.random
    node, clock = random.getrandbits(48), random.getrandbits(14)
    time = random.randint(0, _LAST * 1_000_000_000) // 100 + _GREGORIAN
    high = time >> 48 & 0x0FFF | 0x1000
    fields = (time & 0xFFFFFFFF, time >> 32 & 0xFFFF, high, clock >> 8 | 0x80, clock & 0xFF, node)
    return _cast(uuid.UUID(fields=fields), cast_to)


def uuid4(self: Any, cast_to: Callable[[Any], Any] | None = str) -> Any:
    """A version 4 UUID, cast by the caller."""
    import uuid

    return _cast(uuid.UUID(int=self.generator.random.getrandbits(128), version=4), cast_to)


def uuid7(self: Any, cast_to: Callable[[Any], Any] | None = str) -> Any:
    """A version 7 UUID, cast by the caller."""
    import uuid

    random = self.generator.random
    moment = random.randint(0, _LAST * 1000)
    high, low = random.getrandbits(12), random.getrandbits(62)
    return _cast(uuid.UUID(int=moment << 80 | 7 << 76 | high << 64 | 2 << 62 | low), cast_to)


def _cast(value: Any, cast_to: Callable[[Any], Any] | None) -> Any:
    return value if cast_to is None else cast_to(value)


def password(
    self: Any,
    length: int = 10,
    special_chars: Any = True,
    digits: Any = True,
    upper_case: Any = True,
    lower_case: Any = True,
) -> str:
    """Characters of the kinds that are wanted, at least one of each."""
    import string

    kinds = (
        (special_chars, "!@#$%^&*()_+"),
        (digits, string.digits),
        (upper_case, string.ascii_uppercase),
        (lower_case, string.ascii_lowercase),
    )
    wanted = [letters for flag, letters in kinds if flag]
    required = [self.generator.random.choice(letters) for letters in wanted]
    assert len(required) <= length, "Required length is shorter than required characters"
    chars = self.random_choices("".join(wanted), length=length)
    places: set[int] = set()
    while len(places) < len(required):
        places.add(self.generator.random.randint(0, len(chars) - 1))
    for at, place in enumerate(places):
        chars[place] = required[at]
    return "".join(chars)


# Archives.


def zip(  # noqa: A001 (Faker's name)
    self: Any,
    uncompressed_size: int = 65536,
    num_files: int = 1,
    min_file_size: int = 4096,
    compression: str | None = None,
) -> bytes:
    """A ZIP archive of files with random bytes."""
    import io
    import zipfile

    _check_sizes(uncompressed_size, num_files, min_file_size)
    method = zipfile.ZIP_STORED
    if compression in _BZIP2:
        method = zipfile.ZIP_BZIP2
    elif compression in _LZMA:
        method = zipfile.ZIP_LZMA
    elif compression in ("deflate", *_GZIP):
        method = zipfile.ZIP_DEFLATED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in _files(self, uncompressed_size, num_files, min_file_size):
            archive.writestr(name, data)
    return buffer.getvalue()


def tar(
    self: Any,
    uncompressed_size: int = 65536,
    num_files: int = 1,
    min_file_size: int = 4096,
    compression: str | None = None,
) -> bytes:
    """A tar archive of files with random bytes."""
    import io
    import tarfile

    _check_sizes(uncompressed_size, num_files, min_file_size)
    methods = {"gz": _GZIP, "bz2": _BZIP2, "xz": _LZMA}
    suffix = "".join(suffix for suffix, names in methods.items() if compression in names)
    mode: Any = f"w|{suffix}"
    buffer = io.BytesIO()
    with tarfile.open(mode=mode, fileobj=buffer) as archive:
        for name, data in _files(self, uncompressed_size, num_files, min_file_size):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def _check_sizes(size: Any, count: Any, least: Any) -> None:
    if not all(isinstance(number, int) and number > 0 for number in (count, least, size)):
        raise ValueError(
            "`num_files`, `min_file_size`, and `uncompressed_size` must be positive integers"
        )
    if least * count > size:
        raise AssertionError(
            "`uncompressed_size` is smaller than the calculated minimum required size"
        )


def _files(self: Any, size: int, count: int, least: int) -> Iterator[tuple[str, bytes]]:
    generator = self.generator
    for left in range(count - 1, -1, -1):
        name = f"{generator.pystr()}{count - left}"
        share = generator.random.randint(least, size - left * least) if left else size
        size -= share
        yield name, generator.binary(share)


# Pictures.


def image(
    self: Any,
    size: tuple[int, int] = (256, 256),
    image_format: str = "png",
    hue: Any = None,
    luminosity: str | None = None,
) -> bytes:
    """A picture of a polygon."""
    import io

    try:
        from PIL import Image, ImageDraw
    except ImportError:
        from ..exceptions import UnsupportedFeature

        raise UnsupportedFeature("`image` requires the `Pillow` python library.", "image") from None

    def color() -> str:
        made: str = self.generator.color(hue=hue, luminosity=luminosity)
        return made

    width, height = size
    picture = Image.new("RGB", size, color())
    corners = [
        (self.random_int(0, width), self.random_int(0, height))
        for _ in range(self.random_int(3, 12))
    ]
    ImageDraw.Draw(picture).polygon(corners, fill=color(), outline=color())
    buffer = io.BytesIO()
    picture.save(buffer, format=image_format)
    return buffer.getvalue()


# Rows.


def dsv(
    self: Any,
    dialect: Any = "faker-csv",
    header: Sequence[str] | None = None,
    data_columns: Sequence[str] = _COLUMNS,
    num_rows: int = 10,
    include_row_ids: bool = False,
    **fmtparams: Any,
) -> str:
    """Rows of values in a dialect of Python's `csv`."""
    import csv
    import io

    if "faker-csv" not in csv.list_dialects():
        csv.register_dialect("faker-csv", csv.excel, quoting=csv.QUOTE_ALL)
    if not isinstance(num_rows, int) or num_rows <= 0:
        raise ValueError("`num_rows` must be a positive integer")
    if not isinstance(data_columns, (list, tuple)):
        raise TypeError("`data_columns` must be a tuple or a list")
    if header is not None:
        if not isinstance(header, (list, tuple)):
            raise TypeError("`header` must be a tuple or a list")
        if len(header) != len(data_columns):
            raise ValueError("`header` and `data_columns` must have matching lengths")
    buffer = io.StringIO()
    writer = csv.writer(buffer, dialect=dialect, **fmtparams)
    if header:
        writer.writerow(["ID", *header] if include_row_ids else header)
    for number in range(1, num_rows + 1):
        values = [self.generator.pystr_format(column) for column in data_columns]
        writer.writerow([str(number), *values] if include_row_ids else values)
    return buffer.getvalue()


def _delimited(delimiter: str) -> Callable[..., str]:
    def make(
        self: Any,
        header: Sequence[str] | None = None,
        data_columns: Sequence[str] = _COLUMNS,
        num_rows: int = 10,
        include_row_ids: bool = False,
    ) -> str:
        made: str = self.dsv(
            header=header,
            data_columns=data_columns,
            num_rows=num_rows,
            include_row_ids=include_row_ids,
            delimiter=delimiter,
        )
        return made

    return make


csv = _delimited(",")
tsv = _delimited("\t")
psv = _delimited("|")


def fixed_width(
    self: Any, data_columns: Any = None, num_rows: int = 10, align: str = "left"
) -> str:
    """Rows of values, each filled up to the width of its column or cut to it."""
    if data_columns is None:
        data_columns = [(20, "name"), (3, "pyint", {"max_value": 20})]
    sign = {"left": "<", "middle": "^", "right": ">"}.get(align, "<")

    rows = []
    for _ in range(num_rows):
        cells = []
        for width, definition, *arguments in data_columns:
            value = _formatted(self, definition, _keywords(arguments))
            cells.append(f"{value:{sign}{width}}"[:width])
        rows.append("".join(cells))
    return "\n".join(rows)


def _keywords(arguments: Sequence[Any]) -> dict[str, Any]:
    found = arguments[0] if arguments else {}
    if not isinstance(found, dict):
        raise TypeError("Invalid arguments type. Must be a dictionary")
    return found


def _formatted(self: Any, definition: str, keywords: dict[str, Any]) -> Any:
    """What a definition stands for: a template, a literal after `@`, a method, or one with a group of arguments."""
    generator = self.generator
    if re.match(r".*\{\{.*\}\}.*", definition):
        return generator.pystr_format(definition)
    if definition.startswith("@"):
        return definition.lstrip("@")
    if re.match(r"[a-zA-Z0-9_-]*:\w", definition):
        name, group = definition.split(":")
        return generator.format(name.strip(), **generator.get_arguments(group.strip()))
    return generator.format(definition, **keywords)


# Structures.


def json(
    self: Any,
    data_columns: Any = None,
    num_rows: int = 10,
    indent: Any = None,
    cls: Any = None,
) -> str:
    """JSON of a structure, or of a list of them if there are several rows."""
    import json

    columns = data_columns or {"name": "{{name}}", "residency": "{{address}}"}
    rows = [_structure(self, columns) for _ in range(num_rows)]
    return json.dumps(rows[0] if num_rows == 1 else rows, indent=indent, cls=cls)


def json_bytes(
    self: Any,
    data_columns: Any = None,
    num_rows: int = 10,
    indent: Any = None,
    cls: Any = None,
) -> bytes:
    """The same as bytes."""
    text: str = self.json(data_columns=data_columns, num_rows=num_rows, indent=indent, cls=cls)
    return text.encode()


def _structure(self: Any, columns: Any) -> Any:
    if isinstance(columns, dict):
        return _from_dict(self, columns)
    if isinstance(columns, list):
        return _from_entries(self, columns)
    raise TypeError("Invalid data_columns type. Must be a dictionary or list")


def _from_dict(self: Any, data: Any) -> Any:
    if isinstance(data, str):
        return _formatted(self, data, {})
    if not isinstance(data, dict):
        return data
    made: dict[Any, Any] = {}
    for name, definition in data.items():
        if isinstance(definition, (tuple, list, set)):
            made[name] = [_from_dict(self, item) for item in definition]
        elif isinstance(definition, (dict, int, float, bool)):
            made[name] = _from_dict(self, definition)
        else:
            made[name] = _formatted(self, definition, {})
    return made


def _from_entries(self: Any, entries: Any) -> Any:
    made: dict[Any, Any] = {}
    for name, definition, *arguments in entries:
        keywords = _keywords(arguments)
        if name is None:
            return _formatted(self, definition, keywords)
        if isinstance(definition, tuple):
            made[name] = _from_entries(self, definition)
        elif isinstance(definition, (list, set)):
            made[name] = [_from_entries(self, [item]) for item in definition]
        else:
            made[name] = _formatted(self, definition, keywords)
    return made


def xml(
    self: Any,
    nb_elements: int = 10,
    variable_nb_elements: bool = True,
    value_types: Any = None,
    allowed_types: Any = None,
) -> str:
    """XML: an element with elements, of words and values of random types."""
    try:
        import xmltodict
    except ImportError:
        from ..exceptions import UnsupportedFeature

        raise UnsupportedFeature("`xml` requires the `xmltodict` Python library.", "xml") from None
    content = self.generator.pydict(
        nb_elements=nb_elements,
        variable_nb_elements=variable_nb_elements,
        value_types=value_types,
        allowed_types=allowed_types,
    )
    text: str = xmltodict.unparse({self.generator.word(): content})
    return text
