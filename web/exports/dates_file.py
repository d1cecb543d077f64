"""A result set counted by date, as CSV: a line a year, a month or a day, empty ones too.

It counts what the other files of the set hold, each article once: what is chosen narrows it.
"""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING

from search.plan.chosen import chosen_days, days_of_year
from web.charts.counting import first_day_of
from web.charts.extent import cut, hull, shown
from web.choices import has_dates
from web.exports.csv_file import BYTE_ORDER_MARK, csv_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from search.answers import Answer
    from search.plan.nodes import Filters
    from search.results import Timeline
    from web.charts.extent import Extent, Unit

COLUMNS = ("period", "articles", "published", "per_thousand")
"""Names that never change; a period is written 2024, 2024-06 or 2024-06-19."""

UNDATED = "undated"
"""The period of the last line, where articles without a date are in the set."""

_LINES_AT_ONCE = 1_000

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
    extent = _extent(timeline, collection, filters, by)
    if extent is not None:
        lines = _lines(extent, timeline, collection, filters)
        while some := tuple(itertools.islice(lines, _LINES_AT_ONCE)):
            yield csv_lines(some)
    if timeline.undated and (filters.undated or not has_dates(filters)):
        yield csv_lines([_line(UNDATED, timeline.undated, collection.undated)])


def _lines(
    extent: Extent, timeline: Timeline, collection: Timeline, filters: Filters
) -> Iterator[tuple[str, ...]]:
    """Yield a line a place: a wrong date may make their number large, so they are never held."""
    found, every = (_counted(one, extent, filters) for one in (timeline, collection))
    for at in range(len(extent)):
        period = extent.slot(at).first.isoformat()[: _WRITTEN[extent.unit]]
        yield _line(period, found[at], every[at])


def _line(period: str, articles: int, published: int) -> tuple[str, ...]:
    share = f"{1000 * articles / published:.3f}" if published else ""
    return period, str(articles), str(published), share


def _extent(
    timeline: Timeline, collection: Timeline, filters: Filters, by: Unit | None
) -> Extent | None:
    """Return the days from the first to the last chosen one, or of the set; None if it has none.

    Of the days chosen, those of years that the collection does not hold are left out.
    """
    days = [day for day, _ in _days(timeline)]
    if not days or (has_dates(filters) and not chosen_days(filters)):
        return None
    oldest, newest = days[0].year, days[-1].year
    first, last = hull(filters, oldest, newest) or (days[0], days[-1])
    first = max(first, days_of_year(int(collection.years[-1].value))[0])
    last = min(last, days_of_year(int(collection.years[0].value))[1])
    return cut(first, last, by or shown(filters, oldest, newest).unit) if first <= last else None


def _counted(timeline: Timeline, extent: Extent, filters: Filters) -> collections.Counter[int]:
    """Return the articles of each line by its number; of the days chosen alone, where some are."""
    counts: collections.Counter[int] = collections.Counter()
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
