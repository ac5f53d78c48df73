"""What the makers draw from, and how columns of tables and documents are defined."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Callable

from .._faker import Faker
from ..errors import InvalidTypeError, InvalidValueError

#: From a row's seed to its value.
Make = Callable[[int], Any]
#: From an instance and a number of values to the values.
Column = Callable[[Faker, int], list[Any]]


class Source:
    """Instances and generators for rows; nothing is shared between rows or threads.

    Args:
        locales: The locales of the instances.
        as_of: The moment from which relative dates count.
    """

    def __init__(self, locales: Sequence[str], as_of: datetime.datetime) -> None:
        self.locales = list(locales)
        self.as_of = as_of

    def fake(self, seed: int) -> Faker:
        """An instance for a row."""
        return Faker(self.locales, seed, as_of=self.as_of)

    def random(self, seed: int) -> Random:
        """A generator for a row."""
        return Random(seed)


def whole(name: str, value: Any, least: int, most: int | None = None) -> int:
    """An integer argument, which may have come as a float without a fraction.

    Args:
        name: The parameter, for the message.
        value: What was given.
        least: The lowest value that will do.
        most: The highest value that will do; None if there is none.

    Raises:
        InvalidTypeError: If it is no integer.
        InvalidValueError: If it is lower or higher.
    """
    if isinstance(value, bool) or not hasattr(value, "__int__") or int(value) != value:
        message = f"'{name}' must be an integer, not {value!r}"
        raise InvalidTypeError(message)
    if value < least:
        message = f"'{name}' must be at least {least}, not {value}"
        raise InvalidValueError(message)
    if most is not None and value > most:
        message = f"'{name}' must be at most {most}, not {value}"
        raise InvalidValueError(message)
    return int(value)


def column(definition: Any, arguments: Any = None) -> Column:
    """A column of values by its definition, as Faker reads it.

    Args:
        definition: A field's name, a template with `{{fields}}`, or `@` and a fixed word.
        arguments: The arguments of the field, by name.

    Raises:
        InvalidTypeError: If the definition is no string or the arguments are no dict.

    Example:
        >>> column("pyint", {"max_value": 9})(Faker(seed=1), 3)
    """
    if not isinstance(definition, str):
        message = (
            f"a value is defined by a field's name, a template such as '{{{{name}}}}' or '@word', "
            f"not by {definition!r}"
        )
        raise InvalidTypeError(message)
    arguments = {} if arguments is None else arguments
    if not isinstance(arguments, Mapping) or not all(isinstance(key, str) for key in arguments):
        message = f"the arguments of '{definition}' must be a dict by parameter, not {arguments!r}"
        raise InvalidTypeError(message)
    if "}}" in definition.partition("{{")[2]:
        return template(definition)
    if definition.startswith("@"):
        return lambda _, n: [definition.lstrip("@")] * n
    return lambda fake, n: fake.batch(definition, n, **arguments)


def template(pattern: str) -> Column:
    """A column of values by a pattern: `{{fields}}`, and the placeholders of `bothify`.

    Args:
        pattern: The pattern.

    Example:
        >>> template("{{first_name}} ##")(Faker(seed=1), 3)
    """
    return lambda fake, n: fake.batch("pystr_format", n, string_format=pattern)
