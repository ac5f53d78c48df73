"""What browsers say of themselves. All platforms are drawn before one is chosen, in Faker's order."""

from __future__ import annotations

from datetime import datetime, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST_DAY = datetime.max - timedelta(1.0)
_WEBKIT = "AppleWebKit/{webkit} (KHTML, like Gecko)"


def _language(self: Any) -> str:
    language: str = self.generator.locale().replace("_", "-")
    return language


def user_agent(self: Any) -> str:
    """What any browser says of itself."""
    browser = self.random_element(self.user_agents)
    text: str = getattr(self, browser)()
    return text


def chrome(
    self: Any,
    version_from: int = 13,
    version_to: int = 63,
    build_from: int = 800,
    build_to: int = 899,
) -> str:
    """What Chrome says of itself."""
    draw = self.generator.random.randint
    webkit = f"{draw(531, 536)}.{draw(0, 2)}"
    build = self.lexify(self.numerify("##?###"), _CAPITALS)
    engine = _WEBKIT.format(webkit=webkit)

    def version() -> str:
        return f"{draw(version_from, version_to)}.0.{draw(build_from, build_to)}.0"

    def desktop(platform: str) -> str:
        return f"({platform}) {engine} Chrome/{version()} Safari/{webkit}"

    platforms = (
        desktop(self.linux_platform_token()),
        desktop(self.windows_platform_token()),
        desktop(self.mac_platform_token()),
        desktop(f"Linux; {self.android_platform_token()}"),
        f"({self.ios_platform_token()}) {engine} CriOS/{version()} Mobile/{build} Safari/{webkit}",
    )
    text: str = "Mozilla/5.0 " + self.random_element(platforms)
    return text


def firefox(self: Any) -> str:
    """What Firefox says of itself."""
    draw, choose = self.generator.random.randint, self.generator.random.choice

    def gecko(year: int) -> str:
        return f"Gecko/{self.generator.date_time_between(datetime(year, 1, 1), _LAST_DAY)} Firefox/"

    versions = (
        f"{gecko(2011)}{draw(4, 15)}.0",
        f"{gecko(2010)}3.6.{draw(1, 20)}",
        f"{gecko(2010)}3.8",
    )
    webkit = f"{draw(531, 536)}.{draw(0, 2)}"
    build = self.lexify(self.numerify("##?###"), _CAPITALS)
    own = self.lexify(self.numerify("#?####"), _CAPITALS.lower())
    windows = f"({self.windows_platform_token()}; {_language(self)}; rv:1.9.{draw(0, 2)}.20) {choose(versions)}"
    linux = f"({self.linux_platform_token()}; rv:1.9.{draw(5, 7)}.20) {choose(versions)}"
    mac = f"({self.mac_platform_token()}; rv:1.9.{draw(2, 6)}.20) {choose(versions)}"
    android, number = self.android_platform_token(), draw(5, 68)
    phone = f"({android}; Mobile; rv:{number}.0) Gecko/{number}.0 Firefox/{number}.0"
    engine = _WEBKIT.format(webkit=webkit)
    ios = f"({self.ios_platform_token()}) {engine} FxiOS/{draw(9, 18)}.{own}.0 Mobile/{build} Safari/{webkit}"
    text: str = "Mozilla/5.0 " + self.random_element((windows, linux, mac, phone, ios))
    return text


def safari(self: Any) -> str:
    """What Safari says of itself."""
    random = self.generator.random
    draw = random.randint
    webkit = f"{draw(531, 535)}.{draw(1, 50)}.{draw(1, 7)}"
    short = not random.getrandbits(1)
    version = f"{draw(4, 5)}.{draw(0, 1)}" if short else f"{draw(4, 5)}.0.{draw(1, 5)}"
    language = _language(self)
    engine = _WEBKIT.format(webkit=webkit)
    windows = (
        f"(Windows; U; {self.windows_platform_token()}) {engine} Version/{version} Safari/{webkit}"
    )
    mac = f"({self.mac_platform_token()} rv:{draw(2, 6)}.0; {language}) {engine} Version/{version} Safari/{webkit}"
    ipod = (
        f"(iPod; U; CPU iPhone OS {draw(3, 4)}_{draw(0, 3)} like Mac OS X; {language}) {engine}"
        f" Version/{draw(3, 4)}.0.5 Mobile/8B{draw(111, 119)} Safari/6{webkit}"
    )
    text: str = "Mozilla/5.0 " + self.random_element((windows, mac, ipod))
    return text


def opera(self: Any) -> str:
    """What Opera says of itself."""
    random = self.generator.random
    draw = random.randint
    linux = random.getrandbits(1)
    platform = self.linux_platform_token() if linux else self.windows_platform_token()
    language = _language(self)
    rest = f"({platform}; {language}) Presto/2.9.{draw(160, 190)} Version/{draw(10, 12)}.00"
    return f"Opera/{draw(8, 9)}.{draw(10, 99)}.{rest}"


def ios_platform_token(self: Any) -> str:
    """An Apple device and its system."""
    device = self.random_element(self.apple_devices)
    version = self.random_element(self.ios_versions).replace(".", "_")
    return f"{device}; CPU {device} OS {version} like Mac OS X"
