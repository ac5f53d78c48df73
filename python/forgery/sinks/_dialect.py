"""Dialects of comma-separated values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ExportFormatError, InvalidTypeError, InvalidValueError
from ._options import flag, known, one_of, said

#: What each option is where nothing is said: RFC 4180.
DEFAULTS: dict[str, Any] = {
    "dialect": "rfc4180",
    "delimiter": ",",
    "quote": '"',
    "escape": None,
    "quoting": "minimal",
    "end": "\r\n",
    "header": True,
    "null": "",
    "distinct_null": None,
    "bom": False,
    "decimal": ".",
    "date": None,
    "datetime": None,
    "true": "true",
    "false": "false",
}
#: What each preset changes.
PRESETS: dict[str, dict[str, Any]] = {
    "rfc4180": {},
    "excel": {"bom": True, "datetime": "%Y-%m-%d %H:%M:%S", "true": "TRUE", "false": "FALSE"},
    "unix": {"quoting": "all", "end": "\n"},
    "tsv": {"delimiter": "\t", "end": "\n"},
    "postgres": {"end": "\n", "distinct_null": True, "true": "t", "false": "f"},
}
#: What the engine's own CSV is about: all that it does not write, or writes the one way.
_ASIDE = {"dialect", "header", "bom"}


def dialect(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Check the options of CSV.

    Args:
        given: Options; `dialect` names a preset that the others change.

    Raises:
        forgery.errors.ForgeryError: If one is wrong.
    """
    name = (given or {}).get("dialect", "rfc4180") if isinstance(given, Mapping) else "rfc4180"
    if name not in PRESETS:
        raise ExportFormatError(f"unknown CSV dialect {said(name, PRESETS)}")
    made = known("csv", given, {**DEFAULTS, **PRESETS[name]})
    one_of("quoting", made["quoting"], ("minimal", "all", "texts", "none"))
    for option in ("delimiter", "quote", "escape", "decimal"):
        _sign(option, made[option], none=option == "escape")
    for option in ("end", "null", "true", "false"):
        _text(option, made[option])
    for option in ("date", "datetime"):
        if made[option] is not None:
            _text(option, made[option])
    for option in ("header", "bom"):
        flag(option, made[option])
    if made["distinct_null"] is None:
        # An empty field is a missing value and an empty text in one, as most readers have it.
        made["distinct_null"] = made["null"] != ""
    flag("distinct_null", made["distinct_null"])
    if made["end"] not in ("\n", "\r\n", "\r"):
        raise InvalidValueError(f"end must be '\\n', '\\r\\n' or '\\r', not {made['end']!r}")
    signs = [made["delimiter"], made["quote"], made["decimal"]]
    if made["delimiter"] == made["quote"] or made["delimiter"] == made["escape"]:
        raise InvalidValueError(f"delimiter and quote must differ, both are {made['delimiter']!r}")
    if made["delimiter"] == made["decimal"] and made["quoting"] == "none" and not made["escape"]:
        raise InvalidValueError(f"delimiter and decimal are both {signs[0]!r}, with nothing quoted")
    return made


def is_plain(options: Mapping[str, Any]) -> bool:
    """Whether the engine's quick way writes these.

    Args:
        options: Checked options.
    """
    plain = {**DEFAULTS, "distinct_null": False}
    return all(options[name] == plain[name] for name in DEFAULTS if name not in _ASIDE)


def engine(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options as the engine takes them.

    Args:
        options: Checked options.
    """
    names = ("delimiter", "quote", "escape", "quoting", "end", "null", "true", "false", "date")
    return {
        **{name: options[name] for name in (*names, "datetime", "decimal")},
        "told": options["distinct_null"],
    }


def header(names: list[str], options: Mapping[str, Any]) -> bytes:
    """The line with the columns' names, and the mark of UTF-8 before it.

    Args:
        names: The columns' names.
        options: Checked options.
    """
    mark = b"\xef\xbb\xbf" if options["bom"] else b""
    if not options["header"]:
        return mark
    cells = options["delimiter"].join(_cell(name, options) for name in names)
    if not cells and options["quoting"] != "none":
        cells = 2 * str(options["quote"])
    line: str = cells + options["end"]
    return mark + line.encode()


def _cell(name: str, options: Mapping[str, Any]) -> str:
    quote, escape, delimiter = options["quote"], options["escape"], options["delimiter"]
    special = {delimiter, quote, escape, "\n", "\r"}
    if options["quoting"] == "none":
        return "".join(f"{escape or ''}{sign}" if sign in special else sign for sign in name)
    if options["quoting"] == "minimal" and not special & set(name):
        return name
    before = escape or quote
    inner = "".join(before + sign if sign in {quote, escape} else sign for sign in name)
    return f"{quote}{inner}{quote}"


def _sign(option: str, value: Any, none: bool) -> None:
    if value is None and none:
        return
    if not isinstance(value, str):
        raise InvalidTypeError(f"{option} must be a character, not {value!r}")
    if len(value) != 1 or not value.isascii() or value in "\r\n\0":
        raise InvalidValueError(f"{option} must be one ASCII character, not {value!r}")


def _text(option: str, value: Any) -> None:
    if not isinstance(value, str):
        raise InvalidTypeError(f"{option} must be a text, not {value!r}")
