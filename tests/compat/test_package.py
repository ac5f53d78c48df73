"""The modules around the proxy: the same names, signatures and results as in Faker's package."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import pkgutil
import random
import sys
import types
from collections import OrderedDict
from importlib import import_module

import faker
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sides import FAKER, FORGERY, both

# Faker makes an instance of all locales to write its documentation, also of deprecated ones.
pytestmark = pytest.mark.filterwarnings("ignore:fr_QC locale")

# Classes that are built in another way here, and do the same.
OTHER_METHODS = {"SampleCodeValidator", "ProviderMethodDocstring"}
OTHER_BASES = {"Engine", "Proxy", "ProviderBase", "NodeVisitor"}


def modules():
    """Faker's modules, without those of providers and without what has no names of its own."""
    left_out = ("faker.providers.", "faker.__main__")
    names = [module.name for module in pkgutil.walk_packages(faker.__path__, "faker.")]
    return ["faker", *(name for name in names if not name.startswith(left_out))]


def own(module):
    """The public functions and classes that a module defines, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and getattr(value, "__module__", None) == module.__name__
        and (inspect.isclass(value) or inspect.isroutine(value))
    }


def parameters(function):
    """The names, kinds and defaults of a function's parameters."""
    try:
        signature = inspect.signature(function)
    except ValueError:  # of a class without one
        return None
    return [(p.name, p.kind, p.default) for p in signature.parameters.values()]


@pytest.mark.parametrize("name", modules())
def test_names_and_signatures(name):
    theirs, ours = import_module(name), import_module(name.replace("faker", "forgery.compat", 1))
    for thing, value in own(theirs).items():
        mine = getattr(ours, thing)
        assert inspect.isclass(mine) == inspect.isclass(value), thing
        if not inspect.isclass(value):
            assert parameters(mine) == parameters(value), thing
            continue
        assert mine.__name__ == value.__name__
        bases = [[each.__name__ for each in cls.__mro__] for cls in (mine, value)]
        assert [each for each in bases[0] if each not in OTHER_BASES] == [
            each for each in bases[1] if each not in OTHER_BASES
        ]
        assert parameters(mine) == parameters(value), thing
        for attribute, method in vars(value).items():
            if attribute.startswith("_") or thing in OTHER_METHODS:
                continue
            assert hasattr(mine, attribute), f"{thing}.{attribute}"
            if inspect.isfunction(method):
                assert parameters(getattr(mine, attribute)) == parameters(method), attribute


@pytest.mark.parametrize("name", modules())
def test_constants(name):
    if "sphinx" in name or name == "faker.decode.codes":
        pytest.skip("has tests of its own")
    theirs, ours = import_module(name), import_module(name.replace("faker", "forgery.compat", 1))
    for constant, value in vars(theirs).items():
        plain = isinstance(value, (str, int, float, list, tuple))
        if constant.isupper() and plain and constant != "T":
            assert (constant, getattr(ours, constant)) == (constant, value)


@both
def test_config_names_are_fakers(m):
    config = m.module("config")
    return (
        config.DEFAULT_LOCALE,
        config.AVAILABLE_LOCALES,
        config.PROVIDERS,
        config.META_PROVIDERS_MODULES,
        m.VERSION,
    )


def test_types():
    theirs, ours = FAKER.module("typing"), FORGERY.module("typing")
    for name in ("BasicNumber", "DateParseType", "HueType", "OrderedDictType", "SeedType"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.SexLiteral == theirs.SexLiteral
    assert sorted(ours.__all__) == sorted(theirs.__all__)
    assert ours.CardType.__constraints__[1] is str


@both
def test_country(m):
    country = m.module("typing").Country(
        "Chad", ["Africa/Ndjamena"], "TD", "TCD", "Africa", "N'Djamena"
    )
    again = dataclasses.replace(country)
    fields = [(field.name, str(field.type)) for field in dataclasses.fields(country)]
    return repr(country), country == again, dataclasses.asdict(country), fields


@both
def test_credit_card(m):
    card = m.module("typing").CreditCard("Visa", ["4"])
    return vars(card)


@both
def test_exceptions(m):
    exceptions = m.module("exceptions")
    error = exceptions.UnsupportedFeature("no Pillow", "image")
    return (
        [str(error), error.args, error.name],
        [kind.__name__ for kind in type(error).__mro__],
        [kind.__name__ for kind in exceptions.UniquenessException.__mro__],
    )


@given(st.integers(0, 10**30))
def test_luhn(number):
    theirs, ours = FAKER.module("utils.checksums"), FORGERY.module("utils.checksums")
    assert ours.luhn_checksum(number) == theirs.luhn_checksum(number)
    assert ours.calculate_luhn(str(number)) == theirs.calculate_luhn(str(number))
    assert ours.luhn_checksum(number * 10 + ours.calculate_luhn(number)) == 0


@given(st.text(), st.booleans(), st.booleans())
def test_slugs(text, dots, unicode):
    theirs, ours = FAKER.module("utils.text"), FORGERY.module("utils.text")
    assert ours.slugify(text, dots, unicode) == theirs.slugify(text, dots, unicode)


@both
def test_decorators(m):
    decorators = m.module("utils.decorators")

    def greeting(name, *, mark="!"):
        """Greet."""
        return f"Hé, {name}.{mark}"

    made = [
        getattr(decorators, name)(greeting)
        for name in ("slugify", "slugify_domain", "slugify_unicode", "lowercase")
    ]
    return [
        (each("Ünal B", mark="?"), each.__name__, each.__doc__, str(inspect.signature(each)))
        for each in made
    ]


@both
def test_ordered_dicts(m):
    first, second = OrderedDict(a=1, b=2), OrderedDict(c=3, a=4)
    add = m.module("utils.datasets").add_ordereddicts
    return add(first, second), add(), add(first) == first


def attempt(m, *call):
    """What a call returns, or the exception that it raises, without what pytest adds to Faker's assertions."""
    seen = m.attempt(*call)
    return (*seen[:2], seen[2].partition("\nassert ")[0]) if seen[0] == "raised" else seen


class Bare:
    """What draws like a `random.Random`, but cannot choose."""

    def __init__(self, seed):
        self._random = random.Random(seed)
        self.uniform = self._random.uniform
        self.getstate = self._random.getstate


@settings(max_examples=300)
@given(
    st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=12),
    st.booleans(),
    st.integers(0, 15),
    st.sampled_from([random.Random, Bare]),
    st.integers(0, 100),
)
def test_distributions(weights, weighted, length, kind, seed):
    for name in ("choices_distribution", "choices_distribution_unique"):
        seen = []
        for m in (FAKER, FORGERY):
            source = kind(seed)
            pick = getattr(m.module("utils.distribution"), name)
            arguments = range(len(weights)), weights if weighted else None, source, length
            seen.append((attempt(m, pick, *arguments), source.getstate()))
        assert seen[0] == seen[1]


@both
def test_distributions_draw_from_the_shared_source(m):
    distribution = m.module("utils.distribution")
    m.Faker.seed(11)
    return (
        distribution.choices_distribution("abc", [1, 2, 3], length=5),
        distribution.choices_distribution_unique("abc", [1, 2, 3], length=2),
        distribution.random_sample(),
        list(distribution.cumsum([1, 2.5, 3])),
        attempt(m, distribution.choices_distribution_unique, "abc", [1, 2, 3], None, 4),
        attempt(m, distribution.choices_distribution, "abc", [1, 2]),
    )


def test_every_character_is_spelled_alike():
    theirs, ours = FAKER.module("decode"), FORGERY.module("decode")
    different = [
        c for c in range(sys.maxunicode + 1) if ours.unidecode(chr(c)) != theirs.unidecode(chr(c))
    ]
    assert different == []
    assert FORGERY.module("decode.codes").codes == theirs.codes


@given(st.text(st.characters(), max_size=40))
def test_texts_are_spelled_alike(text):
    assert FORGERY.module("decode").unidecode(text) == FAKER.module("decode").unidecode(text)


@both
def test_loading(m):
    loading, config = m.module("utils.loading"), m.module("config")
    providers = m.module("providers")
    return (
        loading.find_available_providers([providers]),
        loading.find_available_locales(config.PROVIDERS),
        loading.find_available_locales(["faker.providers.lorem", "faker.providers.sbn"]),
        sorted(loading.list_module(providers)),
        [
            sorted(loading.list_module(m.module(f"providers.{name}")))
            for name in ("bank", "misc", "python")
        ],
        loading.list_module(import_module("toys.localized")),
        loading.find_available_providers([import_module("toys")]),
    )


@both
def test_paths(m):
    loading = m.module("utils.loading")
    nowhere = types.ModuleType("nowhere")
    nowhere.__file__ = None
    return (
        loading.get_path(import_module("toys.localized")),
        loading.get_path(m.module("utils")).replace("\\", "/").endswith("/utils"),
        m.attempt(loading.get_path, nowhere),
    )


@both
def test_paths_in_frozen_programs(m):
    loading, module = m.module("utils.loading"), import_module("toys.localized")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "frozen", True, raising=False)
        other = loading.get_path(module)
        patch.setattr(sys, "_MEIPASS", "/bundle", raising=False)
        return other, loading.get_path(module)


COMMANDS = [
    "generator.name()",
    "generator.name(1, 'a', b=[1, (2, 3), {4}, {'k': None}], c=True, d=b'', e=1.5j)",
    "generator.name(OrderedDict([('a', 1)]), OrderedDict())",
    "generator.name(-1)",
    "generator.name(...)",
    "generator.name(f'{x}')",
    "generator.name(open('x'))",
    "generator.name(generator.name())",
    "generator.name.other()",
    "generator.name(x)",
    "generator.name(lambda: 1)",
    "generator.name([x for x in y])",
    "name",
    "1",
    "OrderedDict()()",
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Faker's names of old kinds of nodes
@pytest.mark.parametrize("command", COMMANDS)
def test_samples_are_checked(command):
    theirs, ours = (
        m.module("sphinx.validator").SampleCodeValidator(command) for m in (FAKER, FORGERY)
    )
    assert ours.errors == theirs.errors


def test_broken_samples_are_refused():
    for command in ("generator.name(", "x = 1", "\0"):
        (error,) = FORGERY.module("sphinx.validator").SampleCodeValidator(command).errors
        assert "Traceback" in error


@functools.lru_cache
def docstrings(m):
    """The class, and the names under which a package's methods are documented."""
    return m.module("sphinx.docstring").ProviderMethodDocstring


def documented():
    """Have a file."""


DOCSTRINGS = [
    ("method", "faker.providers.BaseProvider.bothify", ["Replace."]),
    ("method", "faker.providers.person.Provider.name", []),
    ("method", "faker.providers.person.de_DE.Provider.name", ["Text.", "", ":sample size=7 seed=3:"]),
    ("method", "faker.providers.misc.Provider.password", [
        "A password.", "", ":sample: length=12", ":sample seed=9: length = 40 ,  special_chars=False", "", "More."]),
    ("method", "faker.providers.BaseProvider.random_elements", [
        ":sample size=10: elements=OrderedDict([('a, b', 0.45),", "(\"c  d\", 0.35)]), unique=False", "", "End."]),
    ("method", "faker.providers.misc.Provider.binary", [
        ":sample: length=f(1)", ":sample size=x:", ":sample: length='a'"]),
    ("method", "faker.factory.Factory.create", ["As it was."]),
    ("class", "faker.providers.person.Provider", ["As it was."]),
    ("method", "faker.providers.person.de_DEX.Provider.name", ["As it was."]),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("what", "name", "lines"), DOCSTRINGS)
def test_docstrings_get_samples(what, name, lines, caplog):
    seen = []
    for m in (FAKER, FORGERY):
        caplog.clear()
        made = docstrings(m)(None, what, name, documented, None, list(lines))
        warned = [record.getMessage().partition("WARNING: ")[2] for record in caplog.records]
        seen.append((made.skipped, made.lines, warned))
    assert seen[1] == seen[0]
    ours = name.replace("faker", "forgery.compat", 1)
    assert docstrings(FORGERY)(None, what, ours, len, None, list(lines)).lines == seen[0][1]


def test_pages_of_providers(tmp_path):
    class App:
        srcdir = tmp_path
        events: dict = {}  # noqa: RUF012

        def setup_extension(self, name):
            assert name == "sphinx.ext.autodoc"

        def connect(self, event, handler):
            self.events[event] = handler

    app = App()
    FORGERY.module("sphinx.autodoc").setup(app)
    app.events["builder-inited"](app)
    config = FORGERY.module("config")
    index = (tmp_path / "providers.rst").read_text("utf-8").split()
    assert [f"providers/{name}" for name in config.PROVIDERS] == index[-len(config.PROVIDERS) :]
    page = (tmp_path / "providers" / "faker.providers.address.rst").read_text("utf-8")
    assert "autoclass:: forgery.compat.providers.address.Provider" in page
    assert "street_name" in page
    assert "bothify" not in page
    assert "bothify" in (tmp_path / "providers" / "baseprovider.rst").read_text("utf-8")
    german = (tmp_path / "locales" / "de_DE.rst").read_text("utf-8")
    assert "``faker.providers.ssn``\n=======" not in german
    assert "``faker.providers.ssn``\n#######" not in german
    assert "autoclass:: forgery.compat.providers.person.de_DE.Provider" in german
    assert len(list((tmp_path / "locales").iterdir())) == len(config.AVAILABLE_LOCALES)

    lines = ["A name."]
    name = "forgery.compat.providers.person.Provider.name"
    app.events["autodoc-process-docstring"](app, "method", name, len, None, lines)
    assert lines[0] == "A name."
    assert ">>> Faker.seed(0)" in lines
