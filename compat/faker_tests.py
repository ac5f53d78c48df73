"""Runs the tests of Faker's own project on forgery: what they demand of Faker, the drop-in does.

    python compat/faker_tests.py                       # all of them
    python compat/faker_tests.py tests/test_proxy.py   # what comes behind is for pytest

pip fetches the source of the release in `FAKER_VERSION`; its tests stay under `target`. They need pytest, freezegun,
validators and python-stdnum.

The tests in `KNOWN` fail, for the reason that stands there; those of them that pass are named at the end. The exit code
is 0 if all others pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[1]
VERSION = (ROOT / "compat" / "FAKER_VERSION").read_text("utf-8").strip()
FOLDER = ROOT / "target" / "faker-tests" / VERSION

#: The tests that fail, by the reason; a test with parameters also without them, for all of them.
KNOWN = {
    "counts how often attributes are read that keep IPv4 networks between calls; the engine keeps none": [
        "providers/test_internet.py::TestInternetProvider::test_ipv4_caching",
        "providers/test_internet.py::TestInternetProvider::test_ipv4_public_caching",
    ],
    "counts calls of a helper that Faker's module imports; the engine does not call it": [
        "providers/test_internet.py::TestInternetProvider::test_ipv4_distribution_selection",
    ],
    "replaces `choice` or `choices` of the class `random.Random`, which the engine does not call on a genuine one": [
        "test_proxy.py::TestFakerProxyClass::test_weighting_disabled_multiple_choices",
        "test_proxy.py::TestFakerProxyClass::test_weighting_disabled_multiple_locales",
        "test_proxy.py::TestFakerProxyClass::test_weighting_disabled_single_choice",
        "test_proxy.py::TestFakerProxyClass::test_weighting_disabled_with_locales",
        "test_proxy.py::TestFakerProxyClass::test_weighting_enabled_multiple_choices",
    ],
    "replaces a method that all providers inherit, such as `numerify`, which a rule in Rust does not ask for": [
        "providers/test_bank.py::TestNoNo::test_iban_postgiro",
        "providers/test_company.py::TestItIt::test_company_vat_special_cases[100-100]",
        "providers/test_company.py::TestItIt::test_company_vat_special_cases[102-121]",
        "providers/test_company.py::TestItIt::test_company_vat_special_cases[103-888]",
        "providers/test_company.py::TestItIt::test_company_vat_special_cases[104-999]",
        "providers/test_company.py::TestPtBr::test_numeric_company_id_allows_repeated_digits",
        "providers/test_person.py::TestPlPL::test_pwz_doctor",
        "providers/test_person.py::TestPlPL::test_pwz_doctor_check_digit_zero",
        "providers/test_person.py::TestPlPL::test_pwz_nurse",
        "providers/test_python.py::TestPystrFormat::test_formatter_invocation",
        "providers/test_python.py::test_positive_pyfloat_without_fractional_digits[None-1]",
        "providers/test_python.py::test_positive_pyfloat_without_fractional_digits[None-2]",
        "providers/test_python.py::test_pyfloat_right_and_left_digits_positive",
        "providers/test_python.py::test_pyfloat_right_or_left_digit_overflow",
        "providers/test_ssn.py::TestEnGB::test_vat_id_check_digits",
        "providers/test_ssn.py::TestFrCH::test_checksum",
        "providers/test_ssn.py::TestFrFR::test_ssn_can_generate_corsican_department_codes",
    ],
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect of the known tests that they fail; pytest calls this, to which the file is a plugin."""
    import pytest

    reasons = {f"tests/{test}": reason for reason, tests in KNOWN.items() for test in tests}
    for item in items:
        reason = reasons.get(item.nodeid) or reasons.get(item.nodeid.partition("[")[0])
        if reason is not None:
            # Not strict: some draw what they demand now and then.
            item.add_marker(pytest.mark.xfail(reason=reason, strict=False))


def fetch() -> None:
    """Get the tests, once."""
    if (FOLDER / "tests").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        "faker",
        "--dest",
        str(FOLDER),
    ]
    subprocess.run([sys.executable, "-m", *command, f"faker=={VERSION}"], check=True)
    (archive,) = FOLDER.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            _, _, member.name = member.name.partition("/")
            if member.name.startswith("tests/") and ".." not in member.name and member.isfile():
                source.extract(member, FOLDER)
    # Without it, pytest would read the configuration of the folders above.
    (FOLDER / "pytest.ini").touch()


def main() -> int:
    """Run them; the exit code is pytest's."""
    fetch()
    plugins = ("forgery.compat.alias", Path(__file__).stem, "no:cacheprovider")
    options = [*(f"-p{plugin}" for plugin in plugins), "-q", "-rfEX"]
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    arguments = sys.argv[1:] or ["tests"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(command, cwd=FOLDER, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
