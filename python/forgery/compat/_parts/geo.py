"""For `forgery.compat.providers.geo`."""

from __future__ import annotations

from typing import Tuple  # noqa: UP035 (as Faker's read)

PlaceType = Tuple[str, str, str, str, str]  # noqa: UP006
