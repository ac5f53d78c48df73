"""What tests of several folders share; and that this folder's modules can be imported by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forgery.registry import Provider


@pytest.fixture
def all_threads() -> Iterator[None]:
    """Puts the number of threads back, which commands and tests set for the whole process."""
    # Not above: what is measured (coverage, imports) begins after this file.
    import forgery

    before = forgery.threads()
    yield
    forgery.set_threads(0)
    assert forgery.threads() == before


@pytest.fixture
def vehicle() -> Provider:
    """A provider with fields of all kinds."""
    from registering import all_kinds

    return all_kinds()
