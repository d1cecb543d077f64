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
from search.plan.nodes import Group, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import In, Plan, Slot, Word

_PAIR_BITS = 56
_DOCUMENT = (1 << (_PAIR_BITS - POSITION_BITS)) - 1
"""A pair's number stands above a document's: a block has fewer than 2^24."""


def paired_places(words: WordReader, plan: Plan, documents: Array) -> dict[int, Array]:
    """Return where each word of a pair stands in some documents, by its index in the plan."""
    wanted = dict.fromkeys(index for pair in plan.pairs for index in pair.words)
    read = words.places([_slot(plan.words[index]) for index in wanted], documents)
    return dict(zip(wanted, read, strict=True))


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
    total = np.zeros(documents.size)
    for index, standing in places.items():
        owners = standing >> POSITION_BITS
        firsts = standing[np.append(True, owners[1:] != owners[:-1])[: standing.size]]
        ranks = documents.searchsorted(firsts >> POSITION_BITS)
        total[ranks] += rarities[index] / (1 + words.depths(firsts) / weights.EARLY_HALF)
    return weights.EARLY * total


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
    follows = _within(first, second, weights.ORDERED_REACH)
    close = _within(first, second, weights.NEAR_REACH)
    close |= _within_before(first, second, weights.NEAR_REACH)
    rarity = np.array([min(rarities[i] for i in pair.words) for pair in plan.pairs])
    total = np.zeros(documents.size)
    for weight, found in ((weights.ORDERED_PAIR, follows), (weights.NEAR_PAIR, close)):
        times = _times(chosen(first, found), len(plan.pairs), documents)
        total += weight * (rarity @ (times / (times + norm)))
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


def _within(places: Array, others: Array, reach: int) -> Array:
    """Return after which places another follows within reach."""
    if not others.size:
        return np.zeros(places.size, bool)
    ranks = others.searchsorted(places, "right")
    following = others.take(ranks, mode="clip") - places
    found: Array = (following > 0) & (following <= reach)
    return found


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
