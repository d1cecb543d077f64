"""One article, whole and marked."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import re
from typing import TYPE_CHECKING

from search.document import DocumentId, public_id
from search.engines.matching import Neighbours
from search.errors import UnknownDocument
from search.marks import Marker, cut
from search.plan.nodes import typed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.document import Document
    from search.engines.interface import Snapshot
    from search.engines.keeping import GenerationId
    from search.marks import Mark
    from search.plan.nodes import Plan
    from search.results import Headline, Marked

LONGEST = 200_000
"""Characters of a text that are shown: a hundred pages of a book, where no article has ten. What
is longer is no article, and reading it whole would keep everybody else waiting."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, whole, marked where the question's words occur.

    Attributes:
        id: public id.
        key: the id given by the input.
        title: headline.
        paragraphs: the text, subheads included, in order; of an immense one the beginning.
        cut_short: whether that is not all of it.
        occurrences: (word of the question as typed, how often it occurs in title and text), in the
            order of the question; a phrase that occurs counts once.
        generation: the generation that holds it.
        neighbours: where it stands in the results that led to it.
        related: other articles about the same matter.
    """

    id: DocumentId
    key: str
    title: Marked
    paragraphs: tuple[Marked, ...]
    cut_short: bool = False
    date: dt.date | None
    source: str
    url: str
    authors: tuple[str, ...]
    section: str
    occurrences: tuple[tuple[str, int], ...]
    generation: GenerationId
    neighbours: Neighbours = dataclasses.field(default_factory=Neighbours)
    related: tuple[Headline, ...] = ()

    @property
    def marks(self) -> int:
        """How often the question's words occur, all together."""
        return sum(count for _, count in self.occurrences)


def find(snapshot: Snapshot, name: str) -> Document:
    """Return the document with this public id or key.

    Raises:
        UnknownDocument: there is none.
    """
    for candidate in (DocumentId(name), public_id(name)):
        try:
            return snapshot.passages([candidate])[0].document
        except UnknownDocument:
            continue
    raise UnknownDocument("Aucun article n'a l'identifiant « {name} ».", name=name)


def marked_article(
    document: Document, plan: Plan, generation: GenerationId, analyzer: Analyzer
) -> Article:
    """Return an article marked with the words of a plan."""
    marker = Marker(plan.words, analyzer)
    title = marker.marks(document.title, "title")
    text = document.text[:LONGEST]
    body = marker.marks(text, "text")
    counts = collections.Counter(mark.word for mark in (*title, *body))
    return Article(
        id=document.id,
        key=document.key,
        title=cut(document.title, 0, len(document.title), title),
        paragraphs=tuple(_paragraphs(text, body)),
        cut_short=len(document.text) > LONGEST,
        date=document.date,
        source=document.source,
        url=document.url,
        authors=document.authors,
        section=document.section,
        occurrences=tuple((typed(word), counts[n]) for n, word in enumerate(plan.words)),
        generation=generation,
    )


def _paragraphs(text: str, marks: Sequence[Mark]) -> Iterator[Marked]:
    """Yield the paragraphs of a text, each cut at its own marks, of those in reading order."""
    starts, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    for match in _PARAGRAPH.finditer(text):
        begin, end = match.span()
        inside = slice(bisect.bisect_right(ends, begin), bisect.bisect_left(starts, end))
        yield cut(text, begin, end, marks[inside])
