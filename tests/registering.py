"""What tests of registered fields share: a provider of one field, and one with all kinds."""

from __future__ import annotations

import typing

from forgery import Faker
from forgery.registry import Batch, Provider


def one_field(make: typing.Callable[..., typing.Any], returns: typing.Any = str) -> Faker:
    """An instance with a provider of one field, `it.value`."""
    provider = Provider("it")
    provider.field(returns=returns, name="value")(make)
    fake = Faker(seed=1)
    fake.add_provider(provider)
    return fake


def all_kinds() -> Provider:
    """A provider `vehicle` with an entity, and fields that draw, take parameters, or neither."""
    provider = Provider("vehicle", version=1)

    @provider.entity(returns={"make": str, "year": int}, doc={"make": "Who made it."})
    def model(batch: Batch, *, first: int = 1990) -> dict[str, typing.Any]:
        years = batch.numpy.integers(first, 2026, batch.n)
        return {"make": batch.random.choices(["Volvo", "Fiat"], k=batch.n), "year": years}

    @provider.field(returns=str, entity="model")
    def title(batch: Batch) -> list[str]:
        """Make and year."""
        pairs = zip(batch.draw("vehicle.make"), batch.draw("vehicle.year"))
        return [f"{make} {year}" for make, year in pairs]

    @provider.field()
    def owner(batch: Batch) -> list[str]:
        """Who owns it."""
        return batch.draw("person.name")

    @provider.field(returns=str)
    def plate(
        batch: Batch,
        *,
        country: typing.Literal["US", "DE"] = "US",
        digits: int = 4,
        prefix: str | None = None,
    ) -> list[str]:
        """A number plate.

        Args:
            country: Where it is registered,
                by its code.
        """
        most = 10**digits
        return [f"{prefix or country}-{batch.random.randrange(most):0{digits}}" for _ in batch.rows]

    return provider
