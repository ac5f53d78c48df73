"""What authors of providers test with.

Example:
    >>> from forgery.testing import check_provider
    >>> from forgery_vehicle import provider
    >>> def test_provider():
    ...     check_provider(provider)
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ._faker import Faker
from .errors import ForgeryError
from .registry import Provider, Registry, registry

__all__ = ["CheckError", "Report", "check_provider"]

#: More than two chunks, and not a whole number of them.
_ROWS = 2_500
_PIECES = (slice(0, 1), slice(5, 10), slice(1000, 1030), slice(1024, 2048), slice(2400, 2500))


class CheckError(AssertionError):
    """A provider does not do what it must; the message lists all that was found."""


class Report(NamedTuple):
    """What was checked.

    Attributes:
        provider: The provider's name.
        checked: The fields that are as they should be.
        skipped: Fields that need arguments, of which none were given.
        problems: What is wrong, each with its field.
    """

    provider: str
    checked: list[str]
    skipped: list[str]
    problems: list[str]


def check_provider(
    provider: Any,
    arguments: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    locales: Sequence[str] = ("en_US", "de_DE", "ja_JP"),
    seeds: Iterable[int] = (0, 1),
    strict: bool = True,
) -> Report:
    """Make sure that a provider's fields are as addressable as forgery's own.

    Each field is made with several seeds and locales: in one go, in pieces and backwards, on one
    thread and on four at once. The values must be the same each time, of the declared type, as many as the
    rows, missing only if that is declared; and global random numbers must neither be drawn nor
    matter.

    Args:
        provider: The provider, or the name of one that is installed or registered.
        arguments: For each field that is to have some, its arguments. A field with required
            parameters is checked only if they are given.
        locales: The locales to try.
        seeds: The seeds to try.
        strict: Whether problems are an error, and not only in the report.

    Returns:
        What was checked.

    Raises:
        CheckError: If something is wrong.
        LookupError: If there is no provider of that name.

    Example:
        >>> check_provider("vehicle", {"plate": {"country": "DE"}})
    """
    checked, where = _found(provider)
    given = arguments or {}
    unknown = sorted(set(given) - set(checked.fields))
    if unknown:
        message = f"provider '{checked.name}' has no field '{unknown[0]}'"
        raise LookupError(message)
    report = Report(checked.name, [], [], [])
    for field in checked:
        kwargs = given.get(field.name, {})
        if any(param.required and param.name not in kwargs for param in field.params):
            report.skipped.append(field.name)
            continue
        column = {"type": f"{checked.name}.{field.name}", **kwargs}
        problem = _problem(where, column, list(locales), list(seeds))
        if problem is None:
            report.checked.append(field.name)
        else:
            report.problems.append(f"{checked.name}.{field.name}: {problem}")
    if strict and report.problems:
        raise CheckError("\n".join(report.problems))
    return report


def _found(provider: Any) -> tuple[Provider, Registry | None]:
    if isinstance(provider, str):
        found = registry.provider(provider)
        if found is None:
            message = f"no provider is called '{provider}'"
            raise LookupError(message)
        return found, None
    own = Registry(registry)
    return own.register(provider), own


def _problem(
    where: Registry | None, column: dict[str, Any], locales: list[str], seeds: list[int]
) -> str | None:
    with suppress(ImportError):
        # If it came only while values are made, it would look as if it had been drawn from.
        import numpy.random  # noqa: F401
    state = _global_state()
    try:
        for seed in seeds:
            for locale in [*locales, locales]:
                problem = _compared(where, column, locale, seed)
                if problem is not None:
                    return f"{problem} (locale {locale}, seed {seed})"
    except ForgeryError as error:
        return str(error)
    finally:
        _restore(state)
    return None


def _compared(where: Registry | None, column: dict[str, Any], locale: Any, seed: int) -> str | None:
    """What is different where it must not be, if anything is."""
    _disturb(seed)
    before = _global_state()
    whole = _values(where, column, locale, seed, [slice(0, _ROWS)])[0]
    if not _same(before, _global_state()):
        return "it draws global random numbers: draw from the batch"
    _disturb(seed + 1)
    if not _same(_values(where, column, locale, seed, [slice(0, _ROWS)])[0], whole):
        return "it gives other values the second time"
    chunks = [slice(at, min(at + 1024, _ROWS)) for at in range(0, _ROWS, 1024)]
    for rows, made in zip(chunks, _values(where, column, locale, seed, chunks, threads=4)):
        if not _same(made, whole[rows]):
            return "it gives other values on several threads"
    pieces = list(reversed(_PIECES))
    for rows, made in zip(pieces, _values(where, column, locale, seed, pieces)):
        if not _same(made, whole[rows]):
            return (
                f"rows {rows.start} to {rows.stop} have other values when they are made alone: "
                "values must not depend on earlier batches, and those of a sequential field must "
                "not depend on how many are asked for"
            )
    return None


def _values(
    where: Registry | None,
    column: dict[str, Any],
    locale: Any,
    seed: int,
    slices: list[slice],
    threads: int = 1,
) -> list[list[Any]]:
    fake = Faker(locale, seed, as_of=datetime.datetime(2026, 1, 1))
    fake._registry = where
    table = fake.table({"x": column}, rows=_ROWS)
    if threads == 1:
        return [table.column("x", rows) for rows in slices]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda rows: table.column("x", rows), slices))


def _global_state() -> tuple[Any, ...]:
    import sys

    numpy = sys.modules.get("numpy.random")
    return random.getstate(), numpy and numpy.get_state(legacy=False)


def _restore(state: tuple[Any, ...]) -> None:
    random.setstate(state[0])
    if state[1]:
        import numpy as np

        np.random.set_state(state[1])


def _disturb(seed: int) -> None:
    """Seed the global generators, so that values that depend on them differ."""
    import sys

    random.seed(seed)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(seed % 2**32)


def _same(one: Any, other: Any) -> bool:
    """Whether two are equal; not-a-number is equal to itself."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if hasattr(one, "tobytes") and hasattr(other, "tobytes"):
        return bool(one.tobytes() == other.tobytes())
    return bool(one == other) or (one != one and other != other)
