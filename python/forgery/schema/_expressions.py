"""The names in an expression: for checks before the engine compiles it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")
    |(?P<name>[^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)*)
    |(?P<number>\d[\w.]*)
    |(?P<other>\S)""",
    re.VERBOSE,
)
_KEYWORDS = {
    *("or", "and", "not", "in", "is", "null", "true", "false"),
    *("case", "when", "then", "else", "end"),
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|now|today|(?:[+-]\s*\d+\s*[A-Za-z]+\s*)+")


def names(text: str) -> Iterator[str]:
    """The columns that an expression names: `total`, `customers.city`.

    Args:
        text: The expression.
    """
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        if token.lastgroup != "name":
            continue
        name = re.sub(r"\s", "", token["name"])
        following = tokens[place + 1]["other"] if place + 1 < len(tokens) else None
        if name.lower() not in _KEYWORDS and following != "(":
            yield name


def template_names(text: str) -> Iterator[str]:
    """The columns that a template names in braces.

    Args:
        text: The template.
    """
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return
    for _, field, form, _ in parts:
        if field:
            yield from names(field)
        if form and "{" in form:
            yield from template_names(form)


def is_moment(text: str) -> bool:
    """Whether a text is a date or a distance in time, and so no expression.

    Args:
        text: The text.
    """
    return _DATE.fullmatch(text.strip()) is not None
