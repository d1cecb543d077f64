"""Counts of a result set by value, each facet's own selection left out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

import numpy as np

from search.document import FACETS
from search.engines.whoosh_engine.execute.filters import passing
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.results import FacetCount, Facets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.document import Facet
    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns
    from search.plan.nodes import Filters


def count_facets(
    parts: Iterable[tuple[Columns | BlockColumns, Array, dict[str, Array]]], filters: Filters
) -> Facets:
    """Return the counts.

    Args:
        parts: for each segment its columns, the documents of the plan before any filter, and what
            passes each kind of filter.
        filters: the filters, whose months and days open their parents.
    """
    dates = _DateCounts(filters)
    values: dict[Facet, collections.Counter[str]] = {name: collections.Counter() for name in FACETS}
    for columns, documents, kinds in parts:
        dates.add(columns, passing(kinds, documents, but="date"))
        for name in FACETS:
            facet = columns.facets[name]
            held = facet.counts(passing(kinds, documents, but=name))
            for number in np.flatnonzero(held).tolist():
                values[name][facet.names[number]] += int(held[number])
    ordered = {name: _ordered(values[name], filters.of(name)) for name in FACETS}
    return Facets(dates.tree(), dates.undated, ordered)


def _ordered(counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetCount, ...]:
    """Most used first; a chosen value stays even where its count is nothing."""
    shown = {value: counts.get(value, 0) for value in (*counts, *chosen) if value}
    ordered = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ordered)


class _DateCounts:
    """Counts by month, and by day in the months that are open.

    Documents are in date order: a month is a range of numbers, and counting one is two bisections
    of the result set.
    """

    def __init__(self, filters: Filters) -> None:
        self.undated = 0
        self._months: dict[str, int] = {}
        self._days: collections.Counter[str] = collections.Counter()
        self._open = {f"{year:04}-{month:02}" for year, month in filters.months}
        self._open |= {day.isoformat()[:7] for day in filters.days}

    def add(self, columns: Columns | BlockColumns, documents: Array) -> None:
        """Count the documents of one segment (u4, sorted)."""
        names, starts = columns.months
        bounds = documents.searchsorted(starts)
        self.undated += int(bounds[0])
        for name, count in zip(names, np.diff(bounds).tolist(), strict=True):
            if count:
                self._months[name] = self._months.get(name, 0) + count
        for index, name in enumerate(names) if self._open else ():
            if name in self._open:
                self._add_days(columns.dates[documents[bounds[index] : bounds[index + 1]]])

    def _add_days(self, dates: Array) -> None:
        numbers, counts = np.unique(dates, return_counts=True)
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            if number != UNDATED and (day := day_of(number)):
                self._days[day.isoformat()] += count

    def tree(self) -> tuple[FacetCount, ...]:
        """Return years, newest first, each with its months, an open month with its days."""
        years: dict[str, list[FacetCount]] = {}
        for name in sorted(self._months):
            years.setdefault(name[:4], []).append(self._month(name))
        return tuple(
            FacetCount(year, sum([month.count for month in months]), tuple(months))
            for year, months in reversed(years.items())
        )

    def _month(self, month: str) -> FacetCount:
        if month not in self._open:
            return FacetCount(month, self._months[month])
        days = sorted(day for day in self._days if day.startswith(month))
        children = tuple(FacetCount(day, self._days[day]) for day in days)
        return FacetCount(month, self._months[month], children)
