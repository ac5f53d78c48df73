"""What there is to compare: the methods of each locale, and which argument sets to try where."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from arguments import Case, all_cases, call
from faker.config import AVAILABLE_LOCALES
from faker.config import PROVIDERS as META_PROVIDERS
from faker.providers import BaseProvider

PROVIDERS = ("base", *sorted(name.split(".")[2] for name in META_PROVIDERS))
#: en_US first: what the base classes define is tried there with all seeds.
LOCALES = ("en_US", *sorted(set(AVAILABLE_LOCALES) - {"en_US"}))
#: Names that every provider has.
COMMON = frozenset(dir(BaseProvider))
#: Methods whose default call takes Faker from 10 milliseconds to a second. They are not localized, so outside of en_US,
#: and everywhere in the slice, they are called with these arguments.
SLOW: dict[str, Case] = {
    "binary": call("binary", length=300),
    "image": call("image", size=(8, 8)),
    "tar": call("tar", uncompressed_size=300, min_file_size=100),
    "zip": call("zip", uncompressed_size=300, min_file_size=100),
}


@dataclass(frozen=True)
class Method:
    """A method of a locale: its provider, and whose code it is.

    `owner` is the locale of the class that the locale's generator uses (`base` if that is the base class),
    `definer` that of the class that defines the method.
    """

    name: str
    provider: str
    owner: str
    definer: str


def segment(kind: type) -> str:
    """The locale of a provider class, or `base`."""
    parts = kind.__module__.split(".")
    return parts[3] if len(parts) > 3 else "base"


def methods(fake: Any) -> list[Method]:
    """The public methods of a Faker of one locale, as its generator has them."""
    generator = fake.factories[0]
    found = []
    for name, value in vars(generator).items():
        if name.startswith("_") or not callable(value):
            continue
        kind = next(type(p) for p in generator.providers if hasattr(type(p), name))
        definer = next(base for base in kind.__mro__ if name in vars(base))
        provider = "base" if name in COMMON else kind.__module__.split(".")[2]
        # What every provider has is taken from the one that was added last.
        owner = "base" if name in COMMON else segment(kind)
        found.append(Method(name, provider, owner, segment(definer)))
    return found


def weight(method: Method, locale: str) -> str:
    """How thoroughly to try arguments of a method in a locale.

    "all" where the code is at home (base classes: in en_US), "some" where a class of the locale inherits it, "none"
    where the locale uses another locale's class.
    """
    if locale == "en_US" or method.definer == locale:
        return "all"
    return "some" if method.owner == locale else "none"


def cases(method: Method, locale: str) -> list[Case]:
    """The argument sets that a method has in a locale."""
    return [
        case
        for case in all_cases().get(method.name, [])
        if not case.locales or locale in case.locales
    ]


@functools.cache
def plain(method: str) -> Case:
    """The call without arguments."""
    return call(method)
