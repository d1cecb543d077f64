from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.days import MONTH_NUMBERS, WEEKDAY_NUMBERS, years_ending


@pytest.mark.parametrize(
    ("name", "month"), [("fevrier", 2), ("aout", 8), ("sept", 9), ("march", 3), ("juill", 7)]
)
def test_months_go_by_plain_names(name: str, month: int) -> None:
    assert MONTH_NUMBERS[name] == month


def test_weeks_begin_on_monday() -> None:
    assert (WEEKDAY_NUMBERS["lundi"], WEEKDAY_NUMBERS["sunday"]) == (0, 6)


@pytest.mark.parametrize(
    ("figures", "year"), [(24, 2024), (25, 2025), (26, 1926), (99, 1999), (0, 2000)]
)
def test_two_figures_are_no_later_than_next_year(figures: int, year: int) -> None:
    assert years_ending(figures, dt.date(2024, 6, 19))[0] == year


@given(st.integers(0, 99), st.dates())
def test_two_figures_end_the_year(figures: int, today: dt.date) -> None:
    years = years_ending(figures, today)
    assert years
    assert all(year > 0 and year % 100 == figures for year in years)
