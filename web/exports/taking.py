"""What the page of results offers to take away: each format, and the feed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from web.exports.formats import FORMATS
from web.language import say, to_say
from web.links import OF_A_PAGE

if TYPE_CHECKING:
    from search.answers import Answer
    from web.links import Address

FEED = "/search.atom"

_NAMES = {"csv": "CSV", "jsonl": "JSON Lines", "bib": "BibTeX", "ris": "RIS"}

_CONTENTS = {
    "csv": to_say("tableau"),
    "jsonl": to_say("articles"),
    "bib": to_say("références"),
    "ris": to_say("références"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Taking:
    """One link: what the format is called, what is in it, and where it is."""

    name: str
    contents: str
    url: str


def takings(answer: Answer, address: Address) -> tuple[Taking, ...]:
    """Return the links of an answer; what finds nothing can still be followed."""
    files = tuple(
        Taking(
            _NAMES[one.extension],
            say(_CONTENTS[one.extension]),
            address.elsewhere(f"/search.{one.extension}", *OF_A_PAGE),
        )
        for one in FORMATS
    )
    feed = Taking("Atom", say("suivre cette recherche"), feed_address(address))
    return (*(files if answer.total else ()), feed)


def feed_address(address: Address) -> str:
    """Return the address of the feed of a search, whose order is its own."""
    return address.elsewhere(FEED, *OF_A_PAGE, "sort")
