"""BM25F over the words of a plan.

A word's occurrences, weighted by spelling, are summed over the fields, each normalised by its own
length, then saturated once (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
weighted fields", 2004). The inverse document frequency is that of the word: how many documents hold
any of its spellings.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.schema import FIELDS, TITLE
from search.plan.weights import B_TEXT, B_TITLE, K1
from search.plan.weights import TITLE as TITLE_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.execute.postings import Occurrences
    from search.engines.whoosh_engine.format.arrays import Array


def scores(
    words: Sequence[Sequence[Occurrences]],
    lengths: Sequence[Mapping[str, Array]],
    documents: int,
) -> list[Array]:
    """Return for each segment the score of each document (f8).

    Args:
        words: for each word, its occurrences in each segment.
        lengths: for each segment and field, the tokens of each document.
        documents: live documents of the generation.
    """
    norms = [_norms(one, _average(lengths)) for one in lengths]
    totals = [np.zeros(next(iter(one.values())).size) for one in lengths]
    for word in words:
        holding = sum(int(np.count_nonzero(part.loose)) for part in word)
        rarity = inverse_document_frequency(documents, holding)
        for total, part, norm in zip(totals, word, norms, strict=True):
            frequency = sum(part.weights[field] * norm[field] for field in part.weights)
            total += rarity * frequency / (K1 + frequency)
    return totals


def inverse_document_frequency(documents: int, holding: int) -> float:
    """Return BM25's weight of a word that so many documents hold; always positive."""
    return math.log(1 + (max(documents, holding) - holding + 0.5) / (holding + 0.5))


def _average(lengths: Sequence[Mapping[str, Array]]) -> dict[str, float]:
    tokens = {field: sum(int(one[field].sum()) for one in lengths) for field in FIELDS}
    documents = sum(one[FIELDS[0]].size for one in lengths)
    return {field: max(1.0, total / max(1, documents)) for field, total in tokens.items()}


def _norms(lengths: Mapping[str, Array], average: Mapping[str, float]) -> dict[str, Array]:
    """Return for each field what an occurrence counts in each document."""
    norms = {}
    for field in FIELDS:
        b, weight = (B_TITLE, TITLE_WEIGHT) if field == TITLE else (B_TEXT, 1.0)
        norms[field] = weight / (1 - b + b * lengths[field] / average[field])
    return norms
