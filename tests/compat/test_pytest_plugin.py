"""The pytest plugin: the same fixtures as Faker's, with and without Faker beside it."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

import environments
import pytest

# What a project's tests see of the fixtures goes to a file.
CONFTEST = """
import json, pytest

@pytest.fixture
def see(request):
    def see(fake):
        with open({out!r}, "a") as out:
            seen = [fake.name(), fake.random.getstate()[1][-1]] if len(fake.locales) == 1 else []
            json.dump([request.node.nodeid, fake.locales, *seen], out)
            out.write("\\n")
    return see
{more}
"""

PLAIN = """
import pytest
from pytest import fixture

def test_default(faker, see, _session_faker):
    assert faker is _session_faker
    see(faker)

def test_same_again(faker, see):
    see(faker)

def test_unique_begins_anew(faker):
    assert {faker.unique.boolean() for _ in range(2)} == {True, False}

def test_unique_begins_anew_in_the_next_test(faker):
    assert {faker.unique.boolean() for _ in range(2)} == {True, False}

class TestOnDemand:
    @fixture
    def faker_locale(self):
        return ["it_IT"]

    @fixture
    def faker_seed(self):
        return 4761

    def test_nothing(self, faker, see, _session_faker):
        assert faker is _session_faker
        see(faker)

    def test_seed(self, faker, see, faker_seed):
        see(faker)

    def test_locale(self, faker, see, faker_locale, _session_faker):
        assert faker is not _session_faker
        see(faker)

    def test_both(self, faker, see, faker_locale, faker_seed):
        see(faker)

class TestForAll:
    @fixture(autouse=True)
    def faker_locale(self):
        return {"ja_JP": 1}

    @fixture(autouse=True)
    def faker_seed(self):
        return "text"

    def test_both(self, faker, see):
        see(faker)

class TestSeveral:
    @fixture(autouse=True)
    def faker_locale(self):
        return ["de_DE", "fr-FR", "de-DE"]

    def test_locales(self, faker, see):
        see(faker)

class TestNone:
    @fixture(autouse=True)
    def faker_locale(self):
        return None

    @fixture(autouse=True)
    def faker_seed(self):
        return 1.5

    def test_default_locale(self, faker, see):
        see(faker)
"""

SESSION = """
@pytest.fixture(scope="session"{autouse})
def faker_session_locale():
    return ["pl_PL"]
"""

PROJECTS = {
    "plain": "",
    "session": SESSION.format(autouse=", autouse=True"),
    # Which the first test does not use, and so no test.
    "session on demand": SESSION.format(autouse=""),
}

WHO = """
import sys

def test_who(faker):
    assert type(faker).__module__ == {module!r}
    assert ({alias!r}) == (sys.modules.get("faker") is sys.modules.get("forgery.compat"))
"""

OURS = "-pforgery.compat.contrib.pytest.plugin"
ALIAS = "-pforgery.compat.alias"


#: A plugin that imports Faker, as it comes; and others, which take longer to load than these tests.
WITHOUT = (
    *("pytest_factoryboy", "anyio", "hypothesis", "pytest_cov", "pytest_xdist", "schemathesis"),
    "time_machine",
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """One environment with Faker, one without."""
    root = tmp_path_factory.mktemp("sites")
    try:
        return {
            faker: environments.make(root / str(faker), faker=faker, without=WITHOUT)
            for faker in (True, False)
        }
    except OSError as error:
        pytest.skip(f"no links here: {error}")


def observe(site, folder, more, *options):
    """Run a project's tests; give what they saw."""
    folder.mkdir()
    out = folder / "seen.jsonl"
    (folder / "conftest.py").write_text(CONFTEST.format(out=str(out), more=more))
    (folder / "test_project.py").write_text(PLAIN)
    done = pytest_in(site, folder, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in out.read_text().splitlines()]


def pytest_in(site, folder, *options, **environ):
    """Run pytest in an environment."""
    (folder / "pytest.ini").touch()
    options = ("-q", "-pno:cacheprovider", "-Werror::pytest.PytestWarning", *options)
    return environments.run(site, "-m", "pytest", *options, cwd=folder, **environ)


@pytest.mark.parametrize("project", PROJECTS)
def test_fixtures_are_fakers(sites, tmp_path, project):
    more = PROJECTS[project]
    expected = observe(sites[True], tmp_path / "faker", more)
    assert len(expected) == 9
    assert observe(sites[False], tmp_path / "forgery", more) == expected
    if project == "session":
        assert observe(sites[True], tmp_path / "alias", more, ALIAS) == expected


@pytest.mark.parametrize(
    ("faker", "options", "module", "alias"),
    [
        (True, [], "faker.proxy", False),
        (True, [OURS], "forgery.compat.proxy", False),
        (True, [ALIAS], "forgery.compat.proxy", True),
        (True, [ALIAS, OURS], "forgery.compat.proxy", True),
        (True, [OURS, ALIAS], "forgery.compat.proxy", True),
        (False, [], "forgery.compat.proxy", False),
        (False, [ALIAS], "forgery.compat.proxy", True),
    ],
)
def test_whose_fixtures(sites, tmp_path, faker, options, module, alias):
    (tmp_path / "test_who.py").write_text(WHO.format(module=module, alias=alias))
    done = pytest_in(sites[faker], tmp_path, *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_ini_file_can_choose(sites, tmp_path):
    (tmp_path / "test_who.py").write_text(WHO.format(module="forgery.compat.proxy", alias=True))
    (tmp_path / "pytest.ini").write_text(f"[pytest]\naddopts = {ALIAS}\n")
    done = pytest_in(sites[True], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_conftest_can_choose(sites, tmp_path):
    (tmp_path / "test_who.py").write_text(WHO.format(module="forgery.compat.proxy", alias=False))
    (tmp_path / "conftest.py").write_text(
        'pytest_plugins = ["forgery.compat.contrib.pytest.plugin"]\n'
    )
    done = pytest_in(sites[True], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_alias_in_conftest_is_too_late_beside_faker(sites, tmp_path):
    (tmp_path / "test_who.py").write_text(WHO.format(module="forgery.compat.proxy", alias=True))
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["forgery.compat.alias"]\n')
    done = pytest_in(sites[True], tmp_path)
    assert done.returncode == 4
    assert "faker is imported already" in done.stderr
    assert "-p forgery.compat.alias" in done.stderr
    assert "Traceback" not in done.stderr
    done = pytest_in(sites[False], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("faker", [True, False])
def test_blocked(sites, tmp_path, faker):
    (tmp_path / "test_who.py").write_text("def test_who(faker): pass\n")
    done = pytest_in(sites[faker], tmp_path, "-pno:faker")
    assert done.returncode == 1
    assert "fixture 'faker' not found" in done.stdout


def test_without_autoload(sites, tmp_path):
    (tmp_path / "test_who.py").write_text(WHO.format(module="forgery.compat.proxy", alias=False))
    for option, expected in (("-pforgery", 0), ("-pno:forgery", 1)):
        done = pytest_in(sites[False], tmp_path, option, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        assert done.returncode == expected, done.stdout + done.stderr


def test_own_fixture_wins(sites, tmp_path):
    (tmp_path / "test_own.py").write_text(
        "import pytest\n\n@pytest.fixture\ndef faker():\n    return 7\n\n"
        "def test_own(faker):\n    assert faker == 7\n"
    )
    done = pytest_in(sites[False], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_imported_before_tests_begin(sites, tmp_path):
    program = (
        "import sys, _forgery_pytest; "
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('forgery', 'pytest')]"
    )
    done = environments.run(sites[False], "-c", program, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_alias_ends_with_the_tests(sites, tmp_path):
    (tmp_path / "test_who.py").write_text(WHO.format(module="forgery.compat.proxy", alias=True))
    program = f"""
import sys, pytest
assert pytest.main(["-q", {ALIAS!r}]) == 0
assert "faker" not in sys.modules
import faker
assert faker.Faker.__module__ == "faker.proxy"
"""
    (tmp_path / "pytest.ini").touch()
    done = environments.run(sites[True], "-c", program, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_alias_that_was_there_stays(sites, tmp_path):
    # pytest's own finder, which comes first then, would load Faker's modules or ours a second time.
    (tmp_path / "test_who.py").write_text(
        WHO.format(module="forgery.compat.proxy", alias=True)
        + "    import faker.cli, faker.contrib.pytest.plugin, forgery.compat.cli\n"
        + "    assert faker.cli is forgery.compat.cli\n"
        + "    assert faker.contrib.pytest.plugin is forgery.compat.contrib.pytest.plugin\n"
    )
    program = f"""
import sys, forgery.compat
forgery.compat.install()
import pytest
assert pytest.main(["-q", {ALIAS!r}]) == 0
assert sys.modules["faker"] is forgery.compat
assert pytest.main(["-q"]) == 0
"""
    (tmp_path / "pytest.ini").touch()
    done = environments.run(sites[True], "-c", program, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_entry_point_is_the_distributions():
    pyproject = Path(__file__).resolve().parents[2] / "pyproject.toml"
    if not pyproject.exists():
        pytest.skip("not a checkout")
    written = re.search(
        r'\[project\.entry-points\.pytest11\]\nforgery = "(\w+)"\n', pyproject.read_text()
    )
    assert written
    assert f"forgery = {written[1]}\n" in environments.ENTRY_POINTS
    try:
        installed = importlib.metadata.distribution("forgery").entry_points
    except importlib.metadata.PackageNotFoundError:
        return
    assert ("pytest11", "forgery", written[1]) in {(e.group, e.name, e.value) for e in installed}
