"""Links to the questions that find something where the one asked finds nothing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.query.printer import print_query
from web.links import SEARCH_PAGE, Address
from web.messages.wider import wider_in_words

if TYPE_CHECKING:
    from search.answers import Answer


@dataclasses.dataclass(frozen=True, slots=True)
class WiderLink:
    """One wider question.

    Attributes:
        label: what it leaves out.
        url: its address.
        total: articles it finds.
    """

    label: str
    url: str
    total: int


def wider_links(answer: Answer, path: str = SEARCH_PAGE) -> tuple[WiderLink, ...]:
    """Return the wider questions of an answer, with the addresses under a path."""
    links = []
    for one in answer.wider:
        question = one.question
        request = dataclasses.replace(
            answer.request,
            text=print_query(question.query),
            match=question.match,
            filters=question.filters,
            page=1,
        )
        links.append(WiderLink(wider_in_words(one), str(Address(request, path)), one.total))
    return tuple(links)
