"""The filters chosen, in words, each with the address that takes it away."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.french import day_in_words, month_in_words
from web import choices
from web.messages.periods import UNDATED, range_in_words

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
        yield Chip(range_in_words(filters.start, filters.end), str(address.filtered(open_ended)))
    for year in shown.years:
        yield Chip(str(year), str(address.filtered(choices.toggle_year(filters, year))))
    if shown.undated:
        yield Chip(UNDATED, str(address.filtered(choices.toggle_undated(filters))))
    for month in shown.months:
        url = str(address.filtered(choices.toggle_month(filters, month)))
        yield Chip(month_in_words(*month), url)
    for day in shown.days:
        yield Chip(day_in_words(day), str(address.filtered(choices.toggle_day(filters, day))))


def _value_chips(address: Address) -> Iterator[Chip]:
    filters = address.request.filters
    for source in filters.sources:
        yield Chip(source, str(address.filtered(choices.toggle_source(filters, source))))
    for author in filters.authors:
        yield Chip(author, str(address.filtered(choices.toggle_author(filters, author))))
    for section in filters.sections:
        yield Chip(section, str(address.filtered(choices.toggle_section(filters, section))))
