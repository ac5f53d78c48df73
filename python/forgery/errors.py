"""What forgery raises, always saying what would do; for what is wrong with what was given, before anything is made.

Every class is a `ForgeryError` and a built-in exception too, so code that catches that goes on working: a `ValueError`
or a `TypeError` for what was given, an `OSError` for files, an `ImportError` for what is not installed, a `MemoryError`
for a limit of memory, a `RuntimeError` for other people's code. An error in a column of a schema has the column's name
in `column`.
"""

from __future__ import annotations

# As type checkers read it; the import would take as long as importing forgery.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AliasError",
    "AmbiguousFieldError",
    "CapacityError",
    "DataQualityError",
    "EntropyError",
    "ExportFormatError",
    "FileSystemError",
    "ForgeryError",
    "GeographicalError",
    "InvalidParameterError",
    "InvalidTypeError",
    "InvalidValueError",
    "MemoryLimitError",
    "MissingExtraError",
    "PluginError",
    "SchemaError",
    "SerializationError",
    "UnavailableFieldError",
    "UnknownFieldError",
    "UnknownLocaleError",
    "UnknownParameterError",
]


class ForgeryError(Exception):
    """The class of all errors of forgery."""

    column: str | None = None


class InvalidValueError(ForgeryError, ValueError):
    """A value is out of its range, or values contradict each other."""


class InvalidTypeError(ForgeryError, TypeError):
    """A value is of the wrong type."""


class UnknownLocaleError(ForgeryError, ValueError):
    """No such locale."""


class UnknownFieldError(ForgeryError, ValueError):
    """No such field."""


class AmbiguousFieldError(UnknownFieldError):
    """Several providers have a field of this name: say which, as in `vehicle.vin`."""


class UnavailableFieldError(ForgeryError, ValueError):
    """The field exists, but not in this locale."""


class UnknownParameterError(ForgeryError, TypeError):
    """The field has no such parameter."""


class CapacityError(ForgeryError, ValueError):
    """More different values were asked for than there are."""


class GeographicalError(ForgeryError, ValueError):
    """A country, a place, a coordinate or a shape is not on this earth."""


class SchemaError(ForgeryError, ValueError):
    """A schema has the wrong form.

    Attributes:
        errors: All that is wrong, each as (path, line, column, message): the path in the schema, such as
            "tables.orders.columns.total", and the place in the file, None where there is no file. Empty where the
            message says all.
    """

    errors: Sequence[tuple[str, int | None, int | None, str]] = ()


class InvalidParameterError(ForgeryError, ValueError):
    """A schema or a dataset has no such parameter, or the parameter does not take such a value."""


class EntropyError(ForgeryError, ValueError):
    """The operating system gives no random numbers to seed from."""


class MissingExtraError(ForgeryError, ImportError):
    """A library that is optional is needed and not installed."""


class AliasError(ForgeryError, ImportError):
    """`import faker` cannot come to mean forgery, because Faker is imported already."""


class PluginError(ForgeryError, RuntimeError):
    """A third party's provider, sink or dataset is broken; the original exception is the cause.

    Attributes:
        distribution: The distribution that it comes from, with its version, or who registered it.
        provider: The name of the provider.
        field: The whole name of the field, such as "vehicle.vin"; None if it is about the provider.
        column: The column of the schema; None outside schemas.
    """

    distribution: str | None = None
    provider: str | None = None
    field: str | None = None


# Files and databases: `forgery.sinks`.


class ExportFormatError(ForgeryError, ValueError):
    """No such format, or one that cannot hold the table, or an option that it does not have."""


class FileSystemError(ForgeryError, OSError):
    """A file cannot be written or read; what was there before is as it was."""


class SerializationError(ForgeryError, ValueError):
    """A value that a format cannot hold, or a file that is not what it should be."""


class MemoryLimitError(ForgeryError, MemoryError):
    """What was asked for does not fit into the memory that was given."""


class DataQualityError(ForgeryError, ValueError):
    """Data are not what their manifest says."""
