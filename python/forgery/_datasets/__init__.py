"""Datasets: schemas that are shipped, by forgery and by others, and their files in one call."""

from __future__ import annotations

from ._catalogue import DatasetInfo, dataset_schema, datasets
from ._files import create_batch, create_dataset
from ._load import dataset

__all__ = [
    "DatasetInfo",
    "create_batch",
    "create_dataset",
    "dataset",
    "dataset_schema",
    "datasets",
]
