"""Names under the bars never meet, whatever the width, and tell a scale."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan.nodes import Filters
from web.charts.extent import Extent, shown
from web.charts.labels import GAP, TIERS, labels, width_of


def texts(extent: Extent, tier: str) -> list[str]:
    return [label.text for label in labels(extent) if tier in label.tiers]


def check_apart(extent: Extent) -> None:
    every = labels(extent)
    for tier, width in TIERS.items():
        slot = width / len(extent.slots)
        names = [label for label in every if tier in label.tiers]
        assert len(names) >= min(2, len(extent.slots))
        for one, other in itertools.pairwise(names):
            assert one.at < other.at
            room = (width_of(one.text) + width_of(other.text)) / 2 + GAP
            assert (other.at - one.at) * slot >= room


@given(st.integers(1000, 9000), st.integers(0, 999))
def test_years_never_meet(oldest: int, years: int) -> None:
    check_apart(shown(Filters(), oldest, oldest + years))


@pytest.mark.parametrize(
    "filters", [Filters(years=(2024,)), *(Filters(months=((2023, n),)) for n in range(1, 13))]
)
def test_months_and_days_never_meet(filters: Filters) -> None:
    check_apart(shown(filters, 2000, 2024))


def test_on_a_telephone_some_names_are_left_out_by_rule() -> None:
    year = shown(Filters(years=(2024,)), 2011, 2024)
    assert texts(year, "s") == ["janv.", "mars", "mai", "juil.", "sept.", "nov."]
    assert len(texts(year, "l")) == 12
    month = shown(Filters(months=((2024, 6),)), 2011, 2024)
    assert texts(month, "s") == ["1", "5", "10", "15", "20", "25", "30"]
    years = shown(Filters(), 2011, 2020)
    assert texts(years, "s") == ["2012", "2014", "2016", "2018", "2020"]
    assert texts(years, "m") == [str(year) for year in range(2011, 2021)]


def test_years_of_months_stand_under_their_january() -> None:
    extent = shown(Filters(), 2022, 2024)
    names = [label for label in labels(extent) if "s" in label.tiers]
    assert [(one.at, one.text) for one in names if one.text.isdigit()] == [
        (0, "2022"),
        (12, "2023"),
        (24, "2024"),
    ]


def test_a_chart_of_one_place_has_its_name() -> None:
    alone = Extent("year", dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert texts(alone, "s") == ["2024"]
