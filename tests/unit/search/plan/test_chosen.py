"""The days that filters choose."""

from __future__ import annotations

import datetime as dt

import pytest

from search.plan.chosen import chosen_days, days_of_month
from search.plan.nodes import Filters

FIRST, LAST = dt.date(2024, 6, 10), dt.date(2024, 7, 9)


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(), ()),
        (Filters(undated=True), ()),
        (Filters(start=FIRST, end=LAST), ((FIRST, LAST),)),
        (Filters(start=FIRST), ((FIRST, dt.date.max),)),
        (Filters(years=(2024,)), ((dt.date(2024, 1, 1), dt.date(2024, 12, 31)),)),
        (Filters(years=(2024,), start=FIRST, end=LAST), ((FIRST, LAST),)),
        (Filters(years=(2023,), start=FIRST), ()),
        (Filters(months=((2024, 6),), end=FIRST), ((dt.date(2024, 6, 1), FIRST),)),
        (Filters(months=((2024, 6),), years=(2023,)), ()),
        (Filters(months=((2024, 6),), days=(FIRST, LAST)), ((FIRST, FIRST),)),
    ],
)
def test_periods_and_ranges_narrow_one_another(
    filters: Filters, days: tuple[tuple[dt.date, dt.date], ...]
) -> None:
    assert chosen_days(filters) == days


def test_months_end_where_the_calendar_says() -> None:
    assert days_of_month(2024, 2)[1] == dt.date(2024, 2, 29)
    assert days_of_month(9999, 12)[1] == dt.date.max
