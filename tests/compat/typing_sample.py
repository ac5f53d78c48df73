"""What people write with Faker, for a type checker to read: `test_typing` checks it with `faker` and with ours.

A line that ends in a comment `# wrong` is an error, the same one with both.
"""

# ruff: noqa: F821, RUF012, SIM105, UP006, UP035

import datetime
import random
from collections import OrderedDict
from decimal import Decimal
from enum import Enum
from typing import Any, Dict, List, Optional, Sequence, Tuple
from uuid import UUID

from faker import Factory, Faker, Generator
from faker.config import AVAILABLE_LOCALES, DEFAULT_LOCALE, PROVIDERS
from faker.decode import unidecode
from faker.exceptions import BaseFakerException, UniquenessException, UnsupportedFeature
from faker.providers import BaseProvider, DynamicProvider, ElementsType
from faker.providers.address import Provider as AddressProvider
from faker.providers.address.en_US import Provider as EnUsAddressProvider
from faker.providers.company.de_DE import Provider as DeDeCompanyProvider
from faker.providers.credit_card import Provider as CreditCardProvider
from faker.providers.date_time import ParseError
from faker.providers.internet import Provider as InternetProvider
from faker.providers.misc import Provider as MiscProvider
from faker.providers.person import Provider as PersonProvider
from faker.providers.person.en_US import Provider as EnUsPersonProvider
from faker.providers.ssn.pl_PL import Provider as PlPlSsnProvider
from faker.providers.ssn.pl_PL import checksum
from faker.proxy import Faker as Proxy
from faker.typing import CreditCard, SeedType


class Colour(Enum):
    RED = 1


class Ward(BaseProvider):
    """A provider of the user's own."""

    wards: ElementsType[str] = ("surgery", "maternity")
    beds = OrderedDict([("single", 0.3), ("double", 0.7)])

    def ward(self) -> str:
        return self.random_element(self.wards)

    def bed(self) -> str:
        return self.random_element(self.beds)

    def number(self, low: int = 1) -> int:
        return self.random_int(min=low, max=99)

    def stay(self) -> Tuple[str, datetime.date]:
        return self.ward(), self.generator.date_object()

    def words(self) -> Sequence[str]:
        return self.random_elements(self.wards, length=3, unique=True)

    def label(self) -> str:
        return f"{self.numerify('##')}-{self.lexify('??')}-{self.bothify('?#', letters='AB')}"

    def wrong(self) -> int:
        self.random_elemnt(self.wards)  # wrong
        self.numerify(5)  # wrong
        return self.random_element(self.wards)  # wrong


class Address(AddressProvider):
    """Tables that the shared class declares may be collections of any kind."""

    city_suffixes = ["heim", "stadt"]
    street_suffixes = OrderedDict((("weg", 0.5), ("gasse", 0.5)))
    city_formats = ("{{first_name}}{{city_suffix}}",)

    def city_suffix(self) -> str:
        return self.random_element(self.city_suffixes)

    def canton(self) -> Tuple[str, str]:
        return self.random_element((("ZH", "Zürich"), ("BE", "Bern")))


class American(EnUsAddressProvider):
    """Tables of a locale, and more of them."""

    extra = (*EnUsAddressProvider.states, "Sealand")

    def first_state(self) -> str:
        return self.states[0].upper()

    def abbreviation(self) -> str:
        return self.random_element(self.states_abbr)

    def state_abbr(
        self, include_territories: bool = True, include_freely_associated_states: bool = True
    ) -> str:
        return super().state_abbr(include_territories, include_freely_associated_states)

    def city(self) -> int:  # wrong
        return 1


class Person(EnUsPersonProvider):
    first_names = OrderedDict((("Ada", 1.0),))
    formats = OrderedDict((("{{first_name}}", 1.0),))

    def first_name(self) -> str:
        return self.random_element(self.first_names)

    def common(self) -> List[str]:
        return [name for name, weight in EnUsPersonProvider.last_names.items() if weight > 0.01]


class Internet(InternetProvider):
    tlds = ("example",)

    def email(self) -> str:
        return "a@" + self.random_element(self.tlds)

    def slug(self, value: str) -> str:
        return value


class Company(DeDeCompanyProvider):
    def company(self) -> str:
        return self.random_element(self.company_suffixes)


class Card(CreditCardProvider):
    credit_card_types = OrderedDict((("x", CreditCard("X", ["1"], security_code="CVV")),))


class Loud(Faker):
    """A subclass of the proxy."""

    def shout(self) -> str:
        return self.name().upper()


class Wrong(Generator):
    def parse(self, text: int) -> str:  # wrong
        return str(text)


def constructors(seed: SeedType) -> None:
    Faker()
    Faker("de_DE")
    Faker(["de_DE", "ja_JP"], use_weighting=False)
    Faker(("de_DE",), providers=["faker.providers.person"], includes=["my.provider"])
    Faker(OrderedDict([("de_DE", 1), ("ja_JP", 2.5)]))
    Faker(None, generator=Generator(), anything=5)
    Faker(locale=5)  # wrong
    Faker(providers="faker.providers.person")  # wrong
    Faker.seed(seed)
    Faker.seed(object())  # wrong
    Loud("de_DE").seed_instance("text")
    reveal_type(Loud().shout())
    reveal_type(Proxy()["de_DE"])


def attributes(fake: Faker) -> None:
    fake.seed_instance(4761)
    fake.seed_instance()
    fake.seed_locale("de_DE", b"seed")
    fake.seed_locale()  # wrong
    reveal_type(fake["de_DE"].name())
    for name, factory in fake.items():
        reveal_type(name)
        reveal_type(factory)
    for name in fake.locales:
        print(name.lower())
    for factory in fake.factories:
        factory.add_provider(Ward)
        print(factory.name())
    print(fake.weights[0], fake.random.choice("abc"))
    fake.unique.clear()
    fake.unique.exclude_types([bool]).boolean()
    reveal_type(fake.unique.name())
    reveal_type(fake.unique["de_DE"].random_int(1, 5))
    reveal_type(fake.optional.name(prob=0.3))
    fake.add_provider(Ward)
    fake.add_provider(DynamicProvider("ward", ["a", "b"]))
    fake.set_formatter("ward", lambda: "a")
    reveal_type(fake.ward(low=1))
    reveal_type(fake.format("name"))
    reveal_type(fake.parse("{{name}}"))
    reveal_type(fake.some_community_method("x", y=5))


def arguments(fake: Faker, maybe: Optional[str]) -> None:
    reveal_type(fake.random_int(18, 65))
    reveal_type(fake.random_int(min=0, max=15, step=3))
    reveal_type(fake.random_element(("a", "b")))
    reveal_type(fake.random_element(elements=[1, 2]))
    reveal_type(fake.random_element({"a": 1}.keys()))
    reveal_type(fake.random_element(OrderedDict([("a", 0.5), ("b", 0.5)])))
    reveal_type(fake.random_elements(elements=OrderedDict([("a", 0.5)]), length=3, unique=True))
    reveal_type(fake.random_choices([Decimal(1)], length=3))
    reveal_type(fake.random_sample({1, 2}))
    reveal_type(fake.enum(Colour))
    reveal_type(fake.uuid4())
    reveal_type(fake.uuid4(cast_to=None))
    reveal_type(fake.uuid4(cast_to=str))
    reveal_type(fake.uuid4(lambda uuid: uuid.bytes))
    reveal_type(fake.uuid1(None))
    reveal_type(fake.uuid7())
    reveal_type(fake.md5())
    reveal_type(fake.md5(True))
    reveal_type(fake.sha1(raw_output=False))
    reveal_type(fake.sha256(raw_output=True))
    reveal_type(fake.binary(length=64))
    reveal_type(fake.date_between("-30y", datetime.date(2020, 1, 1)))
    reveal_type(fake.date_time_between(start_date="-1y", tzinfo=datetime.timezone.utc))
    reveal_type(fake.date_of_birth(minimum_age=18, maximum_age=65))
    reveal_type(fake.past_datetime(datetime.timedelta(days=-3)))
    reveal_type(fake.time_series("-1d", precision=3600, distrib=lambda at: 1.0))
    reveal_type(fake.pyfloat(left_digits=3, right_digits=2, positive=True))
    reveal_type(fake.pydecimal(min_value=1, max_value=Decimal("1.5")))
    reveal_type(fake.pydict(3, value_types=[str, int]))
    reveal_type(fake.pylist(nb_elements=3, value_types=(str,), allowed_types=[int]))
    reveal_type(fake.pystruct(count=2))
    reveal_type(fake.pyobject(int))
    reveal_type(fake.words(nb=5, ext_word_list=["a"], unique=True))
    reveal_type(fake.sentence(nb_words=6, variable_nb_words=False))
    reveal_type(fake.text(max_nb_chars=160))
    reveal_type(fake.profile(fields=["name"], sex="M"))
    reveal_type(fake.simple_profile())
    reveal_type(fake.json(data_columns=[("a", "name")], num_rows=2, indent=1))
    reveal_type(fake.csv(header=("a", "b"), data_columns=("{{name}}", "{{city}}"), num_rows=3))
    reveal_type(fake.zip(uncompressed_size=1000, num_files=5, compression="deflate"))
    reveal_type(fake.image(size=(8, 8), image_format="png", hue=(90, 270), luminosity="dark"))
    reveal_type(fake.password(length=12, special_chars=False))
    reveal_type(fake.credit_card_number(card_type="visa"))
    reveal_type(fake.passport_dates(datetime.date(1990, 1, 1)))
    reveal_type(fake.ssn(taxpayer_identification_number_type="EIN"))
    reveal_type(fake.ean13(prefixes=("45", "49"), leading_zero=False))
    reveal_type(fake.local_latlng(country_code="US", coords_only=True))
    reveal_type(fake.email(safe=False, domain=maybe))
    reveal_type(fake.ipv4_public(network=True, address_class="a"))
    reveal_type(fake.color(hue="red", luminosity="light", color_format="hex"))
    reveal_type(fake.file_path(depth=3, category="video", extension=["mp4"], absolute=None))
    reveal_type(fake.country_code(representation="alpha-3"))
    reveal_type(fake.pystr_format("?#{{random_int}}", letters="ab"))
    reveal_type(fake.passport_owner(gender="F"))


def wrong(fake: Faker) -> int:
    fake.name(1)  # wrong
    fake.random_int("1")  # wrong
    fake.random_int(mni=1)  # wrong
    fake.random_element(5)  # wrong
    fake.enum(5)  # wrong
    fake.enum()  # wrong
    fake.uuid4(cast_to=5)  # wrong
    fake.md5(raw_output="x")  # wrong
    fake.date_of_birth(minimum_age="18")  # wrong
    fake.passport_owner("Q")  # wrong
    fake.words(nb="5")  # wrong
    fake.email(True, None, 5)  # wrong
    fake.sentence(ext_word_list=5)  # wrong
    fake.profile(sex="Q")  # wrong
    fake.image(size=5)  # wrong
    number: int = fake.name()  # wrong
    text: str = fake.uuid4(None)  # wrong
    fake.random_int().upper()  # wrong
    print(number, text)
    return fake.name()  # wrong


def generators() -> str:
    made = Factory.create("de_DE", ["faker.providers.person"], includes=None)
    reveal_type(made)
    made.add_provider(Ward)
    made.add_provider(Ward(made))
    made.add_provider(5)  # wrong
    reveal_type(made.get_providers())
    reveal_type(made.provider("person"))
    made.set_arguments("group", "max", 5)
    reveal_type(made.get_arguments("group"))
    reveal_type(made.del_arguments("group", "max"))
    made.set_formatter("x", lambda: 5)
    reveal_type(made.get_formatter("x")())
    reveal_type(made.format("name", 1, a=2))
    reveal_type(made.random)
    made.random = random.Random(5)
    reveal_type(made.seed_instance(5))
    Generator.seed("text")
    made.parse(5)  # wrong
    return made.parse("{{name}}")


def package(error: UnsupportedFeature) -> None:
    reveal_type(DEFAULT_LOCALE)
    reveal_type(PROVIDERS)
    reveal_type(sorted(AVAILABLE_LOCALES)[0])
    reveal_type(unidecode("Łódź"))
    reveal_type(checksum([1, 2]))
    reveal_type(PlPlSsnProvider(None).ssn())
    reveal_type(MiscProvider(Generator()).uuid4(None))
    reveal_type(PersonProvider.formats)
    reveal_type(DynamicProvider("a", [1]).get_random_value())
    reveal_type(error.name)
    kinds: Dict[str, CreditCard] = CreditCardProvider.credit_card_types
    uuid: UUID = Faker().uuid4(None)
    anything: Any = (kinds, uuid)
    DynamicProvider(5)  # wrong
    DynamicProvider("ward", ["a"]).add_element(5)  # wrong
    try:
        print(anything)
    except (BaseFakerException, UniquenessException, ParseError):
        pass
