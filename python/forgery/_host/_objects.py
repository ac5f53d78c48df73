"""Members of enumerations, pictures, and series of times."""

from __future__ import annotations

import datetime
import io
import math
import numbers
from collections.abc import Sequence
from enum import Enum
from typing import Any, Callable

from .._nearest import near
from .._optional import need
from ..errors import ForgeryError, InvalidTypeError, InvalidValueError
from ._source import Make, Source, whole


def make_enum(source: Source, enum_cls: Any) -> Make:
    """Prepare members of an enumeration, each as likely."""
    del source
    if not isinstance(enum_cls, type) or not issubclass(enum_cls, Enum):
        message = f"'enum_cls' must be a subclass of enum.Enum, not {enum_cls!r}"
        raise InvalidTypeError(message)
    members = list(enum_cls)
    if not members:
        message = f"the enumeration '{enum_cls.__name__}' has no members"
        raise InvalidValueError(message)
    # The seed is 64 random bits: its share of them is the member's share of the list.
    return lambda seed: members[seed * len(members) >> 64]


def make_image(
    source: Source,
    size: Any = None,
    image_format: str = "png",
    hue: Any = None,
    luminosity: str | None = None,
) -> Make:
    """Prepare pictures of a polygon in random colours."""
    need("PIL", "image")
    from PIL import Image, ImageDraw

    width, height = _size((256, 256) if size is None else size)
    form = _image_format(image_format)
    colors = {"hue": hue, "luminosity": luminosity}
    source.fake(0).batch("color", 1, **colors)
    moment = source.as_of.timetuple()

    def make(seed: int) -> bytes:
        random = source.random(seed)
        ground, fill, outline = source.fake(seed).batch("color", 3, **colors)
        image = Image.new("RGB", (width, height), ground)
        corners = [
            (random.randint(0, width), random.randint(0, height))
            for _ in range(random.randint(3, 12))
        ]
        ImageDraw.Draw(image).polygon(corners, fill=fill, outline=outline)
        buffer = io.BytesIO()
        # A PDF says when it was made; the other formats take no notice.
        image.save(buffer, format=form, creationDate=moment, modDate=moment)
        return buffer.getvalue()

    return make


def _size(given: Any) -> tuple[int, int]:
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        message = (
            f"'size' must be a width and a height in pixels, such as (256, 256), not {given!r}"
        )
        raise InvalidTypeError(message)
    return whole("size", given[0], 1), whole("size", given[1], 1)


def _image_format(given: str) -> str:
    from PIL import Image

    Image.init()
    form = Image.registered_extensions().get(f".{given.lower()}", given.upper())
    try:
        Image.new("RGB", (16, 16)).save(io.BytesIO(), format=form)
    except (KeyError, OSError, ValueError) as error:
        known = [name.lower() for name in Image.SAVE]
        message = (
            f"'image_format' must be one that Pillow writes, not '{given}'{near(given, known)}"
        )
        raise InvalidValueError(message) from error
    return form


#: The most pairs of one series.
_LONGEST = 10_000_000


def make_time_series(
    source: Source,
    start_date: Any = "-30d",
    end_date: Any = "now",
    precision: Any = None,
    distrib: Callable[[datetime.datetime], Any] | None = None,
) -> Make:
    """Prepare lists of pairs of a time and a value, at equal distances."""
    start = _moment("start_date", start_date, source.as_of)
    end = _moment("end_date", end_date, source.as_of)
    if start > end:
        message = f"'start_date' ({start}) must not be after 'end_date' ({end})"
        raise InvalidValueError(message)
    if distrib is not None and not callable(distrib):
        message = f"'distrib' must be a function from a time to a value, not {distrib!r}"
        raise InvalidTypeError(message)
    length = (end - start).total_seconds()
    step = length / 30 if precision is None else _seconds(precision)
    if length and length / step > _LONGEST:
        message = (
            f"'precision' ({step} s) gives more than {_LONGEST:,} times between {start} and {end}"
        )
        raise InvalidValueError(message)
    count = math.ceil(length / step) if length else 0
    times = [start + datetime.timedelta(seconds=i * step) for i in range(count)]

    def make(seed: int) -> list[tuple[datetime.datetime, Any]]:
        random = source.random(seed)
        value = distrib or (lambda _: random.uniform(0, step))
        return [(time, value(time)) for time in times]

    return make


def _moment(name: str, given: Any, as_of: datetime.datetime) -> datetime.datetime:
    """A moment as the engine reads it: the only one between it and itself."""
    fake = Source(["en_US"], as_of).fake(0)
    try:
        found: datetime.datetime = fake.batch(
            "date_time_between", 1, start_date=given, end_date=given
        )[0]
    except ForgeryError as error:
        error.args = (str(error).replace("start_date", name), *error.args[1:])
        raise
    return found


def _seconds(precision: Any) -> float:
    """The distance between two times in seconds: a number, a timedelta, or text such as `1h`."""
    if isinstance(precision, datetime.timedelta):
        seconds = precision.total_seconds()
    elif isinstance(precision, str) and precision[-1:].isalpha():
        epoch = datetime.datetime(2000, 1, 1)
        signed = precision if precision[0] in "+-" else f"+{precision}"
        seconds = (_moment("precision", signed, epoch) - epoch).total_seconds()
    elif isinstance(precision, numbers.Real) and not isinstance(precision, bool):
        seconds = float(precision)
    else:
        message = (
            f"'precision' must be seconds, a timedelta or text such as '1h', not {precision!r}"
        )
        raise InvalidTypeError(message)
    if not 0 < seconds < math.inf:
        message = f"'precision' must be more than zero and finite, not {precision!r}"
        raise InvalidValueError(message)
    return seconds
