"""Provider classes and their modules: those of Faker, attribute by attribute."""

from __future__ import annotations

import abc
import copy
import importlib
import inspect
import pickle
import pkgutil
import re
import subprocess
import sys
import types
from collections.abc import Iterator
from functools import cached_property
from typing import Generic, TypeVar

import faker.providers
import forgery.compat.providers
import pytest
from forgery import _forgery
from forgery.compat import Faker, _heads
from together import together

THEIRS = {
    "faker.providers": faker.providers.BaseProvider,
    **{
        info.name: importlib.import_module(info.name).Provider
        for info in pkgutil.walk_packages(faker.providers.__path__, "faker.providers.")
        if info.ispkg
    },
}
T = TypeVar("T")
#: Lists that Faker makes from a set, in the order of the hash seed.
UNORDERED = {("faker.providers.address.it_IT", "cities")}
MODULES = sorted(THEIRS)


def ours(name: str) -> str:
    return name.replace("faker.", "forgery.compat.", 1)


def our_class(name: str) -> type:
    module = importlib.import_module(ours(name))
    return module.BaseProvider if name == "faker.providers" else module.Provider


def public(space: dict[str, object]) -> set[str]:
    return {name for name in space if not name.startswith("_")}


def tables(cls: type) -> Iterator[tuple[str, object]]:
    for name, value in vars(cls).items():
        code = (types.FunctionType, staticmethod, classmethod, property, cached_property)
        if not (name.startswith("__") or isinstance(value, code) or name == "_abc_impl"):
            yield name, value


def difference(theirs: object, our: object, place: str = "") -> str | None:
    """Where two values differ in type or value, classes of Faker's compared with ours by name."""
    kind, name = type(theirs), type(theirs).__module__
    if (ours(name), kind.__qualname__) != (type(our).__module__, type(our).__qualname__):
        return f"{place}: {kind} is {type(our)}"
    if isinstance(theirs, dict):
        return difference(list(theirs.items()), list(our.items()), place)  # type: ignore[attr-defined]
    if isinstance(theirs, (list, tuple)):
        if len(theirs) != len(our):  # type: ignore[arg-type]
            return f"{place}: {len(theirs)} items are {len(our)}"  # type: ignore[arg-type]
        found = (difference(a, b, f"{place}[{i}]") for i, (a, b) in enumerate(zip(theirs, our)))  # type: ignore[call-overload]
        return next(filter(None, found), None)
    if isinstance(theirs, type({}.keys())):
        return difference(list(theirs), list(our), place)  # type: ignore[call-overload]
    if name.startswith("faker."):
        return difference(vars(theirs), vars(our), place)
    if isinstance(theirs, type):
        return None
    return None if theirs == our else f"{place}: {theirs!r} is {our!r}"


# Classes.


def test_every_class_is_there() -> None:
    ids = _forgery.compat_classes()
    assert sorted(map(_heads.module_name, ids)) == sorted(map(ours, MODULES))
    assert sorted(_heads.class_id(ours(name)) for name in MODULES) == sorted(ids)
    assert len(ids) == 720


@together(MODULES)
def test_a_class_has_the_ancestors_and_attributes_of_fakers(name: str) -> None:
    theirs, our = THEIRS[name], our_class(name)
    assert (our.__module__, our.__qualname__) == (ours(name), theirs.__qualname__)
    mro = [f"{cls.__module__}.{cls.__qualname__}" for cls in our.__mro__]
    mro.remove("forgery._forgery.ProviderBase")
    assert mro == [f"{ours(cls.__module__)}.{cls.__qualname__}" for cls in theirs.__mro__]
    assert public(vars(our)) == public(vars(theirs))
    assert set(vars(our)) >= {n for n in vars(theirs) if not n.startswith("__")}
    for attribute in ("__provider__", "__lang__", "__use_weighting__"):
        assert getattr(our, attribute) == getattr(theirs, attribute)


@together(MODULES)
def test_tables_equal_fakers_in_value_and_type(name: str) -> None:
    our = our_class(name)
    for attribute, theirs in tables(THEIRS[name]):
        # By `peek`: a table that was handed out once makes the engine look at it for good.
        value = vars(our)[attribute].peek()
        if (name, attribute) in UNORDERED:
            theirs, value = sorted(theirs), sorted(value)  # type: ignore[call-overload]
        assert difference(theirs, value, attribute) is None


def signature_of(function: object) -> str:
    """A function's signature. `typing` spells a union as whoever named it first did: its members are sorted here."""
    text = str(inspect.signature(function))  # type: ignore[arg-type]

    def ordered(union: re.Match[str]) -> str:
        return f"Union[{', '.join(sorted(re.split(r', (?![^[]*])', union[1])))}]"

    return re.sub(r"Union\[((?:[^][]|\[[^][]*])*)]", ordered, text)


@together(MODULES)
def test_signatures_equal_fakers(name: str) -> None:
    our = our_class(name)
    for method, function in vars(THEIRS[name]).items():
        function = getattr(function, "__func__", function)
        if isinstance(function, types.FunctionType) and not method.startswith("_"):
            signature = re.sub(r"\bfaker\.", "forgery.compat.", signature_of(function))
            assert signature_of(getattr(our, method)) == signature, method
            bound = re.sub(r"^\(self(, )?", "(", signature)
            assert signature_of(getattr(our(None), method)) == bound, method


@together(MODULES)
def test_methods_are_bound_as_fakers(name: str) -> None:
    our = our_class(name)
    for method, function in vars(THEIRS[name]).items():
        if method.startswith("__") or not isinstance(
            function, (types.FunctionType, staticmethod, classmethod)
        ):
            continue
        bound = getattr(our(None), method)
        assert callable(bound)
        theirs = getattr(THEIRS[name](None), method)
        assert type(bound) is type(theirs)
        if isinstance(function, types.FunctionType):
            wanted = getattr(function, "__wrapped__", function).__name__
            if not wanted.startswith("__"):
                assert bound.__name__ == wanted


# Modules.


@together(MODULES)
def test_a_module_has_the_names_of_fakers(name: str) -> None:
    theirs = importlib.import_module(name)
    our = importlib.import_module(ours(name))
    submodules = {info.name for info in pkgutil.iter_modules(theirs.__path__)}
    # Names of a loop's variables, left over.
    wanted = {n for n in vars(theirs) if not n.startswith(("__", "@"))} - submodules
    wanted -= {"name", "sym"} if name == "faker.providers.date_time" else set()
    assert wanted <= set(dir(our))
    for attribute in wanted:
        value, expected = getattr(our, attribute), getattr(theirs, attribute)
        if inspect.ismodule(expected):
            assert value.__name__ == re.sub(r"^faker\.", "forgery.compat.", expected.__name__)
        elif inspect.isclass(expected) or inspect.isfunction(expected):
            assert value.__module__ == ours(expected.__module__)
            assert value.__qualname__ == expected.__qualname__
        elif type(expected).__module__ not in ("typing", "logging"):
            assert difference(expected, value, attribute) is None
    with pytest.raises(AttributeError, match=f"module '{our.__name__}' has no attribute 'nothing'"):
        _ = our.nothing


@pytest.mark.parametrize("name", ["", *sorted({name.split(".")[2] for name in MODULES[1:]})])
def test_packages_list_what_fakers_list(name: str) -> None:
    path = f"faker.providers.{name}".rstrip(".")
    theirs = importlib.import_module(path)
    our = importlib.import_module(ours(path))
    listed = [(info.name, info.ispkg) for info in pkgutil.iter_modules(our.__path__)]
    assert listed == [(info.name, info.ispkg) for info in pkgutil.iter_modules(theirs.__path__)]


def test_every_module_is_imported_in_a_new_process() -> None:
    program = """
import importlib, pkgutil, sys
import forgery.compat.providers as providers
names = [info.name for info in pkgutil.walk_packages(providers.__path__, providers.__name__ + ".")]
for name in names:
    module = importlib.import_module(name)
    assert module.__name__ == name and module.__spec__.name == name, name
    assert sys.modules[name] is module
    above, _, own = name.rpartition(".")
    assert getattr(sys.modules[above], own) is module
importlib.invalidate_caches()
assert [info.name for info in pkgutil.iter_modules(providers.__path__)] != []
print(len(names))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "723\n"), done.stderr


def test_what_is_missing_cannot_be_imported() -> None:
    for name in ("nothing", "person.xx_XX", "person.en_US.more", "base", "base.base"):
        with pytest.raises(
            ModuleNotFoundError, match=re.escape(f"forgery.compat.providers.{name.split('.')[0]}")
        ):
            importlib.import_module(f"forgery.compat.providers.{name}")


def test_a_module_can_be_imported_with_a_star() -> None:
    space: dict[str, object] = {}
    exec("from forgery.compat.providers.credit_card import *", space)
    assert {"Provider", "CreditCard", "CardType", "localized"} <= set(space)


def test_a_module_can_be_loaded_again() -> None:
    module = importlib.import_module("forgery.compat.providers.job.de_DE")
    cls = module.Provider
    assert importlib.reload(module) is module
    del sys.modules[module.__name__]
    assert importlib.import_module(module.__name__).Provider is cls


def test_abstract_and_generic_providers() -> None:
    class Abstract(forgery.compat.providers.BaseProvider, abc.ABC):
        @abc.abstractmethod
        def ward(self) -> str: ...

    class Concrete(Abstract, Generic[T]):
        def ward(self) -> str:
            return "surgery"

    fake = Faker()
    with pytest.raises(TypeError, match="abstract"):
        fake.add_provider(Abstract)
    fake.add_provider(Concrete)
    assert fake.ward() == "surgery"


def test_classes_and_providers_are_pickled_and_copied() -> None:
    from forgery.compat.providers.credit_card import CreditCard
    from forgery.compat.providers.date_time import ParseError
    from forgery.compat.providers.person.en_US import Provider

    for value in (Provider, CreditCard, ParseError):
        assert pickle.loads(pickle.dumps(value)) is value
    assert inspect.getmodule(Provider) is sys.modules[Provider.__module__]
    provider = Provider("a generator")
    provider.first_names = ("Anna",)
    for made in (
        copy.copy(provider),
        copy.deepcopy(provider),
        pickle.loads(pickle.dumps(provider)),
    ):
        assert type(made) is Provider
        assert (made.generator, made.first_names) == ("a generator", ("Anna",))


def test_subclassing() -> None:
    from forgery.compat.providers.person.en_US import Provider

    class Mine(Provider):
        first_names = ("Anna",)

        def last_name(self) -> str:
            return "Berg"

    mine = Mine(Faker())
    assert mine.first_names == ("Anna",)
    assert mine.last_names is Provider.last_names
    assert (mine.last_name(), mine.__provider__) == ("Berg", "base")
    assert isinstance(mine, forgery.compat.providers.BaseProvider)
    assert issubclass(Mine, our_class("faker.providers.person"))


def test_tables_are_made_once_and_changes_are_noticed() -> None:
    # In a process of its own: the engine looks at what was handed out for good.
    program = """
from forgery.compat.providers.person import Provider
from forgery.compat.providers.credit_card import Provider as Cards
from forgery import _forgery

formats, types = vars(Provider)["formats"], vars(Cards)["credit_card_types"]
changes = _forgery.compat_changes()
assert not formats.changed() and formats.peek() is formats.peek()
assert _forgery.compat_changes() == changes
assert Provider.formats is Provider(None).formats is formats.peek()
assert _forgery.compat_changes() > changes and not formats.changed()
Provider.formats.append("{{last_name}}")
assert formats.changed()
assert Cards(None).credit_card_types is Cards.credit_card_types and not types.changed()
Cards.credit_card_types["visa"].length = 3
assert types.changed()
Cards.credit_card_types["visa"].length = 16
Cards.credit_card_types.move_to_end("visa")
assert types.changed()
"""
    subprocess.run([sys.executable, "-c", program], check=True)
