"""Distributions with entry points, installed by pip: found, named, broken and hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from distributions import Distribution, install, run

PROVIDERS = "forgery.providers"

VEHICLE = """
    from forgery.registry import Batch, Provider

    provider = Provider("vehicle", replaces=["license_plate"], doc="Cars.")

    @provider.field(returns=str, doc="A number of the chassis.")
    def chassis(batch: Batch, *, country: str = "US") -> list[str]:
        return [f"{country}{batch.random.randrange(10**6):06}" for _ in batch.rows]

    @provider.field(returns=str, doc="A plate.")
    def license_plate(batch: Batch) -> list[str]:
        return ["REPLACED"] * batch.n

    @provider.field(returns=str)
    def shared(batch: Batch) -> list[str]:
        return ["vehicle"] * batch.n
"""
SHARED = """
    from forgery.registry import Provider

    provider = Provider("{0}")
    provider.field(returns=str, name="shared")(lambda batch: ["{0}"] * batch.n)
"""
STYLE = """
    from forgery.compat.providers import BaseProvider

    class CloudProvider(BaseProvider):
        def cloud_region(self):
            return f"eu-{self.random_int(1, 9)}"
"""


def distribution(
    name: str, code: str, version: str = "1.0", attribute: str = "provider"
) -> Distribution:
    module = f"forgery_{name}"
    points = {PROVIDERS: {name.partition("_by_")[0]: f"{module}:{attribute}"}}
    return Distribution(f"forgery-{name.replace('_', '-')}", version, module, code, points)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good distributions, and broken ones."""
    return install(
        tmp_path_factory.mktemp("plugins"),
        [
            distribution("vehicle", VEHICLE, "1.2.3"),
            distribution("ship", SHARED.format("ship"), "0.1"),
            distribution("cloud", STYLE, attribute="CloudProvider"),
            distribution("unimportable", "import no_such_module_anywhere"),
            distribution("exiting", "raise SystemExit(3)"),
            distribution(
                "future", "from forgery.registry import Provider\nprovider = Provider('future', 2)"
            ),
            distribution("misnamed", SHARED.format("another")),
            distribution("nothing", "provider = 3"),
            distribution("twice_by_one", SHARED.format("twice")),
            distribution("twice_by_two", SHARED.format("twice"), "2.0"),
            Distribution(
                "others",
                "3.0",
                "others",
                "sink, dataset = object, {'columns': {}}",
                {
                    "forgery.sinks": {"kafka": "others:sink", "bad": "others:missing"},
                    "forgery.datasets": {"shop": "others:dataset"},
                },
            ),
        ],
    )


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good distribution alone."""
    folder = tmp_path_factory.mktemp("plugin")
    return install(folder, [distribution("vehicle", VEHICLE, "1.2.3")])


def test_fields_are_there(good: Path) -> None:
    code = """
        import forgery
        fake = forgery.Faker(seed=1)
        print(fake.batch("vehicle.chassis", 1), fake.batch("chassis", 1, country="DE"), fake.chassis())
        table = forgery.table({"id": "uuid", "c": ("chassis", "FR")}, rows=5000, seed=1)
        assert table[3000:3002] == table.records()[3000:3002]
        print(table[0]["c"][:2])
        from forgery.compat import Faker
        print(len(Faker().chassis()))
    """
    lines = run(good, code).splitlines()
    assert lines[0].startswith("['US")
    assert "['DE" in lines[0]
    assert lines[1:] == ["FR", "8"]


def test_nothing_is_loaded_before_an_unknown_name(good: Path) -> None:
    code = """
        import sys, forgery
        loaded = lambda: ("forgery.registry" in sys.modules, "forgery_vehicle" in sys.modules)
        forgery.fake.records(3, {"id": "uuid", "p": "license_plate", "n": "person.name"})
        forgery.fake.batch("name", 3)
        print(loaded())
        try:
            forgery.fake.batch("vehicel.chassis", 1)
        except ValueError as error:
            print(error)
    """
    lines = run(good, code).splitlines()
    assert lines == [
        "(False, False)",
        "unknown field 'vehicel.chassis'; did you mean 'vehicle.chassis'?",
    ]


def test_variables_hide_and_choose(good: Path) -> None:
    code = """
        import forgery
        try:
            print(forgery.fake.batch("vehicle.chassis", 1)[0][:2], forgery.fake.batch("license_plate", 1))
            print(forgery.fake.records(1, {"x": "license_plate"}))
        except ValueError as error:
            print(error)
    """
    plain = run(good, code)
    assert plain.startswith("US")
    assert "REPLACED" not in plain
    assert "unknown field 'vehicle.chassis'" in run(good, code, FORGERY_NO_PLUGINS="1")
    assert "unknown field 'vehicle.chassis'" in run(good, code, FORGERY_PLUGINS="other")
    # Who names a provider accepts what it replaces.
    chosen = run(good, code, FORGERY_PLUGINS="other, vehicle").splitlines()
    assert chosen == ["US ['REPLACED']", "[{'x': 'REPLACED'}]"]


def test_broken_ones_are_named_and_the_others_work(site: Path) -> None:
    code = """
        import forgery, json
        from forgery.errors import PluginError
        fake, found = forgery.Faker(seed=1), {}
        for name in ("unimportable", "exiting", "future", "misnamed", "nothing", "twice", "vehicle"):
            try:
                found[name] = fake.records(1, {"c": f"{name}.shared"})[0]["c"]
            except ValueError as error:
                found[name] = [type(error).__name__, str(error), error.column]
            except PluginError as error:
                cause = type(error.__cause__).__name__
                found[name] = [cause, str(error), error.column, error.distribution, error.provider]
        for name in ("shared", "nonesuch", "cloud_region"):
            try:
                found[name] = fake.batch(name, 1)[0]
            except ValueError as error:
                found[name] = [type(error).__name__, str(error)]
        print(json.dumps(found))
    """
    found = json.loads(run(site, code))
    assert found.pop("vehicle") == "vehicle"
    for name, cause, why in [
        ("unimportable", "ModuleNotFoundError", "No module named 'no_such_module_anywhere'"),
        ("exiting", "SystemExit", "3"),
        ("future", "PluginError", "version 2 of the contract, and this forgery knows version 1"),
        ("misnamed", "InvalidTypeError", "its provider 'another'"),
        ("nothing", "InvalidTypeError", "not 3"),
    ]:
        kind, text, column, dist, provider = found[name]
        assert (kind, column, dist, provider) == (cause, "c", f"forgery-{name} 1.0", name)
        assert text.startswith(
            f"column 'c': provider '{name}' of forgery-{name} 1.0 cannot be loaded"
        )
        assert why in text
    kind, text, column = found["twice"]
    assert (kind, column) == ("AmbiguousFieldError", "c")
    assert "forgery-twice-by-one 1.0 and forgery-twice-by-two 2.0" in text
    kind, text = found["shared"]
    assert kind == "AmbiguousFieldError"
    assert "'vehicle.shared' of forgery-vehicle 1.2.3" in text
    assert "'ship.shared' of forgery-ship 0.1" in text
    assert found["nonesuch"][0] == "UnknownFieldError"
    assert "provider 'unimportable' of forgery-unimportable 1.0" in found["nonesuch"][1]
    assert found["cloud_region"].startswith("eu-")


def test_the_command_line(site: Path, good: Path) -> None:
    main = "import sys; from forgery.cli import main; sys.argv[1:] = {!r}; main()"
    listed = run(site, main.format(["providers"]))
    assert "vehicle  forgery-vehicle 1.2.3" in listed
    assert "vehicle.chassis(country) -> str" in listed
    assert "offers to replace forgery's own license_plate: FORGERY_PLUGINS=vehicle" in listed
    assert "broken: provider 'unimportable' of forgery-unimportable 1.0 cannot be loaded" in listed
    assert "kafka (sink)  others 3.0" in listed
    entries = {
        (e["kind"], e["name"]): e
        for e in json.loads(run(site, main.format(["providers", "--json"])))
    }
    assert entries["sink", "bad"]["error"]
    assert entries["dataset", "shop"]["error"] is None
    checked = run(good, main.format(["providers", "check", "vehicle"]))
    assert checked.splitlines() == [
        f"ok       vehicle.{name}" for name in ("chassis", "license_plate", "shared")
    ]
    assert run(good, main.format(["sample", "vehicle.chassis", "-n", "1"])).startswith("US")
    assert "vehicle.chassis" in run(good, main.format(["fields", "--provider", "vehicle"]))


def test_sinks_and_datasets(site: Path) -> None:
    code = """
        from forgery.errors import PluginError
        from forgery.registry import registry
        print(registry.sink("kafka"), registry.dataset("shop"))
        for ask in (lambda: registry.sink("bad"), lambda: registry.sink("none")):
            try:
                ask()
            except (PluginError, KeyError) as error:
                print(type(error).__name__, error)
    """
    lines = run(site, code).splitlines()
    assert lines[0] == "<class 'object'> {'columns': {}}"
    assert lines[1].startswith(
        "PluginError sink 'bad' of others 3.0 cannot be loaded: AttributeError"
    )
    assert lines[2] == "KeyError 'none'"
