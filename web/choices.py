"""What choosing a value of a facet makes of the filters.

Values of one kind are alternatives, kinds narrow one another. So a click on a year after a month of
another year would find nothing: choosing a period takes away the periods of the other levels.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import datetime as dt

    from search.document import Facet
    from search.plan.nodes import Filters

_T = TypeVar("_T")
_Month = tuple[int, int]


def toggle_year(filters: Filters, year: int) -> Filters:
    """Choose a year beside those chosen, or take it away; a year over its months widens them."""
    years = _toggled(filters.years, year)
    return dataclasses.replace(filters, years=years, months=(), days=())


def toggle_undated(filters: Filters) -> Filters:
    """Choose the articles without a date beside the years chosen, or take them away."""
    return dataclasses.replace(filters, undated=not filters.undated, months=(), days=())


def toggle_month(filters: Filters, month: _Month) -> Filters:
    """Choose a month beside those chosen, or take it away; a month over its days widens them."""
    widens = any(month_of(day) == month for day in filters.days)
    months = filters.months if widens else _toggled(filters.months, month)
    return dataclasses.replace(filters, years=(), undated=False, months=months, days=())


def toggle_day(filters: Filters, day: dt.date) -> Filters:
    """Choose a day beside those chosen, or take it away.

    Its month stays chosen, so that its other days stay in sight and that taking the last day away
    goes back to it.
    """
    months = tuple(dict.fromkeys((*filters.months, month_of(day))))
    days = _toggled(filters.days, day)
    return dataclasses.replace(filters, years=(), undated=False, months=months, days=days)


def without_dates(filters: Filters) -> Filters:
    """Return the filters without any choice of days."""
    return dataclasses.replace(
        filters, start=None, end=None, years=(), months=(), days=(), undated=False
    )


def has_dates(filters: Filters) -> bool:
    """Return whether some days are chosen."""
    return filters != without_dates(filters)


def month_of(day: dt.date) -> _Month:
    """Return the month a day is in."""
    return day.year, day.month


def without_implied(filters: Filters) -> Filters:
    """Return the filters without the months that a chosen day already says."""
    implied = {month_of(day) for day in filters.days}
    months = tuple(month for month in filters.months if month not in implied)
    return dataclasses.replace(filters, months=months)


def toggle_value(filters: Filters, facet: Facet, value: str) -> tuple[str, ...]:
    """Choose a value of a facet beside those chosen, or take it away; return the chosen ones."""
    return _toggled(filters.of(facet), value)


def _toggled(chosen: tuple[_T, ...], value: _T) -> tuple[_T, ...]:
    if value in chosen:
        return tuple(other for other in chosen if other != value)
    return (*chosen, value)
