"""Providers of third parties that are registered in the process: their names, and where they are found."""

from __future__ import annotations

import copy
import pickle
import random
import typing
from pathlib import Path

import forgery
import numpy as np
import pytest
from click.testing import CliRunner
from forgery import Faker
from forgery.cli import cli
from forgery.compat import Faker as Compat
from forgery.compat.providers import BaseProvider, DynamicProvider
from forgery.errors import (
    AmbiguousFieldError,
    InvalidTypeError,
    InvalidValueError,
    PluginError,
    UnknownFieldError,
)
from forgery.registry import Batch, Provider, Registry, registry
from forgery.testing import CheckError, check_provider


def test_declarations(vehicle: Provider) -> None:
    plate = vehicle.fields["plate"]
    assert plate.doc == "A number plate."
    assert [param.name for param in plate.params] == ["country", "digits", "prefix"]
    assert plate.params[0].doc == "Where it is registered, by its code."
    assert vehicle.fields["make"].doc == "Who made it."
    for name in ("person", "not a name", "_x", "class"):
        with pytest.raises(InvalidValueError):
            Provider(name)
    with pytest.raises(PluginError, match="version 99 of the contract"):
        Provider("x", version=99)
    with pytest.raises(InvalidTypeError, match="returns must be one of"):
        vehicle.field(returns=complex)(lambda batch: [])
    with pytest.raises(InvalidTypeError, match="must say what it returns"):
        vehicle.field()(lambda batch: [])
    with pytest.raises(InvalidValueError, match="two fields called 'plate'"):
        vehicle.field(returns=str, name="plate")(lambda batch: [])
    with pytest.raises(InvalidTypeError, match=r"\*args"):
        vehicle.field(returns=str, name="x")(lambda batch, *args: [])

    def wrong(batch: Batch, digits: int = "4") -> list[str]:  # type: ignore[assignment]
        return []

    with pytest.raises(InvalidTypeError, match="the default of 'digits'"):
        vehicle.field()(wrong)


def test_names(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    assert fake.batch("plate", 3) != fake.batch("vehicle.plate", 3)
    assert fake.plate(country="DE").startswith("DE-")
    with pytest.raises(UnknownFieldError, match=r"did you mean 'vehicle\.plate'"):
        fake.batch("vehicle.plat", 1)
    with pytest.raises(UnknownFieldError, match="did you mean 'plate'"):
        fake.batch("plat", 1)
    with pytest.raises(AttributeError):
        fake.no_such_thing  # noqa: B018
    other = Provider("other")
    other.field(returns=str, name="plate")(lambda batch: ["x"] * batch.n)
    fake.add_provider(other)
    with pytest.raises(AmbiguousFieldError, match=r"'vehicle\.plate' of .* and 'other\.plate'"):
        fake.records(1, {"p": "plate"})
    assert fake.batch("other.plate", 1) == ["x"]
    with pytest.raises(UnknownFieldError):
        Faker().batch("vehicle.plate", 1)


def test_built_in_fields_are_replaced_only_openly() -> None:
    def provider(**options: typing.Any) -> Provider:
        made = Provider("mine", **options)
        made.field(returns=str, name="name")(lambda batch: ["me"] * batch.n)
        return made

    fake = Faker(seed=1)
    fake.add_provider(provider())
    assert fake.batch("name", 1) != ["me"]
    assert fake.batch("mine.name", 1) == ["me"]
    fake.add_provider(provider(replaces=["name"]))
    assert fake.batch("name", 1) == ["me"]
    assert fake.records(1, {"x": "name"}) == [{"x": "me"}]
    assert Faker(seed=1).batch("name", 1) != ["me"]
    other = Faker(seed=1)
    other.add_provider(provider(), replaces=["name"])
    assert other.batch("name", 1) == ["me"]


def test_registered_for_the_process(vehicle: Provider) -> None:
    forgery.register(vehicle)
    try:
        assert forgery.fake.batch("vehicle.plate", 1)[0].startswith("US-")
        assert forgery.table({"x": "plate"}, rows=1, seed=1)[0]["x"].startswith("US-")
        assert registry.provider("vehicle") is vehicle
    finally:
        registry.remove("vehicle")
    with pytest.raises(UnknownFieldError):
        forgery.fake.batch("vehicle.plate", 1)
    with pytest.raises(InvalidTypeError, match="a provider is"):
        forgery.register(3)


class Cloud(BaseProvider):
    """Clouds."""

    def region(self, prefix: str = "eu") -> str:
        """A region."""
        return f"{prefix}-{self.random_int(1, 9)}"

    def machine(self):
        return {"region": self.region(), "owner": self.generator.first_name()}

    def _hidden(self) -> str:
        return ""


def test_providers_in_fakers_style() -> None:
    fake = Faker(["en_US", "de_DE"], seed=3)
    fake.add_provider(Cloud)
    fake.add_provider(DynamicProvider("ward", ["surgery", "maternity"]))
    schema = {"r": {"type": "cloud.region", "prefix": "us"}, "m": "machine", "w": "ward"}
    table = fake.table(schema, rows=2000)
    rows = table.records()
    assert rows[0]["r"].startswith("us-")
    assert set(rows[0]["m"]) == {"region", "owner"}
    assert {row["w"] for row in rows} == {"surgery", "maternity"}
    assert table[1500:1503] == rows[1500:1503]
    with pytest.raises(UnknownFieldError):
        fake.batch("cloud._hidden", 1)
    with pytest.raises(InvalidTypeError):
        fake.batch("cloud.region", 1, prefix=3)


def test_community_providers() -> None:
    faker_edu = pytest.importorskip("faker_edu")
    fake = Faker(seed=1)
    fake.add_provider(faker_edu.Provider)
    assert isinstance(fake.batch("institution_name", 1)[0], str)


def test_the_checker(vehicle: Provider) -> None:
    report = check_provider(vehicle, {"plate": {"country": "DE"}})
    assert report.checked == ["make", "year", "title", "owner", "plate"]
    assert report.problems == []

    def problems(make: typing.Callable[..., typing.Any], **options: typing.Any) -> str:
        provider = Provider("it")
        provider.field(returns=float, name="value", **options)(make)
        with pytest.raises(CheckError) as info:
            check_provider(provider, locales=["en_US"])
        return str(info.value)

    calls = iter(range(10**9))
    assert "draws global random numbers" in problems(lambda b: [random.random() for _ in b.rows])
    assert "draws global random numbers" in problems(lambda b: np.random.random(b.n))
    assert "other values the second time" in problems(lambda b: [float(next(calls))] * b.n)
    sequential = problems(lambda b: b.numpy.random((2, b.n)).sum(axis=0), sequential=True)
    assert "made alone" in sequential
    assert "returned 1 values" in problems(lambda b: [1.0])
    with pytest.raises(LookupError):
        check_provider("nobody")
    with pytest.raises(LookupError):
        check_provider(vehicle, {"nope": {}})


def test_a_registry_of_its_own(vehicle: Provider) -> None:
    own = Registry(registry)
    own.register(vehicle)
    assert next(provider.name for provider, _ in own.providers()) == "vehicle"
    assert own.nearest("vehicle.plat") == "vehicle.plate"
    with pytest.raises(ValueError, match="no group"):
        own.plugins("forgery.nothing")


def test_the_drop_in_takes_providers(vehicle: Provider) -> None:
    fake = Compat("de_DE")
    fake.seed_instance(1)
    fake.add_provider(vehicle)
    first = [fake.plate(country="DE") for _ in range(3)]
    assert all(plate.startswith("DE-") for plate in first)
    fake.seed_instance(1)
    assert [fake.plate(country="DE") for _ in range(3)] == first
    assert isinstance(fake.make(), str)


def test_the_drop_in_finds_registered_providers(vehicle: Provider) -> None:
    forgery.register(vehicle)
    forgery.register(Cloud)
    try:
        for locale in ("en_US", ["en_US", "de_DE"]):
            fake = Compat(locale)
            fake.seed_instance(1)
            first = [fake.plate(digits=2), fake.region(), fake.plate()]
            fake.seed_instance(1)
            assert [fake.plate(digits=2), fake.region(), fake.plate()] == first
            assert not hasattr(fake, "no_such_field")
    finally:
        registry.remove("vehicle")
        registry.remove("cloud")
    # As if the class had been added, which gives Faker's values.
    added = Compat()
    added.add_provider(Cloud)
    added.seed_instance(5)
    expected = added.region()
    forgery.register(Cloud)
    try:
        fake = Compat()
        fake.seed_instance(5)
        assert fake.region() == expected
    finally:
        registry.remove("cloud")


def test_copies_have_the_providers(vehicle: Provider) -> None:
    fake = Faker(seed=1)
    fake.add_provider(vehicle)
    for copied in (copy.copy(fake), copy.deepcopy(fake)):
        expected = copy.copy(fake).batch("vehicle.plate", 3)
        assert copied.batch("vehicle.plate", 3) == expected
    with pytest.raises(UnknownFieldError):
        pickle.loads(pickle.dumps(fake)).batch("vehicle.plate", 3)


def test_the_command_line_in_this_process(vehicle: Provider, tmp_path: Path) -> None:
    forgery.register(vehicle)
    try:
        runner = CliRunner()
        checked = runner.invoke(cli, ["providers", "check", "vehicle"])
        assert (checked.exit_code, checked.output.count("ok ")) == (0, 5)
        unknown = runner.invoke(cli, ["providers", "check", "nobody"])
        assert (unknown.exit_code, "no provider 'nobody'" in unknown.output) == (2, True)
        assert runner.invoke(cli, ["providers", "--json"]).exit_code == 0
        assert runner.invoke(cli, ["providers"]).exit_code == 0
        fields = runner.invoke(cli, ["fields", "--provider", "vehicle"])
        assert "vehicle.plate(country: choice = 'US'" in fields.output
    finally:
        registry.remove("vehicle")
    for kind in ([], ["--rust"]):
        folder = tmp_path / "".join(["new", *kind])
        new = ["new-provider", "ticket", *kind, "-o", str(folder)]
        assert runner.invoke(cli, new).exit_code == 0
        assert "@" not in (folder / "pyproject.toml").read_text()
        again = runner.invoke(cli, new)
        assert (again.exit_code, "not empty" in again.output) == (2, True)
