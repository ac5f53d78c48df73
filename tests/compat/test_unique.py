"""The proxies `unique` and `optional`."""

from __future__ import annotations

import copy
import pickle

import pytest
from proxies import toys
from sides import both


@both
def test_values_differ(m):
    fake = toys(m)
    seen = [[fake.unique.digit() for _ in range(10)], m.attempt(fake.unique.digit), fake.number()]
    fake.unique.clear()
    return [*seen, [fake.unique.digit() for _ in range(10)], fake.number()]


@both
def test_attempts_are_limited(m):
    fake = toys(m)
    seen = [m.attempt(fake.unique.one), m.attempt(fake.unique.one), fake.number()]
    # The draws of a call that gives up count, and its last value is not looked at.
    values = iter([0] * 1000 + [1] + [0] * 999 + [2] + [0] * 998 + [3])
    fake.set_formatter("next", lambda: next(values))
    seen += [
        fake.unique.next(),
        m.attempt(fake.unique.next),
        m.attempt(fake.unique.next),
        next(values),
    ]
    error = m.exceptions.UniquenessException
    return [*seen, [each.__name__ for each in error.__mro__]]


@both
def test_attempts_with_excluded_types(m):
    fake = toys(m)
    values = iter([0] * 1001 + [1] + [0] * 999 + [2] + [0] * 5)
    fake.set_formatter("next", lambda: next(values))
    unique = fake.unique.exclude_types([bool])
    return unique.next(), m.attempt(unique.next), m.attempt(unique.next), len(list(values))


@both
def test_values_of_other_kinds(m):
    fake = toys(m)
    seen = []
    for name in ("few", "table", "said", "composed"):
        seen += [m.attempt(getattr(fake.unique, name)) for _ in range(3)]
    fake.set_formatter("odd", lambda: {1: 2, "a": 3})
    fake.set_formatter("nested", lambda: [{"a": [{1, 2}], "b": {"c": []}}, (1, 2)])
    fake.set_formatter("unhashable", lambda: ([],))
    fake.set_formatter("array", lambda: bytearray(b"a"))
    for name in ("odd", "nested", "nested", "unhashable", "array"):
        seen += [m.attempt(getattr(fake.unique, name))]
    return seen, len(fake.unique._seen)


@both
def test_arguments_are_apart(m):
    fake = toys(m)
    unique = fake.unique
    seen = [unique.number(0, 1), unique.number(0, 1), m.attempt(unique.number, 0, 1)]
    seen += [unique.number(low=0, high=1), unique.number(high=1, low=0)]
    seen += [m.attempt(unique.number, high=1, low=0), unique.number(0, high=1)]
    seen += [m.attempt(unique.fixed, []), m.attempt(unique.fixed, value={}), unique.fixed(0)]
    seen += [
        m.attempt(unique.fixed, False),
        unique.fixed(value=0),
        m.attempt(unique.number, 1, 2, 3),
    ]
    return seen, list(unique._seen), fake.number()


@both
def test_what_is_not_a_method(m):
    fake = toys(m)
    return (
        m.attempt(getattr, fake.unique, "providers"),
        m.attempt(getattr, fake.unique, "nope"),
        m.attempt(getattr, fake.unique, "locales"),
        m.attempt(getattr, fake.unique, "seed"),
        m.attempt(getattr, fake.optional, "providers"),
        m.attempt(getattr, fake.optional, "nope"),
        m.attempt(getattr, fake.unique, "unique"),
        m.attempt(fake.unique.__getitem__, "fr_FR"),
    )


@both
def test_wrappers_look_like_the_methods(m):
    fake = toys(m)
    return [
        (
            each.__name__,
            each.__qualname__,
            each.__doc__,
            each.__module__,
            each.__wrapped__ == fake.digit,
        )
        for each in (fake.unique.digit, fake.optional.digit)
    ]


@both
def test_exclude_types(m):
    fake = toys(m)
    unique = fake.unique.exclude_types([bool])
    seen = [[unique.boolean() for _ in range(5)], [unique.digit() for _ in range(8)], fake.number()]
    seen += [
        [fake.unique.digit() for _ in range(2)],
        m.attempt(unique.digit),
        m.attempt(fake.unique.digit),
    ]
    seen += [unique._seen is fake.unique._seen, fake.number(), m.attempt(unique.fixed, [])]
    fake.unique.clear()
    seen += [unique._seen is fake.unique._seen, m.attempt(unique.digit)]
    numbers = fake.unique.exclude_types((int, str))
    seen += [[numbers.digit() for _ in range(15)], numbers.exclude_types([])._excluded_types]
    return [
        *seen,
        m.attempt(fake.unique.exclude_types, None),
        m.attempt(fake.unique.exclude_types([5]).digit),
    ]


@both
@pytest.mark.parametrize("locale", [["en_US", "de_DE"], {"en_US": 1, "de_DE": 3}])
def test_several_locales(m, locale):
    fake = toys(m, locale)
    seen = [
        [fake.unique.digit() for _ in range(7)],
        [fake.unique["de-DE"].digit() for _ in range(3)],
    ]
    seen += [m.attempt(fake.unique["en_US"].digit), fake.unique["de_DE"].deutsch()]
    seen += [m.attempt(fake.unique.__getitem__, "xx"), fake.unique["de_DE"]._proxy is fake["de_DE"]]
    held = fake.unique["en_US"]
    fake.unique.clear()
    seen += [
        m.attempt(held.digit),
        fake.unique.digit(),
        [fake["en_US"].unique.digit() for _ in range(10)],
    ]
    excluding = fake.unique.exclude_types([int])["en_US"]
    return [*seen, [excluding.digit() for _ in range(12)], fake.said()]


@both
def test_held_wrappers(m):
    fake = toys(m)
    held = fake.unique.digit
    seen = [[held() for _ in range(10)], m.attempt(held)]
    fake.unique.clear()
    seen += [[held() for _ in range(10)]]
    fake.set_formatter("digit", lambda: "new")
    return [*seen, m.attempt(held), fake.unique.digit()]


@both
def test_copies(m):
    fake = toys(m)
    fake.unique.digit()
    copied, loaded = copy.copy(fake.unique), pickle.loads(pickle.dumps(fake.unique))
    return (
        copied._seen is fake.unique._seen,
        [copied.digit() for _ in range(3)],
        [loaded.digit() for _ in range(9)],
        m.attempt(loaded.digit),
        m.attempt(copy.deepcopy, fake.unique),
        copy.copy(fake.optional)._proxy is fake,
        m.attempt(copy.deepcopy, fake.optional),
    )


@both
@pytest.mark.parametrize("prob", [0.5, 1, 1.0, 0.01, 0.999, True, 0, -1, 1.1, "x", None, 0.001])
def test_optional(m, prob):
    fake = toys(m)
    seen = [m.attempt(fake.optional.number, prob=prob) for _ in range(10)]
    return [*seen, fake.number()]


@both
def test_optional_arguments(m):
    fake = toys(m)
    return (
        [fake.optional.number(1, high=5) for _ in range(10)],
        [fake.optional.number(1, 5, prob=0.9) for _ in range(10)],
        m.attempt(fake.optional.number, 1, 2, 3, prob=1),
        m.attempt(fake.optional.one, 1, prob=1),
    )


@both
def test_optional_draws_by_the_formatter(m):
    fake = toys(m)
    fake.set_formatter("boolean", lambda chance_of_getting_true: chance_of_getting_true == 30)
    return fake.optional.one(prob=0.3), fake.optional.one()


@both
def test_optional_of_several_locales(m):
    fake = toys(m, ["en_US", "de_DE"])
    return [fake.optional.said() for _ in range(20)]
