"""What values claim to be, checked by code that is not ours: check digits, forms, ranges."""

from __future__ import annotations

import datetime
import re
import string
import uuid
from decimal import Decimal

import pytest
from forgery import Faker, _forgery
from iso_codes import ALPHA_2, ALPHA_3, CURRENCIES

luhn = pytest.importorskip("stdnum.luhn")
bic = pytest.importorskip("stdnum.bic")
ean = pytest.importorskip("stdnum.ean")
iban = pytest.importorskip("stdnum.iban")
isbn = pytest.importorskip("stdnum.isbn")
mod_97_10 = pytest.importorskip("stdnum.iso7064.mod_97_10")

N = 2_000
LOCALES = _forgery.locales()
#: Locales of many scripts and of both kinds: with tables of their own, and with those of another.
SOME = ["en_US", "de_DE", "fr_FR", "ja_JP", "ar_AA", "ru_RU", "zh_CN", "th_TH"]
AS_OF = datetime.datetime(2026, 1, 1)


def values(field: str, n: int = N, locale: str = "en_US", **params: object) -> list:
    return Faker(locale, seed="validators").batch(field, n, **params)


# Numbers of the networks themselves: first digits and lengths.
CARDS = {
    "amex": r"3[47]\d{13}",
    "diners": r"3(?:0[0-5]|6|8)\d{11,12}",
    "discover": r"6(?:011|5\d\d)\d{12}",
    "jcb15": r"(?:2131|1800)\d{11}",
    "jcb16": r"35\d{14}",
    # Faker's table has 0604 too, a number that no network uses.
    "maestro": r"(?:50\d\d|5[6-8]\d\d|6\d{3}|0604)\d{8}",
    "mastercard": r"(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}",
    "visa13": r"4\d{12}",
    "visa16": r"4\d{15}",
    "visa19": r"4\d{18}",
}


@pytest.mark.parametrize("card_type", CARDS)
def test_a_card_has_its_networks_prefix_and_length_and_passes_luhn(card_type: str) -> None:
    for number in values("credit_card_number", card_type=card_type):
        assert re.fullmatch(CARDS[card_type], number), number
        assert luhn.is_valid(number), number


@pytest.mark.parametrize("locale", LOCALES)
def test_cards_of_every_locale_pass_luhn(locale: str) -> None:
    assert all(map(luhn.is_valid, values("credit_card_number", 100, locale)))


def test_a_security_code_has_four_digits_for_american_express_alone() -> None:
    for card_type in CARDS:
        digits = 4 if card_type == "amex" else 3
        codes = values("credit_card_security_code", 200, card_type=card_type)
        assert all(re.fullmatch(rf"\d{{{digits}}}", code) for code in codes)


# Faker writes the account of one country after the code of another, or in another form.
WITHOUT_FORM = {
    "bn_BD", "en_IN", "en_PH", "es_AR", "es_CO", "es_MX",
    "fa_IR", "fil_PH", "th", "th_TH", "tl_PH", "zh_CN",
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_ibans_pass_mod_97_and_have_their_countrys_form(locale: str) -> None:
    for number in values("iban", 100, locale):
        assert mod_97_10.is_valid(number[4:] + number[:4]), number
        if locale not in WITHOUT_FORM:
            iban.validate(number, check_country=False)


@pytest.mark.parametrize(
    "locale", ["de_DE", "fr_FR", "nl_NL", "it_IT", "pl_PL", "en_GB", "no_NO", "pt_PT"]
)
def test_ibans_of_large_countries(locale: str) -> None:
    numbers = values("iban", locale=locale)
    assert {number[:2] for number in numbers} == {locale[-2:]}
    assert all(iban.is_valid(number, check_country=False) for number in numbers)


@pytest.mark.parametrize("length", [8, 11])
def test_bank_codes_have_the_form_of_iso_9362(length: int) -> None:
    for locale in SOME:
        for code in values("swift", 250, locale, length=length):
            assert len(code) == length
            assert bic.is_valid(code), code


@pytest.mark.parametrize(
    ("field", "length"),
    [("ean8", 8), ("ean13", 13), ("ean", 13), ("localized_ean8", 8), ("localized_ean13", 13)],
)
def test_bar_codes_pass_their_check_digit(field: str, length: int) -> None:
    for locale in SOME:
        for code in values(field, 250, locale):
            assert len(code) == length
            assert ean.is_valid(code), code


def test_american_bar_codes_pass_their_check_digit() -> None:
    for code in values("upc_a"):
        assert len(code) == 12
        assert ean.is_valid(code), code


def test_japanese_bar_codes_start_with_45_or_49() -> None:
    for field, length in (("jan8", 8), ("jan13", 13)):
        for code in values(field, locale="ja_JP"):
            assert len(code) == length
            assert code[:2] in {"45", "49"}
            assert ean.is_valid(code)


def test_books_have_valid_numbers() -> None:
    for field in ("isbn10", "isbn13"):
        for number in values(field):
            assert isbn.isbn_type(number) == field.upper(), number
    # Faker's check digit of these is not that of ISBN with a zero before them.
    assert all(re.fullmatch(r"\d{8}[\dX]", number.replace("-", "")) for number in values("sbn9"))


def test_a_vehicles_ninth_character_checks_the_others() -> None:
    letters = dict(
        zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10)])
    )
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    for locale in SOME:
        for vin in values("vin", 250, locale):
            assert len(vin) == 17
            total = sum(w * (letters[c] if c in letters else int(c)) for c, w in zip(vin, weights))
            assert vin[8] == "0123456789X"[total % 11], vin


@pytest.mark.parametrize(
    ("field", "version"), [("uuid", 4), ("uuid4", 4), ("uuid1", 1), ("uuid7", 7)]
)
def test_identifiers_have_their_version_and_variant(field: str, version: int) -> None:
    made = values(field)
    for text in made:
        parsed = uuid.UUID(text)
        assert str(parsed) == text
        assert int(text[14], 16) == version
        assert parsed.variant == uuid.RFC_4122
    assert len(set(made)) == N


@pytest.mark.parametrize(("field", "bits"), [("md5", 128), ("sha1", 160), ("sha256", 256)])
def test_digests_have_their_length(field: str, bits: int) -> None:
    assert all(re.fullmatch(rf"[0-9a-f]{{{bits // 4}}}", text) for text in values(field))
    assert all(len(raw) == bits // 8 for raw in values(field, 100, raw_output=True))


CLASSES = {
    "special_chars": "!@#$%^&*()_+",
    "digits": string.digits,
    "upper_case": string.ascii_uppercase,
    "lower_case": string.ascii_lowercase,
}


@pytest.mark.parametrize("off", [(), *((name,) for name in CLASSES), ("special_chars", "digits")])
@pytest.mark.parametrize("length", [4, 10, 64])
def test_passwords_have_the_classes_asked_for_and_no_others(
    off: tuple[str, ...], length: int
) -> None:
    for password in values("password", 500, length=length, **dict.fromkeys(off, False)):
        assert len(password) == length
        for name, letters in CLASSES.items():
            assert bool(set(password) & set(letters)) == (name not in off), (name, password)
        assert set(password) <= set("".join(CLASSES.values()))


def test_dates_and_times_parse() -> None:
    for text in values("date"):
        assert datetime.date(1970, 1, 1) <= datetime.date.fromisoformat(text) <= AS_OF.date()
    for text in values("time"):
        datetime.time.fromisoformat(text)
    for text in values("date", pattern="%d.%m.%Y"):
        datetime.datetime.strptime(text, "%d.%m.%Y")
    for text in values("iso8601"):
        assert datetime.datetime(1970, 1, 1) <= datetime.datetime.fromisoformat(text) <= AS_OF


DAY = datetime.timedelta(days=1)
date = datetime.date


@pytest.mark.parametrize(
    ("field", "params", "first", "last"),
    [
        ("date_time", {}, datetime.datetime(1970, 1, 1), AS_OF),
        ("date_time_between", {"start_date": "-30d", "end_date": "+7d"},
         AS_OF - 30 * DAY, AS_OF + 7 * DAY),
        ("date_between", {"start_date": date(2020, 2, 28), "end_date": date(2020, 3, 1)},
         date(2020, 2, 28), date(2020, 3, 1)),
        ("future_date", {}, date(2026, 1, 2), date(2026, 1, 31)),
        ("past_date", {}, date(2025, 12, 2), date(2025, 12, 31)),
        ("date_this_decade", {}, date(2020, 1, 1), date(2026, 1, 1)),
        # At least 18, and not yet 66.
        ("date_of_birth", {"minimum_age": 18, "maximum_age": 65},
         date(1960, 1, 2), date(2008, 1, 1)),
    ],
)  # fmt: skip
def test_dates_lie_in_their_range(
    field: str, params: dict, first: datetime.date, last: datetime.date
) -> None:
    made = values(field, **params)
    assert all(type(value) is type(first) for value in made)
    assert first <= min(made)
    assert max(made) <= last


def test_colours_lie_in_their_ranges() -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", text) for text in values("hex_color") + values("color"))
    assert all(re.fullmatch(r"#([0-9a-f]{2}){3}", text) for text in values("safe_hex_color"))
    for text in values("rgb_color"):
        assert all(0 <= int(part) <= 255 for part in text.split(","))
    for text in values("rgb_css_color"):
        red, green, blue = map(int, re.fullmatch(r"rgb\((\d+),(\d+),(\d+)\)", text).groups())
        assert max(red, green, blue) <= 255
    assert all(len(rgb) == 3 and 0 <= min(rgb) <= max(rgb) <= 255 for rgb in values("color_rgb"))
    for field in ("color_hsl", "color_hsv"):
        for hue, *rest in values(field):
            assert 0 <= hue <= 360
            assert 0 <= min(rest) <= max(rest) <= 100


def test_points_lie_on_the_earth() -> None:
    for locale in SOME:
        for latitude, longitude in zip(
            values("latitude", 250, locale), values("longitude", 250, locale)
        ):
            assert isinstance(latitude, Decimal)
            assert -90 <= latitude <= 90
            assert -180 <= longitude <= 180
    for latitude, longitude, _, country, zone in values("location_on_land"):
        assert -90 <= float(latitude) <= 90
        assert -180 <= float(longitude) <= 180
        # XK, Kosovo, is used by many, and not in ISO 3166.
        assert country in ALPHA_2 | {"XK"}
        assert "/" in zone


def test_countries_have_codes_of_iso_3166() -> None:
    assert set(values("country_code")) <= ALPHA_2
    assert set(values("country_code", representation="alpha-3")) <= ALPHA_3
    for locale in SOME:
        assert Faker(locale).current_country_code() in ALPHA_2


#: In Faker's table, not in ISO 4217: withdrawn codes, and places without a currency of their own.
NOT_IN_ISO_4217 = {"CUC", "GGP", "IMP", "JEP", "NIS", "SPL", "TVD"}


def test_currencies_have_codes_of_iso_4217() -> None:
    codes = set(values("currency_code", 20_000))
    assert codes - NOT_IN_ISO_4217 <= CURRENCIES
    assert {"EUR", "USD", "JPY", "CHF"} <= codes
    assert all(code in codes and name for code, name in values("currency"))


def test_files() -> None:
    assert all(re.fullmatch(r"[a-z]+/[\w.+-]+", kind) for kind in values("mime_type"))
    assert all(kind.startswith("image/") for kind in values("mime_type", category="image"))
    assert all(re.fullmatch(r"\w+\.[a-z0-9]+", name) for name in values("file_name"))
    assert all(
        re.fullmatch(r"/(\w+/){2}\w+\.csv", path)
        for path in values("file_path", depth=2, extension="csv")
    )
    windows = values("file_path", file_system_rule="windows")
    assert all(re.fullmatch(r"[A-Z]:\\\w+\\\w+\.\w+", path) for path in windows)


def test_user_agents_name_a_browser() -> None:
    assert all(re.match(r"(Mozilla|Opera)/\d", agent) for agent in values("user_agent"))


def test_numbers_lie_in_their_range() -> None:
    assert set(values("integer", min=-3, max=3)) == set(range(-3, 4))
    floats = values("float", min=-1.5, max=2.5, precision=3)
    assert all(-1.5 <= x <= 2.5 and round(x, 3) == x for x in floats)
    assert set(values("random_int", min=0, max=20, step=10)) == {0, 10, 20}
    edges = values("integer", min=-(2**63), max=2**63 - 1)
    assert min(edges) < -(2**62)
    assert max(edges) > 2**62
