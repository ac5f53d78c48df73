"""Packages with providers as strangers make them: built, installed by pip, used through their entry points."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import forgery
import pytest
from distributions import SOURCE, run
from forgery.errors import InvalidValueError, PluginError

ROOT = Path(__file__).parent.parent
SDK = ROOT / "providers" / "sdk"
PANICS = """
    //! What goes wrong in compiled code, and what it may ask for.
    use forgery_provider::{export, Batch, Function, Nullable, Provider, Result, Strings};

    struct Odd;

    impl Provider for Odd {
        const NAME: &'static str = "odd";

        fn functions() -> Vec<Function> {
            vec![
                Function::field("panic", "Panics.", |_: &Batch<'_>| -> Result<Strings> { panic!("at the disco") }),
                Function::field("later", "Panics in the middle.", |batch: &Batch<'_>| -> Result<Vec<i64>> {
                    assert!(batch.rows().start < 50_000, "too far");
                    Ok(batch.rows().map(|row| row as i64).collect())
                }),
                Function::field("short", "Too few.", |_: &Batch<'_>| Ok(vec![1_i64])),
                Function::field("fails", "Fails.", |_: &Batch<'_>| -> Result<Vec<f64>> { Err("no luck".into()) }),
                Function::field("half", "Half of them.", |batch: &Batch<'_>| {
                    let valid = batch.rows().map(|row| row % 2 == 0).collect();
                    Ok(Nullable { values: batch.rows().map(|row| row as f64).collect::<Vec<_>>(), valid })
                }),
                Function::field("greeting", "Greets the person of the row.", |batch: &Batch<'_>| -> Result<Strings> {
                    let names = batch.draw_text("person.name", "")?;
                    Ok(names.iter().map(|name| format!("Hello {}", name.as_deref().unwrap_or("you"))).collect())
                }),
                Function::field("nobody", "Asks for what is not there.", |batch: &Batch<'_>| -> Result<Strings> {
                    batch.draw_text("emali", "")?;
                    Ok(Strings::default())
                }),
            ]
        }
    }

    export!(forgery_odd, Odd);
"""


def build(site: Path, *packages: Path) -> None:
    """Build packages and install them, as `pip install` does, with the tools that are here."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [*pip, "--disable-pip-version-check", "--target", str(site), *map(str, packages)],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            # What was compiled for one serves the others.
            "CARGO_TARGET_DIR": str(ROOT / "target" / "providers"),
            "MATURIN_PEP517_ARGS": "--profile=dev",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        },
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr


def new(folder: Path, *arguments: str) -> Path:
    main = "import sys; from forgery.cli import main; sys.argv[1:] = {!r}; main()"
    package = folder / arguments[0]
    run(None, main.format(["new-provider", *arguments, "--output", str(package)]))
    return package


def own_tests(package: Path, site: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-W",
            "ignore",
            "-c",
            os.devnull,
            "tests",
        ],
        cwd=package,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(SOURCE)])},
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both examples, a new package of each kind, and one that does everything wrong."""
    pytest.importorskip("flit_core")
    if shutil.which("cargo") is None:
        pytest.skip("compiled providers need cargo")
    pytest.importorskip("maturin")
    folder = tmp_path_factory.mktemp("packages")
    site = folder / "site"
    # Building writes into a package's folder.
    shutil.copytree(
        ROOT / "providers", folder / "providers", ignore=shutil.ignore_patterns("target")
    )
    examples = [folder / "providers" / name for name in ("example-python", "example-rust")]
    ticket = new(folder, "ticket")
    parcel = new(folder, "parcel_box", "--rust", "--sdk", str(SDK))
    odd = new(folder, "odd", "--rust", "--sdk", str(SDK))
    (odd / "src" / "lib.rs").write_text(textwrap.dedent(PANICS), "utf-8")
    # At once, as pip takes longer to start than some of them to build.
    build(site, *examples, ticket, parcel, odd)
    return site


def test_the_examples(site: Path) -> None:
    own_tests(ROOT / "providers" / "example-python", site)
    code = """
        import json, forgery
        from forgery.testing import check_provider
        box = "52.3,13.1 52.7,13.8"
        schema = {
            "vin": "vehicle.vin", "make": "vehicle.make", "plate": ("plate", "DE"),
            "lat": ("geo.latitude", box), "lon": ("geo.longitude", box),
            "hash": {"type": "geohash", "area": box, "precision": 4},
        }
        table = forgery.table(schema, rows=50_000, seed=1)
        rows = table.records()
        assert table[40_000:40_010] == rows[40_000:40_010]
        forgery.set_threads(3)
        assert forgery.table(schema, rows=50_000, seed=1).to_arrow().to_pylist() == rows
        assert all(52.3 <= r["lat"] <= 52.7 and 13.1 <= r["lon"] <= 13.8 for r in rows)
        print(sorted({r["hash"] for r in rows}), check_provider("geo").problems, check_provider("vehicle").problems)
        for wrong in ({"area": "0,0"}, {"precision": 13}, {"precision": "x"}):
            try:
                forgery.fake.records(1, {"h": {"type": "geohash", **wrong}})
            except ValueError as error:
                print(type(error).__name__, error)
            except TypeError as error:
                print(type(error).__name__, error)
    """
    lines = run(site, code).splitlines()
    assert "'u33d'" in lines[0]
    assert lines[0].endswith("[] []")
    assert lines[1].startswith(
        "InvalidValueError column 'h': field 'geo.geohash' of forgery-geo-rs 0.1.0: 'area' must"
    )
    assert "'precision' must be from 1 to 12, not 13" in lines[2]
    assert lines[3] == "InvalidTypeError column 'h': 'precision' must be an integer, not 'x'"


def test_the_example_has_a_dataset(site: Path) -> None:
    code = """
        import sys, forgery
        from click.testing import CliRunner
        from forgery.cli import cli

        print("forgery_vehicle" in sys.modules)
        told = {info.name: info for info in forgery.datasets()}["fleet"]
        print(told.distribution, told.category, told.error, forgery.datasets("fuel")[0].name)
        data = forgery.dataset("fleet", rows=3000, seed=1, country="DE")
        whole = data["vehicles"].to_arrow().to_pylist()
        assert data["vehicles"][2900:2910] == whole[2900:2910]
        assert {fill["vehicle_id"] for fill in data["fills"][:5000]} <= {row["id"] for row in whole}
        print(len(whole), all(len(row["vin"]) == 17 for row in whole))
        for command in (["datasets"], ["info", "fleet"], ["init", "fleet", "-o", "-"]):
            done = CliRunner().invoke(cli, command)
            assert done.exit_code == 0, done.output
            print("Vehicles of a fleet" in done.output)
        done = CliRunner().invoke(cli, ["preview", "fleet", "--param", "rows=2", "--seed", "1"])
        print(done.exit_code, "V-00002" in done.output)
    """
    assert run(site, code).splitlines() == [
        "False",
        "forgery-vehicle 0.1.0 vehicles None fleet",
        "3000 True",
        *["True"] * 3,
        "0 True",
    ]


def test_new_packages_pass_their_tests(site: Path) -> None:
    own_tests(site.parent / "ticket", site)
    own_tests(site.parent / "parcel_box", site)


@pytest.mark.parametrize("name", ["person", "No", "class", "a-b", "_x"])
def test_names_of_new_packages(name: str, tmp_path: Path) -> None:
    from click.testing import CliRunner
    from forgery.cli import cli

    done = CliRunner().invoke(cli, ["new-provider", name, "-o", str(tmp_path / "x")])
    assert done.exit_code == 2
    assert not (tmp_path / "x").exists()


def test_what_goes_wrong_in_compiled_code(site: Path) -> None:
    code = """
        import json, forgery
        from forgery.errors import PluginError
        fake, found = forgery.Faker(seed=1), {}
        forgery.set_threads(4)
        for name in ("panic", "short", "fails", "nobody", "later"):
            try:
                fake.table({"id": "uuid", "x": f"odd.{name}"}, rows=100_000).column("x")
            except PluginError as error:
                found[name] = [str(error), error.column, error.field, error.distribution]
        rows = fake.records(2000, {"g": "odd.greeting", "n": "person.name", "h": "odd.half"})
        assert all(row["g"] == f"Hello {row['n']}" for row in rows)
        assert [row["h"] for row in rows[:3]] == [0.0, None, 2.0]
        print(json.dumps(found))
    """
    found = json.loads(run(site, code).splitlines()[-1])
    for name, why in [
        ("panic", "panicked: at the disco"),
        ("short", "made 1 values of 'short' for 1024 rows"),
        ("fails", "no luck"),
        ("nobody", "unknown field 'emali'; did you mean 'email'?"),
        ("later", "panicked: too far"),
    ]:
        text, column, field, distribution = found[name]
        assert (column, field, distribution) == ("x", f"odd.{name}", "forgery-odd 0.1.0")
        assert text == f"column 'x': field 'odd.{name}' of forgery-odd 0.1.0: {why}"


@pytest.mark.skipif(os.name != "posix", reason="the guide's commands are those of a shell")
def test_the_guide(tmp_path: Path) -> None:
    """Follows docs/providers.md literally: its commands and its files, in its order."""
    pytest.importorskip("flit_core")
    tools, site = tmp_path / "bin", tmp_path / "site"
    tools.mkdir()
    for tool, module in [("forgery", "forgery"), ("pip", "pip"), ("pytest", "pytest")]:
        program = tools / tool
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore -m {module} "$@"\n')
        program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(site), str(SOURCE)]),
        # pip installs where only this test looks, with what is here.
        "PIP_TARGET": str(site),
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTEST_ADDOPTS": "-q -p no:cacheprovider",
    }
    text = (ROOT / "docs" / "providers.md").read_text("utf-8")
    said = ""
    for language, rest, code in re.findall(r"^```(\w+)([^\n]*)\n(.*?)^```$", text, re.M | re.S):
        if rest.startswith(" file="):
            (tmp_path / rest.removeprefix(" file=")).write_text(code, "utf-8")
            continue
        command = (
            ["sh", "-ec", code]
            if language == "shell"
            else [sys.executable, "-W", "ignore", "-c", code]
        )
        if language in {"shell", "python"}:
            done = subprocess.run(
                command,
                cwd=tmp_path,
                env=env,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
            said += done.stdout
    assert "ok       weather.code" in said
    assert "ok       weather.report" in said
    assert "2 passed" in said


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("len", ctypes.c_size_t)]


class Table1(ctypes.Structure):
    """A provider's table as version 1 of the contract had it."""

    _fields_ = [
        ("version", ctypes.c_uint32),
        ("size", ctypes.c_uint32),
        ("state", ctypes.c_void_p),
        ("description", Text),
        ("make", ctypes.c_void_p),
    ]


def capsule(table: Table1) -> object:
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = (
        ctypes.py_object,
        [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p],
    )
    return make(ctypes.addressof(table), b"forgery.provider", None)


MAKE = ctypes.CFUNCTYPE(
    ctypes.c_int32,
    ctypes.c_void_p,
    ctypes.c_uint32,
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.c_size_t,
    ctypes.c_void_p,
)
ARROW_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


def test_an_older_contract_still_loads() -> None:
    """A table of version 1, laid out by hand, whose function hands over an array of pyarrow's."""
    pa = pytest.importorskip("pyarrow")

    @MAKE
    def make(state, function, request, out, count, error):
        rows = ctypes.cast(request, ctypes.POINTER(ctypes.c_uint64))[2]
        column = ctypes.addressof(out.contents)
        # The schema takes nine words, and the array follows.
        pa.array(range(rows))._export_to_c(column + 72, column)
        return 0

    fields = [{"name": "row", "returns": "int", "doc": "Its number."}]
    described = json.dumps({"name": "old", "functions": [{"fields": fields}]}).encode()
    address = ctypes.cast(make, ctypes.c_void_p).value
    table = Table1(1, ctypes.sizeof(Table1), None, Text(described, len(described)), address)
    fake = forgery.Faker(seed=1)
    fake.add_provider(capsule(table))
    assert fake.batch("old.row", 3) == [0, 1, 2]
    for version, size in [
        (0, ctypes.sizeof(Table1)),
        (99, 200),
        (1, 8),
        (2, ctypes.sizeof(Table1)),
    ]:
        wrong = Table1(version, size, None, Text(described, len(described)), address)
        with pytest.raises(InvalidValueError, match=f"version {version} of the contract"):
            fake.add_provider(capsule(wrong))
    described = json.dumps(
        {"name": "old", "functions": [{"fields": [{"name": "row", "returns": "str"}]}]}
    ).encode()
    text = Table1(1, ctypes.sizeof(Table1), None, Text(described, len(described)), address)
    fake.add_provider(capsule(text))
    with pytest.raises(PluginError, match="returned an Arrow array of Int64, and declares str"):
        fake.batch("old.row", 3)
