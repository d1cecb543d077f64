"""One article, whole: its marks, what stands beside it in a result set, what else is about it."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from typing import TYPE_CHECKING

from search.document import DocumentId, public_id
from search.engines.interface import Neighbours
from search.errors import DeadlineExceeded, UnknownDocument
from search.french import quoted
from search.marks import Marker, cut
from search.related import Forms, Related, related

if TYPE_CHECKING:
    import datetime as dt

    from search.analysis.french import Analyzer
    from search.document import Document
    from search.engines.interface import Deadline, GenerationId, Snapshot
    from search.plan.nodes import Plan
    from search.results import Marked

CHARACTERS = 20_000
"""Of a text that are looked at for what is related: longer ones repeat themselves."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, whole, marked where the question's words occur.

    Attributes:
        id: public id.
        key: the id given by the input.
        title: headline.
        paragraphs: the text, subheads included, in order.
        occurrences: number of marks in title and paragraphs.
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
    occurrences: int
    generation: GenerationId
    neighbours: Neighbours = dataclasses.field(default_factory=Neighbours)
    related: tuple[Related, ...] = ()


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
    message = f"Aucun article n’a l’identifiant {quoted(name)}."
    raise UnknownDocument(message)


def marked_article(
    document: Document, plan: Plan, snapshot: Snapshot, analyzer: Analyzer, deadline: Deadline
) -> Article:
    """Return an article marked with the words of a plan, and what else is about its matter.

    What is related is left out where finding it takes too long: the article is what was asked for.
    """
    marker = Marker(plan.words, analyzer)
    title = marker.marks(document.title, "title")
    body = marker.marks(document.text, "text")
    others: tuple[Related, ...] = ()
    with contextlib.suppress(DeadlineExceeded):
        forms = Forms(analyzer.forms(document.title), analyzer.forms(document.text[:CHARACTERS]))
        others = related(document, forms, snapshot, deadline)
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
        occurrences=len(title) + len(body),
        generation=snapshot.generation,
        related=others,
    )
