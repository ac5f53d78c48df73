"""What all providers inherit: picks from the caller's own values, numbers beyond the engine's, patterns."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

_ABC = ("a", "b", "c")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACES = (
    ("#", "random_digit"),
    ("%", "random_digit_not_null"),
    (r"\$", "random_digit_above_two"),
    ("!", "random_digit_or_empty"),
    ("@", "random_digit_not_null_or_empty"),
)


def random_element(self: Any, elements: Any = _ABC) -> Any:
    """One of the elements."""
    return self.random_elements(elements, length=1)[0]


def random_choices(self: Any, elements: Any = _ABC, length: int | None = None) -> Sequence[Any]:
    """Elements, each of which may come again."""
    found: Sequence[Any] = self.random_elements(elements, length, unique=False)
    return found


def random_sample(self: Any, elements: Any = _ABC, length: int | None = None) -> Sequence[Any]:
    """Elements, each at most once."""
    found: Sequence[Any] = self.random_elements(elements, length, unique=True)
    return found


def random_elements(
    self: Any,
    elements: Any = _ABC,
    length: int | None = None,
    unique: bool = False,
    use_weighting: bool | None = None,
) -> Sequence[Any]:
    """Elements, by weight where a mapping has weights and they count."""
    from collections import OrderedDict

    from ..utils.distribution import choices_distribution, choices_distribution_unique

    weighted = self.__use_weighting__ if use_weighting is None else use_weighting
    mapping = isinstance(elements, dict)
    if mapping and not isinstance(elements, OrderedDict):
        raise ValueError("Use OrderedDict only to avoid dependency on PYTHONHASHSEED (See #363).")
    random = self.generator.random
    if length is None:
        length = random.randint(1, len(elements))
    if unique and length > len(elements):
        raise ValueError(
            "Sample length cannot be longer than the number of unique elements to pick from."
        )
    weights = None
    if mapping:
        # Kept on the mapping, so keys that come later are never found.
        if not hasattr(elements, "_key_cache"):
            elements._key_cache = tuple(elements)
        weights = tuple(elements.values()) if weighted else None
        elements = elements._key_cache
    elif unique:
        sampled: Sequence[Any] = random.sample(elements, length)
        return sampled
    pick: Callable[..., Sequence[Any]]
    pick = choices_distribution_unique if unique else choices_distribution
    return pick(tuple(elements), weights, random, length=length)


def language_code(self: Any) -> Any:
    """The code of a language."""
    return self.random_element(_languages().keys())


def locale(self: Any) -> str:
    """The name of a locale."""
    language = self.language_code()
    name: str = language + "_" + self.random_element(_languages()[language])
    return name


def _languages() -> Any:
    from ..providers import BaseProvider

    return BaseProvider.language_locale_codes


def random_digit(self: Any) -> int:
    """A digit."""
    return _between(self, 0, 9)


def random_digit_not_null(self: Any) -> int:
    """A digit from 1."""
    return _between(self, 1, 9)


def random_digit_above_two(self: Any) -> int:
    """A digit from 2."""
    return _between(self, 2, 9)


def random_digit_or_empty(self: Any) -> int | str:
    """A digit, or nothing."""
    return _between(self, 0, 9) if _between(self, 0, 1) else ""


def random_digit_not_null_or_empty(self: Any) -> int | str:
    """A digit from 1, or nothing."""
    return _between(self, 1, 9) if _between(self, 0, 1) else ""


def _between(self: Any, low: int, high: int) -> int:
    number: int = self.generator.random.randint(low, high)
    return number


def random_letter(self: Any) -> str:
    """An ASCII letter."""
    return _letter(self, _LETTERS)


def random_lowercase_letter(self: Any) -> str:
    """A small ASCII letter."""
    return _letter(self, _LETTERS[:26])


def random_uppercase_letter(self: Any) -> str:
    """A capital ASCII letter."""
    return _letter(self, _LETTERS[26:])


def _letter(self: Any, letters: str) -> str:
    letter: str = self.generator.random.choice(letters)
    return letter


def random_int(self: Any, min: Any = 0, max: Any = 9999, step: Any = 1) -> int:  # noqa: A002
    """An integer of any size."""
    number: int = self.generator.random.randrange(min, max + 1, step)
    return number


def random_number(self: Any, digits: Any = None, fix_len: Any = False) -> int:
    """A number of any number of digits."""
    if digits is None:
        digits = self.random_digit_not_null()
    if digits < 0:
        raise ValueError("The digit parameter must be greater than or equal to 0.")
    if fix_len and digits <= 0:
        raise ValueError("A number of fixed length cannot have less than 1 digit in it.")
    least = pow(10, digits - 1) if fix_len else 0
    number: int = self.generator.random.randint(least, pow(10, digits) - 1)
    return number


def random_letters(self: Any, length: Any = 16) -> Sequence[str]:
    """ASCII letters."""
    letters: Sequence[str] = self.random_choices(_LETTERS, length=length)
    return letters


def randomize_nb_elements(
    self: Any,
    number: Any = 10,
    le: Any = False,
    ge: Any = False,
    min: Any = None,  # noqa: A002
    max: Any = None,  # noqa: A002
) -> Any:
    """A number near another of any kind."""
    if le and ge:
        return number
    percent = self.generator.random.randint(100 if ge else 60, 100 if le else 140)
    near = int(number * percent / 100)
    if min is not None and near < min:
        near = min
    if max is not None and near > max:
        near = max
    return near


def numerify(self: Any, text: str = "###") -> str:
    """A pattern with its placeholders for digits replaced, kind by kind."""
    for place, method in _PLACES:
        text = re.sub(place, _digit(self, method), text)
    return text


def _digit(self: Any, method: str) -> Callable[[Any], str]:
    # The method is looked up for each place, since an override may change.
    return lambda _: str(getattr(self, method)())


def lexify(self: Any, text: str = "????", letters: Iterable[str] = _LETTERS) -> str:
    """A pattern with its placeholders for letters replaced."""
    return re.sub(r"\?", lambda _: self.random_element(letters), text)


def bothify(self: Any, text: str = "## ??", letters: Iterable[str] = _LETTERS) -> str:
    """A pattern with its placeholders for digits, then those for letters, replaced."""
    made: str = self.lexify(self.numerify(text), letters=letters)
    return made


def hexify(self: Any, text: str = "^^^^", upper: Any = False) -> str:
    """A pattern with its placeholders for hexadecimal digits replaced."""
    letters = "0123456789ABCDEF" if upper else "0123456789abcdef"
    return re.sub(r"\^", lambda _: self.random_element(letters), text)
