"""The command line in Faker's manner: `python -m forgery.compat name --lang de_DE --repeat 3`.

The options and what they print are those of the program `faker`; the same `--seed` prints the same values. Without a
name it lists every method with an example. forgery's own command line, for whole tables, is `forgery`.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import os
import random
import sys
import textwrap
from pathlib import Path

from . import VERSION, Faker, documentor, exceptions
from .config import AVAILABLE_LOCALES, DEFAULT_LOCALE, META_PROVIDERS_MODULES
from .documentor import Documentor
from .providers import BaseProvider

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TextIO

__all__ = ["Command", "execute_from_command_line", "print_doc", "print_provider"]

_WIDTH = 150

_EPILOG = """\
locales:

{locales}

The locale is the one of $LANG, here {default_locale}, unless --lang gives another; a provider that does not
know it falls back to {fallback}.

examples:

  {prog} address
  {prog} --lang de_DE address
  {prog} profile ssn,birthdate
  {prog} --repeat 3 --sep ";" --seed 7 name
  {prog} faker.providers.person.it_IT
"""


def print_provider(
    doc: Documentor,
    provider: BaseProvider,
    formatters: Mapping[str, object],
    excludes: Sequence[str] | None = None,
    output: TextIO | None = None,
) -> None:
    """Print the methods of a provider, with an example each.

    Args:
        doc: What listed them.
        provider: The provider.
        formatters: The examples by signature.
        excludes: Signatures to leave out.
        output: Where to; standard output when not given.
    """
    output = output or sys.stdout

    def line(text: str = "") -> None:
        print(_printable(text, output), file=output)

    line()
    line(f"### {doc.get_provider_name(provider)}")
    line()
    margin = max(30, doc.max_name_len + 2)
    for signature, example in formatters.items():
        if signature in (excludes or ()):
            continue
        left = textwrap.wrap(signature, width=margin, subsequent_indent="  ")
        right = textwrap.wrap(
            str(example).expandtabs(),
            width=_WIDTH - margin,
            initial_indent="# ",
            subsequent_indent="  ",
        )
        for name, value in itertools.zip_longest(left, right, fillvalue=""):
            line(f"\t{name:<{margin}}  {value}")


def _printable(text: str, output: TextIO) -> str:
    r"""Write what the output's encoding lacks as `\x…`, `\u…` or `\U…`."""
    encoding = getattr(output, "encoding", None)
    return text.encode(encoding, "backslashreplace").decode(encoding) if encoding else text


def print_doc(
    provider_or_field: str | None = None,
    args: Sequence[Any] | None = None,
    lang: str = DEFAULT_LOCALE,
    output: TextIO | None = None,
    seed: float | None = None,
    includes: list[str] | None = None,
) -> None:
    """Print a value of a method, or the methods of a provider or of all providers.

    Args:
        provider_or_field: A method such as `name`, or a provider such as `faker.providers.person.it_IT`; all
            providers when not given.
        args: Arguments for the method.
        lang: The locale.
        output: Where to; standard output when not given.
        seed: What the values are seeded by.
        includes: More providers, as names of modules.

    Raises:
        ValueError: There is no such method.
    """
    output = output or sys.stdout
    args = args or []
    fake = Faker(locale=lang, includes=includes)
    fake.seed_instance(seed)
    if not provider_or_field:
        _print_all(fake, output)
    elif "." in provider_or_field:
        locale = provider_or_field.split(".")[-2]
        if locale not in AVAILABLE_LOCALES:
            locale = lang
        fake = Faker(locale, providers=[provider_or_field], includes=includes)
        fake.seed_instance(seed)
        doc = documentor.Documentor(fake)
        doc.already_generated = dir(BaseProvider)
        newest = fake.get_providers()[0]
        print_provider(doc, newest, doc.get_provider_formatters(newest), output=output)
    else:
        try:
            value = fake.format(provider_or_field, *args)
        except AttributeError as error:
            message = f'No faker found for "{provider_or_field}({args})"'
            raise ValueError(message) from error
        print(value, end="", file=output)


def _print_all(fake: Faker, output: TextIO) -> None:
    """Print the methods of all providers, but those for which a library is missing."""
    doc = documentor.Documentor(fake)
    unsupported: list[str] = []
    while True:
        try:
            listed = doc.get_formatters(with_args=True, with_defaults=True, excludes=unsupported)
            break
        except exceptions.UnsupportedFeature as error:
            unsupported.append(error.name)
    for provider, formatters in listed:
        print_provider(doc, provider, formatters, output=output)


class Command:
    """One run of the command line.

    Attributes:
        argv: The name of the program, then its arguments.
        prog_name: What the program calls itself.
    """

    def __init__(self, argv: Sequence[str] | None = None) -> None:
        self.argv = list(argv or sys.argv)
        self.prog_name = Path(self.argv[0]).name

    def execute(self) -> None:
        """Read the arguments and do what they say."""
        arguments = self._parser().parse_args(self.argv[1:])
        logging.basicConfig(level=logging.DEBUG if arguments.verbose else logging.CRITICAL)
        random.seed(arguments.seed)
        seeds = [random.random() for _ in range(arguments.repeat)]
        # A list of all methods is printed once, however often it is asked for.
        for seed in seeds if arguments.fake else seeds[:1]:
            print_doc(
                arguments.fake,
                arguments.fake_args,
                lang=arguments.lang,
                output=arguments.o,
                seed=seed,
                includes=arguments.include or META_PROVIDERS_MODULES,
            )
            print(arguments.sep, file=arguments.o)

    def _parser(self) -> argparse.ArgumentParser:
        """Describe the arguments."""
        default_locale = os.environ.get("LANG", DEFAULT_LOCALE).split(".")[0]
        if default_locale not in AVAILABLE_LOCALES:
            default_locale = DEFAULT_LOCALE
        epilog = _EPILOG.format(
            locales=textwrap.fill(
                ", ".join(AVAILABLE_LOCALES), initial_indent="  ", subsequent_indent="  "
            ),
            default_locale=default_locale,
            fallback=DEFAULT_LOCALE,
            prog=self.prog_name,
        )
        parser = argparse.ArgumentParser(
            prog=self.prog_name,
            description=f"{self.prog_name} version {VERSION}",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add = parser.add_argument
        add("--version", action="version", version=f"%(prog)s {VERSION}")
        add("-v", "--verbose", action="store_true", help="log how each provider finds its locale")
        add(
            "-o",
            metavar="output",
            type=argparse.FileType("w"),
            default=sys.stdout,
            help="write to this file",
        )
        add(
            "-l",
            "--lang",
            choices=AVAILABLE_LOCALES,
            default=default_locale,
            metavar="LOCALE",
            help="the locale, such as de_DE",
        )
        add("-r", "--repeat", default=1, type=int, help="how many values to print")
        add("-s", "--sep", default="\n", help="what to print after each value, before a new line")
        add("--seed", metavar="SEED", type=int, help="the same number prints the same values")
        add(
            "-i",
            "--include",
            action="append",
            help="the module of another provider; may be given again",
        )
        add("fake", nargs="?", help="what to print a value of, such as profile")
        add("fake_args", metavar="fake argument", nargs="*", help="arguments for it")
        return parser


def execute_from_command_line(argv: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        argv: The name of the program, then its arguments; `sys.argv` when not given.
    """
    if sys.stdout.encoding is None:
        print("cannot write: set the environment variable PYTHONIOENCODING=UTF-8", file=sys.stderr)
        sys.exit(1)
    Command(argv).execute()


if __name__ == "__main__":
    execute_from_command_line()
