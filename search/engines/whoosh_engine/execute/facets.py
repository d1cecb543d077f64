"""Counts of a result set by value, each facet's own selection left out."""

from __future__ import annotations

import collections
import operator
from typing import TYPE_CHECKING

import numpy as np

from search.document import FACETS
from search.engines.whoosh_engine.execute.filters import passing
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.plan.chosen import chosen_days
from search.results import FacetCount, Facets, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.columns import Columns, FacetColumn
    from search.plan.nodes import Filters


def count_facets(
    parts: Iterable[tuple[Columns | BlockColumns, Array, dict[str, Array]]],
    filters: Filters,
    *,
    every_day: bool = False,
) -> Facets:
    """Return the counts.

    Args:
        parts: for each segment its columns, the documents of the plan before any filter, and what
            passes each kind of filter.
        filters: the filters, whose months and days open their parents.
        every_day: open every month.
    """
    dates = _DateCounts(filters, every_day=every_day)
    ranged = bool(filters.start or filters.end)
    whole = _DateCounts(filters, every_day=every_day) if ranged else dates
    values = {name: dict.fromkeys(filters.of(name), 0) for name in FACETS}
    for columns, documents, kinds in parts:
        dates.add(columns, passing(kinds, documents, but=("date",)))
        if ranged:
            whole.add(columns, passing(kinds, documents, but=("date", "range")))
        for name, counts in values.items():
            if columns.facets[name].names[1:]:
                _add_values(counts, columns.facets[name], passing(kinds, documents, but=(name,)))
    ordered = {name: _ordered(counts) for name, counts in values.items()}
    years = dates.tree()
    timeline = Timeline(whole.tree() if ranged else years, whole.undated)
    return Facets(years, dates.undated, timeline, ordered)


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

    def __init__(self, filters: Filters, *, every_day: bool) -> None:
        self.undated = 0
        self._months: dict[str, int] = {}
        self._days: dict[str, collections.Counter[str]] = {}
        self._open = _open_months(filters)
        self._every_day = every_day

    def add(self, columns: Columns | BlockColumns, documents: Array) -> None:
        """Count the documents of one segment (i8, sorted)."""
        names, starts = columns.months
        bounds = documents.searchsorted(starts).tolist()
        self.undated += bounds[0]
        months = self._months
        for name, begin, end in zip(names, bounds[:-1], bounds[1:], strict=True):
            if begin < end:
                months[name] = months.get(name, 0) + end - begin
                if self._every_day or name in self._open:
                    self._add_days(name, columns.dates[documents[begin:end]])

    def _add_days(self, month: str, dates: Array) -> None:
        numbers, counts = np.unique(dates, return_counts=True)
        days = self._days.setdefault(month, collections.Counter())
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            if number != UNDATED and (day := day_of(number)):
                days[day.isoformat()] += count

    def tree(self) -> tuple[FacetCount, ...]:
        """Return years, newest first, each with its months, an open month with its days."""
        years: dict[str, list[FacetCount]] = {}
        for month, count in sorted(self._months.items()):
            children = self._days_of(month) if month in self._days else ()
            years.setdefault(month[:4], []).append(FacetCount(month, count, children))
        return tuple(
            FacetCount(year, sum([month.count for month in months]), tuple(months))
            for year, months in reversed(years.items())
        )

    def _days_of(self, month: str) -> tuple[FacetCount, ...]:
        return tuple(FacetCount(day, count) for day, count in sorted(self._days[month].items()))


def _open_months(filters: Filters) -> set[str]:
    """Return the months whose days are counted: those chosen, and that of a range within one."""
    months = {f"{year:04}-{month:02}" for year, month in filters.months}
    months |= {day.isoformat()[:7] for day in filters.days}
    if (filters.start or filters.end) and not (months or filters.years):
        ((first, last),) = chosen_days(filters)
        months |= {first.isoformat()[:7]} & {last.isoformat()[:7]}
    return months
