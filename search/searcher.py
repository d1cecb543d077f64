"""One question, one answer: parse, resolve, run, mark."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from search.plan.nodes import Filters

if TYPE_CHECKING:
    import datetime as dt

    from search.document import DocumentId
    from search.engines.interface import Engine, GenerationId, Inventory, Sort
    from search.notices import Notice
    from search.query.tree import All
    from search.results import Facets, Hit, Marked, Reading
    from search.settings import Settings


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question.

    Attributes:
        text: what the reader wrote.
        match: all the words, or any of them.
        filters: the page's filters.
        sort: order of the hits.
        page: from 1.
        size: hits on a page.
        facets: whether to count facets.
    """

    text: str = ""
    match: Literal["all", "any"] = "all"
    filters: Filters = Filters()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question.

    Attributes:
        request: the question.
        query: how it was read.
        readings: the spellings each word stood for.
        notices: what has to be said.
        generation: the generation that answered.
        took_ms: time it took, in milliseconds.
        total: articles in the result set, exactly.
        hits: one page of them.
        near: when the set is small, the best articles that hold most of the words.
        facets: counts of the set by value.
    """

    request: Request
    query: All
    readings: tuple[Reading, ...]
    notices: tuple[Notice, ...]
    generation: GenerationId
    took_ms: float
    total: int
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    facets: Facets

    @property
    def pages(self) -> int:
        """Number of pages of the result set."""
        return -(-self.total // self.request.size)


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


class Searcher:
    """Answers questions from the live generation of an engine; safe to share between threads."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings

    def answer(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            InvalidRequest: the query is too long or has too many words, the page is too far.
            PlanTooCostly: a word would read more postings than the budget.
            DeadlineExceeded: the answer took too long.
            NoIndex, IndexDamaged: there is nothing to answer from.
        """
        raise NotImplementedError

    def article(self, name: str, text: str = "") -> Article:
        """Return the article with this public id or key, marked with the words of `text`.

        Raises:
            UnknownDocument: there is none.
            InvalidRequest: the query is too long.
        """
        raise NotImplementedError

    def inventory(self) -> tuple[GenerationId, Inventory]:
        """Return the live generation and what it holds."""
        raise NotImplementedError
