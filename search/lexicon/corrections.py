"""Unknown words corrected from the corpus, and rare ones suggested against.

A word that the corpus holds is never replaced: it may be a rare name. Weights and limits were
chosen on errors made by a rule (`tests/relevance/typing_errors.py`), not those of the tests.
"""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.sounds import sounds
from search.lexicon.names import is_known
from search.lexicon.remembered import remembered
from search.lexicon.slips import (
    ACCENT,
    FIRST,
    LETTERS,
    SOUNDS,
    letter_distance,
    lost_accents,
    sound_distance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.lexicon.interface import Counted, FormEntry, Lexicon

MOST_REMEMBERED = 512
MIN_LETTERS = 4
"""Shorter words are near too many others."""

FREQUENCY = 0.12
"""What a word is worth that is e times as frequent as another."""

MAX_COST_BY_LETTER = 0.35
MAX_COST = 2.4
"""What a slip may cost for each letter of the word, and in all: two or three ordinary slips."""

MAX_EDITS = 2

CANDIDATES = 60
"""How many of the nearest words, and of those that sound alike, are compared."""

NO_NAME = 0.5
"""What is added where a word typed with a capital meets one that is not printed so."""

AS_LIKELY = 0.8
"""How much less likely than the best one a correction may be."""

RARE = 3
"""A word in more documents than this has nothing suggested against it."""

TIMES_AS_FREQUENT = 100
"""How much more frequent a word must be to be suggested against one that the corpus holds."""

ONE_SLIP = 1.2
"""What a slip may cost for a suggestion."""


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """A word that the corpus holds, for another.

    Attributes:
        entry: the word.
        cost: how unlikely the slip is: 0 for the same letters, about 0.6 for an ordinary slip.
    """

    entry: FormEntry
    cost: float


@remembered(MOST_REMEMBERED)
def corrections(
    lexicon: Lexicon, form: str, limit: int, *, capital: bool = False
) -> tuple[Correction, ...]:
    """Return the words that an unknown form may be a slip of, likeliest first.

    Words with digits and words of fewer than MIN_LETTERS letters have none.

    Args:
        lexicon: the corpus's words.
        form: a form that the corpus holds in no inflection.
        limit: most words to return.
        capital: whether it was typed as names are: capitalised among words that are not.
    """
    if len(form) < MIN_LETTERS or not form.replace("'", "").isalpha():
        return ()
    near = lexicon.nearby(form, MAX_EDITS, CANDIDATES)
    alike = lexicon.alike(form, CANDIDATES)
    best = sorted(_scored(form, {*near, *alike}))[: max(limit, CANDIDATES // 4)]
    ranked = [
        (rank + NO_NAME * (capital and not entry.display[:1].isupper()), Correction(entry, cost))
        for rank, cost, name in best
        if (entry := lexicon.entry(name)) is not None
    ]
    ranked.sort(key=lambda item: item[0])
    return tuple(one for rank, one in ranked[:limit] if rank <= ranked[0][0] + AS_LIKELY)


def suggestions(lexicon: Lexicon, form: str, limit: int) -> tuple[Correction, ...]:
    """Return far more frequent words that a form held by very few documents may be a slip of.

    A word of the dictionary is none. Against a name names only are suggested.
    """
    entries = lexicon.by_folded(fold(form))
    documents = sum(entry.documents for entry in entries)
    if not 0 < documents <= RARE or any(map(is_known, entries)):
        return ()
    capital = entries[0].display[:1].isupper()
    found = (
        one
        for one in corrections(lexicon, form, CANDIDATES)
        if one.cost <= ONE_SLIP
        and one.entry.documents >= TIMES_AS_FREQUENT * documents
        and one.entry.display[:1].isupper() == capital
        and one.entry not in entries
        and set(entries[0].lemmas).isdisjoint(one.entry.lemmas)
    )
    return tuple(found)[:limit]


def _scored(form: str, candidates: Iterable[Counted]) -> Iterator[tuple[float, float, str]]:
    """Yield rank, cost and form of each candidate that is near enough."""
    ordered = sorted(candidates)
    folded = fold(form)
    most = min(MAX_COST, MAX_COST_BY_LETTER * len(folded))
    own, *others = sounds([form, *(candidate.form for candidate in ordered)])
    for (name, documents), sound in zip(ordered, others, strict=True):
        cost = ACCENT * lost_accents(form, name) + _cost((folded, own), (fold(name), sound))
        if cost <= most:
            yield cost - FREQUENCY * math.log(documents), cost, name


def _cost(typed: tuple[str, str], meant: tuple[str, str]) -> float:
    """Return what a slip costs, from letters and sound of both words."""
    first = 0.0 if typed[0][:1] == meant[0][:1] else FIRST
    letters = letter_distance(typed[0], meant[0])
    return first + LETTERS * letters + SOUNDS * sound_distance(typed[1], meant[1])
