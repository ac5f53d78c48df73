"""What of a request says how large something is, and the walk that finds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: Keys of columns, overlays and fields that say how much of something is made for one value.
SIZES = frozenset(
    {
        "length",
        "num_rows",
        "nb_elements",
        "nb_words",
        "nb_sentences",
        "nb_pages",
        "levels",
        "deep",
        "depth",
        "digits",
        "max_nb_chars",
        "uncompressed_size",
        "num_files",
        "min_file_size",
        "indent",
        "left_digits",
        "right_digits",
        "width",
        "height",
        "precision",
        "min_chars",
        "max_chars",
        "count",
        "most",
        "scale",
        "points",
        "per_row",
        "max_length",
        "min_length",
    }
)
#: Those, and where a text says how long it is.
LENGTHS = SIZES | {"max"}
#: The most that one of them may say.
MOST = 1000
#: How many values a schema may have, all in all.
VALUES = 50_000


def number(value: Any) -> bool:
    """Whether a value is a number, and no truth value.

    Args:
        value: The value.
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """All values inside a value, and it itself, each with its path.

    Args:
        value: The value.
        path: Its own path.
    """
    left = [(path, value)]
    while left:
        where, each = left.pop()
        yield where, each
        if isinstance(each, Mapping):
            left += [((*where, key), inner) for key, inner in each.items()]
        elif isinstance(each, (list, tuple)):
            left += [((*where, place), inner) for place, inner in enumerate(each)]
