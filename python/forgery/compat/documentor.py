"""A list of every method with its parameters and an example: what `python -m forgery.compat` prints."""

from __future__ import annotations

import inspect
import warnings
from enum import Enum, auto
from itertools import zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .generator import Generator
    from .providers import BaseProvider
    from .proxy import Faker

__all__ = ["Documentor", "FakerEnum"]


class FakerEnum(Enum):
    """What the example of `enum` picks from."""

    A = auto
    B = auto  # noqa: PIE796, the same as A in Faker too


# Methods whose defaults would make no example, or too long a one.
_SMALL_FILE = {"uncompressed_size": 1024, "min_file_size": 512}
_EXAMPLES: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "binary": ([], {"length": 1024}),
    "enum": ([FakerEnum], {}),
    "tar": ([], _SMALL_FILE),
    "zip": ([], _SMALL_FILE),
}


class Documentor:
    """Lists the methods of a generator's providers.

    Attributes:
        generator: The generator, or a proxy of one locale.
        max_name_len: The length of the longest word in the signatures that were listed last.
        already_generated: The names of methods to leave out, and of those listed so far.
    """

    def __init__(self, generator: Generator | Faker) -> None:
        self.generator = generator
        self.max_name_len: int = 0
        self.already_generated: list[str] = []

    def get_formatters(
        self,
        locale: str | None = None,
        excludes: list[str] | None = None,
        **kwargs: Any,
    ) -> list[tuple[BaseProvider, dict[str, str]]]:
        """List the methods of all providers, oldest provider first.

        Args:
            locale: Leave out the providers of other locales.
            excludes: Names of methods to leave out.
            **kwargs: Arguments for `get_provider_formatters`.

        Returns:
            The providers, each with its methods as that function gives them.
        """
        self.max_name_len = 0
        self.already_generated = list(excludes or ())
        return [
            (provider, self.get_provider_formatters(provider, **kwargs))
            for provider in reversed(self.generator.get_providers())
            if not locale or not provider.__lang__ or provider.__lang__ == locale
        ]

    def get_provider_formatters(
        self,
        provider: BaseProvider,
        prefix: str = "fake.",
        with_args: bool | str = True,
        with_defaults: bool = True,
    ) -> dict[str, str]:
        """List the methods of a provider, except those that were listed before.

        Args:
            provider: The provider.
            prefix: What stands before each name.
            with_args: Whether to write parameters; "first" for the first one only.
            with_defaults: Whether to write the parameters' defaults.

        Returns:
            Examples by signatures, such as `fake.name()`.
        """
        formatters = {}
        for name, method in inspect.getmembers(provider, inspect.ismethod):
            if name.startswith("_") or name in self.already_generated:
                continue
            parameters = _parameters(method, with_args, with_defaults) if with_args else []
            signature = f"{prefix}{name}({', '.join(parameters)})"
            args, kwargs = _EXAMPLES.get(name, ([], {}))
            try:
                example = self.generator.format(name, *args, **kwargs)
            except (AttributeError, ValueError, NotImplementedError) as error:
                # Some methods have nothing to give in some locales.
                warnings.warn(str(error), stacklevel=2)
                continue
            formatters[signature] = example
            self.max_name_len = max(self.max_name_len, *map(len, signature.split()))
            self.already_generated.append(name)
        return formatters

    @staticmethod
    def get_provider_name(provider_class: BaseProvider) -> str:
        """Get the name of a provider, such as `faker.providers.person`."""
        return provider_class.__provider__


def _parameters(method: Any, which: bool | str, with_defaults: bool) -> list[str]:
    """Write the parameters of a method."""
    if method.__name__ in _DECORATED and _is_decorated(method):
        return [] if which == "first" else ["*args", "**kwargs"]
    spec = inspect.getfullargspec(method)
    names = [name for name in spec.args if name not in {"self", "cls"}]
    defaults = (spec.defaults or ()) if with_defaults else ()
    # Defaults are counted from the first parameter, where Python counts from the last: what a method with a required
    # parameter shows is wrong, and equal to what Faker shows.
    written = [
        name if default is _NONE else f"{name}={_text(default)}"
        for name, default in zip_longest(names, defaults[: len(names)], fillvalue=_NONE)
    ]
    if which == "first" and names:
        return written[:1]
    if which != "first" and spec.varargs:
        written.append("*" + spec.varargs)
    if which != "first" and spec.varkw:
        written.append("**" + spec.varkw)
    return written


_NONE: Any = object()

#: Methods that a decorator of Faker's hides the parameters of.
_DECORATED = frozenset(
    {
        "ascii_company_email",
        "ascii_email",
        "ascii_free_email",
        "ascii_safe_email",
        "company_email",
        "domain_name",
        "domain_word",
        "email",
        "free_email",
        "free_email_domain",
        "hostname",
        "safe_domain_name",
        "safe_email",
        "slug",
        "user_name",
    }
)


def _is_decorated(method: Any) -> bool:
    class_id = getattr(getattr(method, "__func__", None), "_class_id", "")
    return bool(class_id.endswith("/internet"))


def _text(default: object) -> str:
    """Write a default."""
    return repr(default) if isinstance(default, str) else f"{default}"
