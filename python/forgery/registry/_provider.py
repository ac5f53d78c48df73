"""`Provider`: what a third party declares."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from .. import _forgery
from ..errors import InvalidTypeError, InvalidValueError, PluginError
from ._signature import Parameter, hints, parameters, returned, summary

#: The version of the contract between forgery and providers in Python.
CONTRACT = 1

F = TypeVar("F", bound=Callable[..., Any])

#: Names before a dot that are forgery's own.
_ENTITIES = frozenset(name.partition(".")[0] for name, _, _ in _forgery.entities())


class Field:
    """A field of a provider.

    Attributes:
        name: Its name, without the provider's.
        returns: The name of the type of its values.
        nullable: Whether values may be missing.
        doc: What a value is.
        params: Its parameters.
        entity: The entity that it is an attribute of, if it is one.
        function: What makes it.
    """

    def __init__(
        self,
        name: str,
        returns: tuple[str, bool],
        doc: str,
        params: list[Parameter],
        make: Any,
        parts: list[tuple[str, str, bool]] | None = None,
        entity: str | None = None,
        function: str | None = None,
        sequential: bool = False,
    ) -> None:
        self.name = name
        self.returns, self.nullable = returns
        self.doc = doc
        self.params = params
        self.entity = entity
        self.function = function or name
        self._make = make
        self._sequential = sequential
        self._parts = parts or [("", self.returns, self.nullable)]
        self._made: dict[tuple[str, str], _forgery.PluginField] = {}

    def declared(self, provider: str, distribution: str) -> _forgery.PluginField:
        """The field as the engine reads it.

        Args:
            provider: The provider's name.
            distribution: Where it comes from, for messages.
        """
        known = self._made.get((provider, distribution))
        if known is None:
            names = [name for name, _, _ in self._parts]
            known = self._made[provider, distribution] = _forgery.PluginField(
                f"{provider}.{self.name}",
                distribution,
                self.doc,
                [tuple(param) for param in self.params],
                self._parts,
                names.index(self.name) if self.name in names else 0,
                f"{provider}.{self.entity}" if self.entity else None,
                self.function,
                self._sequential,
                self._make,
            )
        return known

    def __repr__(self) -> str:
        return f"<forgery field {self.name} -> {self.returns}>"


class Provider:
    """A named set of fields.

    Args:
        name: What stands before the dot in `vehicle.vin`: an identifier.
        version: The version of the contract that it is written for.
        replaces: Fields of forgery's own that the provider's fields of the same names stand for, once
            it is registered, or named in `FORGERY_PLUGINS`.
        doc: What the provider is for.

    Raises:
        forgery.errors.InvalidValueError: If the name will not do.
        forgery.errors.PluginError: If this forgery does not know that version of the contract.

    Example:
        >>> provider = Provider("vehicle")
        >>> @provider.field(returns=int, doc="The year in which it was made.")
        ... def year(batch, *, first: int = 1990):
        ...     return [batch.random.randint(first, 2025) for _ in batch.rows]
    """

    def __init__(
        self, name: str, version: int = CONTRACT, *, replaces: Iterable[str] = (), doc: str = ""
    ) -> None:
        _name(name, "a provider")
        if name in _ENTITIES:
            message = f"'{name}' is an entity of forgery's own, and no provider can be called that"
            raise InvalidValueError(message)
        if version != CONTRACT:
            message = (
                f"provider '{name}' is written for version {version} of the contract, and this "
                f"forgery knows version {CONTRACT}"
            )
            error = PluginError(message)
            error.provider = name
            raise error
        self.name = name
        self.version = version
        self.doc = doc
        self.replaces = tuple(replaces)
        self._fields: dict[str, Field] = {}

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by name."""
        return self._fields

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __repr__(self) -> str:
        return f"<forgery provider {self.name}: {', '.join(self._fields)}>"

    def add(self, field: Field) -> None:
        """Add a field that was made elsewhere.

        Args:
            field: The field.

        Raises:
            forgery.errors.InvalidValueError: If there is one of that name, or no name will do.
        """
        _name(field.name, "a field")
        if field.name in self._fields:
            message = f"provider '{self.name}' has two fields called '{field.name}'"
            raise InvalidValueError(message)
        self._fields[field.name] = field

    def field(
        self,
        *,
        returns: Any = None,
        doc: str | None = None,
        name: str | None = None,
        entity: str | None = None,
        sequential: bool = False,
    ) -> Callable[[F], F]:
        """Declare a function that makes a column: a value for each row of a batch.

        It is called with a `Batch` and its own parameters, whose types and defaults are those of the
        function. It returns a list, a NumPy array, or anything that Arrow reads.

        Args:
            returns: The type of the values, `str | None` if some may be missing; by default that of
                the function's annotation, `list[str]`.
            doc: What a value is; by default the first paragraph of the function's documentation.
            name: The field's name; by default the function's.
            entity: An entity of this provider, if the field is to agree with its attributes in a row.
            sequential: Whether the first values do not depend on how many follow, as where each is
                drawn after the one before it. Then no more are made than are asked for.

        Raises:
            forgery.errors.InvalidTypeError: If a type will not do.
        """

        def declare(function: F) -> F:
            called = name or function.__name__
            where = f"{self.name}.{called}"
            kind = returned(_element(function, returns), where)
            params = parameters(function, where, skip=1)
            text = doc or summary(function)
            self.add(
                Field(called, kind, text, params, function, entity=entity, sequential=sequential)
            )
            return function

        return declare

    def entity(
        self,
        *,
        returns: Mapping[str, Any],
        doc: Mapping[str, str] | None = None,
        name: str | None = None,
        sequential: bool = False,
    ) -> Callable[[F], F]:
        """Declare a function that makes several columns, which describe one thing in a row.

        It returns a mapping with a column for each name. In a schema, `vehicle.make` and
        `vehicle.model` then agree; `"a:vehicle.make"` and `"a:vehicle.model"` describe another one.

        Args:
            returns: The type of each column, by name.
            doc: What a value of each is.
            name: The entity's name; by default the function's.
            sequential: As for `field`.

        Raises:
            forgery.errors.InvalidTypeError: If a type will not do.
        """

        def declare(function: F) -> F:
            called = name or function.__name__
            kinds = {each: returned(kind, f"{self.name}.{each}") for each, kind in returns.items()}
            if not kinds:
                message = f"{self.name}.{called}: an entity has at least one column"
                raise InvalidTypeError(message)
            params = parameters(function, f"{self.name}.{called}", skip=1)
            parts = [(each, *kind) for each, kind in kinds.items()]
            for each, kind in kinds.items():
                text = (doc or {}).get(each) or summary(function)
                field = Field(
                    each,
                    kind,
                    text,
                    params,
                    function,
                    parts,
                    called,
                    f"entity {called}",
                    sequential,
                )
                self.add(field)
            return function

        return declare


def _name(name: Any, what: str) -> None:
    good = isinstance(name, str) and name.isidentifier() and not name.startswith("_")
    if not good or keyword.iskeyword(name):
        message = (
            f"the name of {what} must be an identifier that does not begin with '_', not {name!r}"
        )
        raise InvalidValueError(message)


def _element(function: Callable[..., Any], returns: Any) -> Any:
    """The type of the values: what was given, or what the function says that its list holds."""
    if returns is not None:
        return returns
    import typing

    arguments = typing.get_args(hints(function).get("return"))
    if len(arguments) != 1:
        message = f"'{function.__name__}' must say what it returns: returns=str, or -> list[str]"
        raise InvalidTypeError(message)
    return arguments[0]
