"""Values come as often as they should: chi-square and Kolmogorov-Smirnov tests with fixed seeds.

The seeds are fixed, so a test either passes for ever or fails for ever. Every critical value is
that of p = 0.001, from printed tables.
"""

from __future__ import annotations

import collections
import datetime
import math
import typing

import pytest
from forgery import Faker

#: Chi-square that is exceeded once in 1,000 times, by degrees of freedom.
CRITICAL = {
    1: 10.828,
    2: 13.816,
    3: 16.266,
    4: 18.467,
    9: 27.877,
    19: 43.820,
    49: 85.351,
    99: 148.230,
}
#: Kolmogorov's statistic, times the root of n, that is exceeded once in 1,000 times.
KOLMOGOROV = 1.949

Weights = typing.Mapping[typing.Any, float]


def chi_square(values: typing.Sequence, weights: Weights) -> float:
    """The statistic of values against the weights that they should come with: each has one."""
    counts = collections.Counter(values)
    assert set(counts) <= {value for value, weight in weights.items() if weight > 0}
    total = math.fsum(weights.values())
    expected = {value: weight / total * len(values) for value, weight in weights.items() if weight}
    assert min(expected.values()) >= 5, "too few values for the test"
    return math.fsum((counts[value] - e) ** 2 / e for value, e in expected.items())


def merged(values: typing.Sequence, weights: Weights, groups: int) -> tuple[list, dict]:
    """Groups of values: each of the heaviest alone, all others dealt out over as many groups."""
    heaviest = sorted(weights, key=lambda value: -weights[value])
    kept = groups // 2
    group_of = {v: i if i < kept else kept + i % (groups - kept) for i, v in enumerate(heaviest)}
    sums: dict[int, float] = collections.defaultdict(float)
    for value, weight in weights.items():
        sums[group_of[value]] += weight
    return [group_of[value] for value in values], dict(sums)


def assert_fits(values: typing.Sequence, weights: Weights, groups: int = 0) -> None:
    if groups:
        values, weights = merged(values, weights, groups)
    freedom = sum(weight > 0 for weight in weights.values()) - 1
    assert chi_square(values, weights) < CRITICAL[freedom]


def fake(locale: str | list[str] | None = None) -> Faker:
    return Faker(locale, seed="distributions")


def person(locale: str) -> typing.Any:
    pytest.importorskip("faker")
    return pytest.importorskip(f"faker.providers.person.{locale}").Provider


@pytest.mark.parametrize(
    "table", ["first_names", "first_names_female", "first_names_male", "last_names"]
)
def test_american_names_come_with_fakers_weights(table: str) -> None:
    weights = getattr(person("en_US"), table)
    names = fake().batch(table.replace("names", "name"), 200_000)
    assert_fits(names, weights, groups=100)


def test_the_test_can_fail() -> None:
    # The same names against weights that are nearly right: one name comes a fifth more often.
    weights = dict(person("en_US").first_names)
    names = fake().batch("first_name", 200_000)
    heaviest = max(weights, key=weights.__getitem__)
    weights[heaviest] *= 1.2
    values, groups = merged(names, weights, 100)
    assert chi_square(values, groups) > CRITICAL[99]


@pytest.mark.parametrize("locale", ["fi_FI", "he_IL", "sv_SE", "zh_CN"])
def test_weights_of_other_locales(locale: str) -> None:
    weights = person(locale).last_names
    assert isinstance(weights, dict)
    assert_fits(fake(locale).batch("last_name", 100_000), weights, groups=50)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_prefixes_come_with_their_weights(sex: str) -> None:
    weights = getattr(person("en_US"), f"prefixes_{sex}")
    assert_fits(fake().batch(f"prefix_{sex}", 50_000), weights)


def test_prefixes_of_names_come_as_often_as_the_templates_say() -> None:
    provider = person("en_US")
    prefixes = {*provider.prefixes_female, *provider.prefixes_male}
    names = fake().batch("name_female", 50_000)
    formats = provider.formats_female
    with_prefix = sum(w for text, w in formats.items() if text.startswith("{{prefix"))
    values = [name.split()[0] in prefixes for name in names]
    assert_fits(values, {True: with_prefix, False: sum(formats.values()) - with_prefix})


def test_tables_without_weights_are_picked_from_evenly() -> None:
    address = pytest.importorskip("faker.providers.address.en_US").Provider
    countries = collections.Counter(
        pytest.importorskip("faker.providers.address").Provider.countries
    )
    countries = collections.Counter(getattr(address, "countries", countries))
    assert_fits(fake().batch("country", 100_000), countries, groups=50)
    states = collections.Counter(address.states)
    assert_fits(fake().batch("state", 100_000), states, groups=50)
    german = pytest.importorskip("faker.providers.person.de_DE").Provider
    assert_fits(
        fake("de_DE").batch("first_name_female", 100_000),
        collections.Counter(german.first_names_female),
        groups=100,
    )


@pytest.mark.parametrize(
    "weights",
    [
        {"a": 80, "b": 15, "c": 5},
        {"a": 0.001, "b": 0.002},
        {1: 1, 2: 0, 3: 3},
        dict.fromkeys(range(50), 1),
    ],
)
def test_choices_come_with_the_weights_given(weights: dict) -> None:
    values, given = list(weights), list(weights.values())
    assert_fits(fake().choices(100_000, values, given), weights)
    assert_fits(fake().choices(100_000, weights), weights)
    assert_fits(fake().batch("random_element", 100_000, elements=weights), weights)
    column = {"c": {"type": "choice", "values": values, "weights": given}}
    assert_fits([row["c"] for row in fake().records(100_000, column)], weights)


@pytest.mark.parametrize("chance", [0, 1, 25, 50, 99, 100])
def test_booleans_are_true_as_often_as_asked(chance: int) -> None:
    values = fake().booleans(50_000, chance)
    if chance in (0, 100):
        assert set(values) == {chance == 100}
    else:
        assert_fits(values, {True: chance, False: 100 - chance})


@pytest.mark.parametrize("null", [0, 0.001, 0.05, 0.5, 1])
def test_values_are_null_as_often_as_asked(null: float) -> None:
    rows = fake().records(100_000, {"x": {"type": "int", "min": 0, "max": 9, "null": null}})
    missing = [row["x"] is None for row in rows]
    if null in (0, 1):
        assert set(missing) == {bool(null)}
    else:
        assert_fits(missing, {True: null, False: 1 - null})
    kept = [row["x"] for row in rows if row["x"] is not None]
    if kept:
        # Which values are missing does not depend on the values.
        assert_fits(kept, dict.fromkeys(range(10), 1))


@pytest.mark.parametrize("size", [2, 3, 4, 5, 10, 20, 50, 100])
def test_integers_are_even(size: int) -> None:
    assert_fits(fake().integers(100_000, 0, size - 1), dict.fromkeys(range(size), 1))


def test_integers_of_a_large_range_are_even() -> None:
    # 2**64 is two and two thirds of this: a remainder of 64 bits would favour two thirds of it.
    third = 2**61
    values = fake().integers(100_000, 0, 3 * third - 1)
    assert_fits([value // third for value in values], dict.fromkeys(range(3), 1))


def kolmogorov(values: typing.Sequence[float]) -> float:
    """The statistic, times the root of n, of values that should be uniform from 0 to 1."""
    n = len(values)
    ranked = list(enumerate(sorted(values)))
    return math.sqrt(n) * max(max((i + 1) / n - x, x - i / n) for i, x in ranked)


def test_floats_are_uniform() -> None:
    assert kolmogorov(fake().floats(100_000)) < KOLMOGOROV
    scaled = fake().floats(100_000, -5, 15)
    assert kolmogorov([(x + 5) / 20 for x in scaled]) < KOLMOGOROV
    assert kolmogorov([x**1.02 for x in fake().floats(100_000)]) > KOLMOGOROV


def test_decimals_are_even_to_both_ends() -> None:
    rows = fake().records_tuples(
        100_000, {"d": {"type": "decimal", "min": 0, "max": 0.09, "scale": 2}}
    )
    assert_fits([int(value * 100) for (value,) in rows], dict.fromkeys(range(10), 1))


def test_dates_are_even_to_both_ends() -> None:
    first = datetime.date(2024, 2, 20)
    rows = fake().records_tuples(100_000, {"d": ("date", first, "2024-03-10")})
    days = [first + datetime.timedelta(i) for i in range(20)]
    assert_fits([day for (day,) in rows], dict.fromkeys(days, 1))


def test_values_do_not_depend_on_the_ones_before() -> None:
    values = fake().integers(200_000, 0, 9)
    pairs = list(zip(values[::2], values[1::2]))
    assert_fits(pairs, {(a, b): 1 for a in range(10) for b in range(10)})


def test_columns_do_not_depend_on_each_other() -> None:
    schema = {"a": ("int", 0, 9), "b": ("int", 0, 9)}
    rows = fake().records_tuples(100_000, schema)
    assert_fits(rows, {(a, b): 1 for a in range(10) for b in range(10)})


def test_rows_are_in_each_locale_equally_often() -> None:
    rows = fake(["en_US", "ja_JP", "ru_RU", "de_DE"]).batch("current_country_code", 100_000)
    assert_fits(rows, {"US": 1, "JP": 1, "RU": 1, "DE": 1})


def test_both_genders_come_equally_often() -> None:
    rows = fake().records_tuples(100_000, {"g": "person.gender"})
    assert_fits([gender for (gender,) in rows], {"female": 1, "male": 1})
