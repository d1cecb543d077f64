"""Counts by date, place by place."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.answers import Request
    from search.results import FacetCount, Timeline
    from web.charts.extent import Extent, Unit

_DEPTHS: dict[Unit, int] = {"year": 0, "month": 1, "day": 2}


def counted_by_date(asked: Request) -> Request:
    """Return the question for the counts of its set by date, beside those of the collection."""
    return dataclasses.replace(counted_only(asked), shares=True)


def counted_only(asked: Request) -> Request:
    """Return the question for the counts of its set, whatever its articles are."""
    return dataclasses.replace(asked, page=1, size=1, sort="newest", shares=False)


def counted(timeline: Timeline, extent: Extent) -> list[int]:
    """Return the articles of each place of a chart; what lies outside is passed over."""
    counts = [0] * len(extent.slots)
    bounds = extent.first.isoformat(), extent.last.isoformat()
    for value, count in _within(timeline.years, bounds, _DEPTHS[extent.unit]):
        counts[extent.index(first_day_of(value))] += count
    return counts


def first_day_of(value: str) -> dt.date:
    """Return the first day of a period as facets write it (2024, 2024-06, 2024-06-19)."""
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def _within(
    counts: Iterable[FacetCount], bounds: tuple[str, str], depth: int
) -> Iterator[tuple[str, int]]:
    """Yield the counts of one depth between two days; periods compare as their texts do."""
    first, last = bounds
    for one in counts:
        if first[: len(one.value)] <= one.value <= last[: len(one.value)]:
            if depth:
                yield from _within(one.children, bounds, depth - 1)
            else:
                yield one.value, one.count
