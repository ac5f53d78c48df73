"""Addresses of the internet and telephone numbers, checked by code that is not ours."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

import pytest
from forgery import Faker, _forgery
from forgery.errors import UnavailableFieldError

email_validator = pytest.importorskip("email_validator")
idna = pytest.importorskip("idna")

N = 2_000
LOCALES = _forgery.locales()


def values(field: str, n: int = N, locale: str = "en_US", **params: object) -> list:
    return Faker(locale, seed="internet").batch(field, n, **params)


def check_email(address: str) -> None:
    # `test_environment` allows the reserved domains that are no one's.
    email_validator.validate_email(address, check_deliverability=False, test_environment=True)


EMAILS = ["email", "safe_email", "free_email", "company_email"]


@pytest.mark.parametrize("field", [*EMAILS, *(f"ascii_{field}" for field in EMAILS)])
def test_emails_are_valid(field: str) -> None:
    for address in values(field):
        check_email(address)


@pytest.mark.parametrize("locale", LOCALES)
def test_emails_of_every_locale_are_valid(locale: str) -> None:
    for field in EMAILS:
        for address in values(field, 25, locale):
            check_email(address)


def test_safe_emails_are_at_domains_that_nobody_owns() -> None:
    for address in values("safe_email") + values("email"):
        assert re.fullmatch(r"[\w.]+@example\.(com|net|org)", address), address
    assert not any("@example." in address for address in values("email", safe=False))


@pytest.mark.parametrize("locale", LOCALES)
def test_domains_and_urls_of_every_locale(locale: str) -> None:
    for domain in values("domain_name", 50, locale) + values("hostname", 50, locale):
        idna.encode(domain)
        assert "." in domain
    for field in ("url", "uri"):
        for url in values(field, 50, locale):
            parts = urlsplit(url)
            assert parts.scheme in {"http", "https"}
            idna.encode(parts.hostname)
            assert parts.path.startswith("/")


def test_urls_have_the_schemes_asked_for() -> None:
    assert {urlsplit(url).scheme for url in values("url", schemes=["ftp", "ws"])} == {"ftp", "ws"}


NETWORKS = {"a": "0.0.0.0/1", "b": "128.0.0.0/2", "c": "192.0.0.0/3"}


def test_ipv4() -> None:
    for text in values("ipv4"):
        assert str(ipaddress.IPv4Address(text)) == text
    for text in values("ipv4", network=True):
        ipaddress.IPv4Network(text)
    assert all(ipaddress.IPv4Address(text).is_private for text in values("ipv4_private"))
    assert not any(ipaddress.IPv4Address(text).is_private for text in values("ipv4_public"))


@pytest.mark.parametrize("address_class", NETWORKS)
def test_ipv4_of_a_class(address_class: str) -> None:
    network = ipaddress.IPv4Network(NETWORKS[address_class])
    for field in ("ipv4", "ipv4_private", "ipv4_public"):
        made = [
            ipaddress.IPv4Address(text) for text in values(field, 700, address_class=address_class)
        ]
        assert all(address in network for address in made)
        if field != "ipv4":
            assert {address.is_private for address in made} == {field == "ipv4_private"}


def test_ipv6() -> None:
    for text in values("ipv6"):
        ipaddress.IPv6Address(text)
    for text in values("ipv6", network=True):
        ipaddress.IPv6Network(text)


def test_mac_addresses_say_whether_they_are_multicast() -> None:
    for multicast in (False, True):
        for text in values("mac_address", multicast=multicast):
            assert re.fullmatch("[0-9a-f]{2}(:[0-9a-f]{2}){5}", text)
            assert int(text[:2], 16) & 1 == multicast


def test_ports_and_statuses() -> None:
    assert all(0 <= port <= 65_535 for port in values("port_number"))
    assert all(0 <= port <= 1_023 for port in values("port_number", is_system=True))
    assert all(49_152 <= port <= 65_535 for port in values("port_number", is_dynamic=True))
    assert all(100 <= status <= 599 for status in values("http_status_code"))
    assert all(re.fullmatch("[A-Z]+", method) for method in values("http_method"))


def test_slugs_are_words_with_hyphens() -> None:
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in values("slug"))


#: Faker has mobile numbers and landlines of the Philippines, but no telephone number in general.
WITHOUT_PHONES = {"en_PH", "fil_PH", "tl_PH"}


@pytest.mark.parametrize("locale", LOCALES)
def test_telephone_numbers_are_digits_with_separators(locale: str) -> None:
    if locale in WITHOUT_PHONES:
        with pytest.raises(UnavailableFieldError):
            Faker(locale).phone_number()
        return
    for number in values("phone_number", 200, locale):
        # What is left without the mark of an extension.
        plain = re.sub("x|ext", "", number)
        assert not any(c.isalpha() for c in plain), number
        assert not re.search("[#%]", number), number
        assert 3 <= sum(c.isdigit() for c in number) <= 20, number


def test_american_telephone_numbers() -> None:
    shape = r"(\+1-|001-)?(\(\d{3}\)|\d{3})?[-.]?\d{3}[-.]?\d{4}(x\d{3,5})?"
    assert all(re.fullmatch(shape, number) for number in values("phone_number"))
    assert all(re.fullmatch(r"\d{11,14}", number) for number in values("msisdn"))
