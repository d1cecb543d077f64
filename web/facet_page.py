"""The page of every value of a facet: found by its letters, chosen beside others, a page at a time.

A value chosen here stays here, so that several are chosen in a row; the way to the articles says
how many there are.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from search.plain import plain
from web import choices
from web.chips import Chip
from web.facets import Line, facet_path
from web.links import DEFAULTS, Address, Pair, with_pairs
from web.messages import counts
from web.messages import facets as wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.answers import Answer, Request
    from search.document import Facet
    from search.results import FacetCount

Order = Literal["count", "name"]

ON_A_PAGE = 100
"""Values on one page."""


@dataclasses.dataclass(frozen=True, slots=True)
class Looking:
    """What of the values is looked at.

    Attributes:
        contains: letters of a value, accents and capitals aside; empty for all.
        order: most used first, or from A to Z.
        page: from 1.
    """

    contains: str = ""
    order: Order = "count"
    page: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class FacetPage:
    """Everything on the page.

    Attributes:
        facet: which values.
        title: what they are.
        filter_label: what the field is called.
        looking: what of them is looked at.
        asked: the question whose articles they are of.
        count: how many there are, in words, of those looked at and in all.
        lines: one page of them.
        first: number of the first one, from 1.
        chosen: those that are filters.
        articles: how many articles that makes.
        results: where those are.
        carried: what the form keeps.
        orders: (order, address, whether it is the one).
        previous, next: other pages, empty where there is none.
    """

    facet: Facet
    title: str
    filter_label: str
    looking: Looking
    asked: Request
    count: str
    lines: tuple[Line, ...]
    first: int
    chosen: tuple[Chip, ...]
    articles: str
    results: str
    carried: list[Pair]
    orders: tuple[tuple[Order, str, bool], ...]
    previous: str
    next: str


def facet_page(answer: Answer, asked: Request, facet: Facet, looking: Looking) -> FacetPage:
    """Return everything the page shows.

    Args:
        answer: of the result set; only its counts matter.
        asked: the question as its address asks it.
        facet: which values.
        looking: what of them is looked at.
    """
    whole = dataclasses.replace(asked, page=DEFAULTS.page)
    address = Address(whole, facet_path(facet))
    values = answer.facets.of(facet)
    held = _sorted(_holding(values, looking.contains), looking.order)
    last = max(-(-len(held) // ON_A_PAGE), 1)
    page = min(looking.page, last)
    first = (page - 1) * ON_A_PAGE
    there = dataclasses.replace(looking, page=page)
    return FacetPage(
        facet=facet,
        title=wording.plural(facet),
        filter_label=wording.filter_label(facet),
        looking=there,
        asked=asked,
        count=_count(facet, len(held), len(values)),
        lines=tuple(_line(one, address, facet, there) for one in held[first : first + ON_A_PAGE]),
        first=first + 1,
        chosen=_chosen(address, facet, there),
        articles=counts.articles(answer.total),
        results=str(Address(whole)),
        carried=[*address.pairs(), *_pairs(Looking(order=looking.order))],
        orders=_orders(address, there),
        previous=_at(address, there, page - 1) if page > 1 else "",
        next=_at(address, there, page + 1) if page < last else "",
    )


def _holding(values: Iterable[FacetCount], contains: str) -> list[FacetCount]:
    letters = plain(contains)
    return [one for one in values if not letters or letters in plain(one.value)]


def _sorted(values: list[FacetCount], order: Order) -> list[FacetCount]:
    return values if order == "count" else sorted(values, key=lambda one: plain(one.value))


def _count(facet: Facet, held: int, every: int) -> str:
    if held == every:
        return wording.counted(facet, every)
    return wording.some_of(wording.counted(facet, held), every)


def _line(one: FacetCount, address: Address, facet: Facet, looking: Looking) -> Line:
    chosen = one.value in address.request.filters.of(facet)
    return Line(
        one.value, one.value, one.count, _toggled(address, facet, one.value, looking), chosen
    )


def _chosen(address: Address, facet: Facet, looking: Looking) -> tuple[Chip, ...]:
    values = address.request.filters.of(facet)
    return tuple(Chip(value, _toggled(address, facet, value, looking)) for value in values)


def _toggled(address: Address, facet: Facet, value: str, looking: Looking) -> str:
    values = choices.toggle_value(address.request.filters, facet, value)
    return with_pairs(address.choosing(facet, values), _pairs(looking))


def _orders(address: Address, looking: Looking) -> tuple[tuple[Order, str, bool], ...]:
    orders: tuple[Order, ...] = ("count", "name")
    return tuple(
        (
            order,
            with_pairs(str(address), _pairs(Looking(looking.contains, order))),
            order == looking.order,
        )
        for order in orders
    )


def _at(address: Address, looking: Looking, page: int) -> str:
    return with_pairs(str(address), _pairs(dataclasses.replace(looking, page=page)))


def _pairs(looking: Looking) -> list[Pair]:
    """Return the parameters that write what is looked at, where that is not everything."""
    every = Looking()
    pairs = [
        ("contains", looking.contains, every.contains),
        ("order", looking.order, every.order),
        ("page", str(looking.page), str(every.page)),
    ]
    return [(name, value) for name, value, default in pairs if value != default]
