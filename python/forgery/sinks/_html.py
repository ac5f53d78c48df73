"""A report as one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ._report import FAILED, Check, Profile, Report, different

_STYLE = """
:root { color-scheme: light dark; --bar: #4477aa; --bad: #c0392b; --good: #2e7d32; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; margin: 0.5em 0 2em; }
th, td { text-align: left; vertical-align: top; padding: 0.35em 0.7em; border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
.passed { color: var(--good); } .failed { color: var(--bad); font-weight: bold; } .skipped { opacity: 0.7; }
svg { display: block; } svg rect { fill: var(--bar); }
svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
"""
_WIDTH, _HEIGHT, _LINE = 240, 56, 15


def page(report: Report) -> str:
    """The page.

    Args:
        report: What `verify` found.
    """
    manifest = report.manifest
    state = "passed" if report.ok else "failed"
    tables = "".join(
        f"<h2>{escape(table.name)}: {table.rows:,} rows</h2>"
        + _columns(report.profiles.get(table.name, ()))
        for table in manifest.tables
    )
    facts = [
        ("Manifest", manifest.path),
        ("forgery", f"{manifest.forgery}, values of version {manifest.values_version}"),
        ("Seed", manifest.seed),
        ("Locale", manifest.locale),
        ("Schema", manifest.schema_hash),
        ("Rows", f"{manifest.rows:,}"),
        ("Files", f"{len(manifest.files):,}, {manifest.bytes:,} bytes"),
    ]
    listed = "".join(
        f"<tr><th>{name}</th><td><code>{escape(str(value))}</code></td></tr>"
        for name, value in facts
        if value is not None
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Data quality: {escape(state)}</title><style>{_STYLE}</style></head><body>"
        f'<h1>Data quality: <span class="{state}">{state}</span></h1><p>{escape(report.summary)}</p>'
        f"<table>{listed}</table>{tables}<h2>Checks</h2>{_checks(report.checks)}"
        f"<h2>Files</h2>{_files(report)}</body></html>\n"
    )


def _columns(columns: Sequence[Profile]) -> str:
    if not columns:
        return "<p>The rows were not read.</p>"
    rows = "".join(
        f"<tr><td><strong>{escape(each.name)}</strong><br>{escape(each.type)}</td>"
        f'<td class="number">{each.nulls:,}<br>{each.nulls / max(each.rows, 1):.2%}</td>'
        f'<td class="number">{different(each)}</td>'
        f"<td>{escape(each.least)}</td><td>{escape(each.most)}</td>"
        f'<td class="number">{_number(each.mean)}</td><td class="number">{_number(each.sd)}</td>'
        f"<td>{plot(each)}</td></tr>"
        for each in columns
    )
    heads = ("Column", "Null", "Distinct", "Least", "Most", "Mean", "Std dev", "Values")
    return _grid(heads, rows)


def plot(column: Profile) -> str:
    """A column as a picture: shares of few values, a histogram of many numbers.

    Args:
        column: The column.
    """
    if column.top and (len(column.top) <= 8 or not column.bars):
        return _shares(column)
    return _histogram(column) if column.bars else ""


def _histogram(column: Profile) -> str:
    most = max(max(column.bars), 1)
    width = _WIDTH / len(column.bars)
    bars = "".join(
        f'<rect x="{at * width:.1f}" y="{_HEIGHT - _HEIGHT * count / most:.1f}" width="{max(width - 1, 1):.1f}" '
        f'height="{_HEIGHT * count / most:.1f}"><title>{count:,}</title></rect>'
        for at, count in enumerate(column.bars)
    )
    return _svg(_HEIGHT, f"Histogram of {column.name}", bars)


def _shares(column: Profile) -> str:
    most = max(count for _, count in column.top)
    there = max(column.rows - column.nulls, 1)
    half = _WIDTH / 2
    lines = "".join(
        f'<text x="0" y="{at * _LINE + 11}">{escape(value[:18])}</text>'
        f'<rect x="{half}" y="{at * _LINE + 2}" width="{0.55 * half * count / most:.1f}" height="{_LINE - 4}"/>'
        f'<text x="{half + 0.55 * half * count / most + 4:.1f}" y="{at * _LINE + 11}">{count / there:.1%}</text>'
        for at, (value, count) in enumerate(column.top)
    )
    return _svg(_LINE * len(column.top), f"Shares of {column.name}", lines)


def _svg(height: float, title: str, content: str) -> str:
    return (
        f'<svg role="img" aria-label="{escape(title)}" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}">{content}</svg>'
    )


def _checks(checks: Iterable[Check]) -> str:
    # What is wrong first.
    ordered = sorted(checks, key=lambda check: check.status != FAILED)
    rows = "".join(
        f'<tr><td class="{check.status}">{check.status}</td><td>{escape(check.name)}</td>'
        f"<td>{escape('.'.join(part for part in (check.table, check.column) if part))}</td>"
        f"<td>{escape(check.file)}</td><td>{escape(check.detail)}</td></tr>"
        for check in ordered
    )
    return _grid(("Result", "Check", "Of", "File", "Found"), rows)


def _files(report: Report) -> str:
    rows = "".join(
        f"<tr><td>{escape(file.path)}</td><td>{escape(file.format)}</td>"
        f'<td class="number">{file.rows:,}</td><td class="number">{file.bytes:,}</td>'
        f"<td><code>{file.sha256}</code></td></tr>"
        for file in report.manifest.files
    )
    return _grid(("File", "Format", "Rows", "Bytes", "SHA-256"), rows)


def _grid(heads: Sequence[str], rows: str) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
