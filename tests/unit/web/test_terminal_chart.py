"""Articles by date in a terminal: the same counts in bars and in a line, at any width."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan.nodes import Filters
from search.results import FacetCount, Timeline
from web.terminal_chart import ROWS, chart_line, chart_lines


def timeline(counts: dict[int, int], undated: int = 0) -> Timeline:
    """Return the articles of some years, all of them in June."""
    return Timeline(
        tuple(
            FacetCount(str(year), count, (FacetCount(f"{year}-06", count),))
            for year, count in sorted(counts.items(), reverse=True)
        ),
        undated,
    )


def test_bars_stand_over_their_years() -> None:
    *bars, axis, said = chart_lines(timeline({2019: 8, 2020: 1, 2022: 32, 2023: 16}), Filters(), 80)
    assert [plain(line) for line in bars] == [
        "                  █████",
        "                  █████",
        "                  █████ █████",
        "█████ ▁▁▁▁▁       █████ █████",
    ]
    assert axis == "2019  2020  2021  2022  2023"
    assert plain(said) == "Articles par an, de 2019 à 2023 · au plus 32 articles"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_one_line_says_the_counts_that_are_not_nothing() -> None:
    counts = timeline({2019: 8, 2020: 1, 2022: 1032, 2023: 16}, undated=2)
    assert plain(chart_line(counts, Filters())) == (
        "Articles par an : 2019 (8), 2020 (1), 2022 (1 032), 2023 (16), 2 articles sans date"
    )


@pytest.mark.parametrize("counts", [timeline({}), timeline({}, 4), timeline({2019: 3})])
def test_a_single_period_is_no_chart(counts: Timeline) -> None:
    assert list(chart_lines(counts, Filters(), 80)) == []
    assert chart_line(counts, Filters()) == ""


def test_a_chosen_month_is_shown_by_day() -> None:
    days = tuple(FacetCount(f"2024-06-{day:02}", day) for day in (1, 15, 30))
    june = Timeline((FacetCount("2024", 46, (FacetCount("2024-06", 46, days),)),))
    *bars, axis, _ = chart_lines(june, Filters(months=((2024, 6),)), 80)
    assert axis.split() == ["1", "5", "10", "15", "20", "25", "30"]
    assert bars[0].rstrip()[-1] == "█"
    assert chart_line(june, Filters(days=(dt.date(2024, 6, 1),))).count("juin 2024 (") == 3


@given(
    st.dictionaries(st.integers(1700, 2030), st.integers(1, 10**6), min_size=2, max_size=40),
    st.integers(20, 200),
)
def test_a_chart_fits_its_width_and_no_count_is_lost(counts: dict[int, int], width: int) -> None:
    lines = list(chart_lines(timeline(counts), Filters(), width))
    if not lines:  # all in one decade, shown by decade
        assert not chart_line(timeline(counts), Filters())
        return
    *bars, axis, _ = lines
    assert len(bars) == ROWS
    assert all(len(line) <= width for line in bars)
    assert len(axis) <= width
    assert any("█" in line for line in bars[:1])
