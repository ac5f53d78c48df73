"""Tables into files: each row is made once, whatever the number of formats."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .._forgery import VALUES_VERSION, __version__, threads
from ..errors import ExportFormatError, InvalidTypeError, InvalidValueError
from ._files import Pending
from ._formats import ALIASES, FORMATS, Format, by_ending, chosen
from ._manifest import NAME, Manifest, digest, present
from ._memory import Budget, parsed
from ._options import said, whole
from ._resume import Journal
from ._run import Part, Run
from ._table import Source, TableInfo, described, in_order

#: Called now and then with the number of rows that were written since the last time.
Progress = Callable[[int], object]
#: Endings of names that Windows keeps for devices, and signs that no file's name has everywhere.
_SIGNS = set('/\\:*?"<>|\0')


def write(
    tables: Mapping[str, Source],
    directory: str | os.PathLike[str],
    formats: Sequence[str] | str = ("parquet",),
    *,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    compression: str | None = None,
    row_group_size: int | None = None,
    rows_per_file: int | None = None,
    partition_by: str | Sequence[str] | None = None,
    memory: str | int | None = None,
    jobs: int | None = None,
    overwrite: bool = True,
    resume: bool = False,
    progress: Progress | None = None,
    schema: Mapping[str, Any] | None = None,
    seed: Any = None,
    parameters: Mapping[str, Any] | None = None,
    locale: Any = None,
    as_of: Any = None,
) -> Manifest:
    """Write tables to files, in several formats at once.

    A file appears under its name when all files are whole, and the manifest last; whatever stops the run leaves
    what was there before as it was.

    Args:
        tables: The tables by their names, which the files get.
        directory: Where to write; it is made if it is not there.
        formats: `csv jsonl json parquet arrow xlsx geojson sql`, or what third parties offer; `csv.gz` and `csv.zst`
            are compressed.
        options: Options of formats by their names.
        compression: `gzip` or `zstd` for text, a codec for Parquet and Arrow, perhaps with a level (`zstd:9`).
        row_group_size: Rows in a row group of Parquet or a batch of Arrow; by default 65,536.
        rows_per_file: Divides each table: `orders/part-00000.parquet`, of so many rows each.
        partition_by: Columns whose values become folders of Parquet: `orders/country=US/part-0.parquet`.
        memory: The most memory by which the process may grow, such as `256M`.
        jobs: How many threads make rows; by default as many as `forgery.threads()`. The files are the same.
        overwrite: Whether files that are there are replaced.
        resume: Whether files that are whole already are kept, and those of a run that is interrupted stay for the next.
        progress: Called now and then with the number of rows that were written since the last time.
        schema: The schema as a dict: keys for SQL, and what `verify` needs to make the rows again.
        seed: The seed, for the manifest; by default the schema's.
        parameters: The schema's parameters, for the manifest.
        locale: The locale, for the manifest; by default the schema's.
        as_of: The moment from which relative dates count, for the manifest; by default the schema's.

    Raises:
        forgery.errors.ForgeryError: `ExportFormatError`, `FileSystemError`, `MemoryLimitError`, `SerializationError`.

    Example:
        >>> from forgery import sinks
        >>> t = forgery.table({"id": "uuid", "name": "name"}, rows=1000, seed=42)
        >>> sinks.write({"people": t}, "out", ["parquet", "csv.gz"]).rows
        1000
    """
    budget = Budget(parsed(memory))
    infos = described(tables, schema)
    if not infos:
        raise InvalidValueError("there is no table to write")
    used = _formats(formats, options, compression, row_group_size)
    folder = os.fspath(directory)
    if not isinstance(folder, str):
        raise InvalidTypeError(f"directory must be a text or a path, not {directory!r}")
    partition = _partition(partition_by, used, infos)
    if rows_per_file is not None:
        whole("rows_per_file", rows_per_file)
        if partition:
            raise InvalidValueError("rows_per_file and partition_by do not go together: give one")
    for name in infos:
        _file_name(name)
    parts = [
        part
        for name in in_order(infos)
        for part in _parts(infos[name], used, rows_per_file, bool(partition))
    ]
    for part in parts:
        for used_format, _ in part.files:
            used_format.check_table(part.info, part.rows.start, part.rows.stop)
    if not overwrite and not resume:
        present(folder, [NAME, *(path for part in parts for _, path in part.files)])
    said_of = _said(schema, seed=seed, locale=locale, as_of=as_of, parameters=parameters)
    run = Run(tables, folder, budget, _jobs(jobs), progress, partition)
    sized = [run.sized(part, row_group_size) for part in parts]
    mark = digest(
        [__version__, VALUES_VERSION, said_of, partition, [part.mark(tables) for part in sized]]
    )
    pending = Pending(keep=resume)
    try:
        pending.folder(folder)
        journal = Journal(folder, mark, resume)
        files = run.all(sized, pending, journal)
        manifest = Manifest(
            tables=tuple(infos[name] for name in in_order(infos)),
            files=tuple(files),
            schema=schema,
            schema_hash=None if schema is None else digest(schema),
            run=mark,
            **said_of,
        )
        pending.commit()
        manifest = manifest.write(os.path.join(folder, NAME))
        journal.close()
    except BaseException:
        pending.discard()
        raise
    return manifest


def write_file(
    table: Source,
    path: str | os.PathLike[str],
    *,
    options: Mapping[str, Any] | None = None,
    compression: str | None = None,
    row_group_size: int | None = None,
    memory: str | int | None = None,
    jobs: int | None = None,
    overwrite: bool = True,
    progress: Progress | None = None,
    name: str | None = None,
    schema: Mapping[str, Any] | None = None,
    manifest: bool = False,
    **said: Any,
) -> Manifest:
    """Write a table to a file, whose ending says the format.

    Args:
        table: The table.
        path: The file: `.csv .tsv .jsonl .ndjson .json .parquet .arrow .feather .xlsx .geojson .sql`, those of text
            also with `.gz` or `.zst`.
        options: Options of the format.
        compression: As for `write`, where the ending does not say.
        row_group_size: As for `write`.
        memory: As for `write`.
        jobs: As for `write`.
        overwrite: Whether a file that is there is replaced.
        progress: As for `write`.
        name: The table's name, in SQL and Excel; by default the file's.
        schema: As for `write`.
        manifest: Whether a manifest is written beside it, as `sales.parquet.manifest.json`.
        **said: `seed`, `parameters`, `locale` and `as_of`, for the manifest.

    Raises:
        forgery.errors.ForgeryError: As `write`.

    Example:
        >>> sinks.write_file(t, "people.csv.gz")
    """
    budget = Budget(parsed(memory))
    given = os.fspath(path)
    # What a link points to is written, and the link stays.
    place = os.path.realpath(given)
    found = by_ending(given, options, compression)
    if row_group_size is not None:
        found = _grouped(found, whole("row_group_size", row_group_size))
    folder, file = os.path.split(place)
    infos = described({name or _stem(file): table}, schema)
    ((key, info),) = infos.items()
    part = Part(info, range(info.rows), [(found, file)])
    found.check_table(info, 0, info.rows)
    if not overwrite:
        present(folder, [file])
    said_of = _said(schema, **said)
    run = Run({key: table}, folder, budget, _jobs(jobs), progress, ())
    sized = run.sized(part, row_group_size)
    mark = digest([__version__, VALUES_VERSION, said_of, sized.mark({key: table})])
    pending = Pending()
    try:
        files = run.all([sized], pending, Journal(folder, mark, on=False))
        made = Manifest(
            tables=(info,),
            files=tuple(files),
            schema=schema,
            schema_hash=None if schema is None else digest(schema),
            run=mark,
            **said_of,
        )
        pending.commit()
    except BaseException:
        pending.discard()
        raise
    return made.write(place + "." + NAME) if manifest else made


def _formats(
    formats: Any, options: Any, compression: str | None, row_group_size: int | None
) -> list[Format]:
    listed = [formats] if isinstance(formats, str) else list(formats)
    if not listed:
        raise ExportFormatError(f"there is no format to write; there are {', '.join(FORMATS)}")
    if options is not None and not isinstance(options, Mapping):
        message = f"options must be a mapping from formats to their options, not {options!r}"
        raise InvalidTypeError(message)
    by_name = {ALIASES.get(key, key): value for key, value in (options or {}).items()}
    found = []
    for name in listed:
        stem = name.lower().partition(".")[0] if isinstance(name, str) else name
        made = chosen(name, by_name.get(ALIASES.get(stem, stem)), compression)
        if row_group_size is not None:
            made = _grouped(made, whole("row_group_size", row_group_size))
        found.append(made)
    names = [made.name for made in found]
    for key in by_name:
        if key not in names:
            raise ExportFormatError(
                f"options are given for a format that is not written: {said(key, names)}"
            )
    suffixes = [made.suffix for made in found]
    for suffix in suffixes:
        if suffixes.count(suffix) > 1:
            raise ExportFormatError(f"two formats would write files that end in {suffix}")
    return found


def _grouped(found: Format, rows: int) -> Format:
    if found.name == "parquet":
        found.options["row_group_size"] = rows
    return found


def _parts(
    info: TableInfo, formats: Sequence[Format], rows_per_file: int | None, partitioned: bool
) -> Iterable[Part]:
    if rows_per_file is None:
        ends = [found.suffix for found in formats]
        names = [info.name + ("" if partitioned else end) for end in ends]
        yield Part(info, range(info.rows), list(zip(formats, names)))
        return
    count = max(-(-info.rows // rows_per_file), 1)
    for number in range(count):
        rows = range(number * rows_per_file, min((number + 1) * rows_per_file, info.rows))
        files = [(found, f"{info.name}/part-{number:05d}{found.suffix}") for found in formats]
        yield Part(info, rows, files)


def _partition(
    given: Any, formats: Sequence[Format], infos: Mapping[str, TableInfo]
) -> tuple[str, ...]:
    if given is None:
        return ()
    columns = (given,) if isinstance(given, str) else tuple(given)
    if [found.name for found in formats] != ["parquet"]:
        names = ", ".join(found.name for found in formats)
        raise ExportFormatError(f"partition_by is for parquet alone, not for {names}")
    for info in infos.values():
        for column in columns:
            if column not in info.names:
                message = (
                    f"partition_by: table '{info.name}' has no column {said(column, info.names)}"
                )
                raise InvalidValueError(message)
        if len(columns) >= len(info.columns):
            message = f"partition_by: no column of table '{info.name}' would be left"
            raise InvalidValueError(message)
    return columns


def _said(schema: Mapping[str, Any] | None, **given: Any) -> dict[str, Any]:
    """What the manifest says of the origin: what was given, and else what the schema has."""
    unknown = set(given) - {"seed", "locale", "as_of", "parameters"}
    if unknown:
        raise InvalidTypeError(
            f"unknown argument {said(min(unknown), ['seed', 'locale', 'as_of', 'parameters'])}"
        )
    made: dict[str, Any] = {}
    for key in ("seed", "locale", "as_of"):
        value = given.get(key)
        value = (schema or {}).get(key) if value is None else value
        made[key] = value if value is None or isinstance(value, (int, str, list)) else str(value)
    made["parameters"] = dict(given.get("parameters") or {})
    return made


def _jobs(jobs: Any) -> int:
    return threads() if jobs is None else whole("jobs", jobs)


def _file_name(name: str) -> None:
    if _SIGNS & set(name) or name in {".", ".."} or name.startswith(".") or name != name.strip():
        raise ExportFormatError(f"table {name!r} cannot be the name of a file: name it otherwise")


def _stem(file: str) -> str:
    return Path(file).name.partition(".")[0] or "table"
