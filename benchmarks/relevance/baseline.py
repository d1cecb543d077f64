"""The baseline: BM25 over one field, any word, after Lucene's French analysis.

Robertson and Zaragoza ("The probabilistic relevance framework: BM25 and beyond", 2009), with
Lucene's weight of a word, which is always positive, and exact lengths.
"""

from __future__ import annotations

import collections
import math
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.relevance.lucene_french import lucene_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from search.document import Document

PARAMETERS = ((0.9, 0.4), (1.2, 0.75))
"""k1 and b of the two baselines; the better one counts."""

DEEPEST = 100


class Baseline:
    """An inverted index in memory: for each term the documents that hold it, and how often."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._keys = [document.key for document in documents]
        self._lengths = np.zeros(len(documents))
        holding: dict[str, list[tuple[int, int]]] = collections.defaultdict(list)
        for number, document in enumerate(documents):
            counts = collections.Counter(lucene_terms(f"{document.title}\n{document.text}"))
            self._lengths[number] = counts.total()
            for term, times in counts.items():
                holding[term].append((number, times))
        self._postings = {term: np.array(pairs).T for term, pairs in holding.items()}

    def best(self, question: str, k1: float, b: float) -> list[str]:
        """Return the keys of the best documents, best first, at most a hundred."""
        scores = self._scores(question, k1, b)
        found = np.flatnonzero(scores)
        order = np.argsort(-scores[found], kind="stable")[:DEEPEST]
        return [self._keys[number] for number in found[order]]

    def _scores(self, question: str, k1: float, b: float) -> NDArray[np.float64]:
        scores = np.zeros(len(self._keys))
        norms = k1 * (1 - b + b * self._lengths / self._lengths.mean())
        for term in lucene_terms(question):
            if term in self._postings:
                numbers, times = self._postings[term]
                rarity = math.log(1 + (scores.size - numbers.size + 0.5) / (numbers.size + 0.5))
                scores[numbers] += rarity * times / (times + norms[numbers])
        return scores
