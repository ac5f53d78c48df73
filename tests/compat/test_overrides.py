"""What a user changes on a generator takes effect wherever a template or another method names it."""

from __future__ import annotations

import copy
import functools
import pickle
import random
from collections import OrderedDict
from unittest import mock

import pytest
from calls import provider, seeded, values
from sides import both
from toys import plain

LOCALES = ["en_US", "de_DE", "ja_JP", "ru_RU", "es_CL", "fr_FR"]
FORMATTERS = ["first_name", "first_name_female", "last_name", "city", "name", "random_int", "word"]


class Given:
    """A method that a copy can take along."""

    def __init__(self, value):
        self.value = value

    def __call__(self, *args, **kwargs):
        return self.value


@both
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", FORMATTERS)
def test_set_formatter(m, locale, name):
    fake = seeded(m, locale)
    fake.set_formatter(name, lambda *args, **kwargs: f"<{name}>")
    return values(m, fake)


@both
@pytest.mark.parametrize(
    "value", ["", "{{first_name}}", "##?? %", 5, None, 1.5, b"bytes", ["a"], {"a": 1}]
)
def test_values_of_formatters(m, value):
    fake = seeded(m)
    fake.set_formatter("last_name", lambda: value)
    return values(m, fake)


@both
def test_formatters_that_draw(m):
    fake = seeded(m)
    fake.set_formatter("last_name", lambda: f"{fake.first_name()}-{fake.random.randint(1, 9)}")
    fake.set_formatter("city", lambda: fake.parse("{{last_name}} {{random_int}}"))
    return values(m, fake)


@both
def test_formatters_that_raise(m):
    fake = seeded(m)

    def broken():
        raise LookupError("broken")

    fake.set_formatter("last_name", broken)
    seen = [values(m, fake)]
    fake.set_formatter("last_name", 5)
    seen += [values(m, fake)]
    del fake.factories[0].last_name
    return [*seen, values(m, fake, ["name", "city", "email", "company"])]


@both
def test_formatters_put_back(m):
    fake = seeded(m)
    own = fake.last_name
    fake.set_formatter("last_name", lambda: "changed")
    seen = [values(m, fake)]
    fake.set_formatter("last_name", own)
    seen += [values(m, fake)]
    with mock.patch.object(fake.factories[0], "first_name_female", return_value="patched"):
        seen += [values(m, fake)]
    seen += [values(m, fake)]
    with mock.patch.object(fake, "first_name_male", return_value="on the proxy only"):
        seen += [fake.first_name_male(), values(m, fake)]
    return [*seen, values(m, fake)]


@both
def test_formatters_wrapped(m):
    fake = seeded(m)

    def shouting(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs).upper()

        return wrapper

    for name in ("last_name", "city_suffix", "first_name_male"):
        fake.set_formatter(name, shouting(getattr(fake, name)))
    return values(m, fake)


@both
def test_formatters_swapped(m):
    fake = seeded(m)
    first, last = fake.first_name, fake.last_name
    fake.set_formatter("first_name", last)
    fake.set_formatter("last_name", first)
    fake.set_formatter("first_name_female", fake.company_suffix)
    return values(m, fake)


@both
@pytest.mark.parametrize("locale", LOCALES)
def test_providers_that_override(m, locale):
    class Mine(m.providers.BaseProvider):
        def first_name(self):
            return self.random_element(("Ann", "Bob"))

        def first_name_male(self):
            return "Bob" + str(self.random_digit())

        def city(self):
            return self.generator.first_name() + "ville"

        def shout(self):
            return self.generator.parse("{{name}}! {{city}}!").upper()

    fake = seeded(m, locale)
    fake.add_provider(Mine)
    return values(m, fake), [fake.shout() for _ in range(3)]


@both
def test_providers_without_the_base(m):
    class Mine:
        def __init__(self, generator):
            self.generator = generator
            self.closure = lambda: "closure"

        def last_name(self):
            return self.generator.random.choice(["X", "Y"])

    fake = seeded(m)
    fake.add_provider(Mine)
    seen = [values(m, fake), fake.parse("{{closure}} {{name}}")]
    fake.add_provider(plain.Provider)
    return [*seen, values(m, fake), fake.composed()]


@both
@pytest.mark.parametrize(
    "path", ["person.en_US", "person", "person.ja_JP", "company.en_US", "address.de_DE"]
)
def test_providers_of_the_package_added(m, path):
    fake = seeded(m)
    fake.add_provider(provider(m, path))
    seen = [values(m, fake), fake.random_int.__self__ is fake.get_providers()[0]]
    fake.add_provider(provider(m, path)(fake.factories[0]))
    return [*seen, values(m, fake)]


@both
def test_weights_after_adding_a_provider(m):
    elements = OrderedDict([("a", 0.9), ("b", 0.05), ("c", 0.05)])
    fake = seeded(m)
    seen = [[fake.random_element(elements) for _ in range(20)]]
    fake.add_provider(m.providers.BaseProvider)
    seen += [[fake.random_element(elements) for _ in range(20)]]
    seen += [
        fake.random_elements(elements, 5, use_weighting=True),
        fake.random_choices(elements, 5),
    ]
    seen += [m.attempt(fake.random_elements, elements, 2, unique=True)]
    seen += [m.attempt(fake.random_sample, elements, 2)]
    fake.get_providers()[0].__use_weighting__ = True
    return [*seen, [fake.random_element(elements) for _ in range(20)], values(m, fake)]


@both
@pytest.mark.parametrize("weighting", [False, None, True, "yes"])
def test_use_weighting_of_a_provider(m, weighting):
    fake = seeded(m)
    fake.provider("faker.providers.person").__use_weighting__ = weighting
    seen = [values(m, fake)]
    unweighted = seeded(m, use_weighting=False)
    unweighted.provider("faker.providers.person").__use_weighting__ = weighting
    return [*seen, values(m, unweighted)]


@both
def test_dynamic_providers(m):
    dynamic = m.providers.DynamicProvider("last_name", ["dr.", "nurse"])
    fake = seeded(m)
    fake.add_provider(dynamic)
    m.Faker.seed(3)
    seen = [values(m, fake)]
    dynamic.add_element("clerk")
    seen += [[fake.last_name() for _ in range(10)], fake.get_random_value()]
    weighted = OrderedDict([("x", 0.9), ("y", 0.1)])
    fake.add_provider(m.providers.DynamicProvider("word", weighted, fake.factories[0]))
    seen += [values(m, fake), [fake.word() for _ in range(20)]]
    empty = m.providers.DynamicProvider("nothing", generator=fake.factories[0])
    fake.add_provider(empty)
    return [*seen, m.attempt(fake.nothing), m.attempt(m.providers.DynamicProvider, "__x", ["a"])]


@both
def test_attributes_of_a_provider_instance(m):
    fake = seeded(m)
    person = fake.provider("faker.providers.person")
    person.last_names = ["Only"]
    seen = [values(m, fake)]
    person.first_names_female = OrderedDict([("Ann", 0.9), ("Bea", 0.1)])
    person.formats = ("{{last_name}}, {{first_name}}", "{{last_name}} {{random_digit}}")
    seen += [values(m, fake)]
    person.last_name = lambda: "bound to nobody"
    seen += [values(m, fake)]
    del person.formats
    fake.provider("faker.providers.company").company_suffixes = ("& Sons",)
    fake.provider("faker.providers.company").random_element = lambda elements: next(iter(elements))
    return [*seen, values(m, fake), sorted(name for name in vars(person) if name[0] != "_")]


@both
def test_generator_of_a_provider_replaced(m):
    fake, other = seeded(m), seeded(m, "de_DE", 5)
    fake.provider("faker.providers.person").generator = other.factories[0]
    return values(m, fake), values(m, other)


@both
@pytest.mark.parametrize(
    "text", ["{{first_name}}", "{{nope}}", "{{ last_name:none }}", "{{first_name.x}}", "#"]
)
def test_templates_of_a_provider_instance(m, text):
    fake = seeded(m)
    fake.provider("faker.providers.person").formats_female = OrderedDict([(text, 1)])
    return values(m, fake, ["name_female", "name"])


@both
def test_argument_groups_in_tables(m):
    fake = seeded(m)
    address = fake.provider("faker.providers.address")
    address.street_address_formats = ("{{random_int:mine}} {{street_name}}",)
    seen = [m.attempt(fake.street_address)]
    fake.set_arguments("mine", {"min": 5, "max": 7})
    seen += [values(m, fake)]
    fake.set_arguments("mine", "max", 5)
    seen += [values(m, fake)]
    fake.get_arguments("mine")["min"] = 4
    seen += [values(m, fake)]
    fake.set_formatter("random_int", lambda **given: f"{given}")
    seen += [values(m, fake)]
    fake.del_arguments("mine")
    return [*seen, values(m, fake)]


ROADS = ("street_address", "address", "road_name", "highway_name", "random_int")


@both
def test_argument_groups_of_es_cl(m):
    fake = seeded(m, "es_CL")
    seen = [fake.get_arguments("kilometer"), fake.get_arguments("big_kilometer")]
    seen += [values(m, fake, ROADS, 20)]
    seen += [fake.get_arguments("kilometer"), fake.get_arguments("big_kilometer")]
    fake.set_arguments("kilometer", {"min": 5000, "max": 5000})
    fake.set_arguments("big_kilometer", "max", 2)
    seen += [values(m, fake, ROADS, 20), fake.get_arguments("kilometer")]
    address = fake.provider("faker.providers.address")
    address.road_names = ("R {{random_int:kilometer}} {{random_int:big_kilometer}} #",)
    seen += [values(m, fake, ROADS, 5)]
    address.road_name = lambda: "overridden"
    fake.set_arguments("kilometer", "step", 5)
    seen += [values(m, fake, ROADS, 5)]
    fake.del_arguments("kilometer")
    fake.del_arguments("big_kilometer")
    return [*seen, values(m, fake, ROADS, 5)]


@both
def test_documents(m):
    fake = seeded(m)
    fake.set_formatter("last_name", lambda: "Changed")
    fake.set_arguments("range", {"min": 3, "max": 4})
    seen = [
        fake.csv(data_columns=("{{name}}", "{{random_int:range}}"), num_rows=3),
        fake.json(data_columns={"a": "name", "b": "random_int:range"}, num_rows=2),
        fake.fixed_width(
            data_columns=[(20, "name"), (3, "random_int", {"min": 1, "max": 2})], num_rows=2
        ),
        fake.pystr_format("{{last_name}}##"),
        fake.format("name"),
        fake.get_formatter("name")(),
        fake.parse("{{name}} {{random_int:range}}"),
    ]
    fake.del_arguments("range")
    return [*seen, fake.random.random()]


@both
def test_several_locales(m):
    fake = seeded(m, ["en_US", "de_DE"])
    fake["de_DE"].set_formatter("last_name", lambda: "Geändert")
    seen = [[fake.name() for _ in range(20)]]
    fake["en_US"].add_provider(plain.Provider)
    return [*seen, [fake.digit() for _ in range(5)], [fake.email() for _ in range(20)]]


def customised(m):
    fake = seeded(m)
    fake.set_formatter("last_name", Given("Given"))
    fake.add_provider(plain.Provider)
    fake.provider("faker.providers.company").company_suffixes = ("& Sons",)
    fake.provider("faker.providers.person").first_names_male = ["Max"]
    fake.name()
    return fake


@both
@pytest.mark.parametrize("how", ["deepcopy", "pickle", "copy"])
@pytest.mark.parametrize("locale", ["en_US", "es_CL", "fr_CA"])
def test_copies(m, how, locale):
    fake = seeded(m, locale)
    fake.name()
    copied = pickle.loads(pickle.dumps(fake)) if how == "pickle" else getattr(copy, how)(fake)
    seen = [values(m, copied), values(m, fake)]
    copied.seed_instance(9)
    seen += [values(m, copied), values(m, fake)]
    copied.set_formatter("last_name", Given("copy"))
    return [*seen, values(m, copied), values(m, fake)]


@both
@pytest.mark.parametrize("how", ["deepcopy", "pickle", "copy"])
def test_copies_of_what_was_changed(m, how):
    fake = customised(m)
    copied = pickle.loads(pickle.dumps(fake)) if how == "pickle" else getattr(copy, how)(fake)
    seen = [values(m, copied), values(m, fake)]
    copied.factories[0].last_name.value = "New"
    copied.provider("faker.providers.person").first_names_male = ["Moritz"]
    return [*seen, values(m, copied), values(m, fake), copied.composed()]


@both
def test_pickled_methods(m):
    fake = seeded(m)
    name, city = pickle.loads(pickle.dumps((fake.name, fake.city)))
    changed = pickle.loads(pickle.dumps(customised(m).name))
    return (
        [name() for _ in range(3)],
        [city() for _ in range(3)],
        name.__self__.generator is city.__self__.generator,
        [fake.name() for _ in range(3)],
        [changed() for _ in range(3)],
    )


@both
def test_unique_and_optional(m):
    fake = seeded(m)
    fake.set_formatter("last_name", lambda: fake.random.choice("ABC"))
    seen = [fake.unique.last_name() for _ in range(3)]
    seen += [m.attempt(fake.unique.last_name), fake.unique.name(), fake.optional.name()]
    fake.set_formatter("boolean", lambda chance_of_getting_true: True)
    return [*seen, fake.optional.name(prob=0.01), fake.random.random()]


@both
def test_generators_of_a_subclass(m):
    class Mine(m.Generator):
        def format(self, formatter, *args, **kwargs):
            return f"<{super().format(formatter, *args, **kwargs)}>"

    class Parsing(m.Generator):
        def parse(self, text):
            return super().parse(text) + "."

    class Finding(m.Generator):
        def get_formatter(self, formatter):
            return Given("found") if formatter == "last_name" else super().get_formatter(formatter)

    class Wrapping(m.Generator):
        def set_formatter(self, name, formatter):
            super().set_formatter(name, Given(name) if name == "last_name" else formatter)

    class Drawing(m.Generator):
        own = random.Random(99)

        @property
        def random(self):
            return self.own

    seen = []
    for made in (Mine, Parsing, Finding, Wrapping, Drawing):
        fake = m.Faker(generator=made())
        if made is not Drawing:
            fake.seed_instance(1)
        seen += [made.__name__, values(m, fake)]
    return seen


@both
def test_parts_of_the_generator_patched(m):
    fake = seeded(m)
    seen = []
    with mock.patch.object(fake.factories[0], "parse", lambda text: text):
        seen += [values(m, fake)]
    with mock.patch.object(fake.factories[0], "format", lambda name: name):
        seen += [values(m, fake)]
    with mock.patch.object(m.Generator, "parse", lambda self, text: text[::-1]):
        seen += [values(m, fake)]
    with mock.patch.object(m.Generator, "set_formatter"):
        seen += [m.attempt(m.Faker().factories[0].__getattribute__, "name")]
    with mock.patch.object(m.Generator, "get_formatter", return_value=Given("G")):
        seen += [values(m, fake)]
    return [*seen, values(m, fake)]


class Halves(random.Random):
    def random(self):
        return 0.5


class Low(random.Random):
    def getrandbits(self, k):
        return 1

    def random(self):
        return 0.25


class Logging(random.Random):
    def __init__(self, seed):
        super().__init__(seed)
        self.calls = []

    def choice(self, seq):
        self.calls.append("choice")
        return super().choice(seq)

    def randint(self, a, b):
        self.calls.append((a, b))
        return a

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        self.calls.append(("choices", k, cum_weights))
        return super().choices(population, weights, k=k)


@both
@pytest.mark.parametrize("kind", [Halves, Low, Logging, random.Random])
def test_random_of_the_user(m, kind):
    fake = m.Faker()
    fake.random = kind(5)
    seen = [values(m, fake), getattr(fake.random, "calls", None)]
    fake.seed_instance(7)
    return [*seen, type(fake.random).__name__, values(m, fake)]


@both
def test_random_with_patched_methods(m):
    fake = seeded(m)
    seen = []
    with mock.patch.object(fake.random, "choice", lambda seq: seq[0]):
        seen += [values(m, fake)]
    with mock.patch.object(fake.random, "randint", lambda low, high: high):
        seen += [values(m, fake)]
    with mock.patch.object(
        random.Random, "choices", lambda self, a, weights=None, k=1: [a[-1]] * k
    ):
        seen += [values(m, fake)]
    with mock.patch.object(fake.random, "random", return_value=0.0):
        seen += [values(m, fake)]
    return [*seen, values(m, fake)]


@both
def test_random_between_calls(m):
    fake = seeded(m)
    seen = []
    for _ in range(20):
        seen += [fake.name(), fake.random.choice("abc"), fake.city(), fake.random.gauss(0, 1)]
        state = fake.random.getstate()
        seen += [fake.email(), fake.random.getrandbits(65)]
        fake.random.setstate(state)
        seen += [fake.email(), fake.random.sample(range(100), 3)]
    copied = copy.copy(fake.random)
    return [*seen, copied.random(), fake.random.random()]
