"""Columns of one entity agree within a row: 10,000 rows in each of ten locales and more."""

from __future__ import annotations

import datetime
import re
import typing
import unicodedata
from pathlib import Path

import pytest
from forgery import Faker, _forgery

N = 10_000
DATA = Path(__file__).parent.parent / "src" / "data"
LATIN = ["en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "cs_CZ", "sv_SE", "pt_BR", "nl_NL"]
OTHERS = ["ru_RU", "uk_UA", "bg_BG", "el_GR", "ja_JP", "zh_CN"]


def rows(kind: str, locale: typing.Any, n: int = N, **options: typing.Any) -> list[dict]:
    """Rows with all attributes of an entity."""
    names = [name for name, _, _ in _forgery.entities() if name.startswith(f"{kind}.")]
    schema = {name.split(".")[1]: name for name in names}
    return Faker(locale, seed="coherence", **options).records(n, schema)


def letters(text: str) -> set[str]:
    """A name in the letters of an address: without marks, or as Germans and Danes write them."""
    lower = text.lower()
    spelled = lower.translate(
        str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
    )
    plain = str.maketrans({"ß": "ss", "ł": "l", "đ": "d", "æ": "ae", "ø": "o"})
    forms = {lower.translate(plain), spelled.translate(plain)}
    return {re.sub("[^a-z]", "", unicodedata.normalize("NFKD", form)) for form in forms}


def holds(address: str, *names: str) -> bool:
    """Whether an address has one of the names in it."""
    plain = re.sub("[^a-z]", "", address.lower())
    return any(form in plain for name in names for form in letters(name))


@pytest.mark.parametrize("locale", LATIN + OTHERS)
def test_a_name_is_of_its_parts(locale: str) -> None:
    for row in rows("person", locale):
        assert row["first_name"] in row["name"], row
        assert row["last_name"] in row["name"], row


def test_an_american_name_is_of_its_parts_and_nothing_else() -> None:
    for row in rows("person", "en_US"):
        core = f"{row['first_name']} {row['last_name']}"
        prefix, suffix = row["prefix"], row["suffix"]
        assert row["name"] in {
            core,
            f"{prefix} {core}",
            f"{core} {suffix}",
            f"{prefix} {core} {suffix}",
        }


@pytest.mark.parametrize("locale", LATIN)
def test_user_names_and_emails_are_made_from_the_name(locale: str) -> None:
    domains = set()
    for row in rows("person", locale):
        assert holds(row["user_name"], row["first_name"], row["last_name"]), row
        user, domain = row["email"].split("@")
        assert user == row["user_name"]
        assert domain in {"example.com", "example.net", "example.org"}
        user, domain = row["free_email"].split("@")
        assert user == row["user_name"]
        domains.add(domain)
    assert len(domains) > 1


@pytest.mark.parametrize("locale", _forgery.locales())
def test_user_names_of_every_script_are_made_from_the_name(locale: str) -> None:
    for row in rows("person", locale, 300):
        names = [row["first_name"], row["last_name"], *row["romanized_name"].split()]
        assert holds(row["user_name"], *names), row
        assert row["email"].split("@")[0] == row["free_email"].split("@")[0] == row["user_name"]


def test_japanese_names_are_spelled_the_same_in_all_scripts() -> None:
    provider = pytest.importorskip("faker.providers.person.ja_JP").Provider
    first = {*provider.first_name_female_pairs, *provider.first_name_male_pairs}
    last = set(provider.last_name_pairs)
    for row in rows("person", "ja_JP"):
        family, given = row["kana_name"].split()
        roman_given, roman_family = row["romanized_name"].split()
        assert (row["first_name"], given, roman_given) in first, row
        assert (row["last_name"], family, roman_family) in last, row


def test_the_check_of_user_names_can_fail() -> None:
    made = rows("person", "en_US", 1000)
    shifted = zip(made, made[1:])
    agree = sum(holds(a["user_name"], b["first_name"], b["last_name"]) for a, b in shifted)
    assert agree < 100


GENDERED = [*LATIN[:7], "ru_RU", "bg_BG", "el_GR", "uk_UA"]


@pytest.mark.parametrize("locale", GENDERED)
def test_names_and_prefixes_go_with_the_gender(locale: str) -> None:
    provider = pytest.importorskip(f"faker.providers.person.{locale}").Provider
    tables = {
        attribute: {
            gender: set(getattr(provider, f"{table}_{gender}", getattr(provider, table, ())))
            for gender in ("female", "male")
        }
        for attribute, table in (
            ("first_name", "first_names"),
            ("last_name", "last_names"),
            ("prefix", "prefixes"),
        )
    }
    made = rows("person", locale)
    for row in made:
        assert row["sex"] == {"female": "F", "male": "M"}[row["gender"]]
        for attribute, table in tables.items():
            if table["female"] and (attribute != "last_name" or table["female"] != table["male"]):
                assert row[attribute] in table[row["gender"]], (attribute, row)
    assert {row["gender"] for row in made} == {"female", "male"}


@pytest.mark.parametrize(
    "as_of", [None, "2024-02-29", datetime.date(2024, 2, 28), datetime.datetime(1999, 12, 31, 23)]
)
def test_the_age_is_that_of_the_birth_date(as_of: typing.Any) -> None:
    fake = Faker("en_US", seed="coherence", as_of=as_of)
    today = fake.as_of.date()
    assert as_of is not None or today == datetime.date(2026, 1, 1)
    schema = {"born": "person.birth_date", "age": "person.age"}
    ages = set()
    for born, age in fake.records_tuples(N, schema):
        # The last birthday was `age` years after the birth; the next lies ahead.
        years = today.year - born.year
        had_birthday = (today.month, today.day) >= (born.month, born.day)
        assert age == (years if had_birthday else years - 1), (born, age)
        ages.add(age)
    assert ages == set(range(18, 91))


def places(locale: str) -> tuple[dict[str, str], list[list[str]]]:
    """The locale's country and its places, read from the table's source."""
    single: dict[str, str] = {}
    table: list[list[str]] = []
    name = ""
    for line in (DATA / locale / "place.txt").read_text("utf-8").splitlines():
        if line.startswith("\t"):
            if name == "places":
                table.append(line[1:].split("\t"))
            else:
                single[name] = line[1:]
        elif line and not line.startswith("#"):
            name = line.split()[0]
    return single, table


@pytest.mark.parametrize("locale", LATIN + OTHERS)
def test_a_place_is_one_place_of_the_table(locale: str) -> None:
    country, table = places(locale)
    by_city: dict[tuple[str, ...], list[list[str]]] = {}
    for line in table:
        city, state, abbreviation, _, _, _, zone = line
        by_city.setdefault((city, state, abbreviation, zone), []).append(line)
    seen = set()
    for row in rows("place", locale):
        key = (row["city"], row["state"], row["state_abbr"], row["timezone"])
        seen.add(key)
        assert any(is_at(row, line) for line in by_city[key]), row
        assert row["country"] == country["country"]
        assert row["country_code"] == country["country_code"] == locale[-2:]
    # 10,000 rows are enough to see each of a few hundred places.
    assert len(table) > 1000 or len(seen) > 0.9 * len(by_city)


def is_at(row: dict, line: list[str]) -> bool:
    """Whether a row's postcode and coordinates are those of a line of the table."""
    shape = re.escape(line[3]).replace(r"\#", r"\d").replace("%", "[1-9]").replace(r"\?", "[A-Z]")
    near = (
        abs(row["latitude"] - float(line[4])) < 0.0501
        and abs(row["longitude"] - float(line[5])) < 0.0501
    )
    return near and re.fullmatch(shape, row["postcode"]) is not None


def test_american_places_exist() -> None:
    # Facts from elsewhere: first digits of zip codes, time zones, the map.
    facts = {
        "Massachusetts": ("0", {"America/New_York"}, (41, 43), (-74, -69)),
        "California": ("9", {"America/Los_Angeles"}, (32, 42.1), (-125, -114)),
        "Texas": ("7", {"America/Chicago", "America/Denver"}, (25.7, 36.6), (-107, -93.4)),
        "Florida": ("3", {"America/New_York", "America/Chicago"}, (24, 31.1), (-88, -79.9)),
    }
    seen = set()
    for row in rows("place", "en_US"):
        if row["state"] in facts:
            digit, zones, (south, north), (west, east) = facts[row["state"]]
            assert row["postcode"][0] == digit
            assert row["timezone"] in zones
            assert south < row["latitude"] < north
            assert west < row["longitude"] < east
            seen.add(row["state"])
    assert seen == set(facts)


CARDS = {
    "American Express": (r"3[47]\d{13}", 4),
    "Diners Club / Carte Blanche": (r"3(0[0-5]|6|8)\d{11,12}", 3),
    "Discover": (r"6(011|5\d\d)\d{12}", 3),
    "JCB 15 digit": (r"(2131|1800)\d{11}", 3),
    "JCB 16 digit": (r"35\d{14}", 3),
    "Maestro": (r"[056]\d{11}", 3),
    "Mastercard": (r"(5[1-5]|2[2-7])\d{14}", 3),
    "VISA 13 digit": (r"4\d{12}", 3),
    "VISA 16 digit": (r"4\d{15}", 3),
    "VISA 19 digit": (r"4\d{18}", 3),
}


def test_a_payments_number_and_code_are_of_its_provider() -> None:
    luhn = pytest.importorskip("stdnum.luhn")
    made = rows("payment", "en_US")
    assert {row["provider"] for row in made} == set(CARDS)
    for row in made:
        shape, digits = CARDS[row["provider"]]
        assert re.fullmatch(shape, row["number"]), row
        assert luhn.is_valid(row["number"]), row
        assert re.fullmatch(rf"\d{{{digits}}}", row["security_code"]), row
        assert re.fullmatch(r"(0[1-9]|1[0-2])/\d\d", row["expires"]), row


@pytest.mark.parametrize("locale", LATIN)
def test_a_companys_addresses_are_at_its_domain(locale: str) -> None:
    for row in rows("company", locale):
        assert row["url"] == f"https://www.{row['domain']}/"
        assert row["email"].split("@")[1] == row["domain"]
        word = re.sub("[^a-z]", "", row["domain"].split(".")[0])
        assert any(word in form for form in letters(row["name"])), row


def test_labels_tell_entities_apart() -> None:
    schema = {
        "buyer": "buyer:person.name",
        "buyer_last": "buyer:person.last_name",
        "seller": "seller:person.name",
        "seller_last": "seller:person.last_name",
        "name": "name",
    }
    made = Faker("en_US", seed="labels").records(N, schema)
    assert all(
        row["buyer_last"] in row["buyer"] and row["seller_last"] in row["seller"] for row in made
    )
    for one, other in (("buyer", "seller"), ("buyer", "name"), ("seller", "name")):
        assert sum(row[one] == row[other] for row in made) < 20


def test_an_attribute_does_not_depend_on_the_others() -> None:
    alone = Faker("pl_PL", seed="alone").records_tuples(3000, {"x": "person.email"})
    among = Faker("pl_PL", seed="alone").records(
        3000, {"a": "place.city", "b": "person.prefix", "x": "person.email", "c": "person.name"}
    )
    assert [email for (email,) in alone] == [row["x"] for row in among]


def test_a_row_of_several_locales_is_in_one_of_them() -> None:
    schema = {"name": "person.name", "first": "person.first_name", "country": "place.country_code"}
    made = Faker(["de_DE", "ru_RU"], seed="locales").records(N, schema)
    assert {row["country"] for row in made} == {"DE", "RU"}
    for row in made:
        script = unicodedata.name(row["first"][0]).split()[0]
        assert script == {"DE": "LATIN", "RU": "CYRILLIC"}[row["country"]], row
        assert row["first"] in row["name"]
