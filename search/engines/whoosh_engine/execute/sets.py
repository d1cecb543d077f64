"""Sorted sets of document numbers.

Bisecting each number of a small set in a large one costs the logarithm of the large; where sizes
are alike, a mask over all the documents is several times as fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array

ALIKE = 32
"""A set is small beside another with so many times as many numbers."""


FEW = 256
"""Numbers are so few that bisecting for them costs less than a mask over a few documents."""

FEW_OF = 1 << 10
"""... or that are one of so many documents."""


def intersection(sets: Sequence[Array], count: int) -> Array:
    """Return the numbers of all these sorted sets, all under `count`."""
    ordered = sorted(sets, key=len)
    common = ordered[0]
    for other in ordered[1:]:
        if common.size * ALIKE < other.size:
            common = chosen(common, member(common, other))
        else:
            common = chosen(common, mask_of(other, count).take(common))
    return common


def union(sets: Sequence[Array], count: int) -> Array:
    """Return the numbers of any of these sorted sets, all under `count`, sorted."""
    if len(sets) == 1:
        return sets[0]
    if sum(map(len, sets)) * ALIKE < count:
        together: Array = np.concatenate([np.zeros(0, np.int64), *sets])
        together.sort()
        return distinct(together)
    mask = np.zeros(count, bool)
    for one in sets:
        mask[one] = True
    return mask.nonzero()[0]


def chosen(numbers: Array, mask: Array) -> Array:
    """Return the numbers where a mask is set: several times as fast as indexing with it."""
    return numbers.take(mask.nonzero()[0])


def mask_of(numbers: Array, count: int) -> Array:
    """Return a set as a mask (bool, `count` items)."""
    mask = np.zeros(count, bool)
    mask[numbers] = True
    return mask


def member(values: Array, among: Array) -> Array:
    """Return which values are in a sorted set (bool, one item a value)."""
    if not among.size:
        return np.zeros(values.size, bool)
    inside: Array = among.take(among.searchsorted(values), mode="clip") == values
    return inside


def shared(numbers: Array, others: Array, count: int) -> Array:
    """Return which of some numbers are in a sorted set (bool), all under `count`."""
    if numbers.size < FEW + count // FEW_OF:
        return member(numbers, others)
    return mask_of(others, count).take(numbers)


def distinct(numbers: Array) -> Array:
    """Return sorted numbers, each once."""
    fresh = numbers[1:] != numbers[:-1]
    if fresh.all():
        return numbers
    return np.concatenate([numbers[:1], numbers[1:][fresh]])
