"""The tests that `verify` makes: how likely data are, if they are what they are said to be."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: The likelihood below which a difference is no chance: a run has many columns, and none may fail by chance.
UNLIKELY = 1e-7


def kolmogorov_smirnov(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """The largest distance between two samples' distributions, and how likely one as large is.

    Args:
        one: A sample.
        other: Another.
    """
    first, second = sorted(one), sorted(other)
    n, m = len(first), len(second)
    if not n or not m:
        return 0.0, 1.0
    i = j = 0
    largest = 0.0
    while i < n and j < m:
        value = min(first[i], second[j])
        while i < n and first[i] == value:
            i += 1
        while j < m and second[j] == value:
            j += 1
        largest = max(largest, abs(i / n - j / m))
    size = math.sqrt(n * m / (n + m))
    return largest, _kolmogorov((size + 0.12 + 0.11 / size) * largest)


def _kolmogorov(x: float) -> float:
    if x < 0.2:
        return 1.0
    total = 0.0
    for k in range(1, 101):
        term = math.exp(-2 * (k * x) ** 2)
        total += term if k % 2 else -term
        if term < 1e-16:
            break
    return min(max(2 * total, 0.0), 1.0)


def chi_square(counts: Sequence[float], expected: Sequence[float]) -> tuple[float, float]:
    """How far counts are from those expected, and how likely it is to be as far.

    Args:
        counts: What there is.
        expected: What there should be, about.
    """
    # Cells with few expected values are counted together, as the test needs it.
    pairs = sorted(zip(expected, counts))
    cells: list[tuple[float, float]] = []
    want = got = 0.0
    for expect, count in pairs:
        want, got = want + expect, got + count
        if want >= 5:
            cells.append((want, got))
            want = got = 0.0
    if want or got:
        last = cells.pop() if cells else (0.0, 0.0)
        cells.append((last[0] + want, last[1] + got))
    if any(expect == 0 and count for expect, count in cells):
        return math.inf, 0.0
    value = sum((count - expect) ** 2 / expect for expect, count in cells if expect)
    return value, _upper_gamma((len(cells) - 1) / 2, value / 2)


def _upper_gamma(a: float, x: float) -> float:
    """The regularised upper incomplete gamma function."""
    if a <= 0 or x <= 0:
        return 1.0
    front = math.exp(-x + a * math.log(x) - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while abs(term) > abs(total) * 1e-15:
            n += 1
            term *= x / n
            total += term
        return max(1 - total * front, 0.0)
    # A continued fraction, by Lentz's method.
    b = x + 1 - a
    c, d = 1e300, 1 / b
    h = d
    for i in range(1, 10_000):
        step = -i * (i - a)
        b += 2
        d = step * d + b
        d = 1 / (d if abs(d) > 1e-300 else 1e-300)
        c = b + step / c
        c = c if abs(c) > 1e-300 else 1e-300
        h *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * h


def binomial(count: int, n: int, p: float) -> float:
    """How likely it is to be as far from `n * p` as a count is.

    Args:
        count: What there is.
        n: Of how many.
        p: How likely each is.
    """
    if n == 0:
        return 1.0
    if p in (0.0, 1.0):
        return 1.0 if count == n * p else 0.0
    sd = math.sqrt(n * p * (1 - p))
    far = max(abs(count - n * p) - 0.5, 0.0) / sd
    likely = math.erfc(far / math.sqrt(2))
    # The normal distribution is too thin at the ends of a small binomial one.
    return likely if n * min(p, 1 - p) > 20 else max(likely, math.exp(-(far**2) / (2 + far / sd)))
