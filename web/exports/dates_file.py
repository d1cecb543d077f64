"""A result set counted by date, as CSV: a line a year, a month or a day, empty ones too.

It counts what the other files of the set hold, each article once: what is chosen narrows it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from search.plan.chosen import chosen_days
from web.charts.counting import first_day_of
from web.charts.extent import cut, hull, shown
from web.choices import has_dates
from web.exports.csv_file import BYTE_ORDER_MARK, csv_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from search.plan.nodes import Filters
    from search.results import Timeline
    from search.searcher import Answer
    from web.charts.extent import Extent, Unit

COLUMNS = ("period", "articles", "published", "per_thousand")
"""Names that never change; a period is written 2024, 2024-06 or 2024-06-19."""

UNDATED = "undated"
"""The period of the last line, where articles without a date are in the set."""

_WRITTEN: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}


def dates_file(answer: Answer, by: Unit | None) -> Iterator[str]:
    """Yield the file, its mark and the names of its columns first.

    Args:
        answer: of the set, every day counted, the collection beside.
        by: what a line is; None for what the histogram of the set shows.
    """
    filters = answer.request.filters
    timeline, collection = answer.facets.timeline, answer.collection
    yield BYTE_ORDER_MARK
    yield csv_lines([COLUMNS])
    extent = _extent(timeline, filters, by)
    if extent is not None:
        counts = (_counted(one, extent, filters) for one in (timeline, collection))
        for slot, articles, published in zip(extent.slots, *counts, strict=True):
            period = slot.first.isoformat()[: _WRITTEN[extent.unit]]
            yield csv_lines([_line(period, articles, published)])
    if timeline.undated and (filters.undated or not has_dates(filters)):
        yield csv_lines([_line(UNDATED, timeline.undated, collection.undated)])


def _line(period: str, articles: int, published: int) -> tuple[str, ...]:
    share = f"{1000 * articles / published:.3f}" if published else ""
    return period, str(articles), str(published), share


def _extent(timeline: Timeline, filters: Filters, by: Unit | None) -> Extent | None:
    """Return the days from the first to the last chosen one, or of the set; None if it has none."""
    days = [day for day, _ in _days(timeline)]
    if not days or (has_dates(filters) and not chosen_days(filters)):
        return None
    chosen = hull(filters, days[0].year, days[-1].year)
    first, last = chosen or (days[0], days[-1])
    return cut(first, last, by or shown(filters, days[0].year, days[-1].year).unit)


def _counted(timeline: Timeline, extent: Extent, filters: Filters) -> list[int]:
    """Return the articles of each line; of the days chosen alone, where some are."""
    counts = [0] * len(extent.slots)
    kept = _keeping(filters)
    for day, count in _days(timeline):
        if extent.first <= day <= extent.last and kept(day):
            counts[extent.index(day)] += count
    return counts


def _keeping(filters: Filters) -> Callable[[dt.date], bool]:
    chosen = chosen_days(filters)
    if not chosen:
        return lambda _: True
    return lambda day: any(first <= day <= last for first, last in chosen)


def _days(timeline: Timeline) -> Iterator[tuple[dt.date, int]]:
    """Yield the days of a timeline in order, with their articles."""
    months = itertools.chain.from_iterable(year.children for year in reversed(timeline.years))
    for month in months:
        for day in month.children:
            yield first_day_of(day.value), day.count
