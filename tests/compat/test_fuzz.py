"""Any method of any locale, with any arguments and any seed, gives Faker's value; a difference shrinks to a small one.

Arguments come from the argument sets of the parity matrix, or are drawn for each parameter by its annotation.
"""

from __future__ import annotations

import copy
import datetime
import functools
import inspect
import string
import sys
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("faker", reason="Faker 40 needs Python 3.10")
pytest.importorskip("time_machine")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "compat"))
from arguments import Case, fresh
from matrix import known, pairs, sides

pytestmark = [
    pytest.mark.filterwarnings("ignore:fr_QC locale is deprecated"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Number of nb_elements:RuntimeWarning"),
]
SETTINGS = settings(
    deadline=None,
    max_examples=500,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: Most locales have little of their own; all of them would take long to build.
LOCALES = (
    *("en_US", "de_DE", "ja_JP", "pl_PL", "es_ES", "fr_FR", "it_IT", "pt_BR", "ru_RU", "zh_CN"),
    *("ar_SA", "sv_SE", "th_TH", "en_PH", "hu_HU", "uk_UA", "ko_KR", "he_IL", "fi_FI", "bn_BD"),
)
SEEDS = st.one_of(
    st.integers(), st.text(max_size=9), st.binary(max_size=9), st.floats(allow_nan=False)
)
#: What may stand in a pattern, and in a text.
PATTERNS = st.text("#%$!@?^ab-{}é", max_size=12)
TEXTS = st.one_of(st.text(string.printable, max_size=9), st.text(max_size=9))
WORDS = st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=5)
NUMBERS = st.integers(-3, 60)
MOMENTS = st.one_of(
    st.sampled_from(["now", "-30y", "+1d", "-1w", "+2M", "-3h", "today", ""]),
    st.integers(-(10**9), 2 * 10**9),
    st.dates(datetime.date(1850, 1, 1), datetime.date(2150, 1, 1)),
    st.datetimes(datetime.datetime(1850, 1, 1), datetime.datetime(2150, 1, 1)),
    st.timedeltas(datetime.timedelta(days=-4_000), datetime.timedelta(days=4_000)),
)
ZONES = st.sampled_from(
    [None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=-7))]
)
TYPES = st.lists(
    st.sampled_from([str, int, float, bool, "name", "date_object", "pyint"]), max_size=3
)
ELEMENTS = st.one_of(
    st.lists(st.integers(), max_size=6),
    st.text(max_size=9),
    st.lists(st.tuples(st.text(max_size=3), st.floats(0, 9)), min_size=1, max_size=6).map(
        OrderedDict
    ),
)
#: What to draw for a parameter, by a word in its name or its annotation; the first that fits.
BY_WORD: tuple[tuple[str, st.SearchStrategy[Any]], ...] = (
    ("elements:", ELEMENTS),
    ("text:", PATTERNS),
    ("string_format:", PATTERNS),
    ("letters:", st.text(min_size=1, max_size=5)),
    ("ext_word_list", WORDS),
    ("tzinfo:", ZONES),
    ("timedelta", MOMENTS),
    ("Type]", TYPES),
    ("bool", st.booleans()),
    ("float, int", st.one_of(NUMBERS, st.floats(-1_000, 1_000))),
    ("Decimal", st.one_of(NUMBERS, st.decimals(-1_000, 1_000, places=3))),
    ("float", st.floats(-1_000, 1_000)),
    ("int", NUMBERS),
    ("List[str]", WORDS),
    ("Sequence[str]", WORDS),
    ("str", TEXTS),
)
#: Parameters that cannot be drawn so: a tiny one makes a day of work, a word may be no category.
LEFT_OUT = frozenset({"precision", "distrib", "cast_to", "cls", "size", "image_format"})


@pytest.fixture(scope="module")
def both() -> Iterator[sides.Pair]:
    """Both sides, while the clock stands still."""
    made = sides.Settings()
    with sides.conditions(made), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sides, "KEPT", len(LOCALES))
        yield sides.Pair(made)


@functools.cache
def methods_of(both: sides.Pair, locale: str) -> dict[str, pairs.Method]:
    """The methods of a locale by their names."""
    return {method.name: method for method in pairs.methods(both.theirs.faker(locale))}


@functools.cache
def taking_arguments(both: sides.Pair, locale: str) -> list[str]:
    """Those that can be called with drawn arguments."""
    fake = both.theirs.faker(locale)
    return [
        name
        for name, method in methods_of(both, locale).items()
        if inspect.signature(getattr(fake, name)).parameters
        and name not in pairs.SLOW
        and name != "passport_dates"
        and not known.is_known(locale, method.provider, name)
    ]


def drawn(draw: Any, method: Any, name: str) -> Case:
    """A call with drawn values for some of the parameters, by keyword."""
    given: dict[str, Any] = {}
    for parameter in inspect.signature(method).parameters.values():
        text = str(parameter)
        fitting = next((drawing for word, drawing in BY_WORD if word in text), None)
        if fitting is None or parameter.name in LEFT_OUT or not draw(st.booleans()):
            continue
        # Each side has its own: a call may leave its mark on the arguments.
        given[parameter.name] = fresh(functools.partial(copy.deepcopy, draw(fitting)))
    return Case(name, (), given)


def check(both: sides.Pair, locale: str, case: Case, seed: Any) -> None:
    """Both sides must give the same."""

    how, theirs, ours = both.differ(locale, case.method, case.build, seed, case.changing)
    assert not how, f"{locale} {case} seed {seed!r}: {how}\nFaker {theirs!r}\nours  {ours!r}"


@settings(SETTINGS)
@given(data=st.data(), locale=st.sampled_from(LOCALES), seed=SEEDS)
def test_argument_sets_with_any_seed(both: sides.Pair, data: Any, locale: str, seed: Any) -> None:
    methods = methods_of(both, locale)
    method = methods[data.draw(st.sampled_from(list(methods)), label="method")]
    usual = pairs.SLOW.get(method.name, pairs.plain(method.name))
    case = data.draw(st.sampled_from([usual, *pairs.cases(method, locale)]), label="case")
    # The default birthday is the day on which the module was imported, by whichever test that was.
    skipped = method.name == "passport_dates" and not (case.args or case.kwargs)
    if not skipped and not known.is_known(locale, method.provider, method.name):
        check(both, locale, case, seed)


@settings(SETTINGS)
@given(data=st.data(), locale=st.sampled_from(LOCALES[:6]), seed=SEEDS)
def test_drawn_arguments(both: sides.Pair, data: Any, locale: str, seed: Any) -> None:
    name = data.draw(st.sampled_from(taking_arguments(both, locale)), label="method")
    case = drawn(data.draw, getattr(both.theirs.faker(locale), name), name)
    check(both, locale, case, seed)
