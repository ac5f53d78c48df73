"""Tables into a database: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from .._forgery import threads
from .._optional import need
from ..errors import ExportFormatError, FileSystemError, ForgeryError, MissingExtraError
from ._adbc import Adbc
from ._alchemy import Alchemy
from ._ddl import DATABASES
from ._duckdb import DuckDb
from ._memory import Budget
from ._options import flag, one_of, said
from ._pipeline import Pipeline
from ._postgres import Copy
from ._sqlite import Sqlite
from ._table import Source, described, in_order

#: What goes into a database with each method, and the module that shows that it can.
_METHODS: dict[tuple[str, str], tuple[Any, str, str]] = {
    ("postgres", "copy"): (Copy, "psycopg", "sql"),
    ("postgres", "adbc"): (Adbc, "adbc_driver_postgresql", "adbc"),
    ("postgres", "sqlalchemy"): (Alchemy, "sqlalchemy", "sql"),
    ("sqlite", "adbc"): (Adbc, "adbc_driver_sqlite", "adbc"),
    ("sqlite", "copy"): (Sqlite, "sqlite3", ""),
    ("sqlite", "sqlalchemy"): (Alchemy, "sqlalchemy", "sql"),
    ("duckdb", "copy"): (DuckDb, "duckdb", "duckdb"),
    ("mysql", "sqlalchemy"): (Alchemy, "sqlalchemy", "sql"),
}


def load(
    tables: Mapping[str, Source],
    uri: str,
    *,
    method: str = "auto",
    create: bool = True,
    if_exists: str = "fail",
    schema: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, int]:
    """Write tables into a database, in one transaction.

    Args:
        tables: The tables by their names.
        uri: `postgresql://user:password@host/name`, `sqlite:///file.db`, `duckdb:///file.db`, `mysql://…`, or a URL of
            SQLAlchemy such as `mysql+pymysql://…`.
        method: `copy` is the database's own way (PostgreSQL's COPY, DuckDB's Arrow scan, the standard library's
            sqlite3), `adbc` and `sqlalchemy` go through these; `auto` takes the first that is installed.
        create: Whether tables that are not there are made, with keys where the schema has some.
        if_exists: What to do with a table that is there: `fail`, `replace` or `append`.
        schema: The schema as a dict, for keys.
        jobs: How many threads make rows; by default as many as `forgery.threads()`.
        progress: Called now and then with the number of rows that were written since the last time.

    Returns:
        How many rows each table got.

    Raises:
        forgery.errors.ForgeryError: If something is wrong; then the database is as it was.

    Example:
        >>> sinks.load({"people": t}, "sqlite:///people.db", if_exists="replace")
        {'people': 1000}
    """
    infos = described(tables, schema)
    one_of("if_exists", if_exists, ("fail", "replace", "append"))
    flag("create", create)
    database, driver = _database(uri)
    opened = _target(database, driver, method)
    try:
        target = opened(uri, database)
    except ForgeryError:
        raise
    except Exception as error:
        text = " ".join(str(error).split())
        raise FileSystemError(f"{_shown(uri)} cannot be opened: {text}") from error
    order = in_order(infos)
    budget = Budget(None)
    written: dict[str, int] = {}
    try:
        _prepare(target, [infos[name] for name in order], create, if_exists)
        with Pipeline(jobs or threads(), budget) as pipeline:
            for name in order:
                with target.filling(infos[name]) as sink:
                    rows = range(infos[name].rows)
                    for count, (made,) in pipeline.batches(
                        tables[name], name, rows, target.rows, [sink], fixed=False
                    ):
                        sink.write(made)
                        if progress is not None:
                            progress(count)
                written[name] = infos[name].rows
        target.commit()
    except BaseException as error:
        target.rollback()
        if isinstance(error, Exception) and not isinstance(error, ForgeryError):
            text = " ".join(str(error).split())
            raise FileSystemError(f"{_shown(uri)}: {text}; the database is as it was") from error
        raise
    finally:
        target.close()
    return written


def _prepare(target: Any, infos: list[Any], create: bool, if_exists: str) -> None:
    there = [info for info in infos if target.exists(info.name)]
    if there and if_exists == "fail":
        names = ", ".join(f"'{info.name}'" for info in there)
        raise ExportFormatError(
            f"the database has {names} already; let if_exists be 'replace' or 'append'"
        )
    if if_exists == "replace":
        # What refers to others goes before them.
        for info in reversed(there):
            target.drop(info.name)
        there = []
    known = [info.name for info in there]
    for info in infos:
        if info in there:
            continue
        if not create:
            raise ExportFormatError(f"the database has no table '{info.name}', and create is False")
        known.append(info.name)
        target.create(info, known)


def _database(uri: Any) -> tuple[str, str]:
    if not isinstance(uri, str):
        raise ExportFormatError(f"uri must be a text as 'sqlite:///file.db', not {uri!r}")
    scheme = urlsplit(uri).scheme.lower()
    name, _, driver = scheme.partition("+")
    if name not in DATABASES:
        raise ExportFormatError(
            f"uri '{_shown(uri)}' names an unknown database {said(name, DATABASES)}"
        )
    return DATABASES[name], driver


def _target(database: str, driver: str, method: str) -> Any:
    one_of("method", method, ("auto", "adbc", "sqlalchemy", "copy"))
    offered = {way: how for (name, way), how in _METHODS.items() if name == database}
    if method != "auto":
        if method not in offered:
            message = f"{database} is not loaded by '{method}'; there are {', '.join(offered)}"
            raise ExportFormatError(message)
        sort, module, extra = offered[method]
        need(module, extra)
        return sort
    if driver:
        offered = {way: how for way, how in offered.items() if way == "sqlalchemy"} or offered
    for sort, module, extra in offered.values():
        try:
            need(module, extra)
        except MissingExtraError as error:
            missing = error
            continue
        return sort
    raise missing


def _shown(uri: str) -> str:
    """The URI without its password."""
    parts = urlsplit(uri)
    if parts.password is None:
        return uri
    return uri.replace(":" + parts.password + "@", ":***@").replace(
        ":" + unquote(parts.password) + "@", ":***@"
    )
