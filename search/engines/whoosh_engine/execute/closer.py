"""What is looked at on the best candidates only: where words stand, typed spellings, families.

Positions and the postings of dozens of related forms cost more than frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.whoosh_engine.execute.families import families_of, family_scores
from search.engines.whoosh_engine.execute.proximity import (
    early_scores,
    pair_scores,
    paired_places,
)
from search.engines.whoosh_engine.execute.spelt import spelt_scores
from search.plan.nodes import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.execute.words import WordReader
    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import Plan


def looks_closer(plan: Plan) -> bool:
    """Tell whether there is anything to look at."""
    return bool(plan.pairs) or any(isinstance(w, Group) and w.family for w in plan.words)


def closer_scores(
    reader: WordReader,
    words: Sequence[Found],
    plan: Plan,
    rarities: Sequence[float],
    norms: Array,
    documents: Array,
) -> Array:
    """Return what is added to the score of each document (f8), never less than 0.

    Args:
        reader: the segment's words.
        words: where each word of the plan occurs.
        plan: whose words these are.
        rarities: the weight of each word.
        norms: length norms of the segment's documents.
        documents: numbers, sorted.
    """
    norm = norms[documents]
    total = spelt_scores(reader, words, plan, rarities, norm, documents)
    if plan.pairs:
        places = paired_places(reader, plan, documents)
        total += pair_scores(places, plan, rarities, norm, documents)
        total += early_scores(reader, places, rarities, documents)
    if families := families_of(plan):
        total += family_scores(reader, words, families, rarities, norm, documents)
    return total
