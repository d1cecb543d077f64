"""What the page about the collection shows, worked out from its holdings; the template sets it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.answers import Request
from search.plan.nodes import Filters
from search.results import Timeline
from web.charts.chart import Chart, chart
from web.links import Address
from web.messages import about as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.holdings.gaps import Gap
    from search.holdings.telling import Telling
    from search.holdings.whole import Held, Holdings

MOST_GAPS = 8
"""Interruptions named of each newspaper: the longest."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A count, and where its articles are."""

    count: int
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """What is held of one newspaper.

    Attributes:
        held: its counts.
        url: its articles.
        span: from which day to which one.
        years: one cell a year of the collection, None where it has no article.
    """

    held: Held
    url: str
    span: str
    years: tuple[Cell | None, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Interruptions:
    """The missing days of a newspaper.

    Attributes:
        source: its name; empty for all of them together.
        periods: the longest, in words, oldest first.
        others: how many more there are.
    """

    source: str
    periods: tuple[str, ...]
    others: int


@dataclasses.dataclass(frozen=True, slots=True)
class ToldWord:
    """A word of the stretch, its articles there and elsewhere, as parts of what there is."""

    word: str
    url: str
    articles: str
    elsewhere: str


@dataclasses.dataclass(frozen=True, slots=True)
class AboutPage:
    """Everything on the page.

    Attributes:
        holdings: what it is made of.
        span: from which day to which one the articles are.
        chart: articles by year; None where none is dated.
        years: the years of the collection, oldest first.
        rows: the newspapers with most articles.
        others: how many more there are, and their articles.
        unnamed: articles without a newspaper.
        undated: address of the articles without a date.
        interruptions: of all together, then of each newspaper that has some.
        stretch: the time whose words are told, in words; empty where none are.
        words: most telling first.
        skipped, leftovers: what reading left out and took off, in words.
        built: when the index was published.
        size: of it.
        versions: what built it.
    """

    holdings: Holdings
    span: str
    chart: Chart | None
    years: tuple[int, ...]
    rows: tuple[Row, ...]
    others: tuple[int, int]
    unnamed: int
    undated: str
    interruptions: tuple[Interruptions, ...]
    stretch: str
    words: tuple[ToldWord, ...]
    skipped: tuple[str, ...]
    leftovers: tuple[str, ...]
    built: str
    size: str
    versions: str


def about_page(holdings: Holdings) -> AboutPage:
    """Return everything the page of a collection shows."""
    held, address = holdings.inventory, Address(Request())
    years = tuple(year for year, _ in holdings.whole.years)
    more = held.sources[len(holdings.sources) :]
    named = sum(count for _, count in held.sources)
    told = holdings.telling
    return AboutPage(
        holdings=holdings,
        span=wording.span(holdings.whole),
        chart=chart(holdings.timeline, Timeline(), address),
        years=years,
        rows=tuple(_row(one, years, address) for one in holdings.sources),
        others=(len(more), sum(count for _, count in more)),
        unnamed=held.documents - named,
        undated=address.filtered(Filters(undated=True)),
        interruptions=_interruptions((holdings.whole, *holdings.sources)),
        stretch=wording.stretch(told.filters) if told else "",
        words=_words(told, holdings, address) if told else (),
        skipped=wording.counts(held.provenance.skipped, wording.SKIPPED),
        leftovers=wording.counts(held.provenance.leftovers, wording.LEFTOVERS),
        built=wording.built(holdings.published),
        size=wording.size(held.bytes),
        versions=wording.versions(held.versions),
    )


def _row(held: Held, years: Sequence[int], address: Address) -> Row:
    own = Filters(values={"source": (held.source,)})
    counts = dict(held.years)
    cells = (
        Cell(counts[year], address.filtered(dataclasses.replace(own, years=(year,))))
        if year in counts
        else None
        for year in years
    )
    return Row(held, address.filtered(own), wording.span(held), tuple(cells))


def _interruptions(held: Sequence[Held]) -> tuple[Interruptions, ...]:
    return tuple(
        Interruptions(
            one.source, tuple(map(wording.gap, _longest(one.gaps))), len(one.gaps) - MOST_GAPS
        )
        for one in held
        if one.gaps
    )


def _longest(gaps: Sequence[Gap]) -> list[Gap]:
    longest = sorted(gaps, key=lambda gap: gap.days, reverse=True)[:MOST_GAPS]
    return sorted(longest, key=lambda gap: gap.first)


def _words(told: Telling, holdings: Holdings, address: Address) -> tuple[ToldWord, ...]:
    others = holdings.inventory.documents - told.articles
    within = Address(dataclasses.replace(address.request, filters=told.filters))
    return tuple(
        ToldWord(
            word=one.word,
            url=within.asking(one.word),
            articles=wording.share(one.articles, told.articles),
            elsewhere=wording.share(one.elsewhere, others),
        )
        for one in told.words
    )
