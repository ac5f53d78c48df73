"""Places on the map."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def coordinate(self: Any, center: Any = None, radius: Any = 0.001) -> Any:
    """Degrees, anywhere or near some others."""
    from decimal import Decimal

    random = self.generator.random
    if center is None:
        degrees = random.randint(-180_000_000, 180_000_000) / 1_000_000
    else:
        center, radius = float(center), float(radius)
        degrees = random.uniform(center - radius, center + radius)
    return Decimal(str(degrees)).quantize(Decimal("0.000001"))


def latitude(self: Any) -> Any:
    """Degrees from the equator."""
    return self.coordinate() / 2


def longitude(self: Any) -> Any:
    """Degrees from Greenwich."""
    return self.coordinate()


def latlng(self: Any) -> tuple[Any, Any]:
    """Latitude and longitude."""
    return self.latitude(), self.longitude()


def local_latlng(self: Any, country_code: Any = "US", coords_only: Any = False) -> Any:
    """A place in a country; none if none is known there."""
    places = [place for place in self.land_coords if place[3] == country_code]
    return _place(self.random_element(places), coords_only) if places else None


def location_on_land(self: Any, coords_only: Any = False) -> Any:
    """A place on land."""
    return _place(self.random_element(self.land_coords), coords_only)


def _place(place: Any, coords_only: Any) -> Any:
    return (place[0], place[1]) if coords_only else place


def _local_latlng_bd(self: Any, country_code: Any = "BD", coords_only: Any = False) -> Any:
    # Names the one above its instance's class, as Faker's.
    above: Any = super(self.__class__, self)
    return above.local_latlng(country_code=country_code, coords_only=coords_only)


def _local_latlng_gr(self: Any, *_: Any, **__: Any) -> tuple[str, str]:
    return str(self.local_latitude()), str(self.local_longitude())


LOCAL = {
    "bn_BD": {"local_latlng": _local_latlng_bd},
    "el_GR": {"local_latlng": _local_latlng_gr},
}
