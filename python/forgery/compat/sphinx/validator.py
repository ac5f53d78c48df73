"""Checks that the sample code of a docstring is harmless before it is run."""

from __future__ import annotations

import ast
import traceback

__all__ = ["SampleCodeValidator"]

_ALLOWED = (
    ast.Expression,
    ast.Call,
    ast.Attribute,
    ast.Name,
    ast.Load,
    ast.keyword,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
)
_LITERALS = (bool, bytes, complex, float, int, str, type(None))


class SampleCodeValidator:
    """Checks that code is one call of a method with literals: `generator.name(length=3)`.

    `OrderedDict(...)` may stand among the arguments too, as often as one likes.

    Attributes:
        errors: What is wrong; empty where nothing is.
    """

    def __init__(self, command: str) -> None:
        self.errors: set[str] = set()
        try:
            tree = ast.parse(command, mode="eval")
        except (SyntaxError, ValueError):
            self.errors.add(traceback.format_exc())
            return
        nodes = list(ast.walk(tree))
        self.errors.update(
            f"Code element `{type(node).__name__}` is not allowed."
            for node in nodes
            if not _is_allowed(node)
        )
        self._limit(nodes, ast.Call, "a function/method call")
        self._limit(nodes, ast.Attribute, "attribute access")
        self._limit(nodes, ast.Name, "variable access")

    def _limit(self, nodes: list[ast.AST], kind: type[ast.AST], what: str) -> None:
        """Allow one node of a kind."""
        found = [node for node in nodes if isinstance(node, kind) and not _is_dict(node)]
        if len(found) > 1:
            self.errors.add(f"There can only be one instance of {what}.")


def _is_allowed(node: ast.AST) -> bool:
    """Tell whether code may have this kind of node."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, _LITERALS)
    return isinstance(node, _ALLOWED)


def _is_dict(node: ast.AST) -> bool:
    """Tell whether a node is the name `OrderedDict`, or a call of it."""
    if isinstance(node, ast.Call):
        return _is_dict(node.func)
    return isinstance(node, ast.Name) and node.id == "OrderedDict"
