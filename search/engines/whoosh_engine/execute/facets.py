"""Counts of a result set by value, each facet's own selection left out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.filters import passing
from search.engines.whoosh_engine.format.columns import FACETS, UNDATED, day_of
from search.results import FacetCount, Facets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns
    from search.plan.nodes import Filters


def count_facets(
    segments: Sequence[Columns],
    found: Sequence[Array],
    masks: Sequence[dict[str, Array]],
    filters: Filters,
) -> Facets:
    """Return the counts.

    Args:
        segments: the columns of each segment.
        found: for each segment, the documents of the plan before any filter.
        masks: for each segment, what passes each kind of filter.
        filters: the filters, whose months and days open their parents.
    """
    days: collections.Counter[int] = collections.Counter()
    values: dict[str, collections.Counter[str]] = {name: collections.Counter() for name in FACETS}
    for columns, mask, kinds in zip(segments, found, masks, strict=True):
        numbers, counts = np.unique(
            columns.dates[passing(kinds, mask, but="date")], return_counts=True
        )
        days.update(dict(zip(numbers.tolist(), counts.tolist(), strict=True)))
        for name in FACETS:
            facet = columns.facets[name]
            held = facet.counts(passing(kinds, mask, but=name))
            values[name].update(
                {facet.names[i]: int(held[i]) for i in np.flatnonzero(held).tolist()}
            )
    undated = days.pop(UNDATED, 0)
    chosen = {"source": filters.sources, "author": filters.authors, "section": filters.sections}
    ordered = {name: _ordered(values[name], chosen[name]) for name in FACETS}
    return Facets(date=_tree(days, filters), undated=undated, **ordered)


def _ordered(counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetCount, ...]:
    """Most used first; a chosen value stays even where its count is nothing."""
    shown = {value: counts.get(value, 0) for value in (*counts, *chosen) if value}
    ordered = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ordered)


def _tree(days: Mapping[int, int], filters: Filters) -> tuple[FacetCount, ...]:
    months: collections.Counter[str] = collections.Counter()
    years: collections.Counter[str] = collections.Counter()
    dated = {day: count for number, count in days.items() if (day := day_of(number))}
    for day, count in dated.items():
        years[f"{day:%Y}"] += count
        months[f"{day:%Y-%m}"] += count
    open_months = {f"{year:04}-{month:02}" for year, month in filters.months}
    open_months |= {f"{day:%Y-%m}" for day in filters.days}
    return tuple(
        FacetCount(year, years[year], _months(year, months, dated, open_months))
        for year in sorted(years, reverse=True)
    )


def _months(
    year: str,
    months: Mapping[str, int],
    dated: Mapping[dt.date, int],
    open_months: set[str],
) -> tuple[FacetCount, ...]:
    return tuple(
        FacetCount(month, months[month], _days(month, dated) if month in open_months else ())
        for month in sorted(months)
        if month.startswith(f"{year}-")
    )


def _days(month: str, dated: Mapping[dt.date, int]) -> tuple[FacetCount, ...]:
    within = sorted(day for day in dated if f"{day:%Y-%m}" == month)
    return tuple(FacetCount(day.isoformat(), dated[day]) for day in within)
