"""The pytest fixture `faker`, with what steers it: `faker_seed`, `faker_locale`, `faker_session_locale`.

    def test_greeting(faker):
        assert greeting(faker.name()).startswith("Dear ")

    @pytest.fixture(scope="session", autouse=True)
    def faker_session_locale():
        return ["it_IT"]

pytest finds it by itself where Faker is not installed. Where Faker is, its own plugin of the same fixtures stays,
unless this one is asked for: `-p forgery.compat.contrib.pytest.plugin`, or `-p forgery.compat.alias` for all of
Faker. `-p no:faker` turns it off.
"""

from __future__ import annotations

import sys

import pytest

from ... import Faker
from ...config import DEFAULT_LOCALE

__all__ = ["DEFAULT_LOCALE", "DEFAULT_SEED", "Faker", "faker"]

DEFAULT_SEED = 0

# The name that Faker's plugin has in pytest.
_NAME = "faker"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:  # noqa: ARG001
    """Take the place of Faker's own plugin: pytest calls this first of all, when it has this one."""
    if pluginmanager.get_name(sys.modules[__name__]) != _NAME:
        pluginmanager.set_blocked(_NAME)


@pytest.fixture(scope="session", autouse=True)
def _session_faker(request: pytest.FixtureRequest) -> Faker:
    """Share one `Faker` between the tests that ask for no locale of their own."""
    locale = [DEFAULT_LOCALE]
    if "faker_session_locale" in request.fixturenames:
        locale = request.getfixturevalue("faker_session_locale")
    return Faker(locale=locale)


@pytest.fixture
def faker(request: pytest.FixtureRequest) -> Faker:
    """Give a `Faker` that is seeded anew for each test.

    The seed is the value of the fixture `faker_seed`, or 0; the locale that of `faker_locale`, or of
    `faker_session_locale`, or en_US. A fixture counts where the test names it, or where it is for all tests.
    """
    fake: Faker
    if "faker_locale" in request.fixturenames:
        fake = Faker(locale=request.getfixturevalue("faker_locale"))
    else:
        fake = request.getfixturevalue("_session_faker")
    seed = DEFAULT_SEED
    if "faker_seed" in request.fixturenames:
        seed = request.getfixturevalue("faker_seed")
    fake.seed_instance(seed)
    fake.unique.clear()
    return fake
