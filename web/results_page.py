"""What the page of results shows, worked out from an answer; the template only sets it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.document import FACETS
from web import choices, facets
from web.charts.chart import Chart, chart
from web.charts.page import table_address
from web.chips import Chip, chips
from web.exports.formats import MOST_ROWS
from web.exports.taking import Taking, feed_address, takings
from web.links import DEFAULTS, Address, Pair
from web.messages.echo import Echo, echo
from web.notice_lines import NoticeLine, notice_line
from web.pagination import Pagination, pagination
from web.readings import ReadingLine, reading_lines
from web.wider import WiderLink, wider_links

if TYPE_CHECKING:
    from search.answers import Answer
    from search.engines.matching import Sort
    from search.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True)
class SortLink:
    """One order of the results."""

    sort: Sort
    url: str
    current: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything on the page of results."""

    answer: Answer
    address: Address
    echo: Echo
    chips: tuple[Chip, ...]
    unfiltered: str
    notices: tuple[NoticeLine, ...]
    readings: tuple[ReadingLine, ...]
    dates: facets.FacetLines
    values: tuple[facets.FacetLines, ...]
    sorts: tuple[SortLink, ...]
    pages: Pagination
    wider: tuple[WiderLink, ...]
    takings: tuple[Taking, ...]
    feed: str
    chart: Chart | None
    dates_table: str

    @property
    def browsing(self) -> bool:
        """Whether no word was asked for."""
        return not self.answer.query.nodes

    @property
    def has_facets(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.dates.lines) or any(facet.lines for facet in self.values)

    @property
    def rows(self) -> int:
        """How many articles a file holds, where that is not all of them."""
        return MOST_ROWS if self.answer.total > MOST_ROWS else 0

    @property
    def carried(self) -> list[Pair]:
        """What a new query keeps: the filters, which stay in sight as chips, and the order."""
        return [pair for pair in self.address.pairs() if pair[0] not in {"q", "match", "page"}]

    @property
    def carried_by_dates(self) -> list[Pair]:
        """What a new range of days keeps: all but the days chosen before."""
        left = choices.without_dates(self.answer.request.filters)
        request = dataclasses.replace(self.answer.request, filters=left, page=DEFAULTS.page)
        return Address(request).pairs()


def results_page(answer: Answer, settings: Settings) -> ResultsPage:
    """Return everything the page of an answer shows."""
    address = Address(answer.request)
    return ResultsPage(
        answer=answer,
        address=address,
        echo=echo(answer),
        chips=chips(address),
        unfiltered=address.unfiltered(),
        notices=tuple(notice_line(notice, address) for notice in answer.notices),
        readings=reading_lines(answer, address),
        dates=facets.date_facet(answer, address),
        values=tuple(facets.value_facet(answer, address, facet) for facet in FACETS),
        sorts=_sorts(answer, address),
        pages=pagination(answer, address, settings),
        wider=wider_links(answer),
        takings=takings(answer, address),
        feed=feed_address(address),
        chart=chart(answer.facets.timeline, answer.collection, address),
        dates_table=table_address(address),
    )


def _sorts(answer: Answer, address: Address) -> tuple[SortLink, ...]:
    """Return the orders; without words there is no relevance, and newest first is the default."""
    chosen = answer.request.sort
    orders: tuple[Sort, ...] = ("relevance", "newest", "oldest")
    if not answer.query.nodes:
        orders = orders[1:]
        chosen = "newest" if chosen == "relevance" else chosen
    return tuple(SortLink(sort, address.sorted_by(sort), sort == chosen) for sort in orders)
