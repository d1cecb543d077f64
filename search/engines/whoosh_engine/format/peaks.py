"""The largest of a range, found without looking at all of it."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from search.engines.whoosh_engine.format.arrays import Array

BLOCK = 64


class Peaks:
    """The largest value of each block of numbers, which tells the blocks not worth opening.

    Attributes:
        looked: numbers and blocks looked at so far (work counter).
    """

    def __init__(self, values: Array, order: Array) -> None:
        """Take `values[order]`; one pass over it is made here."""
        self._values = values
        self._order = order
        starts = np.arange(0, order.size, BLOCK)
        self._peaks = np.maximum.reduceat(values[order], starts) if order.size else values[:0]
        self.looked = 0

    def largest(self, ranks: range, limit: int) -> list[int]:
        """Return the ranks of the largest values over 0 in a range, largest first."""
        if not ranks:
            return []
        first, last = ranks.start // BLOCK, (ranks.stop - 1) // BLOCK
        peaks = self._peaks[first : last + 1]
        self.looked += peaks.size
        best: list[tuple[int, int]] = []
        for block in np.argsort(-peaks.astype(np.int64), kind="stable").tolist():
            least = best[0][0] if len(best) == limit else 0
            if peaks[block] <= least:
                break
            begin = max(ranks.start, (first + block) * BLOCK)
            end = min(ranks.stop, (first + block + 1) * BLOCK)
            values = self._values[self._order[begin:end]]
            self.looked += values.size
            for offset in np.flatnonzero(values > least).tolist():
                self._keep(best, (int(values[offset]), -(begin + offset)), limit)
        return [-rank for _, rank in sorted(best, reverse=True)]

    @staticmethod
    def _keep(best: list[tuple[int, int]], one: tuple[int, int], limit: int) -> None:
        if len(best) < limit:
            heapq.heappush(best, one)
        else:
            heapq.heappushpop(best, one)
