"""Forms: from regular expressions to patterns of digits (`#`) and letters (`?`), and of addresses to one line."""

from __future__ import annotations

import random
import re

try:
    from re import _parser as sre  # Python 3.11
except ImportError:  # pragma: no cover
    import sre_parse as sre  # type: ignore[no-redef]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LIMIT = 400


def expand(expression: str) -> list[str]:
    """Patterns whose values match a regular expression, at most `LIMIT` of them; whole classes stay `#` and `?`."""
    try:
        found = _sequence(list(sre.parse(expression)))
    except ValueError:
        return []
    return list(dict.fromkeys(found))[:LIMIT]


def _sequence(items: list) -> list[str]:
    found = [""]
    for kind, value in items:
        parts = _item(str(kind), value)
        found = [a + b for a in found for b in parts][: LIMIT * 4]
    return found


def _item(kind: str, value) -> list[str]:
    if kind == "LITERAL":
        return [chr(value)]
    if kind == "IN":
        return _members(value)
    if kind == "SUBPATTERN":
        return _sequence(list(value[-1]))
    if kind == "BRANCH":
        return [one for branch in value[1] for one in _sequence(list(branch))]
    if kind == "MAX_REPEAT":
        low, _high, inner = value
        inner = list(inner)
        # A separator that may stand there does; whatever else may be missing is.
        separator = low == 0 and len(inner) == 1 and _is_separator(inner[0])
        return _sequence(inner * (1 if separator else int(low)))
    if kind == "AT":
        return [""]
    raise ValueError(f"cannot expand {kind}")


def _is_separator(item) -> bool:
    kind, value = item
    if str(kind) == "LITERAL":
        return value in (32, 45)
    return str(kind) == "IN" and any(str(k) == "LITERAL" and m in (32, 45) for k, m in value)


def _members(value) -> list[str]:
    chars: list[str] = []
    for kind, member in value:
        if str(kind) == "LITERAL":
            chars.append(chr(member))
        elif str(kind) == "RANGE":
            chars.extend(chr(c) for c in range(member[0], member[1] + 1))
        elif str(kind) == "CATEGORY":
            chars.extend("0123456789" if "DIGIT" in str(member) else [" "])
    if set("0123456789") <= set(chars):
        return ["#"]
    if set(LETTERS) <= set(chars):
        return ["?"]
    separators = [c for c in chars if c in " -"]
    return separators[:1] or chars


def fill(pattern: str, draw: random.Random, letters: str = LETTERS) -> str:
    """A value of a pattern."""
    pick = {"#": "0123456789", "?": letters}
    return "".join(draw.choice(pick[c]) if c in pick else c for c in pattern)


def fits(pattern: str, expression: str, letters: str = LETTERS) -> bool:
    """Whether all of many values of a pattern match a regular expression."""
    draw = random.Random(pattern)
    return all(re.fullmatch(expression, fill(pattern, draw, letters)) for _ in range(200))


def one_line(form: str, codes: bool, has_postcode: bool, country: str) -> str:
    """An address on one line from libaddressinput's form: `{street}, {city}, {region_code} {postcode}`."""
    form = form or "%N%n%O%n%A%n%C"
    if not has_postcode:
        form = form.replace("%Z", "")
    region = "{region_code}" if codes else "{region}"
    tokens = {"A": "{street}", "C": "{city}", "S": region, "Z": "{postcode}", "n": ", "}
    line = re.sub(r"%([A-Za-z])", lambda m: tokens.get(m[1], ""), form)
    if "{city}" not in line:
        named = re.sub(re.escape(country), "{city}", line, flags=re.IGNORECASE)
        line = named if "{city}" in named else line.replace("{street}", "{street}, {city}")
    if "{street}" not in line:
        line = "{street}, " + line
    line = re.sub(r"\b[A-Z]{2}-(?=\{postcode\})", "", line)  # the prefix of letters from abroad
    line = re.sub(r"\s*[-\u2013]\s*(?=,|$)|(?<=, )-\s*", "", line)
    line = re.sub(r"(,\s*)+", ", ", re.sub(r"\s+", " ", line)).strip(" ,-")
    return re.sub(r"\s+,", ",", line)
