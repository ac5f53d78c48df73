"""Generators alone: providers, formatters, argument groups, templates and seeds."""

from __future__ import annotations

import copy
import pickle
import random
from unittest import mock

import pytest
from sides import both
from toys import plain

TEXTS = [
    "",
    "nothing",
    "{{digit}}",
    "{{ digit }}{{digit }}",
    "{{digit}} {{number}} {{composed}}",
    "{{  fixed  }}",
    "{{fixed:group}} and {{ fixed: group }} and {{fixed:group }}",
    "{{fixed :group}}",
    "{{ fixed",
    "{{}}",
    "{{fixed:}}",
    "{{unknown}}",
    "{{fixed:unknown}}",
    "{{unknown:unknown}}",
    "{{fixed:bad}}",
    "{{label}}",
    "{{_private}}",
    "{{providers}}",
    "{{é}}",
    "{fixed} {{{fixed}}}",
]


def made(m, seed=1, **config):
    generator = m.Generator(**config)
    generator.add_provider(plain.Provider)
    generator.seed_instance(seed)
    return generator


@both
def test_a_new_generator(m):
    generator = m.Generator()
    return (
        generator.providers,
        generator.get_providers() is generator.providers,
        generator.random is m.generator.random is m.generator.mod_random,
        generator._is_seeded,
        generator._global_seed is m.generator.Sentinel or generator._global_seed,
        [name for name in dir(generator) if not name.startswith("_")],
    )


@both
def test_formatters_of_a_provider(m):
    generator = made(m)
    return (
        [name for name, value in vars(generator).items() if callable(value)],
        [name for name in dir(generator) if not name.startswith("_")],
        generator.number(),
        generator.fixed("x"),
        generator.kind(),
        generator.number.__self__ is generator.providers[0],
        m.attempt(getattr, generator, "label"),
        m.attempt(getattr, generator, "_private"),
        m.attempt(getattr, generator, "missing"),
    )


@both
@pytest.mark.parametrize("text", TEXTS)
def test_parse(m, text):
    generator = made(m, locale="xx_XX")
    generator.set_arguments("group", "value", 5)
    generator.set_arguments("bad", {"nonsense": 5})
    seen = [m.attempt(generator.parse, text), generator.random.random()]
    generator.del_arguments("group")
    generator.del_arguments("bad")
    return seen


@both
@pytest.mark.parametrize("text", [None, 5, b"{{digit}}", ["{{digit}}"]])
def test_parse_wants_a_text(m, text):
    return m.attempt(made(m).parse, text)


@both
@pytest.mark.parametrize("config", [{}, {"locale": "fo_FO"}])
def test_unknown_formatters(m, config):
    generator = made(m, **config)
    return (
        m.attempt(generator.get_formatter, "nope"),
        m.attempt(generator.format, "nope"),
        m.attempt(generator.parse, "{{nope}}"),
        m.attempt(generator.get_formatter, "digit"),
        m.attempt(generator.format, "fixed", value=3),
        m.attempt(generator.format, "fixed", 3, 4),
    )


@both
def test_arguments(m):
    generator, other = made(m), m.Generator()
    seen = []

    def step(function, *args):
        seen.append(m.attempt(function, *args))
        groups = ("small", "big", "odd")
        seen.append([copy.deepcopy(other.get_arguments(group)) for group in groups])

    step(generator.set_arguments, "small", "high", 9)
    step(generator.set_arguments, "small", "low")
    step(generator.get_arguments, "small")
    step(generator.get_arguments, "small", "high")
    step(generator.get_arguments, "small", "none")
    step(generator.get_arguments, "none", "none")
    step(generator.set_arguments, "small", {"low": 3, "high": 3})
    step(generator.parse, "{{number:small}}")
    step(other.set_arguments, "big", {"low": 10**9}, 7)
    step(generator.parse, "{{number:big}}")
    step(generator.set_arguments, "odd", 5)
    step(generator.set_arguments, "odd", None)
    step(generator.del_arguments, "small", "high")
    step(generator.del_arguments, "small", "high")
    step(generator.del_arguments, "none", "high")
    step(generator.del_arguments, "none")
    step(generator.del_arguments, "small")
    step(generator.del_arguments, "big")
    step(generator.del_arguments, "odd")
    return seen


@both
def test_argument_groups_are_live(m):
    generator = made(m)
    group = {"value": 1}
    generator.set_arguments("live", group)
    seen = [generator.parse("{{fixed:live}}")]
    group["value"] = 2
    seen.append(generator.parse("{{fixed:live}}"))
    generator.get_arguments("live")["value"] = 3
    seen.append(generator.parse("{{fixed:live}}"))
    generator.del_arguments("live")
    return [*seen, group, m.attempt(generator.parse, "{{fixed:live}}")]


@both
def test_arguments_of_its_own(m):
    generator = made(m, arguments={"own": {"value": 1}})
    seen = [generator.parse("{{fixed:own}}"), m.Generator().get_arguments("own")]
    copied = copy.deepcopy(made(m))
    copied.set_arguments("copied", "value", 2)
    return [*seen, copied.parse("{{fixed:copied}}"), m.Generator().get_arguments("copied")]


@both
def test_set_formatter(m):
    generator = made(m)
    generator.set_formatter("digit", lambda: "D")
    generator.set_formatter("new", lambda: "N")
    seen = [generator.digit(), generator.composed(), generator.parse("{{new}}{{digit}}")]
    generator.number = lambda: "#"
    seen.append(generator.composed())
    del generator.number
    seen.append(m.attempt(generator.composed))
    generator.add_provider(plain.Provider)
    return [*seen, generator.composed()]


@both
def test_set_formatter_overridden(m):
    class Logging(m.Generator):
        def set_formatter(self, name, formatter):
            self.__dict__.setdefault("log", []).append(name)
            super().set_formatter(name, lambda *args: (name, formatter(*args)))

    generator = Logging()
    generator.seed_instance(3)
    generator.add_provider(plain.Provider)
    return generator.log, generator.number(), generator.composed()


@both
def test_newest_provider_first(m):
    class Other:
        __provider__ = "other"

        def digit(self):
            return "other"

        def only(self):
            return "only"

    generator = made(m)
    generator.add_provider(Other())
    return (
        [type(each).__name__ for each in generator.get_providers()],
        generator.digit(),
        generator.composed(),
        generator.only(),
        m.attempt(generator.provider, "other"),
        m.attempt(generator.provider, "OTHER"),
        m.attempt(generator.provider, "plain"),
        m.attempt(generator.provider, None),
    )


@both
def test_provider_attributes(m):
    class Odd:
        number = 5
        function = len
        built = staticmethod(len)
        kind = int

        def __init__(self, generator):
            self.closure = lambda: "closure"
            self.random_like = generator.random
            self.hidden = 5

        def hidden(self):
            return "hidden by a number"

        def __dir__(self):
            return [*super().__dir__(), "dynamic"]

        def __getattr__(self, name):
            if name == "dynamic":
                return lambda: "dynamic"
            raise AttributeError(name)

    generator = made(m)
    generator.add_provider(Odd)
    names = [name for name, value in vars(generator).items() if callable(value)]
    return names, generator.built("abc"), generator.closure(), generator.dynamic(), generator.kind()


@both
def test_provider_whose_property_raises(m):
    class Broken:
        def __init__(self, generator):
            pass

        def early(self):
            return 1

        @property
        def middle(self):
            raise LookupError("broken")

        def zlate(self):
            return 2

    generator = m.Generator()
    return (
        m.attempt(generator.add_provider, Broken),
        "early" in vars(generator),
        "zlate" in vars(generator),
    )


@both
@pytest.mark.parametrize(
    "seed", [0, 1, -1, 10**40, True, 1.5, "text", b"bytes", bytearray(b"array"), "é", None]
)
def test_seed_instance(m, seed):
    generator = m.Generator()
    generator.add_provider(plain.Provider)
    returned = generator.seed_instance(seed)
    mine = generator.random
    generator.seed_instance(seed)
    return (
        returned is generator,
        mine is generator.random,
        mine is not m.generator.random,
        generator._is_seeded,
        m.Generator._is_seeded,
        seed is None or generator.number(),
    )


@both
@pytest.mark.parametrize("seed", [object, [1]])
def test_seed_of_a_wrong_type(m, seed):
    generator = m.Generator()
    seen = m.attempt(generator.seed_instance, seed)
    return seen, generator._is_seeded, generator.random is m.generator.random


@both
def test_shared_seed(m):
    first, second = m.Generator(), m.Generator()
    for generator in (first, second):
        generator.add_provider(plain.Provider)
    m.Generator.seed(11)
    seen = [first.number(), second.number(), m.generator.random.random()]
    second.seed_instance(5)
    m.Generator.seed("eleven")
    seen += [first.number(), second.number(), first._is_seeded, first._global_seed]
    third = m.Generator()
    return [*seen, third._is_seeded, third._global_seed, third.random.random()]


@both
def test_shared_seed_of_a_subclass(m):
    class Mine(m.Generator):
        pass

    m.Generator.seed(1)
    Mine.seed(2)
    return m.Generator._global_seed, Mine._global_seed, m.Generator().random.random()


@both
def test_random_of_the_user(m):
    generator = made(m)
    own = random.Random(77)
    generator.random = own
    seen = [generator.random is own, generator.number(), own.random()]
    generator.seed_instance(9)
    seen += [generator.random is own, generator.number(), own.random()]
    generator.random = m.generator.random
    generator.seed_instance(9)
    return [*seen, generator.random is not m.generator.random, generator.number()]


@both
def test_random_of_another_kind(m):
    class Counting(random.Random):
        calls = 0

        def randint(self, low, high):
            self.calls += 1
            return low

    generator = made(m)
    generator.random = Counting()
    seen = [generator.number(), generator.composed(), generator.random.calls]
    generator.random = None
    return [*seen, m.attempt(generator.number), m.attempt(generator.seed_instance, 1)]


@both
def test_random_does_not_touch_the_module(m):
    with mock.patch("random.getstate") as state, mock.patch("random.seed") as seed:
        generator = m.Generator()
        generator.random.getstate()
        generator.seed_instance(1)
        return state.called, seed.called


@both
def test_copy(m):
    generator = made(m)
    generator.set_formatter("digit", "7".__add__)
    copied = copy.copy(generator)
    seen = [
        copied.random is generator.random,
        copied.providers is generator.providers,
        copied.number.__self__.generator is generator,
        generator.number(),
        copied.number(),
        copied._is_seeded,
    ]
    copied.set_formatter("one", lambda: 2)
    return [*seen, generator.one(), copied.one(), m.attempt(copied.digit, "x")]


@both
def test_deepcopy(m):
    generator = made(m)
    generator.set_formatter("one", lambda: 3)
    copied = copy.deepcopy(generator)
    return (
        copied.random is generator.random,
        copied.providers[0] is generator.providers[0],
        copied.number.__self__ is copied.providers[0],
        copied.providers[0].generator is copied,
        [generator.composed() for _ in range(3)],
        [copied.composed() for _ in range(3)],
        copied.one(),
    )


@both
def test_deepcopy_has_its_own_random(m):
    generator = m.Generator()
    generator.add_provider(plain.Provider)
    m.Generator.seed(4)
    copied = copy.deepcopy(generator)
    first = copied.random
    seen = [first is m.generator.random, copied.number(), generator.number(), copied.number()]
    copied.seed_instance(4)
    return [*seen, copied.random is first, copied.number()]


@both
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(m, protocol):
    generator = made(m, locale="fo_FO")
    generator.number()
    copied = pickle.loads(pickle.dumps(generator, protocol))
    return (
        type(copied) is type(generator),
        set(vars(copied)) == set(vars(generator)),
        [generator.composed() for _ in range(3)],
        [copied.composed() for _ in range(3)],
        copied.providers[0].generator is copied,
        m.attempt(copied.format, "nope"),
        copied._is_seeded,
    )


@both
def test_pickle_of_a_method(m):
    generator = made(m)
    method = pickle.loads(pickle.dumps(generator.number))
    return method(), generator.number(), method.__self__.generator.number()


class WithState:
    """A generator with state of its own is made of this and `Generator`."""

    def __getstate__(self):
        return {**super().__getstate__(), "more": 5} if hasattr(super(), "__getstate__") else None


@both
def test_subclass_with_state(m):
    class Mine(WithState, m.Generator):
        def __init__(self, extra, **config):
            super().__init__(**config)
            self.extra = extra

    generator = Mine(1, locale="xx")
    generator.add_provider(plain.Provider)
    generator.seed_instance(1)
    copied = copy.deepcopy(generator)
    return (
        copied.extra,
        copied.more,
        copied.number(),
        generator.number(),
        hasattr(generator, "more"),
    )


@both
def test_subclass_with_methods(m):
    class Mine(m.Generator):
        def get_formatter(self, formatter):
            if formatter == "shout":
                return lambda: "SHOUT"
            return super().get_formatter(formatter)

        def format(self, formatter, *args, **kwargs):
            return f"<{super().format(formatter, *args, **kwargs)}>"

        def own(self):
            return self.parse("{{digit}}")

    generator = Mine()
    generator.add_provider(plain.Provider)
    generator.seed_instance(1)
    return generator.parse("{{shout}} {{digit}}"), generator.own(), generator.composed()


@both
def test_attributes_of_the_class(m):
    return (
        sorted(name for name in dir(m.Generator) if not name.startswith("_")),
        sorted(name for name in vars(m.generator) if name in ("random", "mod_random", "Sentinel")),
        m.generator.random is m.generator.mod_random,
        type(m.generator.random).__name__,
    )
