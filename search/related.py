"""Articles about the same matter as one: those that hold its most telling words.

A word tells much that this article repeats and few others hold (tf-idf: Salton and Buckley, 1988).
A dozen such words make a plan, which the engine ranks as it ranks a question.
"""

from __future__ import annotations

import collections
import heapq
import math
import operator
from typing import TYPE_CHECKING

from search.analysis.function_words import function_words
from search.engines.matching import Want
from search.likeness import Sequences
from search.plan.nodes import Everything, Group, Or, Plan, Spelling
from search.plan.weights import LEAD, LEAD_TOKENS, TITLE
from search.results import Headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.document import Document, DocumentId
    from search.engines.interface import Snapshot
    from search.engines.matching import Deadline, Match
    from search.lexicon.interface import FormEntry, Lexicon

MOST = 5
"""Related articles shown."""

WORDS = 12
"""Words of the plan: more of them say less of the matter and cost as much."""

FORMS = 60
"""Forms of an article that are looked up in the lexicon: the heaviest, the earliest first."""

CHARACTERS = 20_000
"""Of a text that are looked at: longer ones repeat themselves."""

COMMONEST = 0.1
"""Share of the collection from which a word tells nothing."""

POSTINGS = 1_000_000
"""Postings that the plan may read: a word that would take it further is left out."""

CANDIDATES = 4 * MOST
"""Best articles looked at: some of them are the same one printed elsewhere."""

LEAST = 0.28
"""Score beside the article's own below which another one is about something else."""


def related(
    document: Document, snapshot: Snapshot, analyzer: Analyzer, deadline: Deadline
) -> tuple[Headline, ...]:
    """Return the articles nearest to one in matter, best first, each article once.

    Ties go by date, newest first, as everywhere.

    Raises:
        DeadlineExceeded: the deadline passed on the way.
    """
    everything = snapshot.search(Plan(Everything()), Want(limit=0, facets=False), deadline).total
    title, text = analyzer.forms(document.title), analyzer.forms(document.text[:CHARACTERS])
    words = tuple(affordable(telling_words(title, text, snapshot.lexicon, everything)))
    if not words:
        return ()
    plan = Plan(Or(words), words, near=None)
    found = snapshot.search(plan, Want(limit=CANDIDATES, facets=False), deadline).top
    return tuple(_others(document, _near_enough(document.id, found), snapshot))


def telling_words(
    title: Sequence[str], text: Sequence[str], lexicon: Lexicon, documents: int
) -> list[Group]:
    """Return the words that tell most of an article, most telling first, each with its stem.

    Args:
        title: forms of the article's title.
        text: forms of its text, in reading order.
        lexicon: of the collection.
        documents: in the collection.
    """
    telling: collections.defaultdict[str, float] = collections.defaultdict(float)
    shown: dict[str, FormEntry] = {}
    for form, weight in _heaviest(title, text):
        entry = lexicon.entry(form)
        if entry is not None and 1 < entry.documents <= max(COMMONEST * documents, 2):
            telling[entry.stem] += weight * math.log(documents / entry.documents)
            shown.setdefault(entry.stem, entry)
    stems = heapq.nlargest(WORDS, telling, telling.__getitem__)
    return [_group(shown[stem], lexicon) for stem in stems]


def _heaviest(title: Sequence[str], text: Sequence[str]) -> list[tuple[str, float]]:
    """Return how much the forms of an article weigh in it, as ranking weighs fields."""
    weights: collections.defaultdict[str, float] = collections.defaultdict(float)
    for form in title:
        weights[form] += TITLE
    for at, form in enumerate(text):
        weights[form] += 1 + LEAD * (at < LEAD_TOKENS)
    heaviest = ((form, weights[form]) for form in weights if _says_something(form))
    return heapq.nlargest(FORMS, heaviest, operator.itemgetter(1))


def _says_something(form: str) -> bool:
    return len(form) > 1 and not form.isdecimal() and form not in function_words()


def _group(entry: FormEntry, lexicon: Lexicon) -> Group:
    spellings = tuple(Spelling(one.form, 1.0, one.documents) for one in lexicon.by_stem(entry.stem))
    return Group(entry.form, spellings)


def affordable(words: Iterable[Group]) -> list[Group]:
    """Return the words without those whose documents would be too many to read."""
    kept, postings = [], 0
    for word in words:
        documents = sum(spelling.documents for spelling in word.spellings)
        if postings + documents <= POSTINGS:
            kept.append(word)
            postings += documents
    return kept


def _near_enough(own: DocumentId, found: Sequence[Match]) -> Iterator[DocumentId]:
    """Yield the documents whose score is not far below the best: that of the article itself."""
    best = max((match.score for match in found), default=0.0)
    for match in found:
        if match.id != own and match.score >= LEAST * best:
            yield match.id


def _others(
    document: Document, ids: Iterable[DocumentId], snapshot: Snapshot
) -> Iterator[Headline]:
    """Yield articles that are neither this one nor one another, printed elsewhere."""
    shown = [Sequences(document.text)]
    for passage in snapshot.passages(list(ids)):
        other = passage.document
        sequences = Sequences(other.text)
        if any(sequences.same_article(one) for one in shown):
            continue
        yield Headline(other.id, other.title, other.date, other.source)
        if len(shown) > MOST - 1:
            return
        shown.append(sequences)
