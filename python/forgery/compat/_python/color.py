"""Colours of any hue and luminosity."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def hex_color(self: Any) -> str:
    """A color in hexadecimal."""
    return f"#{self.random_int(1, 0xFFFFFF):06x}"


def safe_hex_color(self: Any) -> str:
    """A color of the web in hexadecimal."""
    parts = [f"{self.random_int(0, 15) * 17:02x}" for _ in range(3)]
    return "#" + "".join(parts)


def color(self: Any, hue: Any = None, luminosity: Any = None, color_format: Any = "hex") -> str:
    """A colour as text."""
    made: str = self._random_color.generate(
        hue=hue, luminosity=luminosity, color_format=color_format
    )
    return made


def color_rgb(self: Any, hue: Any = None, luminosity: Any = None) -> tuple[int, int, int]:
    """Red, green and blue."""
    made: tuple[int, int, int]
    made = self._random_color.generate_rgb(hue=hue, luminosity=luminosity)
    return made


def color_rgb_float(
    self: Any, hue: Any = None, luminosity: Any = None
) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    made: tuple[float, float, float]
    made = self._random_color.generate_rgb_float(hue=hue, luminosity=luminosity)
    return made


def color_hsl(self: Any, hue: Any = None, luminosity: Any = None) -> tuple[int, int, int]:
    """Hue, saturation and lightness."""
    made: tuple[int, int, int]
    made = self._random_color.generate_hsl(hue=hue, luminosity=luminosity)
    return made


def color_hsv(self: Any, hue: Any = None, luminosity: Any = None) -> tuple[int, int, int]:
    """Hue, saturation and value."""
    made: tuple[int, int, int]
    made = self._random_color.generate_hsv(hue=hue, luminosity=luminosity)
    return made
