"""`forgery new-provider`: a complete package, which builds, installs and passes its tests as it is."""

from __future__ import annotations

import keyword
from pathlib import Path

import click

from .. import _forgery
from ..errors import InvalidValueError
from . import _templates as templates


@click.command("new-provider")
@click.argument("name", metavar="NAME")
@click.option("--rust", is_flag=True, help="A compiled provider, in Rust.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help="The folder to make; by default forgery-NAME, in this one.",
)
@click.option(
    "--sdk",
    metavar="DIR",
    help="With --rust: the crate forgery-provider in a folder, in place of the published one.",
)
def new_provider(name: str, rust: bool, output: str | None, sdk: str | None) -> None:
    """Write a package with a provider to start from.

    NAME is what stands before the dot in a field's name, such as vehicle in vehicle.vin. The package
    has code, types, tests that call forgery's checker, a README and a workflow.
    """
    words = _checked(name)
    distribution = f"forgery-{name.replace('_', '-')}"
    module = f"forgery_{name}"
    folder = Path(output or distribution)
    if folder.exists() and any(folder.iterdir()):
        message = f"'{folder}' is there already, and not empty"
        raise InvalidValueError(message)
    crate = f'{{ path = "{Path(sdk).resolve().as_posix()}" }}' if sdk else '"0.1"'
    values = {
        "NAME": name,
        "TITLE": words,
        "DISTRIBUTION": distribution,
        "MODULE": module,
        "TYPE": "".join(part.capitalize() for part in name.split("_")),
        "SDK": crate,
        "VERSION": _forgery.__version__,
    }
    files = templates.RUST if rust else templates.PYTHON
    for path, text in {**templates.BOTH, **files}.items():
        target = folder / _filled(path, values)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(text, values), "utf-8")
    click.echo(f"wrote {folder}: pip install -e '{folder}[test]', then pytest {folder}")


def _checked(name: str) -> str:
    reserved = {entity.partition(".")[0] for entity, _, _ in _forgery.entities()}
    good = (
        name.isidentifier() and name.isascii() and name == name.lower() and not name.startswith("_")
    )
    if not good or keyword.iskeyword(name) or name in reserved:
        message = (
            "the name of a provider is in lower case, with letters, digits and '_', and none of "
            f"{', '.join(sorted(reserved))}; '{name}' will not do"
        )
        raise InvalidValueError(message)
    return name.replace("_", " ")


def _filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text
