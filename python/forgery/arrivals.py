"""When events come: a rate that depends on the time, to look at, to compare with, and to draw moments from.

Example:
    >>> from forgery.arrivals import ArrivalModel
    >>> model = ArrivalModel("shopping", start="2024-01-01", end="2025-01-01", per_day=500)
    >>> round(model.hourly()[20], 4)
    0.0675
    >>> black, other = model.rate(["2024-11-29T12:30", "2024-11-22T12:30"])
    >>> round(black / other, 3)
    1.6
    >>> moments = model.moments(seed=42)
    >>> len(moments), str(moments[0])[:10]
    (183032, '2024-01-01')

The models are those of `arrivals:` in schemas (docs/time.md): a schema with the same model and seed has these moments.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from . import _forgery
from ._arrivals import PRESETS, resolved
from .errors import InvalidValueError

if TYPE_CHECKING:
    from ._forgery import Seed, Table

    #: A moment: a date, a time, or text in ISO 8601.
    Moment = Union[str, datetime.date]

__all__ = ["PRESETS", "ArrivalModel"]

_EPOCH = datetime.date(1970, 1, 1)
_SECONDS = 86_400


class ArrivalModel:
    """A rate of events from one moment to another.

    Attributes:
        model: What was given, with the preset and the dates of holidays in place.
        start: The first moment.
        end: The moment before which it ends.
        per_day: How many events come a day on average, if that is known.
    """

    def __init__(
        self,
        model: str | bool | Mapping[str, Any] = True,
        *,
        start: Moment,
        end: Moment,
        timezone: str | None = None,
        per_day: float | None = None,
    ) -> None:
        """Check a model.

        Args:
            model: The name of a preset, a mapping as `arrivals:` takes it, or True for a constant rate.
            start: The first moment, in wall time of the time zone.
            end: The moment before which it ends.
            timezone: An IANA name, in place of what the model says; UTC by default.
            per_day: How many events come a day on average.

        Raises:
            forgery.errors.InvalidValueError: What was given and what would do.
            forgery.errors.MissingExtraError: Holidays of a country are asked for without `forgery[holidays]`.
        """
        years = [_year("start", start), _year("end", end)]
        made = resolved(model, range(min(years) - 1, max(years) + 2))
        if timezone is not None:
            made = {**({} if made is True else made), "timezone": timezone}
        if per_day is not None and not (_is_number(per_day) and per_day >= 0):
            raise InvalidValueError(f"'per_day' must be a number from 0 on, not {per_day!r}")
        self.model: bool | dict[str, Any] = made
        self.start = start
        self.end = end
        self.per_day = per_day
        self._profile = _forgery._arrival_profile(made, start, end)

    def __repr__(self) -> str:
        return f"<ArrivalModel from {self.start} until {self.end}>"

    def rate(self, moments: Iterable[Moment]) -> list[float]:
        """How often events come at some moments, without noise.

        Args:
            moments: Moments in wall time of the time zone, or with a time zone of their own.

        Returns:
            Events per second with `per_day`; otherwise so many times the mean. Outside of start and end it is 0.
        """
        rates = _forgery._arrival_rates(self.model, self.start, self.end, moments)
        if self.per_day is None:
            return rates
        mean = self.per_day / _SECONDS
        return [rate * mean for rate in rates]

    def daily(self) -> dict[datetime.date, float]:
        """The expected share of all events of each day; their sum is 1."""
        first, shares, _, _ = self._profile
        day = _EPOCH + datetime.timedelta(days=first)
        return {day + datetime.timedelta(days=i): share for i, share in enumerate(shares)}

    def hourly(self) -> list[float]:
        """The expected share of all events of each of the 24 hours on the wall; their sum is 1."""
        return list(self._profile[2])

    def weekdays(self) -> list[float]:
        """The expected share of all events of each day of the week from Monday on; their sum is 1."""
        return list(self._profile[3])

    def table(self, n: int | None = None, *, seed: Seed = None) -> Table:
        """Plan a table of one column, `at`: the moments of events, any of which are made alone.

        Args:
            n: How many; by default a number drawn from Poisson's distribution with the mean that `per_day` says.
            seed: The seed of the moments, of the noise and of that number.

        Raises:
            forgery.errors.InvalidValueError: Neither a number nor `per_day` is known, or it is out of range.
        """
        if n is None and self.per_day is None:
            raise InvalidValueError("how many? Give 'n', or 'per_day' to the model")
        many = {"per_day": self.per_day} if n is None else {"count": n}
        rows = {"arrivals": self.model, "start": self.start, "end": self.end, **many}
        columns = {"at": {"type": "tick", "precision": "us"}}
        tables = {"events": {"rows": rows, "columns": columns}}
        return _forgery._tables({"tables": tables}, None, seed, None)["events"]

    def moments(self, n: int | None = None, *, seed: Seed = None) -> list[datetime.datetime]:
        """The times of events, ascending, in wall time of the time zone: a sample of an inhomogeneous Poisson process.

        Args:
            n: How many; by default a number drawn from Poisson's distribution with the mean that `per_day` says.
            seed: The seed.

        Raises:
            forgery.errors.InvalidValueError: As `table`; or there would be more than 10,000,000, which `table` takes.
        """
        return self.table(n, seed=seed).column("at")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _year(name: str, moment: object) -> int:
    if isinstance(moment, datetime.date):
        return moment.year
    text = str(moment)
    if isinstance(moment, str) and len(text) >= 10 and text[:4].isdigit() and text[4] == "-":
        return int(text[:4])
    raise InvalidValueError(
        f"'{name}' must be a date or a time such as '2024-01-01', not {moment!r}"
    )
