"""The filters chosen, in words, each with the address that takes it away."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.document import FACETS
from web import choices
from web.language import day_in_words, month_in_words
from web.messages.periods import range_in_words, undated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.links import Address


@dataclasses.dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter.

    Attributes:
        label: in words.
        url: the address without it.
    """

    label: str
    url: str


def chips(address: Address) -> tuple[Chip, ...]:
    """Return a chip for each chosen filter, in the order of the facets."""
    return (*_period_chips(address), *_value_chips(address))


def _period_chips(address: Address) -> Iterator[Chip]:
    filters = address.request.filters
    shown = choices.without_implied(filters)
    if filters.start or filters.end:
        open_ended = dataclasses.replace(filters, start=None, end=None)
        yield Chip(range_in_words(filters.start, filters.end), address.filtered(open_ended))
    for year in shown.years:
        yield Chip(str(year), address.filtered(choices.toggle_year(filters, year)))
    if shown.undated:
        yield Chip(undated(), address.filtered(choices.toggle_undated(filters)))
    for month in shown.months:
        url = address.filtered(choices.toggle_month(filters, month))
        yield Chip(month_in_words(*month), url)
    for day in shown.days:
        yield Chip(day_in_words(day), address.filtered(choices.toggle_day(filters, day)))


def _value_chips(address: Address) -> Iterator[Chip]:
    filters = address.request.filters
    for facet in FACETS:
        for value in filters.of(facet):
            left = choices.toggle_value(filters, facet, value)
            yield Chip(value, address.choosing(facet, left))
