"""The days that filters choose."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.plan.nodes import Filters

Days = tuple[dt.date, dt.date]
"""A first and a last day, both included."""


def chosen_periods(filters: Filters) -> Iterator[Days]:
    """Yield the days of each chosen year, month or day.

    Years, months and days narrow one another: a month counts where its year is chosen too, or no
    year is.
    """
    if filters.days:
        yield from ((day, day) for day in filters.days if _in_chosen(day, filters))
    elif filters.months:
        for year, month in filters.months:
            if not filters.years or year in filters.years:
                yield days_of_month(year, month)
    else:
        yield from map(days_of_year, filters.years)


def chosen_days(filters: Filters) -> tuple[Days, ...]:
    """Return the days of each chosen period that stand in the chosen range.

    Nothing where no period and no range is chosen, or where one excludes the other.
    """
    start, end = filters.start or dt.date.min, filters.end or dt.date.max
    if not (filters.years or filters.months or filters.days):
        whole = not (filters.start or filters.end)
        return () if whole else ((start, end),)
    within = ((max(first, start), min(last, end)) for first, last in chosen_periods(filters))
    return tuple((first, last) for first, last in within if first <= last)


def days_of_year(year: int) -> Days:
    """Return the first and the last day of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def days_of_month(year: int, month: int) -> Days:
    """Return the first and the last day of a month."""
    first = dt.date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _in_chosen(day: dt.date, filters: Filters) -> bool:
    in_year = not filters.years or day.year in filters.years
    return in_year and (not filters.months or (day.year, day.month) in filters.months)
