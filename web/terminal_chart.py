"""The articles of an answer by date, for a terminal: bars of blocks, or one plain line.

The periods are those of the page's histogram (`web/charts`), so that both tell the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.charts.counting import counted
from web.charts.extent import shown
from web.language import number, short_month
from web.messages import charts as wording
from web.messages.periods import span_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.plan.nodes import Filters
    from search.results import Timeline
    from web.charts.extent import Extent, Slot

ROWS = 4
"""Lines of the highest bar."""

WIDEST = 6
"""Columns of a bar: a handful of years need not fill the screen."""

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NARROWEST_WITH_GAP = 3
_DAYS_NAMED = 5


def chart_lines(timeline: Timeline, filters: Filters, width: int) -> Iterator[str]:
    """Yield a histogram at most so many columns wide; nothing for a single period.

    Args:
        timeline: the articles by date.
        filters: what is chosen: it decides which periods are shown.
        width: columns.
    """
    extent, counts = _periods(timeline, filters)
    if extent is None:
        return
    together = -(-len(counts) // width)  # periods of a bar, where there are more than columns
    heights = [sum(counts[at : at + together]) for at in range(0, len(counts), together)]
    pitch = max(1, min(WIDEST, width // len(heights)))
    yield from _bars(heights, pitch)
    yield _axis(extent, pitch, together, width)
    highest = wording.maximum(max(heights), shares=False)
    said = [wording.title(extent, shares=False), wording.at_most(highest)]
    yield " · ".join([*said, *([wording.undated(timeline.undated)] if timeline.undated else ())])


def chart_line(timeline: Timeline, filters: Filters) -> str:
    """Return the counts as one line; empty for a single period."""
    extent, counts = _periods(timeline, filters)
    if extent is None:
        return ""
    each = (
        f"{span_in_words(slot.first, slot.last)} ({number(count)})"
        for slot, count in zip(extent.slots, counts, strict=True)
        if count
    )
    said = wording.listing(extent, ", ".join(each))
    return f"{said}, {wording.undated(timeline.undated)}" if timeline.undated else said


def _periods(timeline: Timeline, filters: Filters) -> tuple[Extent | None, list[int]]:
    """Return the periods and their counts, none where that would be a single bar."""
    if not timeline.years:
        return None, []
    newest, oldest = (int(timeline.years[at].value) for at in (0, -1))
    extent = shown(filters, oldest, newest)
    counts = counted(timeline, extent)
    return (extent, counts) if sum(map(bool, counts)) > 1 else (None, [])


def _bars(heights: Sequence[int], pitch: int) -> Iterator[str]:
    """Yield the lines of the bars, from the top; a count that is not nothing is seen."""
    highest = max(heights)
    steps = len(_EIGHTHS) - 1
    filled = [max(1, round(steps * ROWS * height / highest)) if height else 0 for height in heights]
    gap = pitch >= _NARROWEST_WITH_GAP
    for row in reversed(range(ROWS)):
        signs = (_EIGHTHS[min(max(one - steps * row, 0), steps)] for one in filled)
        line = "".join(sign * (pitch - gap) + " " * gap for sign in signs)
        yield line.rstrip()


def _axis(extent: Extent, pitch: int, together: int, width: int) -> str:
    """Return the names of the periods that have room, each under the left of its bar."""
    line = ""
    for at, slot in enumerate(extent.slots):
        name, place = _name(extent, slot), at // together * pitch
        free = place == 0 or len(line) < place <= width - len(name)
        if name and free:
            line = line.ljust(place) + name
    return line


def _name(extent: Extent, slot: Slot) -> str:
    """Return what a period is called under its bar, empty for those that go without."""
    if extent.unit == "year":
        return str(slot.first.year)
    if extent.unit == "day":
        day = slot.first.day
        return str(day) if day == 1 or day % _DAYS_NAMED == 0 else ""
    if extent.first.year == extent.last.year:
        return short_month(slot.first.month)
    return str(slot.first.year) if slot.first.month == 1 else ""
