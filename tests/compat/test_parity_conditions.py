"""The drop-in gives Faker's values whatever the clock, time zone, weights, generators and formatters."""

from __future__ import annotations

import pytest
from matrices import parity

pytest.importorskip("faker", reason="Faker 40 needs Python 3.10")
pytest.importorskip("time_machine")


@pytest.mark.parametrize(
    "conditions",
    [
        ("--tz", "America/New_York", "--provider", "date_time", "--locale", "en_US", "--arguments"),
        ("--tz", "Asia/Kolkata", "--now", "2028-02-29T23:59:58.5", "--provider", "date_time"),
        ("--now", "2027-12-31T23:59:59.999999", "--provider", "ssn", "--arguments"),
        ("--no-weighting", "--provider", "person", "--provider", "address", "--provider", "base"),
        ("--source", "contrary", "--locale", "en_US", "--locale", "ja_JP", "--arguments"),
        ("--source", "fractions", "--locale", "de_DE", "--sequences", "10"),
        ("--wrapped", "--locale", "en_US", "--locale", "ru_RU", "--arguments"),
    ],
    ids=["west", "leap-day", "new-year", "no-weighting", "contrary", "fractions", "wrapped"],
)
def test_other_clocks_zones_weights_generators_and_formatters_agree(
    conditions: tuple[str, ...],
) -> None:
    # One process: each would import all locales of both packages, and other tests run beside these.
    code, output = parity(*conditions, "--seeds", "1", "--jobs", "1")
    assert code == 0, output
