"""The positions of a segment's occurrences, as `format/postings.py` describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.slices import Extent, between

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array, ArraysFile

LOW_BITS = 8
HIGH_BITS = (2, 4, 8)
"""How many bits of a position may stand beside the low ones: a file takes what is smallest."""

REACHES = tuple(1 << (LOW_BITS + bits) for bits in HIGH_BITS)
"""The first position that so many bits do not hold."""


class Positions:
    """Positions by the number of their occurrence, mapped.

    Attributes:
        size: number of occurrences.
    """

    def __init__(self, arrays: ArraysFile) -> None:
        self._low = arrays.guarded("position")
        self._high = arrays.guarded("position.high")
        self._far_at, self._far = arrays["far.at"], arrays["far.high"]
        self._bits = int(arrays["position.bits"].sum())
        self.size = int(self._low.array.size)
        if self.sound():
            self._shift = (8 // self._bits).bit_length() - 1

    def sound(self) -> bool:
        """Tell whether the arrays fit one another."""
        at = self._far_at
        return (
            self._bits in HIGH_BITS
            and self._high.array.size == -(-self.size * self._bits // 8)
            and at.size == self._far.size
            and not (at.size and (int(at[-1]) >= self.size or bool((at[1:] <= at[:-1]).any())))
        )

    def extent(self, begin: int, end: int) -> Extent:
        """Return a range of occurrences, whose blocks are checked.

        Raises:
            IndexDamaged: one of them is not what it was.
        """
        self._low.check(begin, end)
        self._high.check(begin >> self._shift, (end >> self._shift) + 1)
        return Extent(begin, end, between(self._far_at, begin, end))

    def read(self, offsets: Array) -> Array:
        """Return the positions of occurrences (i8), given by their numbers, without far bits."""
        # Shifts: NumPy's division and remainder take several times as long.
        high = self._high.array.take(offsets >> self._shift)
        high >>= ((offsets & (1 << self._shift) - 1) * self._bits).astype(np.uint8)
        high &= (1 << self._bits) - 1
        positions: Array = high.astype(np.int64)
        positions <<= LOW_BITS
        positions |= self._low.array.take(offsets)
        return positions

    def add_far(self, positions: Array, offsets: Array, far: slice) -> None:
        """Add the further bits of some occurrences.

        Args:
            positions: what `read` returned; changed.
            offsets: numbers of the occurrences, increasing.
            far: which exceptions may be theirs.
        """
        if far.start == far.stop or not offsets.size:
            return
        far_at = self._far_at[far].astype(np.int64)
        ranks = offsets.searchsorted(far_at)
        here = (offsets.take(ranks, mode="clip") == far_at).nonzero()[0]
        further = self._far[far].take(here).astype(np.int64)
        positions[ranks.take(here)] |= further << (LOW_BITS + self._bits)
