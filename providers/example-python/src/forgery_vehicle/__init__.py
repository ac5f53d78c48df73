"""Vehicles: a provider for forgery."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from forgery.registry import Batch, Provider

from ._models import MODELS
from ._plates import COUNTRIES, plates
from ._vin import vins

__all__ = ["fleet", "provider"]

#: The dataset: a schema that lies beside this file.
fleet = Path(__file__).parent / "fleet.yaml"

provider = Provider("vehicle", version=1, doc="Vehicles: identification numbers, models, plates.")


@provider.entity(
    returns={"make": str, "model": str, "year": int},
    doc={
        "make": "Who made the vehicle.",
        "model": "What it is called.",
        "year": "A model year in which it was made.",
    },
)
def vehicle(batch: Batch) -> dict[str, Any]:
    """A vehicle."""
    draw = batch.random
    chosen = draw.choices(MODELS, weights=[model.weight for model in MODELS], k=batch.n)
    return {
        "make": [model.make for model in chosen],
        "model": [model.name for model in chosen],
        "year": [draw.randint(model.first, model.last) for model in chosen],
    }


@provider.field(returns=str, entity="vehicle")
def vin(batch: Batch) -> list[str]:
    """The vehicle's identification number (ISO 3779), with a valid check digit."""
    return vins(batch.random, batch.draw("vehicle.make"), batch.draw("vehicle.year"))


@provider.field(returns=str)
def plate(
    batch: Batch, *, country: Literal["US", "DE", "FR", "GB", "IT", "ES", "NL", "PL"] = "US"
) -> list[str]:
    """A number plate.

    Args:
        country: The ISO code of the country whose form it has.
    """
    assert country in COUNTRIES
    return plates(batch.random, country, batch.n)
