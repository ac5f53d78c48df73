"""`Data`: the tables that a schema gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._nearest import near
from ..errors import FileSystemError, InvalidValueError
from . import _labels
from ._labels import Label
from ._problems import listed

if TYPE_CHECKING:
    import pyarrow as pa

    from .._forgery import Table


class Data(Mapping[str, "Table"]):
    """Tables by their names: plans, whose rows are made when they are asked for.

    Attributes:
        schema: The schema as a dict, with the parameters filled in.
        parameters: The values of its parameters.
        seed: The seed, also where nobody gave one: with it the same rows come again.
        locale: The locale or the locales.
        as_of: What "now" is.
        hidden: The names of tables that others refer to and that are not written; `all()` has them too.

    Example:
        >>> data = forgery.dataset("shop", customers=100, seed=42)
        >>> data["customers"][0]
        >>> data.write("out", formats=["parquet"])
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        schema: Mapping[str, Any],
        parameters: Mapping[str, Any] | None = None,
        seed: Any = None,
        locale: Any = None,
        as_of: Any = None,
    ) -> None:
        self.schema = dict(schema)
        self.parameters = dict(parameters or {})
        self.seed = seed
        self.locale = locale
        self.as_of = as_of
        described = self.schema.get("tables", {})
        self.hidden = frozenset(
            name for name, table in described.items() if table.get("hidden") is True
        )
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Table:
        if name not in self._tables:
            hint = near(name, self._tables) or f"; there are {listed(self._tables)}"
            message = f"there is no table '{name}'{hint}"
            raise KeyError(message)
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._tables if name not in self.hidden)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {table.num_rows:,} rows" for name, table in self.items())
        return f"<Data {sizes}>"

    def all(self) -> dict[str, Table]:
        """All tables, hidden ones too."""
        return dict(self._tables)

    def to_arrow(self, **options: Any) -> dict[str, pa.Table]:
        """Make all rows of all tables as Arrow tables; needs the extra `forgery[arrow]`.

        Args:
            **options: As of `Table.to_arrow`.
        """
        return {name: table.to_arrow(**options) for name, table in self.items()}

    def write(
        self,
        directory: str | os.PathLike[str],
        formats: Sequence[str] = ("csv",),
        tables: Sequence[str] | None = None,
        **options: Any,
    ) -> Any:
        """Write the tables to files in a folder, each named after its table, and a manifest.

        Args:
            directory: The folder.
            formats: The formats, all made in one pass.
            tables: Some tables only; by default all that are not hidden.
            **options: As of `forgery.sinks.write`.

        Returns:
            The manifest.

        Raises:
            forgery.errors.ForgeryError: If something cannot be written, with what was given and what would do.
        """
        from .. import sinks

        for name in tables or ():
            if name not in self:
                raise InvalidValueError(f"there is no table '{name}'{near(name, self._tables)}")
        chosen = {name: self._tables[name] for name in (tables or self)}
        return sinks.write(
            chosen,
            directory,
            formats=[formats] if isinstance(formats, str) else list(formats),
            schema=self.schema,
            parameters=self.parameters,
            seed=self.seed,
            locale=self.locale,
            as_of=self.as_of,
            **options,
        )

    def labels(self, table: str, start: int = 0, stop: int | None = None) -> list[Label]:
        """What the overlays of a table changed in some rows, by row and column.

        Args:
            table: The name of the table.
            start: The first row.
            stop: The row before which to stop; by default there is none.

        Returns:
            Tuples of `row`, `column`, `kind`, `old`, `new` and `source`, the row that a duplicate repeats. What two
            overlays changed stands there twice, in their order.

        Raises:
            KeyError: If there is no such table.

        Example:
            >>> data = forgery.load_schema("shop.yaml").generate(seed=42)
            >>> data.labels("orders")[0]
        """
        return [label for batch in self.label_batches(table, start, stop) for label in batch]

    def label_batches(
        self, table: str, start: int = 0, stop: int | None = None
    ) -> Iterator[list[Label]]:
        """As `labels`, those of some thousand rows at a time.

        Args:
            table: The name of the table.
            start: The first row.
            stop: The row before which to stop; by default there is none.

        Raises:
            KeyError: If there is no such table.
        """
        return _labels.batches(self[table], start, stop)

    def labels_to_arrow(self, table: str) -> pa.Table:
        """All labels of a table as an Arrow table; needs the extra `forgery[arrow]`.

        Args:
            table: The name of the table.

        Raises:
            KeyError: If there is no such table.
        """
        return _labels.to_arrow(self[table])

    def write_labels(
        self,
        directory: str | os.PathLike[str],
        format: str = "csv",  # noqa: A002
        tables: Sequence[str] | None = None,
    ) -> dict[str, int]:
        """Write the labels of the tables that have overlays to files named `<table>_labels`, beside the tables'.

        If the folder has the manifest of these tables, the files are added to it.

        Args:
            directory: The folder, which is made if it is not there.
            format: csv, jsonl, json, parquet or arrow.
            tables: Some tables only.

        Returns:
            How many labels each file has, by the names of the files.

        Raises:
            forgery.errors.ExportFormatError: If labels cannot be written so.
            forgery.errors.FileSystemError: If a file cannot be written.
        """
        _labels.check_format(format)
        chosen = [name for name in (tables or self) if self[name]._overlaid()]
        written = {}
        try:
            os.makedirs(directory, exist_ok=True)
        except OSError as error:
            raise FileSystemError(error.errno, error.strerror, os.fspath(directory)) from error
        for name in chosen:
            file = f"{name}_labels.{format}"
            written[file] = _labels.write(self[name], os.path.join(directory, file), format)
        if written:
            from ..sinks._manifest import add_files

            add_files(os.fspath(directory), written, format, self.schema, self.seed)
        return written

    def summary(self) -> str:
        """The tables with their sizes and columns, as text."""
        lines = []
        for name, table in self.items():
            columns = table.column_names
            lines.append(f"{name}: {table.num_rows:,} rows, {len(columns)} columns")
            lines.append(f"    {', '.join(columns)}")
        return "\n".join(lines)
