"""Which days a chart shows, and into what it cuts them: years, months of a year, days of a month.

What is chosen decides: the smallest part of the calendar that holds it whole is shown, so that the
chosen bars stand among the others. Nothing chosen is the whole result set.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import functools
from typing import TYPE_CHECKING, Literal

from search.plan.chosen import chosen_days, days_of_month, days_of_year

if TYPE_CHECKING:
    from search.plan.chosen import Days
    from search.plan.nodes import Filters

Unit = Literal["year", "month", "day"]

FEW_YEARS = 3
"""A result set of so many years is shown by month at once."""

MOST_YEARS = 100
"""A result set of more years is shown by decade, century or millennium: bars of 3 pixels at least
on a telephone, whatever a wrong date does to a collection."""

_STEPS = (1, 10, 100, 1000)
_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """The place of one bar: a first and a last day, both included."""

    first: dt.date
    last: dt.date


@dataclasses.dataclass(frozen=True)
class Extent:
    """The days that a chart shows, and how long each of its bars is.

    Attributes:
        unit: what it is cut into.
        first: first day shown, the first one of its unit.
        last: last day shown, the last one of its unit.
        step: how many years one bar of years is: 1, 10, 100 or 1000.
    """

    unit: Unit
    first: dt.date
    last: dt.date
    step: int = 1

    @functools.cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every place in the order of the calendar, empty ones too."""
        return tuple(map(self.slot, range(len(self))))

    def __len__(self) -> int:
        return self.index(self.last) + 1

    def index(self, day: dt.date) -> int:
        """Return the place that a day belongs to, from 0; it may lie outside what is shown."""
        if self.unit == "day":
            return (day - self.first).days
        if self.unit == "month":
            return (day.year - self.first.year) * 12 + day.month - self.first.month
        return day.year // self.step - self.first.year // self.step

    def slot(self, at: int) -> Slot:
        """Return a place by its number, from 0."""
        return Slot(*self._days(at))

    def _days(self, at: int) -> Days:
        if self.unit == "day":
            day = self.first + at * _DAY
            return day, day
        if self.unit == "month":
            years, months = divmod(self.first.month - 1 + at, 12)
            return days_of_month(self.first.year + years, months + 1)
        year = (self.first.year // self.step + at) * self.step
        return days_of_year(max(year, 1))[0], days_of_year(min(year + self.step, 10_000) - 1)[1]


def shown(filters: Filters, oldest: int, newest: int) -> Extent:
    """Return what a chart shows.

    Args:
        filters: what is chosen.
        oldest: year of the first article of the result set, whatever days are chosen.
        newest: year of the last one.
    """
    chosen = hull(filters, oldest, newest)
    if chosen and _month(chosen[0]) == _month(chosen[1]):
        return Extent("day", *days_of_month(*_month(chosen[0])))
    if chosen and chosen[0].year == chosen[1].year:
        return Extent("month", *days_of_year(chosen[0].year))
    if newest - oldest < FEW_YEARS:
        return Extent("month", days_of_year(oldest)[0], days_of_year(newest)[1])
    return _of_years(chosen, oldest, newest)


def hull(filters: Filters, oldest: int, newest: int) -> Days | None:
    """Return the first and the last day chosen, open ranges within the years of the result set.

    None where no days are chosen.
    """
    days = chosen_days(filters)
    if not days:
        return None
    first, last = min(first for first, _ in days), max(last for _, last in days)
    if first == dt.date.min:
        first = min(days_of_year(oldest)[0], last)
    if last == dt.date.max:
        last = max(days_of_year(newest)[1], first)
    return first, last


def cut(first: dt.date, last: dt.date, unit: Unit) -> Extent:
    """Return the days from one to another, widened to whole units."""
    if unit == "year":
        first, last = days_of_year(first.year)[0], days_of_year(last.year)[1]
    if unit == "month":
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        first = first.replace(day=1)
    return Extent(unit, first, last)


def _of_years(chosen: Days | None, oldest: int, newest: int) -> Extent:
    """Return years, or where there are too many the decades, the centuries: those of the choice."""
    step = next(step for step in _STEPS if newest // step - oldest // step < MOST_YEARS)
    while chosen and step > 1:
        first, last = (day.year // step for day in chosen)
        if first != last:
            break
        oldest, newest, step = first * step, first * step + step - 1, step // 10
    first, last = oldest // step * step, newest // step * step + step - 1
    return Extent("year", dt.date(max(first, 1), 1, 1), dt.date(min(last, 9999), 12, 31), step)


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month
