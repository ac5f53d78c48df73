"""YAML as version 1.2 reads it: `no`, `on` and `01234` are not what version 1.1 makes of them."""

from __future__ import annotations

import re
from typing import Any

import yaml

_PLAIN = "tag:yaml.org,2002:"
_REPLACED = {_PLAIN + "bool", _PLAIN + "int", _PLAIN + "float"}


class Loader(yaml.SafeLoader):
    """A safe loader for one document; a key that stands twice in a mapping is an error.

    Truth values are `true` and `false` only, so that `NO` is the code of Norway. Integers do not
    become octal by a leading zero, nor times of day sexagesimal; `1e3` is a float. Dates are
    `datetime.date`.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 as the library has it
        first: [(tag, pattern) for tag, pattern in known if tag not in _REPLACED]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Read a mapping; here, before merge keys (`<<`) bring in others, each key stands once."""
        node: yaml.MappingNode = super().compose_mapping_node(anchor)
        seen = set()
        for key, _ in node.value:
            name = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else None
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"'{key.value}' stands twice", problem_mark=key.start_mark
                )
            if name is not None:
                seen.add(name)
        return node

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """Read an integer: decimal, `0o17` or `0x1f`."""
        text = str(self.construct_scalar(node)).replace("_", "")
        return int(text, 0 if text[:2] in {"0o", "0x"} else 10)


def _resolve(name: str, pattern: str, first: str) -> None:
    Loader.add_implicit_resolver(_PLAIN + name, re.compile(f"^(?:{pattern})$"), list(first))


_resolve("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_resolve("int", r"[-+]?[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789")
_resolve(
    "float",
    r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    "-+0123456789.",
)
Loader.add_constructor(_PLAIN + "int", Loader.construct_yaml_int)


def load(text: str) -> Any:
    """Read one YAML document.

    Args:
        text: The document.

    Raises:
        yaml.YAMLError: If it is not valid, or a key stands twice in a mapping.

    Example:
        >>> load("country: NO")
        {'country': 'NO'}
    """
    return yaml.load(text, Loader)  # noqa: S506 a safe loader
