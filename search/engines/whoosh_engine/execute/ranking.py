"""BM25F over the words of a plan.

A word's occurrences, weighted by field and by spelling, are summed, normalised by the length of the
text, then saturated once (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
weighted fields", 2004). The inverse document frequency is that of the word: how many documents hold
any of its spellings.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from search.plan.weights import K1, B

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.execute.found import Found
    from search.engines.whoosh_engine.format.arrays import Array


SPREAD = 1.5
"""Words with so many times as many documents as are scored are scored in all of these."""

BISECTED = 24
"""Bisecting for a document costs as much as setting the occurrences of so many out ..."""

LAID_OUT = 8
"""... or as room for them in so many times as many documents."""


def length_norms(lengths: Sequence[Array]) -> list[Array]:
    """Return for each segment what saturates a document's words: K1, more for long texts (f4).

    Args:
        lengths: for each segment the tokens of each document, title and text.
    """
    documents = sum(one.size for one in lengths)
    average = max(1.0, sum(float(one.sum()) for one in lengths) / max(1, documents))
    return [(K1 * (1 - B + B * (one / average))).astype(np.float32) for one in lengths]


def rarities(holding: Sequence[int], documents: int, importance: Sequence[float]) -> list[float]:
    """Return the weight of each word, from how many documents hold it, widely read.

    Args:
        holding: documents that hold each word.
        documents: of the generation.
        importance: what each word weighs beside its rarity; 1 where none is given.
    """
    counted = [inverse_document_frequency(documents, count) for count in holding]
    if not importance:
        return counted
    return [rarity * weight for rarity, weight in zip(counted, importance, strict=True)]


def scores(
    words: Sequence[Found], weights: Sequence[float], norms: Array, documents: Array
) -> Array:
    """Return the score of each of these documents of one segment (f4).

    Each word's own documents or the wanted ones are gone through, whichever costs less.
    """
    if len(words) == 1 and words[0].documents is documents:
        return _saturated(words[0].frequencies, norms.take(documents), weights[0])
    many = documents.size * BISECTED * LAID_OUT > norms.size
    if many and sum(word.documents.size for word in words) <= SPREAD * documents.size * len(words):
        return every_score(words, weights, norms).take(documents)
    total = np.zeros(documents.size, np.float32)
    norm = norms.take(documents)
    for word, weight in zip(words, weights, strict=True):
        if many and word.documents.size < BISECTED * documents.size:
            laid_out = np.zeros(norms.size, np.float32)
            laid_out[word.documents] = word.frequencies
            frequencies = laid_out.take(documents)
        else:
            frequencies = word.among(documents)
        total += _saturated(frequencies, norm, weight)
    return total


def every_score(words: Sequence[Found], weights: Sequence[float], norms: Array) -> Array:
    """Return the score of every document of the segment (f4)."""
    total = np.zeros(norms.size, np.float32)
    for word, weight in zip(words, weights, strict=True):
        norm = norms.take(word.documents)
        total[word.documents] += _saturated(word.frequencies, norm, weight)
    return total


def _saturated(frequencies: Array, norm: Array, weight: float) -> Array:
    saturated: Array = frequencies / (frequencies + norm)
    saturated *= np.float32(weight)
    return saturated


def inverse_document_frequency(documents: int, holding: int) -> float:
    """Return BM25's weight of a word that so many documents hold; always positive."""
    return math.log(1 + (max(documents, holding) - holding + 0.5) / (holding + 0.5))
