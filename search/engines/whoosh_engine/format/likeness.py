"""How alike strings are: Dice's coefficient of their sequences of four bytes (Dice, 1945)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array
    from search.engines.whoosh_engine.format.strings import Strings

GRAM = 4


def likeness(strings: Strings, indexes: Array, wanted: str) -> Array:
    """Return how alike some strings are to another (f8): from 0, nothing in common, to 1."""
    sought = _grams(np.frombuffer(utf8(wanted), np.uint8))
    if not sought.size or not indexes.size:
        return np.zeros(indexes.size)
    letters, lengths = strings.gather(indexes)
    grams = _grams(letters)
    shared = np.zeros(grams.size, bool)
    for gram in set(sought.tolist()):
        shared |= grams == gram
    before = np.concatenate([[0], np.cumsum(shared)])
    begins = np.cumsum(lengths) - lengths
    counts = np.maximum(lengths - (GRAM - 1), 0)
    # Sequences that run from one string into the next are left out.
    both = before[np.minimum(begins + counts, grams.size)] - before[np.minimum(begins, grams.size)]
    alike: Array = np.minimum(2 * both / (sought.size + counts), 1)
    return alike


def _grams(letters: Array) -> Array:
    """Return each byte with the three after it, as one number (u4)."""
    size = max(0, letters.size - (GRAM - 1))
    grams = np.zeros(size, np.uint32)
    for shift in range(GRAM):
        grams |= letters[shift : shift + size].astype(np.uint32) << np.uint32(8 * shift)
    return grams
