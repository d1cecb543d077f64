"""What the families of words add to the best documents.

A related form counts as so many hundredths of an occurrence of the word, before occurrences are
saturated: an article full of « coréen » holds Corée a little more than it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.plan.nodes import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import Found, WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan, Spelling


def families_of(plan: Plan) -> dict[int, tuple[Spelling, ...]]:
    """Return the families of a plan, by the index of their word."""
    return {
        index: word.family
        for index, word in enumerate(plan.words)
        if isinstance(word, Group) and word.family
    }


def family_scores(
    reader: WordReader,
    words: Sequence[Found],
    families: dict[int, tuple[Spelling, ...]],
    rarities: Sequence[float],
    norm: Array,
    documents: Array,
) -> Array:
    """Return what the families add to the score of each document (f8).

    Args:
        reader: the segment's words.
        words: where each word of the plan occurs.
        families: of some words, by index.
        rarities: the weight of each word.
        norm: length norm of each document.
        documents: numbers, sorted.
    """
    total = np.zeros(documents.size)
    weighed = reader.weigh(list(families.values()), documents)
    for index, more in zip(families, weighed, strict=True):
        here = np.flatnonzero(more)
        if here.size:
            own = _own(words[index], documents[here])
            both = own + more[here]
            saturated = both / (both + norm[here]) - own / (own + norm[here])
            total[here] += rarities[index] * saturated
    return total


def _own(found: Found, documents: Array) -> Array:
    """Return the weighted occurrences of a word in some documents."""
    if not found.documents.size:
        return np.zeros(documents.size, np.float32)
    ranks = np.searchsorted(found.documents, documents)
    ranks[ranks == found.documents.size] = 0
    own: Array = found.frequencies[ranks] * (found.documents[ranks] == documents)
    return own
