"""The facets of an answer as lines of links: what can be chosen, what is, and how much it holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from web import choices
from web.charts.page import table_address
from web.language import day_of_month, month_in_words, month_name, say
from web.messages import facets as wording
from web.messages.periods import undated

if TYPE_CHECKING:
    from search.answers import Answer
    from search.document import Facet
    from search.plan.nodes import Filters
    from search.results import FacetCount
    from web.links import Address

FIRST_LINES = 8
"""Lines of a facet in sight at once; the chosen ones are always among them."""
MOST_LINES = 12
"""A facet with no more values than this shows them all: a page for a few more would be a detour."""


@dataclasses.dataclass(slots=True)
class Line:
    """One value of a facet; not frozen, which would take three times as long to make.

    Attributes:
        label: the value in words.
        spoken: the value where its place in the list is not seen (« juin 2024 »).
        count: articles.
        url: where choosing it, or taking it away, leads.
        chosen: whether it is a filter now.
        children: months of a year, days of a month.
    """

    label: str
    spoken: str
    count: int
    url: str
    chosen: bool
    children: tuple[Line, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class FacetLines:
    """Lines of a facet: those in sight, and the way to the others.

    Attributes:
        title: what the values are.
        lines: most used values or last years, and all that are chosen.
        more: the way to all of them, in words; empty where all are in sight.
        url: where that leads.
    """

    title: str
    lines: tuple[Line, ...]
    more: str
    url: str


def date_facet(answer: Answer, address: Address) -> FacetLines:
    """Return a line a year, months under those that are open, and one for what has no date.

    Of many years the last ones are in sight, and those that hold what is chosen.
    """
    filters = answer.request.filters
    years = answer.facets.date
    most = FIRST_LINES if len(years) > MOST_LINES else MOST_LINES
    kept = {*filters.years, *_years_within(filters)}
    lines = [
        _year_line(year, address, alone=len(years) == 1)
        for rank, year in enumerate(years)
        if rank < most or int(year.value) in kept
    ]
    everything = len(lines) == len(years)
    if answer.facets.undated or filters.undated:
        url = address.dated(choices.toggle_undated(filters))
        label = undated()
        lines.append(Line(label, label, answer.facets.undated, url, filters.undated))
    return FacetLines(
        title=say("Date"),
        lines=tuple(lines),
        more="" if everything else say("Voir toutes les dates"),
        url=table_address(address),
    )


def _year_line(facet: FacetCount, address: Address, *, alone: bool) -> Line:
    year = int(facet.value)
    filters = address.request.filters
    chosen = year in filters.years
    is_open = chosen or alone or year in _years_within(filters)
    months = tuple(_month_line(month, address) for month in facet.children) if is_open else ()
    url = address.dated(choices.toggle_year(filters, year))
    return Line(facet.value, facet.value, facet.count, url, chosen, months)


def _years_within(filters: Filters) -> set[int]:
    return {year for year, _ in filters.months} | {day.year for day in filters.days}


def _month_line(facet: FacetCount, address: Address) -> Line:
    year, month = (int(part) for part in facet.value.split("-"))
    filters = address.request.filters
    url = address.dated(choices.toggle_month(filters, (year, month)))
    chosen = (year, month) in choices.without_implied(filters).months
    days = tuple(_day_line(day, address) for day in facet.children)
    spoken = month_in_words(year, month)
    return Line(month_name(month), spoken, facet.count, url, chosen, days)


def _day_line(facet: FacetCount, address: Address) -> Line:
    day = dt.date.fromisoformat(facet.value)
    filters = address.request.filters
    url = address.dated(choices.toggle_day(filters, day))
    label = day_of_month(day)
    return Line(label, label, facet.count, url, day in filters.days)


def facet_path(facet: Facet) -> str:
    """Return the path of the page of every value of a facet."""
    return f"/facets/{facet}"


def value_facet(answer: Answer, address: Address, facet: Facet) -> FacetLines:
    """Return the values of a facet, as the page of results lists them."""
    filters = answer.request.filters
    chosen = filters.of(facet)
    values = answer.facets.of(facet)
    most = FIRST_LINES if len(values) > MOST_LINES else MOST_LINES
    lines = tuple(
        Line(
            one.value,
            one.value,
            one.count,
            address.choosing(facet, choices.toggle_value(filters, facet, one.value)),
            one.value in chosen,
        )
        for rank, one in enumerate(values)
        if rank < most or one.value in chosen
    )
    everything = len(lines) == len(values)
    return FacetLines(
        title=wording.title(facet),
        lines=lines,
        more="" if everything else wording.every(facet, len(values)),
        url=address.elsewhere(facet_path(facet), "page"),
    )
