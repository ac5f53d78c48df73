"""`Faker`: the compiled class, with the outputs that need other libraries."""

from __future__ import annotations

from . import _forgery
from ._optional import need

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Any, Literal, TypeAlias

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from ._forgery import Schema, Table

    StringLayout: TypeAlias = Literal["string", "large_string", "string_view", "dictionary"]


class Faker(_forgery.Faker):
    """A source of fake data with a state of its own.

    Args:
        locale: A locale such as "de_DE", or several, of which every row is in one.
        seed: An integer of any size, a string or bytes; the same seed gives the same values for ever. None takes a
            seed from the operating system.
        as_of: The moment from which relative dates count: a date, a datetime or an ISO string. By default
            2026-01-01, whatever the day is.

    Raises:
        forgery.errors.UnknownLocaleError: If there is no such locale.

    Example:
        >>> from forgery import Faker
        >>> fake = Faker("de_DE", seed=42)
        >>> fake.names(3)
    """

    __slots__ = ()

    def add_provider(self, provider: Any, *, replaces: Any = None) -> None:
        """Add fields of your own to this instance: `fake.batch("vehicle.vin", 3)`, `fake.vin()`.

        The methods of a provider in Faker's style become fields too; each value is a call, so they
        are slower than batch functions. Names that forgery has itself stay its own, unless
        `replaces` lists them; with the provider's name, `vehicle.license_plate`, both are there.

        Args:
            provider: A `forgery.registry.Provider`, a subclass or instance of `BaseProvider`
                (Faker's or the drop-in's), a `DynamicProvider`, or a compiled provider.
            replaces: Fields of forgery's own that the provider's stand for in this instance.

        Raises:
            forgery.errors.InvalidTypeError: If it is no provider.

        Example:
            >>> fake.add_provider(DynamicProvider("ward", ["surgery", "maternity"]))
            >>> fake.batch("ward", 3)
        """
        from .registry import Registry, registry

        own: Registry = self._registry or Registry(registry)
        own.register(provider, replaces=replaces)
        self._registry = own

    def records_arrow(
        self, n: int, schema: Schema, *, strings: StringLayout | None = None
    ) -> pa.Table:
        """Make rows as a `pyarrow.Table`; needs the extra `forgery[arrow]`.

        Args:
            n: How many rows.
            schema: A mapping from column names to fields.
            strings: How texts are laid out: "string" (the default), "large_string", "string_view"
                or "dictionary", which is for columns that pick from a table or a list.

        Example:
            >>> fake.records_arrow(1000, {"id": "uuid", "name": "person.name"})
        """
        return self.table(schema, rows=n).to_arrow(strings=strings)

    def records_polars(self, n: int, schema: Schema) -> pl.DataFrame:
        """Make rows as a `polars.DataFrame`; needs the extra `forgery[polars]`.

        Args:
            n: How many rows.
            schema: A mapping from column names to fields.
        """
        polars = need("polars", "polars")
        table = self.table(schema, rows=n)
        try:
            # Polars keeps its strings as views, and converts any others.
            frame: pl.DataFrame = polars.DataFrame(table._laid_out("string_view"))
        except Exception:
            _forgery._raise_interrupt()
            raise
        return frame

    def records_pandas(self, n: int, schema: Schema) -> pd.DataFrame:
        """Make rows as a `pandas.DataFrame`; needs the extra `forgery[pandas]`.

        Args:
            n: How many rows.
            schema: A mapping from column names to fields.
        """
        need("pandas", "pandas")
        frame: pd.DataFrame = self.table(schema, rows=n).to_arrow().to_pandas()
        return frame

    def records_batches(
        self, n: int, schema: Schema, batch_size: int = 100_000
    ) -> Iterator[list[dict[str, Any]]]:
        """Iterate over rows in lists of dicts, holding one list at a time; n has no limit here.

        Args:
            n: How many rows in all.
            schema: A mapping from column names to fields.
            batch_size: Rows in a list.

        Example:
            >>> for batch in fake.records_batches(50_000_000, {"id": "uuid"}): ...
        """
        return self.table(schema, rows=n).batches(batch_size)

    async def records_async(
        self, n: int, schema: Schema, batch_size: int = 100_000
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Iterate over rows in lists of dicts without blocking the event loop: the values of `records_batches`.

        Args:
            n: How many rows in all.
            schema: A mapping from column names to fields.
            batch_size: Rows in a list.

        Example:
            >>> async for batch in fake.records_async(1000, {"id": "uuid"}): ...
        """
        import asyncio  # here, because it takes longer to import than all of forgery

        batches = self.records_batches(n, schema, batch_size)
        loop = asyncio.get_running_loop()
        while True:
            batch = await loop.run_in_executor(None, next, batches, None)
            if batch is None:
                return
            yield batch

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle an instance with its random state; providers that were added to it stay behind."""
        state = self.__getstate__()
        return _restore, (type(self), state)

    def __copy__(self) -> Faker:
        """Copy an instance with its random state; it has the same providers."""
        copied = _restore(type(self), self.__getstate__())
        copied._registry = self._registry
        return copied

    def __deepcopy__(self, _memo: dict[int, Any]) -> Faker:
        return self.__copy__()


def _restore(kind: type[Faker], state: tuple[Any, ...]) -> Faker:
    locales, now = state[0], state[1]
    import datetime

    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=now)
    restored = kind(locales, 0, as_of=moment)
    restored.__setstate__(state)
    return restored


def table(
    schema: Schema,
    rows: int,
    seed: int | str | bytes | None = None,
    locale: Any = None,
    as_of: Any = None,
) -> Table:
    """Plan rows without making them: a table that makes any rows when they are asked for.

    Args:
        schema: A mapping from column names to fields.
        rows: How many rows the table has, up to 2**53.
        seed: The seed; rows of the same schema and seed are the same anywhere, for ever.
        locale: A locale, or several.
        as_of: The moment from which relative dates count.

    Example:
        >>> import forgery
        >>> t = forgery.table({"id": "uuid", "name": "person.name"}, rows=10**15, seed=42)
        >>> t[10**14]
    """
    return Faker(locale, seed, as_of=as_of).table(schema, rows=rows)
