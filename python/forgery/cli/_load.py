"""What an argument names: a schema file or a dataset."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..errors import InvalidParameterError

if TYPE_CHECKING:
    from ..schema import Schema

_ENDINGS = {".yaml", ".yml", ".toml", ".json"}


def is_file(given: str) -> bool:
    """Whether an argument names a file, be it there or not.

    Args:
        given: The argument.
    """
    return (
        os.path.splitext(given)[1].lower() in _ENDINGS
        or os.path.basename(given) != given
        # A folder is none: `forgery generate shop --output shop` may be said twice.
        or (os.path.exists(given) and not os.path.isdir(given))
    )


def load(given: str) -> Any:
    """The schema that an argument names: a `SchemaFile` or a `Schema`.

    Args:
        given: A file, or the name of a dataset.

    Raises:
        forgery.errors.InvalidParameterError: If there is neither.
    """
    from ..schema_file import load_schema

    if is_file(given):
        return load_schema(given)
    from .._datasets import dataset_schema

    try:
        return dataset_schema(given)
    except InvalidParameterError as error:
        error.args = (
            f"{error}, and no file '{given}'" if "; did" not in str(error) else str(error),
        )
        raise


def schema_of(given: str) -> Schema:
    """The schema that an argument names, a file of columns too as a `Schema`.

    Args:
        given: A file, or the name of a dataset.
    """
    from ..schema._schema import Schema
    from ..schema._schema import load as read

    loaded = load(given)
    return loaded if isinstance(loaded, Schema) else read(given)
