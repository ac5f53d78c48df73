"""Places on the map."""

from __future__ import annotations

import decimal

from arguments import call, each

CENTRES = [0, 1, -45, 89.999, 180, -180.0, 200, -300, 0.0000001, 12.345678901]
CASES = [
    *each("coordinate", "center", [*CENTRES, None, "52.5", "x", decimal.Decimal("1.5"), True]),
    *each("coordinate", "radius", [0, 0.5, 10, 200, -1, "1", None, decimal.Decimal("0.25")]),
    *(call("coordinate", center, radius) for center in CENTRES for radius in (0.001, 3, 0)),
    *each(
        "local_latlng",
        "country_code",
        ["US", "DE", "BD", "GR", "JP", "FR", "XX", "", "us", None, 5],
    ),
    *each("local_latlng", "coords_only", [True, False, 1]),
    call("local_latlng", "BR", True),
    call("local_latlng", country_code="IT", coords_only=True),
    *each("location_on_land", "coords_only", [True, False, None]),
    call("location_on_land", True),
    call("local_latlng", 1, 2, three=4).only("el_GR", "en_US"),
    *each("coordinate", "center", [float("nan"), float("inf"), 1e300], radius=1),
    call("local_latlng", coords_only=True).only("bn_BD"),
    call("latitude", 5),
]
