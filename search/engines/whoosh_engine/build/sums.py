"""Sums over arrays that several steps of building need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array


def sums_before(counts: Array) -> Array:
    """Return the sums of the items before each one, and of all (i8, one more item)."""
    sums = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, out=sums[1:])
    return sums


def spread(starts: Array, counts: Array) -> Array:
    """Return `counts[i]` numbers from each `starts[i]` on."""
    shifts = starts - (np.cumsum(counts) - counts)
    places: Array = np.repeat(shifts, counts) + np.arange(int(counts.sum()))
    return places
