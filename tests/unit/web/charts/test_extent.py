"""Which part of the calendar a chart shows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan.nodes import Filters
from web.charts.extent import MOST_YEARS, Extent, cut, shown


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


JUNE = (2024, 6)


@pytest.mark.parametrize(
    ("filters", "unit", "first", "last"),
    [
        (Filters(), "year", "2011-01-01", "2024-12-31"),
        (Filters(undated=True), "year", "2011-01-01", "2024-12-31"),
        (Filters(years=(2024,)), "month", "2024-01-01", "2024-12-31"),
        (Filters(years=(2020, 2024)), "year", "2011-01-01", "2024-12-31"),
        (Filters(months=(JUNE,)), "day", "2024-06-01", "2024-06-30"),
        (Filters(months=(JUNE, (2024, 9))), "month", "2024-01-01", "2024-12-31"),
        (Filters(months=(JUNE, (2020, 9))), "year", "2011-01-01", "2024-12-31"),
        (
            Filters(months=(JUNE,), days=(day("2024-06-19"),)),
            "day",
            "2024-06-01",
            "2024-06-30",
        ),
        (
            Filters(start=day("2024-02-10"), end=day("2024-02-20")),
            "day",
            "2024-02-01",
            "2024-02-29",
        ),
        (
            Filters(start=day("2024-02-10"), end=day("2024-07-20")),
            "month",
            "2024-01-01",
            "2024-12-31",
        ),
        (
            Filters(start=day("2019-02-10"), end=day("2024-07-20")),
            "year",
            "2011-01-01",
            "2024-12-31",
        ),
        (Filters(start=day("2024-02-10")), "month", "2024-01-01", "2024-12-31"),
        (Filters(end=day("2011-02-10")), "month", "2011-01-01", "2011-12-31"),
        (Filters(start=day("2031-02-10")), "day", "2031-02-01", "2031-02-28"),
        (Filters(years=(1931,)), "month", "1931-01-01", "1931-12-31"),
    ],
)
def test_the_smallest_part_that_holds_what_is_chosen(
    filters: Filters, unit: str, first: str, last: str
) -> None:
    extent = shown(filters, 2011, 2024)
    assert (extent.unit, extent.first, extent.last) == (unit, day(first), day(last))


def test_few_years_are_shown_by_month() -> None:
    extent = shown(Filters(), 2022, 2024)
    assert (extent.unit, len(extent.slots)) == ("month", 36)
    assert shown(Filters(), 2021, 2024).unit == "year"


def test_too_many_years_are_shown_by_decade_and_a_decade_by_year() -> None:
    whole = shown(Filters(), 1631, 2024)
    assert (whole.step, whole.first, whole.last) == (10, day("1630-01-01"), day("2029-12-31"))
    assert len(whole.slots) == 40
    chosen = whole.slots[36]
    inside = shown(Filters(start=chosen.first, end=chosen.last), 1631, 2024)
    assert (inside.step, len(inside.slots)) == (1, 10)
    assert inside.first == day("1990-01-01")
    wider = shown(Filters(start=day("1990-01-01"), end=day("2001-12-31")), 1631, 2024)
    assert wider.step == 10


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_no_date_however_wrong_makes_a_chart_too_long(one: int, other: int) -> None:
    oldest, newest = sorted((one, other))
    extent = shown(Filters(), oldest, newest)
    assert len(extent.slots) <= MOST_YEARS
    assert extent.slots[0].first <= dt.date(oldest, 1, 1)
    assert extent.slots[-1].last >= dt.date(newest, 12, 31)
    check_slots(extent)


@given(st.dates(), st.integers(0, 900), st.sampled_from(["year", "month", "day"]))
def test_slots_follow_one_another_without_a_gap(first: dt.date, days: int, unit: str) -> None:
    last = min(first, dt.date.max - dt.timedelta(days)) + dt.timedelta(days)
    extent = cut(first, last, unit)  # type: ignore[arg-type]  # hypothesis samples plain strings
    assert extent.slots[0].first <= first
    assert extent.slots[-1].last >= last
    check_slots(extent)


def check_slots(extent: Extent) -> None:
    for at, slot in enumerate(extent.slots):
        assert extent.index(slot.first) == extent.index(slot.last) == at
        if at:
            assert slot.first - extent.slots[at - 1].last == dt.timedelta(days=1)
