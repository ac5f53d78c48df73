"""Provider classes: subclasses with tables and methods of their own, and classes changed while they are used."""

# ruff: noqa: RUF012

from __future__ import annotations

from collections import OrderedDict
from unittest import mock

import pytest
from calls import provider, seeded, values
from sides import both

PERSON = "person.en_US"


@both
def test_subclass_with_tables(m):
    class Mine(provider(m, PERSON)):
        first_names_female = OrderedDict([("Ada", 0.9), ("Bea", 0.1)])
        first_names_male = ["Max", "Moritz"]
        last_names = ("One",)
        formats_male = ("{{first_name_male}} von {{last_name}}", "{{last_name}} {{nope}}")

    fake = seeded(m)
    fake.add_provider(Mine)
    seen = [values(m, fake)]
    Mine.last_names = ("Two", "Three")
    seen += [values(m, fake)]
    Mine.first_names_male.append("Late")
    seen += [values(m, fake)]
    fake.get_providers()[0].__use_weighting__ = True
    return [*seen, values(m, fake)]


@both
def test_subclass_with_methods(m):
    class Mine(provider(m, PERSON)):
        def last_name(self):
            return super().last_name().upper()

        def first_name_female(self):
            return self.random_element(self.first_names_male) + "a"

        def name(self):
            return "-".join((self.last_name(), super().name(), self.generator.first_name()))

        def random_element(self, elements=("a", "b", "c")):
            return super().random_element(tuple(elements)[:3])

    fake = seeded(m)
    fake.add_provider(Mine)
    return values(m, fake), fake.random_element("wxyz")


@both
def test_subclass_of_a_subclass(m):
    class First(provider(m, "address.de_DE")):
        city_suffixes = ("ingen",)

        def city(self):
            return "Neu-" + super().city()

    class Mixin:
        def city_name(self):
            return "Mixin" + super().city_name()

        street_suffixes_short = ("gasse",)

    class Second(Mixin, First):
        cities = ["Ort"]

        @property
        def street_suffixes_long(self):
            return [f"weg{self.random_digit()}"]

        @staticmethod
        def postcode():
            return "00000"

        @classmethod
        def state(cls):
            return cls.__name__

    fake = seeded(m, "de_DE")
    fake.add_provider(Second)
    names = ("city", "city_name", "street_name", "address", "postcode", "state", "street_address")
    seen = [values(m, fake, names, 5)]
    with mock.patch.object(First, "city", lambda self: self.postcode()):
        seen += [fake.city(), values(m, fake, names), fake.get_providers()[0].city()]
    First.city_suffixes = ("stadt",)
    return [*seen, values(m, fake, names)]


@both
def test_subclass_that_joins_two(m):
    class Both(provider(m, "person.de_DE"), provider(m, "person.ja_JP")):
        pass

    class Odd(provider(m, "company.en_US"), provider(m, "color")):
        color_name = provider(m, "company.en_US").company_suffix

    fake = seeded(m)
    fake.add_provider(Both)
    fake.add_provider(Odd)
    names = ("name", "kana_name", "first_name", "company", "color_name", "safe_hex_color")
    return values(m, fake, names)


@both
def test_classes_that_a_subclass_derives_from(m):
    class Odd(provider(m, "company.en_US"), provider(m, "color")):
        pass

    return [each.__name__ for each in Odd.__mro__]


@both
def test_subclass_in_a_module(m, monkeypatch):
    import sys
    import types

    module = types.ModuleType("my_provider")

    class Provider(provider(m, "internet.en_US")):
        user_name_formats = ("{{last_name}}.{{first_name}}.{{random_digit}}",)
        free_email_domains = ("mine.example",)

    module.Provider = Provider
    monkeypatch.setitem(sys.modules, "my_provider", module)
    fake = seeded(m, includes=["my_provider"])
    only = seeded(m, providers=["faker.providers.person", "my_provider"])
    names = ("user_name", "free_email", "email", "name")
    return (
        values(m, fake, names),
        values(m, only, names),
        [each.__provider__ for each in only.get_providers()],
        fake.get_providers()[0].__use_weighting__,
    )


@both
@pytest.mark.parametrize(
    ("path", "table", "value"),
    [
        (PERSON, "first_names_female", ("Ann",)),
        (PERSON, "first_names_female", OrderedDict([("Ann", 5), ("Bea", 1)])),
        (PERSON, "last_names", ["A", "B"]),
        (PERSON, "formats_female", ("{{last_name}}",)),
        (PERSON, "prefixes_female", ()),
        (PERSON, "last_names", {"A": 1}),
        (PERSON, "last_names", {"A"}),
        (PERSON, "last_names", None),
        (PERSON, "last_names", "letters"),
        (PERSON, "last_names", (1, None, 2.5, "x")),
        ("person", "formats", ("base",)),
        ("person", "last_names", ("base",)),
        ("company", "company_suffixes", ("base",)),
        ("company", "formats", ("{{last_name}} {{company_suffix}} {{color_name}}",)),
        ("address", "city_suffixes", ["base"]),
        ("address.en_US", "city_suffixes", ["own"]),
        ("address.en_US", "address_formats", OrderedDict([("{{city}}!", 1), ("{{postcode}}", 9)])),
        ("address.en_US", "new_table", ["own"]),
        ("lorem.la", "word_list", ("uno", "duo")),
        ("phone_number.en_US", "formats", ("+## {{last_name}}",)),
        ("internet", "user_name_formats", ("{{last_name}}??##",)),
        ("automotive.en_US", "license_formats", ("###-???",)),
    ],
    ids=repr,
)
def test_tables_of_a_class_replaced(m, path, table, value):
    fake = seeded(m)
    cls = provider(m, path)
    seen = [values(m, fake)]
    with mock.patch.object(cls, table, value, create=True):
        seen += [values(m, fake), values(m, seeded(m)), values(m, seeded(m, "de_DE"))]
    return [*seen, values(m, fake), values(m, seeded(m)), values(m, seeded(m, "de_DE"))]


@both
def test_tables_of_a_class_deleted(m):
    fake = seeded(m)
    cls = provider(m, PERSON)
    kept = cls.prefixes_female, cls.last_names
    seen = []
    try:
        del cls.prefixes_female
        seen += [hasattr(cls, "prefixes_female"), values(m, fake)]
        del cls.last_names
        # The base has a table of this name.
        seen += [len(cls.last_names), values(m, fake)]
        seen += [m.attempt(delattr, cls, "last_names")]
    finally:
        cls.prefixes_female, cls.last_names = kept
    return [*seen, values(m, fake)]


@both
@pytest.mark.parametrize(
    ("path", "table", "name", "locale"),
    [
        ("address", "alpha_2_country_codes", "country_code", "en_US"),
        ("address", "alpha_2_country_codes", "country_code", "de_DE"),
        ("person", "language_names", "language_name", "en_US"),
        ("date_time", "centuries", "century", "ja_JP"),
        ("currency.en_US", "price_formats", "pricetag", "en_US"),
        ("job.de_DE", "jobs", "job", "de_DE"),
        ("job.de_DE", "jobs", "job", "en_US"),
        ("bank.ru_RU", "checking_account_codes", "checking_account", "ru_RU"),
        ("emoji", "emojis", "emoji", "ru_RU"),
    ],
)
def test_lists_changed_in_place(m, path, table, name, locale):
    cls = provider(m, path)
    listed = getattr(cls, table)
    fake = seeded(m, locale)
    seen = [m.seen(listed[:3]), values(m, fake, [name])]
    kept = list(listed)
    try:
        listed[:] = kept[:1]
        seen += [values(m, fake, [name])]
        listed.append(kept[1])
        seen += [values(m, fake, [name]), values(m, seeded(m, locale), [name])]
        listed.clear()
        seen += [m.attempt(getattr(fake, name)), fake.random.random()]
    finally:
        listed[:] = kept
    return [*seen, values(m, fake, [name]), getattr(cls, table) is listed]


@both
def test_lists_that_other_tables_hold(m):
    cls = provider(m, "credit_card")
    fake = seeded(m)
    with mock.patch.object(cls, "prefix_visa", ["77"]):
        # The cards were made of the old list.
        seen = [fake.credit_card_number("visa")]
    kept = cls.prefix_maestro[:]
    try:
        cls.prefix_maestro[:] = ["88"]
        seen += [fake.credit_card_number("maestro"), cls.credit_card_types["maestro"].prefixes]
    finally:
        cls.prefix_maestro[:] = kept
    return [*seen, fake.credit_card_number("maestro"), values(m, fake)]


@both
def test_mappings_changed_in_place(m):
    cls = provider(m, PERSON)
    table = cls.first_names_female
    fake = seeded(m)
    kept = table["Mary"]
    try:
        table["Mary"] = 10**6
        seen = [values(m, fake)]
        table["Mary"] = 0
        seen += [values(m, fake), sum(fake.first_name_female() == "Mary" for _ in range(200))]
    finally:
        table["Mary"] = kept
    return [*seen, values(m, fake), list(table.items())[:5]]


@both
def test_mappings_that_grow(m):
    class Mine(provider(m, PERSON)):
        last_names = OrderedDict([("A", 1)])

    fake = seeded(m)
    fake.add_provider(Mine)
    seen = []
    for weighting in (True, False):
        fake.get_providers()[0].__use_weighting__ = weighting
        Mine.last_names["B" * weighting] = 5
        # The keys were kept at the first use: with weights their number is wrong now.
        seen += [[m.attempt(fake.last_name) for _ in range(5)]]
        Mine.last_names = OrderedDict(Mine.last_names)
        seen += [[m.attempt(fake.last_name) for _ in range(5)]]
    return seen, values(m, fake)


@both
def test_dictionaries_changed_in_place(m):
    cls = provider(m, "credit_card")
    card = m.module("typing").CreditCard("Mine", ["99"], 5, "XYZ", 2)
    fake = seeded(m)
    with mock.patch.dict(cls.credit_card_types, {"mine": card}):
        seen = [fake.credit_card_number("mine"), fake.credit_card_provider("mine")]
        seen += [
            fake.credit_card_full("mine").splitlines()[0],
            [fake.credit_card_provider() for _ in range(5)],
        ]
    return [*seen, m.attempt(fake.credit_card_number, "mine"), values(m, fake)]


@both
@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PERSON, "first_name"),
        (PERSON, "last_name"),
        ("person", "last_name"),
        ("person", "first_name_female"),
        ("person", "name"),
        ("company", "company_suffix"),
        ("address", "street_name"),
        ("address.en_US", "state_abbr"),
        ("internet", "domain_word"),
        ("internet", "user_name"),
        ("lorem", "words"),
        ("lorem", "get_words_list"),
        ("python", "pyint"),
    ],
)
def test_methods_of_a_class_patched(m, path, name):
    fake = seeded(m)
    cls = provider(m, path)
    patched = lambda self, *args, **kwargs: [type(self).__name__]  # noqa: E731
    with mock.patch.object(cls, name, patched, create=True):
        # Generators keep the methods that they were made with; new ones get the new method.
        seen = [m.attempt(getattr(fake, name)), values(m, fake), values(m, seeded(m))]
        seen += [m.attempt(getattr(fake.get_providers()[6], name, int))]
    return [*seen, values(m, fake), values(m, seeded(m))]


BASE = {
    "random_element": lambda self, elements=(): next(iter(elements)),
    "random_elements": lambda self, elements=(), length=None, *args, **kwargs: list(elements)[
        :length
    ],
    "random_int": lambda self, *args, **kwargs: 5,
    "random_digit": lambda self: 7,
    "random_digit_not_null": lambda self: "x",
    "numerify": lambda self, text="": text.replace("#", "."),
    "lexify": lambda self, text="", letters="": text.replace("?", "!"),
    "bothify": lambda self, text="", letters="": f"[{text}]",
    "randomize_nb_elements": lambda self, *args, **kwargs: 2,
}


@both
@pytest.mark.parametrize("name", BASE)
@pytest.mark.parametrize("locale", ["en_US", "ja_JP"])
def test_methods_of_the_base_patched(m, name, locale):
    fake = seeded(m, locale)
    with mock.patch.object(m.providers.BaseProvider, name, BASE[name]):
        seen = [values(m, fake), values(m, seeded(m, locale))]
        seen += [m.attempt(getattr(fake, name)), m.attempt(getattr(seeded(m, locale), name))]
    return [*seen, values(m, fake)]


@both
def test_methods_added_to_a_class(m):
    cls = provider(m, PERSON)
    fake = seeded(m)
    with mock.patch.object(cls, "shout", lambda self: self.name().upper(), create=True):
        seen = [hasattr(fake, "shout"), seeded(m).shout(), hasattr(m.Faker("de_DE"), "shout")]
        seen += ["shout" in dir(m.Faker())]
    seen += [hasattr(m.Faker(), "shout")]
    # Not `last_names`, which the drop-in has as the batch method of `last_name`.
    with mock.patch.object(cls, "formats_female", staticmethod(lambda: "now a method")):
        seen += [seeded(m).formats_female(), m.attempt(seeded(m).name_female)]
    return [*seen, hasattr(m.Faker(), "formats_female"), values(m, seeded(m))]


@both
def test_methods_called_otherwise(m):
    cls, base = provider(m, PERSON), m.providers.BaseProvider
    fake = seeded(m)
    person = fake.provider("faker.providers.person")
    empty = cls(m.Generator())
    empty.generator.seed_instance(1)

    class Double:
        last_names = ("Double",)
        generator = fake.factories[0]

        def random_element(self, elements):
            return elements[0]

    return (
        [person.name(), cls.name(person), person.random_int(5, 6), base.random_int(person, 5, 6)],
        m.attempt(empty.name),
        m.attempt(empty.last_name),
        m.attempt(cls),
        m.attempt(cls.last_name),
        m.attempt(cls.last_name, Double()),
        m.attempt(person.last_name, 5),
        m.attempt(person.random_int, 5, mx=6),
        m.attempt(cls(None).last_name),
        base(fake.factories[0]).bothify("##??"),
        fake.random.random(),
    )


@both
def test_methods_assigned_across_classes(m):
    class Mine(m.providers.BaseProvider):
        title = provider(m, PERSON).last_name
        last_names = ("Borrowed",)
        digit = m.providers.BaseProvider.random_digit
        small = property(provider(m, "person").first_name)
        first_names = ("Lent",)

    fake = seeded(m)
    fake.add_provider(Mine)
    return (
        fake.title(),
        fake.digit(),
        fake.get_providers()[0].small,
        fake.parse("{{title}} {{name}}"),
    )


@both
def test_class_of_a_provider_replaced(m):
    class Mine(provider(m, PERSON)):
        last_names = ("Mine",)

        def first_name(self):
            return "Mine"

    fake = seeded(m)
    fake.provider("faker.providers.person").__class__ = Mine
    return values(m, fake)


@both
def test_a_class_found_by_a_patched_factory(m):
    class Mine(provider(m, PERSON)):
        last_names = ("Found",)

    find = m.Factory._find_provider_class

    def found(path, locale):
        return (Mine, "xx", None) if path.endswith("person") else find(path, locale)

    with mock.patch.object(m.Factory, "_find_provider_class", found):
        fake = seeded(m)
    return values(m, fake), fake.provider("faker.providers.person").__lang__, values(m, seeded(m))
