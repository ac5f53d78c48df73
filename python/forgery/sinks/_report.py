"""What `verify` found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import DataQualityError
from ._manifest import Manifest

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass(frozen=True)
class Check:
    """Something that was looked at.

    Attributes:
        name: What: `hash`, `rows`, `values`, `primary key`, `reference`, `unique`, `range`, `nulls`, `shares`,
            `distribution`, `check`.
        status: `passed`, `failed`, or `skipped`, where it could not be looked at.
        table: The table.
        column: The column, or several.
        file: The file.
        detail: What was found.
    """

    name: str
    status: str
    table: str = ""
    column: str = ""
    file: str = ""
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.status != FAILED

    def __str__(self) -> str:
        place = ".".join(part for part in (self.table, self.column) if part) or self.file
        if self.file and self.table:
            place += f" ({self.file})"
        return f"{self.status:8}{self.name:14}{place}{': ' if self.detail else ''}{self.detail}"


@dataclass(frozen=True)
class Profile:
    """A column in numbers.

    Attributes:
        name: Its name.
        type: Its type.
        rows: How many values there are, missing ones included.
        nulls: How many are missing.
        distinct: How many different ones there are, or as many as were counted.
        least: The smallest, as text.
        most: The largest, as text.
        mean: The mean of numbers.
        sd: Their standard deviation.
        top: The most frequent values and how often each comes, where few are different.
        bars: A histogram of numbers and moments, of a sample if there are many: how many fall into each of equal parts.
        more: Whether there are more different values than `distinct`.
    """

    name: str
    type: str
    rows: int
    nulls: int
    distinct: int
    least: str = ""
    most: str = ""
    mean: float | None = None
    sd: float | None = None
    top: Sequence[tuple[str, int]] = ()
    bars: Sequence[int] = ()
    more: bool = False


@dataclass(frozen=True)
class Report:
    """All that was looked at.

    Attributes:
        manifest: The manifest.
        checks: The checks.
        profiles: The columns of each table that was read.

    Example:
        >>> report = sinks.verify("out/manifest.json")
        >>> report.ok, len(report.checks)
        >>> print(report)
    """

    manifest: Manifest
    checks: tuple[Check, ...]
    profiles: Mapping[str, Sequence[Profile]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.ok for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        """What is wrong."""
        return tuple(check for check in self.checks if not check.ok)

    def count(self, status: str) -> int:
        """How many checks have a status.

        Args:
            status: `passed`, `failed` or `skipped`.
        """
        return sum(check.status == status for check in self.checks)

    def raise_for_failures(self) -> None:
        """Raise if anything is wrong.

        Raises:
            forgery.errors.DataQualityError: With the first things that are.
        """
        if not self.ok:
            first = "; ".join(" ".join(str(check).split()) for check in self.failed[:3])
            raise DataQualityError(
                f"{len(self.failed)} of {len(self.checks)} checks failed: {first}"
            )

    @property
    def summary(self) -> str:
        """The number of checks of each status."""
        return ", ".join(f"{self.count(status)} {status}" for status in (PASSED, FAILED, SKIPPED))

    def __str__(self) -> str:
        lines = [f"{self.manifest.path}: {self.summary}"]
        for table in self.manifest.tables:
            lines += ["", f"{table.name}: {table.rows:,} rows"]
            for column in self.profiles.get(table.name, ()):
                lines.append("  " + described(column))
        lines += ["", *(str(check) for check in self.checks if check.status != PASSED)]
        done: dict[str, int] = {}
        for check in self.checks:
            if check.status == PASSED:
                done[check.name] = done.get(check.name, 0) + 1
        lines += [f"{PASSED:8}{name:14}{count}" for name, count in done.items()]
        lines += ["", "ok" if self.ok else "FAILED"]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """All of it as what JSON has."""
        return {
            "manifest": self.manifest.path,
            "ok": self.ok,
            "checks": [dict(check.__dict__) for check in self.checks],
            "profiles": {
                name: [dict(column.__dict__) for column in columns]
                for name, columns in self.profiles.items()
            },
        }


def described(column: Profile) -> str:
    """A column in a line.

    Args:
        column: The column.
    """
    share = column.nulls / column.rows if column.rows else 0.0
    parts = [f"{column.name} ({column.type})", f"{different(column)} distinct"]
    if column.nulls:
        parts.append(f"{share:.2%} null")
    if column.least or column.most:
        parts.append(f"{column.least} … {column.most}")
    if column.mean is not None:
        parts.append(f"mean {column.mean:.6g}, sd {column.sd or 0:.6g}")
    if column.top:
        shown = ", ".join(
            f"{value} {count / max(column.rows, 1):.1%}" for value, count in column.top[:5]
        )
        parts.append(shown)
    return "; ".join(parts)


def different(column: Profile) -> str:
    """How many different values a column has.

    Args:
        column: The column.
    """
    return f"{'more than ' if column.more else ''}{column.distinct:,}"
