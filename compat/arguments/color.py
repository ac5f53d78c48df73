"""Colours by hue and luminosity."""

from __future__ import annotations

from arguments import call, each

HUES = [
    *("monochrome", "red", "orange", "yellow", "green", "blue", "purple", "pink"),
    *(0, 1, 60, 180, 333, 334, 359, 360, 120.7, True),
    *((0, 10), [100, 200], (50.5, 60.5), (300, 360), (350, 359)),
]
WRONG_HUES = [
    -1,
    361,
    "",
    "crimson",
    "Red",
    (1,),
    (1, 2, 3),
    ("a", "b"),
    {},
    b"red",
    (20, 10),
    (400, 500),
    (float("nan"), 20),
    (1e300, -1e300),
    range(2),
    (True, 20),
]
LUMINOSITIES = [None, "bright", "dark", "light", "random", "", "dim", 5]
METHODS = ("color_hsl", "color_hsv", "color_rgb", "color_rgb_float")

CASES = [
    *each("color", "hue", [*HUES, *WRONG_HUES]),
    *each("color", "luminosity", LUMINOSITIES),
    *each("color", "color_format", ["hex", "hsl", "hsv", "rgb", "HEX", "", None]),
    *(
        call("color", hue, luminosity, form)
        for hue in (None, "red", "monochrome", 200, (30, 90))
        for luminosity in LUMINOSITIES
        for form in ("hex", "hsv")
    ),
    *(call(method, hue) for method in METHODS for hue in [None, *HUES, *WRONG_HUES]),
    *(
        call(method, hue=hue, luminosity=luminosity)
        for method in METHODS
        for hue in (None, "blue", 15)
        for luminosity in LUMINOSITIES
    ),
    call("color", color="red"),
    call("color_name", 1),
    call("hex_color", upper=True),
]
