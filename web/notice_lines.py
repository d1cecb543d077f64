"""Notices as lines: a sentence, and links to the other readings of the query."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.notices import Code
from web.messages import notices as wording

if TYPE_CHECKING:
    from search.notices import Notice
    from web.links import Address


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A label and an address."""

    label: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing said about an answer.

    Attributes:
        code: what it is.
        text: the sentence.
        offers_label: what stands before the offers.
        offers: other readings.
        undo: what undoes the decision, None if nothing does.
    """

    code: str
    text: str
    offers_label: str
    offers: tuple[Link, ...]
    undo: Link | None


def notice_line(notice: Notice, address: Address) -> NoticeLine:
    """Return the line of a notice, its links from this address."""
    url = undo_url(notice, address)
    return NoticeLine(
        code=notice.code.value,
        text=wording.sentence(notice),
        offers_label=wording.offers_label(notice),
        offers=tuple(
            Link(wording.offer_label(notice, label), address.asking(query))
            for label, query in notice.offers
        ),
        undo=None if url is None else Link(wording.undo_label(notice), url),
    )


def undo_url(notice: Notice, address: Address) -> str | None:
    """Return the address that undoes the decision, None if nothing does."""
    if notice.code is Code.ANY_WORD:
        return address.matching("all")
    return None if notice.undo is None else address.asking(notice.undo)
