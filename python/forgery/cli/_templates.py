"""The files of a new provider, by path. `@NAME@` and the like are filled in."""

from __future__ import annotations

BOTH = {
    ".gitignore": """\
__pycache__/
/dist/
/target/
/.venv/
""",
    "tests/test_provider.py": '''\
"""What forgery's checker says of the provider, and what its values claim to be."""

from __future__ import annotations

from forgery import Faker
from forgery.testing import check_provider


def test_provider() -> None:
    report = check_provider("@NAME@")
    assert report.checked == ["code"]


def test_code() -> None:
    for code in Faker(seed=1).batch("@NAME@.code", 100, digits=3):
        prefix, _, digits = code.partition("-")
        assert prefix == "@NAME@"[:2].upper()
        assert digits.isdigit()
        assert len(digits) == 3
''',
    ".github/workflows/test.yml": """\
name: test
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ["3.9", "3.13"]
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-python@v6
        with:
          python-version: ${{ matrix.python }}
      - run: pip install ".[test]"
      - run: pytest
      - run: forgery providers check @NAME@
""",
}

README = """\
# @DISTRIBUTION@

A provider for [forgery](https://pypi.org/project/forgery/).

```python
from forgery import fake

fake.batch("@NAME@.code", 3)
fake.records(3, {"id": "uuid", "code": {"type": "@NAME@.code", "digits": 6}})
```

| field | values |
|---|---|
| `@NAME@.code` | a code |

## Development

```shell
pip install -e ".[test]"
pytest
forgery providers check @NAME@
```
"""

PYTHON = {
    "README.md": README,
    "pyproject.toml": """\
[build-system]
requires = ["flit_core>=3.12"]
build-backend = "flit_core.buildapi"

[project]
name = "@DISTRIBUTION@"
version = "0.1.0"
description = "Fields of @TITLE@ for forgery"
readme = "README.md"
requires-python = ">=3.9"
dependencies = ["forgery>=@VERSION@"]

[project.optional-dependencies]
test = ["pytest>=8"]

[project.entry-points."forgery.providers"]
@NAME@ = "@MODULE@:provider"

[tool.flit.module]
name = "@MODULE@"
""",
    "src/@MODULE@/py.typed": "",
    "src/@MODULE@/__init__.py": '''\
"""Fields of @TITLE@ for forgery."""

from __future__ import annotations

from forgery.registry import Batch, Provider

__all__ = ["provider"]

provider = Provider("@NAME@", version=1, doc="Fields of @TITLE@.")


@provider.field(returns=str)
def code(batch: Batch, *, digits: int = 4) -> list[str]:
    """A code.

    Args:
        digits: How many digits it has.
    """
    prefix, draw = "@NAME@"[:2].upper(), batch.random
    return [f"{prefix}-{draw.randrange(10**digits):0{digits}}" for _ in batch.rows]
''',
}

RUST = {
    "README.md": README,
    "pyproject.toml": """\
[build-system]
requires = ["maturin>=1.9,<2"]
build-backend = "maturin"

[project]
name = "@DISTRIBUTION@"
dynamic = ["version"]
description = "Fields of @TITLE@ for forgery"
readme = "README.md"
requires-python = ">=3.9"
dependencies = ["forgery>=@VERSION@"]

[project.optional-dependencies]
test = ["pytest>=8"]

[project.entry-points."forgery.providers"]
@NAME@ = "@MODULE@:provider"
""",
    "Cargo.toml": """\
[package]
name = "@DISTRIBUTION@"
version = "0.1.0"
edition = "2021"

[lib]
name = "@MODULE@"
crate-type = ["cdylib"]

[dependencies]
forgery-provider = @SDK@

[workspace]
""",
    "src/lib.rs": """\
//! Fields of @TITLE@ for forgery.

use forgery_provider::{export, Batch, Function, Param, Provider, Result, Strings};

/// The provider `@NAME@`.
struct @TYPE@;

impl Provider for @TYPE@ {
    const NAME: &'static str = "@NAME@";
    const DOC: &'static str = "Fields of @TITLE@.";

    fn functions() -> Vec<Function> {
        let digits = Param::int("digits", "How many digits it has, 1 to 18.").default(4);
        vec![Function::field("code", "A code.", code).param(digits).sequential().check(|given| {
            match given.int("digits")? {
                1..=18 => Ok(()),
                other => Err(format!("'digits' must be from 1 to 18, not {other}").into()),
            }
        })]
    }
}

fn code(batch: &Batch<'_>) -> Result<Strings> {
    let digits = batch.arguments().int("digits")? as usize;
    let prefix: String = "@NAME@".to_uppercase().chars().take(2).collect();
    let mut stream = batch.stream();
    let most = 10u64.pow(digits as u32);
    let mut codes = Strings::with_capacity(batch.len(), 3 + digits);
    for _ in 0..batch.len() {
        codes.push_part(&prefix);
        codes.push_char('-');
        codes.push_number(stream.below(most), digits);
        codes.end();
    }
    Ok(codes)
}

export!(@MODULE@, @TYPE@);
""",
}
