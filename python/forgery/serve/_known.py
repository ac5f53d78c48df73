"""Schemas of datasets, each read once: a file of YAML takes ten times as long to read as to plan."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .. import _datasets

if TYPE_CHECKING:
    from ..schema import Schema


@lru_cache(maxsize=512)
def dataset_schema(name: str) -> Schema:
    """The schema of a dataset; nobody changes it, as its methods give others.

    Args:
        name: The dataset's name.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such dataset.
        forgery.errors.PluginError: If a third party's is broken.
    """
    return _datasets.dataset_schema(name)
