"""The words that a stretch of time has more than the rest of the collection.

Keyness by log-likelihood: G² of Dunning (1993, "Accurate methods for the statistics of surprise and
coincidence", Computational Linguistics 19), as Rayson and Garside (2000, "Comparing corpora using
frequency profiling") compare two corpora:

    E1 = c (a + b) / (c + d)    E2 = d (a + b) / (c + d)    G² = 2 (a ln(a / E1) + b ln(b / E2))

where a of the c articles of the stretch hold the word, and b of the d others. Articles are counted,
not occurrences: one article that repeats a word says nothing of the stretch.
"""

from __future__ import annotations

import collections
import dataclasses
import heapq
import math
from typing import TYPE_CHECKING

from search.analysis.function_words import function_words
from search.engines.matching import Want
from search.french import MONTHS, WEEKDAYS
from search.plan.nodes import Everything, Filters, Plan
from search.plan.resolve import resolve
from search.query.tree import All, Word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from search.analysis.french import Analyzer
    from search.document import DocumentId
    from search.engines.interface import Snapshot
    from search.engines.matching import Deadline
    from search.lexicon.interface import FormEntry, Lexicon

MOST = 20
"""Words shown."""

CANDIDATES = 3 * MOST
"""Words counted exactly: those that the articles looked at have most above the collection."""

LOOKED_AT = 400
"""Articles whose words are candidates, spread over the stretch: 0.1 s of analysis."""

CHARACTERS = 5_000
"""Of each article: the beginning says what it is about."""

LEAST_ARTICLES = 10
"""Of a stretch: fewer have no words of their own."""

LEAST_USES = 3
"""Articles of the stretch that must hold a word."""

CRITICAL = 15.13
"""G² from which chance is out of the question: p < 0.0001 with one degree of freedom."""

_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
"""What a month has more than the others by nature."""

_SHORTEST = 3


@dataclasses.dataclass(frozen=True, slots=True)
class TellingWord:
    """One word.

    Attributes:
        word: as usually printed; a question that finds what is counted here.
        articles: articles of the stretch that hold it, in any of its inflections.
        elsewhere: other articles that do.
        score: G².
    """

    word: str
    articles: int
    elsewhere: int
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Telling:
    """What a stretch of time tells.

    Attributes:
        filters: the stretch: a month, or a year where no month has articles enough.
        articles: of it.
        words: most telling first.
    """

    filters: Filters
    articles: int
    words: tuple[TellingWord, ...]


def log_likelihood(uses: int, elsewhere: int, articles: int, others: int) -> float:
    """Return G² of a word; 0 where it is not more frequent in the stretch.

    Args:
        uses: articles of the stretch with the word (a).
        elsewhere: other articles with it (b).
        articles: of the stretch (c).
        others: of the rest (d).
    """
    if not uses or uses * others <= elsewhere * articles:
        return 0.0
    whole = (uses + elsewhere) / (articles + others)
    inside = uses * math.log(uses / (articles * whole))
    outside = elsewhere * math.log(elsewhere / (others * whole)) if elsewhere else 0.0
    return 2 * (inside + outside)


def telling(
    snapshot: Snapshot, filters: Filters, analyzer: Analyzer, today: dt.date, deadline: Deadline
) -> Telling:
    """Return the words that the articles of a stretch hold more than the others do.

    Raises:
        DeadlineExceeded: the deadline passed on the way.
    """
    counter = _Counter(snapshot, filters, today, deadline)
    ids = counter.spread()
    found = (passage.document for passage in snapshot.passages(ids))
    texts = ((one.title, one.text[:CHARACTERS]) for one in found)
    forms = collections.Counter(
        form for title, text in texts for form in {*analyzer.forms(title), *analyzer.forms(text)}
    )
    candidates = _candidates(forms, len(ids), snapshot.lexicon, counter.collection)
    scored = [counter.scored(entry.display) for entry in candidates]
    words = [one for one in scored if one.score >= CRITICAL and one.articles >= LEAST_USES]
    best = heapq.nlargest(MOST, words, key=lambda one: (one.score, one.word))
    return Telling(filters, counter.articles, tuple(best))


class _Counter:
    """Counts the articles of a stretch, and of the collection, that a word finds."""

    def __init__(
        self, snapshot: Snapshot, filters: Filters, today: dt.date, deadline: Deadline
    ) -> None:
        self._snapshot, self._today, self._deadline = snapshot, today, deadline
        self._filters = filters
        self.articles = self._count(Plan(Everything(), filters=filters))
        self.collection = self._count(Plan(Everything()))

    def spread(self) -> Sequence[DocumentId]:
        """Return articles of the stretch, from its first day to its last one."""
        want = Want(limit=self.articles, sort="oldest", facets=False)
        plan = Plan(Everything(), filters=self._filters)
        found = self._snapshot.search(plan, want, self._deadline).top
        step = max(1, -(-len(found) // LOOKED_AT))
        return [match.id for match in found[::step]]

    def scored(self, word: str) -> TellingWord:
        query = All((Word(word),))
        uses, whole = (
            self._count(resolve(query, self._snapshot.lexicon, self._today, "all", filters).plan)
            for filters in (self._filters, Filters())
        )
        others = self.collection - self.articles
        score = log_likelihood(uses, whole - uses, self.articles, others)
        return TellingWord(word, uses, whole - uses, score)

    def _count(self, plan: Plan) -> int:
        return self._snapshot.search(plan, Want(limit=0, facets=False), self._deadline).total


def _candidates(
    forms: collections.Counter[str], articles: int, lexicon: Lexicon, collection: int
) -> Iterable[FormEntry]:
    """Return the forms that stand out most among the articles looked at, one a stem."""
    scored: dict[str, tuple[float, FormEntry]] = {}
    for form, entry in _known(forms, lexicon):
        elsewhere = max(entry.documents - forms[form], 0)
        score = log_likelihood(forms[form], elsewhere, articles, max(collection - articles, 1))
        if score > scored.get(entry.stem, (0.0, entry))[0]:
            scored[entry.stem] = score, entry
    best = heapq.nlargest(CANDIDATES, scored.values(), key=lambda one: (one[0], one[1].form))
    return [entry for _, entry in best]


def _known(forms: collections.Counter[str], lexicon: Lexicon) -> Iterator[tuple[str, FormEntry]]:
    for form, uses in forms.items():
        plain = len(form) >= _SHORTEST and form.isalpha() and form not in _CALENDAR
        if uses >= LEAST_USES and plain and form not in function_words():
            entry = lexicon.entry(form)
            if entry is not None:
                yield form, entry
