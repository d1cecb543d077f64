"""The classes of queries, each as plans for the engine's port.

Every class holds the same number of queries, drawn by a fixed seed from the corpus's own words by
the number of articles that hold them.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import functools
import random
import re
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.lemmas import lemmas_of
from search.engines.matching import Want
from search.plan.nodes import And, Filters, Group, Near, Or, Phrase, Plan, Prefix, Spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.counting import Counted
    from search.plan.nodes import Node, Word

QUERIES = 30
PREFIX_FORMS = range(8, 120)
PERIODS = (31, 92, 365)
"""Days of a date filter."""

REACH = 8
"""Positions between words in proximity."""


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One query.

    Attributes:
        kind: its class.
        plan: what to find.
        sort: order of the hits.
        offset: hits to pass over.
    """

    kind: str
    plan: Plan
    sort: str = "relevance"
    offset: int = 0

    def want(self, *, counts: bool) -> Want:
        """Return what to ask of the port: with exact counts and facets, or ten hits alone."""
        newest = self.sort == "newest"
        return Want(self.offset, 10, "newest" if newest else "relevance", facets=counts)


def classes(counted: Counted) -> dict[str, list[Asked]]:
    """Return the queries of every class."""
    return _Classes(counted).all()


class _Classes:
    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._chance = random.Random(3)
        self._frequent = counted.content[: 2 * QUERIES]

    def all(self) -> dict[str, list[Asked]]:
        makers: dict[str, Callable[[], Iterable[Asked]]] = {
            "most frequent word": self._most_frequent,
            "two frequent words, any": functools.partial(self._two, Or),
            "two frequent words, all": functools.partial(self._two, And),
            "ten-word question, any": self._questions,
            "middling word": functools.partial(self._between, 0.005, 0.02),
            "rare word": functools.partial(self._between, 0.0002, 0.001),
            "word with its inflections": self._inflected,
            "prefix": self._prefixes,
            "phrase of two content words": functools.partial(self._phrases, function=False),
            "phrase with function words": functools.partial(self._phrases, function=True),
            "two words in proximity": self._close,
            "frequent word in a period": self._dated,
            "frequent word, newest first": self._newest,
            "frequent word, page 20": self._deep,
        }
        made: dict[str, list[Asked]] = {}
        for kind, maker in makers.items():
            made[kind] = [dataclasses.replace(one, kind=kind) for one in maker()][:QUERIES]
        return made

    def _most_frequent(self) -> Iterable[Asked]:
        return (_asked([self._word(form)]) for form in self._frequent)

    def _two(self, join: type[And | Or]) -> Iterable[Asked]:
        for _ in range(QUERIES):
            words = [self._word(form) for form in self._chance.sample(self._frequent, 2)]
            yield _asked(words, join(tuple(words)))

    def _questions(self) -> Iterable[Asked]:
        for forms in self._chance.sample(self._counted.openings, QUERIES):
            words = [self._word(form) for form in forms]
            yield _asked(words, Or(tuple(words)))

    def _between(self, low: float, high: float) -> Iterable[Asked]:
        held, articles = self._counted.documents, self._counted.articles
        inside = [f for f in self._counted.content if low <= held[f] / articles <= high]
        return (_asked([self._word(form)]) for form in self._chance.sample(inside, QUERIES))

    def _inflected(self) -> Iterable[Asked]:
        families = collections.defaultdict(list)
        for form in self._counted.content:
            for lemma in lemmas_of(form)[:1]:
                families[lemma].append(form)
        large = [forms for forms in families.values() if len(forms) >= 3]
        for forms in large[:QUERIES]:
            spellings = tuple(self._spelling(form, 0.8) for form in forms)
            yield _asked(
                [Group(forms[0], (dataclasses.replace(spellings[0], weight=1.0), *spellings[1:]))]
            )

    def _prefixes(self) -> Iterable[Asked]:
        groups = collections.defaultdict(list)
        accented = set()
        for form in self._counted.documents:
            folded = fold(form)
            for size in (4, 5, 6):
                prefix = folded[:size]
                groups[prefix].append(form)
                if not form.startswith(prefix):
                    accented.add(prefix)
        prefixes = [
            prefix
            for prefix, forms in groups.items()
            if re.fullmatch("[a-z]{4,6}", prefix)
            and prefix not in accented
            and len(forms) in PREFIX_FORMS
            and self._counted.documents[forms[0]] > self._counted.articles / 200
        ]
        for prefix in self._chance.sample(prefixes, QUERIES):
            yield _asked([Prefix(f"{prefix}*", prefix)])

    def _phrases(self, *, function: bool) -> Iterable[Asked]:
        content = set(self._counted.content)
        runs = [
            run for run, _ in self._counted.phrases if (not content.issuperset(run)) == function
        ]
        for run in self._chance.sample(runs, QUERIES):
            slots = tuple((self._spelling(form),) for form in run)
            phrase = Phrase(" ".join(run), slots)
            yield _asked([phrase])

    def _close(self) -> Iterable[Asked]:
        """Yield pairs of words of which one follows the other somewhere, now in any order."""
        content = set(self._counted.content)
        runs = [run for run, _ in self._counted.phrases if content.issuperset(run)]
        for run in self._chance.sample(runs, QUERIES):
            words = tuple(self._word(form) for form in run)
            yield _asked([Near(" PROCHE ".join(run), words, REACH)])

    def _dated(self) -> Iterable[Asked]:
        for form in self._frequent[:QUERIES]:
            start = dt.date(2018, 1, 1) + dt.timedelta(days=self._chance.randrange(700))
            end = start + dt.timedelta(days=self._chance.choice(PERIODS))
            asked = _asked([self._word(form)])
            plan = dataclasses.replace(asked.plan, filters=Filters(start=start, end=end))
            yield dataclasses.replace(asked, plan=plan)

    def _newest(self) -> Iterable[Asked]:
        return (dataclasses.replace(one, sort="newest") for one in self._most_frequent())

    def _deep(self) -> Iterable[Asked]:
        return (dataclasses.replace(one, offset=190) for one in self._most_frequent())

    def _word(self, form: str) -> Group:
        return Group(form, (self._spelling(form),))

    def _spelling(self, form: str, weight: float = 1.0) -> Spelling:
        return Spelling(form, weight, self._counted.documents[form])


def _asked(words: Sequence[Word], root: Node | None = None) -> Asked:
    return Asked("", Plan(root or words[0], tuple(words), near=None))
