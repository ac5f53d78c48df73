"""Batches and records of the drop-in: the values of a loop over Faker's methods, without the loop.

They are found after all that Faker has: a method, a formatter or an attribute of the same name hides them.
"""

from __future__ import annotations

from .._forgery import Proxy, compat_count, compat_repeat, compat_singular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Batch:
    """Many values of one method: ``fake.names(1000)`` is ``[fake.name() for _ in range(1000)]``.

    What follows the number goes to the method: ``fake.random_ints(1000, 18, 65)``.
    """

    __slots__ = ("__name__", "_field", "_source")

    def __init__(self, source: Any, name: str, field: str) -> None:
        """Of a proxy's method.

        Args:
            source: The proxy: a `Faker`, or its `unique` or `optional`.
            name: What the batch is called, such as ``names``.
            field: The method.
        """
        self._source = source
        self._field = field
        self.__name__ = name

    def __call__(self, n: int, /, *args: Any, **kwargs: Any) -> list[Any]:
        return _batch(self._source, self._field, n, args, kwargs)

    def __repr__(self) -> str:
        return f"<batches of {self._field} of {self._source!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self._source, self.__name__)


class Batches:
    """What a `Faker` has beside Faker's own methods."""

    __slots__ = ("_source",)

    def __init__(self, source: Any) -> None:
        """Of a proxy.

        Args:
            source: The proxy: a `Faker`, or for batches its `unique` or `optional`.
        """
        self._source = source

    def batch(self, field: str, n: int, /, *args: Any, **kwargs: Any) -> list[Any]:
        """Make many values: ``[fake.name() for _ in range(n)]`` is ``fake.batch("name", n)``.

        Args:
            field: The name of a method, or of a type of the records' schemas.
            n: How many values, 0 to 10,000,000.
            *args: The method's own arguments.
            **kwargs: The method's own arguments.

        Raises:
            forgery.errors.UnknownFieldError: There is no such method.
        """
        return _batch(self._source, field, n, args, kwargs)

    def records(self, n: int, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Make rows as a list of dicts, drawn one after the other, and in each the columns in the schema's order.

        Args:
            n: How many rows, 0 to 10,000,000.
            schema: A mapping from column names to fields.

        Raises:
            forgery.errors.ForgeryError: The schema is wrong; nothing has been drawn.

        Example:
            >>> fake.records(2, {"name": "name", "age": ("random_int", 18, 65)})
        """
        return self._rows(n, schema, None)

    def records_tuples(self, n: int, schema: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Make rows as a list of tuples, with the columns in the schema's order.

        Args:
            n: How many rows, 0 to 10,000,000.
            schema: A mapping from column names to fields.
        """
        return self._rows(n, schema, "tuples")

    def records_batches(
        self, n: int, schema: Mapping[str, Any], batch_size: int = 100_000
    ) -> Iterator[list[dict[str, Any]]]:
        """Iterate over rows in lists of dicts, holding one list at a time; n has no limit here.

        Args:
            n: How many rows in all.
            schema: A mapping from column names to fields.
            batch_size: Rows in a list.
        """
        from ..errors import InvalidValueError

        rows, size = compat_count("n", n, False), compat_count("batch_size", batch_size, True)
        if size == 0:
            raise InvalidValueError("a batch has at least 1 row")
        columns, names = self._columns(schema)

        def batches() -> Iterator[list[dict[str, Any]]]:
            for start in range(0, rows, size):
                yield compat_repeat(self._source, columns, min(size, rows - start), names)

        return batches()

    def records_arrow(self, n: int, schema: Mapping[str, Any]) -> pa.Table:
        """Make rows as a `pyarrow.Table`, with the types that pyarrow infers; needs the extra `forgery[arrow]`.

        Args:
            n: How many rows, 0 to 10,000,000.
            schema: A mapping from column names to fields.
        """
        from .._optional import need

        pyarrow = need("pyarrow", "arrow")
        columns = self._by_name(n, schema)
        if n == 0:
            from ._columns import arrow_types

            types = arrow_types(self._source, schema)
            arrays = [pyarrow.array([], type=types[name]) for name in columns]
        else:
            arrays = [pyarrow.array(values) for values in columns.values()]
        table: pa.Table = pyarrow.table(arrays, names=list(columns))
        return table

    def records_polars(self, n: int, schema: Mapping[str, Any]) -> pl.DataFrame:
        """Make rows as a `polars.DataFrame`, with the types that polars infers; needs the extra `forgery[polars]`.

        Args:
            n: How many rows, 0 to 10,000,000.
            schema: A mapping from column names to fields.
        """
        from .._optional import need

        frame: pl.DataFrame = need("polars", "polars").DataFrame(self._by_name(n, schema))
        return frame

    def records_pandas(self, n: int, schema: Mapping[str, Any]) -> pd.DataFrame:
        """Make rows as a `pandas.DataFrame`, with the types that pandas infers; needs the extra `forgery[pandas]`.

        Args:
            n: How many rows, 0 to 10,000,000.
            schema: A mapping from column names to fields.
        """
        from .._optional import need

        frame: pd.DataFrame = need("pandas", "pandas").DataFrame(self._by_name(n, schema))
        return frame

    def _rows(self, n: int, schema: Mapping[str, Any], shape: str | None) -> list[Any]:
        columns, names = self._columns(schema)
        rows: list[Any] = compat_repeat(self._source, columns, n, shape or names)
        return rows

    def _by_name(self, n: int, schema: Mapping[str, Any]) -> dict[str, list[Any]]:
        columns, names = self._columns(schema)
        return dict(zip(names, compat_repeat(self._source, columns, n, "columns")))

    def _columns(self, schema: Mapping[str, Any]) -> tuple[list[Any], list[str]]:
        """What the engine is to make for each column, and the columns' names."""
        from ._columns import parse

        columns = parse(self._source, schema)
        return [column.wanted(self._source) for column in columns], [
            column.name for column in columns
        ]


_METHODS = frozenset(name for name in vars(Batches) if not name.startswith("_"))


def find(proxy: Any, name: str) -> Any:
    """A method of `Batches` or a batch, for a proxy that has nothing of its own of that name; None if it is neither.

    Args:
        proxy: The `Faker`.
        name: The attribute that was asked for.
    """
    if name in _METHODS:
        return getattr(Batches(proxy), name)
    field = compat_singular(name)
    return None if field is None else Batch(proxy, name, field)


def is_ours(found: Any) -> bool:
    """Whether an attribute of a proxy is what `find` gave.

    Args:
        found: The attribute.
    """
    return type(found) is Batch or type(getattr(found, "__self__", None)) is Batches


def over(proxy: Any, found: Any) -> Any:
    """What `find` gave for a `Faker`, for its `unique` or `optional`: batches draw through that.

    Args:
        proxy: The `unique` or `optional` proxy.
        found: What `find` gave.

    Raises:
        AttributeError: It is not a batch.
    """
    if isinstance(found, Batch):
        return Batch(proxy, found.__name__, found._field)
    if found.__name__ == "batch":
        return Batches(proxy).batch
    message = f"{type(proxy).__name__!r} object has no attribute {found.__name__!r}"
    raise AttributeError(message)


def _batch(
    source: Any, field: str, n: int, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> list[Any]:
    from . import _columns

    fake: Any = source if isinstance(source, Proxy) else source._proxy
    method, args, kwargs = _columns.call(fake, field, args, kwargs)
    locales = _columns.locales_of(fake, method) if source is fake else None
    wanted = [(source, method, args, kwargs, None, None, locales)]
    values: list[Any] = compat_repeat(fake, wanted, n, "values")
    return values
