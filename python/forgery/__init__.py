"""forgery: fake data at the speed of Rust.

Example:
    >>> from forgery import fake
    >>> fake.names(3)
    >>> fake.records(2, {"id": "uuid", "name": "person.name", "email": "person.email"})

`fake` is a `Faker("en_US")`, unseeded; every method of it is a function of this module too:
`forgery.names(3)`. `forgery.table` plans rows, `forgery.load_schema` reads schemas of several tables, and
`forgery.dataset` makes those that come with forgery. The modules:

- `forgery.compat`: the drop-in for Faker
- `forgery.geo`: addresses, points and routes of real places
- `forgery.arrivals`: when events come
- `forgery.schema`: schemas of several tables, checked
- `forgery.sinks`: files, databases, verification
- `forgery.serve`: streams over HTTP, which needs `forgery[server]` and is imported by name
- `forgery.registry`, `forgery.testing`: providers of your own, and what checks them
- `forgery.errors`: what is raised
"""

from __future__ import annotations

import os as _os
import warnings as _warnings

from . import _forgery, errors
from ._faker import Faker, table
from ._forgery import VALUES_VERSION, Table, __version__, set_threads, threads

# As type checkers read it; importing typing would take as long as importing forgery.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import arrivals as arrivals
    from . import compat as compat
    from . import geo as geo
    from . import registry as registry
    from . import schema as schema
    from . import sinks as sinks
    from . import testing as testing
    from ._datasets import create_batch, create_dataset, dataset, dataset_schema, datasets
    from ._forgery import Seed
    from ._functions import *  # noqa: F403
    from .registry import register
    from .schema_file import SchemaFile, load_schema

__all__ = [
    "VALUES_VERSION",
    "Faker",
    "SchemaFile",
    "Table",
    "__version__",
    "create_batch",
    "create_dataset",
    "dataset",
    "dataset_schema",
    "datasets",
    "errors",
    "fake",
    "load_schema",
    "register",
    "seed",
    "set_threads",
    "table",
    "threads",
]

#: What is imported when it is asked for, from `_datasets`.
_DATASETS = frozenset({"create_batch", "create_dataset", "dataset", "dataset_schema", "datasets"})
#: Modules that are imported when they are asked for.
_MODULES = frozenset({"arrivals", "compat", "geo", "registry", "schema", "sinks", "testing"})

if _forgery.DEBUG:
    _warnings.warn("this is a debug build of forgery: build with --release", stacklevel=2)

if hasattr(_os, "register_at_fork"):
    _os.register_at_fork(after_in_child=_forgery._forked)

#: The instance behind the functions of this module.
fake = Faker("en_US")


def seed(seed: Seed = None) -> None:
    """Seed `fake` and the functions of this module.

    Args:
        seed: An integer of any size, a string or bytes; None for a seed from the operating system.

    Example:
        >>> import forgery
        >>> forgery.seed(42)
        >>> forgery.names(3)
    """
    fake.seed(seed)


if not TYPE_CHECKING:  # checkers know the functions by name, and so tell of names that are wrong

    def __getattr__(name: str) -> Any:
        """Give the methods of `fake` as functions, and what reads schema files."""
        if name in {"SchemaFile", "load_schema"}:
            from . import schema_file

            return getattr(schema_file, name)
        if name in _DATASETS:
            from . import _datasets

            return getattr(_datasets, name)
        if name in _MODULES:
            import importlib

            return importlib.import_module(f".{name}", __name__)
        if name == "register":
            from . import registry

            return registry.register
        if not name.startswith("_") and hasattr(Faker, name):
            return getattr(fake, name)
        message = f"module 'forgery' has no attribute '{name}'"
        raise AttributeError(message)


def __dir__() -> list[str]:
    """List what can be imported."""
    return sorted(
        {
            *globals(),
            *__all__,
            *_MODULES,
            *(name for name in dir(Faker) if not name.startswith("_")),
        }
    )
