"""The page's filters as masks over a segment's columns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.columns import UNDATED, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns
    from search.plan.nodes import Filters


def filter_masks(columns: Columns | BlockColumns, filters: Filters) -> dict[str, Array]:
    """Return for each kind of filter in use the mask of the documents that pass it."""
    masks: dict[str, Array] = {}
    dates = columns.dates
    if filters.start or filters.end:
        masks["range"] = np.zeros(dates.size, bool)
        masks["range"][between(dates, filters.start, filters.end)] = True
    if filters.years or filters.months or filters.days or filters.undated:
        masks["date"] = np.zeros(dates.size, bool)
        for first, last in chosen_periods(filters):
            masks["date"][between(dates, first, last)] = True
        if filters.undated:
            masks["date"] |= dates == UNDATED
    for facet, values in filters.values.items():
        masks[facet] = columns.facets[facet].holding(values)
    return masks


def passing(masks: dict[str, Array], documents: Array, *, but: str = "") -> Array:
    """Return those of some documents (numbers) that pass every filter, but those of one kind."""
    for kind, passed in masks.items():
        if kind != but:
            documents = documents[passed[documents]]
    return documents


def chosen_periods(filters: Filters) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and last day of each chosen period.

    Years, months and days narrow one another: a month counts where its year is chosen too, or no
    year is.
    """
    if filters.days:
        yield from ((day, day) for day in filters.days if _in_chosen(day, filters))
    elif filters.months:
        for year, month in filters.months:
            first = dt.date(year, month, 1)
            if not filters.years or year in filters.years:
                yield first, _last_day(first)
    else:
        yield from ((dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in filters.years)


def _in_chosen(day: dt.date, filters: Filters) -> bool:
    in_year = not filters.years or day.year in filters.years
    return in_year and (not filters.months or (day.year, day.month) in filters.months)


def _last_day(first: dt.date) -> dt.date:
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def between(dates: Array, first: dt.date | None, last: dt.date | None) -> Array:
    """Return the documents from one day to another, both included (i8).

    Args:
        dates: of the documents, in order; undated ones first, which are never between.
        first: None for no limit.
        last: None for no limit.
    """
    earliest = UNDATED + 1 if first is None else day_number(first)
    begin = np.searchsorted(dates, earliest)
    end = dates.size if last is None else np.searchsorted(dates, day_number(last), "right")
    return np.arange(begin, max(begin, end))
