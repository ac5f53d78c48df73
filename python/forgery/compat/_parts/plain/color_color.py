"""Colours that look as their names say: a hue, then a saturation and a brightness that suit it."""

from __future__ import annotations

import colorsys
import random
import sys
from collections.abc import Sequence
from typing import Any, Literal

from forgery._forgery import compat_table
from forgery.compat.typing import HueType, SeedType

ColorFormat = Literal["hex", "hsl", "hsv", "rgb"]

COLOR_MAP: dict[str, dict[str, list[tuple[int, int]]]] = compat_table(
    "base/color", "module.color.COLOR_MAP"
)


class RandomColor:
    """Draws colours from the random source of a generator, or from its own.

    Args:
        generator: The generator.
        seed: For a random source of its own.
    """

    def __init__(self, generator: Any = None, seed: SeedType | None = None) -> None:
        self.colormap = COLOR_MAP
        if generator:
            self.random: random.Random = generator.random
        else:
            self.seed = seed if seed else random.randint(0, sys.maxsize)
            self.random = random.Random(int(self.seed))

    def generate(
        self,
        hue: HueType | None = None,
        luminosity: str | None = None,
        color_format: ColorFormat = "hex",
    ) -> str:
        """Draw a colour and write it in a format."""
        return self.set_format(self.generate_hsv(hue, luminosity), color_format)

    def generate_hsv(
        self, hue: HueType | None = None, luminosity: str | None = None
    ) -> tuple[int, int, int]:
        """Draw a colour as hue, saturation and value."""
        picked = self.pick_hue(hue)
        saturation = self.pick_saturation(picked, hue, luminosity)
        return picked, saturation, self.pick_brightness(picked, saturation, luminosity)

    def generate_rgb(
        self, hue: HueType | None = None, luminosity: str | None = None
    ) -> tuple[int, int, int]:
        """Draw a colour as red, green and blue from 0 to 255."""
        return self.hsv_to_rgb(self.generate_hsv(hue, luminosity))

    def generate_rgb_float(
        self, hue: HueType | None = None, luminosity: str | None = None
    ) -> tuple[float, float, float]:
        """Draw a colour as red, green and blue from 0 to 1."""
        return self.hsv_to_rgb_float(self.generate_hsv(hue, luminosity))

    def generate_hsl(
        self, hue: HueType | None = None, luminosity: str | None = None
    ) -> tuple[int, int, int]:
        """Draw a colour as hue, saturation and lightness."""
        return self.hsv_to_hsl(self.generate_hsv(hue, luminosity))

    def pick_hue(self, hue: HueType | None) -> int:
        """Draw a hue in degrees."""
        drawn = self.random_within(self.get_hue_range(hue))
        return drawn + 360 if drawn < 0 else drawn  # reds lie on both sides of 0

    def pick_saturation(self, hue: int, hue_name: HueType | None, luminosity: str | None) -> int:
        """Draw a saturation in percent."""
        if luminosity == "random":
            return self.random_within((0, 100))
        if hue_name == "monochrome":
            return 0
        low, high = self.get_saturation_range(hue)
        if luminosity == "bright":
            low = 55
        elif luminosity == "dark":
            low = high - 10
        elif luminosity == "light":
            high = 55
        return self.random_within((low, high))

    def pick_brightness(self, h: int, s: int, luminosity: str | None) -> int:
        """Draw a brightness in percent."""
        low, high = self.get_minimum_brightness(h, s), 100
        if luminosity == "dark":
            high = low + 20
        elif luminosity == "light":
            low = (low + high) // 2
        elif luminosity == "random":
            low = 0
        return self.random_within((low, high))

    def set_format(self, hsv: tuple[int, int, int], color_format: ColorFormat) -> str:
        """Write a colour; an unknown format is `hex`."""
        if color_format == "hsv":
            return "hsv({}, {}, {})".format(*hsv)
        if color_format == "hsl":
            return "hsl({}, {}, {})".format(*self.hsv_to_hsl(hsv))
        text = "rgb({}, {}, {})" if color_format == "rgb" else "#{:02x}{:02x}{:02x}"
        return text.format(*self.hsv_to_rgb(hsv))

    def get_minimum_brightness(self, h: int, s: int) -> int:
        """The least brightness at which a hue of this saturation can be told."""
        bounds = self.get_color_info(h)["lower_bounds"]
        for (s1, v1), (s2, v2) in zip(bounds, bounds[1:]):
            if s1 <= s <= s2:
                slope: float = (v2 - v1) / (s2 - s1)
                return int(slope * s + (v1 - slope * s1))
        return 0

    def get_hue_range(self, color_input: HueType | None) -> tuple[int, int]:
        """The hues of a name, of a number of degrees, or between two of them.

        Raises:
            TypeError: It is none of these.
        """
        if color_input is None:
            return 0, 360
        if isinstance(color_input, (int, float)) and 0 <= color_input <= 360:
            return int(color_input), int(color_input)
        if isinstance(color_input, str) and color_input in self.colormap:
            return self.colormap[color_input]["hue_range"][0]
        low, high = sorted(map(int, self._validate_color_input(color_input)))
        return max(low, 0), min(high, 360)

    def _validate_color_input(self, color_input: HueType) -> tuple[float, float]:
        is_pair = isinstance(color_input, (list, tuple)) and len(color_input) == 2
        if not is_pair or not all(isinstance(part, (float, int)) for part in color_input):  # type: ignore[union-attr]
            raise TypeError(
                "Hue must be a valid string, numeric type, or a tuple/list of 2 numeric types."
            )
        return color_input[0], color_input[1]  # type: ignore[index, return-value]

    def get_saturation_range(self, hue: int) -> tuple[int, int]:
        """The least and the greatest saturation of a hue."""
        saturations = [bound[0] for bound in self.get_color_info(hue)["lower_bounds"]]
        return min(saturations), max(saturations)

    def get_color_info(self, hue: int) -> dict[str, list[tuple[int, int]]]:
        """What is known of the colour that a hue belongs to.

        Raises:
            ValueError: It belongs to none.
        """
        if 334 <= hue <= 360:
            hue -= 360
        for info in self.colormap.values():
            low, high = info["hue_range"][0]
            if low <= hue <= high:
                return info
        raise ValueError(f"Value of hue `{hue}` is invalid.")

    def random_within(self, r: Sequence[int]) -> int:
        """Draw an integer between two, both included."""
        return self.random.randint(int(r[0]), int(r[1]))

    @classmethod
    def hsv_to_rgb_float(cls, hsv: tuple[int, int, int]) -> tuple[float, float, float]:
        """Red, green and blue, from 0 to 1."""
        hue = min(max(hsv[0], 1), 359)
        return colorsys.hsv_to_rgb(hue / 360, hsv[1] / 100, hsv[2] / 100)

    @classmethod
    def hsv_to_rgb(cls, hsv: tuple[int, int, int]) -> tuple[int, int, int]:
        """Red, green and blue, from 0 to 255."""
        red, green, blue = cls.hsv_to_rgb_float(hsv)
        return int(red * 255), int(green * 255), int(blue * 255)

    @classmethod
    def hsv_to_hsl(cls, hsv: tuple[int, int, int]) -> tuple[int, int, int]:
        """Hue, saturation and lightness."""
        saturation, value = hsv[1] / 100.0, hsv[2] / 100.0
        lightness = 0.5 * value * (2 - saturation)
        chroma = value * saturation
        saturation = 0.0 if lightness in (0, 1) else chroma / (1 - abs(2 * lightness - 1))
        return int(hsv[0]), int(saturation * 100), int(lightness * 100)
