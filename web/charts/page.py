"""The page that holds a histogram as a table, and where its files are."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from web.charts.chart import Chart, Link, chart
from web.language import decimal, number
from web.links import DEFAULTS, Address, with_pairs
from web.messages import charts as wording
from web.messages.echo import Echo, echo
from web.messages.periods import span_in_words

if TYPE_CHECKING:
    from search.answers import Answer, Request
    from web.charts.chart import Count
    from web.charts.extent import Unit

TABLE_PAGE = "/search/dates"
FILE = "/search/dates.csv"
_UNITS: tuple[Unit, ...] = ("year", "month", "day")


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a period in words, what it holds, and where choosing it leads."""

    period: str
    articles: str
    published: str
    share: str
    chosen: bool
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class DatesPage:
    """Everything on the page.

    Attributes:
        echo: the question, as it was understood.
        asked: the question itself.
        chart: the histogram; None where no article has a date.
        rows: the same as a table.
        back: the results.
        files: the same as CSV, by year, by month, by day.
    """

    echo: Echo
    asked: Request
    chart: Chart | None
    rows: tuple[Row, ...]
    back: str
    files: tuple[Link, ...]


def table_address(address: Address) -> str:
    """Return the address of the table of a result set."""
    return address.elsewhere(TABLE_PAGE, "page")


def dates_page(answer: Answer, asked: Request) -> DatesPage:
    """Return everything the page shows.

    Args:
        answer: of the result set, with what the collection holds beside it.
        asked: the question as its address asks it.
    """
    histogram = chart(answer.facets.timeline, answer.collection, Address(_set(asked), TABLE_PAGE))
    return DatesPage(
        echo=echo(answer),
        asked=asked,
        chart=histogram,
        rows=tuple(map(_row, histogram.counts)) if histogram else (),
        back=str(Address(_set(asked))),
        files=tuple(Link(wording.by(unit), _file(asked, unit)) for unit in _UNITS),
    )


def _set(asked: Request) -> Request:
    return dataclasses.replace(asked, page=DEFAULTS.page)


def _file(asked: Request, unit: Unit) -> str:
    whole = dataclasses.replace(
        asked, page=DEFAULTS.page, size=DEFAULTS.size, sort=DEFAULTS.sort, shares=DEFAULTS.shares
    )
    return with_pairs(str(Address(whole, FILE)), [("by", unit)])


def _row(count: Count) -> Row:
    return Row(
        period=span_in_words(count.slot.first, count.slot.last),
        articles=number(count.articles),
        published=number(count.published),
        share=decimal(count.share) if count.published else "",
        chosen=count.chosen,
        url=count.url,
    )
