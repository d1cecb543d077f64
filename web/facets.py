"""The facets of an answer as lines of links: what can be chosen, what is, and how much it holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from web import choices
from web.language import day_of_month, month_in_words, month_name
from web.messages.periods import undated

if TYPE_CHECKING:
    from search.document import Facet
    from search.plan.nodes import Filters
    from search.results import FacetCount
    from search.searcher import Answer
    from web.links import Address

FIRST_LINES = 8
"""Lines of a facet in sight at once; the chosen ones are always among them."""
MOST_LINES = 100
"""Lines of a facet in all: beyond, a reader types the name rather than scrolling to it."""


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
class ValueFacet:
    """Lines of a facet whose values are words: those in sight, and the rest.

    Attributes:
        first: most used lines, and all that are chosen.
        rest: the others.
        left_off: how many values have no line at all.
    """

    first: tuple[Line, ...]
    rest: tuple[Line, ...]
    left_off: int


def date_lines(answer: Answer, address: Address) -> tuple[Line, ...]:
    """Return a line a year, months under those that are open, and one for what has no date."""
    filters = answer.request.filters
    years = answer.facets.date
    lines = [_year_line(year, address, alone=len(years) == 1) for year in years]
    if answer.facets.undated or filters.undated:
        url = address.filtered(choices.toggle_undated(filters))
        label = undated()
        lines.append(Line(label, label, answer.facets.undated, url, filters.undated))
    return tuple(lines)


def _year_line(facet: FacetCount, address: Address, *, alone: bool) -> Line:
    year = int(facet.value)
    filters = address.request.filters
    chosen = year in filters.years
    is_open = chosen or alone or year in _years_within(filters)
    months = tuple(_month_line(month, address) for month in facet.children) if is_open else ()
    url = address.filtered(choices.toggle_year(filters, year))
    return Line(facet.value, facet.value, facet.count, url, chosen, months)


def _years_within(filters: Filters) -> set[int]:
    return {year for year, _ in filters.months} | {day.year for day in filters.days}


def _month_line(facet: FacetCount, address: Address) -> Line:
    year, month = (int(part) for part in facet.value.split("-"))
    filters = address.request.filters
    url = address.filtered(choices.toggle_month(filters, (year, month)))
    chosen = (year, month) in choices.without_implied(filters).months
    days = tuple(_day_line(day, address) for day in facet.children)
    spoken = month_in_words(year, month)
    return Line(month_name(month), spoken, facet.count, url, chosen, days)


def _day_line(facet: FacetCount, address: Address) -> Line:
    day = dt.date.fromisoformat(facet.value)
    filters = address.request.filters
    url = address.filtered(choices.toggle_day(filters, day))
    label = day_of_month(day)
    return Line(label, label, facet.count, url, day in filters.days)


def value_facet(answer: Answer, address: Address, facet: Facet) -> ValueFacet:
    """Return the values of a facet."""
    filters = address.request.filters
    chosen = filters.of(facet)
    known = {one.value: one.count for one in answer.facets.of(facet) if one.value}
    counted = {**known, **{value: 0 for value in chosen if value not in known}}
    ranked = [(value, count, value in chosen) for value, count in counted.items()]
    first = [one for rank, one in enumerate(ranked) if one[2] or rank < FIRST_LINES]
    rest = [one for rank, one in enumerate(ranked) if not one[2] and rank >= FIRST_LINES]

    def line(value: str, count: int, is_chosen: bool) -> Line:
        url = address.choosing(facet, choices.toggle_value(filters, facet, value))
        return Line(value, value, count, url, is_chosen)

    return ValueFacet(
        tuple(line(*one) for one in first),
        tuple(line(*one) for one in rest[:MOST_LINES]),
        max(len(rest) - MOST_LINES, 0),
    )
