"""The proxy that users hold: one generator, or several of which each call picks one."""

from __future__ import annotations

import copyreg
import functools
import re
from collections import OrderedDict

from .._forgery import Proxy
from . import _batches
from .config import DEFAULT_LOCALE
from .exceptions import UniquenessException
from .factory import Factory
from .generator import Generator
from .utils.distribution import choices_distribution

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random
    from typing import Any, ClassVar

    from .typing import SeedType

_UNIQUE_ATTEMPTS = 1000
_MISSING = object()

# What a generator has that is not to be proxied by name, and what only ours has.
_NOT_PROXIED = {"seed", "seed_instance", "random", "_Generator__random"}.union(
    *(vars(cls) for cls in Generator.__mro__[1:])
)


def _installed(factory: Any, attr: str) -> Any:
    """What a provider that is installed or registered has of a name, for a generator; None if nobody has it."""
    if attr.startswith("_"):
        return None
    from ..registry._dropin import found

    return found(factory if isinstance(factory, Generator) else factory._factories[0], attr)


class Faker(Proxy):
    """Makes values of one locale or several.

    Example:
        >>> fake = Faker("ja_JP")
        >>> fake.seed_instance(1)
        >>> name = fake.name()
    """

    cache_pattern: ClassVar[re.Pattern[str]] = re.compile(r"^_cached_\w*_mapping$")
    generator_attrs: ClassVar[list[str]] = [
        attr for attr in dir(Generator) if not attr.startswith("__") and attr not in _NOT_PROXIED
    ]

    def __init__(
        self,
        locale: Any = None,
        providers: list[str] | None = None,
        generator: Generator | None = None,
        includes: list[str] | None = None,
        use_weighting: bool = True,
        **config: Any,
    ) -> None:
        """Make the generators.

        Args:
            locale: A name such as ``ja_JP``, several names, or a dictionary from names to weights.
            providers: Module paths of the providers, in place of the standard ones.
            generator: The generator to add the providers to, in place of a new one.
            includes: Module paths of further providers.
            use_weighting: Whether the weights of words count.
            **config: What the generators are made with.
        """
        locales, weights = _locales(locale)
        made: OrderedDict[str, Generator | Faker] = OrderedDict()
        make = Factory.create if len(locales) == 1 else Faker
        for name in locales:
            made[name] = make(
                name, providers, generator, includes, use_weighting=use_weighting, **config
            )
        self._factory_map = made
        self._weights = weights
        self._unique_proxy = UniqueProxy(self)
        self._optional_proxy = OptionalProxy(self)
        self._locales = locales
        self._factories = list(made.values())
        self._bind()

    def _bind(self) -> None:
        """Let attributes be found in the one generator directly, unless a subclass wants to see it happen."""
        single = self._factories[0] if len(self._factories) == 1 else None
        direct = (
            isinstance(single, Generator)
            and type(self).__getattr__ is Faker.__getattr__
            and type(single).__getattribute__ is Generator.__getattribute__
        )
        self._single = single if direct else None

    def __dir__(self) -> list[str]:
        names = set(super().__dir__())
        for factory in self.factories:
            names.update(name for name in dir(factory) if not name.startswith("_"))
        return sorted(names)

    def __getitem__(self, locale: str) -> Faker:
        name = locale.replace("-", "_")
        if self.locales == [name]:
            return self
        found = self._factory_map[name]
        assert isinstance(found, Faker)
        return found

    def __getattr__(self, attr: str) -> Any:
        if len(self._factories) == 1:
            try:
                return getattr(self._factories[0], attr)
            except AttributeError:
                found = _batches.find(self, attr) or _installed(self._factories[0], attr)
                if found is None:
                    raise
                return found
        if attr in self.generator_attrs:
            raise NotImplementedError(
                f"Proxying calls to `{attr}` is not implemented in multiple locale mode."
            )
        if self.cache_pattern.match(attr):
            raise AttributeError(f"Cached attribute `{attr}` does not exist")
        batches = _batches.find(self, attr)
        if batches is not None and not any(_has(each, attr) for each in self._factories):
            return batches
        if not any(_has(each, attr) for each in self._factories):
            self._install(attr)
        return getattr(self._select_factory(attr), attr)

    def _install(self, attr: str) -> None:
        """Make a field of a provider that is installed a formatter of every locale."""
        for each in self.factories:
            found = _installed(each, attr)
            if found is not None:
                setattr(each, attr, found)

    def __deepcopy__(self, memodict: dict[int, Any]) -> Faker:
        from copy import deepcopy

        result = type(self).__new__(type(self))
        memodict[id(self)] = result
        result._locales = deepcopy(self._locales, memodict)
        result._factory_map = deepcopy(self._factory_map, memodict)
        result._factories = list(result._factory_map.values())
        result._weights = deepcopy(self._weights, memodict)
        # What was seen is forgotten; which calls were made stays.
        unique = result._unique_proxy = UniqueProxy(result)
        unique._seen = {key: {unique._sentinel} for key in self._unique_proxy._seen}
        result._optional_proxy = OptionalProxy(result)
        result._bind()
        return result

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __setstate__(self, state: Any) -> None:
        self.__dict__.update(state)
        self._bind()

    def __reduce__(self) -> tuple[Any, ...]:
        return copyreg.__newobj__, (type(self),), self.__getstate__()  # type: ignore[attr-defined]

    @property
    def unique(self) -> UniqueProxy:
        """The same methods, which never return a value twice."""
        return self._unique_proxy

    @property
    def optional(self) -> OptionalProxy:
        """The same methods, which return None every now and then."""
        return self._optional_proxy

    def _select_factory(self, method_name: str) -> Any:
        """Draw one of the generators that have a method; nothing is drawn where there is only one."""
        factories, weights = self._map_provider_method(method_name)
        if not factories:
            raise AttributeError(f"No generator object has attribute {method_name!r}")
        if len(factories) == 1:
            return factories[0]
        if weights:
            return self._select_factory_distribution(factories, weights)
        return self._select_factory_choice(factories)

    def _select_factory_distribution(self, factories: list[Any], weights: list[float]) -> Any:
        return choices_distribution(factories, weights, self.factories[0].random, length=1)[0]

    def _select_factory_choice(self, factories: list[Any]) -> Any:
        return self._factories[0].random.choice(factories)

    def _map_provider_method(self, method_name: str) -> tuple[list[Any], list[float] | None]:
        """The generators that have a method, and their weights; found once, then kept as an attribute."""
        cache = f"_cached_{method_name}_mapping"
        if hasattr(self, cache):
            kept: tuple[list[Any], list[float] | None] = getattr(self, cache)
            return kept
        mapping: tuple[list[Any], list[float] | None]
        if self._weights:
            pairs = [
                (factory, weight)
                for factory, weight in zip(self.factories, self._weights)
                if _has(factory, method_name)
            ]
            factories, weights = zip(*pairs)
            mapping = list(factories), list(weights)
        else:
            mapping = [each for each in self.factories if _has(each, method_name)], None
        setattr(self, cache, mapping)
        return mapping

    @classmethod
    def seed(cls, seed: SeedType | None = None) -> None:
        """Seed the random source that all instances share until they are seeded on their own."""
        Generator.seed(seed)

    def seed_instance(self, seed: SeedType | None = None) -> None:
        """Seed every generator of this instance alone."""
        for factory in self._factories:
            factory.seed_instance(seed)

    def seed_locale(self, locale: str, seed: SeedType | None = None) -> None:
        """Seed the generator of one locale alone."""
        self._factory_map[locale.replace("-", "_")].seed_instance(seed)

    @property
    def random(self) -> Random:
        """What the one generator draws from.

        Raises:
            NotImplementedError: There are several generators, or none.
        """
        if len(self._factories) == 1:
            return self._factories[0].random
        raise NotImplementedError(
            "Proxying `random` getter calls is not implemented in multiple locale mode."
        )

    @random.setter
    def random(self, value: Random) -> None:
        if len(self._factories) != 1:
            raise NotImplementedError(
                "Proxying `random` setter calls is not implemented in multiple locale mode."
            )
        self._factories[0].random = value

    @property
    def locales(self) -> list[str]:
        """The names of the locales."""
        return list(self._locales)

    @property
    def weights(self) -> list[int | float] | None:
        """The weights of the locales, if they have any."""
        return self._weights

    @property
    def factories(self) -> list[Generator | Faker]:
        """The one generator, or a proxy for each locale."""
        return self._factories

    def items(self) -> list[tuple[str, Generator | Faker]]:
        """The locales with their generators or proxies."""
        return list(self._factory_map.items())


def _has(factory: Any, name: str) -> bool:
    """Whether a generator, or the proxy of one, has an attribute of that name that is not ours."""
    found = getattr(factory, name, _MISSING)
    return found is not _MISSING and not _batches.is_ours(found)


def _locales(locale: Any) -> tuple[list[str], list[int | float] | None]:
    """The names in what was given as a locale, in order and without repeats, and their weights."""
    if isinstance(locale, str):
        return [locale.replace("-", "_")], None
    if isinstance(locale, (list, tuple, set)):
        for code in locale:
            if not isinstance(code, str):
                raise TypeError(f'The locale "{code!s}" must be a string.')
        return list(dict.fromkeys(code.replace("-", "_") for code in locale)), None
    if isinstance(locale, dict):
        assert all(isinstance(weight, (int, float)) for weight in locale.values())
        weighted = {code.replace("-", "_"): weight for code, weight in locale.items()}
        return list(weighted), list(weighted.values())
    return [DEFAULT_LOCALE], None


class UniqueProxy:
    """A proxy whose methods never return a value twice for the same arguments."""

    def __init__(self, proxy: Faker, excluded_types: tuple[type, ...] = ()):
        self._proxy = proxy
        self._seen: dict[Any, set[Any]] = {}
        self._sentinel = object()
        self._excluded_types = excluded_types

    def clear(self) -> None:
        """Forget what was returned."""
        self._seen = {}

    def exclude_types(self, types: list[type]) -> UniqueProxy:
        """Make a proxy that remembers the same values, but lets values of these types repeat."""
        return self._sharing(self._proxy, tuple(types))

    def __getitem__(self, locale: str) -> UniqueProxy:
        return self._sharing(self._proxy[locale], self._excluded_types)

    def _sharing(self, proxy: Faker, excluded_types: tuple[type, ...]) -> UniqueProxy:
        other = UniqueProxy(proxy, excluded_types)
        other._seen = self._seen
        other._sentinel = self._sentinel
        return other

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._proxy, name)
        if _batches.is_ours(found):
            return _batches.over(self, found)
        if not callable(found):
            raise TypeError("Accessing non-functions through .unique is not supported.")
        return self._wrap(name, found)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__.copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def _make_hashable(self, value: Any) -> Any:
        if isinstance(value, dict):
            return tuple(sorted((key, self._make_hashable(item)) for key, item in value.items()))
        if isinstance(value, list):
            return tuple(self._make_hashable(item) for item in value)
        if isinstance(value, set):
            return frozenset(self._make_hashable(item) for item in value)
        return value

    def _wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            value = self._sentinel
            if self._excluded_types:
                value = function(*args, **kwargs)
                if isinstance(value, self._excluded_types):
                    return value
            key = (name, args, tuple(sorted(kwargs.items())))
            seen = self._seen.setdefault(key, {self._sentinel})
            hashable = self._make_hashable(value)
            # The value of the last attempt is not looked at: Faker gives up before.
            for _ in range(_UNIQUE_ATTEMPTS):
                if hashable not in seen:
                    seen.add(hashable)
                    return value
                value = function(*args, **kwargs)
                hashable = self._make_hashable(value)
            raise UniquenessException(
                f"Got duplicated values after {_UNIQUE_ATTEMPTS:,} iterations."
            )

        return wrapper


class OptionalProxy:
    """A proxy whose methods return a value with the probability `prob`, and otherwise None."""

    def __init__(self, proxy: Faker):
        self._proxy = proxy

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._proxy, name)
        if _batches.is_ours(found):
            return _batches.over(self, found)
        if not callable(found):
            raise TypeError("Accessing non-functions through .optional is not supported.")
        return self._wrap(name, found)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__.copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def _wrap(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ARG002
        @functools.wraps(function)
        def wrapper(*args: Any, prob: float = 0.5, **kwargs: Any) -> Any:
            if not 0 < prob <= 1.0:
                raise ValueError("prob must be between 0 and 1")
            if self._proxy.boolean(chance_of_getting_true=int(prob * 100)):
                return function(*args, **kwargs)
            return None

        return wrapper
