"""What methods of the drop-in raise where Faker raises errors of its own."""

from __future__ import annotations

__all__ = ["BaseFakerException", "UniquenessException", "UnsupportedFeature"]


class BaseFakerException(Exception):  # noqa: N818, the name is Faker's
    """The class of all errors in this module."""


class UniquenessException(BaseFakerException):
    """`fake.unique` met nothing but values that it had given before."""


class UnsupportedFeature(BaseFakerException):
    """A method needs something that this system lacks.

    Attributes:
        name: The method.
    """

    def __init__(self, msg: str, name: str) -> None:
        super().__init__(msg)
        self.name = name
