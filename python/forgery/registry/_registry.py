"""`Registry`: who has which field, sink or dataset."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .. import _forgery
from ..errors import AmbiguousFieldError, InvalidTypeError, PluginError, UnknownFieldError
from ._adapt import adapted
from ._installed import DATASETS, GROUPS, PROVIDERS, SINKS, Plugin, installed, wanted
from ._provider import Field, Provider

_REGISTERED = "this process (forgery.register)"
_ADDED = "this instance (add_provider)"


class Registry:
    """Providers that were registered, and what is installed.

    An instance of `Faker` to which providers were added has one of its own, which asks that of the
    process for what it does not have.

    Args:
        parent: Who is asked for what is not here; None for the registry of a process.
    """

    def __init__(self, parent: Registry | None = None) -> None:
        self.parent = parent
        self._where = _REGISTERED if parent is None else _ADDED
        self._own: dict[str, Provider] = {}
        self._plugins: dict[str, list[Plugin]] = {}
        self._lock = threading.RLock()

    def register(self, provider: Any, *, replaces: Any = None) -> Provider:
        """Add a provider, in place of an older one of its name.

        Args:
            provider: A `Provider`, a Faker-style provider class or instance, or a compiled provider.
            replaces: Fields of forgery's own that its fields of these names stand for; by default
                what the provider says.

        Returns:
            The provider, as it was read.

        Raises:
            forgery.errors.InvalidTypeError: If it is none of these.
        """
        made = adapted(provider)
        if replaces is not None:
            made = _replacing(made, replaces)
        with self._lock:
            self._own[made.name] = made
        _forgery._find_fields()
        if made.replaces:
            _forgery._plugins_replace()
        return made

    def remove(self, name: str) -> None:
        """Forget a provider that was registered.

        Args:
            name: The provider's name.
        """
        with self._lock:
            self._own.pop(name, None)

    def refresh(self) -> None:
        """Forget what is installed, so that it is looked for again."""
        with self._lock:
            self._plugins.clear()

    def plugins(self, group: str = PROVIDERS) -> list[Plugin]:
        """What is installed, loaded or not.

        Args:
            group: One of `forgery.registry.GROUPS`.

        Raises:
            ValueError: If there is no such group.
        """
        if self.parent is not None:
            return self.parent.plugins(group)
        if group not in GROUPS:
            message = f"there is no group '{group}' of plugins, only {', '.join(GROUPS)}"
            raise ValueError(message)
        with self._lock:
            if group not in self._plugins:
                self._plugins[group] = installed(group)
                if self._plugins[group]:
                    _forgery._find_fields()
            return self._plugins[group]

    def providers(self) -> Iterator[tuple[Provider, str]]:
        """All providers that can be used, with where they come from; what is broken is left out."""
        for provider in list(self._own.values()):
            yield provider, self._where
        if self.parent is not None:
            yield from self.parent.providers()
            return
        for plugin in self.plugins():
            with suppress(PluginError):
                yield load(plugin), plugin.distribution

    def provider(self, name: str) -> Provider | None:
        """A provider by name.

        Args:
            name: The provider's name.

        Returns:
            None if there is none.

        Raises:
            forgery.errors.PluginError: If it is broken.
            forgery.errors.AmbiguousFieldError: If several distributions have one of this name.
        """
        found = self._find(name)
        return found and found[0]

    def _find(self, name: str) -> tuple[Provider, str] | None:
        if name in self._own:
            return self._own[name], self._where
        if self.parent is not None:
            return self.parent._find(name)
        plugins = [plugin for plugin in self.plugins() if plugin.name == name]
        if len(plugins) > 1:
            claims = " and ".join(plugin.distribution for plugin in plugins)
            message = f"provider '{name}' is claimed by {claims}: uninstall one of them"
            raise AmbiguousFieldError(message)
        return (load(plugins[0]), plugins[0].distribution) if plugins else None

    def field(self, name: str) -> _forgery.PluginField | None:
        """A field by name: what the engine asks for.

        Args:
            name: "vehicle.vin", or "vin".

        Returns:
            None if nobody has it.

        Raises:
            forgery.errors.PluginError: If who has it is broken.
            forgery.errors.AmbiguousFieldError: If several have it.
            forgery.errors.UnknownFieldError: If nobody has it, but some provider is broken.
        """
        owner, dot, attribute = name.partition(".")
        if dot:
            found = self._find(owner)
            if found is None:
                return None
            provider, where = found
            field = provider.fields.get(attribute)
            if field is None:
                raise UnknownFieldError(_no_attribute(provider, where, attribute))
            return field.declared(provider.name, where)
        return self._bare(name)

    def _bare(self, name: str) -> _forgery.PluginField | None:
        own = [provider for provider in list(self._own.values()) if name in provider.fields]
        if own:
            return _only(name, [(provider, self._where) for provider in own])
        if self.parent is not None:
            return self.parent._bare(name)
        claims: list[tuple[Provider, str]] = []
        broken: list[PluginError] = []
        for plugin in self.plugins():
            try:
                provider = load(plugin)
            except PluginError as error:
                broken.append(error)
                continue
            if name in provider.fields:
                claims.append((provider, plugin.distribution))
        if not claims and broken:
            near = _forgery.compat_nearest(name, [field["name"] for field in _forgery.fields()])
            hint = f"; did you mean '{near}'?" if near else ""
            message = f"unknown field '{name}'{hint}; " + "; ".join(map(str, broken))
            raise UnknownFieldError(message) from broken[0]
        return _only(name, claims) if claims else None

    def replaces(self, name: str) -> bool:
        """Whether a field of forgery's own is replaced by a provider's.

        Args:
            name: The field's name.
        """
        if any(name in provider.replaces for provider in list(self._own.values())):
            return True
        if self.parent is not None:
            return self.parent.replaces(name)
        if wanted() is None:
            return False
        accepted = (provider for provider, _ in self.providers())
        return any(name in provider.replaces for provider in accepted)

    def nearest(self, name: str) -> str | None:
        """The name of a field that is nearest to one that nobody has.

        Args:
            name: What was asked for.
        """
        bare = name.rpartition(":")[2]
        names = [
            f"{provider.name}.{field.name}" if "." in bare else field.name
            for provider, _ in self.providers()
            for field in provider
        ]
        return _forgery.compat_nearest(bare, names)

    def sink(self, name: str) -> Any:
        """What a third party offers as a sink.

        Args:
            name: The entry point's name in the group `forgery.sinks`.

        Raises:
            forgery.errors.PluginError: If it is broken.
            KeyError: If there is none of that name.
        """
        return self._object(SINKS, name)

    def dataset(self, name: str) -> Any:
        """What a third party offers as a dataset.

        Args:
            name: The entry point's name in the group `forgery.datasets`.

        Raises:
            forgery.errors.PluginError: If it is broken.
            KeyError: If there is none of that name.
        """
        return self._object(DATASETS, name)

    def _object(self, group: str, name: str) -> Any:
        plugins = [plugin for plugin in self.plugins(group) if plugin.name == name]
        if len(plugins) > 1:
            claims = " and ".join(plugin.distribution for plugin in plugins)
            message = f"{plugins[0].what} '{name}' is claimed by {claims}: uninstall one of them"
            raise AmbiguousFieldError(message)
        if not plugins:
            raise KeyError(name)
        return plugins[0].get(lambda _, loaded: loaded)


def load(plugin: Plugin) -> Provider:
    """The provider of an entry point.

    Args:
        plugin: An entry point of the group `forgery.providers`.

    Raises:
        forgery.errors.PluginError: If it is broken.
    """
    provider: Provider = plugin.get(_read)
    return provider


def _read(plugin: Plugin, loaded: Any) -> Provider:
    provider = adapted(loaded, plugin.name)
    if provider.name != plugin.name:
        message = f"the entry point is called '{plugin.name}', and its provider '{provider.name}'"
        raise InvalidTypeError(message)
    return provider


def _only(name: str, claims: list[tuple[Provider, str]]) -> _forgery.PluginField:
    # One that replaces a field of forgery's own openly goes before those that have its name too.
    claims = [claim for claim in claims if name in claim[0].replaces] or claims
    if len(claims) > 1:
        listed = " and ".join(f"'{provider.name}.{name}' of {where}" for provider, where in claims)
        raise AmbiguousFieldError(
            f"field '{name}' is claimed by {listed}: name it with its provider"
        )
    provider, where = claims[0]
    return provider.fields[name].declared(provider.name, where)


def _no_attribute(provider: Provider, where: str, given: str) -> str:
    near = _forgery.compat_nearest(given, list(provider.fields))
    hint = f"; did you mean '{provider.name}.{near}'?" if near else ""
    return f"unknown field '{provider.name}.{given}': {where} has no such field{hint}"


def _replacing(provider: Provider, replaces: Any) -> Provider:
    made = Provider(provider.name, replaces=replaces, doc=provider.doc)
    for field in provider:
        made.add(field)
    return made


#: The registry of this process.
registry = Registry()

if wanted() is not None:
    # Providers that are named there may replace built-in fields.
    _forgery._plugins_replace()


def register(provider: Any, *, replaces: Any = None) -> Provider:
    """Add a provider to all of this process, without packaging it.

    Args:
        provider: A `Provider`, a Faker-style provider class or instance, or a compiled provider.
        replaces: Fields of forgery's own that its fields of these names stand for; by default what
            the provider says.

    Example:
        >>> forgery.register(provider)
        >>> forgery.fake.batch("vehicle.vin", 3)
    """
    return registry.register(provider, replaces=replaces)


__all__ = ["Field", "Registry", "load", "register", "registry"]
