"""What is looked at on the best candidates only: where words stand, typed spellings, families.

Positions and the postings of dozens of related forms cost more than frequencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.whoosh_engine.execute.families import family_scores
from search.engines.whoosh_engine.execute.looking import look
from search.engines.whoosh_engine.execute.proximity import early_scores, pair_scores
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
    looked = look(reader, words, plan, documents)
    total = spelt_scores(looked.typed, plan, rarities, norm)
    if plan.pairs:
        total += pair_scores(looked.places, plan, rarities, norm, documents)
        total += early_scores(reader, looked.places, rarities, documents)
    if looked.related:
        weighed = [rarities[index] for index in looked.related]
        total += family_scores(looked.own, looked.family, weighed, norm)
    return total
