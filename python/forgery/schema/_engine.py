"""What the engine is given, and what it says of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _forgery
from ..errors import ForgeryError, InvalidParameterError, InvalidTypeError, SchemaError
from ._problems import Path, parsed, schema_error

if TYPE_CHECKING:
    from .._forgery import Table
    from ._parameters import Parameter
    from ._schema import Schema


def tables(
    schema: Schema,
    content: Mapping[str, Any],
    locale: Any,
    seed: Any,
    as_of: Any,
    overlays: bool = True,
) -> dict[str, Table]:
    """Have the engine plan the tables.

    Args:
        schema: The schema.
        content: What it says, with the parameters filled in.
        locale: The locale or the locales.
        seed: The seed.
        as_of: What "now" is.
        overlays: Whether anything goes wrong in them.

    Raises:
        forgery.errors.SchemaError: If the engine does not take it, with the places in the file.
    """
    name, locate = schema.name, schema._source.locate
    try:
        made = plan(content, locale, seed, as_of, overlays=overlays)
    except SchemaError as error:
        found = [problem(each) for each in error.errors]
        if not found:
            error.args = (f"{name}: {error}",)
            raise
        raise schema_error(name, found, locate) from error
    except ForgeryError as error:
        error.args = (f"{name}: {error}", *error.args[1:])
        raise
    return made


def plan(
    content: Mapping[str, Any], locale: Any, seed: Any, as_of: Any, *, overlays: bool = True
) -> dict[str, Table]:
    """Have the engine plan the tables of a schema that may have come from anywhere.

    Args:
        content: What it says, with the parameters filled in.
        locale: The locale or the locales.
        seed: The seed.
        as_of: What "now" is.
        overlays: Whether what goes wrong in the data goes wrong.

    Raises:
        forgery.errors.SchemaError: If the engine does not take it, with paths of keys.
    """
    now = _NOW if as_of is None else _year(as_of, _NOW)
    given = {"tables": prepared(content["tables"], now)}
    return _forgery._tables(given, locale, seed, as_of, overlays)


def clean(content: Mapping[str, Any]) -> dict[str, Any]:
    """A schema without its overlays.

    Args:
        content: The schema.
    """
    tables = {
        name: {key: value for key, value in table.items() if key not in {"overlays", "truth"}}
        for name, table in content["tables"].items()
    }
    return {**content, "tables": tables}


def problem(each: Any) -> tuple[Path, str]:
    """What the engine says is wrong: where in the schema, and what.

    Args:
        each: A path, a message, and perhaps the class of the error.
    """
    path, message = each[0], each[1]
    keys = parsed(path) if isinstance(path, str) else path
    # The engine's keys are texts, also those that are places in lists.
    listed = {"correlations", "overlays"} & set(keys)
    whole = tuple(int(key) if listed and str(key).isdigit() else key for key in keys)
    return whole, str(message)


def prepared(found: Mapping[str, Any], now: int) -> dict[str, Any]:
    """The tables as the engine takes them: with distributions of rows by name, and the days of holidays.

    Args:
        found: The tables.
        now: The year that it is.
    """
    made = {}
    for name, table in found.items():
        columns = {key: _resolved(column, now) for key, column in table["columns"].items()}
        made[name] = {**table, "columns": columns}
        rows = table["rows"]
        if not isinstance(rows, Mapping):
            continue
        if "arrivals" in rows:
            made[name]["rows"] = _resolved(rows, now)
        elif "every" in rows and isinstance(rows.get("holidays"), Mapping):
            made[name]["rows"] = _without_holidays(rows, now)
        elif "every" not in rows and "distribution" not in rows:
            made[name]["rows"] = {**rows, "distribution": implied(rows)}
    return made


def implied(rows: Mapping[str, Any]) -> str | None:
    """The distribution that the parameters of `rows` are of, where it is not named.

    Args:
        rows: What a table says.

    Example:
        >>> implied({"per": "customers", "mean": 3})
        'poisson'
    """
    for kind, key in (("fixed", "count"), ("empirical", "values"), ("zipf", "exponent")):
        if rows.get(key) is not None:
            return kind
    if rows.get("mean") is not None:
        return "poisson" if rows.get("dispersion") is None else "negative_binomial"
    bounded = rows.get("min") is not None and rows.get("max") is not None
    return "uniform" if bounded else None


def _resolved(column: Any, now: int) -> Any:
    arrivals = column.get("arrivals") if isinstance(column, Mapping) else None
    if not isinstance(arrivals, (Mapping, str)):
        return column
    from .._arrivals import resolved

    years = [_year(column.get(key), now) for key in ("start", "end")]
    return {**column, "arrivals": resolved(arrivals, range(min(years) - 1, max(years) + 2))}


#: The most years for whose holidays so many points are counted.
_YEARS = 1000


def _without_holidays(rows: Mapping[str, Any], now: int) -> dict[str, Any]:
    """Ticks with the dates of holidays, over all the years that they have."""
    from .._holidays import LAST, resolve

    first, given = _year(rows.get("start"), now), rows["holidays"]
    last = first if rows.get("end") is None else _year(rows["end"], now)
    while True:
        holidays = resolve(given, range(min(first, last) - 1, min(last, LAST) + 2))
        made = {**rows, "holidays": holidays}
        if rows.get("points") is None:
            return made
        # Each day without ticks moves the end of so many points, perhaps into years of which no holidays are known yet.
        reached = _last_year(made, last)
        if reached <= last:
            return made
        last = reached + (reached - first)
        if last - first > _YEARS:
            message = (
                f"'holidays' of 'rows': so many 'points' take over {_YEARS:,} years; give 'end'"
            )
            raise InvalidParameterError(message)


def _last_year(rows: Mapping[str, Any], default: int) -> int:
    """The year of the last tick; the default if there is none, or if the engine does not take them."""
    alone = {key: each for key, each in rows.items() if key not in {"per", "total"}}
    columns = {"at": {"type": "tick"}}
    try:
        table = _forgery._tables(
            {"tables": {"ticks": {"rows": alone, "columns": columns}}}, None, 0, None
        )["ticks"]
        at: datetime.datetime = table[table.num_rows - 1]["at"]
    except (ForgeryError, IndexError):
        return default
    return at.year


#: What "now" is unless somebody says so, as in the engine.
_NOW = 2026
_DAYS = {"d": 1.0, "w": 7.0, "mo": 30.5, "m": 30.5, "q": 91.3, "y": 365.25}


def _year(moment: Any, now: int) -> int:
    """The year of a moment, within one: that of a date, or of a distance from now."""
    if isinstance(moment, datetime.date):
        return moment.year
    text = str(moment)
    if re.match(r"\d{4}-", text):
        return int(text[:4])
    days = sum(
        float(number.replace(" ", "")) * _DAYS.get(unit.lower(), 0)
        for number, unit in re.findall(r"([+-]\s*\d+)\s*([A-Za-z]+)", text)
    )
    return now + round(days / 365.25)


_WORD = re.compile(r"[^\W\d]\w*")


def words(text: str) -> set[str]:
    """The names in a text of `${…}`.

    Args:
        text: What stands between the braces.
    """
    return set(_WORD.findall(text))


def check_size(scale: Any, rows: Any) -> None:
    """Check what `scaled` was given.

    Args:
        scale: So many times the rows.
        rows: So many rows.

    Raises:
        forgery.errors.InvalidParameterError: If a number is out of range.
        forgery.errors.InvalidTypeError: If something is not a number.
    """
    if isinstance(scale, bool) or not isinstance(scale, (int, float)):
        message = f"'scale' must be a number, not {scale!r}"
        raise InvalidTypeError(message)
    if not 0 < scale < 1e12:
        message = f"'scale' must be above 0, such as 0.1 or 10, and {scale} is not"
        raise InvalidParameterError(message)
    if rows is None:
        return
    if isinstance(rows, bool) or not isinstance(rows, int):
        message = f"'rows' must be an integer, not {rows!r}"
        raise InvalidTypeError(message)
    if not 0 <= rows <= 2**53:
        message = f"'rows' must be from 0 to 2**53, and {rows} is not"
        raise InvalidParameterError(message)


def scaled(parameter: Parameter, value: int, scale: float) -> int:
    """So many times the value of a parameter, within its bounds.

    Args:
        parameter: The parameter.
        value: Its value.
        scale: So many times.
    """
    made = many(value, scale)
    if isinstance(parameter.min, int):
        made = max(made, parameter.min)
    if isinstance(parameter.max, int):
        made = min(made, parameter.max)
    return made


def many(value: int, scale: float) -> int:
    """So many times a number of rows: at least one of some, none of none.

    Args:
        value: The number of rows.
        scale: So many times.
    """
    return min(max(round(value * scale), 1), 2**53) if value > 0 else 0


def sized(content: dict[str, Any], factor: float, main: str, rows: int | None) -> dict[str, Any]:
    """A schema with other numbers of rows.

    Args:
        content: The schema.
        factor: So many times the absolute numbers.
        main: The main table.
        rows: So many rows of the main table, if it is said.
    """
    if factor == 1 and rows is None:
        return content
    made = {}
    for name, table in content["tables"].items():
        count = table["rows"]
        if name == main and rows is not None:
            count = _exactly(count, rows)
        elif isinstance(count, int) and factor != 1:
            count = many(count, factor)
        elif isinstance(count, Mapping) and "arrivals" in count and "per" not in count:
            count = _more(count, factor)
        made[name] = {**table, "rows": count}
    return {**content, "tables": made}


def _exactly(count: Any, rows: int) -> Any:
    if not isinstance(count, Mapping):
        return rows
    if "arrivals" in count and "per" not in count:
        return {**{key: each for key, each in count.items() if key != "per_day"}, "count": rows}
    if "every" in count and "per" not in count and rows > 0:
        return {**{key: each for key, each in count.items() if key != "end"}, "points": rows}
    message = "the main table has rows for each of another table's: set that one's with a parameter"
    raise InvalidParameterError(message)


def _more(count: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """Events, so many times as many."""
    if isinstance(count.get("count"), int):
        return {**count, "count": many(count["count"], factor)}
    return {**count, "per_day": count["per_day"] * factor}


#: Locales of countries that have several, or another than the first by name.
_LOCALES = {
    "BE": "nl_BE",
    "CA": "en_CA",
    "CH": "de_CH",
    "CN": "zh_CN",
    "ES": "es_ES",
    "IN": "en_IN",
    "TW": "zh_TW",
    "UK": "en_GB",
    "US": "en_US",
}


def locale(content: Mapping[str, Any], given: Any, values: Mapping[str, Any]) -> Any:
    """The locale of the values: what was given, what the schema says, or that of the parameter `country`.

    Args:
        content: The schema.
        given: What was given.
        values: The values of the parameters.

    Raises:
        forgery.errors.InvalidParameterError: If no locale is of the country.
    """
    if given is not None:
        return given
    said = content.get("locale")
    country = values.get("country")
    if said is not None or not isinstance(country, str):
        return said
    return locale_of(country)


def locale_of(country: str) -> str:
    """The locale of a country.

    Args:
        country: An ISO 3166 code, such as DE.

    Raises:
        forgery.errors.InvalidParameterError: If there is none.
    """
    code = country.upper()
    named = _LOCALES.get(code)
    known = _forgery.locales()
    found = [named] if named in known else [name for name in known if name.endswith(f"_{code}")]
    if not found:
        codes = sorted({name.rpartition("_")[2] for name in known if "_" in name})
        message = f"parameter 'country': no locale is of '{country}'; there are {', '.join(codes)}"
        raise InvalidParameterError(message)
    return str(found[0])
