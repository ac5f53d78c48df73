"""Credit cards of the caller's own types, and of none that Faker knows."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def credit_card_provider(self: Any, card_type: Any = None) -> Any:
    """The name of a card's issuer."""
    if card_type is None:
        card_type = self.random_element(self.credit_card_types.keys())
    return self._credit_card_type(card_type).name


def credit_card_number(self: Any, card_type: Any = None) -> str:
    """The number of a card."""
    card = self._credit_card_type(card_type)
    start = self.numerify(self.random_element(card.prefixes))
    number: str = self._generate_number(start, card.length)
    return number


def credit_card_expire(
    self: Any, start: Any = "now", end: Any = "+10y", date_format: str = "%m/%y"
) -> str:
    """When a card expires."""
    text: str = self.generator.date_time_between(start, end).strftime(date_format)
    return text


def credit_card_security_code(self: Any, card_type: Any = None) -> str:
    """A card's security code."""
    code: str = self.numerify("#" * self._credit_card_type(card_type).security_code_length)
    return code


def credit_card_full(self: Any, card_type: Any = None) -> str:
    """All that stands on a card."""
    return _full(self, card_type, lambda: self.generator.parse("{{first_name}} {{last_name}}"))


def _full(self: Any, card_type: Any, owner: Callable[[], str], issuer: str = "") -> str:
    """The lines of a card, the last of which may be a template."""
    card = self._credit_card_type(card_type)
    text: str = self.generator.parse(
        f"{card.name}\n"
        f"{owner()}\n"
        f"{self.credit_card_number(card)} {self.credit_card_expire()}\n"
        f"{card.security_code}: {self.credit_card_security_code(card)}\n"
        f"{issuer and self.generator.parse(issuer)}"
    )
    return text


def _full_zh(self: Any, card_type: Any = None) -> str:
    """All that stands on a Chinese card."""
    owner = lambda: self.generator.parse("{{first_name}}{{last_name}}")  # noqa: E731
    return _full(self, card_type, owner, "{{bank}}")


def _full_ru(self: Any, card_type: Any = None) -> str:
    """All that stands on a Russian card."""
    from ..providers.person.ru_RU import translit

    return _full(self, card_type, lambda: translit(_anybody(self)), "{{bank}}")


def _full_uk(self: Any, card_type: Any = None) -> str:
    """All that stands on a Ukrainian card."""
    from ..providers.person.uk_UA import translit

    return _full(self, card_type, lambda: translit(_anybody(self)), "{{bank}}")


def _anybody(self: Any) -> Any:
    """The name of a man or of a woman."""
    sexes = ("male", "female")
    templates = [f"{{{{first_name_{sex}}}}} {{{{last_name_{sex}}}}}" for sex in sexes]
    return self.generator.parse(self.random_element(templates))


#: The text of a card is a template once more, and names are transliterated letter by letter.
CUSTOMISED = frozenset({"credit_card_full"})

LOCAL = {
    "zh_CN": {"credit_card_full": _full_zh},
    "ru_RU": {"credit_card_full": _full_ru},
    "uk_UA": {"credit_card_full": _full_uk},
}
