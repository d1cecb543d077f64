"""What is looked at on the best candidates only: pairs of words, and word families.

Positions and the postings of dozens of related forms cost more than frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.execute.families import families_of, family_scores
from search.engines.whoosh_engine.execute.proximity import pair_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.words import Found, WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan


def looks_closer(plan: Plan) -> bool:
    """Tell whether there is anything to look at."""
    return bool(plan.pairs or families_of(plan))


def closer_scores(
    reader: WordReader,
    words: Sequence[Found],
    plan: Plan,
    rarities: Sequence[float],
    norms: Array,
    documents: Array,
) -> Array:
    """Return what pairs and families add to the score of each document (f8), never less than 0.

    Args:
        reader: the segment's words.
        words: where each word of the plan occurs.
        plan: whose words these are.
        rarities: the weight of each word.
        norms: length norms of the segment's documents.
        documents: numbers, sorted.
    """
    total = np.zeros(documents.size)
    if plan.pairs:
        total += pair_scores(reader, plan, rarities, norms, documents)
    if families := families_of(plan):
        total += family_scores(reader, words, families, rarities, norms[documents], documents)
    return total
