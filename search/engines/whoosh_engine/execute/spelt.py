"""What the spellings that were typed add to the best documents, each as a word of its own.

A word's spellings share its rarity, so that a rare inflection does not outweigh it. Yet of two
articles with the word, that with the very form is the likelier one, the more so the rarer the form.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from search.plan import weights
from search.plan.nodes import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array
    from search.plan.nodes import In, Plan, Word


def spelt_scores(times: Array, plan: Plan, rarities: Sequence[float], norm: Array) -> Array:
    """Return what typed spellings add to the score of each document (f8).

    A phrase, or a word with no other spelling, is scored again as it is.

    Args:
        times: weighted occurrences of each word's typed spellings (rows) in each document.
        plan: whose words these are.
        rarities: the weight of each word.
        norm: length norm of each document.
    """
    weighed = [_rarity(*one) for one in zip(plan.words, rarities, strict=True)]
    added: Array = weights.SPELT * np.array(weighed) @ (times / (times + norm))
    return added


def _rarity(word: Word | In, rarity: float) -> float:
    """Return the weight of typed spellings: more than the word's by how much fewer hold them."""
    if not isinstance(word, Group):
        return rarity
    typed = every = 1
    for spelling in itertools.chain(word.spellings, word.wider):
        every += spelling.documents
        typed += spelling.documents if spelling.weight == weights.TYPED else 0
    return min(weights.SPELT_RARER * rarity, rarity + math.log(every / typed))
