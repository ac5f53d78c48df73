"""Files and paths."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def mime_type(self: Any, category: Any = None) -> str:
    """A MIME type of a category."""
    category = category or self.random_element(list(self.mime_types.keys()))
    made: str = self.random_element(self.mime_types[category])
    return made


def file_extension(self: Any, category: Any = None) -> str:
    """An extension of a category."""
    if category is None:
        category = self.random_element(list(self.file_extensions.keys()))
    made: str = self.random_element(self.file_extensions[category])
    return made


def file_name(self: Any, category: Any = None, extension: Any = None) -> str:
    """A word with an extension, unless that is empty."""
    if extension is None:
        extension = self.file_extension(category)
    name: str = self.generator.word()
    return f"{name}.{extension}" if extension else name


def file_path(
    self: Any,
    depth: Any = 1,
    category: Any = None,
    extension: Any = None,
    absolute: Any = True,
    file_system_rule: Any = "linux",
    allowed_path_traversal_elements: Any = None,
) -> str:
    """A path of words, and of the caller's own parts if there are any."""
    if extension is not None and not isinstance(extension, str):
        extension = self.random_element(extension) if len(extension) else ""
    rule = self.file_systems_path_rules.get(file_system_rule)
    if not rule:
        raise TypeError("Specified file system is invalid.")
    root, separator = rule["root"], rule["separator"]
    path: str = self.file_name(category, extension)
    own = allowed_path_traversal_elements
    for _ in range(depth):
        part = self.generator.word() if not own else self.random_element(_and_word(self, own))
        path = f"{part}{separator}{path}"
    if absolute:
        path = root + path
    return path


def _and_word(self: Any, own: Any) -> list[Any]:
    known = list(own)
    known.append(self.generator.word())
    return known


def unix_device(self: Any, prefix: Any = None) -> str:
    """A device of a kind."""
    if prefix is None:
        prefix = self.random_element(self.unix_device_prefixes)
    return f"/dev/{prefix}{self.random_element('abcdefghijklmnopqrstuvwxyz')}"


def unix_partition(self: Any, prefix: Any = None) -> str:
    """A partition of a device."""
    path: str = self.unix_device(prefix=prefix)
    return path + str(self.random_digit())
