"""Curves of times by the size of the collection, a panel a class of queries, as SVG."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Panel = dict[str, list[tuple[int, float]]]
"""For each engine its points: articles, milliseconds."""

COLUMNS, WIDTH, HEIGHT, GAP, LEFT, TOP = 3, 220, 130, 46, 36, 44
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #555 } .small { font-size: 10px }
polyline { fill: none; stroke-width: 2 } .tick { stroke: #8886 }
.manchette { stroke: #3b6ea5; fill: #3b6ea5 } .tantivy { stroke: #c98a3a; fill: #c98a3a }
polyline.manchette, polyline.tantivy { fill: none }
"""


def curves(panels: Mapping[str, Panel]) -> str:
    """Return the SVG: both axes are logarithms, the same in every panel."""
    points = [point for panel in panels.values() for line in panel.values() for point in line]
    wide, high = _range([size for size, _ in points]), _range([time for _, time in points])
    rows = -(-len(panels) // COLUMNS)
    across, down = LEFT + COLUMNS * (WIDTH + GAP), TOP + rows * (HEIGHT + GAP)
    title = "Milliseconds with counts by articles: manchette (blue), tantivy-py (orange)"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text x="0" y="16">{escape(title)}</text>',
    ]
    for number, (name, panel) in enumerate(panels.items()):
        left = LEFT + number % COLUMNS * (WIDTH + GAP)
        top = TOP + number // COLUMNS * (HEIGHT + GAP)
        parts.append(f'<g transform="translate({left} {top})">')
        parts.append(f'<text x="0" y="-4">{escape(name)}</text>')
        parts += _ticks(wide, high)
        for engine, line in panel.items():
            parts += _line(engine, line, wide, high)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Return the powers of ten around some values, as logarithms."""
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _ticks(wide: tuple[float, float], high: tuple[float, float]) -> list[str]:
    parts = []
    for power in range(int(high[0]), int(high[1]) + 1):
        y = HEIGHT * (1 - (power - high[0]) / (high[1] - high[0]))
        parts.append(f'<line class="tick" x1="0" x2="{WIDTH}" y1="{y:.0f}" y2="{y:.0f}"/>')
        label = f"{10.0**power:g}"
        parts.append(f'<text class="small" x="-6" y="{y + 4:.0f}" text-anchor="end">{label}</text>')
    for power in range(int(wide[0]), int(wide[1]) + 1):
        x = WIDTH * (power - wide[0]) / (wide[1] - wide[0])
        label = f"{10**power:,}"
        parts.append(
            f'<text class="small" x="{x:.0f}" y="{HEIGHT + 14}" text-anchor="middle">{label}</text>'
        )
    return parts


def _line(
    engine: str,
    points: Sequence[tuple[int, float]],
    wide: tuple[float, float],
    high: tuple[float, float],
) -> list[str]:
    places = [
        (
            WIDTH * (math.log10(size) - wide[0]) / (wide[1] - wide[0]),
            HEIGHT * (1 - (math.log10(time) - high[0]) / (high[1] - high[0])),
        )
        for size, time in points
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [f'<circle class="{engine}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in places]
    return [f'<polyline class="{engine}" points="{path}"/>', *dots]
