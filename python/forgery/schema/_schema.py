"""`Schema`: tables with parameters, checked, and what makes their rows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _forgery
from ..errors import SchemaError
from . import _describe, _engine, _form, _links, _rest
from ._parameters import chosen, declared, mentions, substituted
from ._problems import Problems
from ._shape import shaped
from ._source import Source, bounded, read

if TYPE_CHECKING:
    from ._data import Data

_SETTINGS = ("seed", "locale", "as_of")


class Schema:
    """Tables that belong together, as a file or a mapping says.

    Attributes:
        parameters: The parameters that it declares, by name.
        values: Their values.

    Example:
        >>> schema = forgery.load_schema("shop.yaml")
        >>> schema.generate(seed=42, customers=100)["orders"][0]
    """

    def __init__(self, source: Source, *, trusted: bool = False) -> None:
        """Read and check a schema.

        Args:
            source: Where it comes from.
            trusted: Whether it is one of forgery's own, which the tests have checked.

        Raises:
            forgery.errors.SchemaError: If something is wrong: all of it, each with its place.
        """
        problems = Problems()
        self._source = source
        self._trusted = trusted
        self._raw = shaped(source, problems)
        self.parameters = declared(self._raw, problems)
        self.values: dict[str, Any] = {
            name: parameter.default for name, parameter in self.parameters.items()
        }
        self._given: set[str] = set()
        self._filled: dict[str, Any] | None = None
        self._factor: float = 1
        self._rows: int | None = None
        self._fill(problems)

    def _fill(self, problems: Problems) -> None:
        """Put the parameters' values in, and check what comes of it."""
        bare = {key: value for key, value in self._raw.items() if key != "parameters"}
        filled: dict[str, Any] = substituted(bare, self.values, (), problems)
        if not self._trusted and not problems.found:
            _form.check(filled, problems)
            if not problems.found:
                _links.check(filled, problems)
            if problems.found:
                _rest.check(filled, problems)
        elif not self._trusted:
            # What a parameter should have filled in is unknown, and errors of that would mislead.
            seen = {path for path, _ in problems.found}
            more = Problems()
            _form.check(filled, more)
            for path, message in more.found:
                if not any(path[: len(each)] == each for each in seen):
                    problems.add(path, message)
        problems.raise_any(self.name, self._source.locate)
        self._filled = filled

    @property
    def name(self) -> str:
        """What messages call it: its file, or its name."""
        if isinstance(self._source.content, Mapping):
            name = self._source.content.get("name")
            if self._source.name == "schema" and isinstance(name, str):
                return name
        return self._source.name

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return list(self.content["tables"])

    @property
    def main(self) -> str:
        """The table that the schema is about: the one of its name, or the first that is not hidden."""
        return self.main_of(self.content)

    @property
    def content(self) -> dict[str, Any]:
        """The schema as a dict, with the parameters filled in."""
        if self._filled is None:
            self._fill(Problems())
        filled = self._filled or {}
        return _engine.sized(filled, self._factor, self.main_of(filled), self._rows)

    @staticmethod
    def main_of(content: Mapping[str, Any]) -> str:
        """The table that a schema is about.

        Args:
            content: The schema.
        """
        name, tables = content.get("name"), content["tables"]
        if name in tables:
            return str(name)
        shown = [str(each) for each in tables if not tables[each].get("hidden")]
        return shown[0] if shown else str(next(iter(tables)))

    def with_parameters(self, **values: Any) -> Schema:
        """The schema with other values of some parameters.

        Args:
            **values: The values by the names of the parameters.

        Raises:
            forgery.errors.InvalidParameterError: If there is no such parameter, or it takes no such value.
            forgery.errors.SchemaError: If the schema cannot be made with them.
        """
        all_values = {**{name: self.values[name] for name in self._given}, **values}
        made = self._copy()
        made.values = {**self.values, **chosen(self.parameters, all_values, f"'{self._called}'")}
        for name in self.parameters:
            if name not in all_values:
                made.values[name] = self.values[name]
        made._given = set(all_values)
        made._fill(Problems())
        return made

    def scaled(self, scale: float = 1, rows: int | None = None) -> Schema:
        """The schema with more or fewer rows.

        Args:
            scale: So many times the rows: multiplies the parameters that say how many there are and that were not
                given; where there are none, the numbers of rows.
            rows: So many rows of the main table: the parameter `rows`, if there is one.

        Raises:
            forgery.errors.InvalidParameterError: If a number is out of range.
        """
        _engine.check_size(scale, rows)
        made = self._copy()
        if rows is not None and "rows" in self.parameters:
            made = made.with_parameters(rows=rows)
        elif rows is not None:
            made._rows = rows
        if scale == 1:
            return made
        if "scale" in self.parameters:
            return made.with_parameters(scale=self.values["scale"] * scale)
        sizes = set(self._sizes())
        if not sizes:
            made._factor = self._factor * scale
            return made
        given = set(made._given)
        values = {
            name: _engine.scaled(self.parameters[name], self.values[name], scale)
            for name in sizes - given
        }
        made = made.with_parameters(**values)
        made._given = given
        return made

    def _sizes(self) -> list[str]:
        """The parameters that say how many rows there are."""
        found = []
        for table in self._raw["tables"].values():
            rows = table.get("rows")
            counted = rows.get("points") if isinstance(rows, dict) else rows
            for text in mentions(counted):
                found += [
                    name
                    for name, parameter in self.parameters.items()
                    if parameter.type == "int" and name in _engine.words(text)
                ]
        return found

    def _copy(self) -> Schema:
        made = object.__new__(Schema)
        made.__dict__.update(self.__dict__)
        return made

    @property
    def _called(self) -> str:
        name = self._raw.get("name")
        return name if isinstance(name, str) else os.path.basename(self.name)

    def plan(
        self, seed: Any = None, locale: Any = None, as_of: Any = None, overlays: bool = True
    ) -> Data:
        """As `generate`, without parameters: what checks that the engine takes the schema.

        Args:
            seed: The seed; by default the schema's, or else one from the operating system.
            locale: The locale or the locales; by default the schema's.
            as_of: What "now" is; by default what the schema says.
            overlays: Whether anything goes wrong in the tables.
        """
        return self.plan_of(self.content, seed, locale, as_of, overlays)

    def plan_of(
        self,
        content: dict[str, Any],
        seed: Any = None,
        locale: Any = None,
        as_of: Any = None,
        overlays: bool = True,
    ) -> Data:
        """As `plan`, of what was made of the schema.

        Args:
            content: What was made of its `content`.
            seed: The seed.
            locale: The locale or the locales.
            as_of: What "now" is.
            overlays: Whether anything goes wrong in the tables.
        """
        from ._data import Data

        seed = content.get("seed") if seed is None else seed
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "big")
        locale = _engine.locale(content, locale, self.values)
        as_of = content.get("as_of") if as_of is None else as_of
        tables = _engine.tables(self, content, locale, seed, as_of, overlays)
        if not overlays:
            content = _engine.clean(content)
        return Data(tables, content, self.values, seed, locale, as_of)

    def generate(
        self,
        seed: Any = None,
        locale: Any = None,
        as_of: Any = None,
        *,
        overlays: bool = True,
        **parameters: Any,
    ) -> Data:
        """Plan the tables: their rows are made when they are asked for.

        Args:
            seed: The seed; by default the schema's, or else one from the operating system.
            locale: The locale or the locales; by default the schema's, or else that of the parameter `country`.
            as_of: What "now" is; by default what the schema says.
            overlays: Whether anything goes wrong in the tables that the schema's overlays say; without it the tables
                are their clean twins.
            **parameters: Values of parameters; by default theirs.

        Returns:
            A mapping from names to tables.

        Raises:
            forgery.errors.InvalidParameterError: If there is no such parameter, or it takes no such value.
            forgery.errors.SchemaError: If something is wrong: all of it, each with its place.
        """
        made = self.with_parameters(**parameters) if parameters else self
        return made.plan(seed, locale, as_of, overlays)

    def hash(self) -> str:
        """A digest of all that its rows depend on, beside the seed and `forgery.VALUES_VERSION`."""
        return _describe.digest(self.content)

    def describe(self) -> dict[str, Any]:
        """What it is: `name`, `version`, `description`, `parameters`, and `tables` with their columns."""
        return _describe.described(self.content, self.parameters)

    def __repr__(self) -> str:
        return f"<Schema {self.name}: {', '.join(self.tables)}>"


def load(given: Any, *, trusted: bool = False) -> Schema:
    """Read a schema and check it.

    Args:
        given: The path of a file, a mapping, or a resource of a package.
        trusted: Whether it is one of forgery's own.

    Raises:
        OSError: If the file cannot be read.
        forgery.errors.SchemaError: If something is wrong: all of it, each with its place.
    """
    source = read(given)
    bounded(source)
    if trusted:
        # Where forgery is installed helps nobody: `forgery init sales` writes the same file.
        source.name = os.path.basename(source.name)
    return Schema(source, trusted=trusted)


def validate(given: Any) -> list[tuple[str, int | None, int | None, str]]:
    """Check a schema, and whether the engine takes it, without making rows.

    Args:
        given: The path of a file, or a mapping.

    Returns:
        All that is wrong, as (path, line, column, message); nothing if all is well.

    Raises:
        OSError: If the file cannot be read.
    """
    from ..schema_file import SchemaFile, load_schema

    try:
        schema = load_schema(given)
        if isinstance(schema, SchemaFile):
            schema.table(rows=0, seed=0)
        elif hasattr(_forgery, "_tables"):
            schema.plan(seed=0)
    except SchemaError as error:
        return list(error.errors) or [("", None, None, str(error))]
    return []
