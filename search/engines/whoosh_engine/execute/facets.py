"""Counts of a result set by value, each facet's own selection left out."""

from __future__ import annotations

import collections
import operator
from typing import TYPE_CHECKING

import numpy as np

from search.document import FACETS
from search.engines.whoosh_engine.execute.filters import passing
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.results import FacetCount, Facets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns, FacetColumn
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
    values = {name: dict.fromkeys(filters.of(name), 0) for name in FACETS}
    for columns, documents, kinds in parts:
        dates.add(columns, passing(kinds, documents, but="date"))
        for name, counts in values.items():
            if columns.facets[name].names[1:]:
                _add_values(counts, columns.facets[name], passing(kinds, documents, but=name))
    ordered = {name: _ordered(counts) for name, counts in values.items()}
    return Facets(dates.tree(), dates.undated, ordered)


def _add_values(counts: dict[str, int], facet: FacetColumn, documents: Array) -> None:
    held = facet.counts(documents)
    held[0] = 0
    numbers = held.nonzero()[0]
    for number, count in zip(numbers.tolist(), held[numbers].tolist(), strict=True):
        value = facet.names[number]
        counts[value] = counts.get(value, 0) + count


def _ordered(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Most used first; a chosen value stays even where its count is nothing."""
    ordered = sorted(counts.items())
    ordered.sort(key=_count, reverse=True)
    return tuple([FacetCount(value, count) for value, count in ordered if value])


_count = operator.itemgetter(1)


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
        """Count the documents of one segment (i8, sorted)."""
        names, starts = columns.months
        bounds = documents.searchsorted(starts).tolist()
        self.undated += bounds[0]
        months = self._months
        for name, begin, end in zip(names, bounds[:-1], bounds[1:], strict=True):
            if begin < end:
                months[name] = months.get(name, 0) + end - begin
                if name in self._open:
                    self._add_days(columns.dates[documents[begin:end]])

    def _add_days(self, dates: Array) -> None:
        numbers, counts = np.unique(dates, return_counts=True)
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            if number != UNDATED and (day := day_of(number)):
                self._days[day.isoformat()] += count

    def tree(self) -> tuple[FacetCount, ...]:
        """Return years, newest first, each with its months, an open month with its days."""
        years: dict[str, list[FacetCount]] = {}
        for month, count in sorted(self._months.items()):
            children = self._days_of(month) if month in self._open else ()
            years.setdefault(month[:4], []).append(FacetCount(month, count, children))
        return tuple(
            FacetCount(year, sum([month.count for month in months]), tuple(months))
            for year, months in reversed(years.items())
        )

    def _days_of(self, month: str) -> tuple[FacetCount, ...]:
        days = sorted(day for day in self._days if day.startswith(month))
        return tuple(FacetCount(day, self._days[day]) for day in days)
