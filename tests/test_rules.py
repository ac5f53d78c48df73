"""Drawn from a Mersenne Twister, our rules give Faker's values: every method without required arguments, some seeds.

The whole comparison, with more seeds, is `python compat/check_rules.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("faker", reason="Faker 40 needs Python 3.10")
pytest.importorskip("time_machine")

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "compat"))
import check_rules
import time_machine

pytestmark = [
    pytest.mark.filterwarnings("ignore:fr_QC locale is deprecated"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]

SEEDS = (0, 7)

#: What only Python makes, from a seed that the engine draws: the drop-in makes these as Faker does.
HOST = {
    *(
        "csv",
        "dsv",
        "psv",
        "tsv",
        "fixed_width",
        "json",
        "json_bytes",
        "xml",
        "zip",
        "tar",
        "image",
        "time_series",
    ),
}
#: Methods that draw from Python's global generator too, in these locales or in all: here all draws are the instance's.
GLOBAL = {
    "passport": {"passport_gender", "passport_full"},
    "ssn": {
        *(
            "ssn",
            "vat_id",
            "tin",
            "nie",
            "nif",
            "cif",
            "nuss",
            "curp",
            "rfc",
            "elector_code",
            "doi",
        ),
        *("org_id", "org_and_vat_id"),
    },
    "automotive": {
        "license_plate",
        "plate_region_code",
        "plate_letter_prefix",
        "diplomatic_license_plate",
    },
}
#: Different for a reason: `city` of it_IT comes from a set, so Faker's own value depends on PYTHONHASHSEED; Faker's
#: `pytimezone` raises where a locale's time zone has no entry in the database, ours gives the name.
#: Faker computes the birthday of `passport_dates` when it is imported, not when it is asked.
KNOWN = {
    ("it_IT", "city"),
    ("en_US", "passport_dates"),
    *((locale, "pytimezone") for locale in ("ar_AA", "ar_DZ", "ar_EG", "bn_BD", "ru_RU")),
}


@pytest.mark.parametrize("provider", check_rules.PROVIDERS)
def test_values_are_fakers(provider: str) -> None:
    wrong = {}
    compared = 0
    with time_machine.travel(check_rules.NOW, tick=False):
        for _, locale, fake, names in check_rules.pairs([provider]):
            for name in names:
                if name in HOST or (locale, name) in KNOWN:
                    continue
                one_source = name in GLOBAL.get(provider, ())
                outcome, differences = check_rules.compare(fake, locale, name, SEEDS, one_source)
                if one_source and differences:
                    # Only some locales draw from the global generator.
                    fresh = check_rules.Faker(locale)
                    outcome, differences = check_rules.compare(fresh, locale, name, SEEDS)
                compared += 1
                if not outcome.startswith("equal"):
                    wrong[locale, name] = outcome, differences[:1]
    assert not wrong
    assert compared


def test_the_comparison_can_fail() -> None:
    with time_machine.travel(check_rules.NOW, tick=False):
        fake = check_rules.Faker("de_DE")
        assert check_rules.compare(fake, "en_US", "name", SEEDS)[0] == "different"
        outcome, _ = check_rules.compare(fake, "de_DE", "no_such_method", SEEDS)
        assert outcome == "equal (raises)"
