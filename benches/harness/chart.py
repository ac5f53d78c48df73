"""A bar chart of the results as SVG: each operation's time as a multiple of its floor's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .report import FLOORS, Section, number, of_title

WIDTH, LINE, TOP, LEFT, RIGHT = 860, 24, 64, 300, 190
STYLE = """
  text { font: 13px sans-serif; fill: #24292f; }
  .title { font-size: 16px; font-weight: bold; }
  .small { font-size: 12px; fill: #57606a; }
  .floor { stroke: #57606a; stroke-dasharray: 3 3; }
  .target { stroke: #cf222e; stroke-width: 2; }
  .bar { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .small { fill: #9198a1; } .bar { fill: #4493f8; }
  }
"""


def chart(sections: Sequence[Section]) -> str:
    """The picture; bars begin at nothing, the dashed line is the floor, red marks are targets."""
    rows = of_title(sections, FLOORS)
    most = max([1.0, *(number(row["ratio"]) for row in rows)])
    scale = (WIDTH - LEFT - RIGHT) / most
    height = TOP + LINE * len(rows) + 16
    at_floor = LEFT + scale
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>forgery against hand-written loops</title>",
        f"<style>{STYLE}</style>",
        '<text class="title" x="16" y="24">Time of forgery as a multiple of a hand-written loop</text>',
        '<text class="small" x="16" y="44">shorter is better; dashed: the loop; red: the target</text>',
    ]
    for i, row in enumerate(rows):
        y = TOP + LINE * i
        ratio, target = number(row["ratio"]), number(row["target"].lstrip("≤ "))
        numbers = f"{row['ratio']}  ({row['forgery']} / {row['floor']})"
        width = ratio * scale
        mark = LEFT + min(target, most) * scale
        parts += [
            f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(short(row["operation"]))}</text>',
            f'<rect class="bar" x="{LEFT}" y="{y}" width="{width:.1f}" height="{LINE - 8}"/>',
            f'<line class="target" x1="{mark:.1f}" y1="{y - 2}" x2="{mark:.1f}" y2="{y + LINE - 6}"/>',
            f'<text class="small" x="{LEFT + width + 6:.1f}" y="{y + 13}">{escape(numbers)}</text>',
        ]
    bottom = TOP + LINE * len(rows)
    parts.append(
        f'<line class="floor" x1="{at_floor:.1f}" y1="{TOP - 8}" x2="{at_floor:.1f}" y2="{bottom}"/>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def short(name: str, most: int = 42) -> str:
    """A name that fits beside its bar."""
    name = name.split(";")[0]
    return name if len(name) <= most else name[: most - 1] + "…"
