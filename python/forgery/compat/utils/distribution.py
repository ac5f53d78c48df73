"""Picks of several elements, with and without weights, drawn as Faker draws them."""

from __future__ import annotations

from bisect import bisect_right

from ..generator import random as mod_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from random import Random
    from typing import TypeVar

    T = TypeVar("T")

__all__ = ["choices_distribution", "choices_distribution_unique", "cumsum", "random_sample"]


def random_sample(random: Random | None = None) -> float:
    """Draw a number from 0 to 1."""
    return (mod_random if random is None else random).uniform(0, 1.0)


def cumsum(it: Iterable[float]) -> Generator[float, None, None]:
    """Give the running totals of numbers."""
    total: float = 0
    for x in it:
        total += x
        yield total


def choices_distribution_unique(
    a: Sequence[T],
    p: Sequence[float] | None,
    random: Random | None = None,
    length: int = 1,
) -> Sequence[T]:
    """Pick elements by their weights, none of them twice.

    Args:
        a: The elements.
        p: Their weights, which need not add up to 1.
        random: What to draw from; the generator that all instances share when not given.
        length: How many.
    """
    assert p is not None
    assert len(a) == len(p)
    assert len(a) >= length, "You can't request more unique samples than elements in the dataset."

    left, weights = list(a), list(p)
    picked = []
    for _ in range(length):
        at = _weighted_index(weights, random)
        del weights[at]
        picked.append(left.pop(at))
    return picked


def choices_distribution(
    a: Sequence[T],
    p: Sequence[float] | None,
    random: Random | None = None,
    length: int = 1,
) -> Sequence[T]:
    """Pick elements, by their weights where there are any.

    Args:
        a: The elements.
        p: Their weights, which need not add up to 1.
        random: What to draw from; the generator that all instances share when not given.
        length: How many.
    """
    if random is None:
        random = mod_random
    assert p is None or len(a) == len(p)

    if hasattr(random, "choices"):
        if p is None and length == 1:
            return [random.choice(a)]
        return random.choices(a, weights=p, k=length)
    # What somebody put in the place of a `random.Random` may know `uniform` only.
    weights = [1] * len(a) if p is None else p
    return [a[_weighted_index(weights, random)] for _ in range(length)]


def _weighted_index(weights: Sequence[float], random: Random | None) -> int:
    """Draw a position in proportion to the weights. Faker divides before it searches, which decides how ties round."""
    totals = list(cumsum(weights))
    return bisect_right([total / totals[-1] for total in totals], random_sample(random))
