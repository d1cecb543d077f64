"""What a reader who is typing may be after: words, and articles by their title."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from search.analysis.french import Analyzer
from search.engines.matching import Want
from search.errors import PlanTooCostly
from search.lexicon.completions import completed
from search.plan.cost import check
from search.plan.resolve import resolve
from search.query.parser import MIN_PREFIX, parse
from search.query.tree import All, Field, Prefix, Word
from search.results import Headline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from search.engines.interface import Snapshot
    from search.engines.keeping import GenerationId
    from search.engines.matching import Deadline
    from search.lexicon.completions import Completion
    from search.query.tree import Node

MOST = 4
"""Titles shown: the list must leave the page under it in sight."""

LOOKED_AT = 4 * MOST
"""Newest articles with such a title: an agency's stands in several newspapers."""

POSTINGS = 500_000
"""Postings that titles may cost at each key: a beginning that is in more has no titles yet."""


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestions:
    """What a question that is being typed may become.

    Attributes:
        generation: the generation that answered.
        completions: its last word completed, most frequent first.
        titles: articles whose title holds its words, newest first.
    """

    generation: GenerationId
    completions: tuple[Completion, ...]
    titles: tuple[Headline, ...]


def suggested(text: str, snapshot: Snapshot, today: dt.date, deadline: Deadline) -> Suggestions:
    """Return what a question may become.

    Raises:
        DeadlineExceeded: the deadline passed on the way.
    """
    return Suggestions(
        snapshot.generation,
        completed(snapshot.lexicon, text),
        titles(text, snapshot, today, deadline),
    )


def titles(
    text: str, snapshot: Snapshot, today: dt.date, deadline: Deadline
) -> tuple[Headline, ...]:
    """Return articles whose title holds the words of a question, the beginning of the last one.

    None for a question of anything but words, nor where looking would cost too much.

    Raises:
        DeadlineExceeded: the deadline passed on the way.
    """
    words = being_typed(text)
    if not words:
        return ()
    plan = resolve(All((Field("title", All(words)),)), snapshot.lexicon, today).plan
    try:
        check(snapshot.cost(plan), POSTINGS)
    except PlanTooCostly:
        return ()
    want = Want(limit=LOOKED_AT, sort="newest", facets=False)
    matches = snapshot.search(plan, want, deadline)
    passages = snapshot.passages([match.id for match in matches.top])
    found = (passage.document for passage in passages)
    headlines = (Headline(one.id, one.title, one.date, one.source) for one in found)
    return tuple(itertools.islice(_each_once(headlines), MOST))


def being_typed(text: str) -> tuple[Node, ...]:
    """Return the words of a question, the last one as a beginning unless a space follows it.

    A beginning of a letter or two says nothing of a title: it is left out.
    """
    query, _ = parse(text)
    words = [node for node in query.nodes if isinstance(node, Word) and not node.exact]
    if len(words) < len(query.nodes) or not words:
        return ()
    *before, last = words
    if text[-1:].isspace():
        return tuple(words)
    forms = Analyzer().forms(last.text)
    if not forms or len(forms[-1]) < MIN_PREFIX:
        return tuple(before)
    return (*before, Prefix(last.text))


def _each_once(headlines: Iterator[Headline]) -> Iterator[Headline]:
    seen: set[str] = set()
    for one in headlines:
        if one.title not in seen:
            seen.add(one.title)
            yield one
