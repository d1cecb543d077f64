"""What a ranking is worth, and how sure a mean is.

nDCG: Järvelin and Kekäläinen ("Cumulated gain-based evaluation of IR techniques", 2002), gains as
graded, as trec_eval counts. The intervals are bootstrap percentiles (Efron, 1979) over questions;
of a difference, over the questions' differences, so that both sides are drawn together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWN = 10
DEEP = 100
RESAMPLES = 2_000
COVERED = 95


def ndcg(keys: Sequence[str], grades: Mapping[str, float]) -> float:
    """Return nDCG@10 of the keys, best first."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(key, 0.0) for key in keys]) / _gain(best)


def reciprocal_rank(keys: Sequence[str], grades: Mapping[str, float]) -> float:
    """Return the inverse of the place of the first relevant key of the first ten, 0 for none."""
    places = (place for place, key in enumerate(keys[:SHOWN], 1) if key in grades)
    return 1 / next(places, math.inf)


def recall(keys: Sequence[str], grades: Mapping[str, float]) -> float:
    """Return the share of the relevant documents among the first hundred keys."""
    return len(grades.keys() & set(keys[:DEEP])) / len(grades)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return between which bounds the mean of such values lies, in 95 of 100 cases."""
    array = np.asarray(values, np.float64)
    chance = np.random.default_rng(1)
    means = [array[chance.integers(0, array.size, array.size)].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [(100 - COVERED) / 2, (100 + COVERED) / 2])
    return float(low), float(high)


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades[:SHOWN], 1))
