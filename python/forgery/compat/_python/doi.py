"""Identifiers of documents."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def doi(self: Any) -> str:
    """An identifier, whose last part any provider of patterns makes."""
    generator = self.generator
    registrant = generator.random.randint(1000, 99999999)
    return f"10.{registrant}/{generator.bothify('?#?#?##').lower()}"
