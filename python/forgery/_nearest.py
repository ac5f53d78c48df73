"""The end of messages about unknown names: the nearest name that is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def near(given: Any, known: Iterable[Any]) -> str:
    """The end of a message about an unknown name: `; did you mean` the nearest one that is known.

    Args:
        given: What was given.
        known: What there is.

    Example:
        >>> near("exprr", ["expr", "type"])
        "; did you mean 'expr'?"
    """
    # Most programs never need it, and `import forgery` is to be quick.
    import difflib

    names = [str(name) for name in known]
    text = str(given)
    close = difflib.get_close_matches(text, names, n=1)
    if not close:
        # Case, and the plural for the singular, are the commonest slips beside letters.
        folded = {name.lower(): name for name in names}
        close = [folded[text.lower()]] if text.lower() in folded else []
    return f"; did you mean '{close[0]}'?" if close else ""
