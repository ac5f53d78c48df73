"""For `forgery.compat.providers.barcode`."""

from __future__ import annotations

from typing import Tuple, Union  # noqa: UP035 (as Faker's read)

PrefixType = Tuple[Union[int, str, Tuple[Union[int, str], ...]], ...]  # noqa: UP006
