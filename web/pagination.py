"""Which pages of a result set get a link."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.answers import Answer
    from search.settings import Settings
    from web.links import Address

AROUND = 2
"""Pages on either side of the current one."""


@dataclasses.dataclass(frozen=True, slots=True)
class PageLink:
    """One page, or a gap between two where `number` is 0."""

    number: int
    url: str
    current: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Pagination:
    """Links to the pages of a result set.

    Attributes:
        links: first page, those around the current one, last page that can be reached.
        previous, next: addresses, empty where there is none.
        reachable: last page that can be shown.
        cut: whether the result set has pages that cannot be shown.
    """

    links: tuple[PageLink, ...]
    previous: str
    next: str
    reachable: int
    cut: bool


def pagination(answer: Answer, address: Address, settings: Settings) -> Pagination:
    """Return the links to the pages of an answer."""
    furthest = max(settings.max_offset // answer.request.size, 1)
    last = min(answer.pages, furthest)
    page = answer.request.page
    return Pagination(
        links=tuple(_links(address, page, last)) if last > 1 else (),
        previous=address.at(min(page - 1, last)) if page > 1 and last else "",
        next=address.at(page + 1) if page < last else "",
        reachable=last,
        cut=answer.pages > furthest,
    )


def _links(address: Address, page: int, last: int) -> list[PageLink]:
    numbers = sorted({1, last, *range(max(1, page - AROUND), min(last, page + AROUND) + 1)})
    links: list[PageLink] = []
    for number in numbers:
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", current=False))
        links.append(PageLink(number, address.at(number), current=number == page))
    return links
