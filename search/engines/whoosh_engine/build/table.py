"""Finds the numbers of stretches, a batch at a time, without a Python object a word.

The first sixteen bytes of a stretch are two 64-bit integers. Their hash gives a place in a table of
numbers; the integers kept under that number are compared whole, and what has another stretch in its
place looks at the next one. Frequent stretches have small numbers, as they were met first, so that
what is compared stands close together in memory.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.growing import Growing

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array

ABSENT = 0
"""The number of what is not there; stretches are numbered from 1."""

_FIRST_BITS = 14
_WORD_BITS = 64

_SIXTEEN_BYTES = np.dtype(np.complex128)
"""Both integers of a stretch as one item, taken in one go; never read as a number."""


class StretchTable:
    """Numbers by sixteen bytes; open addressing, at most half full."""

    def __init__(self) -> None:
        self._kept = Growing(_SIXTEEN_BYTES)
        self._kept.extend(np.zeros(1, _SIXTEEN_BYTES))  # no stretch: no text holds a byte of zero
        self._bits = _FIRST_BITS
        self._numbers = np.zeros(1 << self._bits, np.uint32)
        # Drawn anew, so that no text can be written whose words all meet in one place.
        self._stir, self._mix = (np.uint64(secrets.randbits(64) | 1) for _ in range(2))

    @property
    def nbytes(self) -> int:
        """Bytes that are held."""
        return self._numbers.nbytes + self._kept.nbytes

    def find(self, low: Array, high: Array) -> Array:
        """Return the number of each stretch (i8), ABSENT where it is not known."""
        places = self._places(low, high)
        numbers: Array = self._numbers.take(places).astype(np.int64)
        going = self._others(numbers, low, high)
        while going.size:
            places[going] = self._next(places[going])
            now = self._numbers[places[going]].astype(np.int64)
            numbers[going] = now
            going = going[self._others(now, low[going], high[going])]
        return numbers

    def add(self, low: Array, high: Array) -> None:
        """Give distinct stretches that are not known the next numbers, in order.

        Pairs of zeros take numbers that are never found: what is longer than sixteen bytes.
        """
        self._kept.extend(np.stack([low, high], axis=1).view(_SIXTEEN_BYTES).ravel())
        count = self._kept.size
        if count * 2 > self._numbers.size:
            self._bits = (count * 2).bit_length()
            self._numbers = np.zeros(1 << self._bits, np.uint32)
            self._put(np.arange(1, count))
        else:
            self._put(np.arange(count - low.size, count))

    def _others(self, numbers: Array, low: Array, high: Array) -> Array:
        """Return which stretches are not those that have these numbers; ABSENT is not asked."""
        kept_low, kept_high = self._stretches(numbers)
        other = kept_low != low
        other |= kept_high != high
        other &= numbers != ABSENT
        return np.flatnonzero(other)

    def _stretches(self, numbers: Array) -> tuple[Array, Array]:
        """Return the integers that are kept under some numbers."""
        kept = self._kept.array.take(numbers).view(np.uint64)
        return kept[0::2], kept[1::2]

    def _put(self, numbers: Array) -> None:
        """Put numbers in the first free places from their own on."""
        numbers = numbers[self._stretches(numbers)[0] != 0]
        places = self._places(*self._stretches(numbers))
        while numbers.size:
            free = self._numbers[places] == ABSENT
            self._numbers[places[free]] = numbers[free]  # of several, one stays
            waiting = np.flatnonzero(self._numbers[places] != numbers)
            numbers, places = numbers[waiting], self._next(places[waiting])

    def _places(self, low: Array, high: Array) -> Array:
        mixed = (low ^ high * self._stir) * self._mix
        places: Array = (mixed >> np.uint64(_WORD_BITS - self._bits)).astype(np.int64)
        return places

    def _next(self, places: Array) -> Array:
        following: Array = (places + 1) & (self._numbers.size - 1)
        return following
