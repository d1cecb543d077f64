"""The page's filters as masks over a segment's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.sets import chosen
from search.engines.whoosh_engine.format.columns import UNDATED, day_number
from search.plan.chosen import chosen_periods

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

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


def passing(masks: dict[str, Array], documents: Array, *, but: Collection[str] = ()) -> Array:
    """Return those of some documents (numbers) that pass every filter, but those of some kinds."""
    for kind, passed in masks.items():
        if kind not in but:
            documents = chosen(documents, passed.take(documents))
    return documents


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
