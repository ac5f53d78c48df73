"""For `forgery.compat.providers.address`."""

from __future__ import annotations

from typing import Any, Tuple  # noqa: UP035 (as Faker's read)

Range_en_in = Tuple[int, int]  # noqa: UP006


def getcities_it_it(fulldict: dict[Any, Any]) -> list[str]:
    """The cities of all provinces, each once and in no order."""
    return list({city[0] for cities in fulldict.values() for city in cities})
