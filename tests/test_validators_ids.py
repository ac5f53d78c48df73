"""National identity and tax numbers, checked by python-stdnum where Faker claims a valid one."""

from __future__ import annotations

import datetime
import importlib
import re

import pytest
from forgery import Faker

pytest.importorskip("stdnum")

N = 2_000

#: Locale, field and the module of stdnum that knows the number.
VALID = [
    ("bg_BG", "vat_id", "bg.vat"),
    ("de_AT", "ssn", "at.vnr"),
    ("de_CH", "ssn", "ch.ssn"),
    ("de_DE", "vat_id", "de.vat"),
    ("el_GR", "ssn", "gr.amka"),
    ("el_GR", "tin", "gr.vat"),
    ("el_GR", "vat_id", "gr.vat"),
    ("en_CA", "ssn", "ca.sin"),
    ("en_GB", "vat_id", "gb.vat"),
    ("en_US", "ein", "us.ein"),
    ("en_US", "itin", "us.itin"),
    ("en_US", "ssn", "us.ssn"),
    ("es_CA", "nif", "es.dni"),
    ("es_CL", "company_rut", "cl.rut"),
    ("es_ES", "cif", "es.cif"),
    ("es_ES", "nie", "es.nie"),
    ("es_ES", "nif", "es.dni"),
    ("es_MX", "rfc", "mx.rfc"),
    ("et_EE", "ssn", "ee.ik"),
    ("fi_FI", "company_business_id", "fi.ytunnus"),
    ("fi_FI", "company_vat", "fi.alv"),
    ("fi_FI", "ssn", "fi.hetu"),
    ("fr_CH", "ssn", "ch.ssn"),
    ("fr_FR", "company_vat", "fr.tva"),
    ("fr_FR", "siren", "fr.siren"),
    ("fr_FR", "siret", "fr.siret"),
    ("fr_FR", "ssn", "fr.nir"),
    ("he_IL", "ssn", "il.idnr"),
    ("hr_HR", "ssn", "hr.oib"),
    ("it_IT", "company_vat", "it.iva"),
    ("it_IT", "ssn", "it.codicefiscale"),
    ("it_IT", "vat_id", "it.iva"),
    ("lv_LV", "ssn", "lv.pvn"),
    ("nl_BE", "ssn", "be.nn"),
    ("nl_BE", "vat_id", "be.vat"),
    ("nl_NL", "ssn", "nl.bsn"),
    ("no_NO", "ssn", "no.fodselsnummer"),
    ("pl_PL", "company_vat", "pl.nip"),
    ("pl_PL", "local_regon", "pl.regon"),
    ("pl_PL", "nip", "pl.nip"),
    ("pl_PL", "pesel", "pl.pesel"),
    ("pl_PL", "regon", "pl.regon"),
    ("pl_PL", "ssn", "pl.pesel"),
    ("pt_BR", "cnpj", "br.cnpj"),
    ("pt_BR", "cpf", "br.cpf"),
    ("pt_BR", "ssn", "br.cpf"),
    ("ro_RO", "ssn", "ro.cnp"),
    ("ro_RO", "vat_id", "ro.cf"),
    ("ru_RU", "businesses_inn", "ru.inn"),
    ("ru_RU", "businesses_ogrn", "ru.ogrn"),
    ("ru_RU", "individuals_inn", "ru.inn"),
    ("sv_SE", "org_id", "se.orgnr"),
    ("sv_SE", "ssn", "se.personnummer"),
    ("th_TH", "ssn", "th.pin"),
    ("tr_TR", "ssn", "tr.tckimlik"),
    ("uk_UA", "ssn", "ua.rntrc"),
]


@pytest.mark.parametrize(("locale", "field", "module"), VALID)
def test_numbers_are_valid(locale: str, field: str, module: str) -> None:
    check = importlib.import_module(f"stdnum.{module}")
    for number in Faker(locale, seed="ids").batch(field, N):
        check.validate(number)


def test_chinese_numbers_have_a_check_digit_and_a_date() -> None:
    # stdnum knows the districts of today only, so not its `validate`.
    ric = importlib.import_module("stdnum.cn.ric")
    for number in Faker("zh_CN", seed="ids").batch("ssn", N):
        assert number[-1] == ric.calc_check_digit(number)
        datetime.datetime.strptime(number[6:14], "%Y%m%d")


def test_the_sex_that_was_asked_for_is_in_the_number() -> None:
    fake = Faker("pl_PL", seed="ids")
    assert all(int(number[9]) % 2 == 1 for number in fake.batch("pesel", N, sex="M"))
    assert all(int(number[9]) % 2 == 0 for number in fake.batch("pesel", N, sex="F"))


def test_the_birth_date_that_was_asked_for_is_in_the_number() -> None:
    pesel = importlib.import_module("stdnum.pl.pesel")
    born = datetime.date(2004, 2, 29)
    numbers = Faker("pl_PL", seed="ids").batch("pesel", 200, date_of_birth=born)
    assert {pesel.get_birth_date(number) for number in numbers} == {born}


def test_american_numbers() -> None:
    fake = Faker("en_US", seed="ids")
    assert all(re.fullmatch(r"\d{3}-\d{2}-\d{4}", number) for number in fake.batch("ssn", N))
    assert all(re.fullmatch(r"9\d\d-\d\d-\d{4}", number) for number in fake.batch("itin", N))
    assert all(re.fullmatch(r"\d\d-\d{7}", number) for number in fake.batch("ein", N))
    ssn = importlib.import_module("stdnum.us.ssn")
    assert not any(map(ssn.is_valid, fake.batch("invalid_ssn", N)))


def test_swedish_numbers_hold_a_birth_date() -> None:
    personnummer = importlib.import_module("stdnum.se.personnummer")
    for number in Faker("sv_SE", seed="ids").batch("ssn", N):
        assert 1900 < personnummer.get_birth_date(number).year <= 2026
