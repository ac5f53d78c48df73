"""Adds samples of what a method gives to its docstring."""

from __future__ import annotations

import functools
import inspect
import logging
import re
from collections import OrderedDict
from typing import NamedTuple

from .. import Faker
from ..config import DEFAULT_LOCALE
from .validator import SampleCodeValidator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["DEFAULT_SAMPLE_SIZE", "DEFAULT_SEED", "ProviderMethodDocstring", "Sample"]

logger = logging.getLogger(__name__)

DEFAULT_SAMPLE_SIZE = 5
DEFAULT_SEED = 0

# The methods of BaseProvider, of a provider, and of a provider for one locale.
_METHOD = re.compile(
    r"(?:faker|forgery\.compat)\.providers\."
    r"(?:BaseProvider|\w+\.Provider|\w+\.(?P<locale>[a-z]{2,3}_[A-Z]{2})\.Provider)\.(?P<method>\w+)"
)
_SAMPLE = re.compile(
    r":sample(?: size=(?P<size>[1-9][0-9]*))?(?: seed=(?P<seed>[0-9]+))?:(?: ?(?P<kwargs>.*))?"
)
_QUOTED_OR_BLANK = re.compile(r"""("[^"]*"|'[^']*')|[ \t]+""")
_QUOTED_OR_COMMA = re.compile(r"""("[^"]*"|'[^']*')|,""")

_OUTPUT = """\
>>> Faker.seed({seed})
>>> for _ in range({size}):
...     fake.{method}({kwargs})
...
{results}

"""


class Sample(NamedTuple):
    """What a docstring asks for: so many values, by this seed, of a call with these arguments."""

    size: int
    seed: int
    kwargs: str


@functools.cache
def _fake(locale: str) -> Faker:
    """Make the instance that samples of a locale come from."""
    return Faker(locale)


class ProviderMethodDocstring:
    """The docstring of a provider's method, where Sphinx finds one, with samples.

    A docstring asks for samples by lines such as `:sample size=10 seed=3: length=5`; each such section ends at an empty
    line. One without any gets five values of a call without arguments.

    Attributes:
        skipped: Whether this is no method of a provider.
        lines: The new lines of the docstring.
    """

    def __init__(
        self,
        app: Any,  # noqa: ARG002
        what: str,
        name: str,
        obj: object,
        options: Any,  # noqa: ARG002
        lines: list[str],
    ) -> None:
        self.lines: list[str] = []
        self._samples: list[Sample] = []
        self._prefix = f"{_file(obj)}:docstring of {name}: WARNING:"
        method = _METHOD.fullmatch(name) if what == "method" else None
        self.skipped = method is None
        if method is None:
            return
        self._method = method["method"]
        self._locale = method["locale"] or DEFAULT_LOCALE
        self._parse(lines)
        self._add_samples()

    def _log_warning(self, warning: str) -> None:
        logger.warning("%s %s", self._prefix, warning)

    def _parse(self, lines: list[str]) -> None:
        """Part the samples from the other lines."""
        section = ""
        for line in lines:
            starts = line.startswith(":sample")
            if section and (starts or not line):
                self._read_sample(section)
                section = ""
                if not line:
                    continue
            if starts or section:
                section += line
            else:
                self.lines.append(line)
        if section:
            self._read_sample(section)

    def _read_sample(self, section: str) -> None:
        """Read a section that asks for a sample."""
        match = _SAMPLE.fullmatch(section)
        if not match:
            self._log_warning(f"The section `{section}` is malformed and will be discarded.")
            return
        self._samples.append(
            Sample(
                size=max(int(match["size"] or 0), DEFAULT_SAMPLE_SIZE),
                seed=int(match["seed"] or DEFAULT_SEED),
                kwargs=_tidy(match["kwargs"] or ""),
            )
        )

    def _add_samples(self) -> None:
        """Write the samples below the docstring."""
        samples = self._samples or [Sample(DEFAULT_SAMPLE_SIZE, DEFAULT_SEED, "")]
        output = "".join(map(self._written, samples))
        if output:
            self.lines.extend(f":examples:\n\n{output}".split("\n"))

    def _written(self, sample: Sample) -> str:
        """Write a sample; nothing where it cannot be made."""
        command = f"generator.{self._method}({sample.kwargs})"
        call = f"for method `{self._method}` with arguments `{sample.kwargs}`."
        if SampleCodeValidator(command).errors:
            self._log_warning(
                f"Invalid code elements detected. Sample generation will be skipped {call}"
            )
            return ""
        scope = {"generator": _fake(self._locale), "OrderedDict": OrderedDict}
        try:
            Faker.seed(sample.seed)
            values = [eval(command, scope) for _ in range(sample.size)]  # noqa: S307 # nosec B307, checked above
            results = "\n".join(map(repr, values))
        except Exception:
            self._log_warning(f"Sample generation failed {call}")
            return ""
        return _OUTPUT.format(method=self._method, results=results, **sample._asdict())


def _file(obj: object) -> str:
    """Name the file of a method, or its module where it is compiled."""
    try:
        return inspect.getfile(obj)  # type: ignore[arg-type]
    except TypeError:
        return getattr(obj, "__module__", None) or "unknown"


def _tidy(kwargs: str) -> str:
    """Space arguments evenly, but for what stands in quotes, which lose nothing."""
    kwargs = _QUOTED_OR_BLANK.sub(lambda match: match[1] or "", kwargs)
    return _QUOTED_OR_COMMA.sub(lambda match: match[1] or ", ", kwargs).strip()
