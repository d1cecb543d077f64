"""A question to a collection, its answer, and its articles by the batch."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from search.plan.nodes import Filters
from search.query import tree
from search.results import Facets, Found, Hit, Timeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from search.alternatives import Wider
    from search.engines.keeping import GenerationId
    from search.engines.matching import Sort
    from search.notices import Notice
    from search.query.dates import Period
    from search.results import Reading

LONG_QUESTION = 5
"""Content words from which hits and near results make one list."""


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
        days: whether to count the days of every month, not of the chosen ones alone.
        shares: whether what the collection holds is wanted beside the counts by date.
    """

    text: str = ""
    match: Literal["all", "any"] = "all"
    filters: Filters = Filters()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: bool = True
    days: bool = False
    shares: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a question.

    Attributes:
        request: the question.
        query: how it was parsed; undo links are made of it.
        understood: what is said back: function words left out, accents restored.
        readings: the spellings each word stood for.
        periods: the days that the query's dates mean.
        notices: what has to be said.
        generation: the generation that answered.
        took_ms: time it took, in milliseconds.
        total: articles in the result set, exactly.
        hits: one page of them.
        near: when the set is small, the best articles that lack a word or more.
        facets: counts of the set by value.
        wider: where nothing is found, what would find something.
        collection: every article by date, with the days of every month, if that was wanted.
    """

    request: Request
    query: tree.All
    understood: tree.All
    readings: tuple[Reading, ...]
    periods: Mapping[tree.Dates, Period]
    notices: tuple[Notice, ...]
    generation: GenerationId
    took_ms: float
    total: int
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    facets: Facets
    wider: tuple[Wider, ...] = ()
    collection: Timeline = dataclasses.field(default_factory=Timeline)

    @property
    def pages(self) -> int:
        """Number of pages of the result set."""
        return -(-self.total // self.request.size)

    @property
    def mixed(self) -> tuple[Hit, ...]:
        """Hits and near results in one list by score, for a long question of plain words.

        Of so many words an article may lack one that says little and still be the best. Empty for
        other questions, whose hits come before what is near.
        """
        nodes = self.understood.nodes
        plain = all(isinstance(node, tree.Word) for node in nodes)
        if not (plain and len(nodes) >= LONG_QUESTION and self.hits and self.near):
            return ()
        return tuple(sorted((*self.hits, *self.near), key=lambda hit: -hit.score))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some successive articles of a result set.

    Attributes:
        found: the articles.
        total: articles in the result set, exactly.
        generation: the generation that holds them.
        published: when it was published.
        moves: whether the result set may change with the day, because the question holds dates.
    """

    found: tuple[Found, ...]
    total: int
    generation: GenerationId
    published: dt.datetime
    moves: bool
