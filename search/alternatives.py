"""Other questions than the one asked, with how many articles each finds."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Literal

from search.document import FACETS, Facet
from search.notices import Code, Notice
from search.plan.nodes import Filters
from search.query import tree
from search.query.parser import parse
from search.query.printer import print_query, replace_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Match = Literal["all", "any"]

MAX_PHRASES = 3
"""Most phrases of a question whose other forms are counted."""

MAX_PARTS = 12
"""Most parts of a question that are tried without."""

_SPACES = re.compile(r"\s+")


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        query: the words.
        match: whether all of them are wanted.
        filters: the page's filters.
    """

    query: tree.All
    match: Match = "all"
    filters: Filters = Filters()


Left = Literal["part", "all_words", "range", "period", "filters"] | Facet


@dataclasses.dataclass(frozen=True, slots=True)
class Wider:
    """A question that asks less, and finds something.

    Attributes:
        left: what is left out: a part of the query, that all the words be there, the range of days,
            the chosen years, months and days, a facet's chosen values, or every filter.
        part: the part of the query, as a query; empty for the others.
        question: what remains.
        total: articles it finds, exactly.
    """

    left: Left
    part: str
    question: Question
    total: int


def wider_questions(question: Question, count: Callable[[Question], int]) -> tuple[Wider, ...]:
    """Return the questions that find something once one thing is left out of this one.

    Args:
        question: one that finds nothing.
        count: how many articles a question finds.
    """
    counted = (
        Wider(left, part, less, total)
        for left, part, less in _less(question)
        if (total := count(less))
    )
    return tuple(counted)


def phrase_forms(
    question: Question, total: int, count: Callable[[Question], int]
) -> Iterator[Notice]:
    """Offer the phrases of a question with the other forms of their words, where these find more.

    Args:
        question: as asked.
        total: articles it finds.
        count: how many articles a question finds.
    """
    nodes = question.query.nodes
    phrases = [node for node in nodes if isinstance(node, tree.Phrase) and not node.exact]
    for phrase in phrases[:MAX_PHRASES]:
        compound = tree.Word(_SPACES.sub("-", phrase.text))
        text = replace_word(question.query, phrase, compound)
        inflected, _ = parse(text)
        if compound not in inflected.nodes:
            continue
        more = count(dataclasses.replace(question, query=inflected)) - total
        if more > 0:
            params = {"word": phrase.text}
            offers = ((compound.text, text),)
            yield Notice(Code.PHRASE_FORMS, {**params, "more": more}, offers=offers)


def _less(question: Question) -> Iterator[tuple[Left, str, Question]]:
    nodes = question.query.nodes
    for at, node in enumerate(nodes[:MAX_PARTS]) if len(nodes) > 1 else ():
        query = tree.All((*nodes[:at], *nodes[at + 1 :]))
        yield "part", print_query(node), dataclasses.replace(question, query=query)
    if len(nodes) > 1 and question.match == "all":
        yield "all_words", "", dataclasses.replace(question, match="any")
    narrower = list(_without_filters(question.filters))
    for left, filters in narrower:
        yield left, "", dataclasses.replace(question, filters=filters)
    if len(narrower) > 1:
        yield "filters", "", dataclasses.replace(question, filters=Filters())


def _without_filters(filters: Filters) -> Iterator[tuple[Left, Filters]]:
    """Yield the filters without each kind that is in use."""
    if filters.start or filters.end:
        yield "range", dataclasses.replace(filters, start=None, end=None)
    if filters.years or filters.months or filters.days or filters.undated:
        yield "period", dataclasses.replace(filters, years=(), months=(), days=(), undated=False)
    for facet in FACETS:
        if filters.of(facet):
            yield facet, filters.choosing(facet, ())
