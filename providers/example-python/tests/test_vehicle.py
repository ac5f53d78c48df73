"""The provider's own tests: what forgery's checker says, and what the values claim to be."""

from __future__ import annotations

import re

from forgery import Faker
from forgery.testing import check_provider
from forgery_vehicle import provider
from forgery_vehicle._models import MODELS, WMI
from forgery_vehicle._vin import YEARS, check_digit


def test_provider() -> None:
    assert check_provider(provider, {"plate": {"country": "DE"}}).checked


def test_vehicles_agree() -> None:
    fake = Faker(seed=1)
    fake.add_provider(provider)
    fields = ("vin", "make", "model", "year")
    known = {(model.make, model.name): model for model in MODELS}
    for row in fake.records(2000, {name: f"vehicle.{name}" for name in fields}):
        vin, model = row["vin"], known[row["make"], row["model"]]
        assert model.first <= row["year"] <= model.last
        assert vin[:3] in WMI[row["make"]]
        assert vin[9] == YEARS[(row["year"] - 1980) % 30]
        assert vin[8] == check_digit(vin)


def test_a_known_number() -> None:
    # The example of the regulation, of a check digit that is a letter.
    assert check_digit("1M8GDM9A0KP042788") == "X"
    assert check_digit("11111111111111111") == "1"


def test_plates() -> None:
    fake = Faker(seed=1)
    fake.add_provider(provider)
    for plate in fake.batch("vehicle.plate", 100, country="FR"):
        assert re.fullmatch(r"[A-Z]{2}-\d{3}-[A-Z]{2}", plate)
