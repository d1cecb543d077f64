"""One article, whole and marked."""

from __future__ import annotations

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

    from search.analysis.french import Analyzer
    from search.document import Document
    from search.engines.interface import Snapshot
    from search.engines.keeping import GenerationId
    from search.plan.nodes import Plan
    from search.results import Headline, Marked

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, whole, marked where the question's words occur.

    Attributes:
        id: public id.
        key: the id given by the input.
        title: headline.
        paragraphs: the text, subheads included, in order.
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
    body = marker.marks(document.text, "text")
    counts = collections.Counter(mark.word for mark in (*title, *body))
    return Article(
        id=document.id,
        key=document.key,
        title=cut(document.title, 0, len(document.title), title),
        paragraphs=tuple(
            cut(document.text, match.start(), match.end(), body)
            for match in _PARAGRAPH.finditer(document.text)
        ),
        date=document.date,
        source=document.source,
        url=document.url,
        authors=document.authors,
        section=document.section,
        occurrences=tuple((typed(word), counts[n]) for n, word in enumerate(plan.words)),
        generation=generation,
    )
