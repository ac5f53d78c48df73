"""Circles among things that depend on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def cycles(depends: Mapping[T, Sequence[T]]) -> Iterator[list[T]]:
    """Circles, at least one for each group of things that depend on each other.

    Args:
        depends: What each thing depends on.

    Yields:
        The things in order: each depends on the next, and the last on the first.

    Example:
        >>> list(cycles({"a": ["b"], "b": ["a"], "c": []}))
        [['a', 'b']]
    """
    done: set[T] = set()
    for start in depends:
        if start in done:
            continue
        # Depth first, by hand: a chain of columns may be longer than Python's stack.
        way: list[T] = [start]
        place = {start: 0}
        branches = [iter(depends[start])]
        while branches:
            following = next(branches[-1], None)
            if following is None:
                done.add(way[-1])
                del place[way.pop()]
                branches.pop()
            elif following in place:
                yield way[place[following] :]
            elif following in depends and following not in done:
                place[following] = len(way)
                way.append(following)
                branches.append(iter(depends[following]))
