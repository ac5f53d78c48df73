"""Arrivals by name: what `arrivals: shopping` stands for, and what becomes of it before the engine has it.

The engine knows options, no names and no countries: presets are put in place, what stands beside them is laid over, and
holidays become dates with their factors, before anything is generated.
"""

from __future__ import annotations

import difflib

from .errors import InvalidValueError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

__all__ = ["PRESETS", "expanded", "resolved"]

#: Models by name. The numbers are round ones of what such businesses commonly report, of no business in particular.
PRESETS: Mapping[str, Mapping[str, Any]] = {
    # Orders of an online shop: evenings, the weeks before Christmas, and the days on which everything is cheaper.
    "shopping": {
        "hours": {
            "0-7": 0.03,
            "7-9": 0.07,
            "9-12": 0.2,
            "12-14": 0.15,
            "14-18": 0.23,
            "18-22": 0.27,
            "22-24": 0.05,
        },
        "weekdays": {"mon": 1.05, "fri": 1.1, "sat": 0.95, "sun": 0.8},
        "months": [0.85, 0.85, 0.95, 0.95, 1, 1, 0.9, 0.95, 1, 1.05, 1.4, 1.5],
        "holidays": {
            "days": {
                "black_friday": 1.6,
                "small_business_saturday": 1.2,
                "cyber_monday": 1.5,
                "christmas_day": 0.4,
                "new_years_day": 0.6,
            }
        },
    },
    # The tills of shops with opening hours.
    "store": {
        "hours": {"8-11": 0.2, "11-14": 0.26, "14-16": 0.14, "16-19": 0.29, "19-21": 0.11},
        "weekdays": {
            "mon": 0.9,
            "tue": 0.9,
            "wed": 0.95,
            "fri": 1.25,
            "sat": 1.5,
            "sun": 0.5,
        },
        "months": [0.9, 0.9, 0.95, 0.98, 1, 1, 0.95, 0.95, 1, 1, 1.15, 1.45],
        "holidays": {"days": {"black_friday": 1.6, "christmas_day": 0, "new_years_day": 0}},
    },
    # What people do at work: business hours, next to nothing at weekends, little from Christmas to New Year.
    "office": {
        "hours": "business",
        "weekdays": {"sat": 0.05, "sun": 0.02},
        "holidays": {"days": {"year_end": 0.3}},
    },
    # Visits of a web site: most in the evening.
    "web": {
        "hours": [
            *(0.35, 0.22, 0.15, 0.12, 0.13, 0.2, 0.4, 0.7, 0.95, 1.1, 1.2, 1.2),
            *(1.25, 1.2, 1.15, 1.15, 1.2, 1.25, 1.35, 1.55, 1.7, 1.6, 1.2, 0.7),
        ],
        "weekdays": {"mon": 1.08, "tue": 1.08, "wed": 1.05, "thu": 1.02, "fri": 0.95, "sat": 0.85},
        "holidays": {"days": {"christmas_eve": 0.7, "christmas_day": 0.7, "new_years_eve": 0.7}},
    },
    # Requests of programs: people's hours, over a floor that never sleeps.
    "api": {
        "hours": [
            *(0.5, 0.4, 0.35, 0.35, 0.35, 0.45, 0.6, 0.85, 1.1, 1.3, 1.4, 1.4),
            *(1.35, 1.35, 1.4, 1.4, 1.35, 1.3, 1.25, 1.2, 1.15, 1.05, 0.85, 0.65),
        ],
        "weekdays": {"fri": 0.95, "sat": 0.73, "sun": 0.68},
        "holidays": {"days": {"year_end": 0.8}},
    },
    # Posts in social networks.
    "social": {
        "hours": [
            *(0.45, 0.3, 0.2, 0.15, 0.15, 0.25, 0.55, 0.9, 1, 0.95, 0.95, 1.05),
            *(1.2, 1.1, 1, 1, 1.1, 1.25, 1.4, 1.6, 1.75, 1.7, 1.3, 0.8),
        ],
        "weekdays": {"mon": 0.97, "tue": 0.98, "sat": 1.02, "sun": 1.05},
        "holidays": {"days": {"christmas_day": 1.1, "new_years_eve": 1.3, "new_years_day": 1.2}},
    },
    # Payments and transfers of households.
    "banking": {
        "hours": {
            "0-5": 0.03,
            "5-8": 0.07,
            "8-12": 0.26,
            "12-14": 0.16,
            "14-18": 0.25,
            "18-22": 0.19,
            "22-24": 0.04,
        },
        "months": [0.95, 0.9, 0.98, 0.98, 1, 1, 1, 1, 1, 1, 1.08, 1.25],
        "holidays": {"days": {"black_friday": 1.3, "christmas_day": 0.4, "new_years_day": 0.4}},
    },
    # Calls and tickets of a help desk: Monday morning.
    "support": {
        "hours": {
            "0-7": 0.02,
            "7-9": 0.1,
            "9-12": 0.36,
            "12-14": 0.14,
            "14-18": 0.31,
            "18-24": 0.07,
        },
        "weekdays": {"mon": 1.3, "tue": 1.1, "thu": 0.95, "fri": 0.85, "sat": 0.3, "sun": 0.2},
        "holidays": {"days": {"year_end": 0.5}},
    },
    # Visits by appointment.
    "clinic": {
        "hours": {"8-9": 0.09, "9-12": 0.38, "12-13": 0.04, "13-16": 0.36, "16-17": 0.13},
        "weekdays": {"mon": 1.1, "fri": 0.9, "sat": 0, "sun": 0},
        "holidays": {"days": {"year_end": 0.3, "christmas_day": 0, "new_years_day": 0}},
    },
}


def expanded(given: Any) -> Any:
    """Arrivals with the preset that they name in place.

    What stands beside a preset is laid over it: mappings by their keys, anything else in place of what is there.

    Args:
        given: `True`, the name of a preset, or a mapping, perhaps with `preset`.

    Raises:
        InvalidValueError: There is no such preset.

    Example:
        >>> expanded({"preset": "office", "weekend": 0})["hours"]
        'business'
    """
    if isinstance(given, str):
        return dict(_preset(given))
    if not hasattr(given, "items") or given.get("preset") is None:
        return given
    own = {key: value for key, value in given.items() if key != "preset" and value is not None}
    return _laid(_preset(given["preset"]), own)


def resolved(given: Any, years: Iterable[int]) -> Any:
    """Arrivals as the engine takes them: presets in place, and holidays as dates.

    Args:
        given: What a schema says.
        years: The years for which the dates of holidays are wanted.

    Raises:
        InvalidValueError: There is no such preset, or something is wrong with the holidays.
        MissingExtraError: A country is given and the package holidays is not installed.
    """
    made = expanded(given)
    holidays: Any = made.get("holidays") if hasattr(made, "items") else None
    if not hasattr(holidays, "items"):
        return made
    from . import _holidays

    return {**made, "holidays": _holidays.resolve(holidays, years)}


def _preset(name: object) -> Mapping[str, Any]:
    found = PRESETS.get(name) if isinstance(name, str) else None
    if found is None:
        near = difflib.get_close_matches(str(name), list(PRESETS), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        message = f"'arrivals' knows no preset {name!r}{hint}; there are {', '.join(PRESETS)}"
        raise InvalidValueError(message)
    return found


def _laid(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping over another; the shares of `hours` belong together, and are not mixed."""
    made = dict(under)
    for key, value in over.items():
        below: Any = made.get(key)
        mixed = key != "hours" and hasattr(below, "items") and hasattr(value, "items")
        made[key] = _laid(below, value) if mixed else value
    return made
