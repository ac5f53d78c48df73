"""The proxy: constructor, locales and how one is drawn, and how it is found by attributes.

Most programs here use the providers in `toys`; those that call real methods are in `test_overrides.py`
and the parity tests.
"""

from __future__ import annotations

import random
from collections import OrderedDict
from unittest import mock

import pytest
from proxies import THREE, TOYS, toys
from sides import both


def shape(m, fake):
    return (
        fake.locales,
        fake.weights,
        [type(each).__name__ for each in fake.factories],
        [(name, type(each).__name__) for name, each in fake.items()],
        [each is other for each, (_, other) in zip(fake.factories, fake.items())],
        sorted(vars(fake)),
    )


LOCALES = [
    None,
    "en_US",
    "en-US",
    "de-DE",
    "de",
    "german",
    "EN_us",
    "en_us.UTF-8",
    "",
    "xx",
    "xx-XX",
    "la",
    5,
    5.5,
    True,
    b"en_US",
    object(),
    [],
    (),
    {},
    ["en_US"],
    ["de-DE", "de_DE"],
    ["en_US", "de-DE", "en-US"],
    ("en_US", "fr_FR"),
    ("de_DE", "de"),
    {"en_US"},
    {"en_US", "en-US"},
    frozenset({"en_US", "de_DE"}),
    ["en_US", 5],
    ["en_US", None],
    [b"en_US"],
    ["en_US", "xx_XX"],
    ["en_US", ""],
    {"en_US": 1},
    {"en_US": 1, "de-DE": 2.5},
    {"en-US": 1, "en_US": 3},
    OrderedDict([("de_DE", 1), ("en_US", 0)]),
    {"en_US": 0, "de_DE": 0},
    {"en_US": "heavy"},
    {"en_US": None},
    {"en_US": True, "fr_FR": False},
    {5: 1},
    {"en_US": 1, "xx_XX": 1},
    iter(["en_US"]),
]


@both
@pytest.mark.parametrize("locale", LOCALES, ids=lambda value: type(value).__name__)
def test_locales(m, locale):
    def make():
        return shape(m, m.Faker(locale, providers=TOYS))

    return m.attempt(make)


@both
@pytest.mark.parametrize("locale", [None, "", "de", "de-DE", "german", "xx", "en_US.utf8", 5, []])
def test_factory(m, locale):
    def make():
        generator = m.Factory.create(locale, TOYS)
        return [
            (each.__provider__, each.__lang__) for each in generator.providers
        ], generator.said()[0]

    return m.attempt(make)


@both
@pytest.mark.parametrize(
    "options",
    [
        {"providers": ["toys.plain"]},
        {"providers": TOYS, "includes": ["toys.plain"]},
        {"providers": ["toys.localized"], "includes": []},
        {"providers": ["toys.plain", "faker.providers", "toys.localized"]},
        {"providers": ["toys.none"]},
        {"providers": ["toys"]},
        {"providers": ["nowhere"]},
        {"providers": [""]},
        {"providers": [5]},
        {"providers": ["faker.providers.nowhere"]},
        {"providers": ["faker.providers.nowhere.deeper"]},
        {"providers": "toys.plain"},
        {"providers": ("toys.plain",)},
        {"providers": ("toys.plain",), "includes": ("toys.localized",)},
        {"providers": TOYS, "includes": ("toys.plain",)},
        {"includes": ("toys.plain",)},
        {"includes": 5},
        {"providers": TOYS, "use_weighting": False},
        {"providers": TOYS, "use_weighting": None},
        {"providers": TOYS, "more": 5, "arguments": {"g": {"value": 1}}},
    ],
    ids=repr,
)
@pytest.mark.parametrize("locale", [None, ["en_US", "de_DE"]])
def test_options(m, locale, options):
    def make():
        fake = m.Faker(locale, **options)
        single = fake.factories[0] if len(fake.locales) == 1 else fake["en_US"].factories[0]
        return (
            [
                (type(each).__name__, each.__provider__, each.__lang__, each.__use_weighting__)
                for each in single.providers
            ],
            single.get_arguments("g"),
            vars(single)["_Generator__config"].keys(),
        )

    return m.attempt(make)


@both
def test_generator_given(m):
    generator = m.Generator(locale="given")
    fake = m.Faker("de_DE", TOYS, generator)
    other = m.Faker(generator=generator, providers=["toys.plain"])
    return (
        fake.factories[0] is generator is other.factories[0],
        [each.__provider__ for each in generator.providers],
        m.attempt(fake.format, "nope"),
        fake.said()[0],
    )


@both
def test_generator_of_a_subclass(m):
    class Mine(m.Generator):
        added = ()

        def add_provider(self, provider):
            self.added = (*self.added, type(provider).__name__)
            super().add_provider(provider)

        def __getattribute__(self, name):
            if name == "digit":
                return lambda: "ten"
            return super().__getattribute__(name)

    fake = m.Faker(generator=Mine(), providers=TOYS)
    return fake.added, fake.one(), fake.digit(), fake.composed().partition("-")[0]


@both
def test_generator_of_another_kind(m):
    made = mock.MagicMock()
    fake = m.Faker(generator=made, providers=TOYS)
    fake.seed_instance(3)
    fake.anything(1)
    return made.add_provider.call_count, made.seed_instance.mock_calls, made.anything.mock_calls


@both
@pytest.mark.parametrize("locale", [None, "de_DE"])
def test_attributes_of_one_locale(m, locale):
    fake = toys(m, locale)
    generator = fake.factories[0]
    return (
        [name for name in dir(fake) if not name.startswith("_")],
        fake.number == generator.number,
        fake.providers is generator.providers,
        fake.random is generator.random,
        fake.get_providers() is generator.providers,
        m.attempt(getattr, fake, "nope"),
        m.attempt(getattr, fake, "_nope"),
        m.attempt(getattr, fake, "label"),
        m.attempt(getattr, fake, "_cached_x_mapping"),
        m.attempt(getattr, fake, "deutsch"),
        hasattr(fake, "english"),
        [hasattr(fake, name) for name in fake.generator_attrs],
        m.attempt(fake.format, "nope"),
        fake.parse("{{digit}} {{said}}"),
    )


@both
def test_attributes_of_the_class(m):
    return (
        m.Faker.generator_attrs,
        m.Faker.cache_pattern.pattern,
        [name for name in dir(m.Faker) if not name.startswith("_")],
        [bool(m.Faker.cache_pattern.match(name)) for name in ("_cached_x_mapping", "_cached_x")],
        m.VERSION,
        sorted(m.module("proxy").__dict__.keys() & {"Faker", "UniqueProxy", "OptionalProxy"}),
    )


@both
def test_attributes_of_several_locales(m):
    fake = toys(m, THREE)
    return (
        [name for name in dir(fake) if not name.startswith("_")],
        [m.attempt(getattr, fake, name) for name in [*fake.generator_attrs, "random"]],
        m.attempt(setattr, fake, "random", random.Random(1)),
        m.attempt(getattr, fake, "_cached_x_mapping"),
        m.attempt(getattr, fake, "nope"),
        m.attempt(getattr, fake, "seed"),
        m.attempt(fake.__getitem__, "xx_XX"),
        m.attempt(fake.__getitem__, 5),
        m.attempt(fake.seed_locale, "xx_XX", 5),
    )


@both
def test_items_of_a_locale(m):
    several, one = toys(m, THREE), toys(m, "de-DE")
    return (
        several["de_DE"] is several["de-DE"] is several.factories[1],
        several["de_DE"]["de-DE"] is several["de_DE"],
        several["de_DE"].said(),
        one["de_DE"] is one["de-DE"] is one,
        m.attempt(one.__getitem__, "en_US"),
        m.attempt(toys(m, "de").__getitem__, "de_DE"),
        toys(m, "de")["de"].locales,
    )


@both
def test_no_locale(m):
    fake = m.Faker([])
    fake.seed_instance(1)
    return (
        shape(m, fake),
        m.attempt(getattr, fake, "name"),
        m.attempt(getattr, fake, "random"),
        m.attempt(getattr, fake, "format"),
        m.attempt(m.Faker, {}).__class__.__name__,
    )


@both
@pytest.mark.parametrize(
    "locale", [THREE, dict.fromkeys(THREE, 1), {"en_US": 5, "de_DE": 1, "fr_FR": 0.5}]
)
def test_draws_of_locales(m, locale):
    fake = toys(m, locale)
    seen = []
    for _ in range(30):
        seen += [fake.number(), fake.said(), m.attempt(lambda: fake.english()), fake.one()]
        seen += [m.attempt(lambda: fake.deutsch()), m.attempt(hasattr, fake, "nope")]
    method = fake.said
    seen += [method() for _ in range(5)]
    seen += [m.attempt(lambda: fake.nope)]
    return seen, sorted(vars(fake)), [each.random.random() for each in fake.factories]


@both
@pytest.mark.parametrize(
    "locale", [{"en_US": 0, "de_DE": 0}, {"en_US": -1, "de_DE": 3}, {"en_US": 0, "de_DE": 1}]
)
def test_odd_weights(m, locale):
    fake = toys(m, locale)
    return [m.attempt(lambda: fake.said()) for _ in range(10)], m.attempt(lambda: fake.nope)


@both
def test_mappings_are_kept(m):
    fake = toys(m, THREE)
    with mock.patch.object(fake, "_map_provider_method", wraps=fake._map_provider_method) as called:
        seen = [hasattr(fake, "_cached_number_mapping")]
        fake.number()
        fake.number()
        seen += [hasattr(fake, "_cached_number_mapping"), called.mock_calls]
    mapping, weights = fake._cached_number_mapping
    seen += [[each is other for each, other in zip(mapping, fake.factories)], weights]
    late = type("Late", (), {"number": lambda self: "late", "new": lambda self: 1})
    fake["fr_FR"].add_provider(late())
    seen += [[fake.number() for _ in range(20)], fake.new(), fake._cached_new_mapping[1]]
    return seen


@both
def test_selection_can_be_patched(m):
    fake = toys(m, THREE)
    weighted = toys(m, {"en_US": 1, "de_DE": 1})
    path = f"{m.name}.proxy.Faker._select_factory_"
    with mock.patch(path + "choice") as choice, mock.patch(path + "distribution") as distribution:
        choice.return_value = fake.factories[1]
        distribution.return_value = weighted.factories[0]
        seen = [fake.said(), weighted.said()[0], fake.deutsch() > 0]
        seen += [choice.call_count, distribution.call_count]
    return seen


@both
def test_subclass_selects(m):
    class Turns(m.Faker):
        turn = 0

        def _select_factory_choice(self, factories):
            self.turn += 1
            return factories[self.turn % len(factories)]

        @property
        def random(self):
            return "mine"

    fake = Turns(THREE, providers=TOYS)
    fake.seed_instance(4)
    return (
        [fake.said()[0] for _ in range(6)],
        fake.random,
        [type(each).__name__ for each in fake.factories],
    )


@both
def test_subclass_sees_attributes(m):
    class Watching(m.Faker):
        log = ()

        def __getattr__(self, attr):
            if not attr.startswith("_"):
                self.log = (*self.log, attr)
            return super().__getattr__(attr)

        def digit(self):
            return "mine"

    fake = Watching(providers=TOYS)
    return fake.one(), fake.digit(), fake.fixed(5), fake.composed()[1:2], fake.log


@both
def test_subclass_intercepts_all(m):
    class Deep(m.Faker):
        def __getattribute__(self, attr):
            if attr == "one":
                return lambda: 11
            return super().__getattribute__(attr)

        @classmethod
        def seed(cls, seed=None):
            return "seeded"

    fake = Deep(providers=TOYS)
    return fake.one(), fake.fixed(), m.attempt(lambda: fake.seed), Deep.seed()


@both
def test_attributes_set_on_the_proxy(m):
    fake = toys(m)
    fake.digit = lambda: "own"
    fake.label = "own"
    seen = [fake.digit(), fake.composed(), fake.label, "digit" in vars(fake)]
    del fake.digit
    seen += [fake.digit(), m.attempt(delattr, fake, "digit")]
    with mock.patch.object(fake, "number", return_value="patched"):
        seen += [fake.number(), fake.composed()]
    with mock.patch.object(fake.factories[0], "number", return_value="patched"):
        seen += [fake.number(), fake.composed()]
    return [*seen, fake.number(), fake.composed()]


@both
def test_what_was_found_is_looked_up_again_after_a_change(m):
    class Own(m.Faker):
        pass

    fake = Own(providers=TOYS)
    fake.seed_instance(1)
    generator = fake.factories[0]
    seen = [fake.digit() for _ in range(3)]
    Own.digit = lambda self: "of the class"
    seen.append(fake.digit())
    del Own.digit
    seen.append(fake.digit())
    generator.set_formatter("digit", lambda: "of the generator")
    seen.append(fake.digit())
    del generator.digit
    seen.append(m.attempt(lambda: fake.digit()))
    generator.digit = generator.number
    return [*seen, fake.digit(), fake.digit()]


@both
def test_dir_of_the_proxy(m):
    fake = toys(m, ["en_US", "de_DE"])
    expected = {*dir(m.Faker), *vars(fake)}
    for factory in fake.factories:
        expected.update(name for name in dir(factory) if not name.startswith("_"))
    return dir(fake) == sorted(expected), {"english", "deutsch"} < set(dir(fake))


@both
def test_add_provider(m):
    class Own:
        __provider__ = "own"

        def __init__(self, generator):
            self.generator = generator

        def digit(self):
            return "d"

        def fresh(self):
            return self.generator.parse("{{digit}}{{digit}}")

    fake = toys(m)
    fake.add_provider(Own)
    seen = [
        fake.digit(),
        fake.fresh(),
        fake.composed(),
        [each.__provider__ for each in fake.get_providers()],
    ]
    seen += [
        fake.provider("own") is fake.get_providers()[0],
        fake.provider("toys.plain") is fake.providers[2],
    ]
    fake.set_formatter("digit", lambda: "x")
    seen += [fake.digit(), fake.fresh(), fake.get_formatter("digit")(), fake.format("fixed", 5)]
    fake.set_arguments("group", "value", "g")
    seen += [
        fake.parse("{{fixed:group}}"),
        fake.get_arguments("group"),
        fake.del_arguments("group"),
    ]
    return seen
