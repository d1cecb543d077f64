"""Where words stand: what their pairs and their first places add to the best documents.

A pair counts where its second word follows the first within a few words, function words between
them included (« président de la République »), and, for less, where both stand within eight words
in any order. A word counts more the earlier it first stands: an article says what it is about
before it says what else there is. Only the best candidates are looked at: positions cost more than
frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.places import POSITION_BITS
from search.engines.whoosh_engine.execute.sets import chosen
from search.plan import weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan

_PAIR_BITS = 56
_DOCUMENT = (1 << (_PAIR_BITS - POSITION_BITS)) - 1
"""A pair's number stands above a document's: a block has fewer than 2^24."""


def early_scores(
    words: WordReader, places: Mapping[int, Array], rarities: Sequence[float], documents: Array
) -> Array:
    """Return what the first places of words add to the score of each document (f8).

    Args:
        words: the segment's words.
        places: where words stand in the documents, by index.
        rarities: the weight of each word of the plan.
        documents: numbers, sorted.
    """
    standing = np.concatenate(list(places.values()))
    index = np.array(list(places)).repeat([one.size for one in places.values()])
    owners = (standing >> POSITION_BITS) | index << _DOCUMENT.bit_length()
    fresh = np.ones(standing.size, bool)
    np.not_equal(owners[1:], owners[:-1], out=fresh[1:])
    firsts = chosen(standing, fresh)
    worth = np.array(rarities).take(chosen(index, fresh))
    worth /= 1 + words.depths(firsts) / weights.EARLY_HALF
    ranks = documents.searchsorted(firsts >> POSITION_BITS)
    return weights.EARLY * np.bincount(ranks, worth, documents.size)


def pair_scores(
    places: Mapping[int, Array],
    plan: Plan,
    rarities: Sequence[float],
    norm: Array,
    documents: Array,
) -> Array:
    """Return what the plan's pairs add to the score of each document (f8).

    All the pairs are looked at together: a place is its pair, its document, its position.

    Args:
        places: where each of their words stands in the documents, by index.
        plan: whose pairs name its words by index.
        rarities: the weight of each word of the plan.
        norm: length norm of each document.
        documents: numbers, sorted.
    """
    first, second = (
        np.concatenate(
            [
                places[pair.words[side]] + (number << _PAIR_BITS)
                for number, pair in enumerate(plan.pairs)
            ]
        )
        for side in (0, 1)
    )
    after = _to_next(first, second)
    follows = after <= weights.ORDERED_REACH
    close = after <= weights.NEAR_REACH
    close |= _within_before(first, second, weights.NEAR_REACH)
    rarity = np.array([min(rarities[i] for i in pair.words) for pair in plan.pairs])
    total = np.zeros(documents.size)
    for weight, found in ((weights.ORDERED_PAIR, follows), (weights.NEAR_PAIR, close)):
        times = _times(chosen(first, found), len(plan.pairs), documents)
        total += weight * (rarity @ (times / (times + norm)))
    return total


def _to_next(places: Array, others: Array) -> Array:
    """Return how far after each place the next of the others stands (i8); far where none does."""
    far = 1 << _PAIR_BITS
    if not others.size:
        return np.full(places.size, far)
    ranks = others.searchsorted(places, "right")
    distances: Array = others.take(ranks, mode="clip") - places
    distances[distances <= 0] = far
    return distances


def _within_before(places: Array, others: Array, reach: int) -> Array:
    """Return before which places another stands within reach."""
    if not others.size:
        return np.zeros(places.size, bool)
    ranks = others.searchsorted(places)
    ranks -= 1
    preceding = places - others.take(ranks, mode="clip")
    found: Array = (preceding > 0) & (preceding <= reach)
    return found


def _times(places: Array, pairs: int, documents: Array) -> Array:
    """Return how often a place is of each pair (rows) and document (columns)."""
    ranks = documents.searchsorted(places >> POSITION_BITS & _DOCUMENT)
    ranks += (places >> _PAIR_BITS) * documents.size
    times: Array = np.bincount(ranks, minlength=pairs * documents.size)
    return times.reshape(pairs, documents.size)
