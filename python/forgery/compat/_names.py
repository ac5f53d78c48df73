"""The two spellings of a module's name: Faker's, `faker.providers.person`, and ours.

Names that users see, compare and write down are Faker's: `config.PROVIDERS`, a provider's `__provider__`,
`Faker(providers=["faker.providers.lorem"])`. What is imported for them is always ours, whether or not
`forgery.compat.install()` was called and whether or not Faker is installed.
"""

from __future__ import annotations

__all__ = ["OURS", "THEIRS", "as_faker", "as_ours"]

#: The package that this one stands in for.
THEIRS = "faker"
#: This package.
OURS = __name__.rpartition(".")[0]


def as_faker(name: str) -> str:
    """Spell the name of a module as Faker does; names of other packages stay as they are.

    Example:
        >>> as_faker("forgery.compat.providers.person")
        'faker.providers.person'
    """
    return _moved(name, OURS, THEIRS)


def as_ours(name: str) -> str:
    """Spell the name of one of Faker's modules as the one to import here; others stay as they are.

    Example:
        >>> as_ours("faker.providers.person")
        'forgery.compat.providers.person'
    """
    return _moved(name, THEIRS, OURS)


def _moved(name: str, old: str, new: str) -> str:
    """Replace the package at the head of a dotted name."""
    if name == old or name.startswith(old + "."):
        return new + name[len(old) :]
    return name
