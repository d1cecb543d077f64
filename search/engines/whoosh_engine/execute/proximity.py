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

from search.plan import weights
from search.plan.nodes import Group, Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import In, Plan, Slot, Word

_POSITION_BITS = np.uint64(32)
_POSITION = np.uint64(0xFFFFFFFF)
_PAIR_BITS = np.uint64(56)
"""Above a document's rank among the candidates, which are a few hundred."""


def paired_places(words: WordReader, plan: Plan, documents: Array) -> dict[int, Array]:
    """Return where each word of a pair stands in some documents (u8), by its index in the plan."""
    wanted = dict.fromkeys(index for pair in plan.pairs for index in pair.words)
    return {index: words.places(_slot(plan.words[index]), documents) for index in wanted}


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
        owners = standing >> _POSITION_BITS
        firsts = standing[np.append(True, owners[1:] != owners[:-1])[: standing.size]]
        ranks = documents.searchsorted((firsts >> _POSITION_BITS).view(np.int64))
        total[ranks] += rarities[index] / (1 + words.depths(firsts) / weights.EARLY_HALF)
    return weights.EARLY * total


def pair_scores(
    standing: Mapping[int, Array],
    plan: Plan,
    rarities: Sequence[float],
    norm: Array,
    documents: Array,
) -> Array:
    """Return what the plan's pairs add to the score of each document (f8).

    All the pairs are looked at together: a place is its pair, its document's rank, its position.

    Args:
        standing: where each of their words stands in the documents, by index.
        plan: whose pairs name its words by index.
        rarities: the weight of each word of the plan.
        norm: length norm of each document.
        documents: numbers, sorted.
    """
    places = {index: _ranked(found, documents) for index, found in standing.items()}
    first, second = (
        np.concatenate(
            [
                places[pair.words[side]] + (np.uint64(number) << _PAIR_BITS)
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
        times = _times(first[found], len(plan.pairs), documents.size)
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


def _ranked(places: Array, documents: Array) -> Array:
    """Return places with their document's rank among some documents instead of its number."""
    ranks = np.searchsorted(documents, (places >> _POSITION_BITS).astype(documents.dtype))
    ranked: Array = (ranks.astype(np.uint64) << _POSITION_BITS) | (places & _POSITION)
    return ranked


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


def _times(places: Array, pairs: int, documents: int) -> Array:
    """Return how often a place is of each pair (rows) and document (columns)."""
    pair = (places >> _PAIR_BITS).astype(np.intp)
    rank = (places >> _POSITION_BITS).astype(np.intp) & ((1 << 24) - 1)
    times: Array = np.bincount(pair * documents + rank, minlength=pairs * documents)
    return times.reshape(pairs, documents)
