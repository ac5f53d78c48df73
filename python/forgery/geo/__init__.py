"""Places whose attributes belong together, points, routes, points of interest, GeoJSON.

A point is `(latitude, longitude)`, the name of a place (`"Paris"`, `"Paris, FR"`, `"Portland, ME, US"`), or a
mapping with `latitude` and `longitude`. A polygon is GeoJSON, whose positions are `[longitude, latitude]`.

Example:
    >>> from forgery import geo
    >>> geo.addresses(2, country="DE", seed=1)
    >>> geo.points(100, near="Berlin", radius_km=5, seed=1)
    >>> geo.route("Berlin", "Munich, DE", mode="train", seed=1)["distance_km"]
    >>> geo.to_geojson(geo.pois(10, country="FR", seed=1))

Values depend on the seed and the number of the row alone: fewer rows are the first of more.
"""

from __future__ import annotations

from .. import _forgery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Union

    from .._forgery import Seed

    #: A country's code or name, some of them, or a mapping of them to shares.
    Countries = Union[str, Sequence[str], Mapping[str, float], None]
    #: Latitude and longitude, the name of a place, or a mapping with both.
    Point = Union[str, Sequence[float], Mapping[str, Any]]

__all__ = [
    "addresses",
    "columns",
    "countries",
    "distance",
    "line",
    "points",
    "pois",
    "route",
    "routes",
    "to_geojson",
]

_ADDRESS = [
    "street_address",
    "city",
    "region",
    "region_code",
    "postcode",
    "country",
    "country_code",
    "address",
    "phone",
    "time_zone",
    "latitude",
    "longitude",
]
_POI = [
    "poi_name",
    "poi_category",
    "poi_hours",
    "poi_rating",
    "address",
    "city",
    "country_code",
    "phone",
    "latitude",
    "longitude",
]


def addresses(
    n: int,
    country: Countries = None,
    *,
    city: str | Sequence[str] | None = None,
    min_population: int = 0,
    fields: Sequence[str] | None = None,
    seed: Seed = None,
) -> list[dict[str, Any]]:
    """Make addresses whose parts belong together, a dict each.

    Args:
        n: How many.
        country: Of which countries, by their population or their shares; all by default.
        city: Of which places.
        min_population: In places of at least so many people.
        fields: Which attributes; `columns` lists them.
        seed: What the values come from.

    Raises:
        GeographicalError: An unknown country or place, with the nearest name.
    """
    given = {"country": country, "city": city, "min_population": min_population}
    return _forgery._geo_rows(list(fields or _ADDRESS), n, given, seed)


def columns(
    n: int,
    names: Sequence[str],
    country: Countries = None,
    *,
    seed: Seed = None,
    **options: Any,
) -> dict[str, list[Any]]:
    """Make attributes as columns, which is quicker than rows.

    Args:
        n: How many rows.
        names: Such as "city", "phone", "poi_name", "route_distance".
        country: Of which countries.
        seed: What the values come from.
        options: What the attributes take: `city`, `min_population`, `category`, `mode` …
    """
    return _forgery._geo_columns(list(names), n, {"country": country, **options}, seed)


def points(
    n: int,
    *,
    near: Point | None = None,
    radius_km: float | None = None,
    bbox: Sequence[float] | None = None,
    polygon: Mapping[str, Any] | Sequence[Any] | None = None,
    line: Mapping[str, Any] | Sequence[Any] | None = None,
    width_km: float | None = None,
    seed: Seed = None,
) -> list[tuple[float, float]]:
    """Draw points, every part of the shape as likely as any other of its size on the earth.

    Args:
        n: How many.
        near: The middle of a disc.
        radius_km: Its radius; that of the place or 10 by default.
        bbox: West, south, east, north, as GeoJSON orders them; a west beyond the east crosses the antimeridian.
        polygon: A GeoJSON Polygon, MultiPolygon or Feature, a shape with `__geo_interface__`, or lists of
            [longitude, latitude]; rings are closed, holes are left out.
        line: A GeoJSON LineString or some points, which great circles join.
        width_km: How far to either side of the line points may lie.
        seed: What the values come from.

    Returns:
        Pairs of latitude and longitude; of the whole earth where no shape is given.

    Raises:
        GeographicalError: What is not on the earth, an open or crossing polygon, an unknown place.
    """
    given = {
        "near": near,
        "radius_km": radius_km,
        "bbox": bbox,
        "polygon": polygon,
        "line": line,
        "width_km": width_km,
    }
    return _forgery._geo_points(n, given, seed)


def route(
    start: Point,
    end: Point,
    mode: str = "car",
    *,
    waypoints: int = 8,
    seed: Seed = None,
) -> dict[str, Any]:
    """Draw the way from one point to another.

    Args:
        start: Where it starts.
        end: Where it ends.
        mode: "car", "truck", "bicycle", "walk", "train" or "plane".
        waypoints: How many points between the ends.
        seed: What the values come from.

    Returns:
        `start`, `end`, `mode`, `distance_km`, `duration_s`, `stops` (names of places), `points` (with the ends).
    """
    return _forgery._geo_route(start, end, mode, waypoints, seed)


def routes(
    n: int,
    country: Countries = None,
    *,
    start: str | Sequence[str] | None = None,
    end: str | Sequence[str] | None = None,
    mode: str | Sequence[str] | Mapping[str, float] = "car",
    waypoints: int = 8,
    min_population: int = 0,
    seed: Seed = None,
) -> list[dict[str, Any]]:
    """Draw ways between places of the same country, or between given places; each as `route` gives it.

    Args:
        n: How many.
        country: Within which countries; all by default.
        start: Places where they start; by default any.
        end: Places where they end; by default any.
        mode: A mode of `route`, some, or a mapping of them to shares.
        waypoints: How many points between the ends.
        min_population: Between places of at least so many people.
        seed: What the values come from.
    """
    given = {
        "country": country,
        "start": start,
        "end": end,
        "mode": mode,
        "waypoints": waypoints,
        "min_population": min_population,
    }
    return _forgery._geo_routes(n, given, seed)


def pois(
    n: int,
    country: Countries = None,
    *,
    category: str | Sequence[str] | None = None,
    city: str | Sequence[str] | None = None,
    min_population: int = 0,
    seed: Seed = None,
) -> list[dict[str, Any]]:
    """Make points of interest: name, category, opening hours in the form of OpenStreetMap, rating, where they are.

    Args:
        n: How many.
        country: Of which countries, by their population or their shares; all by default.
        category: Such as "museum", or some; any by default.
        city: Of which places.
        min_population: In places of at least so many people.
        seed: What the values come from.
    """
    given = {
        "country": country,
        "category": category,
        "city": city,
        "min_population": min_population,
    }
    return _forgery._geo_rows(_POI, n, given, seed)


def distance(a: Point, b: Point) -> float:
    """The great-circle distance of two points in kilometres, on a sphere of the IUGG's mean radius, 6371.0088 km."""
    return _forgery._geo_distance(a, b)


def line(a: Point, b: Point, points: int = 50) -> list[tuple[float, float]]:
    """The great circle from one point to another, as so many points.

    Args:
        a: Where it starts.
        b: Where it ends.
        points: How many points, with the ends.
    """
    return _forgery._geo_line(a, b, points)


def countries() -> list[dict[str, Any]]:
    """What is known of each country: codes, name, calling code, kind of postcodes, locale of streets, places."""
    return _forgery._geo_countries()


def to_geojson(rows: Iterable[Any]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946) of points, addresses, points of interest or routes.

    Args:
        rows: Pairs of latitude and longitude, or mappings with `latitude` and `longitude` (a Point) or `points` (a
            LineString; cut where it crosses the antimeridian); whatever else they have becomes properties.
    """
    return {"type": "FeatureCollection", "features": _forgery._geo_features(rows)}
