"""The forms near a word: those a few letters away, and those that sound alike.

For each form the lexicon file holds which letters it has (`letters`, 32 bits) and a hash of the
consonants that are heard in it (`skeleton`). Both are read from end to end, half a millisecond a
million forms; the few that pass are compared letter by letter, all at once.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.sounds import skeletons
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh_engine.format.arrays import Array

LONGEST = 40
"""Bytes of the longest word that is compared: a pattern must fit the 64 bits of an integer."""

_SLICE = 1 << 16


def skeleton_hashes(forms: Sequence[str]) -> Array:
    """Return a hash of what is heard of each form (u4)."""
    return np.array([_hash(one) for one in skeletons(forms)], np.uint32)


def alike(hashes: Array, form: str) -> Array:
    """Return the numbers of the forms with the skeleton of this one."""
    found: Array = np.flatnonzero(hashes == _hash(skeletons([form])[0]))
    return found


def within(
    edits: int, word: str, letters: Array, folded: Array, starts: Array
) -> tuple[Array, Array]:
    """Return the numbers of the folded forms at most so many edits away, and their distances.

    An edit adds, drops or changes one letter, or exchanges two neighbours. Nothing is near a word
    over LONGEST bytes.
    """
    key = np.frombuffer(utf8(word), np.uint8)
    if not 0 < key.size <= LONGEST:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    own = letter_sets(key, np.array([0, key.size]))[0]
    parts = []
    for begin in range(0, letters.size, _SLICE):
        ends = starts[begin : begin + _SLICE + 1].astype(np.int64)
        sizes = np.diff(ends)
        # Each edit takes one letter away at most, and brings one.
        few = np.bitwise_count(letters[begin : begin + _SLICE] ^ own) <= 2 * edits
        parts.append(begin + np.flatnonzero(few & (np.abs(sizes - key.size) <= edits)))
    numbers = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    distances = _distances(key, folded, starts[numbers], starts[numbers + 1])
    close = distances <= edits
    return numbers[close], distances[close]


def letter_sets(folded: Array, starts: Array) -> Array:
    """Return the letters of each word as bits: a to z by their order, others share the rest."""
    if starts.size < 2:
        return np.zeros(0, np.uint32)
    bits = np.uint32(1) << (folded & 31).astype(np.uint32)
    sets: Array = np.bitwise_or.reduceat(bits, starts[:-1].astype(np.int64))
    return sets


def _distances(key: Array, folded: Array, begins: Array, ends: Array) -> Array:
    """Return the edit distance of a word to each of others, neighbours exchanged being one edit.

    One row of the usual table at a time is kept as bits of an integer, one integer a word (Myers,
    1999; Hyyrö, 2003, for exchanges): the words go through it together.
    """
    begins, sizes = begins.astype(np.int64), (ends - begins).astype(np.int64)
    where = np.zeros(256, np.uint64)
    np.bitwise_or.at(where, key, np.uint64(1) << np.arange(key.size, dtype=np.uint64))
    one, last = np.uint64(1), np.uint64(key.size - 1)
    up = np.full(sizes.size, np.iinfo(np.uint64).max, np.uint64)
    down, diagonal, before = np.zeros_like(up), np.zeros_like(up), np.zeros_like(up)
    distances = np.full(sizes.size, key.size, np.int64)
    for column in range(int(sizes.max(initial=0))):
        inside = column < sizes
        here = where[folded[np.where(inside, begins + column, 0)]]
        exchanged = ((~diagonal & here) << one) & before
        diagonal = (((here & up) + up) ^ up) | here | down | exchanged
        right, left = down | ~(diagonal | up), diagonal & up
        change = ((right >> last) & one).astype(np.int64) - ((left >> last) & one).astype(np.int64)
        distances += np.where(inside, change, 0)
        right, left = (right << one) | one, left << one
        up, down, before = left | ~(diagonal | right), right & diagonal, here
    return distances


def _hash(skeleton: str) -> int:
    return zlib.crc32(utf8(skeleton))
