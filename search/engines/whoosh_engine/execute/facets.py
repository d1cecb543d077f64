"""Counts of a result set by value, each facet's own selection left out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

import numpy as np

from search.document import FACETS
from search.engines.whoosh_engine.execute.filters import passing
from search.engines.whoosh_engine.format.calendar import joined
from search.engines.whoosh_engine.format.columns import UNDATED, day_of
from search.plan.chosen import chosen_days
from search.results import FacetCount, Facets, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.engines.whoosh_engine.execute.blocks import BlockColumns
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.calendar import Calendar
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
    values = {name: _ValueCounts(filters.of(name)) for name in FACETS}
    for columns, documents, kinds in parts:
        dates.add(columns, passing(kinds, documents, but=("date",)))
        if ranged:
            whole.add(columns, passing(kinds, documents, but=("date", "range")))
        for name, counts in values.items():
            facet = columns.facets[name]
            if facet.used:
                counts.add(facet, passing(kinds, documents, but=(name,)))
    years = dates.tree()
    timeline = Timeline(whole.tree() if ranged else years, whole.undated)
    ordered = {name: counts.ordered() for name, counts in values.items()}
    return Facets(years, dates.undated, timeline, ordered)


class _ValueCounts:
    """Counts by value of one facet; a chosen value stays even where its count is nothing."""

    def __init__(self, chosen: tuple[str, ...]) -> None:
        self._chosen = chosen
        self._held: list[tuple[FacetColumn, Array]] = []

    def add(self, facet: FacetColumn, documents: Array) -> None:
        """Count the documents of one segment."""
        counts = facet.counts(documents)
        counts[0] = 0
        if self._held and self._held[-1][0].names is facet.names:
            self._held[-1][1][:] += counts
        else:
            self._held.append((facet, counts))

    def ordered(self) -> tuple[FacetCount, ...]:
        """Return the values, most used first."""
        if len(self._held) == 1 and not self._chosen:
            facet, counts = self._held[0]
            return tuple(map(FacetCount, *facet.most_used(counts)))
        return self._joined()

    def _joined(self) -> tuple[FacetCount, ...]:
        """Return the values of segments that number them each in its own way."""
        together = dict.fromkeys(self._chosen, 0)
        for facet, counts in self._held:
            for value, count in zip(*facet.most_used(counts), strict=True):
                together[value] = together.get(value, 0) + count
        ordered = sorted(together.items(), key=lambda item: (-item[1], item[0]))
        return tuple([FacetCount(value, count) for value, count in ordered if value])


class _DateCounts:
    """Counts by month, and by day in the months that are open.

    Documents are in date order: a month is a range of numbers, and counting one is two bisections
    of the result set.
    """

    def __init__(self, filters: Filters, *, every_day: bool) -> None:
        self.undated = 0
        self._held: list[tuple[Calendar, Array]] = []
        self._days: dict[str, collections.Counter[str]] = {}
        self._open = _open_months(filters)
        self._every_day = every_day

    def add(self, columns: Columns | BlockColumns, documents: Array) -> None:
        """Count the documents of one segment (i8, sorted)."""
        bounds = documents.searchsorted(columns.month_starts)
        counts = bounds[1:] - bounds[:-1]
        self.undated += int(bounds[0])
        self._held.append((columns.calendar, counts))
        if self._every_day or self._open:
            for month in counts.nonzero()[0].tolist():
                name = columns.calendar.names[month]
                if self._every_day or name in self._open:
                    here = documents[bounds[month] : bounds[month + 1]]
                    self._add_days(name, columns.dates[here])

    def _add_days(self, month: str, dates: Array) -> None:
        numbers, counts = np.unique(dates, return_counts=True)
        days = self._days.setdefault(month, collections.Counter())
        for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            if number != UNDATED and (day := day_of(number)):
                days[day.isoformat()] += count

    def tree(self) -> tuple[FacetCount, ...]:
        """Return years, newest first, each with its months, an open month with its days."""
        if not self._held:
            return ()
        calendar, counts = self._held[0]
        if len(self._held) > 1:
            calendar = joined(tuple(one for one, _ in self._held))
            counts = np.zeros(len(calendar), np.int64)
            for one, more in self._held:
                counts[one.places_in(calendar)] += more
        return tuple(self._years(calendar, counts))

    def _years(self, calendar: Calendar, counts: Array) -> Iterator[FacetCount]:
        held = counts.nonzero()[0]
        if not held.size:
            return
        names, found = calendar.names.take(held).tolist(), counts.take(held).tolist()
        months = list(map(FacetCount, names, found))
        for month in months if self._days else ():
            month.children = self._days_of(month.value)
        ends = held.searchsorted(calendar.bounds).tolist()
        totals = np.add.reduceat(counts, calendar.bounds[:-1]).tolist()
        for number in range(len(totals) - 1, -1, -1):
            if totals[number]:
                year = tuple(months[ends[number] : ends[number + 1]])
                yield FacetCount(calendar.years[number], totals[number], year)

    def _days_of(self, month: str) -> tuple[FacetCount, ...]:
        days = sorted(self._days[month].items()) if month in self._days else ()
        return tuple(FacetCount(day, count) for day, count in days)


def _open_months(filters: Filters) -> set[str]:
    """Return the months whose days are counted: those chosen, and that of a range within one."""
    months = {f"{year:04}-{month:02}" for year, month in filters.months}
    months |= {day.isoformat()[:7] for day in filters.days}
    if (filters.start or filters.end) and not (months or filters.years):
        ((first, last),) = chosen_days(filters)
        months |= {first.isoformat()[:7]} & {last.isoformat()[:7]}
    return months
