"""A bar chart of ratios as SVG, legible on a light and on a dark page."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, LABELS, BARS, MARGIN, TOP = 34, 250, 420, 60, 44
LOWEST, HIGHEST = 0.05, 20.0
TICKS = (0.1, 0.3, 1.0, 3.0, 10.0)
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #555 }
.counts { fill: #3b6ea5 } .top { fill: #c98a3a } .target { stroke: #a33 ; stroke-width: 2 }
.tick { stroke: #8886 } .one { stroke: #888; stroke-width: 1.5 }
"""

Row = tuple[str, float, float, float, float]
"""Class, ratio with counts, its target, ratio of the top ten alone, its target."""


def chart(title: str, rows: Sequence[Row]) -> str:
    """Return the SVG; a bar left of 1 is quicker than tantivy, the short line is the target."""
    height = TOP + ROW * len(rows) + 30
    width = LABELS + BARS + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<text x="0" y="16">{escape(title)}</text>',
    ]
    for tick in TICKS:
        x, kind = _place(tick), "one" if tick == 1 else "tick"
        parts.append(f'<line class="{kind}" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 26}"/>')
        parts.append(f'<text x="{x}" y="{height - 8}" text-anchor="middle">{tick:g}</text>')
    for number, (kind, counts, counts_target, top, top_target) in enumerate(rows):
        y = TOP + ROW * number
        parts.append(f'<text x="{LABELS - 8}" y="{y + 16}" text-anchor="end">{escape(kind)}</text>')
        parts += _bar("counts", counts, counts_target, y)
        parts += _bar("top", top, top_target, y + 13)
    return "\n".join([*parts, "</svg>", ""])


def _bar(kind: str, ratio: float, target: float, y: int) -> list[str]:
    end, goal = _place(ratio), _place(target)
    return [
        f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{end - LABELS}" height="11"/>',
        f'<line class="target" x1="{goal}" x2="{goal}" y1="{y - 1}" y2="{y + 12}"/>',
        f'<text x="{end + 5}" y="{y + 11}">{ratio:.2f}</text>',
    ]


def _place(ratio: float) -> int:
    """Return where a ratio stands, on a scale of logarithms."""
    inside = min(max(ratio, LOWEST), HIGHEST)
    share = math.log(inside / LOWEST) / math.log(HIGHEST / LOWEST)
    return LABELS + round(share * BARS)
