"""The bars of a histogram: what they count, how they are drawn, and where they lead."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from search.answers import Request
from search.plan.nodes import Filters
from search.results import FacetCount, Timeline
from web.charts.chart import HEIGHT, LOWEST, chart
from web.links import Address

if TYPE_CHECKING:
    from web.charts.chart import Chart


def timeline(days: dict[str, int], undated: int = 0) -> Timeline:
    """Return counts by day as facets hold them."""

    def under(prefix: str, sizes: tuple[int, ...]) -> tuple[FacetCount, ...]:
        if not sizes:
            return ()
        values = sorted({day[: sizes[0]] for day in days if day.startswith(prefix)})
        return tuple(
            FacetCount(
                value,
                sum(count for day, count in days.items() if day.startswith(value)),
                under(value, sizes[1:]),
            )
            for value in values
        )

    return Timeline(tuple(reversed(under("", (4, 7, 10)))), undated)


FOUND = timeline(
    {"2016-03-01": 1, "2020-02-29": 30, "2020-06-19": 70, "2020-06-20": 1, "2021-01-01": 2000}, 3
)
COLLECTION = timeline(
    {"2016-03-01": 10, "2018-01-01": 5, "2020-02-29": 60, "2020-06-19": 700, "2020-06-20": 1}
    | {"2021-01-01": 40_000},
    9,
)


def drawn(filters: Filters | None = None, **asked: bool) -> Chart:
    request = Request(text="pont", filters=filters or Filters(), **asked)  # type: ignore[arg-type]  # flags only
    made = chart(FOUND, COLLECTION, Address(request))
    assert made is not None
    return made


def asked_by(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query)


def test_gaps_have_their_place() -> None:
    whole = drawn()
    assert [count.articles for count in whole.counts] == [1, 0, 0, 0, 101, 2000]
    assert [bar.height > 0 for bar in whole.bars] == [True, False, False, False, True, True]


def test_the_highest_bar_is_the_maximum_that_is_said_and_the_lowest_is_seen() -> None:
    whole = drawn()
    assert whole.bars[-1].height == HEIGHT
    assert whole.bars[0].height == LOWEST
    assert whole.maximum == "2\u202f000 articles"
    assert whole.bars[4].spoken == "2020\u00a0: 101 articles"
    assert whole.bars[0].spoken == "2016\u00a0: 1 article"


def test_two_articles_are_no_mountain() -> None:
    made = chart(timeline({"2016-03-01": 2, "2020-01-01": 1}), Timeline(), Address(Request()))
    assert made is not None
    assert made.maximum == "4 articles"
    assert [bar.height for bar in made.bars if bar.height] == [HEIGHT / 2, HEIGHT / 4]


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(years=(2020,)), Filters(months=((2020, 6),))]
)
def test_bars_fill_the_width_from_end_to_end(filters: Filters) -> None:
    made = drawn(filters)
    lefts = [float(bar.left.rstrip("%")) for bar in made.bars]
    width = float(made.width.rstrip("%"))
    assert lefts[0] == 0
    assert lefts[-1] + width == pytest.approx(100, abs=0.01)
    pitch = float(made.pitch.rstrip("%"))
    for one, other in itertools.pairwise(lefts):
        assert other - one == pytest.approx(pitch, abs=0.01)
        assert other - one > width


def test_a_bar_leads_to_its_articles_and_to_what_it_is_made_of() -> None:
    assert asked_by(drawn().counts[4].url) == [("q", "pont"), ("year", "2020")]
    months = drawn(Filters(years=(2020,)))
    assert [count.articles for count in months.counts] == [0, 30, 0, 0, 0, 71, *[0] * 6]
    assert asked_by(months.counts[5].url) == [("q", "pont"), ("month", "2020-06")]
    days = drawn(Filters(months=((2020, 6),)))
    assert len(days.counts) == 30
    assert days.counts[18].articles == 70
    day = [("q", "pont"), ("month", "2020-06"), ("day", "2020-06-19")]
    assert asked_by(days.counts[18].url) == day
    chosen = drawn(Filters(months=((2020, 6),), days=(dt.date(2020, 6, 19),)))
    assert asked_by(chosen.counts[18].url) == [("q", "pont"), ("month", "2020-06")]


def test_a_bar_takes_the_place_of_a_range() -> None:
    ranged = Filters(start=dt.date(2020, 2, 10), end=dt.date(2020, 5, 3))
    assert asked_by(drawn(ranged).counts[5].url) == [("q", "pont"), ("month", "2020-06")]


def test_chosen_bars_stand_among_the_others() -> None:
    ranged = Filters(start=dt.date(2020, 2, 10), end=dt.date(2020, 5, 3))
    assert [at for at, one in enumerate(drawn(ranged).counts) if one.chosen] == [1, 2, 3, 4]
    years = drawn(Filters(years=(2016, 2020)))
    assert [at for at, one in enumerate(years.counts) if one.chosen] == [0, 4]
    assert not any(one.chosen for one in drawn(Filters(years=(2020,))).counts)


def test_there_is_a_way_back_up() -> None:
    assert drawn().up == ()
    (every,) = drawn(Filters(years=(2020,))).up
    assert asked_by(every.url) == [("q", "pont")]
    year, every = drawn(Filters(months=((2020, 6),))).up
    assert (year.text, asked_by(year.url)) == ("2020", [("q", "pont"), ("year", "2020")])
    assert every.text == "toutes les années"


def test_undated_articles_are_counted_apart() -> None:
    undated = drawn(Filters(years=(2020,))).undated
    assert undated is not None
    assert undated.text == "3 articles sans date"
    assert asked_by(undated.url) == [("q", "pont"), ("year", "undated")]
    assert chart(Timeline((), 3), Timeline(), Address(Request())) is None


def test_shares_are_of_what_the_collection_holds() -> None:
    shares = drawn(shares=True)
    assert [round(count.share, 1) for count in shares.counts] == [100, 0, 0, 0, 132.7, 50]
    assert shares.bars[4].height == HEIGHT
    assert shares.maximum == "133 pour mille"
    assert shares.bars[4].spoken == "2020\u00a0: 133 pour mille, 101 articles sur 761"
    assert ("scale", "share") in asked_by(shares.counts[0].url)
    assert ("scale", "share") not in asked_by(shares.scale.url)
    assert ("scale", "share") in asked_by(drawn().scale.url)


def test_many_years_are_decades_that_lead_to_their_years() -> None:
    found = timeline({"1881-01-01": 4, "1889-12-31": 2, "2020-01-01": 5})
    made = chart(found, Timeline(), Address(Request()))
    assert made is not None
    assert made.counts[0].articles == 6
    assert made.bars[0].spoken == "de 1880 à 1889\u00a0: 6 articles"
    assert asked_by(made.counts[0].url) == [("from", "1880-01-01"), ("to", "1889-12-31")]
