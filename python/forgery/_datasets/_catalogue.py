"""Which datasets there are, and their schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .._nearest import near
from .._optional import need
from ..errors import InvalidParameterError, PluginError
from ..schema._problems import listed

if TYPE_CHECKING:
    from ..registry._installed import Plugin
    from ..schema import Schema

#: Where the head of a file ends, which is all that a listing reads.
_BODY = re.compile(r"^(?:tables|columns|parameters|rows):", re.MULTILINE)


class DatasetInfo(NamedTuple):
    """What a listing says of a dataset.

    Attributes:
        name: Its name.
        category: What it is listed under.
        description: What it is.
        tags: Words that it is found by.
        version: Its own version.
        distribution: Who ships it: "forgery", or a distribution with its version.
        error: What is wrong with it, if a third party's cannot be read.
    """

    name: str
    category: str
    description: str
    tags: tuple[str, ...]
    version: str
    distribution: str
    error: str | None = None


def datasets(search: str | None = None, category: str | None = None) -> list[DatasetInfo]:
    """List the datasets, by category and name.

    Args:
        search: Only those that have this in their name, category, description or tags.
        category: Only those of this category.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such category.

    Example:
        >>> [info.name for info in forgery.datasets(category="finance")]
    """
    found = sorted([*_own(), *_installed()], key=lambda info: (info.category, info.name))
    if category is not None:
        known = sorted({info.category for info in found})
        if category not in known:
            hint = near(category, known) or f"; there are {listed(known, 40)}"
            message = f"there is no category '{category}' of datasets{hint}"
            raise InvalidParameterError(message)
        found = [info for info in found if info.category == category]
    if search is not None:
        wanted = search.lower()
        found = [info for info in found if wanted in _words(info)]
    return found


def _words(info: DatasetInfo) -> str:
    return "\n".join((info.name, info.category, info.description, *info.tags)).lower()


@lru_cache(maxsize=1)
def _own() -> tuple[DatasetInfo, ...]:
    """Forgery's own: the heads of the files."""
    yaml = need("yaml", "yaml")
    from .._yaml import load

    found = []
    for name, file in _files().items():
        text = file.read_text(encoding="utf-8")
        body = _BODY.search(text)
        try:
            head = load(text[: body.start()] if body else text) or {}
        except yaml.YAMLError:  # a file that the tests would have found
            head = {}
        found.append(_info(name, head, "forgery"))
    return tuple(found)


def _info(name: str, head: Mapping[str, Any], distribution: str) -> DatasetInfo:
    return DatasetInfo(
        name,
        str(head.get("category") or "other"),
        " ".join(str(head.get("description") or "").split()),
        tuple(map(str, head.get("tags") or ())),
        str(head.get("version", "")),
        distribution,
    )


@lru_cache(maxsize=1)
def _files() -> dict[str, Any]:
    """Forgery's own files by name: `datasets/<category>/<name>.yaml`."""
    from importlib.resources import files

    top = files("forgery") / "datasets"
    found = {}
    for folder in sorted(top.iterdir(), key=lambda each: each.name) if top.is_dir() else ():
        for file in sorted(folder.iterdir(), key=lambda each: each.name) if folder.is_dir() else ():
            if file.name.endswith(".yaml"):
                found[file.name[: -len(".yaml")]] = file
    return found


def _installed() -> Iterator[DatasetInfo]:
    """Those of third parties; what is broken says why."""
    from ..registry import DATASETS, registry

    for plugin in registry.plugins(DATASETS):
        yield _told(plugin)


def _told(plugin: Plugin) -> DatasetInfo:
    try:
        return _info(plugin.name, _loaded(plugin.name)._raw, plugin.distribution)
    except Exception as error:
        broken = error if isinstance(error, PluginError) else plugin.error(str(error), error)
        return DatasetInfo(plugin.name, "other", "", (), "", plugin.distribution, str(broken))


def dataset_schema(name: str) -> Schema:
    """The schema of a dataset.

    Args:
        name: The dataset's name.

    Raises:
        forgery.errors.InvalidParameterError: If there is no such dataset.
        forgery.errors.PluginError: If a third party's is broken.

    Example:
        >>> forgery.dataset_schema("sales").describe()["parameters"]
    """
    from ..registry import DATASETS, registry
    from ..schema._schema import load

    if name in _files():
        return load(_files()[name], trusted=True)
    others = registry.plugins(DATASETS)
    if not any(plugin.name == name for plugin in others):
        known = [*_files(), *(plugin.name for plugin in others)]
        hint = near(name, known) or "; `forgery datasets` lists them"
        message = f"there is no dataset '{name}'{hint}"
        raise InvalidParameterError(message)
    return _loaded(name)


def text_of(name: str) -> str | None:
    """The file of a dataset, in YAML, None if there is no such dataset.

    Args:
        name: The dataset's name.

    Raises:
        forgery.errors.PluginError: If a third party's is broken.
    """
    from ..registry import DATASETS, registry

    if name in _files():
        own: str = _files()[name].read_text(encoding="utf-8")
        return own
    if not any(plugin.name == name for plugin in registry.plugins(DATASETS)):
        return None
    schema, given = _loaded(name), _given(name)
    if hasattr(given, "read_text") and str(given).endswith((".yaml", ".yml")):
        text: str = given.read_text(encoding="utf-8")
        return text
    dumped: str = need("yaml", "yaml").safe_dump(schema._raw, sort_keys=False, allow_unicode=True)
    return dumped


def _given(name: str) -> Any:
    """What a third party's entry point names; what a function gives."""
    from ..registry import registry

    given = registry.dataset(name)
    return given() if callable(given) and not isinstance(given, type) else given


def _loaded(name: str) -> Schema:
    """A third party's dataset: a path, a resource, a mapping, or a function that gives one of these."""
    from ..registry import DATASETS, registry
    from ..schema._schema import Schema, load

    plugin = next(each for each in registry.plugins(DATASETS) if each.name == name)
    try:
        given = _given(name)
        return given if isinstance(given, Schema) else load(given)
    except Exception as error:
        if isinstance(error, PluginError):
            raise
        raise plugin.error(f"{type(error).__name__}: {error}", error) from error
