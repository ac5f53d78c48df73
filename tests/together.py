"""Thousands of small checks as one test, because collecting and reporting a test takes longer than they do."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Callable


def together(values: Iterable[Any]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """Make one test of a check: it is run for each value, and the test lists those for which it fails."""

    def decorate(check: Callable[[Any], None]) -> Callable[[], None]:
        @functools.wraps(check)
        def test() -> None:
            failed = {}
            for value in values:
                try:
                    check(value)
                except Exception as error:  # noqa: PERF203 each is one of many
                    failed[value] = str(error).strip() or repr(error)
            assert not failed, "\n".join(f"{value}: {why}" for value, why in failed.items())

        # pytest would look for fixtures by the names of the check's parameters.
        del test.__wrapped__  # type: ignore[attr-defined]
        return test

    return decorate
