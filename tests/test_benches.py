"""The benchmarks' parts that measure nothing: pages, README's table, the chart, checks of values."""

from __future__ import annotations

import datetime
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BENCHES = ROOT / "benches"
if not BENCHES.is_dir():
    pytest.skip("the benchmarks are not here", allow_module_level=True)
sys.path.insert(0, str(BENCHES))

import run  # noqa: E402
from harness import chart, checks, report, timing  # noqa: E402


def floors(*rows: tuple[str, str, str, str]) -> report.Section:
    head = ("operation", "n", "floor", "forgery", "ratio", "target", "met", "values")
    whole = [(name, "1,000", *times, "≤ 2x", "yes", "checked") for name, *times in rows]
    return report.Section(report.FLOORS, "A remark\nof two lines.", head, tuple(whole))


FLOORS = floors(
    ("names", "32.0 ns", "64.0 ns", "2.00x"),
    ("picks", "2.0 ns", "1.0 ns", "0.50x"),
    ("Faker().name() in a loop", "1,026 ns", "4,104 ns", "4.00x"),
)
DROP_IN = report.Section(
    report.DROP_IN,
    "",
    ("method", "Faker", "Faker, unweighted", "forgery", "ratio", "ratio, unweighted", "values"),
    (
        (report.MEAN, "9,000 ns", "4,000 ns", "100 ns", "90.0x", "40.0x", "equal"),
        ("md5", "300 ns", "290 ns", "200 ns", "1.50x", "1.45x", "equal"),
        ("name", "60,000 ns", "9,000 ns", "150 ns", "400x", "60.0x", "equal"),
        ("names(n)", "60,000 ns", "9,000 ns", "100 ns", "600x", "90.0x", "equal"),
    ),
)
PEERS = report.Section(
    report.PEERS,
    "",
    ("operation", "n", "peer", "theirs", "forgery", "ratio", "values"),
    (
        ("names", "1,000", "slow (1.0)", "6,400 ns", "64.0 ns", "100x", "checked"),
        ("picks", "1,000", "slow (1.0)", "10.0 ns", "1.0 ns", "10.0x", "checked"),
        ("names", "1,000", "quick (2)", "32.0 ns", "64.0 ns", "0.50x", "checked"),
        ("names", "1,000", "quick (2)", "1.0 ns", "64.0 ns", "0.02x", "otherwise: only one"),
        ("—", "0", "gone", "—", "—", "—", "not measured: no such package"),
    ),
)
PAGE = report.page([FLOORS, PEERS, DROP_IN], ["a machine", "command: `python benches/run.py`"])


def test_a_page_says_what_was_measured_and_reads_back() -> None:
    assert PAGE.startswith("# Results\n")
    assert "- a machine\n- command: `python benches/run.py`\n" in PAGE
    assert "| operation | n | floor | forgery | ratio | target | met | values |\n" in PAGE
    assert "|---|---:|---:|---:|---:|---|---|---|\n" in PAGE
    assert report.parse(PAGE) == [FLOORS, PEERS, DROP_IN]


def test_a_section_without_a_table_is_an_error() -> None:
    with pytest.raises(ValueError, match="no table under 'Empty'"):
        report.parse("# Results\n\n## Empty\n\nNothing here.\n")


def test_numbers_are_written_for_readers_and_read_back() -> None:
    assert [report.nanoseconds(value) for value in (0.96, 99.94, 59_700.4)] == [
        "1.0 ns",
        "99.9 ns",
        "59,700 ns",
    ]
    assert [report.times(value) for value in (0.314, 31.4, 3140)] == ["0.31x", "31.4x", "3,140x"]
    assert report.number("59,700 ns") == 59_700
    with pytest.raises(ValueError, match="no number in '—'"):
        report.number("—")


def test_readme_shows_the_best_and_the_worst_with_both_numbers() -> None:
    old = f"# forgery\n\n{report.BEGIN}\nold\n{report.END}\n\nrest \\1\n"
    new = report.readme(old, PAGE)
    table = [report.cells(line) for line in new.splitlines() if line.startswith("| ")][1:]
    assert table == [
        (f"drop-in against Faker: {report.MEAN}", "9,000 ns", "100 ns", "90.0x"),
        (
            f"drop-in against Faker(use_weighting=False): {report.MEAN}",
            *("4,000 ns", "100 ns", "40.0x"),
        ),
        ("drop-in against Faker, best: `name`", "60,000 ns", "150 ns", "400x"),
        ("drop-in against Faker, worst: `md5`", "300 ns", "200 ns", "1.50x"),
        (
            "drop-in against Faker(use_weighting=False), best: `name`",
            *("9,000 ns", "150 ns", "60.0x"),
        ),
        (
            "drop-in against Faker(use_weighting=False), worst: `md5`",
            *("290 ns", "200 ns", "1.45x"),
        ),
        ("slow (1.0), best: names", "6,400 ns", "64.0 ns", "100x"),
        ("slow (1.0), worst: picks", "10.0 ns", "1.0 ns", "10.0x"),
        ("quick (2): names", "32.0 ns", "64.0 ns", "0.50x"),
        ("hand-written loop, best: picks", "2.0 ns", "1.0 ns", "2.00x"),
        (
            "hand-written loop, worst: Faker().name() in a loop",
            *("1,026 ns", "4,104 ns", "0.25x"),
        ),
    ]
    assert new.startswith("# forgery\n")
    assert new.endswith("\n\nrest \\1\n")
    assert report.readme(new, PAGE) == new


def test_readme_needs_a_place_for_the_table() -> None:
    with pytest.raises(ValueError, match=r"README\.md has no lines"):
        report.readme("# forgery\n", PAGE)


def test_readme_is_as_the_results_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert (run.main(["--readme", "--check"]), capsys.readouterr().err) == (0, "")


def test_a_stale_readme_is_named_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "README", tmp_path / "README.md")
    monkeypatch.setattr(run, "RESULTS", tmp_path / "RESULTS.md")
    run.RESULTS.write_text(PAGE, encoding="utf-8")
    run.README.write_text(f"{report.BEGIN}\n{report.END}\n", encoding="utf-8")
    assert run.main(["--readme", "--check"]) == 1
    assert capsys.readouterr().err.startswith("README.md is stale: run `python benches/run.py")
    assert run.main(["--readme"]) == 0
    assert run.main(["--readme", "--check"]) == 0


def test_the_chart_has_a_bar_for_each_operation() -> None:
    picture = ET.fromstring(chart.chart([FLOORS, PEERS]))
    svg = "{http://www.w3.org/2000/svg}"
    widths = [float(bar.get("width", 0)) for bar in picture.iter(f"{svg}rect")]
    assert len(widths) == 3
    assert widths[0] == pytest.approx(4 * widths[1], rel=0.01)
    assert widths[2] == max(widths) < chart.WIDTH
    texts = "".join(text.text or "" for text in picture.iter(f"{svg}text"))
    assert "2.00x  (64.0 ns / 32.0 ns)" in texts


ROW = {
    "id": "2b7bfc4c-8e0c-4f6b-9a7c-1c1f5a2d9f0e",
    "name": "Laura Smith",
    "email": "lsmith@example.org",
    "age": 20,
    "joined": datetime.date(2024, 2, 29),
}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("names", ["Laura Smith", "Mr. Ian O'Neill", "Ana María Núñez-Ruiz"]),
        ("emails", ["lsmith@example.org", "a.b@c.de"]),
        ("uuids", [ROW["id"]]),
        ("small_integers", [0, 100]),
        ("floats", [0.0, 1.0]),
        ("rows", [ROW]),
        ("rows", [tuple(ROW.values())]),
        ("rows", [{**ROW, "joined": "2024-02-29"}]),
    ],
)
def test_values_that_are_right_pass(kind: str, values: list[object]) -> None:
    checks.CHECKS[kind](values)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("names", ["Laura"]),
        ("names", [None]),
        ("names", ["Laura Smith"] * 10),
        ("emails", ["lsmith"]),
        ("uuids", [ROW["id"]] * 2),
        ("small_integers", [True]),
        ("small_integers", [101]),
        ("integers", [1] * 1000),
        ("floats", [1]),
        ("rows", [{**ROW, "age": 17}]),
        ("rows", [{**ROW, "joined": datetime.date(2025, 1, 1)}]),
        ("rows", [{name: ROW[name] for name in reversed(ROW)}]),
        ("rows", [tuple(ROW.values())[:4]]),
    ],
)
def test_values_that_are_wrong_are_named(kind: str, values: list[object]) -> None:
    with pytest.raises(checks.WrongValuesError):
        checks.CHECKS[kind](values)


def test_a_floor_must_make_texts_as_long_as_ours() -> None:
    checks.same_shape(["a" * 20], ["b" * 21])
    checks.same_shape([{"x": "a" * 10, "y": 1}], [("b" * 10, 2)])
    with pytest.raises(checks.WrongValuesError, match=r"mean length 1\.20 times ours"):
        checks.same_shape(["a" * 10], ["b" * 12])


def test_values_must_be_of_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"first_name": ["Laura"], "last_name": ["Smith"], "prefix": ["Dr."], "suffix": []}
    checks.vocabulary("names", ["Dr. Laura Smith"], words.__getitem__)
    checks.vocabulary("uuids", ["anything"], words.__getitem__)
    with pytest.raises(checks.WrongValuesError, match="'Laura Jones' has a word of nobody's"):
        checks.vocabulary("names", ["Laura Jones"], words.__getitem__)


def test_the_best_of_several_runs_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0, 50, 100, 130, 200, 220, 300, 340])
    monkeypatch.setitem(timing.CLOCKS, "steps", lambda: next(moments))
    calls: list[str] = []
    pair = [lambda: calls.append("a"), lambda: calls.append("b")]
    assert timing.best(pair, 2, "steps") == [20, 30]
    assert calls == ["a", "b"] * 3  # one warm-up, then in turn


def test_the_methods_that_are_compared_are_sixty() -> None:
    names = (BENCHES / "compat_methods.txt").read_text(encoding="utf-8").split()
    assert len(names) == len(set(names)) == 60
