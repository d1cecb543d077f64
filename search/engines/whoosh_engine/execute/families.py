"""What the families of words add to the best documents.

A related form counts as so many hundredths of an occurrence of the word, before occurrences are
saturated: an article full of « coréen » holds Corée a little more than it says. Where the word
itself is missing they count more.
"""

from __future__ import annotations

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
            own = words[index].among(documents[here])
            both = own + more[here] * np.where(own > 0, 1, weights.FAMILY_INSTEAD)
            saturated = both / (both + norm[here]) - own / (own + norm[here])
            total[here] += rarities[index] * saturated
    return total
