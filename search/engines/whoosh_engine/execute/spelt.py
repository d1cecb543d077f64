"""What the spellings that were typed add to the best documents, each as a word of its own.

A word's spellings share its rarity, so that a rare inflection does not outweigh it. Yet of two
articles with the word, that with the very form is the likelier one, the more so the rarer the form.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from search.plan import weights
from search.plan.nodes import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan, Spelling


def spelt_scores(
    reader: WordReader,
    words: Sequence[Found],
    plan: Plan,
    rarities: Sequence[float],
    norm: Array,
    documents: Array,
) -> Array:
    """Return what typed spellings add to the score of each document (f8).

    A phrase, or a word with no other spelling, is scored again as it is.

    Args:
        reader: the segment's words.
        words: where each word of the plan occurs.
        plan: whose words these are.
        rarities: the weight of each word.
        norm: length norm of each document.
        documents: numbers, sorted.
    """
    total = np.zeros(documents.size)
    for word, found, rarity in zip(plan.words, words, rarities, strict=True):
        spellings = (*word.spellings, *word.wider) if isinstance(word, Group) else ()
        typed = tuple(one for one in spellings if one.weight == weights.TYPED)
        if len(typed) == len(spellings):
            times = found.among(documents)
        else:
            times = reader.occurrences(typed, documents)
            rarity = _rarity(rarity, typed, spellings)
        total += rarity * (times / (times + norm))
    return weights.SPELT * total


def _rarity(word: float, typed: Sequence[Spelling], spellings: Sequence[Spelling]) -> float:
    """Return the weight of typed spellings: more than the word's by how much fewer hold them."""
    rarer = math.log((1 + _documents(spellings)) / (1 + _documents(typed)))
    return min(weights.SPELT_RARER * word, word + rarer)


def _documents(spellings: Sequence[Spelling]) -> int:
    return sum(spelling.documents for spelling in spellings)
