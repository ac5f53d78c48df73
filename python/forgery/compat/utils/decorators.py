"""Decorators that change the text which a method returns."""

from __future__ import annotations

import functools

from . import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["lowercase", "slugify", "slugify_domain", "slugify_unicode"]


def slugify(fn: Callable[..., str]) -> Callable[..., str]:
    """Make the result a slug of ASCII letters."""

    @functools.wraps(fn)
    def slug(*args: Any, **kwargs: Any) -> str:
        return text.slugify(fn(*args, **kwargs))

    return slug


def slugify_domain(fn: Callable[..., str]) -> Callable[..., str]:
    """Make the result a slug that keeps its dots."""

    @functools.wraps(fn)
    def slug(*args: Any, **kwargs: Any) -> str:
        return text.slugify(fn(*args, **kwargs), allow_dots=True)

    return slug


def slugify_unicode(fn: Callable[..., str]) -> Callable[..., str]:
    """Make the result a slug that keeps the letters of all scripts."""

    @functools.wraps(fn)
    def slug(*args: Any, **kwargs: Any) -> str:
        return text.slugify(fn(*args, **kwargs), allow_unicode=True)

    return slug


def lowercase(fn: Callable[..., str]) -> Callable[..., str]:
    """Make the result lower case."""

    @functools.wraps(fn)
    def lowered(*args: Any, **kwargs: Any) -> str:
        return fn(*args, **kwargs).lower()

    return lowered
