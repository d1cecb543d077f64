"""Words that stand together: what pairs of a question's words add to the best documents.

A pair counts where its second word follows the first within a few words, function words between
them included (« président de la République »), and, for less, where both stand within eight words
in any order. Only the best candidates are looked at: positions cost more than frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.plan import weights
from search.plan.nodes import Group, Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import In, Pair, Plan, Slot, Word

_POSITION_BITS = np.uint64(32)


def pair_scores(
    words: WordReader, plan: Plan, rarities: Sequence[float], norms: Array, documents: Array
) -> Array:
    """Return what the plan's pairs add to the score of each document (f8).

    Args:
        words: the segment's words.
        plan: whose pairs name its words by index.
        rarities: the weight of each word of the plan.
        norms: length norms of the segment's documents.
        documents: numbers, sorted.
    """
    total = np.zeros(documents.size)
    places = {
        i: words.places(_slot(plan.words[i]), documents) for pair in plan.pairs for i in pair.words
    }
    norm = norms[documents]
    for pair in plan.pairs:
        rarity = min(rarities[i] for i in pair.words)
        for weight, times in _counts(pair, places, documents):
            total += weight * rarity * (times / (times + norm))
    return total


def _slot(word: Word | In) -> Slot:
    """Return what stands where the word does; a phrase or a Near has no place of its own."""
    match word:
        case Group(spellings=spellings):
            return spellings
        case Prefix():
            return word
        case _:
            return ()


def _counts(pair: Pair, places: dict[int, Array], documents: Array) -> list[tuple[float, Array]]:
    """Return for each kind of closeness its weight and how often it occurs in each document."""
    first, second = (places[index] for index in pair.words)
    follows = _within(first, second, weights.ORDERED_REACH)
    close = _within(first, second, weights.NEAR_REACH) | _within_before(
        first, second, weights.NEAR_REACH
    )
    return [
        (weights.ORDERED_PAIR, _by_document(first[follows], documents)),
        (weights.NEAR_PAIR, _by_document(first[close], documents)),
    ]


def _within(places: Array, others: Array, reach: int) -> Array:
    """Return after which places another follows within reach."""
    if not others.size:
        return np.zeros(places.size, bool)
    ranks = np.searchsorted(others, places, "right")
    following = others[np.minimum(ranks, others.size - 1)]
    found: Array = (ranks < others.size) & (following - places <= np.uint64(reach))
    return found


def _within_before(places: Array, others: Array, reach: int) -> Array:
    """Return before which places another stands within reach."""
    if not others.size:
        return np.zeros(places.size, bool)
    ranks = np.searchsorted(others, places, "left")
    preceding = others[np.maximum(ranks, 1) - 1]
    found: Array = (ranks > 0) & (places - preceding <= np.uint64(reach))
    return found


def _by_document(places: Array, documents: Array) -> Array:
    owners = np.searchsorted(documents, (places >> _POSITION_BITS).astype(np.uint32))
    return np.bincount(owners, minlength=documents.size).astype(np.float32)
