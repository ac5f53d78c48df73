"""What Chrome says of itself in versions between bounds of any kind."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: In the order in which Faker draws them; the one of iOS names a build of its own.
_PLATFORMS = (
    ("{}", "linux_platform_token"),
    ("{}", "windows_platform_token"),
    ("{}", "mac_platform_token"),
    ("Linux; {}", "android_platform_token"),
    ("{}", "ios_platform_token"),
)


def chrome(
    self: Any,
    version_from: Any = 13,
    version_to: Any = 63,
    build_from: Any = 800,
    build_to: Any = 899,
) -> str:
    """A text for each platform, of which one is chosen."""
    draw = self.generator.random.randint
    kit = f"{draw(531, 536)}.{draw(0, 2)}"
    mobile = self.lexify(self.numerify("##?###"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    texts = []
    for place, method in _PLATFORMS:
        platform = place.format(getattr(self, method)())
        version = f"{draw(version_from, version_to)}.0.{draw(build_from, build_to)}.0"
        is_ios = method.startswith("ios")
        browser = f"CriOS/{version} Mobile/{mobile}" if is_ios else f"Chrome/{version}"
        texts.append(f"({platform}) AppleWebKit/{kit} (KHTML, like Gecko) {browser} Safari/{kit}")
    return f"Mozilla/5.0 {self.random_element(tuple(texts))}"
