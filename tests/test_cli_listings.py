"""The command line: what it lists (fields, locales), and samples of fields."""

from __future__ import annotations

import json

import forgery
import pytest
from forgery import _forgery
from programs import invoke

pytestmark = pytest.mark.usefixtures("all_threads")


def listed(*arguments):
    return json.loads(invoke("fields", "--json", *arguments).stdout)


def test_fields_lists_all_kinds():
    entries = {(entry["kind"], entry["name"]): entry for entry in listed()}
    email = entries["field", "email"]
    assert email["provider"] == "internet"
    assert email["returns"] == "str"
    assert [param["name"] for param in email["params"]] == ["safe", "domain"]
    assert entries["type", "int"]["params"][0]["default"] == "0"
    assert entries["type", "date"]["returns"] == "datetime.date"
    assert entries["field", "date"]["returns"] == "str"
    assert entries["entity", "person.age"]["returns"] == "int"
    assert len(entries) == len(_forgery.fields()) + len(_forgery.types()) + len(_forgery.entities())


def test_fields_as_text():
    text = invoke("fields", "--provider", "native").stdout
    assert (
        "  float(min: float = 0.0, max: float = 1.0, precision: int | None = None) -> float\n"
        in text
    )
    assert text.startswith("native\n")
    assert "\x1b" not in text


def test_fields_that_are_searched_for():
    names = {entry["name"] for entry in listed("--search", "IBAN")}
    assert "iban" in names
    assert "email" not in names
    assert {entry["provider"] for entry in listed("--provider", "isbn")} == {"isbn"}
    assert [e["name"] for e in listed("--search", "person.email")] == ["person.email"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--search", "emial"],
            "no field has 'emial' in its name or documentation; did you mean 'email'?",
        ),
        (["--provider", "adress"], "did you mean 'address'?"),
    ],
)
def test_fields_that_there_are_not(arguments, said):
    result = invoke("fields", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_locales():
    names = invoke("locales").stdout.splitlines()
    assert {"en_US", "de_DE", "ja_JP"} <= set(names)
    assert names == sorted(names)


def test_sample_is_what_a_column_gives():
    lines = invoke("sample", "person.name", "-n", "4", "-l", "de_DE", "-s", "9").stdout.splitlines()
    table = forgery.table({"person.name": "person.name"}, 4, 9, "de_DE")
    assert lines == table.column("person.name")
    assert len(invoke("sample", "email").stdout.splitlines()) == 5


def test_sample_takes_parameters():
    ages = invoke("sample", "int", "-p", "min=18", "-p", "max=19", "-n", "50").stdout.split()
    assert set(ages) == {"18", "19"}
    letters = invoke("sample", "choice", "-p", 'values=["a", null]', "-n", "50").stdout.split()
    assert set(letters) == {"a", "None"}
    days = invoke("sample", "date", "-p", "start=2020-01-01", "-p", "end=2020-01-02").stdout.split()
    assert set(days) <= {"2020-01-01", "2020-01-02"}


def test_a_sample_of_several_lines_is_json():
    lines = invoke("sample", "choice", "-p", 'values=["a\\nb"]', "-n", "2").stdout.splitlines()
    assert lines == ['"a\\nb"', '"a\\nb"']


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["emali"], "error: unknown field 'emali'; did you mean 'email'?\n"),
        (["int", "-p", "mix=3"], "'mix'"),
        (["int", "-p", "min"], "'min' is no parameter: give KEY=VALUE"),
        (["int", "-l", "xx"], "error: unknown locale 'xx'\n"),
    ],
)
def test_samples_that_there_are_not(arguments, said):
    result = invoke("sample", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
