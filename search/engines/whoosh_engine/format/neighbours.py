"""Which words stand beside the occurrences of a posting, in a byte.

Most articles that hold the words of a phrase, but not side by side, are told apart by it without
reading a position.

A form has a bit among the eight where it follows, and another one where it precedes: the byte of a
posting has the bits of all the words after and before its occurrences, in their field. A bit may
stand for another word too: what passes is then looked at (Bloom, 1970).

The postings of the words that stand almost everywhere have none: a fifth of all, which would tell
little, for almost everything stands beside them somewhere.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar

from search.engines.whoosh_engine.format.arrays import Array

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Guarded

ANY = (1 << 8) - 1
"""The bits that every word has one of."""

_STEM, _TAG = 2_654_435_761, 2_246_822_519
"""Odd numbers that spread stems, and the forms of one, over 32 bits."""

_AFTER, _BEFORE = 29, 26

Numbers = TypeVar("Numbers", int, Array)


def bit_after(stem: Numbers, tag: Numbers) -> Numbers:
    """Return the bit that a form, given by its stem and its tag, has where it follows."""
    bit: Numbers = 1 << (_spread(stem, tag) >> _AFTER)
    return bit


def bit_before(stem: Numbers, tag: Numbers) -> Numbers:
    """Return the bit that a form, given by its stem and its tag, has where it precedes."""
    bit: Numbers = 1 << (_spread(stem, tag) >> _BEFORE & 7)
    return bit


def _spread(stem: Numbers, tag: Numbers) -> Numbers:
    spread: Numbers = (stem * _STEM + tag * _TAG) & ((1 << 32) - 1)
    return spread


def everywhere(sizes: Array, documents: int) -> Array:
    """Return which stems have more than half as many postings as there are documents (bool).

    Args:
        sizes: postings of each stem.
        documents: of the segment.
    """
    found: Array = sizes > documents // 2
    return found


class Neighbours:
    """What stands beside the occurrences of a segment's postings, mapped."""

    def __init__(self, bits: Guarded, starts: Array, documents: int) -> None:
        """Take the array.

        Args:
            bits: of the postings, but those of the stems that stand everywhere.
            starts: the first posting of each stem, and the number of postings; increasing.
            documents: of the segment.
        """
        without = everywhere(starts[1:] - starts[:-1], documents).nonzero()[0]
        self._begins: list[int] = starts.take(without).tolist()
        self._ends: list[int] = starts.take(without + 1).tolist()
        sizes = [end - begin for begin, end in zip(self._begins, self._ends, strict=True)]
        self._left_out: list[int] = [*itertools.accumulate(sizes, initial=0)]
        self._bits = bits

    def sound(self, postings: int) -> bool:
        """Tell whether there are as many as so many postings should have."""
        return int(self._bits.array.size) == postings - self._left_out[-1]

    def of(self, begin: int, size: int) -> Array | None:
        """Return the bits of some postings of one stem (u1), None where it has none."""
        before = bisect_right(self._begins, begin)
        if before and begin < self._ends[before - 1]:
            return None
        begin -= self._left_out[before]
        return self._bits[begin : begin + size]
