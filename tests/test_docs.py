"""What the pages show runs as shown: Python, sessions with their output, commands, schema files."""

from __future__ import annotations

import ast
import asyncio
import doctest
import inspect
import re
import shlex
import shutil
import typing
from pathlib import Path

import forgery
import fragments
import pytest
from forgery.errors import SchemaError
from forgery.schema_file import SchemaFile
from programs import invoke

if typing.TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parent.parent
PAGES = [
    "docs/index.md",
    "docs/records.md",
    "docs/schemas.md",
    "docs/determinism.md",
    "docs/drop-in.md",
    "docs/cli.md",
    "docs/datasets.md",
    "docs/distributions.md",
    "docs/expressions.md",
    "docs/files.md",
    "docs/geo.md",
    "docs/overlays.md",
    "docs/time.md",
]
#: Pages of which only the Python code runs here: the rest needs a clone and its tools.
PYTHON_ONLY = ["README.md", "MIGRATION.md", "docs/server.md"]
#: Numbers of rows in a page that would take too long here, and what stands for them.
SOONER = (re.compile(r"\b\d{1,3}(_000){2,}\b"), "5_000")
#: What stands before a block that cannot run here: why.
NOT_RUN = "<!-- not run: "


class Block(typing.NamedTuple):
    language: str
    code: str
    line: int


def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text("utf-8")
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [
        Block(m[1], m[2], text.count("\n", 0, m.start()) + 2)
        for m in found
        if not text[: m.start()].rstrip().rpartition("\n")[2].startswith(NOT_RUN)
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typing.Iterator[Path]:
    """A folder with the page's files and the examples, and `forgery` as it was."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    forgery.set_threads(0)
    forgery.seed()


def run_python(block: Block, page: str, names: dict[str, typing.Any]) -> None:
    code = "\n" * (block.line - 1) + SOONER[0].sub(SOONER[1], block.code)
    compiled = compile(code, str(ROOT / page), "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    made = eval(compiled, names)
    if inspect.iscoroutine(made):
        asyncio.run(made)


def run_session(block: Block, page: str, names: dict[str, typing.Any]) -> None:
    test = doctest.DocTestParser().get_doctest(block.code, names, page, page, block.line - 1)
    report: list[str] = []
    result = doctest.DocTestRunner().run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    assert result.failed == 0, "".join(report)
    assert result.attempted > 0


def run_command(line: str) -> Result:
    """A line of a page, of which a pipe ends in `head`."""
    command, _, pipe = line.partition(" | ")
    program, *arguments = shlex.split(command)
    assert program == "forgery", line
    assert re.fullmatch(r"(head -n \d+)?", pipe), line
    return invoke(*arguments)


def run_commands(block: Block) -> None:
    lines = block.code.splitlines()
    if not lines[0].startswith("$ "):
        for line in lines:
            made = run_command(line)
            assert made.exit_code == 0, made.stderr
            assert made.stdout or re.search(" (--output|-o) ", line)
        return
    # A command, and what it says.
    made = run_command(lines[0][2:])
    assert (made.stdout + made.stderr).splitlines() == lines[1:]


def write(block: Block, page: str, folder: Path) -> None:
    """A file that the page shows: its first line is a comment with the name. Or a part of a schema."""
    name = block.code.split("\n", 1)[0].lstrip("# ")
    if not re.fullmatch(r"[\w.]+\.(yaml|toml|json)", name):
        assert page in fragments.AROUND, "a file begins with its name"
        fragments.check(page, block.code)
        return
    (folder / name).write_text(block.code, "utf-8")
    if name.startswith("wrong"):
        with pytest.raises(SchemaError):
            forgery.load_schema(name)
        return
    schema = forgery.load_schema(name)
    made = [schema.table(3)] if isinstance(schema, SchemaFile) else schema.generate().all().values()
    assert all(table[:3] for table in made)


@pytest.mark.parametrize("page", PAGES + PYTHON_ONLY)
def test_page(page: str, folder: Path) -> None:
    for library in ("pyarrow", "polars", "pandas", "duckdb", "yaml", "starlette", "httpx"):
        pytest.importorskip(library)
    names: dict[str, typing.Any] = {"__name__": "__main__"}
    found = blocks(page)
    assert found
    for block in found:
        if block.language == "python":
            run_python(block, page, names)
        elif block.language == "pycon":
            run_session(block, page, names)
        elif page in PYTHON_ONLY:
            continue
        elif block.language == "sh":
            run_commands(block)
        else:
            assert block.language in {"yaml", "toml"}, f"{page}, line {block.line}"
            write(block, page, folder)


def anchors(page: Path) -> set[str]:
    """What a link to a page can name after `#`: its headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


LINKED = [
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))),
    *(path.name for path in sorted(ROOT.glob("*.md"))),
]


@pytest.mark.parametrize("page", LINKED)
def test_links(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for link, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([\w-]+))?\)", text):
        if "://" in link:
            continue
        target = (ROOT / page).parent / link if link else ROOT / page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), f"{link}#{anchor}"


def test_the_page_of_the_architecture_names_files_that_there_are() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    table = re.search(r"^\| layer \|.*?\n\n", text, re.MULTILINE | re.DOTALL)[0]
    for row in table.strip().splitlines()[2:]:
        where, _, files = row.strip("| ").split(" | ")
        folders = [ROOT / folder for folder in re.findall(r"`([^`]+)`", where)]
        assert folders[0].exists(), row
        for file in re.findall(r"`([^`]+)`", files):
            assert any((folder / file).exists() for folder in [*folders, ROOT / "src"]), file
    there = {
        path.name
        for top in ("src", "python", "providers", "compat", "benches")
        for path in (ROOT / top).rglob("*.*")
    }
    assert set(re.findall(r"`(?:\w+/)*(\w+\.(?:rs|py))`", text)) <= there


def test_distributions_in_the_text_can_be_drawn_from() -> None:
    text = (ROOT / "docs/distributions.md").read_text("utf-8")
    forms = re.findall(r"^\| `(\w+: .*?)` \|", text, re.MULTILINE)
    assert len(forms) == 7
    for form in forms:
        fragments.check("docs/distributions.md", f"x: {{type: float, distribution: {{{form}}}}}")


def test_tables_of_types_and_entities_name_what_there_is() -> None:
    text = (ROOT / "docs/records.md").read_text("utf-8")
    types = dict(forgery._forgery.types())
    fields = {field["name"]: field for field in forgery._forgery.fields()}
    shown = re.search(r"\| type \|.*?\n\n", text, re.DOTALL)[0].strip()
    rows = [line.split("|") for line in shown.splitlines()[2:]]
    assert set(types) <= {row[1].strip(" `") for row in rows}
    for row in rows:
        name = row[1].strip(" `")
        parameters = [parameter["name"] for parameter in fields[types.get(name, name)]["params"]]
        assert set(re.findall("`([a-z_]+)`", row[2])) <= set(parameters), row
    entities = {name.split(".")[0] for name, _, _ in forgery._forgery.entities()}
    assert all(f"| `{entity}` |" in text for entity in entities)
