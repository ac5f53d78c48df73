"""`install()`: `import faker` means forgery.compat, for every module and for the libraries that import Faker."""

from __future__ import annotations

import importlib.util
import json
import pickle
import textwrap

import environments
import pytest
from faker import Faker

INSTALL = "import forgery.compat; forgery.compat.install()\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """One environment with Faker, one without."""
    root = tmp_path_factory.mktemp("sites")
    try:
        return {faker: environments.make(root / str(faker), faker=faker) for faker in (True, False)}
    except OSError as error:
        pytest.skip(f"no links here: {error}")


def run(site, folder, program):
    """Run a program that is to end well; give what it printed."""
    done = environments.run(site, "-c", textwrap.dedent(program), cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("faker", [True, False])
def test_modules_are_the_same_objects(sites, tmp_path, faker):
    run(
        sites[faker],
        tmp_path,
        """
        import sys, forgery.compat
        from forgery.compat.providers.person.de_DE import Provider as early
        forgery.compat.install()
        import faker
        assert faker is forgery.compat
        from faker.providers.person.en_US import Provider
        from faker.providers.person.de_DE import Provider as german
        import faker.providers.misc as misc, faker.providers
        import forgery.compat.providers.misc, forgery.compat.providers.person.en_US
        assert german is early
        assert Provider is forgery.compat.providers.person.en_US.Provider
        assert misc is forgery.compat.providers.misc is faker.providers.misc
        assert faker.providers.BaseProvider in Provider.__mro__
        import pkgutil
        assert len(list(pkgutil.iter_modules(faker.providers.__path__))) == 26
        assert "decode" in {module.name for module in pkgutil.iter_modules(faker.__path__)}

        from importlib import import_module
        from importlib.util import find_spec
        for name in ("cli", "config", "contrib.pytest.plugin", "decode", "decode.codes", "documentor", "exceptions",
                     "factory", "generator", "providers.address.ja_JP", "providers.lorem.la", "proxy",
                     "sphinx.autodoc", "sphinx.validator", "typing", "utils.checksums", "utils.text"):
            assert find_spec("faker." + name), name
            theirs, ours = import_module("faker." + name), import_module("forgery.compat." + name)
            assert theirs is ours, name
            assert ours.__name__ == ours.__spec__.name == "forgery.compat." + name
            assert find_spec("forgery.compat." + name) is ours.__spec__
        for name, module in sys.modules.items():
            if name.partition(".")[0] == "faker":
                assert module.__name__.startswith("forgery.compat"), name
        """,
    )


@pytest.mark.parametrize("faker", [True, False])
def test_what_is_not_there(sites, tmp_path, faker):
    run(
        sites[faker],
        tmp_path,
        INSTALL
        + """
for name in ("faker.nothing", "faker.nothing.below", "faker.providers.person.xx_XX", "faker.proxy.Faker"):
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        assert name.startswith(error.name) and error.name in str(error), error
    else:
        raise AssertionError(name)
import faker
assert not hasattr(faker, "nothing")
""",
    )


def test_every_module_of_faker_is_there(sites, tmp_path):
    # All but those of locales, which are many: they are compared class by class elsewhere.
    run(
        sites[True],
        tmp_path,
        """
        import pathlib, sys
        root = next(pathlib.Path(p, "faker") for p in sys.path if pathlib.Path(p, "faker").is_dir())
        names = {
            ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
            for path in root.rglob("*.py")
            if len(path.relative_to(root).parts) < 4 or path.parts[-4] != "providers"
        }
        assert "faker.providers.misc" in names and len(names) > 50
        import forgery.compat, importlib
        forgery.compat.install()
        for name in sorted(names - {"faker.__main__"}):
            importlib.import_module(name)
        """,
    )


@pytest.mark.parametrize("faker", [True, False])
def test_uninstall_restores(sites, tmp_path, faker):
    run(
        sites[faker],
        tmp_path,
        f"""
        import sys, forgery.compat.providers
        forgery.compat.uninstall()
        state = (list(sys.meta_path), list(sys.path_hooks), set(sys.modules))
        for _ in range(2):
            forgery.compat.install()
            forgery.compat.install()
            import faker, faker.proxy
            assert faker.Faker is forgery.compat.Faker
            forgery.compat.uninstall()
            forgery.compat.uninstall()
            assert sys.meta_path == state[0] and sys.path_hooks == state[1]
            assert not [name for name in sys.modules if name.partition(".")[0] == "faker"]
        import forgery.compat.decode.codes
        try:
            import faker
        except ModuleNotFoundError:
            assert not {faker}
        else:
            assert {faker}
            assert faker.Faker is not forgery.compat.Faker
            assert faker.proxy.__file__ != forgery.compat.proxy.__file__
        """,
    )


def test_too_late(sites, tmp_path):
    (tmp_path / "holder.py").write_text("from faker import Faker\n")
    run(
        sites[True],
        tmp_path,
        """
        import sys, holder, forgery.compat, forgery.errors
        before = list(sys.meta_path), list(sys.path_hooks), dict(sys.modules)
        try:
            forgery.compat.install()
        except forgery.errors.AliasError as error:
            assert isinstance(error, ImportError)
            assert "faker is imported already (by holder)" in str(error)
            assert "forgery.compat.install() before" in str(error)
        else:
            raise AssertionError
        import faker.providers.misc
        assert faker.Faker is holder.Faker
        assert before[:2] == (sys.meta_path, sys.path_hooks)
        """,
    )


def test_half_of_faker_is_too_late_as_well(sites, tmp_path):
    run(
        sites[True],
        tmp_path,
        """
        import sys, faker.exceptions, forgery.compat
        del sys.modules["faker"]
        try:
            forgery.compat.install()
        except ImportError:
            pass
        else:
            raise AssertionError
        """,
    )


@pytest.mark.parametrize("faker", [True, False])
def test_metadata(sites, tmp_path, faker):
    run(
        sites[faker],
        tmp_path,
        INSTALL
        + """
import faker
from importlib import metadata
assert metadata.version("faker") == metadata.version("Faker") == faker.VERSION
assert metadata.metadata("Faker")["Name"] == "Faker"
assert not metadata.requires("faker")
names = [d.metadata["Name"].lower() for d in metadata.distributions()]
forgery.compat.uninstall()
try:
    found = metadata.version("faker")
except metadata.PackageNotFoundError:
    found = None
"""
        + f"assert names.count('faker') == {int(faker)}\n"
        + f"assert bool(found) == {faker}\n",
    )


def test_pickles_of_both_names_load(sites, tmp_path):
    fake = Faker(["en_US", "ja_JP"])
    fake.seed_instance(5)
    (tmp_path / "faker.pickle").write_bytes(pickle.dumps((fake, fake["ja_JP"].name)))
    expected = [fake.name() for _ in range(5)] + [fake["ja_JP"].name()]
    printed = run(
        sites[False],
        tmp_path,
        INSTALL
        + """
import json, pathlib, pickle, faker
from forgery.compat.exceptions import UniquenessException
assert pickle.loads(b"cfaker.exceptions\\nUniquenessException\\n.") is UniquenessException
again = pickle.loads(pickle.dumps(faker.Faker("de_DE")))
assert type(again) is faker.Faker
fake, name = pickle.loads(pathlib.Path("faker.pickle").read_bytes())
assert type(fake) is faker.Faker
print(json.dumps([fake.name() for _ in range(5)] + [name()]))
""",
    )
    assert json.loads(printed) == expected


LIBRARIES = {
    "factory": """
        import factory, factory.random, factory.fuzzy
        factory.random.reseed_random(7)

        class User:
            def __init__(self, **values):
                self.__dict__.update(values)

        class UserFactory(factory.Factory):
            class Meta:
                model = User
            first = factory.Faker("first_name")
            last = factory.Faker("last_name", locale="de_DE")
            birthday = factory.Faker("date_between_dates", date_start=date(1980, 1, 1), date_end=date(1990, 1, 1))
            code = factory.fuzzy.FuzzyText(length=5)
            mail = factory.LazyAttribute(lambda user: f"{user.first}@example.org".lower())

        class TwinFactory(factory.Factory):
            class Meta:
                model = dict
            one = factory.SubFactory(UserFactory)
            address = factory.Faker("address", locale="fr_FR")
            number = factory.Sequence(lambda n: n)

        with factory.Faker.override_default_locale("ja_JP"):
            japanese = UserFactory.build_batch(3)
        users = japanese + UserFactory.build_batch(3)
        twins = [vars(twin.pop("one")) | twin for twin in TwinFactory.build_batch(3)]
        seen = [vars(user) for user in users] + twins
        seen.append(len(factory.random.get_random_state()))
        from factory.faker import Faker as Declaration
        seen.append([name for name in Declaration._FAKER_REGISTRY])
        """,
    "faker_credit_score": """
        import faker_credit_score
        fake = Faker()
        fake.add_provider(faker_credit_score.CreditScore)
        Faker.seed(3)
        seen = [fake.credit_score() for _ in range(5)] + [fake.credit_score_name(), str(fake.credit_score_full())]
        """,
    "faker_edu": """
        from faker_edu import Provider
        fake = Faker("en_GB")
        fake.add_provider(Provider)
        fake.seed_instance(4)
        seen = [getattr(fake, name)() for name in sorted(vars(Provider)) if name.startswith("institution")]
        seen += [fake.parse("{{ institution_name }} {{first_name}}") for _ in range(5)]
        """,
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_run_unchanged(sites, tmp_path, library):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    program = (
        "import json\nfrom datetime import date\nfrom faker import Faker\n"
        + textwrap.dedent(LIBRARIES[library])
        + "\nimport sys; assert sys.modules['faker'] is sys.modules.get('forgery.compat', sys.modules['faker'])"
        + "\nprint(json.dumps(seen, default=str))"
    )
    expected = run(sites[True], tmp_path, program)
    assert len(json.loads(expected)) > 2
    for faker in (True, False):
        assert run(sites[faker], tmp_path, INSTALL + program) == expected


FACTORYBOY = """
import json, factory
from pytest_factoryboy import register

class Author(dict):
    pass

class AuthorFactory(factory.Factory):
    class Meta:
        model = Author
    name = factory.Faker("name")
    city = factory.Faker("city", locale="fr_FR")

register(AuthorFactory)
register(AuthorFactory, "second_author", name="Ada")

def test_author(author, second_author, faker):
    with open("seen.json", "w") as out:
        json.dump([author, second_author, faker.name()], out)
    assert second_author["name"] == "Ada"
"""


def test_pytest_factoryboy(sites, tmp_path):
    pytest.importorskip("pytest_factoryboy")
    seen = []
    for faker, options in (
        (True, []),
        (True, ["-pforgery.compat.alias"]),
        (False, ["-pforgery.compat.alias"]),
    ):
        folder = tmp_path / str(len(seen))
        folder.mkdir()
        (folder / "pytest.ini").touch()
        (folder / "test_author.py").write_text(
            "import factory.random\nfactory.random.reseed_random(1)\n" + FACTORYBOY
        )
        done = environments.run(sites[faker], "-m", "pytest", "-q", *options, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        seen.append(json.loads((folder / "seen.json").read_text()))
    assert seen[1] == seen[0]
    assert seen[2] == seen[0]
