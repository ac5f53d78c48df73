"""A table that was read back, in numbers: its rows go by in batches, and what is kept does not grow with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from .._optional import need
from ..errors import InvalidValueError, SerializationError
from ._options import known
from ._profile import bars, numeric, short
from ._read import arrow_type
from ._report import Profile
from ._said import Promise, promises
from ._spill import Texts
from ._table import TableInfo

#: About how many values a sample has that stands for all.
SAMPLE = 20_000
#: How many different values of a column are kept, and of how many it is counted how often each comes.
_DISTINCT, _COUNTED = 16_384, 1_000
#: How many of the most frequent values a profile lists, if there are at most twice as many.
_TOP = 12
_CHECKS = dict.fromkeys(("min", "max", "values", "unique", "matches", "null_max"))
#: What stands between the texts of several columns.
_BETWEEN = "\x1f"


class Column:
    """A column in numbers.

    Args:
        name: Its name.
        kind: Its type, as manifests name it.
        said: What the schema promises of it.
        rows: How many rows the table is said to have: the sample is spread over them.
    """

    def __init__(self, name: str, kind: str, said: Promise, rows: int) -> None:
        self.name, self.kind, self.said = name, kind, said
        self.check = known(f"check of column '{name}'", said.check, _CHECKS)
        try:
            self._matches = re.compile(self.check["matches"] or "").fullmatch
        except (re.error, TypeError) as error:
            pattern = self.check["matches"]
            message = (
                f"check of column '{name}': 'matches' must be a pattern, not {pattern!r}: {error}"
            )
            raise InvalidValueError(message) from error
        self.rows = self.nulls = 0
        self.least: Any = None
        self.most: Any = None
        #: Some of the numbers, evenly spread; moments and days are numbers too.
        self.sample: list[float] = []
        #: How often each value comes, as long as few are different.
        self.counts: dict[Any, int] | None = {}
        #: A value that is not as `check` says, and what is wrong.
        self.odd: dict[str, Any] = {}
        self._step = max(rows // SAMPLE, 1)
        self._most_counted = max(_COUNTED, 2 * len(said.shares))
        self._numbers, self._mean, self._squares = 0, 0.0, 0.0
        self._distinct: Any = None
        self._many = False

    def add(self, values: Any) -> None:
        """Look at some rows more.

        Args:
            values: A `pyarrow.Array`.
        """
        self.rows += len(values)
        self.nulls += values.null_count
        there = values.drop_null()
        if not len(there):
            return
        if self.kind == "duration" and str(there.type).startswith("duration"):
            # Of lengths of time there are no ends; of microseconds there are.
            there = there.cast("int64")
        self._ends(there)
        self._different(there)
        numbers = numeric(there, self.kind)
        if numbers is not None and len(numbers):
            self._moments(numbers)

    def profile(self) -> Profile:
        """The column for a report."""
        made: dict[str, Any] = {}
        if self.least is not None and self.kind != "bool":
            made["least"], made["most"] = short(self.least), short(self.most)
        if self._numbers and (self.kind in {"int64", "float64"} or self.kind.startswith("decimal")):
            made["mean"] = self._mean
            made["sd"] = (self._squares / self._numbers) ** 0.5
        if self.sample:
            made["bars"] = bars(self.sample)
        distinct = 0 if self._distinct is None else len(self._distinct)
        if self.counts and len(self.counts) <= 2 * _TOP and self.kind != "binary":
            pairs = sorted(self.counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
            made["top"] = [(short(value), count) for value, count in pairs[:_TOP]]
        return Profile(
            self.name, self.kind, self.rows, self.nulls, distinct, more=self._many, **made
        )

    def _ends(self, there: Any) -> None:
        compute: Any = need("pyarrow.compute", "arrow")
        if self.kind in {"binary", "null"}:
            return
        ends = compute.min_max(there)
        least, most = ends["min"].as_py(), ends["max"].as_py()
        self.least = least if self.least is None else min(self.least, least)
        self.most = most if self.most is None else max(self.most, most)

    def _different(self, there: Any) -> None:
        compute: Any = need("pyarrow.compute", "arrow")
        pyarrow: Any = need("pyarrow", "arrow")
        new = there.unique()
        self._look(new)
        if not self._many:
            both = [new] if self._distinct is None else [self._distinct, new]
            self._distinct = pyarrow.concat_arrays(both).unique()
            self._many = len(self._distinct) > _DISTINCT
            self._distinct = self._distinct.slice(0, _DISTINCT)
        if self.counts is not None:
            if len(new) <= self._most_counted:
                for each in compute.value_counts(there).to_pylist():
                    value = each["values"]
                    self.counts[value] = self.counts.get(value, 0) + each["counts"]
            if max(len(new), len(self.counts)) > self._most_counted:
                self.counts = None

    def _look(self, new: Any) -> None:
        """Look for a value that `check` does not allow."""
        allowed = self.check["values"]
        if allowed is not None and "values" not in self.odd:
            keys = {key(value) for value in allowed}
            others = (value for value in new.to_pylist() if key(value) not in keys)
            self.odd.update(("values", value) for value in islice(others, 1))
        if self.check["matches"] is not None and "matches" not in self.odd:
            wrong = (value for value in new.to_pylist() if not self._matches(str(value)))
            self.odd.update(("matches", value) for value in islice(wrong, 1))

    def _moments(self, numbers: Any) -> None:
        compute: Any = need("pyarrow.compute", "arrow")
        # By batches: the mean and the sum of squares of both parts together.
        count, mean = len(numbers), compute.mean(numbers).as_py()
        squares = compute.variance(numbers).as_py() * count
        far, total = mean - self._mean, self._numbers + count
        self._squares += squares + far * far * self._numbers * count / total
        self._mean += far * count / total
        first = -self._numbers % self._step
        self.sample += (
            numbers.take(list(range(first, count, self._step))).to_pylist() if first < count else []
        )
        self._numbers = total


class Measured:
    """A table in numbers, and the texts of its keys.

    Args:
        info: The table.
        spec: What the schema says of it.
        keys: The columns, one or several, whose values are looked up or counted, and as what types.
        folder: Where there is room for what memory does not hold.
    """

    def __init__(
        self,
        info: TableInfo,
        spec: Mapping[str, Any] | None,
        keys: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
        folder: str,
    ) -> None:
        said = promises(spec)
        self.rows = 0
        #: What the schema speaks of.
        self.said = set(said)
        self.columns = {
            column.name: Column(
                column.name,
                column.type,
                said.get(column.name, Promise()),
                info.rows,
            )
            for column in info.columns
        }
        own_keys = dict.fromkeys(keys)
        self._texts = {
            each: Texts(os.path.join(folder, f"{info.name.encode().hex()}-{number}"))
            for number, each in enumerate(own_keys)
        }

    def add(self, batch: Any) -> None:
        """Look at some rows more.

        Args:
            batch: A `pyarrow.Table` with the table's columns.
        """
        self.rows += batch.num_rows
        arrays = {name: batch[name].combine_chunks() for name in self.columns}
        for name, column in self.columns.items():
            column.add(arrays[name])
        for (names, kinds), texts in self._texts.items():
            texts.add(_joined([_text(arrays[name], kind) for name, kind in zip(names, kinds)]))

    def close(self) -> None:
        """Say that no more rows come."""
        for texts in self._texts.values():
            texts.close()

    def texts(self, names: tuple[str, ...], kinds: tuple[str, ...] | None = None) -> Texts:
        """The values of a key as texts, without those of which a part is missing.

        Args:
            names: Its columns.
            kinds: The types as which they were asked for; by default the columns' own.
        """
        return self._texts[names, kinds or tuple(self.columns[name].kind for name in names)]


def key(value: Any) -> Any:
    """A value as one that is equal to it where another format has another type.

    Args:
        value: The value.
    """
    if type(value).__name__ == "Decimal":
        return float(value)
    return (
        float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    )


def _joined(texts: list[Any]) -> Any:
    compute: Any = need("pyarrow.compute", "arrow")
    if len(texts) == 1:
        return texts[0].drop_null()
    return compute.binary_join_element_wise(*texts, _BETWEEN).drop_null()


def _text(values: Any, kind: str) -> Any:
    """Values as texts, that are equal where the values are."""
    pyarrow: Any = need("pyarrow", "arrow")
    if kind == "binary":
        made = [None if value is None else value.hex() for value in values.to_pylist()]
        return pyarrow.array(made, pyarrow.string())
    try:
        if kind != "duration":
            values = values.cast(arrow_type(kind))
        elif str(values.type).startswith("duration"):
            values = values.cast("int64")
        return values.cast(pyarrow.string())
    except pyarrow.ArrowException as error:
        raise SerializationError(f"a key cannot be compared: {error}") from error
