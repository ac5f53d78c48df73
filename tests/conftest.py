"""What tests of several folders share; and that this folder's modules can be imported by them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forgery.registry import Provider

#: Files that take longest, which begin first: two workers, who take file after file, then end at about the same time.
#: And those that take long only after others: a table that a test was given makes the drop-in look at it for good.
LONGEST = (
    "test_packages.py",
    "compat/test_parity.py",
    "compat/test_parity_conditions.py",
    "test_sinks_verify.py",
    "test_docs.py",
    "compat/test_overrides_classes.py",
    "compat/test_overrides.py",
    "test_memory.py",
    "compat/test_typing.py",
    "serve/test_faults.py",
    "compat/test_pytest_plugin.py",
    "serve/test_page.py",
    "test_sinks.py",
    "test_sinks_safety.py",
    "schema/test_language_properties.py",
    "schema/test_overlays.py",
    "serve/test_openapi.py",
    "test_golden.py",
    "test_rules.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of the longest files first."""
    here = Path(__file__).parent
    place = {here / name: index for index, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))


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
