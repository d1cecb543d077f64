"""Where the occurrences of postings begin.

The frequencies of the postings before one are summed from the checkpoint before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.format.slices import LARGE, between, beyond

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array, Guarded

CHECKPOINT_BITS = 7
CHECKPOINT = 1 << CHECKPOINT_BITS
"""Postings from a checkpoint to the next one."""

_BEFORE = LARGE * np.tri(CHECKPOINT, CHECKPOINT, -1, np.uint8)
"""Row i lets the frequencies of the first i counts through."""


class Starts:
    """The first occurrences of a segment's postings, by the numbers of these."""

    def __init__(self, counts: Guarded, large: tuple[Array, Array], checkpoints: Array) -> None:
        """Take the arrays.

        Args:
            counts: of the postings, packed.
            large: the postings of a frequency of LARGE or more, in order, and these.
            checkpoints: the first occurrence of each CHECKPOINT-th posting.
        """
        self._counts = counts
        self._large_at, self._large = large
        self._checkpoints = checkpoints
        size = int(counts.array.size)
        self._whole = size >> CHECKPOINT_BITS
        self._blocks = counts.array[: self._whole * CHECKPOINT].reshape(-1, CHECKPOINT)
        self._last = np.zeros(CHECKPOINT, np.uint8)
        self._last[: size % CHECKPOINT] = counts[self._whole * CHECKPOINT : size]

    def of(self, number: int) -> int:
        """Return the first occurrence of a posting, or of what would follow the last one.

        Raises:
            IndexDamaged: a block that tells it is not what it was.
        """
        if not self._checkpoints.size:
            return 0
        block = min(number >> CHECKPOINT_BITS, int(self._checkpoints.size) - 1)
        first = block << CHECKPOINT_BITS
        large = between(self._large_at, first, number)
        counts = int((self._counts[first:number] & LARGE).sum())
        more: int = int(self._large[large].sum()) - LARGE * (large.stop - large.start)
        before: int = self._checkpoints[block].item()
        return before + counts + more

    def of_many(self, numbers: Array) -> tuple[Array, Array]:
        """Return the first occurrences of some postings, and their frequencies (both i8).

        Args:
            numbers: of postings whose blocks were checked, back to the checkpoint before each.
        """
        counts = self._counts.array.take(numbers)
        frequencies = (counts & LARGE).astype(np.int64)
        where, more = beyond(counts, numbers, self._large_at, self._large)
        frequencies[where] += more
        blocks = numbers >> CHECKPOINT_BITS
        before = self._taken(blocks)
        before &= _BEFORE.take(numbers & (CHECKPOINT - 1), axis=0)
        starts = self._checkpoints.take(blocks).astype(np.int64)
        starts += before.sum(axis=1, dtype=np.uint16)
        large = before == LARGE
        if large.any():  # row by row it takes as long as the sums
            full = large.any(axis=1).nonzero()[0]
            starts[full] += self._beyond(blocks.take(full) << CHECKPOINT_BITS, numbers.take(full))
        return starts, frequencies

    def _taken(self, blocks: Array) -> Array:
        """Return the counts of some blocks, a row each."""
        if not self._whole:
            return np.tile(self._last, (blocks.size, 1))
        rows: Array = self._blocks.take(blocks, axis=0, mode="clip")
        rows[blocks == self._whole] = self._last
        return rows

    def _beyond(self, begins: Array, ends: Array) -> Array:
        """Return what the packed counts from postings up to others do not hold (i8)."""
        kind = self._large_at.dtype
        lows = self._large_at.searchsorted(begins.astype(kind))
        sizes = self._large_at.searchsorted(ends.astype(kind)) - lows
        places = (lows - (sizes.cumsum() - sizes)).repeat(sizes)
        places += np.arange(places.size)
        more = self._large.take(places).astype(np.int64) - LARGE
        running = np.append(0, more.cumsum())
        reached = sizes.cumsum()
        summed: Array = running.take(reached) - running.take(reached - sizes)
        return summed
