"""The generator of one locale: its providers, its formatters and where it draws from."""

from __future__ import annotations

import copyreg
import random as random_module
import re

from .._forgery import Engine
from ._names import as_faker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from .providers import BaseProvider
    from .typing import SeedType

_re_token = re.compile(r"\{\{\s*(\w+)(:\s*\w+?)?\s*\}\}")

# What every generator draws from until it is seeded on its own.
random = random_module.Random()
mod_random = random

Sentinel = object()

# In the state of a copy: the locale whose default providers it was made with.
_MADE_FOR = "_Generator__made_for"


class Generator(Engine):
    """Makes values of one locale with the formatters of its providers, which are its attributes."""

    # The argument groups are one dictionary for all generators.
    __config: dict[str, Any] = {"arguments": {}}  # noqa: RUF012
    # The state of the base, under the name that it has as an attribute in Faker.
    __random = Engine.random

    _is_seeded = False
    _global_seed: object = Sentinel

    def __init__(self, **config: Any) -> None:
        self.providers: list[BaseProvider] = []
        self.__config = {**self.__config, **config}
        self.__random = random

    def add_provider(self, provider: BaseProvider | type[BaseProvider]) -> None:
        """Make every public method of a provider a formatter, in place of older ones of the same names.

        The fields of a `forgery.registry.Provider` become formatters too.
        """
        if type(provider).__module__ == "forgery.registry._provider":
            from ..registry._dropin import formatters

            for name, formatter in formatters(self, provider).items():
                self.set_formatter(name, formatter)
            return
        made: Any = provider(self) if isinstance(provider, type) else provider
        self.providers.insert(0, made)
        data = _data(made)
        for name in dir(made):
            if name.startswith("_") or name in data:
                continue
            value = getattr(made, name)
            if callable(value):
                self.set_formatter(name, value)

    def provider(self, name: str) -> BaseProvider | None:
        """The newest provider of a name such as ``faker.providers.person``, or None."""
        wanted = as_faker(name.lower())
        for provider in self.get_providers():
            if getattr(provider, "__provider__", Sentinel) == wanted:
                return provider
        return None

    def get_providers(self) -> list[BaseProvider]:
        """The providers, newest first."""
        return self.providers

    def seed_instance(self, seed: SeedType | None = None) -> Generator:
        """Seed this generator alone, which stops drawing from the random source that all share."""
        if self.__random == random:
            self.__random = random_module.Random()
        self.__random.seed(seed)
        # By the dictionary: to set an attribute makes the engine look at all formatters again.
        self.__dict__["_is_seeded"] = True
        return self

    @classmethod
    def seed(cls, seed: SeedType | None = None) -> None:
        """Seed the random source that generators share until they are seeded on their own."""
        random.seed(seed)
        cls._global_seed = seed
        cls._is_seeded = True

    def format(self, formatter: str, *args: Any, **kwargs: Any) -> str:
        """Call a formatter by its name. It gives whatever the formatter gives; the annotation is Faker's."""
        return self.get_formatter(formatter)(*args, **kwargs)  # type: ignore[no-any-return]

    def get_formatter(self, formatter: str) -> Callable[..., Any]:
        """The formatter of a name.

        Raises:
            AttributeError: There is none.
        """
        try:
            found: Callable[..., Any] = getattr(self, formatter)
        except AttributeError:
            message = f"Unknown formatter {formatter!r}"
            if "locale" in self.__config:
                message += f" with locale {self.__config['locale']!r}"
            raise AttributeError(message) from None
        return found

    def set_formatter(self, name: str, formatter: Callable[..., Any]) -> None:
        """Make a callable the formatter of a name; override this to wrap formatters as they are added."""
        setattr(self, name, formatter)

    def set_arguments(
        self, group: str, argument: str | dict[Hashable, Any], value: Any | None = None
    ) -> None:
        """Set one argument of a group, or the whole group by a dictionary.

        A token ``{{name:group}}`` calls its formatter with the arguments of the group. Groups are
        shared by all generators.

        Raises:
            ValueError: `argument` is neither a string nor a dictionary.
        """
        groups = self.__config["arguments"]
        arguments = groups.setdefault(group, {})
        if isinstance(argument, dict):
            groups[group] = argument
        elif isinstance(argument, str):
            arguments[argument] = value
        else:
            raise ValueError("Arguments must be either a string or dictionary")

    def get_arguments(self, group: str, argument: str | None = None) -> Any:
        """One argument of a group, or the whole group; None where there is none."""
        arguments = self.__config["arguments"].get(group)
        if argument and group in self.__config["arguments"]:
            return arguments.get(argument)
        return arguments

    def del_arguments(self, group: str, argument: str | None = None) -> Any:
        """Remove one argument of a group, or the whole group, and return what it was."""
        groups = self.__config["arguments"]
        if group not in groups:
            return None
        return groups[group].pop(argument) if argument else groups.pop(group)

    def parse(self, text: str) -> str:
        """Replace every token ``{{name}}`` or ``{{name:group}}`` of a text by what its formatter gives."""
        return _re_token.sub(self.__format_token, text)

    def __format_token(self, found: re.Match[str]) -> str:
        name, group = found.groups()
        group = group.lstrip(":").strip() if group else ""
        if not group:
            return str(self.format(name))
        try:
            arguments = self.__config["arguments"][group]
        except KeyError:
            raise AttributeError(f"Unknown argument group {group!r}") from None
        return str(self.format(name, **arguments))

    def __getstate__(self) -> dict[str, Any]:
        state = {**self.__dict__, "_Generator__random": self.__random}
        locale, _, _ = self._made()
        return state if locale is None else {**state, _MADE_FOR: locale}

    def __setstate__(self, state: dict[str, Any]) -> None:
        state = dict(state)
        if "_Generator__random" in state:
            self.__random = state.pop("_Generator__random")
        locale = state.pop(_MADE_FOR, None)
        self.__dict__.update(state)
        if locale is not None:
            from .factory import template_of

            template = template_of(locale)
            if template is not None:
                self._make(locale, template.classes, template.formatters)

    def __reduce__(self) -> tuple[Any, ...]:
        return copyreg.__newobj__, (type(self),), self.__getstate__()  # type: ignore[attr-defined]


def _data(provider: object) -> set[str]:
    """The names of a provider that are data of the packs, which need not be made to see that nobody can call them."""
    from ._heads import PACKAGE
    from ._tables import Table

    found: dict[str, bool] = {}
    for cls in type(provider).__mro__:
        ours = cls.__module__.startswith(PACKAGE)
        for name, value in vars(cls).items():
            found.setdefault(name, type(value) is Table or (ours and type(value) is property))
    own = getattr(provider, "__dict__", ())
    return {name for name, is_data in found.items() if is_data and name not in own}
